import { MAX_HOPS } from "../limits.ts";
import type { NetworkFlow, TrustNetwork } from "./network.ts";

/** Flows of one viewer found already, for as long as nothing near them changes: of whoever was asked for last. */
export interface FlowMemory {
  plus(network: TrustNetwork, source: number, target: number): NetworkFlow;
  minus(network: TrustNetwork, source: number, target: number): NetworkFlow;
  /**
   * To be called before an old network gives way to a new one (which may be the same, changed by `apply`) and these edges
   * have other drops: flows stay known where none of the edges is near them, before or after. For if an edge came into the
   * near subgraph or left it, so did a whole way of MAX_HOPS at most, with one of the changed edges on it.
   */
  across(
    old: TrustNetwork,
    edges: readonly ChangedEdge[],
    reporters: Reporters,
    apply: () => TrustNetwork,
  ): TrustNetwork;
  clear(): void;
}

export interface ChangedEdge {
  readonly from: number;
  readonly to: number;
}

/** Who reports a member, by numbers. */
export type Reporters = (member: number) => readonly number[];

/** More changed edges than this at once, and it is quicker to forget everything. */
const MAX_EDGES = 16;
/** Flows kept; a screen shows a dozen or two members, and each has two. */
const MAX_FLOWS = 256;

interface Known {
  readonly kind: "plus" | "minus";
  readonly target: number;
  readonly flow: NetworkFlow;
}

export function createFlowMemory(): FlowMemory {
  const known = new Map<string, Known>();

  let viewer = -1;

  function find(kind: Known["kind"], network: TrustNetwork, source: number, target: number): NetworkFlow {
    if (source !== viewer) known.clear();
    viewer = source;
    const key = `${kind} ${target}`;
    const found = known.get(key)?.flow ?? network[kind](source, target);
    // The one asked for last is forgotten last.
    known.delete(key);
    known.set(key, { kind, target, flow: found });
    for (const oldest of known.keys()) if (known.size > MAX_FLOWS) known.delete(oldest);
    return found;
  }

  return {
    plus: (network, source, target) => find("plus", network, source, target),
    minus: (network, source, target) => find("minus", network, source, target),
    across: (old, edges, reporters, apply) => {
      if (edges.length > MAX_EDGES) known.clear();
      if (known.size === 0) return apply();
      const before = reach(old, viewer, edges);
      const network = apply();
      const after = reach(network, viewer, edges);
      for (const [key, { kind, target }] of known) {
        const ends = kind === "plus" ? [target] : reporters(target);
        // The arc of a report is one hop more.
        const most = kind === "plus" ? MAX_HOPS : MAX_HOPS - 1;
        if (edges.some((edge) => [before, after].some((by) => by(edge, ends) <= most))) known.delete(key);
      }
      return network;
    },
    clear: () => {
      known.clear();
    },
  };
}

/** How long the shortest way from the viewer over an edge to one of some ends is, in hops; infinite where there is none. */
type WayLength = (edge: ChangedEdge, ends: readonly number[]) => number;

function reach(network: TrustNetwork, viewer: number, edges: readonly ChangedEdge[]): WayLength {
  const starts = new Set([viewer, ...edges.map(({ to }) => to)]);
  const distances = new Map([...starts].map((start) => [start, network.distances(start).slice()] as const));
  const hops = (from: number, to: number) => {
    const found = distances.get(from)?.[to] ?? -1;
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  };
  return ({ from, to }, ends) => hops(viewer, from) + 1 + Math.min(...ends.map((end) => hops(to, end)));
}
