import type { IdentityKey, RecordId } from "../ids.ts";
import type { AdmittedRecord } from "./admitted.ts";
import type { DirtySets } from "./dirty.ts";
import { push } from "./groups.ts";
import { type Asked, readSuccessions, type SuccessionFact, type SuccessionGround } from "./succession.ts";
import type { MemberView, SuccessionView, ViewRow } from "./views.ts";

/** What the fold keeps of claims between one batch of records and the next, so that it reads them anew only where it must. */
export interface Successions {
  readonly factsByOld: Map<IdentityKey, SuccessionFact[]>;
  /** Time of each identity's newest record, in ms. */
  readonly lastWords: Map<IdentityKey, number>;
  /** By `successionKey`. */
  readonly views: Map<string, SuccessionView>;
  readonly askedBefore: Map<RecordId, Asked>;
  /** What is in force, from both ends; by key. */
  readonly successorOf: Map<IdentityKey, IdentityKey>;
  readonly predecessorsOf: Map<IdentityKey, IdentityKey[]>;
  /** Newest record time, in ms, from which on a waiting claim is in force. */
  dueAt: number;
  isStale: boolean;
}

export function createSuccessions(): Successions {
  return {
    factsByOld: new Map(),
    lastWords: new Map(),
    views: new Map(),
    askedBefore: new Map(),
    successorOf: new Map(),
    predecessorsOf: new Map(),
    dueAt: Number.POSITIVE_INFINITY,
    isStale: false,
  };
}

/** N4: whatever an old identity says is heard here, as it objects. */
export function hearWord(all: Successions, { identity, time }: AdmittedRecord): void {
  all.lastWords.set(identity, Math.max(time, all.lastWords.get(identity) ?? 0));
  if (all.factsByOld.has(identity)) all.isStale = true;
}

export function collectSuccession(all: Successions, fact: SuccessionFact): void {
  push(all.factsByOld, fact.kind === "identity.pass.1" ? fact.identity : fact.body.from, fact);
  all.isStale = true;
}

/** What the claims have come to, where something may have changed; whoever's line that changes is dirty. Returns the changed rows. */
export function deriveSuccessions(
  all: Successions,
  ground: Omit<SuccessionGround, "factsByOld" | "lastWordOf" | "askedBefore">,
  dirty: DirtySets,
): readonly ViewRow[] {
  // Every party of a deal that was derived anew is a dirty member by now.
  const isTouched = all.factsByOld.size > 0 && [...dirty.members].some((id) => all.factsByOld.has(id));
  if (!all.isStale && !isTouched && ground.newest < all.dueAt) return [];
  const lastWordOf = (id: IdentityKey) => all.lastWords.get(id) ?? 0;
  const { factsByOld, askedBefore } = all;
  const views = readSuccessions({ ...ground, factsByOld, lastWordOf, askedBefore });
  const before = new Map(all.views);
  keep(all, views);
  const changed = views.filter((view) => !isSame(before.get(successionKey(view)), view));
  // An earlier claim of the same new identity may have come in late, and taken the place of its last one (N1).
  const gone = goneSuccessions(before, all.views);
  for (const { row } of gone) markBoth(row, dirty);
  for (const row of changed) markBoth(row, dirty);
  return [...changed.map((row): ViewRow => ({ table: "successions", row })), ...gone];
}

/** Rows for those claims that were shown and are no more. */
export function goneSuccessions(before: Successions["views"], now: Successions["views"]) {
  const lost = [...before].filter(([key]) => !now.has(key));
  return lost.map(([, { pond, from, to }]) => ({ table: "gone", row: { pond, of: "successions", from, to } }) as const);
}

/** N6: who has taken over this identity, and whom it has taken over. */
export function readKin(all: Successions, id: IdentityKey): Pick<MemberView, "successor" | "predecessors"> {
  return { successor: all.successorOf.get(id) ?? null, predecessors: all.predecessorsOf.get(id) ?? [] };
}

export function successionKey({ from, to }: Pick<SuccessionView, "from" | "to">): string {
  return `${from}:${to}`;
}

function keep(all: Successions, views: readonly SuccessionView[]): void {
  all.isStale = false;
  all.dueAt = Number.POSITIVE_INFINITY;
  for (const map of [all.views, all.successorOf, all.predecessorsOf]) map.clear();
  for (const view of views) {
    all.views.set(successionKey(view), view);
    if (view.state === "waiting") all.dueAt = Math.min(all.dueAt, view.inForceAt ?? Number.POSITIVE_INFINITY);
    if (view.state !== "in-force") continue;
    all.successorOf.set(view.from, view.to);
    push(all.predecessorsOf, view.to, view.from);
  }
}

function markBoth({ from, to }: Pick<SuccessionView, "from" | "to">, dirty: DirtySets): void {
  dirty.members.add(from);
  dirty.members.add(to);
}

function isSame(a: SuccessionView | undefined, b: SuccessionView): boolean {
  return (
    a !== undefined &&
    a.since === b.since &&
    a.state === b.state &&
    a.inForceAt === b.inForceAt &&
    a.attesters.join() === b.attesters.join() &&
    a.asked.join() === b.asked.join()
  );
}
