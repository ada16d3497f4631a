import type { FeedKey, IdentityKey, PondId, Time } from "../domain/ids.ts";
import { MAX_FEEDS } from "../domain/limits.ts";
import type { PagesGlimpse } from "../sync/bundle-glimpse.ts";

/** What is in a file, as far as it was read: claims that nothing has verified yet. */
export interface BundleGlimpse {
  readonly records: number;
  readonly fresh: number;
  /** New listings among the fresh. */
  readonly listings: number;
  readonly newest: Time | null;
  /** People by whom records are in it; of a hostile file, no more than a pond can have. */
  readonly people: number;
  /** Some of their names. */
  readonly names: readonly string[];
  readonly pondName: string | null;
}

/** One step's answer of the worker. */
export interface GlimpseStep extends PagesGlimpse {
  readonly pond: PondId;
  /** True where this device is in that pond. */
  readonly isMember: boolean;
}

/** Names that a preview shows. */
const MAX_NAMES = 3;

export interface GlimpseSum {
  take(step: PagesGlimpse): BundleGlimpse;
}

/** Sums up step by step, in bounded memory whatever the file is. */
export function createGlimpseSum(): GlimpseSum {
  const feeds = new Set<FeedKey>();
  const openedBy = new Map<FeedKey, IdentityKey>();
  const nameOf = new Map<FeedKey, string>();
  let sum = { records: 0, fresh: 0, listings: 0, newest: null as Time | null, pondName: null as string | null };

  return {
    take: (step) => {
      for (const feed of step.feeds) if (feeds.size < MAX_FEEDS) feeds.add(feed);
      for (const [feed, who] of step.opened) if (feeds.has(feed)) openedBy.set(feed, who);
      for (const [feed, name] of step.named) if (feeds.has(feed)) nameOf.set(feed, name);
      const newest = Math.max(sum.newest ?? 0, step.newest ?? 0);
      sum = {
        records: sum.records + step.records,
        fresh: sum.fresh + step.fresh,
        listings: sum.listings + step.listings,
        // A time in a record, or none.
        newest: newest === 0 ? null : (newest as Time),
        pondName: step.pondName ?? sum.pondName,
      };
      // Feeds of one person count once.
      const feedByPerson = new Map([...feeds].map((feed) => [openedBy.get(feed) ?? feed, feed] as const));
      const names = [...feedByPerson.values()].flatMap((feed) => nameOf.get(feed) || []);
      return { ...sum, people: feedByPerson.size, names: names.slice(0, MAX_NAMES) };
    },
  };
}
