import { type Piece, rowsByColumn } from "./pieces.ts";
import { type Answer, answerOf } from "./answer.ts";
import { SLOW, spend, type Steps } from "./steps.ts";

/**
 * Local search from a greedy answer: puts in a column, takes out what is against it, fills the gaps with what is worth most, and keeps that where
 * it is worth no less. The columns are drawn by a generator with a fixed seed, so the same piece is improved in the same way.
 */
export function improve(piece: Piece, scores: Float64Array, tries: number, steps: Steps): Answer {
  const inRows = rowsByColumn(piece.rows, steps);
  /** By row: the column that has it; −1 for none. */
  const holder = new Int32Array(piece.rows.length).fill(-1);
  const rowsOf = (column: number) => inRows.get(column) ?? [];
  const put = (column: number) => rowsOf(column).forEach((row) => (holder[row] = column));
  const clear = (column: number) => rowsOf(column).forEach((row) => (holder[row] = -1));
  const isFree = (column: number) => rowsOf(column).every((row) => holder[row] === -1);
  const perRow = (column: number) => (scores[column] ?? 0) / rowsOf(column).length;
  const byWorth = piece.rows.map((row) => [...row].sort((a, b) => perRow(b) - perRow(a) || a - b));
  const draw = createDraw();
  const worth = (columns: readonly number[]) => columns.reduce((sum, column) => sum + (scores[column] ?? 0), 0);

  for (const column of [...piece.columns].sort((a, b) => perRow(b) - perRow(a) || a - b)) if (isFree(column)) put(column);
  for (let i = 0; i < tries && steps.left > 0; i++) {
    const column = piece.columns[draw() % piece.columns.length] ?? 0;
    const out = [...new Set(rowsOf(column).map((row) => holder[row] ?? -1))].filter((rival) => rival >= 0);
    spend(steps, SLOW * SLOW);
    if (out.includes(column)) continue;
    out.forEach(clear);
    put(column);
    const into = [column];
    for (const row of out.flatMap(rowsOf)) {
      if (holder[row] !== -1) continue;
      const at = byWorth[row]?.findIndex(isFree) ?? -1;
      spend(steps, (at < 0 ? (byWorth[row]?.length ?? 0) : at + 1) * SLOW);
      const next = byWorth[row]?.[at];
      if (next === undefined) continue;
      put(next);
      into.push(next);
    }
    if (worth(into) >= worth(out)) continue;
    into.forEach(clear);
    out.forEach(put);
  }
  return answerOf([...new Set(holder)].filter((column) => column >= 0), scores);
}

/** Whole numbers from 0 to 2³² − 1, always the same ones (xorshift32, G. Marsaglia, 2003). */
function createDraw(): () => number {
  let state = 2_463_534_242;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}
