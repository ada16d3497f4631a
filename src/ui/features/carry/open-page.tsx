/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are parts that are read aloud when they change */
import { createEffect, For, type JSX, Match, on, onCleanup, Show, Switch } from "solid-js";
import type { BundleGlimpse } from "../../../app/bundle-glimpse.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import type { MessageKey } from "../../i18n/messages.ts";
import { Banner } from "../../kit/banner.tsx";
import { Button, Buttons, LinkButton } from "../../kit/button.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { FileButton } from "../../kit/file-button.tsx";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { closePondFile, openedFile, openPondFile } from "../../opened-file.ts";
import { refusalWords } from "../../refusal-words.ts";
import styles from "./carry.module.css";
import { type Counts, createOpening, type Opened } from "./opening.ts";

/** M5: what is in a `.pond` file, said before any of it is let in; of whatever pond it is. */
export function OpenPage(): JSX.Element {
  const { t } = useI18n();
  const opening = createOpening();
  createEffect(
    on(openedFile, (file) => {
      if (file === null) opening.clear();
      else void opening.look(file);
    }),
  );
  onCleanup(() => {
    opening.clear();
    closePondFile();
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) openPondFile(file);
  };
  const state = opening.state;
  return (
    <Page title={t("open.title")} back="/">
      {/* The button inside does the same for keys. */}
      <div onDragOver={(event) => event.preventDefault()} onDrop={drop}>
        <Stack>
          <Switch>
            <Match when={state().kind === "none"}>
              <div class={styles["drop"]}>
                <p>{t("open.hint")}</p>
                <ChooseFile label={t("bring.choose")} />
              </div>
            </Match>
            <Match when={atWork(state())}>
              {(work) => (
                <Card>
                  <p role="status">{t(work().kind === "looking" ? "open.looking" : "open.letting")}</p>
                  <progress
                    class={styles["progress"]}
                    max={work().size}
                    value={work().at}
                    aria-label={t("open.progress")}
                  />
                  <Button onClick={() => opening.stop()}>
                    {t(work().kind === "looking" ? "open.cancel" : "open.stop")}
                  </Button>
                </Card>
              )}
            </Match>
            <Match when={failedIn(state())}>
              {(error) => (
                <>
                  <ErrorText error={error()} />
                  <ChooseFile label={t("open.another")} />
                </>
              )}
            </Match>
            <Match when={seenIn(state())}>
              {(seen) => <Explained seen={seen()} onLetIn={() => void opening.letIn()} />}
            </Match>
            <Match when={doneIn(state())}>{(done) => <Done done={done()} />}</Match>
          </Switch>
        </Stack>
      </div>
    </Page>
  );
}

const atWork = (state: Opened) => (state.kind === "looking" || state.kind === "letting" ? state : null);
const failedIn = (state: Opened) => (state.kind === "failed" ? state.error : null);
const seenIn = (state: Opened) => (state.kind === "seen" ? state : null);
const doneIn = (state: Opened) => (state.kind === "done" ? state : null);

function ChooseFile(props: { readonly label: string }): JSX.Element {
  return (
    <FileButton icon="file" accept=".pond" onFile={openPondFile}>
      {props.label}
    </FileButton>
  );
}

const BROKEN: Readonly<Record<"cut" | "broken", MessageKey>> = { cut: "open.cut", broken: "open.broken" };

function Explained(props: {
  readonly seen: Extract<Opened, { kind: "seen" }>;
  readonly onLetIn: () => void;
}): JSX.Element {
  const { t } = useI18n();
  return (
    <>
      <Section title={props.seen.glimpse.pondName ?? t("open.unnamed")}>
        <Card>
          <Quiet>{t("open.says")}</Quiet>
          <Facts glimpse={props.seen.glimpse} size={props.seen.size} isMember={props.seen.isMember} />
          <Show when={props.seen.stopped}>
            {(stopped) => (
              <Banner tone="koi" icon="notice">
                <p>{t(BROKEN[stopped()])}</p>
              </Banner>
            )}
          </Show>
          <Show when={props.seen.isMember} fallback={<NotIn />}>
            <Show when={props.seen.glimpse.fresh > 0} fallback={<p>{t("open.nothing-new")}</p>}>
              <Quiet>{t("open.checked")}</Quiet>
              <Button weight="strong" wide icon="check" onClick={() => props.onLetIn()}>
                {t("open.let-in")}
              </Button>
            </Show>
          </Show>
        </Card>
      </Section>
      <ChooseFile label={t("open.another")} />
    </>
  );
}

