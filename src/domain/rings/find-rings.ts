import { err, ok, type Result } from "../../lib/result.ts";
import { type Candidate, listCandidates, type RingLength } from "./candidates.ts";
import { MAX_CANDIDATES, MAX_RING_ITEMS, MAX_RING_WANTS, MAX_RING_WEIGHT, MAX_STEPS } from "./limits.ts";
import { packingOf } from "./packing.ts";
import { reduce, wholePiece } from "./pieces.ts";
import { searchBest } from "./search.ts";
import { layWants, type Want } from "./wants.ts";

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
  /** No two have an item in common; in the order of ids. */
  readonly rings: readonly Ring[];
  /** Items in all of them. */
  readonly traded: number;
  /** True where it is certain that no others are better, false where the steps or the room for candidates came to an end. */
  readonly proved: boolean;
}

export type RingError = { readonly kind: "too-many-items" | "too-many-wants"; readonly most: number };

/**
 * The rings in which most items are traded; of as many, the shorter rings; of those, the greater weight; of those, what
 * comes first in the search, which goes in the order of ids.
 */
export function findRings(question: RingQuestion): Result<RingAnswer, RingError> {
  const { wants, longest, weightOf = () => 0, steps: most = MAX_STEPS } = question;
  if (wants.length > MAX_RING_WANTS) return err({ kind: "too-many-wants", most: MAX_RING_WANTS });
  const graph = layWants(wants);
  if (graph.items.length > MAX_RING_ITEMS) return err({ kind: "too-many-items", most: MAX_RING_ITEMS });
  const steps = { left: most };
  const { rings, all } = listCandidates(graph, longest, MAX_CANDIDATES, steps);
  const idsOf = ({ length, uses }: Candidate): Ring => uses.slice(0, length).map((item) => graph.items[item] ?? "");
  const weights = rings.map((ring) => Math.min(MAX_RING_WEIGHT, Math.max(0, Math.round(weightOf(idsOf(ring))))));
  const rows = Math.max(-1, ...rings.map(({ uses }) => Math.max(...uses))) + 1;
  const packing = packingOf(rings, weights, rows);
  const found = searchBest(wholePiece(packing), -1, packing.scores, steps);
  const columns = [...(found?.columns ?? [])].sort((a, b) => a - b);
  const chosen = columns.flatMap((column) => rings[column] ?? []);
  (globalThis as any).STEPS = most - steps.left;
  return ok({
    rings: chosen.map(idsOf),
    traded: chosen.reduce((sum, { length }) => sum + length, 0),
    proved: all && steps.left > 0,
  });
}
