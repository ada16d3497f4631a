import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";
import type { IdentityKey, RecordId } from "../../../domain/ids.ts";
import type { DealView, OpenedVouch, VouchView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { createNow } from "../../kit/now.ts";
import { Quiet } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { dealStateMessage } from "../../deal-state.ts";
import { ThingTitle } from "../../thing-title.tsx";
import styles from "./card.module.css";

/** Deals as what is behind a number: which, between whom, when, how it went, and what was said. */
export function DealRecords(props: {
  readonly deals: readonly DealView[];
  /** Shows what is said about this one only; all of it where nobody is named. */
  readonly about?: (member: IdentityKey) => boolean;
}): JSX.Element {
  return (
    <ul class={styles["records"]}>
      <For each={props.deals}>
        {(deal) => (
          <li>
            <DealRecord deal={deal} about={props.about ?? (() => true)} />
          </li>
        )}
      </For>
    </ul>
  );
}

/** The same for deals that only their ids are known of. */
export function DealRecordsOf(props: { readonly ids: readonly RecordId[] }): JSX.Element {
  const { queries } = useShoal();
  const scope = usePond();
  return (
    <ul class={styles["records"]}>
      <For each={props.ids}>
        {(id) => {
          const deal = createLiveQuery<DealView | null>(() => queries.deal(scope.pond, id));
          return <li>{<Show when={deal()}>{(view) => <DealRecord deal={view()} about={() => true} />}</Show>}</li>;
        }}
      </For>
    </ul>
  );
}

function DealRecord(props: { readonly deal: DealView; readonly about: (member: IdentityKey) => boolean }): JSX.Element {
  const { t, date } = useI18n();
  const scope = usePond();
  const now = createNow();
  const who = (id: IdentityKey) => (id === scope.me ? t("person.you") : scope.nameOf(id));
  const time = () => Math.max(props.deal.agreed?.time ?? 0, ...props.deal.handovers.map((word) => word.time));
  return (
    <>
      <A href={scope.href(`/deal/${props.deal.id}`)}>
        <ThingTitle id={props.deal.listing} />
      </A>
      <Quiet>
        <bdi>{who(props.deal.maker)}</bdi> ⇄ <bdi>{who(props.deal.owner)}</bdi> ·{" "}
        {t(dealStateMessage(props.deal, now()))} · {date(time() || props.deal.updated)}
      </Quiet>
      <For each={props.deal.vouches.filter((vouch) => props.about(vouch.about))}>
        {(vouch) => <VouchRecord vouch={vouch} />}
      </For>
    </>
  );
}

function VouchRecord(props: { readonly vouch: VouchView }): JSX.Element {
  const { t, date } = useI18n();
  const scope = usePond();
  const who = () => (props.vouch.by === scope.me ? t("person.you-first") : scope.nameOf(props.vouch.by));
  return (
    <div class={styles["said"]}>
      <Show when={props.vouch.opened} fallback={<Quiet>{t("vouch.sealed", { name: who() })}</Quiet>}>
        {(opened) => <Said who={who()} said={opened()} />}
      </Show>
      <For each={props.vouch.earlier.toReversed()}>
        {(earlier) => (
          <>
            <Quiet>{t("record.earlier", { date: date(earlier.time) })}</Quiet>
            <Said who={who()} said={earlier} />
          </>
        )}
      </For>
    </div>
  );
}

function Said(props: { readonly who: string; readonly said: OpenedVouch }): JSX.Element {
  const { t } = useI18n();
  return (
    <>
      <p>
        <strong>{t(props.said.good ? "vouch.said-good" : "vouch.said-bad", { name: props.who })}</strong>
      </p>
      <Quiet>
        {t(props.said.keptTerms ? "vouch.kept" : "vouch.not-kept")} ·{" "}
        {t(props.said.showedUp ? "vouch.came" : "vouch.not-came")} ·{" "}
        {t(props.said.asDescribed ? "vouch.described" : "vouch.not-described")}
      </Quiet>
      <Show when={props.said.words}>
        <p dir="auto">{props.said.words}</p>
      </Show>
    </>
  );
}
