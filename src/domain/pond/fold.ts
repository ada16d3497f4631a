import type { FeedKey, IdentityKey, PondId, RecordId } from "../ids.ts";
import type { Projection } from "../ledger/projection.ts";
import type { RecordKind } from "../kinds/registry.ts";
import { parseHeader } from "../record/header.ts";
import { createState, ownerOf, postOf, type State } from "./fold-state.ts";
import type { AdmittedRecord } from "./admitted.ts";
import { type AroundFact, collectAround, deriveAround, viaOf } from "./around.ts";
import { deriveBookings } from "./bookings.ts";
import { dealView } from "./deal-view.ts";
import { type Fact, factOf } from "./facts.ts";
import { createDirtySets, type DirtySets } from "./dirty.ts";
import { goneRows } from "./gone.ts";
import { judge } from "./judge.ts";
import { type Holder, type ListingFact, readListing } from "./listing-state.ts";
import { isLost, loseLoans } from "./lost-loans.ts";
import { isBid, noteLotOffer } from "./lots.ts";
import { collectMarket, deriveMarkets, type MarketFact } from "./markets.ts";
import { collectMeeting, readMeetings, widenMeetings } from "./meetings.ts";
import { joinedAt, readMember } from "./member-state.ts";
import { add, push, viewsOf } from "./groups.ts";
import { collectRing, deriveRings, isRingOffer, noteOffer, type RingFact, siblingsOf } from "./rings.ts";
import type { SuccessionFact } from "./succession.ts";
import { settle, thingsOf } from "./settle.ts";
import { collectSuccession, deriveSuccessions, hearWord, readKin, successionKey } from "./successions.ts";
import { holdsUntil, readThread, type ThreadFact } from "./thread.ts";
import type {
  BookingView,
  DealView,
  ListingView,
  LotView,
  MarketView,
  MemberView,
  PondView,
  RingView,
  SuccessionView,
  TalkView,
  ViewRow,
} from "./views.ts";

/**
 * P4: the state of a pond as a fold of its records. Facts are only ever collected; whatever people see is derived anew
 * from all facts of the thing concerned, so that neither order nor repetition matters.
 */
export interface PondFold extends Projection {
  pond(): PondView | null;
  member(id: IdentityKey): MemberView | undefined;
  members(): Iterable<MemberView>;
  listing(id: RecordId): ListingView | undefined;
  deal(id: RecordId): DealView | undefined;
  deals(): Iterable<DealView>;
  dealsOf(party: IdentityKey): Iterable<DealView>;
  listings(): Iterable<ListingView>;
  listingsOf(owner: IdentityKey): Iterable<ListingView>;
  successions(): Iterable<SuccessionView>;
  lot(listing: RecordId): LotView | undefined;
  lots(): Iterable<LotView>;
  ring(id: RecordId): RingView | undefined;
  rings(): Iterable<RingView>;
  bookings(listing: RecordId): readonly BookingView[];
  market(id: RecordId): MarketView | undefined;
  markets(): Iterable<MarketView>;
  talks(): Iterable<TalkView>;
  /** What a claim of `to` to have been `from` has come to. */
  succession(from: IdentityKey, to: IdentityKey): SuccessionView | undefined;
  /** Time of the newest record that counts: what trust measures age against (T3). 0 where there is none. */
  newest(): number;
}

