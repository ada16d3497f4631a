import type { Candidate } from "./candidates.ts";
import { MAX_RING_WEIGHT } from "./limits.ts";

/**
 * Which rings go together: "columns" (rings) of which no two may share a "row" (an item or a choice), as in integer
 * programs. Scores are whole numbers, and a sum of them is the larger the better.
 */
export interface Packing {
  /** By column: its rows, by number. */
  readonly rowsOf: readonly Int32Array[];
  readonly scores: Float64Array;
  readonly rows: number;
  /** How many of the rows are items. */
  readonly items: number;
}

/** All scores are multiples of it, so that prices in between can be whole numbers too: sums of them are exact. */
export const UNIT = 1024;
/** What one ring is worse than pairs of as many items: 3 and 3 is better than 2 and 4. */
const LENGTH_COST = [0, 0, 0, 3, 8] as const;

/**
 * More items first; of as many, the shorter rings; of those, the greater weight. `items` is how many can be in rings at
 * all: what comes later in the order is then never worth as much as one step of what comes before, and the sum of all
 * stays below 2⁵³ (MAX_RING_ITEMS, MAX_RING_WEIGHT).
 */
function scoreOf(length: number, weight: number, items: number): number {
  const { perItem, perCost } = valuesFor(items);
  return (length * perItem - (LENGTH_COST[length] ?? 0) * perCost + weight) * UNIT;
}

function valuesFor(items: number) {
  const perCost = MAX_RING_WEIGHT * Math.ceil(items / 2) + 1;
  return { perCost, perItem: perCost * (4 * items + 1) };
}

/** How many items an answer has at most that scores no more than `bound`: no ring costs more than 2 for each of its items. */
export function itemsWithin(bound: number, items: number): number {
  const { perItem, perCost } = valuesFor(items);
  return Math.min(items, Math.floor(bound / ((perItem - 2 * perCost) * UNIT)));
}

/** A packing of candidates, of which those with greater numbers count as later in the order of ids. */
export function packingOf(rings: readonly Candidate[], weights: readonly number[]): Packing {
  const items = new Set(rings.flatMap(({ length, uses }) => uses.slice(0, length))).size;
  return {
    rowsOf: rings.map(({ uses }) => Int32Array.from(uses)),
    scores: Float64Array.from(rings, ({ length }, i) => scoreOf(length, weights[i] ?? 0, items)),
    rows: rings.reduce((most, { uses }) => uses.reduce((row, next) => Math.max(row, next + 1), most), 0),
    items,
  };
}
