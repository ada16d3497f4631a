import { fewOfEach } from "../../lib/few-of-each.ts";
import { bytesToBase64Url, equalBytes } from "../../lib/bytes.ts";
import type { FeedKey, IdentityKey, PondId, RecordId } from "../ids.ts";
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
  /** By the offer that an entry or a showing names: the place in its feed that the offer has to have; and for which listing. */
  readonly offerPlaces: Map<RecordId, Set<string>>;
  readonly listingsByOffer: Map<RecordId, Set<RecordId>>;
  readonly dirty: Set<RecordId>;
}

export function createLots(): Lots {
  return {
    factsByListing: new Map(),
    views: new Map(),
    offerPlaces: new Map(),
    listingsByOffer: new Map(),
    dirty: new Set(),
  };
}

export function collectLot(lots: Lots, fact: LotFact, dirty: DirtySets): void {
  const offer = offerBehind(fact);
  if (offer !== null) {
    add(lots.offerPlaces, offer, placeOf(fact.feed, fact.seq - 1));
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

/** True where an entry follows right upon it: then the lot answers it, and it is not taken back (A1). */
export function isBid({ offerPlaces }: Lots, { id, feed, seq }: Pick<OfferFact, "id" | "feed" | "seq">): boolean {
  return offerPlaces.get(id)?.has(placeOf(feed, seq)) === true;
}

function placeOf(feed: FeedKey, seq: number): string {
  return `${feed}:${seq}`;
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
  { postOf, factsOf }: LotGround,
): readonly ViewRow[] {
  for (const id of listings) if (factsByListing.has(id) && !views.has(id)) dirty.add(id);
  const rows = [...dirty].flatMap((id) => {
    const post = postOf(id);
    return post === undefined ? [] : (readLot(pond, id, factsByListing.get(id) ?? [], { post, factsOf }) ?? []);
  });
  dirty.clear();
  for (const row of rows) views.set(row.id, row);
  return rows.map((row) => ({ table: "lots", row }));
}

/** A1–A4. Null until the owner has opened one. */
function readLot(
  pond: PondId,
  id: RecordId,
  facts: readonly LotFact[],
  { post, factsOf }: Pick<LotGround, "factsOf"> & { readonly post: PostPlace },
): LotView | null {
  const all = inOrder(facts);
  const owner = post.identity;
  // In the feed of the post, where nobody can put anything in front of it: on another device one could set one's clock back.
  const opening = all.find((fact) => fact.kind === "lot.open.1" && fact.feed === post.feed && isSound(fact));
  if (opening?.kind !== "lot.open.1") return null;
  const { way, closes, least, unit, commitment } = opening.body;
  const close = all.find((fact) => fact.kind === "lot.close.1" && fact.identity === owner && fact.time >= closes);
  const ending = close?.kind === "lot.close.1" ? close : null;
  const seen: ReadonlySet<RecordId> = new Set(ending?.body.seen);
  const shows = showsBySeal(all, seen);
  const showOf = ({ identity, body: { entry } }: EntryFact) =>
    entry.way === "sealed" ? shows.get(envelopeOf(identity, entry.seal)) : undefined;
  const entered = all.flatMap((fact) =>
    fact.kind === "lot.enter.1" && fact.identity !== owner && fact.body.entry.way === way ? [fact] : [],
  );
  const kept = newestOfEach(entered, (fact) => seen.has(showOf(fact)?.id ?? fact.id));
  const frame = { id, closes, least, unit, factsOf };
  const entries = kept.map((fact) => entryOf(fact, showOf(fact), frame));
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
    closed: ending === null ? null : endOf(ending, { way, entries, commitment }),
  };
}

/**
 * What the owner's end names, and of the rest each person's newest: nobody fills a page alone, and nobody pushes out by later
 * entries what has won, or was drawn from.
 */
function newestOfEach(entered: readonly EntryFact[], isNamed: (fact: EntryFact) => boolean): readonly EntryFact[] {
  return entered
    .toReversed()
    .filter(fewOfEach(MAX_ENTRIES_OF_ONE, ({ identity }) => identity, isNamed))
    .toReversed();
}

/** By the envelope that it opens, the showing that the owner's end names, or else the first: what others have acted upon stands. */
function showsBySeal(all: readonly LotFact[], seen: ReadonlySet<RecordId>): ReadonlyMap<string, ShowFact> {
  const shows = new Map<string, ShowFact>();
  for (const fact of all) {
    if (fact.kind !== "lot.show.1") continue;
    const envelope = envelopeOf(fact.identity, sealOf(fact));
    const known = shows.get(envelope);
    if (known === undefined || (seen.has(fact.id) && !seen.has(known.id))) shows.set(envelope, fact);
  }
  return shows;
}

function envelopeOf(by: IdentityKey, seal: Uint8Array): string {
  return `${by}:${bytesToBase64Url(seal)}`;
}

/** Hashed once: a lot is read anew with each word about it, and somebody can show thousands of bids. */
const sealByShow = new WeakMap<ShowFact, Uint8Array>();

function sealOf(fact: ShowFact): Uint8Array {
  const { listing, amount, salt } = fact.body;
  const seal = sealByShow.get(fact) ?? sealOfBid(listing, fact.identity, amount, salt);
  sealByShow.set(fact, seal);
  return seal;
}

/** "000 €" would make a bid of 5 one of 5 000. */
const GOES_ON_AS_NUMBER = /^\s*[\p{N}\p{P}]/u;

/** Whether bids can be counted in it. */
export function isUnit(unit: string): boolean {
  return !GOES_ON_AS_NUMBER.test(unit);
}

function isSound({ time, body }: Fact<"lot.open.1">): boolean {
  const isInTime = body.closes > time && body.closes <= time + MAX_LOT_MS;
  return isInTime && isUnit(body.unit) && (body.way === "draw") === (body.commitment !== null);
}

type EntryFact = Fact<"lot.enter.1">;
type ShowFact = Fact<"lot.show.1">;
type OfferFact = Fact<"offer.make.1">;
type PostPlace = Pick<EntryFact, "identity" | "feed">;

interface LotGround {
  /** Who posted a listing, in which feed. */
  readonly postOf: (listing: RecordId) => PostPlace | undefined;
  readonly factsOf: (deal: RecordId) => readonly ThreadFact[];
}

interface Frame extends Pick<LotGround, "factsOf"> {
  readonly unit: string;
  readonly id: RecordId;
  readonly closes: number;
  readonly least: number;
}

/** A1: one entry, and whether it counts. */
function entryOf(fact: EntryFact, show: ShowFact | undefined, frame: Frame): EntryView {
  const { id: entry, identity: by, time } = fact;
  const said = fact.body.entry;
  const seal = said.way === "sealed" ? said.seal : null;
  const base = { id: entry, by, time, seal, shown: null, offer: null, amount: null };
  if (time > frame.closes) return { ...base, standing: "late" };
  if (said.way === "draw") {
    const { offer } = said;
    return { ...base, offer, standing: isBacked(fact, offer, null, frame) ? "in" : "unbacked" };
  }
  if (said.way === "open") return { ...base, ...bidOf(fact, said, frame) };
  if (show === undefined) return { ...base, standing: "sealed" };
  return { ...base, shown: show.id, ...bidOf(show, show.body, frame) };
}

type Bid = Pick<EntryView, "offer" | "amount" | "standing">;

function bidOf(
  said: EntryFact | ShowFact,
  { offer, amount }: { readonly offer: RecordId; readonly amount: number },
  frame: Frame,
): Bid {
  const standing = !isBacked(said, offer, amount, frame) ? "unbacked" : amount < frame.least ? "too-low" : "in";
  return { offer, amount, standing };
}

/**
 * A1: the record right before is the bidder's offer, and says what the bid says: whoever wins has promised just that, and
 * no offer becomes a bid, or is none any more, by a word of later.
 */
function isBacked(
  said: EntryFact | ShowFact,
  id: RecordId,
  amount: number | null,
  { id: listing, unit, factsOf }: Frame,
): boolean {
  const offer = factsOf(id).find((fact) => fact.kind === "offer.make.1");
  if (offer?.kind !== "offer.make.1" || offer.feed !== said.feed || offer.seq !== said.seq - 1) return false;
  return (
    offer.body.listing === listing && isJust(offer.body.terms, amount === null ? [] : [bidText(amount, unit)], listing)
  );
}

/** What a bid says as an offer. */
export function bidText(amount: number, unit: string): string {
  return `${amount} ${unit}`.trim();
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
  const firsts = new Map<IdentityKey, RecordId>();
  for (const { by, id } of entries) if (!firsts.has(by)) firsts.set(by, id);
  const people = [...firsts.keys()].sort();
  const tickets = people.map((by) => ({ by, ticket: bytesToBase64Url(ticketOf(secret, people, by)) }));
  const winner = tickets.sort((a, b) => (a.ticket < b.ticket ? -1 : 1))[0];
  return winner === undefined ? null : (firsts.get(winner.by) ?? null);
}
