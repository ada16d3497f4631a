import fc from "fast-check";
import { MAX_INVITE_DROPS } from "../../src/domain/trust/capacity.ts";
import { createTrustNetwork, type NetworkParts, type TrustNetwork } from "../../src/domain/trust/network.ts";
import { MAX_HOPS } from "../../src/domain/limits.ts";

/** Trust as bare numbers, and slow, plain ways to reckon what the fast ones must find. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
  readonly invite: boolean;
}

export interface Report {
  readonly by: number;
  readonly about: number;
  readonly severity: number;
}

export function partsOf(nodes: number, arcs: readonly Arc[], reports: readonly Report[] = []): NetworkParts {
  return {
    nodes,
    from: Int32Array.from(arcs, ({ from }) => from),
    to: Int32Array.from(arcs, ({ to }) => to),
    capacity: Int32Array.from(arcs, ({ capacity }) => capacity),
    invite: Uint8Array.from(arcs, ({ invite }) => (invite ? 1 : 0)),
    by: Int32Array.from(reports, ({ by }) => by),
    about: Int32Array.from(reports, ({ about }) => about),
    severity: Int32Array.from(reports, ({ severity }) => severity),
  };
}

export function networkOf(nodes: number, arcs: readonly Arc[], reports: readonly Report[] = []): TrustNetwork {
  return createTrustNetwork(partsOf(nodes, arcs, reports));
}

/** An edge between two of so many, now and then an invite, which is worth one drop. */
export function arcAmong(from: fc.Arbitrary<number>, to: fc.Arbitrary<number>): fc.Arbitrary<Arc> {
  return fc
    .record({ from, to, capacity: fc.integer({ min: 1, max: 8 }), invite: fc.integer({ min: 0, max: 3 }) })
    .map((arc) => {
      const isInvite = arc.invite === 0;
      return { from: arc.from, to: arc.to, invite: isInvite, capacity: isInvite ? 1 : arc.capacity };
    });
}

export const smallGraph = fc.integer({ min: 2, max: 8 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    arcs: fc.array(arcAmong(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 24 }),
  }),
);

/** T6 by its words: the arcs u→v with dist(source, u) + 1 + dist(v, sink) ≤ MAX_HOPS. */
export function nearArcs(nodes: number, arcs: readonly Arc[], source: number, sink: number): readonly Arc[] {
  const fromSource = distances(nodes, arcs, source);
  const back = arcs.map((arc) => ({ ...arc, from: arc.to, to: arc.from }));
  const toSink = distances(nodes, back, sink);
  return arcs.filter(({ from, to }) => (fromSource[from] ?? 99) + 1 + (toSink[to] ?? 99) <= MAX_HOPS);
}

function distances(nodes: number, arcs: readonly Arc[], start: number): readonly number[] {
  const distance = Array.from({ length: nodes }, (_, node): number => (node === start ? 0 : 99));
  for (let round = 0; round < nodes; round++) {
    for (const { from, to } of arcs) {
      distance[to] = Math.min(distance[to] ?? 99, (distance[from] ?? 99) + 1);
    }
  }
  return distance;
}

/** What max-flow must equal (Ford and Fulkerson): the smallest cut, by trying every set of people. Invites of one giver count up to his stake (T4). */
export function smallestCut(nodes: number, arcs: readonly Arc[], source: number, sink: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 1 << nodes; set++) {
    const isIn = (node: number) => ((set >> node) & 1) === 1;
    if (!isIn(source) || isIn(sink)) continue;
    best = Math.min(best, sumOf(arcs.filter(({ from, to }) => isIn(from) && !isIn(to))));
  }
  return best;
}

/** Drops that some edges can carry side by side: invites of one giver no more than his stake (T4). */
export function sumOf(arcs: readonly Arc[]): number {
  const invited = new Map<number, number>();
  let sum = 0;
  for (const { from, capacity, invite } of arcs) {
    if (invite) invited.set(from, (invited.get(from) ?? 0) + capacity);
    else sum += capacity;
  }
  for (const drops of invited.values()) sum += Math.min(drops, MAX_INVITE_DROPS);
  return sum;
}

/** The greatest flow without any limit of hops, one drop after the other along ways found by breadth (Edmonds and Karp). */
export function plainFlow(nodes: number, arcs: readonly Arc[], source: number, sink: number): number {
  // One more node a person: his stake, through which his invites go.
  const room = Array.from({ length: nodes * 2 }, () => Array.from({ length: nodes * 2 }, () => 0));
  const add = (from: number, to: number, drops: number) => {
    const row = room[from] ?? [];
    row[to] = (row[to] ?? 0) + drops;
  };
  for (let node = 0; node < nodes; node++) add(node, nodes + node, MAX_INVITE_DROPS);
  for (const { from, to, capacity, invite } of arcs) if (from !== to) add(invite ? nodes + from : from, to, capacity);
  let flow = 0;
  for (let way = wayIn(room, source, sink); way !== null; way = wayIn(room, source, sink)) {
    for (const [from, to] of way) {
      add(from, to, -1);
      add(to, from, 1);
    }
    flow++;
  }
  return flow;
}

function wayIn(room: readonly number[][], source: number, sink: number): readonly (readonly [number, number])[] | null {
  const cameFrom = new Map([[source, source]]);
  for (const node of cameFrom.keys()) {
    for (const [to, drops] of (room[node] ?? []).entries()) if (drops > 0 && !cameFrom.has(to)) cameFrom.set(to, node);
  }
  if (!cameFrom.has(sink)) return null;
  const way: (readonly [number, number])[] = [];
  for (let node = sink; node !== source; node = cameFrom.get(node) ?? source)
    way.push([cameFrom.get(node) ?? source, node]);
  return way;
}

/**
 * T10 by its words, step after step: the walk goes on with .85, along edges in proportion to their drops, all invites of one
 * giver scaled down to his stake; who passes nothing on ends it. `stopsAt` catches it for good: `caught` is how likely.
 */
export function plainWalk(
  nodes: number,
  arcs: readonly Arc[],
  source: number,
  stopsAt: (node: number) => boolean = () => false,
): { readonly share: readonly number[]; readonly caught: number } {
  const out = Array.from({ length: nodes }, (_, node) =>
    outOf(arcs.filter(({ from, to }) => from === node && to !== node)),
  );
  let mass = Array.from({ length: nodes }, (_, node): number => (node === source ? 1 : 0));
  const share = mass.map(() => 0);
  let caught = 0;
  for (let step = 0; step < 200; step++) {
    const next = mass.map(() => 0);
    for (const [node, here] of mass.entries()) {
      if (stopsAt(node)) {
        caught += here;
        continue;
      }
      share[node] = (share[node] ?? 0) + 0.15 * here;
      for (const { to, part } of out[node] ?? []) next[to] = (next[to] ?? 0) + 0.85 * here * part;
    }
    mass = next;
  }
  return { share, caught };
}

function outOf(arcs: readonly Arc[]): readonly { readonly to: number; readonly part: number }[] {
  const invited = arcs.filter(({ invite }) => invite).reduce((sum, { capacity }) => sum + capacity, 0);
  const scale = Math.min(1, MAX_INVITE_DROPS / invited);
  const weighed = arcs.map(({ to, capacity, invite }) => ({ to, weight: invite ? capacity * scale : capacity }));
  const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
  return weighed.map(({ to, weight }) => ({ to, part: weight / all }));
}
