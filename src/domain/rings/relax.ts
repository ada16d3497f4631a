import { MAX_TABLE_ROWS } from "./limits.ts";
import { UNIT } from "./packing.ts";
import { type Piece, rowsByColumn } from "./pieces.ts";
import { spend, type Steps } from "./steps.ts";

/** What a piece would be worth if rings could be taken in part. */
export interface Relaxed {
  /** No answer scores more, whatever became of the computation: it follows from whole-number prices, exactly. */
  readonly bound: number;
  /** By place in `columns`: how much of it, in [0, 1], about. */
  readonly share: Float64Array;
  /** By place in `columns`: its score less the prices of its rows. Taking the column costs at least what is missing to 0. */
  readonly gain: Float64Array;
}

/** A gain below this part of the greatest score is rounding. */
const LEAST_GAIN = 1e-12;
const LEAST_PIVOT = 1e-9;
/** How much room the rows have beyond 1, at most: all different, so that the search for the best corner never goes round in circles. */
const SLANT = 1e-6;
/** An odd number that spreads its multiples over 32 bits (Knuth, the golden ratio). */
const SPREAD = 2_654_435_761;

/**
 * The linear program, from a real answer on (`start`; what of it is not in the piece is left out), by the simplex method (G. B. Dantzig, 1947), with the inverse of the basis kept as a table. What
 * gains most for each row comes in; rows are given slightly different room against cycling. That makes shares a little wrong, and
 * the bound not: any prices ≥ 0 give one (weak duality).
 */
export function relax(piece: Piece, scores: Float64Array, start: readonly number[], steps: Steps): Relaxed {
  const columns = columnsOf(piece, steps);
  const worth = Float64Array.from(piece.columns, (column) => scores[column] ?? 0);
  const size = piece.rows.length;
  if (size > MAX_TABLE_ROWS)
    return judge(columns, worth, dearPrices(piece, scores, steps), new Float64Array(worth.length));
  const { prices, share } = solve(columns, worth, placesOf(piece, start), size, steps);
  return judge(columns, worth, prices, share);
}

/** Places in `columns` of those that are in the piece. */
function placesOf(piece: Piece, columns: readonly number[]): readonly number[] {
  const wanted = new Set(columns);
  return piece.columns.flatMap((column, at) => (wanted.has(column) ? [at] : []));
}

/** By place in `columns`: its rows. */
function columnsOf(piece: Piece, steps: Steps): readonly Int32Array[] {
  const inRows = rowsByColumn(piece.rows, steps);
  return piece.columns.map((column) => Int32Array.from(inRows.get(column) ?? []));
}

/** Rounds the prices to whole numbers; what a column gains nevertheless is added. */
function judge(
  columns: readonly Int32Array[],
  worth: Float64Array,
  prices: Float64Array,
  share: Float64Array,
): Relaxed {
  const whole = prices.map((price) => Math.max(0, Math.round(price)));
  const gain = worth.slice();
  let bound = whole.reduce((sum, price) => sum + price, 0);
  columns.forEach((rows, at) => {
    let left = worth[at] ?? 0;
    for (const row of rows) left -= whole[row] ?? 0;
    gain[at] = left;
    bound += Math.max(0, left);
  });
  return { bound, share, gain };
}

/** Prices without a computation: each row pays for the best column in it, shared among that column's rows. */
function dearPrices(piece: Piece, scores: Float64Array, steps: Steps): Float64Array {
  const inRows = rowsByColumn(piece.rows, steps);
  const perRow = (column: number) => (scores[column] ?? 0) / (inRows.get(column)?.length ?? 1);
  return Float64Array.from(piece.rows, (row) =>
    Math.ceil(row.reduce((most, column) => Math.max(most, perRow(column)), 0)),
  );
}

interface Table {
  readonly size: number;
  /** The inverse of the basis, row by row. */
  readonly inverse: Float64Array;
  /** By row of the table: the column in the basis; ≥ the number of columns for the spare room of a row. */
  readonly basis: Int32Array;
  readonly amount: Float64Array;
  readonly prices: Float64Array;
}

function solve(
  columns: readonly Int32Array[],
  worth: Float64Array,
  start: readonly number[],
  size: number,
  steps: Steps,
) {
  const table = firstTable(size, columns.length);
  for (const at of start) if (hasRows(columns, at)) enter(table, at, columns[at] ?? Int32Array.of(), worth[at] ?? 0);
  spend(steps, size * size);
  const least = LEAST_GAIN * worth.reduce((most, score) => Math.max(most, score), UNIT);
  const direction = new Float64Array(size);
  const support = new Int32Array(size);
  for (;;) {
    const entering = mostPromising(columns, worth, table.prices, least, steps);
    if (entering.at < 0 || steps.left <= 0) break;
    const rows = columns[entering.at] ?? Int32Array.of(entering.at - columns.length);
    pointTo(table, rows, direction, steps);
    const leaving = firstToLeave(table, direction);
    if (leaving < 0) break;
    pivot(table, { at: entering.at, gain: entering.gain, leaving }, direction, support, steps);
  }
  // A column without rows is in nobody's way.
  const share = Float64Array.from(columns, (rows) => (rows.length === 0 ? 1 : 0));
  table.basis.forEach((column, row) => {
    if (column < columns.length) share[column] = table.amount[row] ?? 0;
  });
  return { prices: table.prices, share };
}

