/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { useParams } from "@solidjs/router";
import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import { dealActions } from "../../../app/deal-actions.ts";
import { MAX_WORDS } from "../../../app/limits.ts";
import { recordIdFrom } from "../../../app/route-ids.ts";
import type { Item } from "../../../domain/kinds/offer.ts";
import type { DealView, Round } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, Buttons, LinkButton } from "../../kit/button.tsx";
import { ErrorText } from "../../kit/error-text.tsx";
import { TextField } from "../../kit/field.tsx";
import { createNow } from "../../kit/now.ts";
import { Card, Page, Quiet, Section, Stack } from "../../kit/page.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { otherSide, usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./deals.module.css";
import { Handover } from "./handover.tsx";
import { stateMessage } from "./state-message.ts";
import { createThingTitle, ThingTitle } from "./thing-title.tsx";
import { Vouches } from "./vouches.tsx";

/** One thread: terms, private words, handover, vouches. */
export function DealPage(): JSX.Element {
  const { queries } = useShoal();
  const scope = usePond();
  const params = useParams<{ deal: string }>();
  const deal = createLiveQuery<DealView | null>(() => {
    const id = recordIdFrom(params.deal);
    return id === null ? null : queries.deal(scope.pond, id);
  });
  return (
    <>
      <Show when={deal() === null}>
        <ErrorText error={{ kind: "not-found" }} />
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
  const title = createThingTitle(() => props.deal.listing);
  const may = createMemo(() => dealActions(props.deal, scope.me, Math.max(now(), props.deal.updated)));
  return (
    <Page
      title={title()}
      back={scope.href("/deals")}
      lead={`${t("deals.with", { name: other() })} · ${t(stateMessage(props.deal, now()))}`}
    >
      <Stack>
        <ul class={styles["rounds"]}>
          <For each={props.deal.rounds}>
            {(round) => (
              <li>
                <Terms deal={props.deal} round={round} />
              </li>
            )}
          </For>
        </ul>
        <Answer deal={props.deal} may={may()} />
        <Show when={may().has("show-code")}>
          <Handover deal={props.deal} other={other()} mayConfirm={may().has("hand-over")} />
        </Show>
        <HandedOver deal={props.deal} />
        <Vouches deal={props.deal} other={other()} mayVouch={may().has("vouch")} />
        <Words deal={props.deal} maySay={may().has("say")} />
      </Stack>
    </Page>
  );
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
  const who = () => (props.round.by === scope.me ? t("person.you-first") : scope.nameOf(props.round.by));
  const isAgreed = () => props.deal.agreed?.round === props.round.id;
  return (
    <Card tone={isAgreed() ? "plain" : "sunk"}>
      <For each={props.round.terms}>
        {(alternative, i) => (
          <p id={idOfAlternative(props.round, i())}>
            <Show when={props.round.terms.length > 1}>{t("deal.alternative", { n: i() + 1 })} </Show>
            <strong>{t("deal.proposes", { name: who() })}</strong> <Items items={alternative.fromMaker} /> ⇄{" "}
            <Items items={alternative.fromOwner} />
          </p>
        )}
      </For>
    </Card>
  );
}

/** Where an alternative stands on the page, for the button that accepts it. */
function idOfAlternative(round: Round, i: number): string {
  return `${round.id}-${i}`;
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
              {(id) => <ThingTitle id={id()} />}
            </Show>
          </>
        )}
      </For>
    </Show>
  );
}

function Answer(props: { readonly deal: DealView; readonly may: ReadonlySet<string> }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  return (
    <>
      <Buttons>
        <Show when={props.may.has("accept")}>
          <Show when={props.deal.rounds.at(-1)}>
            {(round) => (
              <For each={round().terms}>
                {(_, i) => (
                  <Button
                    weight="strong"
                    icon="check"
                    busy={action.busy()}
                    aria-describedby={idOfAlternative(round(), i())}
                    onClick={() => action.run(() => commands.acceptOffer(scope.pond, props.deal.id, round().id, i()))}
                  >
                    {round().terms.length > 1 ? t("deal.accept-which", { n: i() + 1 }) : t("deal.accept")}
                  </Button>
                )}
              </For>
            )}
          </Show>
        </Show>
        <Show when={props.may.has("counter")}>
          <LinkButton icon="deals" href={scope.href(`/deal/${props.deal.id}/counter`)}>
            {t("counter.title")}
          </LinkButton>
        </Show>
        <Show when={props.may.has("decline") || props.may.has("withdraw")}>
          <Button
            weight="plain"
            busy={action.busy()}
            onClick={() => action.run(() => commands.closeOffer(scope.pond, props.deal.id))}
          >
            {t(props.may.has("decline") ? "deal.decline" : "deal.withdraw")}
          </Button>
        </Show>
      </Buttons>
      <ActionError action={action} />
    </>
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
            <li class={styles["bubble"]} data-mine={line.by === scope.me} dir="auto">
              {line.text ?? t("words.unreadable")}
            </li>
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
      </Show>
    </Section>
  );
}
