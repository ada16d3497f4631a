/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createResource, createSignal, For, type JSX, Show } from "solid-js";
import type { HandoverCode, HandoverSeen } from "../../../app/api.ts";
import type { DealView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { type Action, ActionError, createAction } from "../../kit/action.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button, LinkButton } from "../../kit/button.tsx";
import { CodeRun } from "../../kit/code-run.tsx";
import { CopyText } from "../../kit/copy-text.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { TextField } from "../../kit/field.tsx";
import { Fold } from "../../kit/fold.tsx";
import { Card, Quiet, Section, Stack } from "../../kit/page.tsx";
import { createRunSight, RunByHand, RunScanner, type RunSight } from "../../kit/run-scanner.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { refusalWords } from "../../refusal-words.ts";
import { useShoal } from "../../services.tsx";
import styles from "./deals.module.css";

const LONGEST_WORDS = 80;

/**
 * Face to face: my codes on the screen, theirs through the camera, or six words, or neither. Needs no network: once I
 * have confirmed, my codes bring my word along, and whoever has scanned the other holds both (decision 0027).
 */
export function Handover(props: {
  readonly deal: DealView;
  readonly other: string;
  readonly mayConfirm: boolean;
}): JSX.Element {
  const { t } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const sync = createLiveQuery(() => queries.sync(scope.pond));
  /** What the other's codes have brought in this visit; an object of its own each time, so that the camera closes. */
  const [last, setLast] = createSignal<{ readonly seen: HandoverSeen | null }>({ seen: null });
  const [code] = createResource(
    () => ({ id: props.deal.id, state: props.deal.state, updated: props.deal.updated, after: last() }),
    ({ id }) => commands.handoverCode(scope.pond, id),
  );
  const shown = (): HandoverCode | null => (code.latest?.ok === true ? code.latest.value : null);
  const failed = () => (code.latest?.ok === false ? code.latest.error : null);
  type Seen = Parameters<typeof commands.confirmHandover>[2];
  const confirm = (seen: Seen) =>
    action.run(
      () => commands.confirmHandover(scope.pond, props.deal.id, seen),
      (brought) => setLast({ seen: brought }),
    );
  const sight = createRunSight({ run: (run) => confirm({ run }), other: (text) => confirm({ code: text }) });
  const isDone = () => props.deal.state === "done";
  const isOpened = () => props.deal.vouches.filter(({ opened }) => opened !== null).length > 1;
  /** Somebody is there who takes my word along: then the short code does. */
  const isConnected = () => (sync()?.peers.length ?? 0) > 0;
  /** It is in the other's hands only once he has scanned it. */
  const isOwed = () => last().seen !== null && !isConnected() && shown()?.hasAll !== true;
  const codes = () => (
    <Codes
      deal={props.deal}
      other={props.other}
      mayConfirm={props.mayConfirm}
      shown={shown()}
      isShort={isConnected() && !isDone()}
      sight={sight}
      action={action}
      last={last()}
      confirm={confirm}
    />
  );
  return (
    <Show when={!isDone() || !isOpened() || last().seen !== null}>
      <Show
        when={isDone() && !isOwed()}
        fallback={
          <Section title={t(isDone() ? "handover.by-codes" : "handover.title")}>
            <Show when={failed()}>{(error) => <ErrorText error={error()} />}</Show>
            {codes()}
          </Section>
        }
      >
        <Fold label={t("handover.exchange")}>
          <Show when={failed()}>{(error) => <ErrorText error={error()} />}</Show>
          {codes()}
        </Fold>
      </Show>
    </Show>
  );
}

function Codes(props: {
  readonly deal: DealView;
  readonly other: string;
  readonly mayConfirm: boolean;
  readonly shown: HandoverCode | null;
  /** Only the word that we meet; the records go by the network. */
  readonly isShort: boolean;
  readonly sight: RunSight;
  readonly action: Action;
  readonly last: { readonly seen: HandoverSeen | null };
  readonly confirm: (seen: { readonly words: readonly string[] } | "apart") => void;
}): JSX.Element {
  const { t, counted } = useI18n();
  const scope = usePond();
  const lead = (): string => {
    const name = props.other;
    if (props.mayConfirm || props.isShort) return t("handover.show", { name });
    if (props.shown?.hasAll === true) return t("handover.has-all", { name });
    return t(props.deal.state === "done" ? "handover.now-theirs" : "handover.brings", { name });
  };
  return (
    <Stack>
      <Show when={!props.mayConfirm && props.deal.state === "handed"}>
        <p role="status">{t("handover.waiting", { name: props.other })}</p>
      </Show>
      <Brought seen={props.last.seen} other={props.other} />
      <Show when={props.shown}>
        {(mine) => (
          <Card>
            <Show when={!props.isShort && mine().left > 0} fallback={<p role="status">{lead()}</p>}>
              <Banner tone="koi" icon="file">
                <p>{counted("handover.left", mine().left, { name: props.other })}</p>
              </Banner>
              <LinkButton icon="file" href={scope.href("/carry")}>
                {t("handover.to-file")}
              </LinkButton>
            </Show>
            <CodeRun texts={props.isShort ? [mine().code] : mine().codes} label={t("handover.code-label")} />
            <Show when={mine().words.length > 0}>
              <Quiet>{t("handover.words-show")}</Quiet>
              <p class={styles["spoken"]} lang="en" aria-label={t("handover.words-label")}>
                {mine().words.join(" ")}
              </p>
            </Show>
          </Card>
        )}
      </Show>
      <Show when={props.last} keyed>
        <RunScanner
          strong={props.mayConfirm}
          sight={props.sight}
          action={t("handover.scan")}
          label={t("handover.scan-label", { name: props.other })}
        />
      </Show>
      <ActionError action={props.action} />
      <Fold label={t("handover.no-camera")}>
        <Show when={props.mayConfirm}>
          <ByWords other={props.other} busy={props.action.busy()} confirm={props.confirm} />
        </Show>
        <Show when={props.shown}>
          {(mine) => <CopyText label={t("run.mine-as-text")} text={mine().codes.join(" ")} action={t("run.copy")} />}
        </Show>
        <RunByHand sight={props.sight} busy={props.action.busy()} />
      </Fold>
    </Stack>
  );
}

/** What came with the other's codes, where that is not all of it. */
function Brought(props: { readonly seen: HandoverSeen | null; readonly other: string }): JSX.Element {
  const { counted } = useI18n();
  const refused = () => refusalWords(props.seen?.refused ?? {});
  return (
    <Show when={refused().length > 0}>
      <Banner tone="koi" icon="notice" alert>
        <For each={refused()}>{({ message, count }) => <RefusalLine message={message} count={count} />}</For>
        <p>
          {counted(
            "handover.not-in",
            refused().reduce((sum, { count }) => sum + count, 0),
            { name: props.other },
          )}
        </p>
      </Banner>
    </Show>
  );
}

function RefusalLine(props: ReturnType<typeof refusalWords>[number]): JSX.Element {
  const { t, number } = useI18n();
  return <p>{t(props.message, { n: number(props.count) })}</p>;
}

function ByWords(props: {
  readonly other: string;
  readonly busy: boolean;
  readonly confirm: (seen: { readonly words: readonly string[] } | "apart") => void;
}): JSX.Element {
  const { t } = useI18n();
  const [typed, setTyped] = createSignal("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        props.confirm({ words: typed().trim().split(/\s+/) });
      }}
    >
      <Stack>
        <TextField
          label={t("handover.words-type", { name: props.other })}
          value={typed()}
          onInput={setTyped}
          maxLength={LONGEST_WORDS}
          required
          spellcheck={false}
        />
        <Button type="submit" busy={props.busy}>
          {t("handover.words-confirm")}
        </Button>
        <Button weight="plain" busy={props.busy} onClick={() => props.confirm("apart")}>
          {t("handover.apart")}
        </Button>
      </Stack>
    </form>
  );
}
