import type { FeedKey } from "../domain/ids.ts";

/** A device of the pond that has said how many of one's own records it holds. */
export interface Copy {
  readonly feed: FeedKey;
  readonly upTo: number;
}

export interface Copies {
  /** It has said so itself, and has proven that it is that feed's device. */
  note(feed: FeedKey, upTo: number): void;
  all(): readonly Copy[];
}

/** Devices remembered: many times what one is connected with in a day; beyond them the one heard of longest ago is forgotten. */
const MAX_COPIES = 256;

/** Who has what of mine, as far as it was said while connected: a device that has gone again still has it. */
export function createCopies(known: readonly Copy[]): Copies {
  const upToByFeed = new Map(known.map(({ feed, upTo }) => [feed, upTo] as const));
  return {
    note: (feed, upTo) => {
      const most = Math.max(upTo, upToByFeed.get(feed) ?? 0);
      upToByFeed.delete(feed);
      upToByFeed.set(feed, most);
      for (const oldest of upToByFeed.keys()) if (upToByFeed.size > MAX_COPIES) upToByFeed.delete(oldest);
    },
    all: () => [...upToByFeed].map(([feed, upTo]) => ({ feed, upTo })),
  };
}
