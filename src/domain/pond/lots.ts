import { bytesToBase64Url, equalBytes } from "../../lib/bytes.ts";
import type { IdentityKey, PondId, RecordId } from "../ids.ts";
import type { LotClose } from "../kinds/lot.ts";
import { commitmentTo, sealOfBid, ticketOf } from "../kinds/lot-seal.ts";
import { MAX_ENTRIES_OF_ONE, MAX_LOT_MS } from "../limits.ts";
import { type Fact, inOrder } from "./facts.ts";
import type { DirtySets } from "./dirty.ts";
import { add, push } from "./groups.ts";
import { isJust } from "./terms.ts";
import type { ThreadFact } from "./thread.ts";
import type { EntryView, LotView, ViewRow } from "./views.ts";

export type LotFact = Fact<"lot.open.1" | "lot.enter.1" | "lot.show.1" | "lot.close.1">;

/** What the fold keeps of draws and auctions between one batch of records and the next. */
export interface Lots {
  readonly factsByListing: Map<RecordId, LotFact[]>;
  readonly views: Map<RecordId, LotView>;
  /** Who says that an offer stands behind an entry of his, by offer; and for which listing. */
  readonly offers: Map<RecordId, Set<IdentityKey>>;
  readonly listingsByOffer: Map<RecordId, Set<RecordId>>;
  readonly dirty: Set<RecordId>;
}

export function createLots(): Lots {
  return {
    factsByListing: new Map(),
    views: new Map(),
    offers: new Map(),
    listingsByOffer: new Map(),
    dirty: new Set(),
  };
}

export function collectLot(lots: Lots, fact: LotFact, dirty: DirtySets): void {
  const offer = offerBehind(fact);
  if (offer !== null) {
    add(lots.offers, offer, fact.identity);
    add(lots.listingsByOffer, offer, fact.body.listing);
    dirty.deals.add(offer);
  }
  push(lots.factsByListing, fact.body.listing, fact);
  lots.dirty.add(fact.body.listing);
}

/** The offer behind an entry may come in after it. */
export function noteLotOffer({ listingsByOffer, dirty }: Lots, offer: RecordId): void {
  for (const listing of listingsByOffer.get(offer) ?? []) dirty.add(listing);
}

function offerBehind(fact: LotFact): RecordId | null {
  if (fact.kind === "lot.show.1") return fact.body.offer;
  return fact.kind === "lot.enter.1" && fact.body.entry.way !== "sealed" ? fact.body.entry.offer : null;
}

/** The rows of all listings about whose lot something was said, or whose owner has just become known. */
export function deriveLots(
  pond: PondId,
  { factsByListing, views, dirty }: Lots,
  listings: Iterable<RecordId>,
  { ownerOf, factsOf }: LotGround,
): readonly ViewRow[] {
  for (const id of listings) if (factsByListing.has(id) && !views.has(id)) dirty.add(id);
  const rows = [...dirty].flatMap(
    (id) => readLot(pond, id, factsByListing.get(id) ?? [], { owner: ownerOf(id), factsOf }) ?? [],
  );
  dirty.clear();
  for (const row of rows) views.set(row.id, row);
  return rows.map((row) => ({ table: "lots", row }));
}

/** A1–A4. Null until the owner has opened one. */
function readLot(
  pond: PondId,
  id: RecordId,
  facts: readonly LotFact[],
  { owner, factsOf }: Pick<LotGround, "factsOf"> & { readonly owner: IdentityKey | undefined },
): LotView | null {
  const all = inOrder(facts);
  const opening = all.find((fact) => fact.kind === "lot.open.1" && fact.identity === owner && isSound(fact));
  if (opening?.kind !== "lot.open.1") return null;
  const { way, closes, least, unit, commitment } = opening.body;
  const entered = all.flatMap((fact) =>
    fact.kind === "lot.enter.1" && fact.identity !== owner && fact.body.entry.way === way ? [fact] : [],
  );
  const entries = newestOfEach(entered).map((fact) => entryOf(fact, { id, closes, least, unit, shows: all, factsOf }));
  const close = all.find((fact) => fact.kind === "lot.close.1" && fact.identity === owner && fact.time >= closes);
  return {
    pond,
    id,
    way,
    opened: opening.time,
    closes,
    least,
    unit,
    commitment,
    entries,
    closed: close?.kind === "lot.close.1" ? endOf(close, { way, entries, commitment }) : null,
  };
}

/** Of each person the newest: nobody fills a page alone. */
function newestOfEach(entered: readonly Fact<"lot.enter.1">[]): readonly Fact<"lot.enter.1">[] {
  const countOf = new Map<IdentityKey, number>();
  const kept = entered.toReversed().filter(({ identity }) => {
    const count = (countOf.get(identity) ?? 0) + 1;
    countOf.set(identity, count);
    return count <= MAX_ENTRIES_OF_ONE;
  });
  return kept.toReversed();
}

