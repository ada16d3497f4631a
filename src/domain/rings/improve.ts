import { type Answer, answerOf } from "./answer.ts";
import { type Piece, rowsByColumn } from "./pieces.ts";
import { SLOW, spend, type Steps } from "./steps.ts";

/** Nobody has the row. */
const NOBODY = -1;
/** Where the generator begins; any number but 0. */
const SEED = 2_463_534_242;

/**
 * Local search from a greedy answer: puts in a column, takes out what is against it, fills the gaps with what is worth most
 * for each row, and keeps that where it is worth no less. Columns are drawn by a generator with a fixed seed, so the same
 * piece is improved in the same way everywhere.
 */
export function improve(piece: Piece, scores: Float64Array, tries: number, steps: Steps): Answer {
  const { rowsAt, worth, byWorth, inOrder } = lookUps(piece, scores, steps);
  /** By row: the place of the column that has it. */
  const holder = new Int32Array(piece.rows.length).fill(NOBODY);
  const rowsOf = (at: number) => rowsAt[at] ?? [];
  const give = (at: number, to: number) => {
    for (const row of rowsOf(at)) holder[row] = to;
  };
  // The innermost question of all: no closure in it.
  const isFree = (at: number) => {
    for (const row of rowsOf(at)) if (holder[row] !== NOBODY) return false;
    return true;
  };
  const sum = (places: readonly number[]) => places.reduce((all, at) => all + (worth[at] ?? 0), 0);

  for (const at of inOrder) if (isFree(at)) give(at, at);
  const draw = createDraw();
  for (let i = 0; i < tries && steps.left > 0; i++) {
    const drawn = draw() % piece.columns.length;
    const out = [...new Set(rowsOf(drawn).map((row) => holder[row] ?? NOBODY))].filter((at) => at !== NOBODY);
    spend(steps, SLOW * SLOW * 4);
    if (out.includes(drawn)) continue;
    for (const at of out) give(at, NOBODY);
    give(drawn, drawn);
    const into = [drawn];
    for (const row of out.flatMap(rowsOf)) {
      if (holder[row] !== NOBODY) continue;
      const places = byWorth[row] ?? [];
      const found = places.findIndex(isFree);
      spend(steps, (found < 0 ? places.length : found + 1) * SLOW);
      const next = places[found];
      if (next === undefined) continue;
      give(next, next);
      into.push(next);
    }
    if (sum(into) >= sum(out)) continue;
    for (const at of into) give(at, NOBODY);
    for (const at of out) give(at, at);
  }
  const places = [...new Set(holder)].filter((at) => at !== NOBODY);
  return answerOf(
    places.map((at) => piece.columns[at] ?? 0),
    scores,
  );
}

/** Columns by their place in the piece. */
interface LookUps {
  readonly rowsAt: readonly (readonly number[])[];
  readonly worth: Float64Array;
  /** By row: its places, those first that are worth most for each of their rows. */
  readonly byWorth: readonly (readonly number[])[];
  readonly inOrder: readonly number[];
}

function lookUps(piece: Piece, scores: Float64Array, steps: Steps): LookUps {
  const inRows = rowsByColumn(piece.rows, steps);
  const rowsAt = piece.columns.map((column) => inRows.get(column) ?? []);
  const worth = Float64Array.from(piece.columns, (column) => scores[column] ?? 0);
  const perRow = worth.map((score, at) => score / (rowsAt[at]?.length ?? 1));
  const inOrder = rowsAt.map((_, at) => at).sort((a, b) => (perRow[b] ?? 0) - (perRow[a] ?? 0) || a - b);
  const byWorth: number[][] = piece.rows.map(() => []);
  for (const at of inOrder) for (const row of rowsAt[at] ?? []) byWorth[row]?.push(at);
  return { rowsAt, worth, byWorth, inOrder };
}

/** Whole numbers from 0 to 2³² − 1, always the same ones (xorshift32, G. Marsaglia, 2003). */
function createDraw(): () => number {
  let state = SEED;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
