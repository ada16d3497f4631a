import { ok, type Result } from "../../lib/result.ts";
import type { IdentityKey, PondId, RecordId } from "../../domain/ids.ts";
import type { KnownBody } from "../../domain/kinds/registry.ts";
import { MAX_RING, MIN_RING } from "../../domain/limits.ts";
import type { PondFold } from "../../domain/pond/fold.ts";
import { hasOfferLapsed, isListingOpen } from "../../domain/pond/lapse.ts";
import type { DealView, RingView } from "../../domain/pond/views.ts";
import { findRings } from "../../domain/rings/find-rings.ts";
import type { Want } from "../../domain/rings/wants.ts";
import type { AppError, Circle, Outcome, ShoalCommands } from "../api.ts";
import { appendFailure, fail } from "../failure.ts";
import type { Ground, PondSession, Sessions } from "../pond-session.ts";

/** What one search may cost, in steps: some 0.2 s of the worker, where a pond has thousands of offers; the same on every device. */
const SEARCH_STEPS = 20_000_000;

/** Swap rings: all say yes in time, or nobody is bound. */
export function createRingCommands(
  ground: Ground,
  sessions: Sessions,
): Pick<ShoalCommands, "proposeRing" | "joinRing" | "refuseRing"> {
  /** A ring that waits for my word. */
  async function waiting(pond: PondId, id: RecordId): Promise<Result<readonly [PondSession, RingView], AppError>> {
    const session = await sessions.open(pond);
    if (session === null) return fail({ kind: "not-a-member" });
    const ring = session.fold().ring(id);
    if (ring === undefined) return fail({ kind: "not-found" });
    const mine = ring.legs.find(({ member }) => member === session.mine.me);
    if (mine === undefined) return fail({ kind: "not-found" });
    const isOpen = ring.state === "proposed" && ground.clock.now() <= ring.until;
    return isOpen ? ok([session, ring]) : fail({ kind: "not-your-turn" });
  }

  /** My yes, and right behind it the offer by which I ask the next one for what he gives: both or neither. */
  async function join(session: PondSession, ring: RingView): Outcome<void> {
    const { me } = session.mine;
    const at = ring.legs.findIndex(({ member }) => member === me);
    const next = ring.legs[(at + 1) % ring.legs.length];
    const isAllThere = ring.legs.every(({ listing }) => {
      const view = session.fold().listing(listing);
      return view !== undefined && isListingOpen(view, ground.clock.now());
    });
    if (next === undefined || !isAllThere) return fail({ kind: "not-your-turn" });
    const { listing, member: owner } = next;
    const offer = { listing, owner, terms: [{ fromMaker: [], fromOwner: [{ listing }] }] };
    const sequel = async (): Promise<KnownBody> => ({ kind: "offer.make.1", body: offer });
    // Two tabs must not both say yes.
    const onlyIf = () => session.fold().ring(ring.id)?.legs[at]?.offer === null;
    const done = await session.ledger.append("ring.join.1", { ring: ring.id }, { sequel, onlyIf });
    return done.ok ? ok(undefined) : appendFailure(done.error);
  }

  return {
    proposeRing: async (pond, { legs }): Outcome<RecordId> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const done = await session.ledger.append("ring.propose.1", { legs: legs.map((leg) => ({ ...leg })) });
      if (!done.ok) return appendFailure(done.error);
      const ring = session.fold().ring(done.value.id);
      if (ring === undefined) return fail({ kind: "not-your-turn" });
      const joined = await join(session, ring);
      return joined.ok ? ok(ring.id) : joined;
    },
    joinRing: async (pond, id): Outcome<void> => {
      const found = await waiting(pond, id);
      return found.ok ? join(...found.value) : found;
    },
    refuseRing: async (pond, id): Outcome<void> => {
      const found = await waiting(pond, id);
      if (!found.ok) return found;
      const [{ ledger, mine }, { legs }] = found.value;
      // Who has said yes is bound.
      if (legs.some(({ member, offer }) => member === mine.me && offer !== null))
        return fail({ kind: "not-your-turn" });
      const done = await ledger.append("ring.refuse.1", { ring: id });
      return done.ok ? ok(undefined) : appendFailure(done.error);
    },
  };
}

/**
 * Rings that come of what is on the table: whoever has laid terms of one thing for one thing would give the one for the
 * other. From the records alone, by the time of the newest: the same on every device that holds the same. Only those with
 * `me`; one in which somebody would be twice is left out, and so are things that wait in a ring already. With `among`, of
 * the offers between these people alone (B5).
 */
export function circlesIn(
  fold: PondFold,
  me: IdentityKey,
  among: readonly IdentityKey[] | null = null,
): readonly Circle[] {
  const now = fold.newest();
  const ownerOf = (listing: string) => fold.listing(listing as RecordId)?.owner;
  const present = among === null ? null : new Set(among);
  const isAmong = ({ maker, owner }: DealView) => present === null || (present.has(maker) && present.has(owner));
  const wants = [...fold.deals()].filter(isAmong).flatMap((deal) => wantsOf(deal, fold, now));
  const isWaiting = ({ state, until }: RingView) => state === "proposed" && now <= until;
  // A thing waits in a ring once its owner has said yes: what others propose binds nobody.
  const joined = [...fold.rings()].filter(isWaiting).flatMap(({ legs }) => legs.filter(({ offer }) => offer !== null));
  const busy = new Set(joined.map(({ listing }) => listing));
  const free = wants.filter(({ item, takes }) => !busy.has(item as RecordId) && !busy.has(takes as RecordId));
  const found = findRings({ wants: free, longest: MAX_RING, steps: SEARCH_STEPS });
  if (!found.ok) return [];
  return found.value.rings.flatMap((items): readonly Circle[] => {
    const legs = items.flatMap((item) => {
      const member = ownerOf(item);
      // Items are ids of listings: they came out of wants, above.
      return member === undefined ? [] : [{ member, listing: item as RecordId }];
    });
    const members = new Set(legs.map(({ member }) => member));
    const isWhole = legs.length >= MIN_RING && members.size === legs.length && members.has(me);
    return isWhole ? [{ legs }] : [];
  });
}

function wantsOf(deal: DealView, fold: PondFold, now: number): readonly Want[] {
  const table = deal.rounds.at(-1);
  if (deal.state !== "offered" || table === undefined || hasOfferLapsed(deal, now)) return [];
  const isOpen = (id: RecordId) => {
    const listing = fold.listing(id);
    // What somebody looks for is nothing that he could give.
    const isThing = listing !== undefined && listing.kind !== "wanted";
    return isThing && isListingOpen(listing, now) ? listing.owner : null;
  };
  return table.terms.flatMap(({ fromMaker, fromOwner }): readonly Want[] => {
    const [[gives, ...more], [gets, ...others]] = [fromMaker, fromOwner];
    if (more.length + others.length > 0 || gives === undefined || gets === undefined) return [];
    if (!("listing" in gives) || !("listing" in gets)) return [];
    if (isOpen(gives.listing) !== deal.maker || isOpen(gets.listing) !== deal.owner) return [];
    // Whoever laid the terms wants them; the other one has not said so yet.
    const isMakers = table.by === deal.maker;
    return [isMakers ? { item: gives.listing, takes: gets.listing } : { item: gets.listing, takes: gives.listing }];
  });
}
