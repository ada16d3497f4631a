import { A } from "@solidjs/router";
import { createMemo, For, type JSX, mapArray, Show } from "solid-js";
import type { IdentityKey } from "../../../domain/ids.ts";
import type { DealView, MemberView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { createNow } from "../../kit/now.ts";
import { Card, Quiet, Section } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./card.module.css";
import { DealRecords } from "./deal-record.tsx";
import { brokenOff, type MemberFacts, memberFacts } from "./member-facts.ts";

/** Rules trust: what anyone can check, the same for every viewer; each number opens its why. */
export function CardFacts(props: { readonly view: MemberView }): JSX.Element {
  const { t } = useI18n();
  const now = createNow();
  const deals = createDealsOf(() => [props.view.id, ...props.view.predecessors]);
  const facts = createMemo(() => {
    const known = deals();
    return known === undefined ? undefined : memberFacts(props.view, known, now());
  });
  return (
    <Section title={t("member.facts")}>
      <Card>
        <Quiet>{t("fact.same-for-all")}</Quiet>
        <ul class={styles["facts"]}>
          <Arrival view={props.view} />
          <Show when={facts()}>
            {(known) => (
              <>
                <Swaps facts={known()} view={props.view} />
                <Answers facts={known()} />
              </>
            )}
          </Show>
          <Fact summary={t(props.view.forked ? "member.forked" : "member.intact")}>
            <Quiet>{t(props.view.forked ? "fact.forked-why" : "fact.intact-why")}</Quiet>
          </Fact>
        </ul>
      </Card>
    </Section>
  );
}

/** Since when, by whom, whom they brought, met by whom, and as whom before. */
function Arrival(props: { readonly view: MemberView }): JSX.Element {
  const { t, counted, date } = useI18n();
  const scope = usePond();
  const guests = createMemo(() =>
    (scope.members() ?? []).flatMap(({ id, invitedBy }) => (invitedBy === props.view.id ? [id] : [])),
  );
  return (
    <>
      <li>
        {t("member.since", { date: date(props.view.since) })} ·{" "}
        <Show when={props.view.invitedBy} fallback={t("member.founder")}>
          {(by) => <A href={scope.href(`/member/${by()}`)}>{t("member.invited-by", { name: scope.nameOf(by()) })}</A>}
        </Show>
      </li>
      <Show when={guests().length > 0}>
        <Fact summary={counted("fact.brought", guests().length)}>
          <People ids={guests()} />
        </Fact>
      </Show>
      <Show when={props.view.met.length > 0} fallback={<li>{t("fact.met-nobody")}</li>}>
        <Fact summary={counted("fact.met", props.view.met.length)}>
          <People ids={props.view.met} />
          <Quiet>{t("fact.met-why")}</Quiet>
        </Fact>
      </Show>
      <Show when={props.view.predecessors.length > 0}>
        <Fact summary={t("fact.took-over")}>
          <People ids={props.view.predecessors} />
        </Fact>
      </Show>
      <Show when={props.view.successor}>
        {(id) => (
          <li>
            <A data-alone href={scope.href(`/member/${id()}`)}>
              {t("fact.taken-over", { name: scope.nameOf(id()) })}
            </A>
          </li>
        )}
      </Show>
    </>
  );
}

function Swaps(props: { readonly facts: MemberFacts; readonly view: MemberView }): JSX.Element {
  const { t, counted } = useI18n();
  const scope = usePond();
  const isMember = (id: IdentityKey) => id === props.view.id || props.view.predecessors.includes(id);
  const broken = () => brokenOff(props.facts).size;
  const done = () =>
    `${counted("member.deals", props.facts.done.length)} · ${counted("member.partners", props.facts.partners.length)}`;
  return (
    <>
      <Show when={props.facts.done.length > 0} fallback={<li>{t("fact.no-deals")}</li>}>
        <Fact summary={done()}>
          <DealRecords deals={props.facts.done} about={isMember} />
        </Fact>
      </Show>
      <Show when={broken() > 0} fallback={<li>{t("fact.none-broken")}</li>}>
        <Fact summary={counted("fact.broken", broken())}>
          <For each={props.facts.notCome}>
            {({ deal, vouch }) => (
              <>
                <Quiet>{t("fact.not-come", { name: scope.nameOf(vouch.by) })}</Quiet>
                <DealRecords deals={[deal]} about={isMember} />
              </>
            )}
          </For>
          <For each={props.facts.broken}>
            {({ deal, ended }) => (
              <>
                <Quiet>{t(`fact.broken-${ended.why}`, { name: scope.nameOf(ended.by) })}</Quiet>
                <DealRecords deals={[deal]} about={isMember} />
              </>
            )}
          </For>
          <Show when={props.facts.lapsed.length > 0}>
            <Quiet>{t("fact.lapsed")}</Quiet>
            <DealRecords deals={props.facts.lapsed} about={isMember} />
          </Show>
        </Fact>
      </Show>
      <Show when={props.facts.good.length > 0}>
        <Fact summary={counted("member.good", props.facts.good.length)}>
          <DealRecords deals={props.facts.good.map(({ deal }) => deal)} about={isMember} />
        </Fact>
      </Show>
      <Show when={props.facts.bad.length > 0} fallback={<li>{t("fact.none-bad")}</li>}>
        <Fact summary={counted("fact.bad", props.facts.bad.length)}>
          <DealRecords deals={props.facts.bad.map(({ deal }) => deal)} about={isMember} />
        </Fact>
      </Show>
    </>
  );
}

function Answers(props: { readonly facts: MemberFacts }): JSX.Element {
  const { t, counted, duration } = useI18n();
  return (
    <>
      <Show when={props.facts.usualAnswer !== null} fallback={<li>{t("fact.no-answers")}</li>}>
        <Fact summary={t("fact.answers", { time: duration(props.facts.usualAnswer ?? 0) })}>
          <Quiet>{counted("fact.answers-why", props.facts.answers.length)}</Quiet>
          <For each={props.facts.answers}>
            {({ deal, took }) => (
              <>
                <Quiet>{t("fact.answered", { time: duration(took) })}</Quiet>
                <DealRecords deals={[deal]} about={() => false} />
              </>
            )}
          </For>
        </Fact>
      </Show>
      <Show when={props.facts.unanswered.length > 0}>
        <Fact summary={counted("fact.unanswered", props.facts.unanswered.length)}>
          <DealRecords deals={props.facts.unanswered} about={() => false} />
        </Fact>
      </Show>
    </>
  );
}

/** A line that opens what it is made of. */
function Fact(props: { readonly summary: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <li>
      <details class={styles["why"]}>
        <summary>{props.summary}</summary>
        <div class={styles["behind"]}>{props.children}</div>
      </details>
    </li>
  );
}

function People(props: { readonly ids: readonly IdentityKey[] }): JSX.Element {
  const scope = usePond();
  return (
    <ul class={styles["records"]}>
      <For each={props.ids}>
        {(id) => (
          <li>
            <A data-alone href={scope.href(`/member/${id}`)}>
              <bdi>{scope.nameOf(id)}</bdi>
            </A>
          </li>
        )}
      </For>
    </ul>
  );
}

/** All deals of somebody under several identities, newest first; undefined until each has answered. */
function createDealsOf(ids: () => readonly IdentityKey[]): () => readonly DealView[] | undefined {
  const { queries } = useShoal();
  const scope = usePond();
  const answers = mapArray(ids, (id) => createLiveQuery(() => queries.dealsOf(scope.pond, id)));
  const all = createMemo(() => {
    const dealById = new Map<string, DealView>();
    for (const answer of answers()) {
      const deals = answer();
      if (deals === undefined) return undefined;
      for (const deal of deals) dealById.set(deal.id, deal);
    }
    return [...dealById.values()].sort((a, b) => b.updated - a.updated);
  });
  return all;
}
