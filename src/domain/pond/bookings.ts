import { fewOfEach } from "../../lib/few-of-each.ts";
import type { IdentityKey, PondId, RecordId } from "../ids.ts";
import { MAX_ENTRIES_OF_ONE, MAX_LEND_DAYS } from "../limits.ts";
import { type Fact, inOrder } from "./facts.ts";
import type { DirtySets } from "./dirty.ts";
import { add, push } from "./groups.ts";
import type { Thread, ThreadFact } from "./thread.ts";
import type { BookingsView, BookingView, ViewRow } from "./views.ts";

export type BookingsRow = Extract<ViewRow, { readonly table: "bookings" }>;

export type BookingFact = Fact<"lend.ask.1" | "lend.answer.1">;

/** What the fold keeps of loans between one batch of records and the next. */
export interface Bookings {
  readonly factsByListing: Map<RecordId, BookingFact[]>;
  readonly views: Map<RecordId, BookingsView>;
  /** Who says that an offer is about days, by offer. */
  readonly offers: Map<RecordId, Set<IdentityKey>>;
  /** Agreed deals whose days were lent to another before. */
  readonly taken: Set<RecordId>;
  readonly dirty: Set<RecordId>;
}

export function createBookings(): Bookings {
  return { factsByListing: new Map(), views: new Map(), offers: new Map(), taken: new Set(), dirty: new Set() };
}

export function collectBooking(bookings: Bookings, fact: BookingFact, dirty: DirtySets): void {
  if (fact.kind === "lend.ask.1") {
    add(bookings.offers, fact.body.offer, fact.identity);
    dirty.deals.add(fact.body.offer);
  }
  push(bookings.factsByListing, fact.body.listing, fact);
  bookings.dirty.add(fact.body.listing);
}

/** The rows of all listings about whose days something was said, or whose owner has just become known. */
export function deriveBookings(
  pond: PondId,
  { factsByListing, views, dirty }: Bookings,
  listings: Iterable<RecordId>,
  ownerOf: (listing: RecordId) => IdentityKey | undefined,
): readonly BookingsRow[] {
  for (const id of listings) if (factsByListing.has(id) && !views.has(id)) dirty.add(id);
  const rows = [...dirty].flatMap((id) => {
    const owner = ownerOf(id);
    return owner === undefined ? [] : [readBookings(pond, id, factsByListing.get(id) ?? [], owner)];
  });
  dirty.clear();
  for (const row of rows) views.set(row.id, row);
  return rows.map((row) => ({ table: "bookings", row }));
}

/** X7: a day is lent once: of two yeses for the same day the earlier stands (time, then feed and seq), everywhere the same. */
function readBookings(pond: PondId, id: RecordId, facts: readonly BookingFact[], owner: IdentityKey): BookingsView {
  const all = inOrder(facts);
  const asked = all.flatMap((fact) => (fact.kind === "lend.ask.1" && isSound(fact, owner) ? [bookingOf(fact)] : []));
  const bookingById = new Map<string, BookingView>(asked.map((booking) => [booking.id, booking] as const));
  /** Days that are lent, so that each answer is as quick as the first. */
  const lent = new Set<number>();
  // An answer may bear an earlier time than what it answers: clocks differ by minutes.
  for (const fact of all) {
    if (fact.kind !== "lend.answer.1") continue;
    const booking = bookingById.get(fact.body.ask);
    const state = booking === undefined ? null : answered(booking, fact, owner, lent);
    if (booking === undefined || state === null) continue;
    for (const day of daysOf(booking)) {
      if (state === "booked") lent.add(day);
      else if (booking.state === "booked") lent.delete(day);
    }
    bookingById.set(booking.id, { ...booking, state });
  }
  return { pond, id, bookings: newestOfEach([...bookingById.values()]) };
}

/** Whatever is lent, and of the rest each person's newest: nobody fills a page alone, nor pushes out what the owner has lent. */
function newestOfEach(bookings: readonly BookingView[]): readonly BookingView[] {
  const isLent = ({ state }: BookingView) => state === "booked";
  return bookings
    .toReversed()
    .filter(fewOfEach(MAX_ENTRIES_OF_ONE, ({ by }) => by, isLent))
    .reverse();
}

