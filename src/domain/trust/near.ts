import { MAX_HOPS } from "../limits.ts";
import type { Links } from "./links.ts";

/** T6: the near subgraph of a source and a sink, found anew by every `find`. */
export interface Near {
  /** Links of the near subgraph, stakes among them: the first `count` are meant. */
  readonly links: Int32Array;
  readonly count: number;
  /** What can leave the source, and reach the sink, at most, in drops. */
  readonly mostOut: number;
  readonly mostIn: number;
}

export interface Distances {
  /** Hops from a source along edges; −1 where MAX_HOPS do not reach. Kept for the source that was asked for last. */
  from(source: number): Int8Array;
  /** To be called after drops have changed. */
  forget(): void;
}

/**
 * T6: finds the edges u→v with dist(source, u) + 1 + dist(v, sink) ≤ MAX_HOPS by two breadth-first searches. The arc of a
 * report counts as one hop, the hub of invites as none.
 */
export function createNearFinder(net: Links, distances: Distances): (source: number, sink: number) => Near {
  const { giver, getter, drops, isInvite, stakeOf, inStart, inLink } = net;
  const to = new Int8Array(net.nodes);
  const queue = new Int32Array(net.nodes);
  const links = new Int32Array(net.count);
  const near = { links, count: 0, mostOut: 0, mostIn: 0 };
  const stakeTaken = new Uint8Array(net.count);

  function take(link: number, source: number, sink: number): void {
    const inviter = giver[link] ?? 0;
    links[near.count++] = link;
    if (getter[link] === sink) near.mostIn += drops[link] ?? 0;
    if (isInvite[link] === 0) {
      if (inviter === source) near.mostOut += drops[link] ?? 0;
      return;
    }
    const stake = stakeOf[inviter] ?? 0;
    if (stakeTaken[stake] === 1) return;
    stakeTaken[stake] = 1;
    links[near.count++] = stake;
    if (inviter === source) near.mostOut += drops[stake] ?? 0;
  }

  return (source, sink) => {
    const distance = distances.from(source);
    to.fill(-1);
    stakeTaken.fill(0);
    near.count = near.mostOut = near.mostIn = 0;
    to[sink] = 0;
    queue[0] = sink;
    for (let read = 0, write = 1; read < write; read++) {
      const node = queue[read] ?? 0;
      // What comes back to the source has been there before.
      if (node === source) continue;
      const rest = MAX_HOPS - 1 - (to[node] ?? 0);
      for (let i = inStart[node] ?? 0, end = inStart[node + 1] ?? 0; i < end; i++) {
        const link = inLink[i] ?? 0;
        const before = giver[link] ?? 0;
        const there = distance[before] ?? -1;
        if (there < 0 || there > rest || before === sink || isEmpty(net, link)) continue;
        take(link, source, sink);
        if ((to[before] ?? 0) >= 0) continue;
        to[before] = (to[node] ?? 0) + 1;
        queue[write++] = before;
      }
    }
    return near;
  };
}

export function createDistances(net: Links): Distances {
  const { getter, outStart, outLink } = net;
  const distance = new Int8Array(net.nodes);
  const queue = new Int32Array(net.nodes);
  let asked = -1;

  function measure(source: number): void {
    distance.fill(-1);
    distance[source] = 0;
    queue[0] = source;
    for (let read = 0, write = 1; read < write; read++) {
      const node = queue[read] ?? 0;
      const next = (distance[node] ?? 0) + 1;
      if (next > MAX_HOPS) return;
      for (let i = outStart[node] ?? 0, end = outStart[node + 1] ?? 0; i < end; i++) {
        const link = outLink[i] ?? 0;
        const to = getter[link] ?? 0;
        if ((distance[to] ?? 0) >= 0 || isEmpty(net, link)) continue;
        distance[to] = next;
        queue[write++] = to;
      }
    }
  }

  return {
    from: (source) => {
      if (asked !== source) measure(source);
      asked = source;
      return distance;
    },
    forget: () => {
      asked = -1;
    },
  };
}

/** True where nothing goes along a link: it has no drops, or is an invite whose giver has no stake left (T4). */
function isEmpty({ drops, isInvite, stakeOf, giver }: Links, link: number): boolean {
  if ((drops[link] ?? 0) === 0) return true;
  return isInvite[link] === 1 && (drops[stakeOf[giver[link] ?? 0] ?? 0] ?? 0) === 0;
}
