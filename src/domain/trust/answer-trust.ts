import type { Drops, IdentityKey } from "../ids.ts";
import type { TrustAnswer, TrustPath } from "./answer.ts";
import type { TrustEdge, TrustGraph } from "./graph.ts";
import { type FlowPath, flowToMember, flowToReporters } from "./near-flow.ts";

/** Paths shown of an answer; the rest of the flow is in the number all the same. */
const MAX_PATHS = 8;

/**
 * T6–T9: how much `viewer` can risk with `member`, and why. Null where one of them is not in the pond, or both are the
 * same person.
 */
export function answerTrust(graph: TrustGraph, viewer: IdentityKey, member: IdentityKey): TrustAnswer | null {
  const source = graph.indexOf.get(viewer);
  const target = graph.indexOf.get(member);
  if (source === undefined || target === undefined || source === target) return null;
  const plus = flowToMember(graph, source, target);
  const minus = flowToReporters(graph, source, target);
  return {
    viewer,
    member,
    limit: drops(Math.max(0, plus.drops - minus.drops)),
    plus: drops(plus.drops),
    minus: drops(minus.drops),
    standing: (plus.drops - minus.drops) / (plus.drops + minus.drops + 1),
    paths: plus.paths.slice(0, MAX_PATHS).map((path) => explain(graph, path)),
    // The last arc of a report leads to the sink that stands for the member.
    reports: minus.paths.slice(0, MAX_PATHS).map((path) => explain(graph, path, member)),
  };
}

function explain(graph: TrustGraph, path: FlowPath, sink?: IdentityKey): TrustPath {
  const steps = path.edges.flatMap((edge) => {
    const from = graph.nodes[edge.from];
    const to = graph.nodes[edge.to] ?? sink;
    return from === undefined || to === undefined ? [] : [{ from, to, why: whyOf(edge) }];
  });
  return { drops: drops(path.drops), steps };
}

function whyOf({ deals, invite }: TrustEdge) {
  return { deals, invited: invite };
}

/** Flows are whole numbers by construction of the network. */
function drops(value: number): Drops {
  return value as Drops;
}
