import type { PondId, RecordId } from "../ids.ts";
import { type BookingFact, type Bookings, collectBooking, createBookings } from "./bookings.ts";
import type { DirtySets } from "./dirty.ts";
import type { Fact } from "./facts.ts";
import { collectLot, createLots, deriveLots, isBid, type LotFact, type Lots } from "./lots.ts";
import { collectTalk, createTalks, deriveTalks, type TalkFact, type Talks } from "./talks.ts";
import type { ThreadFact } from "./thread.ts";
import type { ViewRow } from "./views.ts";

/** What goes on around listings and says nothing about anything else: talk, draws and auctions, loans. */
export interface Around {
  readonly talks: Talks;
  readonly lots: Lots;
  readonly bookings: Bookings;
}

export type AroundFact = TalkFact | LotFact | BookingFact;

export function createAround(): Around {
  return { talks: createTalks(), lots: createLots(), bookings: createBookings() };
}

export function collectAround({ talks, lots, bookings }: Around, fact: AroundFact, dirty: DirtySets): void {
  switch (fact.kind) {
    case "comment.say.1":
    case "comment.say.2":
    case "comment.drop.1":
    case "listing.like.1":
      return collectTalk(talks, fact);
    case "lot.open.1":
    case "lot.enter.1":
    case "lot.show.1":
    case "lot.close.1":
      return collectLot(lots, fact, dirty);
    case "lend.ask.1":
    case "lend.answer.1":
      return collectBooking(bookings, fact, dirty);
  }
}

/** The rows of whatever may be otherwise, but for bookings, which may end deals and come before them; `listings` are those that were derived anew, whose owner may just have become known. */
export function deriveAround(
  pond: PondId,
  { talks, lots }: Around,
  listings: Iterable<RecordId>,
  ground: {
    readonly postOf: (listing: RecordId) => Fact<"listing.post.1" | "listing.post.2"> | undefined;
    readonly factsOf: (deal: RecordId) => readonly ThreadFact[];
  },
): readonly ViewRow[] {
  const derived = [...listings];
  return [...deriveTalks(pond, talks), ...deriveLots(pond, lots, derived, ground)];
}

/** What answers an offer instead of its owner, as its maker says; null where nothing does. */
export function viaOf({ lots, bookings }: Around, offer: Fact<"offer.make.1">): "lot" | "loan" | null {
  if (isBid(lots, offer)) return "lot";
  return bookings.offers.get(offer.id)?.has(offer.identity) === true ? "loan" : null;
}