export function createPondFold(pond: PondId): PondFold {
  let records = new Map<RecordId, AdmittedRecord>();
  const endByFeed = new Map<FeedKey, number>();
  let state = createState();

  return {
    absorb: (batch) => {
      const dirty = createDirtySets();
      for (const record of batch) {
        if (records.has(record.id)) continue;
        records.set(record.id, record);
        const endsAt = endByFeed.get(record.feed);
        if (endsAt === undefined || record.seq < endsAt) collect(state, record, dirty);
      }
      return derive(pond, state, dirty);
    },
    endFeed: (feed, endsAt) => {
      const known = endByFeed.get(feed);
      if (known !== undefined && known <= endsAt) return [];
      endByFeed.set(feed, endsAt);
      // Rare: everything is read again without what no longer counts, and what has vanished is said to be gone.
      const before = state;
      const kept = records;
      records = new Map();
      state = createState();
      const dirty = createDirtySets();
      for (const record of kept.values()) {
        records.set(record.id, record);
        if (record.seq < (endByFeed.get(record.feed) ?? Number.POSITIVE_INFINITY)) collect(state, record, dirty);
      }
      return [...derive(pond, state, dirty), ...goneRows(pond, before, state)];
    },
    pond: () => state.pond,
    member: (id) => state.members.get(id),
    members: () => state.members.values(),
    listing: (id) => state.listings.get(id),
    deal: (id) => state.deals.get(id),
    deals: () => state.deals.values(),
    dealsOf: (party) => viewsOf(state.deals, state.dealsByMember.get(party)),
    listings: () => state.listings.values(),
    listingsOf: (owner) => viewsOf(state.listings, state.listingsByOwner.get(owner)),
    successions: () => state.successions.views.values(),
    ring: (id) => state.rings.views.get(id),
    rings: () => state.rings.views.values(),
    bookings: (listing) => state.around.bookings.views.get(listing)?.bookings ?? [],
    markets: () => state.markets.views.values(),
    market: (id) => state.markets.views.get(id),
    lots: () => state.around.lots.views.values(),
    talks: () => state.around.talks.views.values(),
    lot: (listing) => state.around.lots.views.get(listing),
    succession: (from, to) => state.successions.views.get(successionKey({ from, to })),
    newest: () => state.newest,
  };
}

/** Puts a record where it belongs and notes what has to be derived anew. */
function collect(state: State, record: AdmittedRecord, dirty: DirtySets): void {
  state.newest = Math.max(state.newest, record.time);
  hearWord(state.successions, record);
  const fact = factOf(record);
  if (fact === null) return;
  const put = collectors[fact.kind];
  // The map has one collector a kind; TypeScript cannot see that key and fact are of one kind.
  (put as (state: State, fact: Fact<RecordKind>, dirty: DirtySets) => void)(state, fact, dirty);
}

const collectClaim = (state: State, fact: SuccessionFact) => collectSuccession(state.successions, fact);
const ringFact = (state: State, fact: RingFact, dirty: DirtySets) => collectRing(state.rings, fact, dirty);
const aboutMarket = (state: State, fact: MarketFact) => collectMarket(state.markets, fact);
const aboutListing = (state: State, fact: AroundFact, dirty: DirtySets) => collectAround(state.around, fact, dirty);

type Collectors = { readonly [K in RecordKind]: (state: State, fact: Fact<K>, dirty: DirtySets) => void };

