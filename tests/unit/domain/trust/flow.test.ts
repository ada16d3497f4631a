/* oxlint-disable oxc/no-map-spread -- readability over speed in a test */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { IdentityKey } from "../../../../src/domain/ids.ts";
import { MAX_INVITE_DROPS } from "../../../../src/domain/trust/capacity.ts";
import type { TrustEdge, TrustGraph } from "../../../../src/domain/trust/graph.ts";
import { createFlowNetwork } from "../../../../src/domain/trust/max-flow.ts";
import { flowToMember, flowToReporters, MAX_HOPS, type NearFlow } from "../../../../src/domain/trust/near-flow.ts";
import { keyOf } from "../../../support/teller.ts";

interface Arc {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
  readonly invite: boolean;
}

function graphOf(count: number, arcs: readonly Arc[], reports: TrustGraph["reports"] = []): TrustGraph {
  const nodes = Array.from({ length: count }, (_, i) => keyOf<IdentityKey>(`person ${i}`));
  const edges = arcs.filter(({ from, to }) => from !== to).map((arc): TrustEdge => ({ ...arc, deals: [] }));
  return { nodes, indexOf: new Map(nodes.map((id, i) => [id, i])), edges, reports };
}

const arc = (count: number) =>
  fc.record({
    from: fc.nat(count - 1),
    to: fc.nat(count - 1),
    capacity: fc.integer({ min: 1, max: 8 }),
    invite: fc.constant(false),
  });

const smallGraph = fc
  .integer({ min: 2, max: 8 })
  .chain((count) => fc.record({ count: fc.constant(count), arcs: fc.array(arc(count), { maxLength: 20 }) }));

/** The smallest cut by trying every set of people: what max-flow must equal (Ford and Fulkerson). */
function smallestCut(count: number, edges: readonly TrustEdge[], source: number, sink: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 1 << count; set++) {
    const isIn = (node: number) => ((set >> node) & 1) === 1;
    if (!isIn(source) || isIn(sink)) continue;
    const cut = edges
      .filter(({ from, to }) => isIn(from) && !isIn(to))
      .reduce((sum, { capacity }) => sum + capacity, 0);
    best = Math.min(best, cut);
  }
  return best;
}

function pathsAreSound(flow: NearFlow, edges: readonly TrustEdge[], source: number, sink: number): void {
  expect(flow.paths.reduce((sum, { drops }) => sum + drops, 0)).toBe(flow.drops);
  const used = new Map<TrustEdge, number>();
  for (const path of flow.paths) {
    expect(path.edges[0]?.from).toBe(source);
    expect(path.edges.at(-1)?.to).toBe(sink);
    for (const [i, edge] of path.edges.entries()) {
      expect(edge.to).toBe(path.edges[i + 1]?.from ?? sink);
      used.set(edge, (used.get(edge) ?? 0) + path.drops);
    }
  }
  for (const [edge, drops] of used) {
    expect(edges).toContain(edge);
    expect(drops).toBeLessThanOrEqual(edge.capacity);
  }
}

