import type { FeedKey, IdentityKey, PondId, RecordId, Time } from "../ids.ts";
import { RING_WAIT_MS } from "../limits.ts";
import type { DirtySets } from "./dirty.ts";
import { byTime, type Fact, inOrder } from "./facts.ts";
import { add, push } from "./groups.ts";
import { isJust } from "./terms.ts";
import type { ThreadFact } from "./thread.ts";
import type { RingLegView, RingView, ViewRow } from "./views.ts";

export type RingFact = Fact<"ring.propose.1" | "ring.join.1" | "ring.refuse.1">;

type RingJoinFact = Fact<"ring.join.1">;

/** A deal that came about by a ring: as if its giver had accepted when the last of the ring said yes. */
export interface RingAccept {
  readonly ring: RecordId;
  readonly by: IdentityKey;
  readonly time: Time;
  /** Id of the last yes. */
  readonly id: RecordId;
}

/** What the fold keeps of rings between one batch of records and the next. */
export interface Rings {
  readonly factsByRing: Map<RecordId, RingFact[]>;
  /** By the place in its feed that the offer of a yes has, and offers by their places. */
  readonly joinByPlace: Map<string, RingJoinFact>;
  readonly offerByPlace: Map<string, RecordId>;
  readonly joinByOffer: Map<RecordId, RingJoinFact>;
  readonly ringsByListing: Map<RecordId, Set<RecordId>>;
  readonly views: Map<RecordId, RingView>;
  readonly acceptByOffer: Map<RecordId, RingAccept>;
  readonly dirty: Set<RecordId>;
}

export function createRings(): Rings {
  return {
    factsByRing: new Map(),
    joinByPlace: new Map(),
    offerByPlace: new Map(),
    joinByOffer: new Map(),
    ringsByListing: new Map(),
    views: new Map(),
    acceptByOffer: new Map(),
    dirty: new Set(),
  };
}

export function collectRing(rings: Rings, fact: RingFact, dirty: DirtySets): void {
  const ring = fact.kind === "ring.propose.1" ? fact.id : fact.body.ring;
  push(rings.factsByRing, ring, fact);
  rings.dirty.add(ring);
  if (fact.kind === "ring.propose.1")
    for (const { listing } of fact.body.legs) add(rings.ringsByListing, listing, ring);
  if (fact.kind !== "ring.join.1") return;
  const place = placeOf(fact.feed, fact.seq + 1);
  rings.joinByPlace.set(place, fact);
  link(rings, place, dirty);
}

/** An offer may be the one that a yes is followed by, whichever comes in first. */
export function noteOffer(rings: Rings, { id, feed, seq }: Fact<"offer.make.1">, dirty: DirtySets): void {
  const place = placeOf(feed, seq);
  rings.offerByPlace.set(place, id);
  link(rings, place, dirty);
}

function link(rings: Rings, place: string, dirty: DirtySets): void {
  const [join, offer] = [rings.joinByPlace.get(place), rings.offerByPlace.get(place)];
  if (join === undefined || offer === undefined) return;
  rings.joinByOffer.set(offer, join);
  rings.dirty.add(join.body.ring);
  dirty.deals.add(offer);
}

function placeOf(feed: FeedKey, seq: number): string {
  return `${feed}:${seq}`;
}

interface RingGround {
  readonly pond: PondId;
  readonly ownerOf: (listing: RecordId) => IdentityKey | undefined;
  readonly factsOf: (deal: RecordId) => readonly ThreadFact[];
}

/** R1–R3: reads anew what may be otherwise, and marks the deals that come of it. To be called before threads are read. */
export function deriveRings(rings: Rings, ground: RingGround, dirty: DirtySets): readonly ViewRow[] {
  for (const listing of dirty.listings)
    for (const ring of rings.ringsByListing.get(listing) ?? []) rings.dirty.add(ring);
  for (const deal of dirty.deals) {
    const join = rings.joinByOffer.get(deal);
    if (join !== undefined) rings.dirty.add(join.body.ring);
  }
  const rows = [...rings.dirty].flatMap((id) => readRing(id, rings, ground) ?? []);
  rings.dirty.clear();
  for (const { view, last } of rows) {
    const before = rings.views.get(view.id);
    rings.views.set(view.id, view);
    for (const { offer } of [...(before?.legs ?? []), ...view.legs])
      if (offer !== null) letGo(rings, offer, view.id, dirty);
    if (last === null) continue;
    for (const [i, { offer }] of view.legs.entries()) {
      const giver = view.legs[(i + 1) % view.legs.length];
      if (offer === null || giver === undefined) continue;
      rings.acceptByOffer.set(offer, { ring: view.id, by: giver.member, time: last.time, id: last.id });
    }
  }
  return rows.map(({ view }) => ({ table: "rings", row: view }));
}

