import { MAX_ASKS_A_FEED, MAX_SEARCHES } from "./limits.ts";

/** A question to a peer: its records of a feed from a clock on. */
export interface Ask {
  readonly client: number;
  readonly from: number;
}

/** L5, W4: finds where a peer's branch of a feed parts from ours: back in growing steps, then forward page by page. */
export interface ForkSearch {
  /** The peer's branch is another one before this clock. Null: enough was asked. */
  differsBefore(client: number, clock: number): Ask | null;
  /** The peer's branch is ours up to this clock. Null: nothing was searched for, or enough was asked. */
  isSameUpTo(client: number, clock: number): Ask | null;
}

/** Records of the first step back: what one signature vouches for at most, so that most forks are found at once. */
const FIRST_STEP = 16;
const STEP_GROWTH = 4;

interface Search {
  /** Branches are known to be the same before `low`, and to be others before `high`. */
  low: number;
  high: number;
  step: number;
  asks: number;
}

export function createForkSearch(): ForkSearch {
  const searches = new Map<number, Search>();

  function ask(client: number, search: Search, from: number): Ask | null {
    if (search.asks >= MAX_ASKS_A_FEED || search.low >= search.high) return null;
    search.asks++;
    return { client, from };
  }

  return {
    differsBefore: (client, clock) => {
      const known = searches.get(client);
      if (known === undefined && searches.size >= MAX_SEARCHES) return null;
      const search = known ?? { low: 0, high: clock, step: FIRST_STEP, asks: 0 };
      searches.set(client, search);
      search.high = clock;
      search.low = Math.min(search.low, clock - 1);
      const from = Math.max(search.low, clock - search.step);
      search.step *= STEP_GROWTH;
      return ask(client, search, from);
    },
    isSameUpTo: (client, clock) => {
      const search = searches.get(client);
      if (search === undefined) return null;
      search.low = Math.max(search.low, clock);
      return ask(client, search, search.low);
    },
  };
}
