import type { Drops, IdentityKey, RecordId } from "../ids.ts";
import type { DealHold } from "../kinds/deal.ts";
import { MAX_HOLD_DROPS, MAX_HOLD_WAYS } from "../limits.ts";
import type { DealView, MemberView, ViewRow } from "../pond/views.ts";
import type { TrustAnswer, TrustBrief, WalkShares } from "./answer.ts";
import { explainPath } from "./explain.ts";
import type { NetworkFlow } from "./network.ts";
import { gatherPeople, type Pair, type People, readPair } from "./pairs.ts";
import { createDrawing, type Drawing, type DrawnPond } from "./drawn-pond.ts";

/** Paths shown of an answer; the rest of the flow is in the number all the same. */
const MAX_PATHS = 8;

/** All that is asked of one pond's trust, kept up to date with what its fold shows. */
export interface TrustEngine {
  /** Takes in rows that the fold has made, and the time of its newest record (T3); works only once it is asked. */
  take(rows: readonly ViewRow[], newest: number): void;
  /**
   * T6–T9: how much `viewer` can risk with `member`, and why. Null where one of them is not in the pond, or both are the
   * same person. Whoever asks about an identity that was taken over is answered about the newest one.
   */
  answer(viewer: IdentityKey, member: IdentityKey): TrustAnswer | null;
  /** The same in short. */
  brief(viewer: IdentityKey, member: IdentityKey): TrustBrief | null;
  /** T10: the viewer's walk; an identity that was taken over has the share of the newest one. */
  walk(viewer: IdentityKey): WalkShares;
  /**
   * T11: ways along which the viewer's stake in a deal with `member` could be held now: at most `stake` drops, and fewer
   * where fewer come through. Empty where none do.
   */
  waysFor(viewer: IdentityKey, member: IdentityKey, stake: number): DealHold["ways"];
}