function NotIn(): JSX.Element {
  const { t } = useI18n();
  return (
    <>
      <Banner tone="koi" icon="invite">
        <p>{t("open.not-in")}</p>
      </Banner>
      <LinkButton icon="invite" href="/">
        {t("open.join")}
      </LinkButton>
    </>
  );
}

const KILO = 1000;

function Facts(props: {
  readonly glimpse: BundleGlimpse;
  readonly size: number;
  readonly isMember: boolean;
}): JSX.Element {
  const { t, counted, number, date, list } = useFacts();
  return (
    <ul class={styles["facts"]}>
      <li>
        {counted("open.records", props.glimpse.records)} ·{" "}
        {t("open.size", { kb: number(Math.max(1, Math.round(props.size / KILO))) })}
      </li>
      <Show when={props.isMember}>
        <li>
          <strong>{counted("open.fresh", props.glimpse.fresh)}</strong>
        </li>
        <Show when={props.glimpse.listings > 0}>
          <li>{counted("open.listings", props.glimpse.listings)}</li>
        </Show>
      </Show>
      <li dir="auto">
        {props.glimpse.names.length > 0
          ? counted("open.people-named", props.glimpse.people, { names: list(props.glimpse.names) })
          : counted("open.people", props.glimpse.people)}
      </li>
      <Show when={props.glimpse.newest}>{(newest) => <li>{t("open.newest", { date: date(newest()) })}</li>}</Show>
    </ul>
  );
}

function useFacts() {
  const i18n = useI18n();
  return { ...i18n, list: (names: readonly string[]) => names.map((name) => i18n.t("open.name", { name })).join(", ") };
}

const STOPPED: Readonly<Record<NonNullable<Counts["stopped"]>, MessageKey>> = {
  cut: "open.stopped-cut",
  broken: "open.stopped-broken",
  hostile: "open.stopped-hostile",
  quota: "error.quota",
  storage: "error.storage-other",
  person: "open.stopped-by-you",
};

function Done(props: { readonly done: Extract<Opened, { kind: "done" }> }): JSX.Element {
  const { t, counted, number } = useI18n();
  const refused = () => refusalWords(props.done.counts.why);
  return (
    <>
      <Section title={props.done.glimpse.pondName ?? t("open.unnamed")}>
        <Card>
          <div role="status">
            <Stack>
              <p>
                <strong>{counted("open.added", props.done.counts.added)}</strong>
              </p>
              <Show when={props.done.counts.known > 0}>
                <Quiet>{counted("open.known", props.done.counts.known)}</Quiet>
              </Show>
              <Show when={props.done.counts.stopped}>
                {(stopped) => (
                  <Banner tone="koi" icon="notice">
                    <p>{t(STOPPED[stopped()])}</p>
                  </Banner>
                )}
              </Show>
              <Show when={refused().length > 0}>
                <Banner tone="koi" icon="notice">
                  <p>
                    <strong>{counted("open.refused", props.done.counts.refused)}</strong>
                  </p>
                  <For each={refused()}>{({ message, count }) => <p>{t(message, { n: number(count) })}</p>}</For>
                </Banner>
              </Show>
            </Stack>
          </div>
          <Buttons>
            <LinkButton weight="strong" icon="pond" href={`/pond/${props.done.pond}`}>
              {t("open.to-pond")}
            </LinkButton>
          </Buttons>
        </Card>
      </Section>
      <ChooseFile label={t("open.another")} />
    </>
  );
}
