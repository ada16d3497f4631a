import type { FeedKey, IdentityKey } from "../ids.ts";
import { CARD_CODE_LIFE_MS } from "../limits.ts";
import type { DirtySets } from "./dirty.ts";
import type { Fact } from "./facts.ts";
import { add, push } from "./groups.ts";
import type { MemberView } from "./views.ts";

type MetFact = Fact<"member.met.1">;

/** Who says that he stood before whom, by all that concerns either question that is asked of it. */
export interface Meetings {
  readonly factsByScanner: Map<IdentityKey, MetFact[]>;
  readonly scannersByMember: Map<IdentityKey, Set<IdentityKey>>;
  /** Whose code it was is known once that feed is. */
  readonly factsByFeed: Map<FeedKey, MetFact[]>;
}

export function createMeetings(): Meetings {
  return { factsByScanner: new Map(), scannersByMember: new Map(), factsByFeed: new Map() };
}

export function collectMeeting(meetings: Meetings, fact: MetFact, dirty: DirtySets): void {
  const { member, feed } = fact.body;
  push(meetings.factsByScanner, fact.identity, fact);
  add(meetings.scannersByMember, member, fact.identity);
  push(meetings.factsByFeed, feed, fact);
  markBoth(fact, dirty);
}

/** A feed that has just become known may be the one whose code was scanned before. */
export function widenMeetings(meetings: Meetings, dirty: DirtySets): void {
  for (const feed of dirty.feeds) {
    for (const fact of meetings.factsByFeed.get(feed) ?? []) markBoth(fact, dirty);
  }
}

/** T2: whom `id` met in person, each having scanned the other, and whom he scanned without being scanned; by key. */
export function readMeetings(
  meetings: Meetings,
  id: IdentityKey,
  identityOf: (feed: FeedKey) => IdentityKey | undefined,
): Pick<MemberView, "met" | "metOneWay"> {
  const scannedBy = (who: IdentityKey) =>
    (meetings.factsByScanner.get(who) ?? []).filter((fact) => counts(fact, identityOf)).map(({ body }) => body.member);
  const scanned = [...new Set(scannedBy(id))].sort();
  const isMutual = (other: IdentityKey) =>
    meetings.scannersByMember.get(id)?.has(other) === true && scannedBy(other).includes(id);
  return {
    met: scanned.filter(isMutual),
    metOneWay: scanned.filter((other) => !isMutual(other)),
  };
}

/** The code was fresh, it was of a feed of that very member, and nobody meets himself. Its signature was verified before. */
function counts({ identity, time, body }: MetFact, identityOf: (feed: FeedKey) => IdentityKey | undefined): boolean {
  const isFresh = Math.abs(time - body.shown) <= CARD_CODE_LIFE_MS;
  return isFresh && body.member !== identity && identityOf(body.feed) === body.member;
}

function markBoth({ identity, body }: MetFact, dirty: DirtySets): void {
  dirty.members.add(identity);
  dirty.members.add(body.member);
}