export function createTrustEngine(): TrustEngine {
  const members = new Map<IdentityKey, MemberView>();
  const deals = new Map<RecordId, DealView>();
  /** Deals with something at stake in them. */
  const staked = new Map<RecordId, DealView>();
  let dirty = new Set<Pair>();
  let newest = 0;
  /** Null once somebody came, went or was joined with somebody. */
  let people: People | null = null;
  let drawing: Drawing | null = null;
  /** Null once holds may take otherwise. */
  let drawn: DrawnPond | null = null;
  /** Newest record when pairs were last read, and from when on some have to be read again without a new word. */
  let readAt = 0;
  let dueAt = Number.POSITIVE_INFINITY;

  function takeMember(row: MemberView): void {
    const before = members.get(row.id);
    members.set(row.id, row);
    if (before === undefined || !isSamePlace(before, row)) people = null;
  }

  function takeDeal(id: RecordId, row: DealView | null): void {
    const before = deals.get(id);
    const pairs = [before === undefined ? null : (people?.dropDeal(before) ?? null)];
    if (row === null) deals.delete(id);
    else {
      deals.set(id, row);
      pairs.push(people?.putDeal(row) ?? null);
    }
    for (const pair of pairs) if (pair !== null) dirty.add(pair);
    if ((before?.holds.length ?? 0) + (row?.holds.length ?? 0) > 0) drawn = null;
    if (row !== null && row.holds.length > 0) staked.set(id, row);
    else staked.delete(id);
  }

  function takeRow(view: ViewRow): void {
    if (view.table === "members") takeMember(view.row);
    else if (view.table === "deals") takeDeal(view.row.id, view.row);
    else if (view.table === "gone" && view.row.of === "deals") takeDeal(view.row.id as RecordId, null);
    // The fold names the key that the table has: here, that of a member.
    else if (view.table === "gone" && view.row.of === "members" && members.delete(view.row.id as IdentityKey))
      people = null;
  }

  /** Reads the pairs that may be otherwise by now; true where one of them is. */
  function readPairs(known: People, sheet: Drawing, readAll: boolean): boolean {
    if (readAll) dirty = new Set(known.pairs);
    else if (newest >= dueAt) for (const pair of known.pairs) if (isDue(pair, newest)) dirty.add(pair);
    let isChanged = false;
    for (const pair of dirty) {
      if (!readPair(pair, known, newest)) continue;
      sheet.write(pair);
      isChanged = true;
    }
    dirty.clear();
    return isChanged;
  }

  /** Everything as it is by now. */
  function pond(): { readonly people: People; readonly drawn: DrawnPond } {
    const isNew = people === null;
    const known = people ?? gatherPeople(members, deals.values());
    const sheet = isNew || drawing === null ? createDrawing(known) : drawing;
    // Time goes back only where a feed was ended; then all is seen anew, too.
    const isBack = newest < readAt;
    const isChanged = readPairs(known, sheet, isNew || isBack);
    const isStale = isNew || isBack || isChanged || newest >= dueAt;
    people = known;
    drawing = sheet;
    readAt = newest;
    if (isStale || drawn === null) {
      drawn = sheet.draw([...staked.values()], newest);
      dueAt = drawn.until;
    }
    return { people: known, drawn };
  }

  function answer(viewer: IdentityKey, member: IdentityKey, most: number): TrustAnswer | null {
    const now = pond();
    const from = now.people.person(viewer);
    const to = now.people.person(member);
    if (from === null || to === null || from === to) return null;
    const plus = now.drawn.plus(from, to);
    const minus = now.drawn.minus(from, to);
    const explain = (path: NetworkFlow["paths"][number]) => explainPath(path, now.drawn, to);
    return {
      viewer: from.id,
      member: to.id,
      limit: drops(Math.max(0, plus.drops - minus.drops)),
      plus: drops(plus.drops),
      minus: drops(minus.drops),
      standing: (plus.drops - minus.drops) / (plus.drops + minus.drops + 1),
      paths: plus.paths.slice(0, most).map(explain),
      reports: minus.paths.slice(0, most).map(explain),
    };
  }

  return {
    take: (rows, now) => {
      for (const view of rows) takeRow(view);
      newest = now;
    },
    answer: (viewer, member) => answer(viewer, member, MAX_PATHS),
    brief: (viewer, member) => {
      const found = answer(viewer, member, 1);
      if (found === null) return null;
      return { member: found.member, limit: found.limit, standing: found.standing, way: found.paths[0] ?? null };
    },
    walk: (viewer) => {
      const now = pond();
      const from = now.people.person(viewer);
      const shares = new Map<IdentityKey, number>();
      if (from === null) return shares;
      const found = now.drawn.network.walk(from.index);
      for (const [id, { index }] of now.people.identities()) {
        const share = found[index] ?? 0;
        if (share > 0) shares.set(id, share);
      }
      return shares;
    },
    waysFor: (viewer, member, stake) => {
      const now = pond();
      const from = now.people.person(viewer);
      const to = now.people.person(member);
      if (from === null || to === null) return [];
      const paths = now.drawn.network.ways(from.index, to.index, Math.min(Math.floor(stake), MAX_HOLD_DROPS));
      return paths.slice(0, MAX_HOLD_WAYS).map((path) => {
        const via = path.edges.map((edge) => now.drawn.endsOf(edge).to.id);
        return { drops: path.drops, via };
      });
    },
  };
}

/** True where a member's row says the same of who he is, who brought him in and whom he knows. */
function isSamePlace(a: MemberView, b: MemberView): boolean {
  return (
    a.invitedBy === b.invitedBy &&
    a.invitedByRule === b.invitedByRule &&
    a.successor === b.successor &&
    a.predecessors.join() === b.predecessors.join() &&
    a.met.join() === b.met.join()
  );
}

function isDue({ forth, back }: Pair, newest: number): boolean {
  return newest >= Math.min(forth?.until ?? 0, back?.until ?? 0);
}

/** Flows are whole numbers by construction of the network. */
function drops(value: number): Drops {
  return value as Drops;
}
