/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { useParams } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { dealActions, hasDealLapsed } from "../../../app/deal-actions.ts";
import { MAX_WORDS } from "../../../app/limits.ts";
import { recordIdFrom } from "../../../app/route-ids.ts";
import type { RecordId } from "../../../domain/ids.ts";
import type { Item } from "../../../domain/kinds/offer.ts";
import type { DealView, Round } from "../../../domain/pond/views.ts";
import { Hint } from "../../hint.tsx";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import { TextField } from "../../kit/field.tsx";
import { createNow } from "../../kit/now.ts";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { NotHere } from "../../not-here.tsx";
import { otherSide, usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import { Answer } from "./answer.tsx";
import styles from "./deals.module.css";
import { Ending } from "./ending.tsx";
import { Handover } from "./handover.tsx";
import { MeetingCard, ProposeMeeting } from "./meeting.tsx";
import { consentIn, meetingIn } from "./meeting-words.ts";
import { dealStateMessage } from "../../deal-state.ts";
import { createThingTitle, ThingTitle } from "../../thing-title.tsx";
import { Thanks } from "./thanks.tsx";
import { Vouches } from "./vouches.tsx";

/** One thread: terms, private words, handover, vouches. */
export function DealPage(): JSX.Element {
  const { queries } = useShoal();
  const scope = usePond();
  const params = useParams<{ deal: string }>();
  /** Null where the address was changed by hand. */
  const id = () => recordIdFrom(params.deal);
  const deal = createLiveQuery<DealView | null>(() => {
    const known = id();
    return known === null ? null : queries.deal(scope.pond, known);
  });
  return (
    <>
      <Show when={id() === null || deal() === null}>
        <NotHere back={scope.href("/deals")} />
      </Show>
      <Show when={deal()}>{(view) => <Thread deal={view()} />}</Show>
    </>
  );
}

function Thread(props: { readonly deal: DealView }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const now = createNow();
  const other = () => scope.nameOf(otherSide(props.deal, scope.me));
  /** Others' deals are read from the cards of those who made them. */
  const isMine = () => props.deal.maker === scope.me || props.deal.owner === scope.me;
  const between = () => {
    const { maker, owner } = props.deal;
    if (isMine()) return t("deals.with", { name: other() });
    return t("deals.between", { a: scope.nameOf(maker), b: scope.nameOf(owner) });
  };
  const title = createThingTitle(() => props.deal.listing);
  const may = createMemo(() => dealActions(props.deal, scope.me, Math.max(now(), props.deal.updated)));
  return (
    <Page title={title()} back={scope.href("/deals")} lead={`${between()} · ${t(dealStateMessage(props.deal, now()))}`}>
      <Stack>
        <Show when={may().has("accept") || may().has("withdraw")}>
          <Hint name="deal" />
        </Show>
        <ul class={styles["rounds"]}>
          <For each={props.deal.rounds}>
            {(round) => (
              <li>
                <Terms deal={props.deal} round={round} />
              </li>
            )}
          </For>
        </ul>
        <Answer deal={props.deal} may={may()} idOfChoice={idOfAlternative} />
        <Held deal={props.deal} now={now()} />
        <Show when={may().has("bring")}>
          <Handover deal={props.deal} other={other()} mayConfirm={may().has("hand-over")} />
        </Show>
        <HandedOver deal={props.deal} />
        <Closed deal={props.deal} />
        <Ending deal={props.deal} other={other()} may={may()} />
        <Vouches
          deal={props.deal}
          other={other()}
          mayVouch={may().has("vouch")}
          mayChange={may().has("change-vouch")}
        />
        <Thanks deal={props.deal} other={other()} mayThank={may().has("thank")} />
        <Show when={isMine()}>
          <Words deal={props.deal} maySay={may().has("say")} />
        </Show>
      </Stack>
    </Page>
  );
}

/** T11: what is kept for a deal that is under way, by my own record. */
function Held(props: { readonly deal: DealView; readonly now: number }): JSX.Element {
  const { counted } = useI18n();
  const scope = usePond();
  const isUnderWay = () => ["agreed", "handed"].includes(props.deal.state) && !hasDealLapsed(props.deal, props.now);
  const drops = () => {
    const mine = props.deal.holds.find(({ by }) => by === scope.me);
    return mine?.ways.reduce((sum, way) => sum + way.drops, 0) ?? 0;
  };
  return (
    <Show when={isUnderWay() && drops() > 0}>
      <Quiet>{counted("stake.will-keep", drops())}</Quiet>
    </Show>
  );
}

/** Why an offer was declined or withdrawn, where that was said. */
function Closed(props: { readonly deal: DealView }): JSX.Element {
  const { t } = useI18n();
  return <Show when={props.deal.closedWhy}>{(why) => <Quiet>{t(`decline.${why()}`)}</Quiet>}</Show>;
}

/** What remains of the handover once both have confirmed it: a fact. */
function HandedOver(props: { readonly deal: DealView }): JSX.Element {
  const { t, date } = useI18n();
  const isFaceToFace = () => props.deal.handovers.every(({ how }) => how !== "apart");
  return (
    <Show when={props.deal.state === "done"}>
      <Quiet>
        {t(isFaceToFace() ? "deal.met" : "deal.apart", {
          date: date(Math.max(...props.deal.handovers.map(({ time }) => time))),
        })}
      </Quiet>
    </Show>
  );
}

function Terms(props: { readonly deal: DealView; readonly round: Round }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const isByMe = () => props.round.by === scope.me;
  const isMaker = () => props.deal.maker === scope.me;
  const isMine = () => isMaker() || props.deal.owner === scope.me;
  /** Both sides of an alternative; of a deal of mine first what I get. */
  const sides = ({ fromMaker, fromOwner }: Round["terms"][number]) => {
    const { maker, owner } = props.deal;
    const made = { says: t("deal.gives", { name: scope.nameOf(maker) }), items: fromMaker };
    const owned = { says: t("deal.gives", { name: scope.nameOf(owner) }), items: fromOwner };
    if (!isMine()) return [made, owned];
    const [mine, theirs] = isMaker() ? [fromMaker, fromOwner] : [fromOwner, fromMaker];
    return [
      { says: t("deal.you-get"), items: theirs },
      { says: t("deal.you-give"), items: mine },
    ];
  };
  const isAgreed = () => props.deal.agreed?.round === props.round.id;
  return (
    <Card tone={isAgreed() ? "plain" : "sunk"}>
      <Quiet>{isByMe() ? t("deal.you-propose") : t("deal.proposes", { name: scope.nameOf(props.round.by) })}</Quiet>
      <For each={props.round.terms}>
        {(alternative, i) => (
          <div id={idOfAlternative(props.round.id, i())} class={styles["terms"]}>
            <Show when={props.round.terms.length > 1}>
              <p>{t("deal.alternative", { n: i() + 1 })}</p>
            </Show>
            <For each={sides(alternative)}>
              {({ says, items }) => (
                <p>
                  <span class={styles["side"]}>{says}</span>{" "}
                  <strong>
                    <Items items={items} />
                  </strong>
                </p>
              )}
            </For>
          </div>
        )}
      </For>
    </Card>
  );
}

/** Where an alternative stands on the page, for the button that accepts it. */
function idOfAlternative(round: RecordId, i: number): string {
  return `${round}-${i}`;
}

function Items(props: { readonly items: readonly Item[] }): JSX.Element {
  const { t } = useI18n();
  return (
    <Show when={props.items.length > 0} fallback={t("deal.nothing")}>
      <For each={props.items}>
        {(item, i) => (
          <>
            {i() > 0 ? " + " : ""}
            <Show
              when={"listing" in item ? item.listing : null}
              fallback={<bdi>{"text" in item ? item.text : ""}</bdi>}
            >
              {(id) => <ItemTitle id={id()} />}
            </Show>
          </>
        )}
      </For>
    </Show>
  );
}

/** Nobody gives what he looks for: it says what the terms are about, and is settled with them. */
function ItemTitle(props: { readonly id: RecordId }): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const listing = createLiveQuery(() => queries.listing(scope.pond, props.id));
  return (
    <Show when={listing()?.kind === "wanted"} fallback={<ThingTitle id={props.id} />}>
      <bdi>{t("deal.wanted", { title: listing()?.title ?? "" })}</bdi>
    </Show>
  );
}

