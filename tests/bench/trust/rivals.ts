import type { Rating } from "./otc-data.ts";

/** Fairness and goodness (Kumar et al., ICDM 2016): until neither moves by more than this. */
const SETTLED = 1e-6;
const MOST_ROUNDS = 1000;
const DAMPING = 0.85;
const WALK_ROUNDS = 200;
const WALK_SETTLED = 1e-10;
/** A fair rater can be wrong by this much at most: from −1 to 1. */
const WIDEST = 2;
const BEST_RATING = 10;

/**
 * Goodness of everybody in [−1, 1], the same for every viewer: ratings weighed by how fair their rater is. Whoever nobody
 * rates is 0, as whoever is out of reach is for us; the paper leaves open what he is, and at its starting value of 1 half
 * of the fraudulent users, whom the protocol leaves without a rating, would count as the best of all.
 */
export function goodness(nodes: number, ratings: readonly Rating[]): Float64Array {
  const fair = new Float64Array(nodes).fill(1);
  let good = new Float64Array(nodes).fill(1);
  const [given, got] = [new Int32Array(nodes), new Int32Array(nodes)];
  for (const { from, to } of ratings) {
    given[from] = (given[from] ?? 0) + 1;
    got[to] = (got[to] ?? 0) + 1;
  }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = new Float64Array(nodes);
    for (const { from, to, value } of ratings) next[to] = (next[to] ?? 0) + ((fair[from] ?? 0) * value) / BEST_RATING;
    next.forEach((sum, node) => (next[node] = got[node] === 0 ? 0 : sum / (got[node] ?? 1)));
    const off = new Float64Array(nodes);
    for (const { from, to, value } of ratings)
      off[from] = (off[from] ?? 0) + Math.abs(value / BEST_RATING - (next[to] ?? 0)) / WIDEST;
    let moved = 0;
    for (let node = 0; node < nodes; node++) {
      const fairness = given[node] === 0 ? 1 : 1 - (off[node] ?? 0) / (given[node] ?? 1);
      moved = Math.max(moved, Math.abs(fairness - (fair[node] ?? 0)), Math.abs((next[node] ?? 0) - (good[node] ?? 0)));
      fair[node] = fairness;
    }
    good = next;
    if (moved < SETTLED) break;
  }
  return good;
}

/** Sum of what everybody was rated, the same for every viewer. */
export function ratingSums(nodes: number, ratings: readonly Rating[]): Float64Array {
  const sums = new Float64Array(nodes);
  for (const { to, value } of ratings) sums[to] = (sums[to] ?? 0) + value;
  return sums;
}

/** Personalised PageRank by power iteration over positive ratings; at somebody who rated nobody it starts anew. */
export function createPageRank(nodes: number, ratings: readonly Rating[]): (source: number) => Float64Array {
  const good = ratings.filter(({ value }) => value > 0);
  const out = new Float64Array(nodes);
  for (const { from, value } of good) out[from] = (out[from] ?? 0) + value;
  return (source) => {
    let rank = new Float64Array(nodes);
    rank[source] = 1;
    for (let round = 0; round < WALK_ROUNDS; round++) {
      const next = new Float64Array(nodes);
      for (const { from, to, value } of good)
        next[to] = (next[to] ?? 0) + (DAMPING * (rank[from] ?? 0) * value) / (out[from] ?? 1);
      next[source] = (next[source] ?? 0) + 1 - next.reduce((sum, share) => sum + share, 0);
      const moved = next.reduce((sum, share, node) => sum + Math.abs(share - (rank[node] ?? 0)), 0);
      rank = next;
      if (moved < WALK_SETTLED) break;
    }
    return rank;
  };
}
