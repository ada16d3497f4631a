import { ok, type Result } from "../../lib/result.ts";
import type { RecordId } from "../../domain/ids.ts";
import type { AppendError } from "../../domain/ledger/ledger.ts";
import type { KnownBody } from "../../domain/kinds/registry.ts";
import { MAX_LEND_DAYS, MAX_WANTS } from "../../domain/limits.ts";
import { isFree } from "../../domain/pond/bookings.ts";
import { isListingOpen } from "../../domain/pond/lapse.ts";
import type { Item } from "../../domain/kinds/offer.ts";
import type { DealView, ListingView } from "../../domain/pond/views.ts";
import type { AppError, Outcome, ShoalCommands } from "../api.ts";
import { appendFailure, fail } from "../failure.ts";
import type { Ground, Sessions } from "../pond-session.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Lending: who asks for days makes an offer with it, so a loan is handed over and vouched for like any other deal. */
export function createLoanCommands(
  ground: Ground,
  sessions: Sessions,
): Pick<ShoalCommands, "askToBorrow" | "answerBooking"> {
  return {
    askToBorrow: async (pond, listing, { from, to }): Outcome<void> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const view = session.fold().listing(listing);
      if (view === undefined) return fail({ kind: "not-found" });
      const { owner, kind } = view;
      const isForMe = kind === "lend" && owner !== session.mine.me && isListingOpen(view, ground.clock.now());
      if (!isForMe) return fail({ kind: "not-your-turn" });
      if (from > to || to - from >= MAX_LEND_DAYS) return fail({ kind: "invalid-input", field: "days" });
      const terms = loanTerms(view, { from, to });
      const sequel = async (offer: RecordId): Promise<KnownBody> => ({
        kind: "lend.ask.1",
        body: { listing, offer, from, to },
      });
      // Asked on the very state that it will follow: somebody may have been lent a day of it meanwhile.
      const onlyIf = () => isFree({ from, to }, session.fold().bookings(listing));
      return said(await session.ledger.append("offer.make.1", { listing, owner, terms }, { sequel, onlyIf }));
    },

    answerBooking: async (pond, listing, ask, answer): Outcome<void> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const all = () => session.fold().bookings(listing);
      const booking = all().find(({ id }) => id === ask);
      const isMine = session.fold().listing(listing)?.owner === session.mine.me;
      if (booking === undefined || (!isMine && booking.by !== session.mine.me)) return fail({ kind: "not-found" });
      const isOpen = booking.state === "asked" || (answer === "off" && booking.state === "booked");
      if (!isOpen || (answer !== "off" && !isMine)) return fail({ kind: "not-your-turn" });
      const body = { listing, ask, answer };
      const { offer } = booking;
      // Whoever asks may name any offer: only his own is answered with the days.
      if (session.fold().deal(offer)?.maker !== booking.by) return fail({ kind: "not-found" });
      const sequel = async (): Promise<KnownBody> => ({ kind: "lend.answer.1", body });
      if (answer !== "yes") {
        // With the days goes the offer that stands behind them; once it is a deal, that is ended on its own page.
        const how = isMine ? "declined" : "withdrawn";
        const isOffer = session.fold().deal(offer)?.state === "offered";
        if (!isOffer) return said(await session.ledger.append("lend.answer.1", body));
        return said(await session.ledger.append("offer.close.2", { offer, how, why: null }, { sequel }));
      }
      // His page shows the days and nothing else: a yes is no yes to whatever another client has put into the offer.
      if (!isLoan(session.fold().deal(offer), session.fold().listing(listing), booking))
        return fail({ kind: "not-as-listed" });
      const onlyIf = () => all().some(({ id, state }) => id === ask && state === "asked") && isFree(booking, all());
      const accept = { offer, terms: offer, choice: 0 };
      return said(await session.ledger.append("offer.accept.1", accept, { sequel, onlyIf }));
    },
  };
}

function said(done: Result<unknown, AppendError>): Result<void, AppError> {
  if (done.ok) return ok(undefined);
  return done.error.kind === "outdated" ? fail({ kind: "not-your-turn" }) : appendFailure(done.error);
}

interface Days {
  readonly from: number;
  readonly to: number;
}

/** In words, not as the listing itself: that would lock it for everybody until it is given back (D6). */
function loanTerms({ title, wants }: Pick<ListingView, "title" | "wants">, { from, to }: Days) {
  const days = from === to ? dayText(from) : `${dayText(from)} – ${dayText(to)}`;
  return [{ fromMaker: wants === "" ? [] : [{ text: wants }], fromOwner: [{ text: cut(`${title} (${days})`) }] }];
}

/** True where the offer says what would be written today for these days of this listing, to the letter. */
function isLoan(deal: DealView | undefined, view: ListingView | undefined, days: Days): boolean {
  if (deal === undefined || view === undefined || deal.listing !== view.id || deal.owner !== view.owner) return false;
  const [meant, laid] = [loanTerms(view, days)[0], deal.rounds[0]?.terms];
  if (meant === undefined || laid === undefined || laid.length !== 1) return false;
  const textsOf = (items: readonly Item[] | undefined) => items?.map((item) => ("text" in item ? item.text : null));
  const isSame = (one: readonly Item[], other: readonly Item[] | undefined) =>
    textsOf(one)?.length === other?.length && textsOf(one)?.every((text, i) => text === textsOf(other)?.[i]) === true;
  return isSame(meant.fromMaker, laid[0]?.fromMaker) && isSame(meant.fromOwner, laid[0]?.fromOwner);
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Words of an offer are as long as a wish may be; the days stand at the end. */
function cut(text: string): string {
  return text.length <= MAX_WANTS ? text : `…${text.slice(1 - MAX_WANTS)}`;
}
