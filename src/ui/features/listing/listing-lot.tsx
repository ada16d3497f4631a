/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <output> is inline and tied to a form; these are paragraphs that are read aloud when they change */
import { A } from "@solidjs/router";
import { createSignal, For, type JSX, Show } from "solid-js";
import { MAX_BID } from "../../../app/limits.ts";
import type { EntryView, ListingView, LotView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button } from "../../kit/button.tsx";
import { TextField } from "../../kit/field.tsx";
import { createNow } from "../../kit/now.ts";
import { Card, Quiet, Section, Stack } from "../../kit/page.tsx";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./talk.module.css";

/** A draw or an auction: who is in it, until when, and who won; all of it can be checked by anyone. */
export function ListingLot(props: { readonly view: ListingView; readonly lot: LotView }): JSX.Element {
  const { t, moment } = useI18n();
  const now = createNow();
  const isOver = () => now() > props.lot.closes;
  return (
    <Section title={t(props.lot.way === "draw" ? "lot.title-draw" : "lot.title-auction")}>
      <Card>
        <Stack>
          <p>
            {t(isOver() ? "lot.was-open" : "lot.is-open", { time: moment(props.lot.closes) })}{" "}
            {t(`lot.hint-${props.lot.way}`)}
          </p>
          <Show when={props.lot.closed} fallback={<Running view={props.view} lot={props.lot} isOver={isOver()} />}>
            {(closed) => <Outcome lot={props.lot} closed={closed()} />}
          </Show>
          <Entries lot={props.lot} />
        </Stack>
      </Card>
    </Section>
  );
}

function Running(props: { readonly view: ListingView; readonly lot: LotView; readonly isOver: boolean }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const [amount, setAmount] = createSignal("");
  const isMine = () => props.view.owner === scope.me;
  const isIn = () => props.lot.entries.some(({ by }) => by === scope.me);
  const highest = () => Math.max(0, ...props.lot.entries.map((entry) => entry.amount ?? 0));
  const from = () => (props.lot.way === "open" && highest() > 0 ? highest() + 1 : props.lot.least);
  const enter = (bid: number | null) =>
    action.run(
      () => commands.enterLot(scope.pond, props.view.id, bid),
      () => setAmount(""),
    );
  return (
    <>
      <Show when={props.isOver && !isMine()}>
        <Quiet>{t("lot.waits-for-owner", { name: scope.nameOf(props.view.owner) })}</Quiet>
      </Show>
      <Show when={props.isOver && isMine()}>
        <Button
          weight="strong"
          busy={action.busy()}
          onClick={() => action.run(() => commands.closeLot(scope.pond, props.view.id))}
        >
          {t(props.lot.way === "draw" ? "lot.draw-now" : "lot.close-now")}
        </Button>
        <Show when={props.lot.entries.some(({ standing }) => standing === "sealed")}>
          <Quiet>{t("lot.some-sealed")}</Quiet>
        </Show>
      </Show>
      <Show when={!props.isOver && !isMine() && props.lot.way === "draw"}>
        <Show when={!isIn()} fallback={<p role="status">{t("lot.you-are-in")}</p>}>
          <Button weight="strong" busy={action.busy()} onClick={() => enter(null)}>
            {t("lot.enter")}
          </Button>
        </Show>
      </Show>
      <Show when={!props.isOver && !isMine() && props.lot.way !== "draw"}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            enter(/^\d+$/.test(amount().trim()) ? Number(amount()) : null);
          }}
        >
          <Stack>
            <TextField
              label={t("lot.bid", { unit: props.lot.unit })}
              hint={t("lot.bid-from", { n: from(), unit: props.lot.unit })}
              value={amount()}
              onInput={setAmount}
              maxLength={String(MAX_BID).length}
              required
            />
            <Button type="submit" weight="strong" busy={action.busy()}>
              {t(props.lot.way === "sealed" ? "lot.bid-sealed" : "lot.bid-open")}
            </Button>
          </Stack>
        </form>
      </Show>
      <Show when={props.lot.way === "sealed" && isIn() && !props.isOver}>
        <p role="status">{t("lot.sealed-is-in")}</p>
      </Show>
      <ActionError action={action} />
    </>
  );
}

function Outcome(props: { readonly lot: LotView; readonly closed: NonNullable<LotView["closed"]> }): JSX.Element {
  const { t, counted } = useI18n();
  const scope = usePond();
  const winner = () => props.lot.entries.find(({ id }) => id === props.closed.winner) ?? null;
  const name = (by: EntryView["by"]) => (by === scope.me ? t("person.you-first") : scope.nameOf(by));
  return (
    <>
      <Show when={winner()} fallback={<p role="status">{t("lot.nobody-won")}</p>}>
        {(entry) => (
          <p role="status">
            <strong>{t(entry().by === scope.me ? "lot.you-won" : "lot.won", { name: name(entry().by) })}</strong>
          </p>
        )}
      </Show>
      <Show when={!props.closed.isFair}>
        <Quiet>{t("lot.unfair")}</Quiet>
      </Show>
      <Show when={props.closed.leftOut.length > 0}>
        <Quiet>{counted("lot.left-out", props.closed.leftOut.length)}</Quiet>
      </Show>
    </>
  );
}

function Entries(props: { readonly lot: LotView }): JSX.Element {
  const { t } = useI18n();
  const scope = usePond();
  const who = (by: EntryView["by"]) => (by === scope.me ? t("person.you-first") : scope.nameOf(by));
  const standingOf = ({ id, standing, amount }: EntryView) => {
    if (props.lot.closed?.leftOut.includes(id) === true) return t("lot.entry-left-out");
    if (standing !== "in") return t(`lot.entry-${standing}`);
    return amount === null ? "" : `${amount} ${props.lot.unit}`;
  };
  return (
    <Show when={props.lot.entries.length > 0} fallback={<Quiet>{t("lot.nobody-yet")}</Quiet>}>
      <ul class={styles["entries"]}>
        <For each={props.lot.entries}>
          {(entry) => (
            <li data-winner={props.lot.closed?.winner === entry.id}>
              <A href={scope.href(`/member/${entry.by}`)}>
                <bdi>{who(entry.by)}</bdi>
              </A>
              <bdi>{standingOf(entry)}</bdi>
            </li>
          )}
        </For>
      </ul>
    </Show>
  );
}
