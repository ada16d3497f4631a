import { MAX_HOPS } from "../limits.ts";
import type { Links } from "./links.ts";
import type { MaxFlow } from "./max-flow.ts";
import type { Near } from "./near.ts";
import type { NetworkPath } from "./network.ts";

/** Drops on links, to be taken off way by way. */
export interface Ways {
  /** T9: the last flow of `flow`, way by way, the largest first; circles, which carry nothing, stay behind. */
  ofFlow(flow: MaxFlow, near: Near, source: number, sink: number): readonly NetworkPath[];
  /** T11: ways of at most MAX_HOPS steps that carry `wanted` drops together, or as many as there are; the shortest first. */
  toHold(near: Near, source: number, sink: number, wanted: number): readonly NetworkPath[];
}

export function createWays(net: Links): Ways {
  const { giver, getter, drops, isInvite, stakeOf } = net;
  /** Links out of each node as a chain, and the drops that are left on each. */
  const first = new Int32Array(net.nodes);
  const next = new Int32Array(net.count);
  const left = new Int32Array(net.count);
  const cameBy = new Int32Array(net.nodes);
  const hops = new Int32Array(net.nodes);
  const queue = new Int32Array(net.nodes);

  function load(near: Near, dropsOn: (link: number) => number): void {
    first.fill(-1);
    for (let i = near.count - 1; i >= 0; i--) {
      const link = near.links[i] ?? 0;
      left[link] = dropsOn(link);
      const isStake = link >= net.firstStake && link < net.firstReport;
      if (isStake || (left[link] ?? 0) === 0) continue;
      const node = giver[link] ?? 0;
      next[link] = first[node] ?? -1;
      first[node] = link;
    }
  }

  /** Drops that can still go along a link: no more than its giver's stake holds, where it is an invite (T4). */
  function leftOn(link: number): number {
    const drop = left[link] ?? 0;
    return isInvite[link] === 1 ? Math.min(drop, left[stakeOf[giver[link] ?? 0] ?? 0] ?? 0) : drop;
  }

  /** True where drops are left on a way of at most `most` steps; `cameBy` then tells which. */
  function search(source: number, sink: number, most: number): boolean {
    cameBy.fill(-1);
    hops[source] = 0;
    queue[0] = source;
    for (let read = 0, write = 1; read < write; read++) {
      const node = queue[read] ?? 0;
      if ((hops[node] ?? 0) === most) return false;
      for (let link = first[node] ?? -1; link >= 0; link = next[link] ?? -1) {
        const to = getter[link] ?? 0;
        if ((cameBy[to] ?? 0) >= 0 || to === source || leftOn(link) === 0) continue;
        cameBy[to] = link;
        if (to === sink) return true;
        hops[to] = (hops[node] ?? 0) + 1;
        queue[write++] = to;
      }
    }
    return false;
  }

  function takeWay(source: number, sink: number, wanted: number): NetworkPath {
    const way: number[] = [];
    let carries = wanted;
    for (let node = sink; node !== source; node = giver[way.at(-1) ?? 0] ?? 0) {
      const link = cameBy[node] ?? 0;
      way.push(link);
      carries = Math.min(carries, leftOn(link));
    }
    for (const link of way) {
      left[link] = (left[link] ?? 0) - carries;
      if (isInvite[link] === 0) continue;
      const stake = stakeOf[giver[link] ?? 0] ?? 0;
      left[stake] = (left[stake] ?? 0) - carries;
    }
    way.reverse();
    const last = way.at(-1) ?? 0;
    const isReport = last >= net.firstReport;
    const edges = (isReport ? way.slice(0, -1) : way).map((link) => net.part[link] ?? 0);
    return { drops: carries, edges, report: isReport ? (net.part[last] ?? 0) : -1 };
  }

  function takeAll(source: number, sink: number, wanted: number, most: number): readonly NetworkPath[] {
    const paths: NetworkPath[] = [];
    for (let open = wanted; open > 0 && search(source, sink, most);) {
      const path = takeWay(source, sink, open);
      open -= path.drops;
      paths.push(path);
    }
    return paths;
  }

  return {
    ofFlow: (flow, near, source, sink) => {
      load(near, flow.on);
      const paths = takeAll(source, sink, Number.POSITIVE_INFINITY, net.nodes);
      return [...paths].sort((a, b) => b.drops - a.drops || a.edges.length - b.edges.length);
    },
    toHold: (near, source, sink, wanted) => {
      load(near, (link) => drops[link] ?? 0);
      return takeAll(source, sink, wanted, MAX_HOPS);
    },
  };
}
