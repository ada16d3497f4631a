import { A, useNavigate } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import type { PondCard } from "../../../app/api.ts";
import { MAX_NAME, MAX_PLACE, MAX_POND_NAME, MAX_RULES } from "../../../app/limits.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, IconLink, LinkButton } from "../../kit/button.tsx";
import { Empty } from "../../kit/empty.tsx";
import { TextField } from "../../kit/field.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Next } from "../../kit/next.tsx";
import { Card, Page, Pair, Quiet, Section, Stack } from "../../kit/page.tsx";
import { Scanner } from "../../kit/scanner.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { useShoal } from "../../services.tsx";
import styles from "./ponds.module.css";

/** The first screen: my ponds, starting one, joining one. */
export function PondsPage(): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const ponds = createLiveQuery(() => queries.ponds(), "pond");
  const sample = createLiveQuery(() => queries.sample());
  const isAlone = () => ponds()?.length === 0;
  return (
    <Page wide="pair" title={t("ponds.title")} actions={<IconLink icon="settings" label={t("nav.me")} href="/me" />}>
      {/* All at once, when it is known: nothing is pushed away from under a finger. */}
      <Show when={ponds() !== undefined && sample() !== undefined}>
        <Stack>
          <Show when={isAlone()}>
            <div class={styles["welcome"]}>
              <Empty title={t("ponds.empty-title")} text={t("ponds.empty-text")}>
                <SampleDoor isOpen={typeof sample() === "string"} />
              </Empty>
            </div>
          </Show>
          <Show when={!isAlone() && typeof sample() === "string"}>
            <SampleDoor isOpen />
          </Show>
          <ul class={styles["ponds"]}>
            <For each={ponds()}>{(card) => <PondLine card={card} />}</For>
          </ul>
          <Pair>
            <Next>
              <StartPond />
              <Next>
                <JoinPond />
                <Show when={isAlone()}>
                  <LinkButton weight="plain" wide href="/restore">
                    {t("ponds.been-here")}
                  </LinkButton>
                </Show>
              </Next>
            </Next>
          </Pair>
        </Stack>
      </Show>
    </Page>
  );
}

function PondLine(props: { readonly card: PondCard }): JSX.Element {
  const { counted } = useI18n();
  const news = () => props.card.news.forMe + props.card.news.others;
  return (
    <li>
      <A class={styles["pond"] ?? ""} href={`/pond/${props.card.pond}`}>
        <strong dir="auto">{props.card.name}</strong>
        <span>
          {counted("ponds.listings", props.card.listings)} · {counted("ponds.members", props.card.members)}
        </span>
        <Show when={news() > 0}>
          <span>
            {counted("ponds.news", news())}
            <Show when={props.card.news.forMe > 0}> · {counted("nav.news-badge", props.card.news.forMe)}</Show>
          </span>
        </Show>
        <Show when={props.card.waiting > 0}>
          <span class={styles["waiting"]}>{counted("nav.waiting", props.card.waiting)}</span>
        </Show>
      </A>
    </li>
  );
}

/** For whoever comes alone: something to look at. Stays as long as there is a sample. */
function SampleDoor(props: { readonly isOpen: boolean }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const navigate = useNavigate();
  const action = createAction();
  const look = () => commands.openSample(t("sample.visitor"));
  return (
    <>
      <Button
        wide
        icon="people"
        busy={action.busy()}
        onClick={() => action.run(look, (pond) => navigate(`/pond/${pond}`))}
      >
        {t(props.isOpen ? "sample.back" : "sample.look")}
      </Button>
      <ActionError action={action} />
    </>
  );
}

function StartPond(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const navigate = useNavigate();
  const action = createAction();
  const [name, setName] = createSignal("");
  const [myName, setMyName] = createSignal("");
  const [place, setPlace] = createSignal("");
  const [rules, setRules] = createSignal("");
  const start = () => commands.startPond({ name: name(), place: place(), rules: rules(), myName: myName() });
  return (
    <Section title={t("ponds.start")}>
      <Card>
        <form
          class={styles["form"]}
          onSubmit={(event) => {
            event.preventDefault();
            action.run(start, (pond) => navigate(`/pond/${pond}`));
          }}
        >
          <TextField
            label={t("ponds.name")}
            value={name()}
            onInput={setName}
            maxLength={MAX_POND_NAME}
            required
            placeholder={t("ponds.name-example")}
          />
          <TextField label={t("person.name")} value={myName()} onInput={setMyName} maxLength={MAX_NAME} required />
          <Fold label={t("ponds.more")}>
            <TextField label={t("ponds.place")} value={place()} onInput={setPlace} maxLength={MAX_PLACE} />
            <TextField label={t("ponds.rules")} value={rules()} onInput={setRules} maxLength={MAX_RULES} rows={3} />
          </Fold>
          <Button type="submit" weight="strong" wide icon="pond" busy={action.busy()}>
            {t("ponds.start-action")}
          </Button>
          <ActionError action={action} />
        </form>
      </Card>
    </Section>
  );
}

function JoinPond(): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const navigate = useNavigate();
  const action = createAction();
  const [link, setLink] = createSignal("");
  /** What is no invite is said here, where the camera can look on and the link be mended. */
  const open = (text: string) =>
    action.run(
      () => commands.previewInvite(text),
      () => navigate(`/join/${text.slice(text.lastIndexOf("/") + 1).trim()}`),
    );
  return (
    <Section title={t("ponds.join")}>
      <Card>
        <form
          class={styles["form"]}
          onSubmit={(event) => {
            event.preventDefault();
            open(link());
          }}
        >
          <TextField
            label={t("ponds.link")}
            value={link()}
            onInput={setLink}
            maxLength={2000}
            required
            spellcheck={false}
          />
          <Button type="submit" wide icon="forward" busy={action.busy()}>
            {t("ponds.join-action")}
          </Button>
          <Scanner action={t("ponds.scan")} label={t("ponds.scan-label")} onCode={open} />
          <ActionError action={action} />
        </form>
        <Quiet>{t("ponds.join-hint")}</Quiet>
      </Card>
    </Section>
  );
}
