import type { FeedKey } from "../domain/ids.ts";
import type { FeedRow } from "../domain/ledger/store.ts";

/** Devices that still count, the one that wrote last first: a phone that was lost and not closed wrote longest ago. */
export function inUse(feeds: readonly FeedRow[]): readonly FeedRow[] {
  return feeds.filter(({ endsAt }) => endsAt === null).sort((a, b) => b.headTime - a.headTime);
}

/**
 * K3, D9: to whose boxes private words go, the most needed first, as not all may find room: this device and the one that the
 * other side uses, then theirs and mine in turn.
 */
export function readersOf(theirs: readonly FeedRow[], mine: readonly FeedRow[], thisFeed: FeedKey): readonly FeedRow[] {
  const others = inUse(theirs);
  const here = inUse(mine).filter(({ feed }) => feed === thisFeed);
  const elsewhere = inUse(mine).filter(({ feed }) => feed !== thisFeed);
  const own = [...here, ...elsewhere];
  const places = Array.from({ length: Math.max(others.length, own.length) }, (_, i) => [others[i], own[i]]);
  return places.flat().filter((row) => row !== undefined);
}
