import type { FeedKey, IdentityKey, PondId, Time } from "../ids.ts";
import { MAX_FEEDS_PER_IDENTITY } from "../limits.ts";
import { type Fact, inOrder } from "./facts.ts";
import type { DealView, MemberView } from "./views.ts";

export type MemberFact = Fact<"pond.genesis.1" | "feed.open.1" | "member.profile.1">;

/** M-facts of one identity: its feeds' openings and what it calls itself. Null until a feed of it is open. */
export function readMember(
  pond: PondId,
  facts: Iterable<MemberFact>,
  deals: Iterable<DealView>,
  forkedFeeds: ReadonlySet<FeedKey>,
  identityOf: (feed: FeedKey) => IdentityKey | undefined,
): MemberView | null {
  const all = inOrder(facts);
  const openings = all.filter((fact) => fact.kind !== "member.profile.1");
  const first = openings[0];
  if (first === undefined) return null;
  const profile = all.findLast((fact) => fact.kind === "member.profile.1");
  const mine = [...deals];
  const done = mine.filter((deal) => deal.state === "done");
  const about = mine.flatMap(({ vouches }) => vouches).filter((vouch) => vouch.about === first.identity);
  return {
    pond,
    id: first.identity,
    name: profile?.kind === "member.profile.1" ? profile.body.name : "",
    about: profile?.kind === "member.profile.1" ? profile.body.about : "",
    since: first.time,
    invitedBy: inviterOf(openings, identityOf),
    feeds: openings.slice(0, MAX_FEEDS_PER_IDENTITY).map(({ feed }) => feed),
    forked: openings.some(({ feed }) => forkedFeeds.has(feed)),
    dealsDone: done.length,
    dealPartners: new Set(done.map(({ maker, owner }) => (maker === first.identity ? owner : maker))).size,
    vouchesGood: about.filter(({ opened }) => opened?.good === true).length,
    vouchesBad: about.filter(({ opened }) => opened?.good === false).length,
    met: [],
    metOneWay: [],
    successor: null,
    predecessors: [],
    invitedByRule: true,
  };
}

/** When this member used the invite that brought him in; null for who came by none. */
export function joinedAt(facts: Iterable<MemberFact>): Time | null {
  const opening = inOrder(facts).find((fact) => fact.kind === "feed.open.1" && fact.body.invite !== null);
  return opening?.time ?? null;
}

/** T4: who brought this member: the inviter of the first feed that came by invite; null for the founder. */
function inviterOf(
  openings: readonly MemberFact[],
  identityOf: (feed: FeedKey) => IdentityKey | undefined,
): IdentityKey | null {
  // Also where he came back by an invite, with a new device whose clock was behind.
  if (openings.some(({ kind }) => kind === "pond.genesis.1")) return null;
  for (const fact of openings) {
    if (fact.kind !== "feed.open.1" || fact.body.invite === null) continue;
    return identityOf(fact.body.invite.certificate.inviter) ?? null;
  }
  return null;
}
