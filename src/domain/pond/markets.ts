import type { FeedKey, IdentityKey, PondId, RecordId } from "../ids.ts";
import { CARD_CODE_LIFE_MS, MARKET_DOORS_MS, MAX_COMERS, MAX_MARKETS_OF_ONE } from "../limits.ts";
import { type Fact, inOrder } from "./facts.ts";
import { add, push } from "./groups.ts";
import { isMarketAhead } from "./market-day.ts";
import type { ComerView, HereView, MarketView, ViewRow } from "./views.ts";

type CallFact = Fact<"market.call.1">;
type OffFact = Fact<"market.off.1">;
type ComeFact = Fact<"market.come.1">;
type HereFact = Fact<"market.here.1">;
export type MarketFact = CallFact | OffFact | ComeFact | HereFact;

/** What the fold keeps of market days between one batch of records and the next. */
export interface Markets {
  readonly callById: Map<RecordId, CallFact>;
  readonly callsByCaller: Map<IdentityKey, CallFact[]>;
  readonly offsByMarket: Map<RecordId, OffFact[]>;
  readonly comesByMarket: Map<RecordId, ComeFact[]>;
  readonly heresByMarket: Map<RecordId, HereFact[]>;
  /** Where a listing is said to be brought, whether or not it is here yet. */
  readonly marketsByListing: Map<RecordId, Set<RecordId>>;
  /** Where a feed is said to have shown a code, whether or not it is here yet. */
  readonly marketsByFeed: Map<FeedKey, Set<RecordId>>;
  readonly views: Map<RecordId, MarketView>;
  readonly dirty: Set<RecordId>;
}

export function createMarkets(): Markets {
  return {
    callById: new Map(),
    callsByCaller: new Map(),
    offsByMarket: new Map(),
    comesByMarket: new Map(),
    heresByMarket: new Map(),
    marketsByListing: new Map(),
    marketsByFeed: new Map(),
    views: new Map(),
    dirty: new Set(),
  };
}

export function collectMarket(markets: Markets, fact: MarketFact): void {
  switch (fact.kind) {
    case "market.call.1":
      if (!isMarketAhead(fact.body, fact.time)) return;
      markets.callById.set(fact.id, fact);
      push(markets.callsByCaller, fact.identity, fact);
      markets.dirty.add(fact.id);
      return;
    case "market.off.1":
      push(markets.offsByMarket, fact.body.market, fact);
      break;
    case "market.come.1":
      push(markets.comesByMarket, fact.body.market, fact);
      for (const listing of fact.body.brings) add(markets.marketsByListing, listing, fact.body.market);
      break;
    case "market.here.1":
      push(markets.heresByMarket, fact.body.market, fact);
      add(markets.marketsByFeed, fact.body.feed, fact.body.market);
      break;
  }
  markets.dirty.add(fact.body.market);
}

interface MarketGround {
  readonly pond: PondId;
  readonly ownerOf: (listing: RecordId) => IdentityKey | undefined;
  readonly identityOf: (feed: FeedKey) => IdentityKey | undefined;
  /** Listings and feeds that may just have become known. */
  readonly listings: Iterable<RecordId>;
  readonly feeds: Iterable<FeedKey>;
}

/** B1–B4: the rows of all market days that may be otherwise. */
export function deriveMarkets(markets: Markets, ground: MarketGround): readonly ViewRow[] {
  const { dirty, callById, callsByCaller, marketsByListing, marketsByFeed } = markets;
  for (const id of ground.listings) for (const market of marketsByListing.get(id) ?? []) dirty.add(market);
  for (const feed of ground.feeds) for (const market of marketsByFeed.get(feed) ?? []) dirty.add(market);
  if (dirty.size === 0) return [];
  // Whether one counts depends on the others of its caller.
  const callers = new Set([...dirty].flatMap((id) => callById.get(id)?.identity ?? []));
  const counting = new Set([...callers].flatMap((caller) => countingOf(markets, callsByCaller.get(caller) ?? [])));
  const concerned = [...callers].flatMap((caller) => callsByCaller.get(caller) ?? []);
  const rows = concerned.flatMap((call) => {
    const isAsBefore = markets.views.get(call.id)?.state === stateOf(markets, call, counting);
    return isAsBefore && !dirty.has(call.id) ? [] : [readMarket(markets, call, counting, ground)];
  });
  dirty.clear();
  for (const row of rows) markets.views.set(row.id, row);
  return rows.map((row) => ({ table: "markets", row }));
}

