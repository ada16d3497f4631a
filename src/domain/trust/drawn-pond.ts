import type { RecordId } from "../ids.ts";
import type { DealView } from "../pond/views.ts";
import { INVITE_DROPS, MAX_INVITE_DROPS } from "./capacity.ts";
import { createFlowMemory } from "./flow-memory.ts";
import { type Left, takeHolds } from "./holds.ts";
import { createTrustNetwork, type NetworkFlow, type TrustNetwork } from "./network.ts";
import type { Pair, People, Person } from "./pairs.ts";

/** A pond's trust as it is now, drawn as a network, with what stands behind each number of it. */
export interface DrawnPond {
  readonly network: TrustNetwork;
  /** T6, T7: of the network, or known from before. */
  plus(source: Person, target: Person): NetworkFlow;
  minus(source: Person, target: Person): NetworkFlow;
  /** From when on, in ms of record time, it may be another one without a new word (T3, T11). */
  readonly until: number;
  endsOf(edge: number): EdgeEnds;
  reportOf(report: number): { readonly by: Person; readonly deal: RecordId } | null;
}

export interface EdgeEnds {
  readonly from: Person;
  readonly to: Person;
  /** Null where the edge is an invite's. */
  readonly pair: Pair | null;
}

/** Draws the same people again and again: a pair's new numbers are written down, the network is laid out anew only for a new pair or report. */
export interface Drawing {
  /** Takes down what a pair passes on and reports by now. */
  write(pair: Pair): void;
  /** What is written, less what is held or burnt. `staked` are the deals with holds. What was drawn before is no longer good. */
  draw(staked: readonly DealView[], newest: number): DrawnPond;
}

interface Report {
  readonly by: Person;
  readonly about: Person;
  readonly severity: number;
  readonly deal: RecordId;
}

/** An edge for every invite, then two for every pair, there and back, whether or not anything goes along them yet. */
export function createDrawing(people: People): Drawing {
  const { persons, invites } = people;
  let capacity = new Int32Array(invites.length).fill(INVITE_DROPS);
  let until = new Float64Array(0);
  const reportsByPair = new Map<Pair, readonly Report[]>();
  let reports: readonly Report[] = [];
  const memory = createFlowMemory();
  /** Null before the first, and once a report is another one. */
  let network: TrustNetwork | null = null;
  /** How many pairs the network knows, and with what numbers. */
  let laidOut = 0;
  let shown: { readonly left: Int32Array; readonly stake: Int32Array } = { left: capacity, stake: capacity };

  /** Makes room for twice as many pairs as there are. */
  function grow(): void {
    const wider = new Int32Array(invites.length + people.pairs.length * 4);
    wider.set(capacity);
    capacity = wider;
    const later = new Float64Array(people.pairs.length * 2).fill(Number.POSITIVE_INFINITY);
    later.set(until);
    until = later;
  }

  function firmEdge(giver: Person, getter: Person): number {
    const pair = people.pairOf(giver, getter);
    return pair === null ? -1 : invites.length + pair.index * 2 + (pair.first === giver ? 0 : 1);
  }

  function layOut(left: Int32Array, stake: Int32Array): TrustNetwork {
    const count = left.length;
    const from = new Int32Array(count);
    const to = new Int32Array(count);
    const invite = new Uint8Array(count).fill(1, 0, invites.length);
    invites.forEach((given, edge) => {
      from[edge] = given.from.index;
      to[edge] = given.to.index;
    });
    for (const { index, first, second } of people.pairs) {
      const edge = invites.length + index * 2;
      from[edge] = to[edge + 1] = first.index;
      to[edge] = from[edge + 1] = second.index;
    }
    reports = [...reportsByPair.values()].flat();
    const by = Int32Array.from(reports, (report) => report.by.index);
    const about = Int32Array.from(reports, (report) => report.about.index);
    const severity = Int32Array.from(reports, (report) => report.severity);
    return createTrustNetwork({ nodes: persons.length, from, to, capacity: left, invite, by, about, severity, stake });
  }

  function redraw(left: Int32Array, stake: Int32Array): TrustNetwork {
    const old = network;
    const isSameStake = stake.every((drops, i) => shown.stake[i] === drops);
    if (old === null || !isSameStake) memory.clear();
    if (old === null) return layOut(left, stake);
    const edges = changedEdges(left);
    return memory.across(old, edges, reportersOf, () => {
      if (laidOut < people.pairs.length) return layOut(left, stake);
      old.change({ capacity: left, stake });
      return old;
    });
  }

  function changedEdges(left: Int32Array): readonly { readonly from: number; readonly to: number }[] {
    const edges: { from: number; to: number }[] = [];
    for (let edge = 0; edge < left.length; edge++) {
      if ((left[edge] ?? 0) === (shown.left[edge] ?? 0)) continue;
      const { from, to } = endsOf(people, edge);
      edges.push({ from: from.index, to: to.index });
    }
    return edges;
  }

  function reportersOf(member: number): readonly number[] {
    return reports.flatMap(({ by, about }) => (about.index === member ? [by.index] : []));
  }

  return {
    write: (pair) => {
      const { index, first, second, forth, back } = pair;
      if (index >= until.length) grow();
      const edge = invites.length + index * 2;
      capacity[edge] = forth?.drops ?? 0;
      capacity[edge + 1] = back?.drops ?? 0;
      until[index] = Math.min(forth?.until ?? 0, back?.until ?? 0);
      const said = [
        ...(forth?.reports ?? []).map(({ severity, deal }) => ({ by: first, about: second, severity, deal })),
        ...(back?.reports ?? []).map(({ severity, deal }) => ({ by: second, about: first, severity, deal })),
      ];
      if (said.length === 0 && !reportsByPair.delete(pair)) return;
      if (said.length > 0) reportsByPair.set(pair, said);
      network = null;
    },
    draw: (staked, newest) => {
      const left = capacity.slice();
      const stake = new Int32Array(persons.length).fill(MAX_INVITE_DROPS);
      const still: Left = { capacity: left, stake, firmEdge, inviteEdge: people.inviteOf };
      const holds = staked.flatMap((deal) => deal.holds.map((hold) => ({ deal, hold })));
      const due = takeHolds(holds, people, still, newest);
      const drawn = (network = redraw(left, stake));
      laidOut = people.pairs.length;
      shown = { left, stake };
      const said = reports;
      return {
        network: drawn,
        plus: (source, target) => memory.plus(drawn, source.index, target.index),
        minus: (source, target) => memory.minus(drawn, source.index, target.index),
        until: until.reduce((least, time) => Math.min(least, time), due),
        endsOf: (edge) => endsOf(people, edge),
        reportOf: (report) => said[report] ?? null,
      };
    },
  };
}

function endsOf({ invites, pairs }: People, edge: number): EdgeEnds {
  const given = invites[edge];
  if (given !== undefined) return { from: given.from, to: given.to, pair: null };
  const pair = pairs[(edge - invites.length) >> 1];
  if (pair === undefined) throw new Error(`No edge ${edge}`);
  const { first, second } = pair;
  return (edge - invites.length) % 2 === 0 ? { from: first, to: second, pair } : { from: second, to: first, pair };
}
