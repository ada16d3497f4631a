import type { IdentityKey, PondId, RecordId, Time } from "../ids.ts";
import { RING_WAIT_MS } from "../limits.ts";
import type { DirtySets } from "./dirty.ts";
import { byTime, type Fact, inOrder } from "./facts.ts";
import { add, push } from "./groups.ts";
import type { ThreadFact } from "./thread.ts";
import type { RingLegView, RingView, ViewRow } from "./views.ts";

export type RingFact = Fact<"ring.propose.1" | "ring.join.1" | "ring.refuse.1">;

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
  readonly joinsByOffer: Map<RecordId, Fact<"ring.join.1">[]>;
  readonly ringsByListing: Map<RecordId, Set<RecordId>>;
  readonly views: Map<RecordId, RingView>;
  readonly acceptByOffer: Map<RecordId, RingAccept>;
  readonly dirty: Set<RecordId>;
}

export function createRings(): Rings {
  return {
    factsByRing: new Map(),
    joinsByOffer: new Map(),
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
  const { offer } = fact.body;
  push(rings.joinsByOffer, offer, fact);
  // Whoever names an offer in a ring says that only the ring accepts it; and another ring may have named it before.
  dirty.deals.add(offer);
  for (const join of rings.joinsByOffer.get(offer) ?? []) rings.dirty.add(join.body.ring);
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
  for (const deal of dirty.deals)
    for (const join of rings.joinsByOffer.get(deal) ?? []) rings.dirty.add(join.body.ring);
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

/** True where its maker has said that it is for a ring: then nobody accepts it alone. */
export function isRingOffer({ joinsByOffer }: Rings, offer: RecordId, maker: IdentityKey): boolean {
  return joinsByOffer.get(offer)?.some(({ identity }) => identity === maker) ?? false;
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
  const joins = legs.map(({ member }, i) => {
    const next = legs[(i + 1) % legs.length];
    return facts.find(
      (fact) =>
        fact.kind === "ring.join.1" &&
        fact.identity === member &&
        fact.time <= until &&
        next !== undefined &&
        isFirst(fact, rings) &&
        asksFor(ground.factsOf(fact.body.offer), fact, next),
    ) as Fact<"ring.join.1"> | undefined; // the kind is asked for above
  });
  const said = joins.filter((join) => join !== undefined);
  const last = said.length === legs.length ? (said.toSorted(byTime).at(-1) ?? null) : null;
  const isMember = (who: IdentityKey) => legs.some(({ member }) => member === who);
  const isRefused = facts.some(
    (fact) => fact.kind === "ring.refuse.1" && isMember(fact.identity) && (last === null || fact.time <= last.time),
  );
  const isClosed = said.some((join) =>
    ground.factsOf(join.body.offer).some((fact) => isClosing(fact) && (last === null || fact.time <= last.time)),
  );
  const state = isRefused || isClosed ? "refused" : last === null ? "proposed" : "agreed";
  const view: RingView = {
    pond: ground.pond,
    id,
    by: proposal.identity,
    time: proposal.time,
    until,
    legs: legs.map(({ member, listing }, i): RingLegView => ({ member, listing, offer: joins[i]?.body.offer ?? null })),
    state,
  };
  return { view, last: state === "agreed" ? last : null };
}

/** R1: its author is in it, and nobody and nothing is in it twice. */
function isSound({ identity, body: { legs } }: Fact<"ring.propose.1">): boolean {
  const members = new Set(legs.map(({ member }) => member));
  const listings = new Set(legs.map(({ listing }) => listing));
  return members.has(identity) && members.size === legs.length && listings.size === legs.length;
}

/** An offer is for one ring: the one that its maker named it in first. */
function isFirst(join: Fact<"ring.join.1">, { joinsByOffer }: Rings): boolean {
  const all = (joinsByOffer.get(join.body.offer) ?? []).filter(({ identity }) => identity === join.identity);
  return inOrder(all)[0]?.id === join.id;
}

/** R2: the offer asks the next one for just what he gives, and gives him nothing: that comes from the other side. */
function asksFor(
  facts: readonly ThreadFact[],
  join: Fact<"ring.join.1">,
  next: { readonly member: IdentityKey; readonly listing: RecordId },
): boolean {
  const offer = facts.find((fact) => fact.kind === "offer.make.1");
  if (offer?.kind !== "offer.make.1" || offer.identity !== join.identity) return false;
  const { listing, owner, terms } = offer.body;
  const [only, ...others] = terms;
  const [item, ...more] = only?.fromOwner ?? [];
  const isAll = only?.fromMaker.length === 0 && others.length === 0 && more.length === 0;
  const isThat = item !== undefined && "listing" in item && item.listing === next.listing;
  return isAll && isThat && listing === next.listing && owner === next.member;
}

function isClosing(fact: ThreadFact): boolean {
  return fact.kind === "offer.close.1" || fact.kind === "offer.close.2";
}