const collectors: Collectors = {
  "pond.genesis.1": (state, fact, dirty) => {
    const { name, place, rules } = fact.body;
    // Only one genesis record is ever let in: its id is the pond's (P1).
    const pond = fact.id as string as PondId;
    state.pond = { pond, name, place, rules, founder: fact.identity, since: fact.time, ruling: null };
    dirty.pond = true;
    collectOpening(state, fact, dirty);
  },
  "feed.open.1": collectOpening,
  "feed.close.1": () => undefined, // read by the ledger (K3)
  "feed.fork.1": (state, fact, dirty) => {
    const header = parseHeader(fact.body.a[0]?.header ?? new Uint8Array());
    if (!header.ok) return; // never: the proof was verified before
    const { feed } = header.value;
    state.forked.add(feed);
    const identity = state.identityByFeed.get(feed);
    if (identity !== undefined) dirty.members.add(identity);
  },
  "member.profile.1": (state, fact, dirty) => {
    push(state.memberFacts, fact.identity, fact);
    dirty.members.add(fact.identity);
  },
  "listing.post.1": (state, fact, dirty) => collectListing(state, fact.id, fact, dirty),
  "listing.edit.1": (state, fact, dirty) => collectListing(state, fact.body.listing, fact, dirty),
  "listing.post.2": (state, fact, dirty) => collectListing(state, fact.id, fact, dirty),
  "listing.edit.2": (state, fact, dirty) => collectListing(state, fact.body.listing, fact, dirty),
  "listing.withdraw.1": (state, fact, dirty) => collectListing(state, fact.body.listing, fact, dirty),
  "offer.make.1": (state, fact, dirty) => {
    noteOffer(state.rings, fact, dirty);
    noteLotOffer(state.around.lots, fact.id);
    collectThread(state, fact.id, fact, dirty);
  },
  "offer.counter.1": (state, fact, dirty) => collectThread(state, fact.body.offer, fact, dirty),
  "offer.accept.1": (state, fact, dirty) => collectThread(state, fact.body.offer, fact, dirty),
  "offer.close.1": (state, fact, dirty) => collectThread(state, fact.body.offer, fact, dirty),
  "offer.close.2": (state, fact, dirty) => collectThread(state, fact.body.offer, fact, dirty),
  "deal.end.1": (state, fact, dirty) => collectThread(state, fact.body.deal, fact, dirty),
  "deal.thank.1": (state, fact, dirty) => collectThread(state, fact.body.deal, fact, dirty),
  "deal.say.1": (state, fact, dirty) => collectThread(state, fact.body.deal, fact, dirty),
  "deal.handover.1": (state, fact, dirty) => {
    const { deal, met } = fact.body;
    if (met.how === "code") add(state.dealsByCode, met.feed, deal);
    collectThread(state, deal, fact, dirty);
  },
  "vouch.seal.1": (state, fact, dirty) => collectThread(state, fact.body.deal, fact, dirty),
  "vouch.open.1": (state, fact, dirty) => collectThread(state, fact.body.deal, fact, dirty),
  "vouch.change.1": (state, fact, dirty) => collectThread(state, fact.body.deal, fact, dirty),
  "deal.hold.1": (state, fact, dirty) => collectThread(state, fact.body.deal, fact, dirty),
  "member.met.1": (state, fact, dirty) => {
    collectMeeting(state.meetings, fact, dirty);
  },
  "identity.pass.1": collectClaim,
  "identity.take.1": collectClaim,
  "identity.attest.1": collectClaim,
  "pond.rules.1": (state, fact) => push(state.rulingFacts, fact.identity, fact),
  "comment.say.1": aboutListing,
  "comment.say.2": aboutListing,
  "comment.drop.1": aboutListing,
  "listing.like.1": aboutListing,
  "ring.propose.1": ringFact,
  "ring.join.1": ringFact,
  "ring.refuse.1": ringFact,
  "lend.ask.1": aboutListing,
  "lend.answer.1": aboutListing,
  "lot.open.1": aboutListing,
  "lot.enter.1": aboutListing,
  "lot.show.1": aboutListing,
  "lot.close.1": aboutListing,
  "market.call.1": aboutMarket,
  "market.off.1": aboutMarket,
  "market.come.1": aboutMarket,
  "market.here.1": aboutMarket,
};

function collectOpening(state: State, fact: Fact<"pond.genesis.1" | "feed.open.1">, dirty: DirtySets): void {
  state.identityByFeed.set(fact.feed, fact.identity);
  push(state.memberFacts, fact.identity, fact);
  const inviter = fact.kind === "feed.open.1" ? fact.body.invite?.certificate.inviter : undefined;
  if (inviter !== undefined) add(state.guestsByFeed, inviter, fact.identity);
  dirty.members.add(fact.identity);
  dirty.feeds.add(fact.feed);
}

function collectListing(state: State, listing: RecordId, fact: ListingFact, dirty: DirtySets): void {
  push(state.listingFacts, listing, fact);
  dirty.listings.add(listing);
}

function collectThread(state: State, deal: RecordId, fact: ThreadFact, dirty: DirtySets): void {
  push(state.threadFacts, deal, fact);
  dirty.deals.add(deal);
}

