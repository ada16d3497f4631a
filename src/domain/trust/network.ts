import { layLinks } from "./links.ts";
import { createMaxFlow } from "./max-flow.ts";
import { createDistances, createNearFinder } from "./near.ts";
import { createWalk } from "./walk.ts";
import { createWays } from "./ways.ts";

/**
 * One pond's trust as numbers, in parallel arrays: what the flows and the walk run on. Nodes are 0 … `nodes` − 1, an edge
 * is one entry of `from`, `to`, `capacity` (whole drops) and `invite` (1 where the edge draws on its giver's stake, T4); a
 * report is one entry of `by`, `about`, `severity` (drops, T7).
 */
export interface NetworkParts {
  readonly nodes: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly capacity: Int32Array;
  readonly invite: Uint8Array;
  readonly by: Int32Array;
  readonly about: Int32Array;
  readonly severity: Int32Array;
  /** T4, T11: drops that are left of each node's stake in all his invites; MAX_INVITE_DROPS for everybody where it is not given. */
  readonly stake?: Int32Array;
}

/** T9: some drops of a flow and the edges that they pass, by number; the arc of a report is left out. */
export interface NetworkPath {
  readonly drops: number;
  readonly edges: readonly number[];
  /** The number of the report at its end; −1 on the way to a member. */
  readonly report: number;
}

export interface NetworkFlow {
  readonly drops: number;
  /** The same drops, way by way, the largest first. */
  readonly paths: readonly NetworkPath[];
}

/** Flows and walks over one network. Allocates its working memory once. */
export interface TrustNetwork {
  /** T6: F+(source, target). */
  plus(source: number, target: number): NetworkFlow;
  /** T7: F−(source, target). */
  minus(source: number, target: number): NetworkFlow;
  /**
   * T11: ways of at most MAX_HOPS edges from source to target that can carry `wanted` drops together, or as many as can be
   * found going for the shortest first; none where no drop comes through.
   */
  ways(source: number, target: number, wanted: number): readonly NetworkPath[];
  /** T6: hops from the source along edges, −1 where MAX_HOPS do not reach; good until the next question. */
  distances(source: number): Int8Array;
  /** T10: share of every node in the walk from `source`; the array is the caller's to keep. */
  walk(source: number): Float64Array;
  /** From now on these edges have these drops, and these nodes such stakes, by their numbers in the parts; 0 is none. */
  change(changes: NetworkChanges): void;
}

export interface NetworkChanges {
  /** One entry an edge and a node, as in the parts. */
  readonly capacity: Int32Array;
  readonly stake: Int32Array;
}

const NOTHING: NetworkFlow = { drops: 0, paths: [] };

/** The same parts give the same numbers and ways, in whatever order they name the edges (G6). */
export function createTrustNetwork(parts: NetworkParts): TrustNetwork {
  const net = layLinks(parts);
  const distances = createDistances(net);
  const findNear = createNearFinder(net, distances);
  const walk = createWalk(net);
  const flow = createMaxFlow(net);
  const ways = createWays(net);

  function flowTo(source: number, sink: number): NetworkFlow {
    const near = findNear(source, sink);
    const drops = near.mostIn === 0 || near.mostOut === 0 ? 0 : flow.run(near, source, sink);
    return drops === 0 ? NOTHING : { drops, paths: ways.ofFlow(flow, near, source, sink) };
  }

  return {
    plus: (source, target) => (source === target ? NOTHING : flowTo(source, target)),
    minus: (source, target) => {
      const sink = net.sinkOf[target] ?? -1;
      return sink < 0 ? NOTHING : flowTo(source, sink);
    },
    ways: (source, target, wanted) =>
      source === target ? [] : ways.toHold(findNear(source, target), source, target, wanted),
    distances: distances.from,
    walk: walk.from,
    change: ({ capacity, stake }) => {
      for (let link = 0; link < net.firstStake; link++) net.drops[link] = capacity[net.part[link] ?? 0] ?? 0;
      for (let link = net.firstStake; link < net.firstReport; link++)
        net.drops[link] = stake[net.giver[link] ?? 0] ?? 0;
      distances.forget();
      walk.forget();
    },
  };
}
