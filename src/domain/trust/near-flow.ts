import { MAX_INVITE_DROPS } from "./capacity.ts";
import type { TrustEdge, TrustGraph } from "./graph.ts";
import { createFlowNetwork } from "./max-flow.ts";

/** T6: how many edges away a member may be: friends of friends of friends of friends. */
export const MAX_HOPS = 4;

export interface FlowPath {
  readonly drops: number;
  readonly edges: readonly TrustEdge[];
}

export interface NearFlow {
  readonly drops: number;
  /** The same drops, way by way; largest first. */
  readonly paths: readonly FlowPath[];
}

/** T6: F+(s, t): the greatest flow from `source` to `member` in the near subgraph. */
export function flowToMember(graph: TrustGraph, source: number, member: number): NearFlow {
  return nearFlow(graph.nodes.length, graph.edges, source, member);
}

/** T7: F−(s, t): the same to a sink behind the reporters of `member`; the arc of a report counts as one hop. */
export function flowToReporters(graph: TrustGraph, source: number, member: number): NearFlow {
  const sink = graph.nodes.length;
  const about = graph.reports.filter((report) => report.about === member && report.by !== member);
  const arcs = about.map(({ by, severity, deal }): TrustEdge => {
    return { from: by, to: sink, capacity: severity, deals: [deal], invite: false };
  });
  return nearFlow(sink + 1, [...graph.edges, ...arcs], source, sink);
}

function nearFlow(nodeCount: number, edges: readonly TrustEdge[], source: number, sink: number): NearFlow {
  const fromSource = distances(nodeCount, edges, source, "forward");
  const toSink = distances(nodeCount, edges, sink, "backward");
  const near = edges.filter(({ from, to }) => {
    const there = fromSource[from] ?? MAX_HOPS;
    const on = toSink[to] ?? MAX_HOPS;
    return there >= 0 && on >= 0 && there + 1 + on <= MAX_HOPS;
  });
  // T4: all invites of one inviter draw on one stake: they leave through a node of their own, which is no hop.
  const hubs = [...new Set(near.filter(({ invite }) => invite).map(({ from }) => from))];
  const hubOf = new Map(hubs.map((inviter, i) => [inviter, nodeCount + i] as const));
  const network = createFlowNetwork(nodeCount + hubs.length, near.length + hubs.length);
  for (const [inviter, hub] of hubOf) network.addArc(inviter, hub, MAX_INVITE_DROPS);
  const arcs = near.map((edge) => ({
    edge,
    arc: network.addArc(edge.invite ? (hubOf.get(edge.from) ?? edge.from) : edge.from, edge.to, edge.capacity),
  }));
  const drops = network.maxFlow(source, sink);
  const left = arcs.map(({ edge, arc }) => ({ edge, flow: network.flowOn(arc) })).filter(({ flow }) => flow > 0);
  return { drops, paths: decompose(nodeCount, left, source, sink) };
}

/** T9: takes the flow apart into ways from source to sink, the shortest first; circles, which carry nothing, stay behind. */
function decompose(
  nodeCount: number,
  carried: { readonly edge: TrustEdge; flow: number }[],
  source: number,
  sink: number,
): readonly FlowPath[] {
  const paths: FlowPath[] = [];
  for (;;) {
    const way = shortestWay(nodeCount, carried, source, sink);
    if (way === null) break;
    const drops = Math.min(...way.map(({ flow }) => flow));
    for (const step of way) step.flow -= drops;
    paths.push({ drops, edges: way.map(({ edge }) => edge) });
  }
  return paths.sort((a, b) => b.drops - a.drops || a.edges.length - b.edges.length);
}

type Carried = { readonly edge: TrustEdge; flow: number };

function shortestWay(
  nodeCount: number,
  carried: readonly Carried[],
  source: number,
  sink: number,
): readonly Carried[] | null {
  const cameBy = Array.from<undefined, Carried | undefined>({ length: nodeCount }, () => undefined);
  const queue = [source];
  for (let read = 0; read < queue.length; read++) {
    for (const step of carried) {
      const { from, to } = step.edge;
      if (step.flow === 0 || from !== queue[read] || to === source || cameBy[to] !== undefined) continue;
      cameBy[to] = step;
      queue.push(to);
    }
  }
  const way: Carried[] = [];
  for (let step = cameBy[sink]; step !== undefined; step = cameBy[step.edge.from]) {
    way.unshift(step);
    if (step.edge.from === source) return way;
  }
  return null;
}

/** Hops from (or, backward, to) a node along edges; −1 where out of reach or more than MAX_HOPS away. */
function distances(
  nodeCount: number,
  edges: readonly TrustEdge[],
  start: number,
  direction: "forward" | "backward",
): Int32Array {
  const distance = new Int32Array(nodeCount).fill(-1);
  distance[start] = 0;
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    for (const { from, to } of edges) {
      const [near, far] = direction === "forward" ? [from, to] : [to, from];
      if (distance[near] === hop && distance[far] === -1) distance[far] = hop + 1;
    }
  }
  return distance;
}
