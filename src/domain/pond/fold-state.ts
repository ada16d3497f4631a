import { type Around, createAround } from "./around.ts";
import type { Fact } from "./facts.ts";
import type { RulingFact } from "./house-rules.ts";
import { createJudgement, type Judgement } from "./judge.ts";
import { isPost, type ListingFact } from "./listing-state.ts";
import { createMarkets, type Markets } from "./markets.ts";
import { createMeetings, type Meetings } from "./meetings.ts";
import type { MemberFact } from "./member-state.ts";
import { createRings, type Rings } from "./rings.ts";
import { createSuccessions, type Successions } from "./successions.ts";
import type { Thread, ThreadFact } from "./thread.ts";
import type { DealView, ListingView, MemberView, PondView } from "./views.ts";
import type { FeedKey, IdentityKey, RecordId } from "../ids.ts";

/** All that the fold has collected of a pond, and what it last made of it. */
export interface State {
  newest: number;
  pond: PondView | null;
  readonly identityByFeed: Map<FeedKey, IdentityKey>;
  /** Whom the feed brought in, whether or not it is here yet. */
  readonly guestsByFeed: Map<FeedKey, Set<IdentityKey>>;
  /** Deals for which the feed is said to have shown a code, whether or not it is here yet. */
  readonly dealsByCode: Map<FeedKey, Set<RecordId>>;
  /** Feeds of which a fork was proven (L5); one that its identity has closed is not among them (K3). */
  readonly forked: Set<FeedKey>;
  readonly memberFacts: Map<IdentityKey, MemberFact[]>;
  readonly listingFacts: Map<RecordId, ListingFact[]>;
  readonly threadFacts: Map<RecordId, ThreadFact[]>;
  readonly threads: Map<RecordId, Thread>;
  /** Agreed deals by the things that they lock. */
  readonly dealsByThing: Map<RecordId, Set<RecordId>>;
  /** Agreed deals by the listings that they name, whether or not those are here yet. */
  readonly dealsByName: Map<RecordId, Set<RecordId>>;
  readonly dealsByMember: Map<IdentityKey, Set<RecordId>>;
  readonly listingsByOwner: Map<IdentityKey, Set<RecordId>>;
  /** By author, whoever that is. */
  readonly rulingFacts: Map<IdentityKey, RulingFact[]>;
  readonly judgement: Judgement;
  readonly meetings: Meetings;
  readonly successions: Successions;
  readonly around: Around;
  readonly rings: Rings;
  readonly markets: Markets;
  readonly lost: Set<RecordId>;
  readonly members: Map<IdentityKey, MemberView>;
  readonly listings: Map<RecordId, ListingView>;
  readonly deals: Map<RecordId, DealView>;
}

export function createState(): State {
  return {
    newest: 0,
    pond: null,
    identityByFeed: new Map(),
    guestsByFeed: new Map(),
    dealsByCode: new Map(),
    forked: new Set(),
    memberFacts: new Map(),
    listingFacts: new Map(),
    threadFacts: new Map(),
    threads: new Map(),
    dealsByThing: new Map(),
    dealsByName: new Map(),
    dealsByMember: new Map(),
    listingsByOwner: new Map(),
    rulingFacts: new Map(),
    judgement: createJudgement(),
    meetings: createMeetings(),
    successions: createSuccessions(),
    around: createAround(),
    rings: createRings(),
    markets: createMarkets(),
    lost: new Set(),
    members: new Map(),
    listings: new Map(),
    deals: new Map(),
  };
}

/** Whose a listing is; undefined until its post is here. */
export function ownerOf(state: State): (listing: RecordId) => IdentityKey | undefined {
  return (listing) => postOf(state, listing)?.identity;
}

/** The record by which a listing began; undefined until it is here. */
export function postOf(
  { listingFacts }: State,
  listing: RecordId,
): Fact<"listing.post.1" | "listing.post.2"> | undefined {
  return listingFacts.get(listing)?.find(isPost);
}