function Words(props: { readonly deal: DealView; readonly maySay: boolean }): JSX.Element {
  const { t } = useI18n();
  const { queries, commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const [text, setText] = createSignal("");
  const words = createLiveQuery(() => queries.words(scope.pond, props.deal.id));
  return (
    <Section title={t("words.title")}>
      <ul class={styles["words"]}>
        <For each={words()}>
          {(line) => (
            <Show when={consentIn(line.text) === null}>
              <Show
                when={meetingIn(line.text)}
                fallback={
                  <li class={styles["bubble"]} data-mine={line.by === scope.me} dir="auto">
                    {line.text ?? t("words.unreadable")}
                  </li>
                }
              >
                {(meeting) => (
                  <li>
                    <MeetingCard
                      deal={props.deal}
                      proposal={line}
                      meeting={meeting()}
                      words={words() ?? []}
                      mayAgree={props.maySay}
                    />
                  </li>
                )}
              </Show>
            </Show>
          )}
        </For>
      </ul>
      <Show when={props.maySay}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            action.run(
              () => commands.say(scope.pond, props.deal.id, text()),
              () => setText(""),
            );
          }}
        >
          <Stack>
            <TextField
              label={t("words.say")}
              hint={t("words.hint")}
              value={text()}
              onInput={setText}
              maxLength={MAX_WORDS}
              required
            />
            <Button type="submit" icon="send" busy={action.busy()}>
              {t("words.send")}
            </Button>
            <ActionError action={action} />
          </Stack>
        </form>
        <ProposeMeeting deal={props.deal} />
      </Show>
    </Section>
  );
}