function isSound({ time, body }: Fact<"lot.open.1">): boolean {
  const isInTime = body.closes > time && body.closes <= time + MAX_LOT_MS;
  return isInTime && (body.way === "draw") === (body.commitment !== null);
}

interface LotGround {
  readonly ownerOf: (listing: RecordId) => IdentityKey | undefined;
  readonly factsOf: (deal: RecordId) => readonly ThreadFact[];
}

interface Frame extends Pick<LotGround, "factsOf"> {
  readonly unit: string;
  readonly id: RecordId;
  readonly closes: number;
  readonly least: number;
  readonly shows: readonly LotFact[];
}

/** A1: one entry, and whether it counts. */
function entryOf({ id: entry, identity: by, time, body }: Fact<"lot.enter.1">, frame: Frame): EntryView {
  const base = { id: entry, by, time, shown: null, offer: null, amount: null };
  if (time > frame.closes) return { ...base, standing: "late" };
  const said = body.entry;
  if (said.way === "draw") {
    const { offer } = said;
    return { ...base, offer, standing: isBacked(offer, by, null, frame) ? "in" : "unbacked" };
  }
  if (said.way === "open") return { ...base, ...bidOf(said, by, frame) };
  const show = frame.shows.find((fact) => fact.kind === "lot.show.1" && fact.identity === by && opens(fact, said.seal));
  if (show?.kind !== "lot.show.1") return { ...base, standing: "sealed" };
  return { ...base, shown: show.id, ...bidOf(show.body, by, frame) };
}

type Bid = Pick<EntryView, "offer" | "amount" | "standing">;

function bidOf(
  { offer, amount }: { readonly offer: RecordId; readonly amount: number },
  by: IdentityKey,
  frame: Frame,
): Bid {
  const standing = !isBacked(offer, by, amount, frame) ? "unbacked" : amount < frame.least ? "too-low" : "in";
  return { offer, amount, standing };
}

/** A1: the offer is the bidder's own, and says what the bid says: whoever wins has promised just that. */
function isBacked(
  id: RecordId,
  by: IdentityKey,
  amount: number | null,
  { id: listing, unit, factsOf }: Frame,
): boolean {
  const offer = factsOf(id).find((fact) => fact.kind === "offer.make.1");
  if (offer?.kind !== "offer.make.1" || offer.identity !== by || offer.body.listing !== listing) return false;
  return isJust(offer.body.terms, amount === null ? [] : [bidText(amount, unit)], listing);
}

/** What a bid says as an offer. */
export function bidText(amount: number, unit: string): string {
  return `${amount} ${unit}`.trim();
}

function opens({ identity, body }: Fact<"lot.show.1">, seal: Uint8Array): boolean {
  return equalBytes(sealOfBid(body.listing, identity, body.amount, body.salt), seal);
}

/** What an owner's end of a lot says. */
type LotEnding = Pick<Fact<"lot.close.1">, "time"> & { readonly body: Pick<LotClose, "seen" | "secret"> };

/** A2–A4: who won of those that the owner says to have seen, and whom he left out. */
export function endOf(
  { time, body }: LotEnding,
  { way, entries, commitment }: Pick<LotView, "way" | "entries" | "commitment">,
): NonNullable<LotView["closed"]> {
  const seen = new Set(body.seen);
  const counts = entries.filter(({ standing }) => standing === "in");
  const looked = counts.filter(({ id, shown }) => seen.has(shown ?? id));
  const leftOut = counts.filter(({ id, shown }) => !seen.has(shown ?? id)).map(({ id }) => id);
  if (way !== "draw") return { time, winner: best(looked)?.id ?? null, leftOut, isFair: true };
  const { secret } = body;
  const isFair = secret !== null && commitment !== null && equalBytes(commitmentTo(secret), commitment);
  return { time, winner: isFair ? drawn(looked, secret) : null, leftOut, isFair };
}

/** The highest bid; of several, the first by time, then by id. */
function best(entries: readonly EntryView[]): EntryView | undefined {
  return [...entries].sort((a, b) => (b.amount ?? 0) - (a.amount ?? 0) || a.time - b.time || (a.id < b.id ? -1 : 1))[0];
}

/** One ticket a person: his first entry. */
function drawn(entries: readonly EntryView[], secret: Uint8Array): RecordId | null {
  const firsts = entries.filter(({ by }, i) => entries.findIndex((entry) => entry.by === by) === i);
  const ids = firsts.map(({ id }) => id).sort();
  const tickets = firsts.map(({ id, by }) => ({ id, ticket: bytesToBase64Url(ticketOf(secret, ids, by)) }));
  return tickets.sort((a, b) => (a.ticket < b.ticket ? -1 : 1))[0]?.id ?? null;
}
