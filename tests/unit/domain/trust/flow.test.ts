import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_HOPS } from "../../../../src/domain/limits.ts";
import { MAX_INVITE_DROPS } from "../../../../src/domain/trust/capacity.ts";
import type { NetworkPath } from "../../../../src/domain/trust/network.ts";
import {
  type Arc,
  nearArcs,
  networkOf,
  partsOf,
  plainFlow,
  plainWalk,
  smallestCut,
  smallGraph,
} from "../../../support/trust-numbers.ts";
import { createTrustNetwork } from "../../../../src/domain/trust/network.ts";

/** Ways lead from source to sink, and together take no more than there is on any edge, or in any stake. */
function waysAreSound(paths: readonly NetworkPath[], arcs: readonly Arc[], source: number, sink: number): void {
  const used = new Map<Arc, number>();
  const invited = new Map<number, number>();
  for (const { drops, edges } of paths) {
    let at = source;
    for (const number of edges) {
      const edge = arcs[number];
      if (edge === undefined) throw new Error(`no edge ${number}`);
      expect(edge.from).toBe(at);
      at = edge.to;
      used.set(edge, (used.get(edge) ?? 0) + drops);
      if (edge.invite) invited.set(edge.from, (invited.get(edge.from) ?? 0) + drops);
    }
    expect(at).toBe(sink);
  }
  for (const [edge, drops] of used) expect(drops).toBeLessThanOrEqual(edge.capacity);
  for (const drops of invited.values()) expect(drops).toBeLessThanOrEqual(MAX_INVITE_DROPS);
}

const sumOfDrops = (paths: readonly NetworkPath[]) => paths.reduce((sum, { drops }) => sum + drops, 0);

