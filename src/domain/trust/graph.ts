import type { IdentityKey, RecordId } from "../ids.ts";
import type { DealView, MemberView } from "../pond/views.ts";
import { INVITE_DROPS, pairCapacity, reportSeverity } from "./capacity.ts";

/** T1, T2: who passes drops on to whom. Nodes are numbered; edges lie in parallel arrays, grouped by nothing. */
export interface TrustGraph {
  readonly nodes: readonly IdentityKey[];
  readonly indexOf: ReadonlyMap<IdentityKey, number>;
  readonly edges: readonly TrustEdge[];
  /** T7: who reports whom, and how heavily. */
  readonly reports: readonly {
    readonly by: number;
    readonly about: number;
    readonly severity: number;
    readonly deal: RecordId;
  }[];
}

export interface TrustEdge {
  readonly from: number;
  readonly to: number;
  /** Drops, a whole number above zero. */
  readonly capacity: number;
  readonly deals: readonly RecordId[];
  /** True for the edge of an invite, whose drops come out of the inviter's stake (T4). */
  readonly invite: boolean;
}

/** Builds the graph from what the fold shows. The same views give the same graph (G6). */
export function buildGraph(members: Iterable<MemberView>, deals: Iterable<DealView>, newest: number): TrustGraph {
  const people = [...members].sort((a, b) => (a.id < b.id ? -1 : 1));
  const nodes = people.map(({ id }) => id);
  const indexOf = new Map(nodes.map((id, i) => [id, i] as const));
  const edges: TrustEdge[] = [];
  const reports: { by: number; about: number; severity: number; deal: RecordId }[] = [];
  const at = (id: IdentityKey) => indexOf.get(id) ?? -1;

  for (const pair of byPair(deals)) {
    const [first] = pair;
    if (first === undefined || at(first.maker) < 0 || at(first.owner) < 0) continue;
    for (const [from, to] of [[first.maker, first.owner] as const, [first.owner, first.maker] as const]) {
      const { drops, deals: behind } = pairCapacity(pair, from, newest);
      if (drops > 0) edges.push({ from: at(from), to: at(to), capacity: drops, deals: behind, invite: false });
      for (const deal of pair) {
        const severity = reportSeverity(deal, from);
        if (severity > 0) reports.push({ by: at(from), about: at(to), severity, deal: deal.id });
      }
    }
  }
  for (const { id, invitedBy } of people) {
    if (invitedBy === null || invitedBy === id || at(invitedBy) < 0) continue;
    edges.push({ from: at(invitedBy), to: at(id), capacity: INVITE_DROPS, deals: [], invite: true });
  }
  return { nodes, indexOf, edges, reports };
}

/** Deals by the two people, in a fixed order. */
function byPair(deals: Iterable<DealView>): readonly (readonly DealView[])[] {
  const pairs = new Map<string, DealView[]>();
  for (const deal of deals) {
    const key = deal.maker < deal.owner ? `${deal.maker}|${deal.owner}` : `${deal.owner}|${deal.maker}`;
    const pair = pairs.get(key);
    if (pair === undefined) pairs.set(key, [deal]);
    else pair.push(deal);
  }
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}