/** Derives what is dirty: threads, then what they lock, then listings, then members; then what the pond's rules say to it. */
function derive(pond: PondId, state: State, dirty: DirtySets): readonly ViewRow[] {
  widenByFeeds(state, dirty);
  for (const id of dirty.listings) readListingOwnerChange(state, id, dirty);
  const factsOf = (deal: RecordId) => state.threadFacts.get(deal) ?? [];
  const ringRows = deriveRings(state.rings, { pond, ownerOf: ownerOf(state), factsOf }, dirty);
  for (const id of dirty.deals) readOneThread(state, id, dirty);
  const bookingRows = deriveBookings(pond, state.around.bookings, dirty.listings, ownerOf(state));
  loseLoans(state, bookingRows, dirty);
  settleAround(state, dirty);
  for (const id of dirty.deals) {
    const thread = state.threads.get(id);
    if (thread === undefined) continue;
    const offer = offerOf(state, id);
    const via = isRingOffer(state.rings, id) ? "ring" : offer === undefined ? null : viaOf(state.around, offer);
    const view = dealView(pond, thread, isLost(state, id), via);
    state.deals.set(id, view);
    for (const party of [view.maker, view.owner]) {
      add(state.dealsByMember, party, id);
      dirty.members.add(party);
    }
  }
  for (const id of dirty.listings) {
    const view = readListing(pond, state.listingFacts.get(id) ?? [], holderOf(state, id));
    if (view === null) continue;
    state.listings.set(id, view);
    add(state.listingsByOwner, view.owner, id);
  }
  const identityOf = (feed: FeedKey) => state.identityByFeed.get(feed);
  const dealsOf = (id: IdentityKey) => viewsOf(state.deals, state.dealsByMember.get(id));
  const claims = deriveSuccessions(state.successions, { pond, newest: state.newest, dealsOf }, dirty);
  for (const id of dirty.members) {
    const view = readMember(pond, state.memberFacts.get(id) ?? [], dealsOf(id), state.forked, identityOf);
    if (view === null) continue;
    const known = { ...readMeetings(state.meetings, id, identityOf), ...readKin(state.successions, id) };
    state.members.set(id, { ...view, ...known });
  }
  judgeAll(state, dirty);
  return [
    ...(dirty.pond && state.pond !== null ? [{ table: "pondViews", row: state.pond } as const] : []),
    ...viewsOf(state.deals, dirty.deals).map((row) => ({ table: "deals", row }) as const),
    ...viewsOf(state.listings, dirty.listings).map((row) => ({ table: "listings", row }) as const),
    ...viewsOf(state.members, dirty.members).map((row) => ({ table: "members", row }) as const),
    ...claims,
    ...ringRows,
    ...bookingRows,
    ...deriveMarkets(state.markets, {
      pond,
      ownerOf: ownerOf(state),
      identityOf,
      listings: dirty.listings,
      feeds: dirty.feeds,
    }),
    ...deriveAround(pond, state.around, dirty.listings, { postOf: (id) => postOf(state, id), factsOf }),
  ];
}

/** H1–H3. */
function judgeAll(state: State, dirty: DirtySets): void {
  const { rulingFacts, newest, members, listings, deals, dealsByMember, listingsByOwner } = state;
  const village = {
    rulingFacts,
    newest,
    pond: () => state.pond,
    member: (id: IdentityKey) => members.get(id),
    members: () => members.values(),
    dealsOf: (id: IdentityKey) => viewsOf(deals, dealsByMember.get(id)),
    listingsOf: (id: IdentityKey) => viewsOf(listings, listingsByOwner.get(id)),
    owners: () => listingsByOwner.keys(),
    ownerOf: (id: RecordId) => listings.get(id)?.owner,
    joinedAt: (id: IdentityKey) => joinedAt(state.memberFacts.get(id) ?? []),
    putPond: (view: PondView) => void (state.pond = view),
    putMember: (view: MemberView) => void members.set(view.id, view),
    putListing: (view: ListingView) => void listings.set(view.id, view),
  };
  judge(village, state.judgement, dirty);
}

