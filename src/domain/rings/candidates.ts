import { spend, type Steps } from "./steps.ts";
import type { Ways, WantGraph } from "./wants.ts";

export type RingLength = 2 | 3 | 4;

/** A ring that could be, and what nothing else may use with it: its items, the smallest first and each taking the next, then its choices. */
export interface Candidate {
  readonly length: number;
  readonly uses: readonly number[];
}

export interface Candidates {
  readonly rings: readonly Candidate[];
  /** False where there are more than that. */
  readonly all: boolean;
}

/**
 * Every ring of at most `longest` items, the shorter ones first. Each length has an equal share of what is left of `most`;
 * where a length has more rings than that, each smallest item has as many of them.
 */
export function listCandidates(graph: WantGraph, longest: RingLength, most: number, steps: Steps): Candidates {
  const back = turnAround(graph);
  const rings: Candidate[] = [];
  let { all } = graph;
  for (let length = 2; length <= longest; length++) {
    const room = Math.floor((most - rings.length) / (longest - length + 1));
    const share = { room, each: room };
    let found = ringsOf(graph, back, length, share, steps);
    if (!found.all) {
      all = false;
      const each = Math.max(1, Math.floor(room / graph.items.length));
      found = ringsOf(graph, back, length, { room, each }, steps);
    }
    for (const ring of found.rings) rings.push(ring);
  }
  return { rings, all };
}

interface Share {
  readonly room: number;
  /** Rings with the same smallest item. */
  readonly each: number;
}

function ringsOf(graph: WantGraph, back: Backwards, length: number, share: Share, steps: Steps): Candidates {
  const rings: Candidate[] = [];
  let all = true;
  for (let first = 0; first < graph.items.length; first++) {
    const most = Math.min(share.room, rings.length + share.each);
    const toFirst = waysBack(graph, back, first, length, steps);
    if (!extend(graph, toFirst, [first], [], { rings, most, length }, steps)) all = false;
    if (steps.left <= 0 || (!all && rings.length >= share.room)) return { rings, all: false };
  }
  return { rings, all };
}

/** Edges by the item that they lead to. */
interface Backwards {
  readonly start: Int32Array;
  readonly tail: Int32Array;
  readonly edge: Int32Array;
}

function turnAround({ items, start, head }: WantGraph): Backwards {
  const backStart = new Int32Array(items.length + 1);
  for (const to of head) backStart[to + 1] = (backStart[to + 1] ?? 0) + 1;
  for (let i = 0; i < items.length; i++) backStart[i + 1] = (backStart[i + 1] ?? 0) + (backStart[i] ?? 0);
  const next = backStart.slice();
  const tail = new Int32Array(head.length);
  const edge = new Int32Array(head.length);
  for (let from = 0; from < items.length; from++) {
    for (let i = start[from] ?? 0; i < (start[from + 1] ?? 0); i++) {
      const to = head[i] ?? 0;
      const slot = next[to] ?? 0;
      next[to] = slot + 1;
      tail[slot] = from;
      edge[slot] = i;
    }
  }
  return { start: backStart, tail, edge };
}

/** From where the first item can be reached again, through greater items only. */
interface WaysBack {
  /** By item: the edge to the first. */
  readonly inOne: ReadonlyMap<number, number>;
  readonly inTwo: ReadonlySet<number>;
}

function waysBack(graph: WantGraph, back: Backwards, first: number, length: number, steps: Steps): WaysBack {
  const inOne = new Map<number, number>();
  const inTwo = new Set<number>();
  for (let i = back.start[first] ?? 0; i < (back.start[first + 1] ?? 0); i++) {
    const tail = back.tail[i] ?? 0;
    if (tail > first) inOne.set(tail, back.edge[i] ?? 0);
  }
  spend(steps, 1 + inOne.size);
  if (length < 4 || (graph.start[first + 1] ?? 0) === (graph.start[first] ?? 0)) return { inOne, inTwo };
  for (const item of inOne.keys()) {
    const from = back.start[item] ?? 0;
    const end = back.start[item + 1] ?? 0;
    spend(steps, end - from);
    for (let i = from; i < end; i++) if ((back.tail[i] ?? 0) > first) inTwo.add(back.tail[i] ?? 0);
  }
  return { inOne, inTwo };
}

interface Found {
  readonly rings: Candidate[];
  readonly most: number;
  readonly length: number;
}

/** Goes on from the last item of the path; false where something had to be left out. */
function extend(
  graph: WantGraph,
  toFirst: WaysBack,
  path: readonly number[],
  edges: readonly number[],
  found: Found,
  steps: Steps,
): boolean {
  const [first = 0] = path;
  const last = path.at(-1) ?? 0;
  const missing = found.length - path.length;
  if (missing === 0) return close(graph, path, [...edges, toFirst.inOne.get(last) ?? 0], found);
  const end = graph.start[last + 1] ?? 0;
  for (let edge = graph.start[last] ?? 0; edge < end; edge++) {
    const item = graph.head[edge] ?? 0;
    if (!spend(steps, 1)) return false;
    if (item <= first || path.includes(item)) continue;
    if (missing === 1 && !toFirst.inOne.has(item)) continue;
    if (missing === 2 && found.length === 4 && !toFirst.inTwo.has(item)) continue;
    if (!extend(graph, toFirst, [...path, item], [...edges, edge], found, steps)) return false;
  }
  return true;
}

/** One candidate for each set of choices that the ring's wants can be fulfilled with. */
function close(graph: WantGraph, path: readonly number[], edges: readonly number[], found: Found): boolean {
  let sets: Ways = [[]];
  for (const edge of edges) {
    const ways = graph.ways[edge] ?? [];
    sets = sets.flatMap((used) => {
      const free = ways.filter((way) => !way.some((choice) => used.includes(choice)));
      return free.map((way) => used.concat(way));
    });
  }
  for (const set of sets) {
    if (found.rings.length >= found.most) return false;
    found.rings.push({ length: found.length, uses: [...path, ...set] });
  }
  return true;
}
