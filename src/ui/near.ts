import type { IdentityKey, RecordId } from "../domain/ids.ts";

/** Whoever is met again within this time was only gone for a moment, in ms. */
export const SAME_VISIT_MS = 5 * 60_000;

/** Who has come since it was said last: one by name, several by how many are here now; null where nobody has. */
export type Arrived = { readonly name: string } | { readonly here: number } | null;

/** Remembers whom it has told of. Connections of nobody known are not told of, and devices of one name count as one member. */
export function createArrivals(): (peers: readonly { readonly name: string | null }[], now: number) => Arrived {
  const seenByName = new Map<string, number>();
  /** Who was here when it was asked last: they were until now, since it is asked whenever that changes. */
  let present: readonly string[] = [];
  return (peers, now) => {
    for (const name of present) seenByName.set(name, now);
    for (const [name, seen] of seenByName) if (now - seen > SAME_VISIT_MS) seenByName.delete(name);
    const names = [...new Set(peers.flatMap(({ name }) => (name === null || name === "" ? [] : [name])))];
    const [first, ...others] = names.filter((name) => !seenByName.has(name));
    for (const name of names) seenByName.set(name, now);
    present = names;
    if (first === undefined) return null;
    return others.length === 0 ? { name: first } : { here: names.length };
  };
}

interface ReachedListing {
  readonly id: RecordId;
  readonly devices: number;
  readonly by: IdentityKey | null;
}

/** Listings that were nowhere but here when it was asked last and are elsewhere now: each once for what was last written of it. */
export function createReached(): (listings: readonly ReachedListing[]) => readonly ReachedListing[] {
  let reached: ReadonlySet<RecordId> | null = null;
  return (listings) => {
    const before = reached;
    const now = listings.filter(({ devices }) => devices > 0);
    reached = new Set(now.map(({ id }) => id));
    // What had got there before somebody looked is no news.
    return before === null ? [] : now.filter(({ id }) => !before.has(id));
  };
}

export interface Pace {
  /** Something has changed: it is looked at soon, together with what changes until then. */
  wake(): void;
  stop(): void;
}

/** Looks `settleMs` after the first change, and not more often than every `everyMs`. */
export function createPace(
  look: () => void,
  { settleMs, everyMs, now }: { readonly settleMs: number; readonly everyMs: number; readonly now: () => number },
): Pace {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = Number.NEGATIVE_INFINITY;
  return {
    wake: () => {
      timer ??= setTimeout(
        () => {
          timer = null;
          last = now();
          look();
        },
        Math.max(settleMs, last + everyMs - now()),
      );
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