/** A feed that has just become known may be the inviter of a member, or the author of a code, that came before it. */
function widenByFeeds(state: State, dirty: DirtySets): void {
  if (dirty.feeds.size === 0) return;
  widenMeetings(state.meetings, dirty);
  for (const feed of dirty.feeds) {
    for (const id of state.guestsByFeed.get(feed) ?? []) dirty.members.add(id);
    for (const id of state.dealsByCode.get(feed) ?? []) dirty.deals.add(id);
  }
}

/** A listing's post says whose it is, which may lock it in deals that came before it. */
function readListingOwnerChange(state: State, id: RecordId, dirty: DirtySets): void {
  if (state.listings.has(id)) return;
  for (const deal of state.dealsByName.get(id) ?? []) dirty.deals.add(deal);
}

function readOneThread(state: State, id: RecordId, dirty: DirtySets): void {
  const old = state.threads.get(id);
  for (const thing of old === undefined ? [] : thingsOf(old, ownerOf(state))) dirty.things.add(thing);
  const identityOf = (feed: string) => state.identityByFeed.get(feed as FeedKey);
  const offer = offerOf(state, id);
  const thread = readThread(state.threadFacts.get(id) ?? [], identityOf, {
    isOffer: isRingOffer(state.rings, id),
    accept: state.rings.acceptByOffer.get(id) ?? null,
    isBid: offer !== undefined && isBid(state.around.lots, offer),
  });
  if (thread === null) return;
  state.threads.set(id, thread);
  for (const item of thread.bargain === null ? [] : [...thread.bargain.fromMaker, ...thread.bargain.fromOwner]) {
    if ("listing" in item) add(state.dealsByName, item.listing, id);
  }
  for (const thing of thingsOf(thread, ownerOf(state))) {
    add(state.dealsByThing, thing, id);
    dirty.things.add(thing);
  }
}

/** D6: settles anew all deals that share a dirty thing, directly or through others. */
function settleAround(state: State, dirty: DirtySets): void {
  const around = new Set<RecordId>();
  const queue = [...dirty.things];
  const seen = new Set(queue);
  for (let thing = queue.pop(); thing !== undefined; thing = queue.pop()) {
    for (const deal of state.dealsByThing.get(thing) ?? []) {
      around.add(deal);
      const threads = [deal, ...siblingsOf(state.rings, deal)].flatMap((id) => state.threads.get(id) ?? []);
      for (const next of threads.flatMap((thread) => thingsOf(thread, ownerOf(state)))) {
        if (!seen.has(next)) queue.push(next);
        seen.add(next);
      }
    }
  }
  const deals = [...around].flatMap((id) => {
    const thread = state.threads.get(id);
    const group = state.rings.acceptByOffer.get(id)?.ring ?? id;
    if (thread?.agreed == null || state.around.bookings.taken.has(id)) return [];
    return [{ thread, things: thingsOf(thread, ownerOf(state)), group }];
  });
  const lost = settle(deals);
  for (const id of around) {
    // Two who bargain about one thing for ever must not make everybody write all of it anew each time.
    if (lost.has(id) === state.lost.has(id)) continue;
    if (lost.has(id)) state.lost.add(id);
    else state.lost.delete(id);
    dirty.deals.add(id);
  }
  for (const thing of seen) dirty.listings.add(thing);
}

function holderOf(state: State, listing: RecordId): Holder | null {
  const holders = [...(state.dealsByThing.get(listing) ?? [])].flatMap((id) => {
    const thread = state.threads.get(id);
    return thread?.agreed == null || thread.ended !== null || isLost(state, id) ? [] : [thread];
  });
  const newest = holders.sort((a, b) => (a.agreed?.time ?? 0) - (b.agreed?.time ?? 0)).at(-1);
  return newest === undefined ? null : { deal: newest.id, done: newest.doneAt !== null, until: holdsUntil(newest) };
}

function offerOf({ threadFacts }: State, deal: RecordId): Fact<"offer.make.1"> | undefined {
  return threadFacts.get(deal)?.find((fact) => fact.kind === "offer.make.1");
}
