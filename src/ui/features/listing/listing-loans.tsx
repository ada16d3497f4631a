/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { A } from "@solidjs/router";
import { createSignal, createUniqueId, For, type JSX, Show } from "solid-js";
import { isFree } from "../../../app/deal-actions.ts";
import type { Explain } from "../../kit/error-text.tsx";
import type { BookingView, ListingView } from "../../../domain/pond/views.ts";
import { useI18n } from "../../i18n/i18n.tsx";
import { ActionError, createAction } from "../../kit/action.tsx";
import { Button, Buttons } from "../../kit/button.tsx";
import { createNow } from "../../kit/now.ts";
import { Card, Quiet, Section, Stack } from "../../kit/page.tsx";
import { TwoSteps } from "../../kit/two-steps.tsx";
import { createLiveQuery } from "../../live-query.ts";
import { usePond } from "../../pond-context.tsx";
import { useShoal } from "../../services.tsx";
import styles from "./loans.module.css";

const DAY_MS = 24 * 60 * 60_000;

/** The days of something to lend: which are lent, who has asked for which, and asking for some. */
export function ListingLoans(props: { readonly view: ListingView; readonly isOpen: boolean }): JSX.Element {
  const { t } = useI18n();
  const { queries } = useShoal();
  const scope = usePond();
  const now = createNow();
  const bookings = createLiveQuery(() => queries.bookings(scope.pond, props.view.id));
  const isMine = () => props.view.owner === scope.me;
  /** What is past is no longer of interest, nor what came to nothing between others. */
  const shown = () =>
    (bookings() ?? [])
      .filter(({ to }) => to >= dayOf(now()))
      .filter(({ state, by }) => state === "booked" || by === scope.me || (isMine() && state === "asked"))
      .toSorted((a, b) => a.from - b.from);
  return (
    <Section title={t("loan.title")}>
      <Card>
        <Stack>
          <Show when={shown().length > 0} fallback={<Quiet>{t("loan.all-free")}</Quiet>}>
            <ul class={styles["days"]}>
              <For each={shown()}>
                {(one) => <Booking view={props.view} booking={one} mayBeLent={isFree(one, bookings() ?? [])} />}
              </For>
            </ul>
          </Show>
          <Show when={!isMine() && props.isOpen}>
            <AskForDays view={props.view} />
          </Show>
        </Stack>
      </Card>
    </Section>
  );
}

function Booking(props: {
  readonly view: ListingView;
  readonly booking: BookingView;
  /** None of its days is lent to somebody else. */
  readonly mayBeLent: boolean;
}): JSX.Element {
  const { t, days } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const action = createAction();
  const isOwner = () => props.view.owner === scope.me;
  const mayCallOff = () => props.booking.state === "booked" && (isOwner() || props.booking.by === scope.me);
  const calling = createAction();
  const answering = (how: "yes" | "no" | "off") =>
    commands.answerBooking(scope.pond, props.view.id, props.booking.id, how);
  const answer = (how: "yes" | "no") => action.run(() => answering(how));
  return (
    <li data-state={props.booking.state}>
      <span>
        <strong>{days(props.booking.from, props.booking.to)}</strong>
        <br />
        <A href={scope.href(`/member/${props.booking.by}`)}>
          <bdi>{props.booking.by === scope.me ? t("person.you-first") : scope.nameOf(props.booking.by)}</bdi>
        </A>{" "}
        · {t(props.booking.state === "asked" && !props.mayBeLent ? "loan.days-gone" : `loan.${props.booking.state}`)}
      </span>
      <Buttons>
        <Show when={isOwner() && props.booking.state === "asked"}>
          <Show when={props.mayBeLent}>
            <Button weight="strong" busy={action.busy()} onClick={() => answer("yes")}>
              {t("loan.yes")}
            </Button>
          </Show>
          <Button busy={action.busy()} onClick={() => answer("no")}>
            {t("loan.no")}
          </Button>
        </Show>
        <Show when={mayCallOff()}>
          <TwoSteps
            first={t("loan.call-off")}
            meaning={t("undo.not-loan")}
            second={t("loan.call-off")}
            action={calling}
            onSure={() => calling.run(() => answering("off"))}
          />
        </Show>
      </Buttons>
      <ActionError action={action} explain={explainTaken(t("loan.not-free"))} />
    </li>
  );
}

function AskForDays(props: { readonly view: ListingView }): JSX.Element {
  const { t } = useI18n();
  const { commands } = useShoal();
  const scope = usePond();
  const now = createNow();
  const action = createAction();
  const [from, setFrom] = createSignal("");
  const [to, setTo] = createSignal("");
  const ids = [createUniqueId(), createUniqueId()] as const;
  const today = () => isoOf(dayOf(now()));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const days = { from: dayIn(from()), to: dayIn(to()) };
        action.run(
          () => commands.askToBorrow(scope.pond, props.view.id, days),
          () => {
            setFrom("");
            setTo("");
          },
        );
      }}
    >
      <Stack>
        <div class={styles["range"]}>
          <label for={ids[0]}>
            {t("loan.from")}
            <input
              id={ids[0]}
              type="date"
              required
              min={today()}
              value={from()}
              onInput={(event) => setFrom(event.currentTarget.value)}
            />
          </label>
          <label for={ids[1]}>
            {t("loan.to")}
            <input
              id={ids[1]}
              type="date"
              required
              min={from() === "" ? today() : from()}
              value={to()}
              onInput={(event) => setTo(event.currentTarget.value)}
            />
          </label>
        </div>
        <Button type="submit" weight="strong" wide busy={action.busy()}>
          {t("loan.ask")}
        </Button>
        <Quiet>{t("loan.hint")}</Quiet>
        <ActionError action={action} explain={explainTaken(t("loan.not-free"))} />
      </Stack>
    </form>
  );
}

function explainTaken(text: string): Explain {
  return ({ kind }) => (kind === "not-your-turn" ? text : null);
}

/** The day on the wall at that moment, where this device is. */
function dayOf(time: number): number {
  const here = new Date(time);
  return Date.UTC(here.getFullYear(), here.getMonth(), here.getDate()) / DAY_MS;
}

/** As a date field writes it. */
function dayIn(text: string): number {
  return Date.parse(`${text}T00:00Z`) / DAY_MS;
}

function isoOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