function hasRows(columns: readonly Int32Array[], at: number): boolean {
  return (columns[at]?.length ?? 0) > 0;
}

function firstTable(size: number, columns: number): Table {
  const inverse = new Float64Array(size * size);
  const amount = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    inverse[row * size + row] = 1;
    amount[row] = 1 + (SLANT * (Math.imul(row + 1, SPREAD) >>> 0)) / 2 ** 32;
  }
  const basis = Int32Array.from({ length: size }, (_, row) => columns + row);
  return { size, inverse, basis, amount, prices: new Float64Array(size) };
}

/** Takes the column whole, where nothing that has been taken shares a row with it: its scarcest row is full then and pays for it. */
function enter({ size, inverse, basis, amount, prices }: Table, at: number, rows: Int32Array, worth: number): void {
  const full = rows.reduce((scarce, row) => ((amount[row] ?? 0) < (amount[scarce] ?? 0) ? row : scarce), rows[0] ?? 0);
  for (const row of rows) {
    if (row === full) continue;
    inverse[row * size + full] = -1;
    amount[row] = (amount[row] ?? 0) - (amount[full] ?? 0);
  }
  basis[full] = at;
  prices[full] = worth;
}

/** The column, or spare room of a row, that gains most for each of its rows at these prices; −1 where none does. */
function mostPromising(
  columns: readonly Int32Array[],
  worth: Float64Array,
  prices: Float64Array,
  least: number,
  steps: Steps,
): { readonly at: number; readonly gain: number } {
  let at = -1;
  let gain = 0;
  let perRow = 0;
  for (let column = 0; column < columns.length; column++) {
    const rows = columns[column] ?? [];
    let left = worth[column] ?? 0;
    for (let i = 0; i < rows.length; i++) left -= prices[rows[i] ?? 0] ?? 0;
    if (rows.length === 0 || left <= least || left <= perRow * rows.length) continue;
    gain = left;
    perRow = left / rows.length;
    at = column;
  }
  for (let row = 0; row < prices.length; row++) {
    const left = -(prices[row] ?? 0);
    if (left <= least || left <= perRow) continue;
    gain = perRow = left;
    at = columns.length + row;
  }
  spend(steps, columns.length * 6 + prices.length);
  return { at, gain };
}

/** What each column of the basis has to give for the one that comes in. */
function pointTo({ size, inverse }: Table, rows: Int32Array, direction: Float64Array, steps: Steps): void {
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < rows.length; j++) sum += inverse[i * size + (rows[j] ?? 0)] ?? 0;
    direction[i] = sum;
  }
  spend(steps, size * rows.length);
}

function firstToLeave({ size, amount }: Table, direction: Float64Array): number {
  let leaving = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < size; i++) {
    const gives = direction[i] ?? 0;
    if (gives <= LEAST_PIVOT || (amount[i] ?? 0) / gives >= least) continue;
    least = (amount[i] ?? 0) / gives;
    leaving = i;
  }
  return leaving;
}

interface Exchange {
  readonly at: number;
  readonly gain: number;
  readonly leaving: number;
}

function pivot(table: Table, exchange: Exchange, direction: Float64Array, support: Int32Array, steps: Steps): void {
  const { size, inverse, basis, amount, prices } = table;
  const { at, gain, leaving } = exchange;
  const own = leaving * size;
  const scale = 1 / (direction[leaving] ?? 1);
  let used = 0;
  for (let j = 0; j < size; j++) {
    const value = inverse[own + j] ?? 0;
    if (value === 0) continue;
    inverse[own + j] = value * scale;
    support[used++] = j;
  }
  amount[leaving] = (amount[leaving] ?? 0) * scale;
  spend(steps, 3 * size);
  for (let i = 0; i < size; i++) {
    const factor = direction[i] ?? 0;
    if (factor === 0 || i === leaving) continue;
    const row = i * size;
    for (let k = 0; k < used; k++) {
      const j = support[k] ?? 0;
      inverse[row + j] = (inverse[row + j] ?? 0) - factor * (inverse[own + j] ?? 0);
    }
    amount[i] = Math.max(0, (amount[i] ?? 0) - factor * (amount[leaving] ?? 0));
    spend(steps, used);
  }
  for (let k = 0; k < used; k++) {
    const j = support[k] ?? 0;
    prices[j] = (prices[j] ?? 0) + gain * (inverse[own + j] ?? 0);
  }
  basis[leaving] = at;
}