function letGo(rings: Rings, offer: RecordId, ring: RecordId, dirty: DirtySets): void {
  dirty.deals.add(offer);
  if (rings.acceptByOffer.get(offer)?.ring === ring) rings.acceptByOffer.delete(offer);
}

/** True where it follows a yes: then nobody accepts it alone. */
export function isRingOffer({ joinByOffer }: Rings, offer: RecordId): boolean {
  return joinByOffer.has(offer);
}

/** Deals of the same ring, which all stand or none (R3). */
export function siblingsOf({ acceptByOffer, views }: Rings, deal: RecordId): readonly RecordId[] {
  const ring = acceptByOffer.get(deal)?.ring;
  const legs = ring === undefined ? [] : (views.get(ring)?.legs ?? []);
  return legs.flatMap(({ offer }) => (offer === null ? [] : [offer]));
}

interface ReadRing {
  readonly view: RingView;
  /** The last yes of an agreed ring. */
  readonly last: Fact<"ring.join.1"> | null;
}

function readRing(id: RecordId, rings: Rings, ground: RingGround): ReadRing | null {
  const facts = inOrder(rings.factsByRing.get(id) ?? []);
  const proposal = facts.find((fact) => fact.kind === "ring.propose.1");
  if (proposal?.kind !== "ring.propose.1" || !isSound(proposal)) return null;
  const { legs } = proposal.body;
  if (legs.some(({ member, listing }) => ground.ownerOf(listing) !== member)) return null;
  const until = proposal.time + RING_WAIT_MS;
  const said = facts.flatMap((fact) => (fact.kind === "ring.join.1" && fact.time <= until ? [fact] : []));
  const joins = legs.map(({ member }, i) => {
    const next = legs[(i + 1) % legs.length];
    const isHis = (join: RingJoinFact) => join.identity === member && next !== undefined && asksFor(join, next);
    const his = said.filter(isHis);
    // Of several the one that the next one has acted upon: a yes dated back must not take the place of a deal that was done.
    return his.find((join) => next !== undefined && hasActed(join, next.member)) ?? his[0] ?? null;
  });
  const yes = joins.filter((join) => join !== null);
  const last = yes.length === legs.length ? (yes.toSorted(byTime).at(-1) ?? null) : null;
  // Who has said yes is bound: no later word, whatever its time, takes back what others have acted upon.
  const isRefused = facts.some(
    ({ kind, identity }) =>
      kind === "ring.refuse.1" && legs.some(({ member }, i) => member === identity && joins[i] === null),
  );
  const state = isRefused ? "refused" : last === null ? "proposed" : "agreed";
  const view: RingView = {
    pond: ground.pond,
    id,
    by: proposal.identity,
    time: proposal.time,
    until,
    legs: legs.map(({ member, listing }, i): RingLegView => ({ member, listing, offer: offerOf(joins[i] ?? null) })),
    state,
  };
  return { view, last };

  function offerOf(join: RingJoinFact | null): RecordId | null {
    return join === null ? null : (rings.offerByPlace.get(placeOf(join.feed, join.seq + 1)) ?? null);
  }

  function hasActed(join: RingJoinFact, member: IdentityKey): boolean {
    const offer = offerOf(join);
    return offer !== null && ground.factsOf(offer).some(({ identity }) => identity === member);
  }

  /** R2: the offer asks the next one for just what he gives, and gives him nothing: that comes from the other side. */
  function asksFor(join: RingJoinFact, next: { readonly member: IdentityKey; readonly listing: RecordId }): boolean {
    const asked = offerOf(join);
    const offer = asked === null ? undefined : ground.factsOf(asked).find((fact) => fact.kind === "offer.make.1");
    if (offer?.kind !== "offer.make.1") return false;
    const { listing, owner, terms } = offer.body;
    return listing === next.listing && owner === next.member && isJust(terms, [], listing);
  }
}

/** R1: its author is in it, and nobody and nothing is in it twice. */
function isSound({ identity, body: { legs } }: Fact<"ring.propose.1">): boolean {
  const members = new Set(legs.map(({ member }) => member));
  const listings = new Set(legs.map(({ listing }) => listing));
  return members.has(identity) && members.size === legs.length && listings.size === legs.length;
}
