import { err, ok, type Result } from "../../lib/result.ts";
import { type Candidate, listCandidates, type RingLength } from "./candidates.ts";
import { MAX_CANDIDATES, MAX_RING_ITEMS, MAX_RING_WANTS, MAX_RING_WEIGHT, MAX_STEPS } from "./limits.ts";
import { pack } from "./pack.ts";
import { itemsWithin, packingOf } from "./packing.ts";
import { stepsOf } from "./steps.ts";
import { layWants, type Want, type WantGraph } from "./wants.ts";

/** Items of which each owner takes the next one; the last one's takes the first. The smallest id is the first. */
export type Ring = readonly string[];

export interface RingQuestion {
  /** In any order: the answer is the same. */
  readonly wants: readonly Want[];
  /** Items in one ring at most. */
  readonly longest: RingLength;
  /** How much those of a ring trust each other: a whole number from 0 to MAX_RING_WEIGHT. 0 where it is not given. */
  readonly weightOf?: (ring: Ring) => number;
  /** What the search may cost; MAX_STEPS where it is not given. */
  readonly steps?: number;
}

export interface RingAnswer {
  /** No two have an item in common; shorter ones first, then in the order of ids. */
  readonly rings: readonly Ring[];
  /** Items in all of them. */
  readonly traded: number;
  /** True where it is certain that no rings of that length trade more items. */
  readonly proved: boolean;
}

export type RingError = { readonly kind: "too-many-items" | "too-many-wants"; readonly most: number };

/**
 * The rings in which most items are traded; of as many, the shorter rings; of those, the greater weight; of those, what
 * the search comes to first, which goes in the order of ids. As far as its steps go: an answer that is not proved is the
 * best one found, and the same on every device all the same.
 */
export function findRings(question: RingQuestion): Result<RingAnswer, RingError> {
  const { wants, longest, weightOf = () => 0, steps: most = MAX_STEPS } = question;
  if (wants.length > MAX_RING_WANTS) return err({ kind: "too-many-wants", most: MAX_RING_WANTS });
  const graph = layWants(wants);
  if (graph.items.length > MAX_RING_ITEMS) return err({ kind: "too-many-items", most: MAX_RING_ITEMS });
  const steps = stepsOf(most);
  const { rings, all } = listCandidates(graph, longest, MAX_CANDIDATES, steps);
  const idsOf = ({ length, uses }: Candidate): Ring => uses.slice(0, length).map((item) => graph.items[item] ?? "");
  const weights = rings.map((ring) => Math.min(MAX_RING_WEIGHT, Math.max(0, Math.round(weightOf(idsOf(ring))))));
  const packing = packingOf(rings, weights);
  const { columns, bound } = pack(packing, steps);
  const chosen = columns.flatMap((column) => rings[column] ?? []);
  const traded = chosen.reduce((sum, { length }) => sum + length, 0);
  const possible = Math.min(tradable(graph), all ? itemsWithin(bound, packing.items) : graph.items.length);
  // Pairs trade an even number of items.
  const proved = traded >= (longest === 2 ? possible - (possible % 2) : possible);
  return ok({ rings: chosen.map(idsOf), traded, proved });
}

/** Items that are taken for something and take something: no more of them can be in rings. */
function tradable({ items, start, head }: WantGraph): number {
  const isTaken = new Set(head);
  return items.filter((_, item) => isTaken.has(item) && (start[item + 1] ?? 0) > (start[item] ?? 0)).length;
}