function daysOf({ from, to }: Pick<BookingView, "from" | "to">): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function isSound({ identity, body }: Fact<"lend.ask.1">, owner: IdentityKey): boolean {
  return identity !== owner && body.from <= body.to && body.to - body.from < MAX_LEND_DAYS;
}

function bookingOf({ id, identity: by, time, body }: Fact<"lend.ask.1">): BookingView {
  return { id, by, time, offer: body.offer, from: body.from, to: body.to, state: "asked" };
}

/** What becomes of a booking by an answer; null where the answer says nothing. */
function answered(
  booking: BookingView,
  { identity, body }: Fact<"lend.answer.1">,
  owner: IdentityKey,
  lent: ReadonlySet<number>,
): BookingView["state"] | null {
  const { by, state } = booking;
  // Its deal is lost, and stays so.
  if (state === "taken") return null;
  if (body.answer === "off") return identity === owner || identity === by ? "off" : null;
  if (identity !== owner || state !== "asked") return null;
  if (body.answer === "no") return "refused";
  return daysOf(booking).some((day) => lent.has(day)) ? "taken" : "booked";
}

interface DealGround {
  /** With its facts; null where it is no agreed deal. */
  readonly agreedDeal: (id: RecordId) => { readonly thread: Thread; readonly facts: readonly ThreadFact[] } | null;
}

/**
 * X7, as D6 has it for things: says anew which agreed deals are lost because their days were lent to another before, and
 * returns those of which that has changed. `rows` are the bookings that were derived anew, `deals` the threads that were.
 */
export function loseTaken(
  bookings: Bookings,
  rows: readonly BookingsRow[],
  deals: Iterable<RecordId>,
  { agreedDeal }: DealGround,
): readonly RecordId[] {
  const asked = [...deals].filter((id) => bookings.offers.has(id));
  const concerned = new Set([...asked, ...rows.flatMap(({ row }) => row.bookings.map(({ offer }) => offer))]);
  return [...concerned].filter((id) => {
    const deal = agreedDeal(id);
    const isTaken = deal !== null && isLate(bookings, deal.thread, deal.facts);
    if (isTaken === bookings.taken.has(id)) return false;
    if (isTaken) bookings.taken.add(id);
    else bookings.taken.delete(id);
    return true;
  });
}

/**
 * The days go with the deal where they were asked for right behind the offer, and lent right behind the accept, record by
 * record: so nobody undoes a deal by asking, or by saying yes, for other days afterwards.
 */
function isLate({ factsByListing, views }: Bookings, thread: Thread, facts: readonly ThreadFact[]): boolean {
  const offer = facts.find(({ id }) => id === thread.id);
  const accept = facts.find(({ id }) => id === thread.agreedId);
  const said = factsByListing.get(thread.listing) ?? [];
  const late = views.get(thread.listing)?.bookings.filter((one) => one.offer === thread.id && one.state === "taken");
  return (late ?? []).some(
    ({ id: ask }) =>
      said.some((fact) => fact.id === ask && isBehind(fact, offer)) &&
      said.some((fact) => saysYes(fact, ask) && isBehind(fact, accept)),
  );
}

function saysYes(fact: BookingFact, ask: RecordId): boolean {
  return fact.kind === "lend.answer.1" && fact.body.ask === ask && fact.body.answer === "yes";
}

type Place = Pick<BookingFact, "feed" | "seq">;

function isBehind({ feed, seq }: Place, before: Place | undefined): boolean {
  return before !== undefined && feed === before.feed && seq === before.seq + 1;
}

/** True where none of the days is lent to somebody. */
export function isFree({ from, to }: Pick<BookingView, "from" | "to">, others: Iterable<BookingView>): boolean {
  for (const other of others) if (other.state === "booked" && other.from <= to && from <= other.to) return false;
  return true;
}
