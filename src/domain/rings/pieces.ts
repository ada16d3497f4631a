import type { Packing } from "./packing.ts";
import { SLOW, spend, type Steps } from "./steps.ts";

/** Part of a packing: columns that are still open, and sets of them of which only one can be taken (each a row). */
export interface Piece {
  /** Ascending. */
  readonly columns: readonly number[];
  /** Each ascending. */
  readonly rows: readonly (readonly number[])[];
}

/** What is left to decide of a piece. */
export interface Reduced {
  /** Columns that some best answer has in any case. */
  readonly taken: readonly number[];
  /** The rest, in parts that have nothing to do with each other; the smaller ones first. */
  readonly pieces: readonly Piece[];
}

export function wholePiece(packing: Packing): Piece {
  const rows: number[][] = Array.from({ length: packing.rows }, () => []);
  packing.rowsOf.forEach((uses, column) => {
    for (const row of uses) rows[row]?.push(column);
  });
  return { columns: packing.rowsOf.map((_, column) => column), rows };
}

/** The piece with only those columns. */
export function keepColumns(piece: Piece, columns: readonly number[], steps: Steps): Piece {
  spend(steps, (columns.length + entries(piece.rows)) * SLOW);
  const kept = new Set(columns);
  const rows = piece.rows.map((row) => row.filter((column) => kept.has(column))).filter((row) => row.length > 1);
  return { columns, rows };
}

/** Takes away what cannot be in a best answer, or need not be; then divides. */
export function reduce(piece: Piece, scores: Float64Array, steps: Steps): Reduced {
  const fewer = keepColumns(piece, withoutWorse(piece, scores, steps), steps);
  const rows = withoutCovered(fewer.rows, steps);
  const inRows = new Set(rows.flat());
  const taken = fewer.columns.filter((column) => !inRows.has(column));
  const columns = fewer.columns.filter((column) => inRows.has(column));
  return { taken, pieces: divide({ columns, rows }, steps) };
}

/** Comparisons of two columns that one reduction is worth; where rows are so long that it takes more, it is left out. */
const MAX_COMPARED = 10_000_000;

/** Whoever has to make room for no more than another column, and is worth no less, makes the other one needless. */
function withoutWorse(piece: Piece, scores: Float64Array, steps: Steps): readonly number[] {
  const compared = piece.rows.reduce((sum, row) => sum + row.length * row.length, 0);
  if (compared > MAX_COMPARED) return piece.columns;
  spend(steps, compared);
  const inRows = rowsByColumn(piece.rows, steps);
  const gone = new Set<number>();
  const last = piece.columns.at(-1) ?? 0;
  const rowCount = new Int32Array(last + 1);
  for (const [column, rows] of inRows) rowCount[column] = rows.length;
  /** How many of a column's rows are those of the one that is looked at. */
  const shared = new Int32Array(last + 1);
  for (const column of piece.columns) {
    const own = inRows.get(column) ?? [];
    for (const row of own) for (const other of piece.rows[row] ?? []) shared[other] = (shared[other] ?? 0) + 1;
    const isBetter = (other: number) =>
      shared[other] === rowCount[other] && !gone.has(other) && precedes(other, column, own.length);
    if (own.some((row) => piece.rows[row]?.some(isBetter))) gone.add(column);
    for (const row of own) for (const other of piece.rows[row] ?? []) shared[other] = 0;
  }
  return piece.columns.filter((column) => !gone.has(column));

  function precedes(other: number, column: number, rows: number): boolean {
    const more = (scores[other] ?? 0) - (scores[column] ?? 0);
    return more > 0 || (more === 0 && ((rowCount[other] ?? 0) < rows || other < column));
  }
}

/** A row whose columns are all in another one says nothing new. */
function withoutCovered(rows: Piece["rows"], steps: Steps): Piece["rows"] {
  const inRows = rowsByColumn(rows, steps);
  const gone = new Set<number>();
  rows.forEach((row, at) => {
    const near = inRows.get(row[0] ?? -1) ?? [];
    for (const other of near) {
      const columns = rows[other] ?? [];
      if (other === at || gone.has(other) || columns.length < row.length) continue;
      if (columns.length === row.length && other > at) continue;
      spend(steps, (columns.length + row.length) * SLOW);
      const within = new Set(columns);
      if (!row.every((column) => within.has(column))) continue;
      gone.add(at);
      break;
    }
  });
  return rows.filter((_, at) => !gone.has(at));
}

export function rowsByColumn(rows: Piece["rows"], steps: Steps): ReadonlyMap<number, readonly number[]> {
  spend(steps, entries(rows) * SLOW);
  const inRows = new Map<number, number[]>();
  rows.forEach((row, at) => {
    for (const column of row) {
      const known = inRows.get(column);
      if (known === undefined) inRows.set(column, [at]);
      else known.push(at);
    }
  });
  return inRows;
}

function divide(piece: Piece, steps: Steps): readonly Piece[] {
  spend(steps, (piece.columns.length + entries(piece.rows)) * SLOW * 2);
  const inRows = rowsByColumn(piece.rows, steps);
  const part = new Map<number, number>();
  let parts = 0;
  for (const seed of piece.columns) {
    if (part.has(seed)) continue;
    part.set(seed, parts);
    const queue = [seed];
    const seen = new Set<number>();
    for (let column = queue.pop(); column !== undefined; column = queue.pop()) {
      for (const row of inRows.get(column) ?? []) {
        if (seen.has(row)) continue;
        seen.add(row);
        for (const other of piece.rows[row] ?? []) {
          if (part.has(other)) continue;
          part.set(other, parts);
          queue.push(other);
        }
      }
    }
    parts++;
  }
  const columns: number[][] = Array.from({ length: parts }, () => []);
  const rows: (readonly number[])[][] = Array.from({ length: parts }, () => []);
  for (const column of piece.columns) columns[part.get(column) ?? 0]?.push(column);
  for (const row of piece.rows) rows[part.get(row[0] ?? -1) ?? 0]?.push(row);
  const pieces = columns.map((some, i) => ({ columns: some, rows: rows[i] ?? [] }));
  return pieces.sort((a, b) => a.columns.length - b.columns.length || (a.columns[0] ?? 0) - (b.columns[0] ?? 0));
}

function entries(rows: Piece["rows"]): number {
  return rows.reduce((sum, row) => sum + row.length, 0);
}