describe("the flow", () => {
  test("Dinic finds the smallest cut", () => {
    fc.assert(
      fc.property(smallGraph, ({ count, arcs }) => {
        const { edges } = graphOf(count, arcs);
        const network = createFlowNetwork(count, edges.length);
        for (const { from, to, capacity } of edges) network.addArc(from, to, capacity);
        expect(network.maxFlow(0, count - 1)).toBe(smallestCut(count, edges, 0, count - 1));
      }),
      { numRuns: 300 },
    );
  });

  test("[T6] in the near subgraph only: an edge that lies on no short way carries nothing", () => {
    const chain = Array.from({ length: 6 }, (_, i) => ({ from: i, to: i + 1, capacity: 5, invite: false }));
    const graph = graphOf(7, chain);
    expect(flowToMember(graph, 0, MAX_HOPS).drops).toBe(5);
    expect(flowToMember(graph, 0, MAX_HOPS + 1).drops).toBe(0);
  });

  test("[T6] never more than the unlimited flow, and the same where everybody is near", () => {
    fc.assert(
      fc.property(smallGraph, ({ count, arcs }) => {
        const graph = graphOf(count, arcs);
        const near = flowToMember(graph, 0, count - 1).drops;
        const cut = smallestCut(count, graph.edges, 0, count - 1);
        expect(near).toBeLessThanOrEqual(cut);
        if (count <= 3) expect(near).toBe(cut);
      }),
      { numRuns: 300 },
    );
  });

  test("[T9] the paths add up to the flow and never overload an edge", () => {
    fc.assert(
      fc.property(smallGraph, ({ count, arcs }) => {
        const graph = graphOf(count, arcs);
        pathsAreSound(flowToMember(graph, 0, count - 1), graph.edges, 0, count - 1);
      }),
      { numRuns: 300 },
    );
  });

  test("[T4] all invites of one inviter together pass on no more than his stake", () => {
    // Everybody whom 1 invited vouches for 9, as strongly as can be.
    const invited = [2, 3, 4, 5, 6, 7, 8];
    const arcs = [
      { from: 0, to: 1, capacity: 8, invite: false },
      ...invited.map((to) => ({ from: 1, to, capacity: 1, invite: true })),
      ...invited.map((from) => ({ from, to: 9, capacity: 8, invite: false })),
    ];
    expect(flowToMember(graphOf(10, arcs), 0, 9).drops).toBe(MAX_INVITE_DROPS);
  });

  test("[T7] a report weighs as much as the reporter is worth to the viewer, and no more than its severity", () => {
    const deal = keyOf<TrustGraph["reports"][number]["deal"]>("deal");
    const arcs = [
      { from: 0, to: 1, capacity: 2, invite: false },
      { from: 0, to: 3, capacity: 8, invite: false },
    ];
    const reports = [
      { by: 1, about: 3, severity: 4, deal },
      { by: 2, about: 3, severity: 4, deal }, // a stranger to the viewer
    ];
    expect(flowToReporters(graphOf(4, arcs, reports), 0, 3).drops).toBe(2);
    expect(flowToReporters(graphOf(4, arcs, reports), 1, 3).drops).toBe(4);
    expect(flowToReporters(graphOf(4, arcs, reports), 0, 1).drops).toBe(0);
  });
});

describe("eve and her sybils", () => {
  const HONEST = 6;
  const world = fc.integer({ min: 1, max: 25 }).chain((sybils) =>
    fc.record({
      sybils: fc.constant(sybils),
      honest: fc.array(arc(HONEST), { maxLength: 25 }),
      /** What honest people really gave them. */
      given: fc.array(
        fc.record({ from: fc.nat(HONEST - 1), to: fc.nat(sybils - 1), capacity: fc.integer({ min: 1, max: 8 }) }),
        {
          maxLength: 5,
        },
      ),
      /** Whatever they claim among themselves and about honest people. */
      claimed: fc.array(
        fc.record({
          from: fc.nat(sybils - 1),
          to: fc.nat(HONEST + sybils - 1),
          capacity: fc.integer({ min: 1, max: 8 }),
        }),
        {
          maxLength: 60,
        },
      ),
    }),
  );

  test("[G1] no sybil is worth more than what honest people gave all of them together", () => {
    fc.assert(
      fc.property(world, ({ sybils, honest, given, claimed }) => {
        const gifts = given.map(({ from, to, capacity }) => ({ from, to: HONEST + to, capacity, invite: false }));
        const claims = claimed.map(({ from, to, capacity }) => ({ from: HONEST + from, to, capacity, invite: false }));
        const graph = graphOf(HONEST + sybils, [...honest, ...gifts, ...claims]);
        const bound = gifts.reduce((sum, { capacity }) => sum + capacity, 0);
        for (let i = 0; i < sybils; i++) expect(flowToMember(graph, 0, HONEST + i).drops).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 150 },
    );
  });

  test("[G5] an honest positive vouch never lowers anybody's flow", () => {
    fc.assert(
      fc.property(smallGraph, fc.record({ from: fc.nat(7), to: fc.nat(7) }), ({ count, arcs }, extra) => {
        const more = { from: extra.from % count, to: extra.to % count, capacity: 3, invite: false };
        const before = flowToMember(graphOf(count, arcs), 0, count - 1).drops;
        const after = flowToMember(graphOf(count, [...arcs, more]), 0, count - 1).drops;
        expect(after).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 300 },
    );
  });
});
