import { MAX_INVITE_DROPS } from "./capacity.ts";
import type { Links } from "./links.ts";

/** T10: how likely the walk goes on after each step. */
const DAMPING = 0.85;
/** The walk is followed until less of it than this is on its way: so far off are all shares together, at most. */
const REST = 1e-5;
/** What waits at a node is passed on once it is more than this. */
const LEAST = 1e-8;

export interface Walk {
  from(source: number): Float64Array;
  /** To be called after drops have changed. */
  forget(): void;
}

/**
 * T10: personalised PageRank by forward push (Andersen, Chung, Lang 2006), in rounds over all nodes, which is quicker than a
 * queue. The walk goes on along an edge in proportion to its drops; at somebody who passes nothing on it ends, and is not
 * started again: what it would have had is lost. All invites of one giver weigh as much as his stake at most, so that it
 * does not help to have many (G4).
 */
export function createWalk(net: Links): Walk {
  const { people } = net;
  const rest = new Float64Array(people);
  let steps: Steps | null = null;

  /** Passes on what waits at each node, in their order; returns how much that was. */
  function round(found: Float64Array, { start, target, part }: Steps): number {
    let moved = 0;
    for (let node = 0; node < people; node++) {
      const mass = rest[node] ?? 0;
      const first = start[node] ?? 0;
      const end = start[node + 1] ?? 0;
      if (mass < LEAST || first === end) continue;
      rest[node] = 0;
      found[node] = (found[node] ?? 0) + (1 - DAMPING) * mass;
      moved += mass;
      const on = DAMPING * mass;
      for (let i = first; i < end; i++) {
        const to = target[i] ?? 0;
        rest[to] = (rest[to] ?? 0) + on * (part[i] ?? 0);
      }
    }
    return moved;
  }

  return {
    from: (source) => {
      steps ??= stepsOf(net);
      const found = new Float64Array(people);
      rest.fill(0);
      rest[source] = 1;
      while (round(found, steps) > REST);
      for (let node = 0; node < people; node++) found[node] = (found[node] ?? 0) + (1 - DAMPING) * (rest[node] ?? 0);
      return found;
    },
    forget: () => {
      steps = null;
    },
  };
}

/** Where the walk goes on to, by node in compressed rows, and with what part of what comes there. */
interface Steps {
  readonly start: Int32Array;
  readonly target: Int32Array;
  readonly part: Float64Array;
}

function stepsOf({ people, drops, isInvite, stakeOf, getter, outStart, outLink }: Links): Steps {
  const start = new Int32Array(people + 1);
  const target = new Int32Array(outLink.length);
  const part = new Float64Array(outLink.length);
  let count = 0;
  for (let node = 0; node < people; node++) {
    const first = count;
    let firm = 0;
    let invited = 0;
    for (let i = outStart[node] ?? 0, end = outStart[node + 1] ?? 0; i < end; i++) {
      const link = outLink[i] ?? 0;
      const weight = drops[link] ?? 0;
      if (weight === 0) continue;
      if (isInvite[link] === 1) invited += weight;
      else firm += weight;
      target[count] = getter[link] ?? 0;
      // Below zero: an invite, to be scaled once it is known how many there are.
      part[count++] = isInvite[link] === 1 ? -weight : weight;
    }
    const stake = drops[stakeOf[node] ?? -1] ?? MAX_INVITE_DROPS;
    const scale = invited > stake ? stake / invited : 1;
    const all = firm + invited * scale;
    // Invites alone, and no stake left: nothing goes on.
    if (all === 0) count = first;
    for (let i = first; i < count; i++) {
      const weight = part[i] ?? 0;
      part[i] = (weight < 0 ? -weight * scale : weight) / all;
    }
    start[node + 1] = count;
  }
  return { start, target, part };
}
