import { MAX_INVITE_DROPS } from "./capacity.ts";
import type { NetworkParts } from "./network.ts";

/**
 * The network as the flows see it. A *link* is an edge, the stake of one giver's invites, or a report; it lies in the
 * arrays as two arcs, there and back (`mate`). Nodes beyond the people are the hubs through which invites leave (T4:
 * they share one stake) and the sinks behind the reporters of one member (T7). The order of links depends on who is
 * linked with whom only, not on the order in which the parts named them (G6).
 */
export interface Links {
  readonly people: number;
  /** People, hubs, sinks. */
  readonly nodes: number;
  /** Number of the first link that is a stake, and of the first that is a report; before them, edges. */
  readonly firstStake: number;
  readonly firstReport: number;
  readonly count: number;
  /** Who gives, who gets. The giver of an invite is its inviter, not his hub. */
  readonly giver: Int32Array;
  readonly getter: Int32Array;
  /** Drops of each; may be changed between two questions. What has none is as if it were not there. */
  readonly drops: Int32Array;
  /** The number of the edge or report in the parts; −1 for a stake. */
  readonly part: Int32Array;
  /** 1 for the edge of an invite. */
  readonly isInvite: Uint8Array;
  /** The link of a giver's stake; −1 where he invited nobody. */
  readonly stakeOf: Int32Array;
  /** The sink behind a member's reporters; −1 where there are none. */
  readonly sinkOf: Int32Array;
  /** Edges by giver, edges and reports by getter: `outLink[outStart[u]] … outLink[outStart[u + 1] − 1]`. */
  readonly outStart: Int32Array;
  readonly outLink: Int32Array;
  readonly inStart: Int32Array;
  readonly inLink: Int32Array;
  /** Arcs by tail: `arcStart[node]` … `arcStart[node + 1] − 1`; those of a link are `arcOf[link]` and its mate. */
  readonly arcStart: Int32Array;
  readonly head: Int32Array;
  readonly mate: Int32Array;
  readonly arcOf: Int32Array;
}

/** Lays the parts out. Edges of somebody to himself are left out. */
export function layLinks(parts: NetworkParts): Links {
  const people = parts.nodes;
  const edges = edgesInOrder(parts);
  const reports = reportsInOrder(parts);
  const { stakeOf, hubGivers } = findGivers(parts, edges);
  const { sinkOf, sinks } = findSinks(parts, reports, people + hubGivers.length);
  const firstStake = edges.length;
  const firstReport = firstStake + hubGivers.length;
  const count = firstReport + reports.length;
  const giver = new Int32Array(count);
  const getter = new Int32Array(count);
  const drops = new Int32Array(count);
  const part = new Int32Array(count).fill(-1);
  const isInvite = new Uint8Array(count);
  for (let link = 0; link < firstStake; link++) {
    const edge = edges[link] ?? 0;
    giver[link] = parts.from[edge] ?? 0;
    getter[link] = parts.to[edge] ?? 0;
    drops[link] = parts.capacity[edge] ?? 0;
    part[link] = edge;
    isInvite[link] = parts.invite[edge] ?? 0;
  }
  hubGivers.forEach((inviter, i) => {
    giver[firstStake + i] = inviter;
    getter[firstStake + i] = people + i;
    drops[firstStake + i] = parts.stake?.[inviter] ?? MAX_INVITE_DROPS;
    stakeOf[inviter] = firstStake + i;
  });
  reports.forEach((report, i) => {
    giver[firstReport + i] = parts.by[report] ?? 0;
    getter[firstReport + i] = sinkOf[parts.about[report] ?? 0] ?? 0;
    drops[firstReport + i] = parts.severity[report] ?? 0;
    part[firstReport + i] = report;
  });
  const nodes = people + hubGivers.length + sinks;
  const links = new Int32Array(count).map((_, link) => link);
  const [outStart, outLink] = group(giver, nodes, links.subarray(0, firstStake));
  const [inStart, inLink] = group(
    getter,
    nodes,
    links.filter((link) => link < firstStake || link >= firstReport),
  );
  const lists = { people, nodes, firstStake, firstReport, count, giver, getter, drops, part, isInvite };
  const tail = giver.map((inviter, link) => (isInvite[link] === 1 ? (getter[stakeOf[inviter] ?? 0] ?? 0) : inviter));
  const arcs = layArcs(nodes, tail, getter);
  return { ...lists, stakeOf, sinkOf, outStart, outLink, inStart, inLink, ...arcs };
}

