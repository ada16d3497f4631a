import type { IdentityKey, RecordId, Time } from "../ids.ts";
import { LISTING_LIFE_MS } from "../limits.ts";
import type { DirtySets } from "./dirty.ts";
import {
  founders,
  listingLimit,
  mayInvite,
  rulingAt,
  type RulingFact,
  rulingsOf,
  type Village,
} from "./house-rules.ts";
import { isListingOpen } from "./lapse.ts";
import type { ListingView, MemberView, PondView } from "./views.ts";

/** What the fold has derived, before the pond's rules are held against it. */
export interface Unjudged extends Village {
  readonly rulingFacts: ReadonlyMap<IdentityKey, readonly RulingFact[]>;
  /** Time of the newest record: a listing that had lapsed by then takes nobody's room (X4). */
  readonly newest: number;
  members(): Iterable<MemberView>;
  /** Owners of listings. */
  owners(): Iterable<IdentityKey>;
  ownerOf(listing: RecordId): IdentityKey | undefined;
  /** When that member's invite was used; null for who came by none. */
  joinedAt(id: IdentityKey): Time | null;
  putPond(view: PondView): void;
  putMember(view: MemberView): void;
  putListing(view: ListingView): void;
}

/** What is remembered from one judgement to the next, so that only what may have changed is judged again. */
export interface Judgement {
  rulings: readonly RulingFact[];
  line: readonly IdentityKey[];
  /** Newest record time from which on some listing takes room that did not, or the other way round; ms. */
  dueAt: number;
  readonly inviteesOf: Map<IdentityKey, Set<IdentityKey>>;
}

export function createJudgement(): Judgement {
  return { rulings: [], line: [], dueAt: Number.POSITIVE_INFINITY, inviteesOf: new Map() };
}

/**
 * H1–H3: holds the pond's rules against what was derived anew. Whatever that changes is dirty too. Each answer depends on
 * the set of records only (P4): on the rulings and swaps in it, and on the time of its newest record.
 */
export function judge(pond: Unjudged, judgement: Judgement, dirty: DirtySets): void {
  const line = founders(pond);
  const rulings = rulingsOf(line, pond.rulingFacts);
  const isNews = textOf(line, rulings) !== textOf(judgement.line, judgement.rulings);
  Object.assign(judgement, { line, rulings });
  showRuling(pond, rulings, isNews, dirty);
  const touched = widen(pond, dirty.members);
  judgeInvites(pond, judgement, isNews, touched, dirty);
  judgeListings(pond, judgement, isNews, touched, dirty);
}

function textOf(line: readonly IdentityKey[], rulings: readonly RulingFact[]): string {
  return [...line, ...rulings.map(({ id }) => id)].join();
}

function showRuling(pond: Unjudged, rulings: readonly RulingFact[], isNews: boolean, dirty: DirtySets): void {
  const view = pond.pond();
  if (view === null || !(isNews || dirty.pond)) return;
  pond.putPond({ ...view, ruling: rulingAt(rulings, Number.POSITIVE_INFINITY) });
  dirty.pond = true;
}

/** With those who have taken over one of them: his swaps are theirs. */
function widen({ member }: Unjudged, ids: Iterable<IdentityKey>): ReadonlySet<IdentityKey> {
  const all = new Set(ids);
  for (const id of all) {
    const successor = member(id)?.successor ?? null;
    if (successor !== null) all.add(successor);
  }
  return all;
}

/** H3: by the ruling in force when the newcomer joined, and what his inviter had swapped by then. */
function judgeInvites(
  pond: Unjudged,
  { rulings, inviteesOf }: Judgement,
  isNews: boolean,
  touched: ReadonlySet<IdentityKey>,
  dirty: DirtySets,
): void {
  for (const id of touched) {
    const inviter = pond.member(id)?.invitedBy ?? null;
    if (inviter !== null) inviteesOf.set(inviter, (inviteesOf.get(inviter) ?? new Set()).add(id));
  }
  const concerned = new Set(isNews ? [...pond.members()].map(({ id }) => id) : touched);
  for (const id of touched) for (const invitee of inviteesOf.get(id) ?? []) concerned.add(invitee);
  for (const id of concerned) {
    const view = pond.member(id);
    if (view === undefined) continue;
    const time = pond.joinedAt(id);
    const { invitedBy } = view;
    const isByRule = invitedBy === null || time === null || mayInvite(pond, invitedBy, rulingAt(rulings, time), time);
    if (view.invitedByRule === isByRule) continue;
    pond.putMember({ ...view, invitedByRule: isByRule });
    dirty.members.add(id);
  }
}

/** H2: by the ruling in force now. Of a newcomer's open listings those posted first are shown; the others wait for room. */
function judgeListings(
  pond: Unjudged,
  judgement: Judgement,
  isNews: boolean,
  touched: ReadonlySet<IdentityKey>,
  dirty: DirtySets,
): void {
  if (judgement.rulings.length === 0 && !isNews) return;
  const isAll = isNews || pond.newest >= judgement.dueAt;
  if (isAll) judgement.dueAt = Number.POSITIVE_INFINITY;
  const owners = isAll
    ? pond.owners()
    : new Set([...touched, ...[...dirty.listings].flatMap((id) => pond.ownerOf(id) ?? [])]);
  for (const owner of owners) {
    const limit = listingLimit(pond, owner);
    const own = [...pond.listingsOf(owner)].map((listing) => ({ listing, plain: withoutWaiting(listing) }));
    const open = own.filter(({ plain }) => isListingOpen(plain, pond.newest)).sort(byPosting);
    const waiting = new Set(limit === null ? [] : open.slice(limit).map(({ listing }) => listing.id));
    for (const { listing, plain } of own) {
      const view: ListingView = waiting.has(listing.id) ? { ...plain, state: "waiting" } : plain;
      if (limit !== null) judgement.dueAt = Math.min(judgement.dueAt, nextTurn(plain, pond.newest));
      if (view.state === listing.state) continue;
      pond.putListing(view);
      dirty.listings.add(view.id);
    }
  }
}

/** As it would be without rules: only what is open waits, and a promise that lapsed is open again (D5). */
function withoutWaiting(listing: ListingView): ListingView {
  if (listing.state !== "waiting") return listing;
  return { ...listing, state: listing.heldUntil === null ? "open" : "promised" };
}

/** When time alone opens or ends a listing that has a future, in ms; see `isListingOpen`. */
function nextTurn({ renewed, heldUntil }: ListingView, newest: number): number {
  const turns = [renewed + LISTING_LIFE_MS, ...(heldUntil === null ? [] : [heldUntil + 1])];
  return Math.min(...turns.filter((turn) => turn > newest));
}

function byPosting({ listing: a }: { listing: ListingView }, { listing: b }: { listing: ListingView }): number {
  return a.posted - b.posted || (a.id < b.id ? -1 : 1);
}