describe("the flow", () => {
  test("[T6] [T4] is the smallest cut of the near subgraph, where all invites of one giver draw on one stake", () => {
    fc.assert(
      fc.property(smallGraph, ({ count, arcs }) => {
        const network = networkOf(count, arcs);
        for (let sink = 1; sink < count; sink++) {
          const near = nearArcs(count, arcs, 0, sink);
          expect(network.plus(0, sink).drops).toBe(smallestCut(count, near, 0, sink));
        }
      }),
      { numRuns: 300 },
    );
  });

  test("[T6] an edge that lies on no short way carries nothing", () => {
    const chain = Array.from({ length: 6 }, (_, i) => ({ from: i, to: i + 1, capacity: 5, invite: false }));
    const network = networkOf(7, chain);
    expect(network.plus(0, MAX_HOPS).drops).toBe(5);
    expect(network.plus(0, MAX_HOPS + 1).drops).toBe(0);
    expect([...network.distances(0)]).toEqual([0, 1, 2, 3, 4, -1, -1]);
  });

  test("[T6] never more than the unlimited flow, and the same where everybody is near", () => {
    fc.assert(
      fc.property(smallGraph, ({ count, arcs }) => {
        const near = networkOf(count, arcs).plus(0, count - 1).drops;
        const unlimited = plainFlow(count, arcs, 0, count - 1);
        expect(near).toBeLessThanOrEqual(unlimited);
        if (count <= 3) expect(near).toBe(unlimited);
      }),
      { numRuns: 300 },
    );
  });

  test("[T9] the paths add up to the flow and never overload an edge", () => {
    fc.assert(
      fc.property(smallGraph, ({ count, arcs }) => {
        const { drops, paths } = networkOf(count, arcs).plus(0, count - 1);
        expect(sumOfDrops(paths)).toBe(drops);
        waysAreSound(paths, arcs, 0, count - 1);
        expect(paths.map((path) => path.drops)).toEqual(paths.map((path) => path.drops).sort((a, b) => b - a));
      }),
      { numRuns: 300 },
    );
  });

  test("[T4] all invites of one inviter together pass on no more than his stake, or what is left of it", () => {
    // Everybody whom 1 invited vouches for 9, as strongly as can be.
    const invited = [2, 3, 4, 5, 6, 7, 8];
    const arcs = [
      { from: 0, to: 1, capacity: 8, invite: false },
      ...invited.map((to) => ({ from: 1, to, capacity: 1, invite: true })),
      ...invited.map((from) => ({ from, to: 9, capacity: 8, invite: false })),
    ];
    expect(networkOf(10, arcs).plus(0, 9).drops).toBe(MAX_INVITE_DROPS);
    const stake = new Int32Array(10).fill(1);
    expect(createTrustNetwork({ ...partsOf(10, arcs), stake }).plus(0, 9).drops).toBe(1);
    stake.fill(0);
    expect(createTrustNetwork({ ...partsOf(10, arcs), stake }).plus(0, 9).drops).toBe(0);
  });

  test("[T7] a report weighs as much as the reporter is worth to the viewer, and no more than its severity", () => {
    const arcs = [
      { from: 0, to: 1, capacity: 2, invite: false },
      { from: 0, to: 3, capacity: 8, invite: false },
    ];
    const reports = [
      { by: 1, about: 3, severity: 4 },
      { by: 2, about: 3, severity: 4 }, // a stranger to the viewer
    ];
    const network = networkOf(4, arcs, reports);
    expect(network.minus(0, 3)).toEqual({ drops: 2, paths: [{ drops: 2, edges: [0], report: 0 }] });
    expect(network.minus(1, 3)).toEqual({ drops: 4, paths: [{ drops: 4, edges: [], report: 0 }] });
    expect(network.minus(0, 1).drops).toBe(0);
  });

  test("[T7] is the smallest cut before the reporters, the arc of a report being one hop", () => {
    const about = fc.record({ by: fc.nat(7), severity: fc.integer({ min: 1, max: 4 }) });
    fc.assert(
      fc.property(smallGraph, fc.array(about, { maxLength: 5 }), ({ count, arcs }, said) => {
        const member = count - 1;
        const reports = said.map(({ by, severity }) => ({ by: by % count, about: member, severity }));
        const ends = reports
          .filter(({ by }) => by !== member)
          .map(({ by, severity }) => ({ from: by, to: count, capacity: severity, invite: false }));
        const near = nearArcs(count + 1, [...arcs, ...ends], 0, count);
        const { drops, paths } = networkOf(count, arcs, reports).minus(0, member);
        expect(drops).toBe(smallestCut(count + 1, near, 0, count));
        expect(sumOfDrops(paths)).toBe(drops);
        for (const { report } of paths) expect(reports[report]?.about).toBe(member);
      }),
      { numRuns: 300 },
    );
  });

  test("[T11] ways to hold drops are short, take no more than there is, and are found wherever a drop comes through", () => {
    fc.assert(
      fc.property(smallGraph, fc.integer({ min: 1, max: 8 }), ({ count, arcs }, wanted) => {
        const network = networkOf(count, arcs);
        const ways = network.ways(0, count - 1, wanted);
        waysAreSound(ways, arcs, 0, count - 1);
        const flow = network.plus(0, count - 1).drops;
        expect(sumOfDrops(ways)).toBeLessThanOrEqual(Math.min(wanted, flow));
        expect(ways.length > 0).toBe(flow > 0);
        for (const { edges } of ways) expect(edges.length).toBeLessThanOrEqual(MAX_HOPS);
      }),
      { numRuns: 300 },
    );
  });

  test("[G6] the order in which edges are named changes neither numbers nor ways nor walk", () => {
    const shuffled = smallGraph.chain(({ count, arcs }) => {
      // Two edges of one pair and kind would be one edge in a pond.
      const once = arcs.filter((a, i) => arcs.findIndex((b) => isSamePlace(a, b)) === i);
      return fc.record({
        count: fc.constant(count),
        arcs: fc.constant(once),
        other: fc.shuffledSubarray(once, { minLength: once.length }),
      });
    });
    fc.assert(
      fc.property(shuffled, ({ count, arcs, other }) => {
        const [one, two] = [networkOf(count, arcs), networkOf(count, other)];
        expect(one.walk(0)).toEqual(two.walk(0));
        const named = (paths: readonly NetworkPath[], of: readonly Arc[]) =>
          paths.map(({ drops, edges }) => ({ drops, edges: edges.map((edge) => of[edge]) }));
        const [a, b] = [one.plus(0, count - 1), two.plus(0, count - 1)];
        expect(a.drops).toBe(b.drops);
        expect(named(a.paths, arcs)).toEqual(named(b.paths, other));
      }),
      { numRuns: 300 },
    );
  });
});

function isSamePlace(a: Arc, b: Arc): boolean {
  return a.from === b.from && a.to === b.to && a.invite === b.invite;
}

describe("the walk", () => {
  test("[T10] is the personalised PageRank that ends where nothing is passed on", () => {
    fc.assert(
      fc.property(smallGraph, ({ count, arcs }) => {
        const found = networkOf(count, arcs).walk(0);
        const { share } = plainWalk(count, arcs, 0);
        for (const [node, expected] of share.entries()) expect(found[node]).toBeCloseTo(expected, 5);
      }),
      { numRuns: 300 },
    );
  });

  test("[T10] who passes nothing on ends it: nothing starts again at the viewer", () => {
    const found = networkOf(2, [{ from: 0, to: 1, capacity: 3, invite: false }]).walk(0);
    expect([...found].map((share) => share.toFixed(4))).toEqual(["0.1500", "0.1275"]);
  });

  test("[T10] [G4] many invites of one giver weigh as much as his stake, whatever their number", () => {
    const invites = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ from: 0, to: 2 + i, capacity: 1, invite: true }));
    const deal = { from: 0, to: 1, capacity: 4, invite: false };
    for (const count of [4, 10, 40]) {
      const found = networkOf(42, [deal, ...invites(count)]).walk(0);
      const invited = found.subarray(2).reduce((sum, share) => sum + share, 0);
      expect(invited).toBeCloseTo(found[1] ?? 0, 9);
    }
  });
});