/** Edges by giver, then getter, the invite last. */
function edgesInOrder({ nodes, from, to, invite }: NetworkParts): Int32Array {
  const edges = new Int32Array(from.length);
  let count = 0;
  for (let edge = 0; edge < from.length; edge++) if (from[edge] !== to[edge]) edges[count++] = edge;
  return sortBy(sortBy(sortBy(edges.subarray(0, count), 2, invite), nodes, to), nodes, from);
}

/** Reports by the one reported, then the reporter. */
function reportsInOrder({ nodes, by, about, severity }: NetworkParts): Int32Array {
  const worthy = new Int32Array(by.length);
  let count = 0;
  for (let report = 0; report < by.length; report++) {
    if ((severity[report] ?? 0) > 0 && by[report] !== about[report]) worthy[count++] = report;
  }
  return sortBy(sortBy(worthy.subarray(0, count), nodes, by), nodes, about);
}

function findGivers({ nodes, from, invite }: NetworkParts, edges: Int32Array) {
  const stakeOf = new Int32Array(nodes).fill(-1);
  const hubGivers: number[] = [];
  for (const edge of edges) {
    const inviter = from[edge] ?? 0;
    if (invite[edge] === 1 && hubGivers.at(-1) !== inviter) hubGivers.push(inviter);
  }
  return { stakeOf, hubGivers };
}

function findSinks({ nodes, about }: NetworkParts, reports: Int32Array, firstSink: number) {
  const sinkOf = new Int32Array(nodes).fill(-1);
  let sinks = 0;
  for (const report of reports) {
    const member = about[report] ?? 0;
    if ((sinkOf[member] ?? 0) < 0) sinkOf[member] = firstSink + sinks++;
  }
  return { sinkOf, sinks };
}

/** Counting sort by `keyOf[item]`: stable, so that sorting by a second key first orders ties. */
function sortBy(items: Int32Array, keys: number, keyOf: Int32Array | Uint8Array): Int32Array {
  const next = new Int32Array(keys + 1);
  for (let i = 0; i < items.length; i++) bump(next, (keyOf[items[i] ?? 0] ?? 0) + 1);
  sumUp(next);
  const sorted = new Int32Array(items.length);
  for (let i = 0; i < items.length; i++) sorted[bump(next, keyOf[items[i] ?? 0] ?? 0)] = items[i] ?? 0;
  return sorted;
}

/** Links in compressed rows, by the node that `end` names. */
function group(end: Int32Array, nodes: number, links: Int32Array): readonly [Int32Array, Int32Array] {
  const start = new Int32Array(nodes + 1);
  for (let i = 0; i < links.length; i++) bump(start, (end[links[i] ?? 0] ?? 0) + 1);
  sumUp(start);
  return [start, sortBy(links, nodes, end)];
}

/** Adds one; returns what was there. */
function bump(counts: Int32Array, at: number): number {
  const was = counts[at] ?? 0;
  counts[at] = was + 1;
  return was;
}

function sumUp(counts: Int32Array): void {
  for (let i = 1; i < counts.length; i++) counts[i] = (counts[i] ?? 0) + (counts[i - 1] ?? 0);
}

function layArcs(nodes: number, tail: Int32Array, getter: Int32Array) {
  const links = tail.length;
  const arcStart = new Int32Array(nodes + 1);
  for (let link = 0; link < links; link++) {
    bump(arcStart, (tail[link] ?? 0) + 1);
    bump(arcStart, (getter[link] ?? 0) + 1);
  }
  sumUp(arcStart);
  const next = arcStart.slice();
  const head = new Int32Array(links * 2);
  const mate = new Int32Array(links * 2);
  const arcOf = new Int32Array(links);
  for (let link = 0; link < links; link++) {
    const there = bump(next, tail[link] ?? 0);
    const back = bump(next, getter[link] ?? 0);
    head[there] = getter[link] ?? 0;
    head[back] = tail[link] ?? 0;
    mate[there] = back;
    mate[back] = there;
    arcOf[link] = there;
  }
  return { arcStart, head, mate, arcOf };
}
