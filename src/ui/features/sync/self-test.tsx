/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { createSignal, For, type JSX, onCleanup, Show } from "solid-js";
import { PAIRING_CHANNEL } from "../../../app/pairing-channel.ts";
import { type Cause, causeOf, type Check, CHECKS, type Findings, verdictOf } from "../../../app/self-test/cause.ts";
import { runSelfTest } from "../../../app/self-test/run.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { toAppError } from "../../i18n/app-error.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Icon, type IconName } from "../../kit/icon.tsx";
import { createNow } from "../../kit/now.ts";
import { Card, Quiet, Section } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./sync.module.css";

const ICONS = { fine: "check", wrong: "notice", unknown: "sync" } as const satisfies Record<string, IconName>;

/** Where the next step is done; where there is none, it is done outside of Shoal, and the sentence says it. */
const NEXT = {
  carry: { path: "/carry", icon: "file", label: "bring.open-page" },
  pair: { path: "/pair", icon: "scan", label: "pair.action" },
  invite: { path: "/invite", icon: "invite", label: "believe.invite" },
  storage: { path: null, icon: "notice", label: "believe.storage" },
} as const;
const NEXT_BY_CAUSE: Readonly<Partial<Record<Cause, keyof typeof NEXT>>> = {
  offline: "pair",
  missing: "carry",
  blocked: "carry",
  "no-relay": "pair",
  relay: "pair",
  "no-way": "pair",
  nobody: "invite",
  full: "storage",
};

/** Looks for the reason why nobody is met, and names the next step. */
export function SelfTest(props: { readonly isMet: boolean }): JSX.Element {
  const { t, counted, moment } = useI18n();
  const { device, queries } = useShoal();
  const scope = usePond();
  const now = createNow();
  const [found, setFound] = createSignal<Partial<Findings> | null>(null);
  const [cause, setCause] = createSignal<Cause | null>(null);
  const [failure, setFailure] = createSignal<unknown>(null);
  const [isBusy, setBusy] = createSignal(false);
  let channel: BroadcastChannel | null = null;
  onCleanup(() => channel?.close());

  async function run(): Promise<void> {
    channel?.close();
    channel = new BroadcastChannel(PAIRING_CHANNEL);
    setBusy(true);
    setCause(null);
    setFailure(null);
    setFound({});
    try {
      const all = await runSelfTest({
        sync: queries.sync(scope.pond),
        device,
        channel,
        isOnline: () => navigator.onLine,
        now: () => Date.now(),
        newId: () => crypto.randomUUID(),
        onFound: setFound,
      });
      setCause(causeOf(all));
    } catch (thrown) {
      console.error("self-test", thrown); // the database, or the browser's answer about its room
      setFailure(thrown);
    } finally {
      setBusy(false);
    }
  }

  const next = () => {
    const name = NEXT_BY_CAUSE[cause() ?? "well"];
    return name === undefined ? null : NEXT[name];
  };
  const causeText = (named: Cause) =>
    named === "well"
      ? counted("believe.cause-well", found()?.met ?? 0)
      : t(`believe.cause-${named}`, { now: moment(now()) });
  return (
    <Section title={t(props.isMet ? "believe.test-title-met" : "believe.test-title")}>
      <Card>
        <div role="status" class={styles["transfer"]}>
          <Show when={isBusy()}>
            <p>{t("believe.test-busy")}</p>
          </Show>
          <Show when={cause()}>
            {(named) => (
              <p>
                <strong>{causeText(named())}</strong>
              </p>
            )}
          </Show>
        </div>
        <Show when={failure()}>{(thrown) => <ErrorText error={toAppError(thrown())} />}</Show>
        <Show when={next()}>
          {(step) => (
            <LinkButton
              weight="strong"
              wide
              icon={step().icon}
              href={step().path === null ? "/me/storage" : scope.href(step().path ?? "")}
            >
              {t(step().label)}
            </LinkButton>
          )}
        </Show>
        <Show when={found()} fallback={<Quiet>{t("believe.test-hint")}</Quiet>}>
          {(known) => (
            <ul class={styles["lines"]}>
              <For each={CHECKS}>{(check) => <CheckLine check={check} found={known()} done={!isBusy()} />}</For>
            </ul>
          )}
        </Show>
        <Button icon="sync" wide busy={isBusy()} onClick={() => void run()}>
          {t(found() === null ? "believe.test-run" : "believe.test-again")}
        </Button>
      </Card>
    </Section>
  );
}

function CheckLine(props: {
  readonly check: Check;
  readonly found: Partial<Findings>;
  readonly done: boolean;
}): JSX.Element {
  const { t } = useI18n();
  const verdict = () => verdictOf(props.check, props.found);
  return (
    <li class={styles["check"]} data-verdict={verdict()}>
      <Icon name={ICONS[verdict()]} />
      <span>
        {t(`believe.check-${props.check}`)}:{" "}
        {t(verdict() === "unknown" && !props.done ? "believe.verdict-waiting" : `believe.verdict-${verdict()}`)}
      </span>
    </li>
  );
}