/** B1: of one caller so many at a time; one that is over, or was called off by then, takes no room. */
function countingOf({ offsByMarket }: Markets, calls: readonly CallFact[]): readonly RecordId[] {
  const counting: CallFact[] = [];
  for (const call of inOrder(calls)) {
    const isAhead = (other: CallFact) => Math.min(other.body.to, offAt(offsByMarket, other)) > call.time;
    if (counting.filter(isAhead).length < MAX_MARKETS_OF_ONE) counting.push(call);
  }
  return counting.map(({ id }) => id);
}

/** B2: when its caller called it off; never, where he did not before its end. */
function offAt(offsByMarket: Markets["offsByMarket"], { id, identity, body: { to } }: CallFact): number {
  const said = (offsByMarket.get(id) ?? []).filter((off) => off.identity === identity && off.time < to);
  return Math.min(Number.POSITIVE_INFINITY, ...said.map(({ time }) => time));
}

function stateOf({ offsByMarket }: Markets, call: CallFact, counting: ReadonlySet<RecordId>): MarketView["state"] {
  if (!counting.has(call.id)) return "too-many";
  return offAt(offsByMarket, call) === Number.POSITIVE_INFINITY ? "called" : "off";
}

function readMarket(
  markets: Markets,
  call: CallFact,
  counting: ReadonlySet<RecordId>,
  { pond, ownerOf, identityOf }: MarketGround,
): MarketView {
  const { id, identity: by, time: called, body } = call;
  const comers = readComers(markets.comesByMarket.get(id) ?? [], body.to, ownerOf);
  const scans = (markets.heresByMarket.get(id) ?? []).filter((fact) => isScan(fact, call, identityOf));
  const here = readHere(scans, by, new Set(comers.map(({ member }) => member)));
  return { pond, id, by, called, ...body, state: stateOf(markets, call, counting), comers, here };
}

/** B3: the newest word of each before the end; in the order in which each first said a word. */
function readComers(facts: readonly ComeFact[], until: number, ownerOf: MarketGround["ownerOf"]): readonly ComerView[] {
  const newest = new Map<IdentityKey, ComeFact>();
  for (const fact of inOrder(facts)) if (fact.time <= until) newest.set(fact.identity, fact);
  const coming = [...newest.values()].filter(({ body }) => body.comes).slice(0, MAX_COMERS);
  return coming.map(({ identity: member, time, body }): ComerView => {
    const brings = [...new Set(body.brings)].filter((listing) => ownerOf(listing) === member);
    return { member, time, brings, wants: body.wants };
  });
}

/** B4: while the doors are open, and by a fresh code of that very member, who is another. */
function isScan({ time, identity, body }: HereFact, { body: day }: CallFact, identityOf: MarketGround["identityOf"]) {
  const isOpen = time >= day.from - MARKET_DOORS_MS && time <= day.to;
  const isFresh = Math.abs(time - body.shown) <= CARD_CODE_LIFE_MS;
  return isOpen && isFresh && body.member !== identity && identityOf(body.feed) === body.member;
}

/**
 * B4: here is whoever scanned the caller, somebody who said that he comes, or somebody who is here; and the caller once
 * he scanned anybody or anybody scanned him. Whatever the clocks say: of two who check in one after the other the second may be the earlier.
 */
function readHere(
  scans: readonly HereFact[],
  caller: IdentityKey,
  comers: ReadonlySet<IdentityKey>,
): readonly HereView[] {
  const scansByScanned = new Map<IdentityKey, HereFact[]>();
  for (const scan of inOrder(scans)) push(scansByScanned, scan.body.member, scan);
  const here = new Map<IdentityKey, HereView>();
  const note = (member: IdentityKey, { time }: HereFact) => {
    const known = here.get(member);
    if (known === undefined || time < known.time) here.set(member, { member, time });
  };
  for (const scan of scans) if (scan.identity === caller) note(caller, scan);
  const queue = [caller, ...comers];
  const seen = new Set(queue);
  for (let at = 0; at < queue.length; at++) {
    const scanned = queue[at];
    for (const scan of scanned === undefined ? [] : (scansByScanned.get(scanned) ?? [])) {
      if (scanned === caller) note(caller, scan);
      note(scan.identity, scan);
      if (seen.has(scan.identity)) continue;
      seen.add(scan.identity);
      queue.push(scan.identity);
    }
  }
  return [...here.values()].sort((a, b) => a.time - b.time || (a.member < b.member ? -1 : 1)).slice(0, MAX_COMERS);
}
