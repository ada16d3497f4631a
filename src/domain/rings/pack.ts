import { type Answer, answerOf, together } from "./answer.ts";
import { improve } from "./improve.ts";
import { MAX_TABLE_ROWS } from "./limits.ts";
import type { Packing } from "./packing.ts";
import { type Piece, reduce, wholePiece } from "./pieces.ts";
import { branch, relaxTightly } from "./search.ts";
import { type Steps, stepsOf } from "./steps.ts";

export interface Packed {
  /** Ascending. */
  readonly columns: readonly number[];
  /** No answer scores more; the columns' own score where they are the best. */
  readonly bound: number;
}

/**
 * What the local search may take: tries for each column of a piece, and the part of the steps that are left. More where
 * there will be no other search.
 */
const LOCAL = { tries: 60, share: 1 / 4 } as const;
const LOCAL_ONLY = { tries: 400, share: 3 / 4 } as const;

/** The best columns that go together, piece by piece, the small ones first; every piece may use what the others left. */
export function pack(packing: Packing, steps: Steps): Packed {
  const { taken, pieces } = reduce(wholePiece(packing), packing.scores, steps);
  let answer = answerOf(taken, packing.scores);
  let bound = answer.score;
  for (const piece of pieces) {
    const found = packPiece(piece, packing.scores, steps);
    answer = together(answer, found.answer);
    bound += found.bound;
  }
  return { columns: [...answer.columns].sort((a, b) => a - b), bound };
}

function packPiece(piece: Piece, scores: Float64Array, steps: Steps) {
  const first = localBest(piece, scores, steps);
  const part = relaxTightly(piece, first.columns, scores, steps);
  const own = stepsOf(steps.left);
  const found = branch(part, first.score, scores, own, 0) ?? first;
  steps.left = own.left;
  if (own.gaveUp) steps.gaveUp = true;
  return { answer: found, bound: own.gaveUp ? part.relaxed.bound : found.score };
}

/** A good answer to begin with. */
function localBest(piece: Piece, scores: Float64Array, steps: Steps): Answer {
  const { tries, share } = piece.rows.length > MAX_TABLE_ROWS ? LOCAL_ONLY : LOCAL;
  const most = Math.floor(steps.left * share);
  const own = stepsOf(most);
  const answer = improve(piece, scores, piece.columns.length * tries, own);
  steps.left -= most - own.left;
  return answer;
}
