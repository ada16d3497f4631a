/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are parts that are read aloud when they change */
import { createResource, createSignal, type JSX, Match, onCleanup, Show, Switch } from "solid-js";
import type { PairingDesk, PairingView } from "../../../app/pairing-api.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { Banner } from "../../kit/banner.tsx";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Page, Quiet, Section, Stack, Waiting } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { OwnCode } from "./own-code.tsx";
import { TakeCode } from "./take-code.tsx";

const NONE: PairingView = { step: { kind: "none" }, refused: null };

/** M2: two devices connect by showing each other a code: no internet, no relay, no server. */
export function PairPage(): JSX.Element {
  const { t } = useI18n();
  const shoal = useShoal();
  const scope = usePond();
  const [view, setView] = createSignal<PairingView>(NONE);
  const [desk] = createResource(() => shoal.pairing());
  /** The try that is going on; null before the first code is made or taken. */
  let pairing: ReturnType<PairingDesk["open"]> | null = null;
  onCleanup(() => pairing?.close());
  const begun = () => (pairing ??= desk()?.open(scope.pond, setView) ?? null);
  const step = () => view().step;
  const stepOf = <Kind extends PairingView["step"]["kind"]>(kind: Kind) => {
    const now = step();
    return now.kind === kind ? (now as PairingView["step"] & { readonly kind: Kind }) : null; // just looked at
  };
  const show = () => {
    setView({ step: { kind: "making" }, refused: null });
    begun()?.show();
  };
  const take = (code: string) => begun()?.take(code);
  const again = () => {
    pairing?.close();
    pairing = null;
    setView(NONE);
  };

  return (
    <Page title={t("pair.title")} back={scope.href("/sync")} lead={<bdi>{scope.card().name}</bdi>}>
      <Show when={desk()} fallback={<Waiting />}>
        <Stack>
          <Switch>
            <Match when={step().kind === "none"}>
              <p>{t("pair.lead")}</p>
              <Section title={t("pair.first")}>
                <Button weight="strong" icon="share" wide onClick={show}>
                  {t("pair.show")}
                </Button>
              </Section>
              <Section title={t("pair.second")}>
                <TakeCode action={t("pair.scan")} refused={view().refused} onCode={take} />
              </Section>
            </Match>
            <Match when={step().kind === "making"}>
              <p role="status">{t("pair.making")}</p>
            </Match>
            <Match when={stepOf("shown")}>
              {(shown) => (
                <Shown role={shown().role} code={shown().code} refused={view().refused} onCode={take} onAnew={again} />
              )}
            </Match>
            <Match when={step().kind === "connecting"}>
              <p role="status">{t("pair.connecting")}</p>
            </Match>
            <Match when={stepOf("connected")}>{(done) => <Connected peer={done().peer} onAnother={again} />}</Match>
            <Match when={stepOf("failed")}>
              {(failed) => (
                <>
                  <Banner tone="koi" icon="notice" alert>
                    <p>{t(`pair.failed-${failed().why}`)}</p>
                  </Banner>
                  <Button weight="strong" wide onClick={again}>
                    {t("pair.anew")}
                  </Button>
                </>
              )}
            </Match>
          </Switch>
        </Stack>
      </Show>
    </Page>
  );
}

/** My code, and what is done with it; with an offer, the way back. */
function Shown(props: {
  readonly role: "offer" | "answer";
  readonly code: string;
  readonly refused: PairingView["refused"];
  readonly onCode: (code: string) => void;
  readonly onAnew: () => void;
}): JSX.Element {
  const { t } = useI18n();
  return (
    <>
      <Section title={t(`pair.${props.role}-title`)}>
        <OwnCode code={props.code} hint={t(`pair.${props.role}-hint`)} />
      </Section>
      <Show when={props.role === "offer"}>
        <Section title={t("pair.answer-back")}>
          <TakeCode action={t("pair.scan-answer")} refused={props.refused} onCode={(code) => props.onCode(code)} />
        </Section>
      </Show>
      <Button weight="plain" wide onClick={() => props.onAnew()}>
        {t("pair.anew")}
      </Button>
    </>
  );
}

/** With whom, as soon as that is known. */
function Connected(props: { readonly peer: string; readonly onAnother: () => void }): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const sync = createLiveQuery(() => queries.sync(scope.pond), "state");
  const name = () => sync()?.peers.find(({ id }) => id === props.peer)?.name ?? null;
  return (
    <>
      <div role="status">
        <Banner tone="calm" icon="check">
          <p dir="auto">
            <Show when={name()} fallback={t("pair.connected")}>
              {(known) => t("pair.connected-with", { name: known() })}
            </Show>
          </p>
        </Banner>
      </div>
      <Quiet>{t("pair.what-now")}</Quiet>
      <LinkButton weight="strong" icon="pond" wide href={scope.href("")}>
        {t("nav.listings")}
      </LinkButton>
      <Button wide onClick={() => props.onAnother()}>
        {t("pair.another")}
      </Button>
    </>
  );
}
