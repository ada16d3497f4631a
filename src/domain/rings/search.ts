import { type Answer, answerOf, together } from "./answer.ts";
import { violatedCliques } from "./cliques.ts";
import { MAX_DEPTH, MAX_TABLE_ROWS } from "./limits.ts";
import { UNIT } from "./packing.ts";
import { keepColumns, type Piece, reduce, rowsByColumn } from "./pieces.ts";
import { relax, type Relaxed } from "./relax.ts";
import { SLOW, spend, type Steps } from "./steps.ts";

/** How often the bound is made tighter before the search branches. */
const MAX_TIGHTENINGS = 8;
/** Shares of less than this are rounding. */
const LEAST_SHARE = 1e-3;

/** A piece with its relaxed answer, and a real one near that. Columns that cannot make a better one may be missing from it. */
export interface Part {
  readonly piece: Piece;
  readonly relaxed: Relaxed;
  readonly rounded: Answer;
}

/**
 * Adds rows until the relaxed answer has none against it that is easy to find. Begins with an answer that is known; it may be
 * one of a larger piece.
 */
export function relaxTightly(piece: Piece, known: readonly number[], scores: Float64Array, steps: Steps): Part {
  let tight = piece;
  let rounded = answerWithin(piece, known, scores);
  let relaxed = relax(tight, scores, rounded.columns, steps);
  rounded = better(rounded, round(tight, relaxed, scores, steps));
  for (let i = 0; i < MAX_TIGHTENINGS && steps.left > 0 && relaxed.bound >= rounded.score + UNIT; i++) {
    const cliques = violatedCliques(tight, relaxed, steps);
    if (cliques.length === 0) break;
    const hopeful = hopefulColumns(tight, relaxed, rounded.score);
    const next = keepColumns({ columns: tight.columns, rows: [...tight.rows, ...cliques] }, hopeful, steps);
    const again = relax(next, scores, rounded.columns, steps);
    // Half a computation has a worse bound than none.
    if (again.bound > relaxed.bound) break;
    tight = next;
    relaxed = again;
    rounded = better(rounded, round(tight, relaxed, scores, steps));
  }
  // What was dropped on the way could only have been as good as what is known.
  return { piece: tight, relaxed: { ...relaxed, bound: Math.max(relaxed.bound, rounded.score) }, rounded };
}

/**
 * Branch and bound: the best answer of the part that scores more than `floor`; null where there is none. When the steps end
 * or the stack is full, it is the best one found.
 */
export function branch(part: Part, floor: number, scores: Float64Array, steps: Steps, depth: number): Answer | null {
  const { piece, relaxed, rounded } = part;
  let best = rounded.score > floor ? rounded : null;
  const least = () => best?.score ?? floor;
  if (relaxed.bound < least() + UNIT) return best;
  if (steps.left <= 0 || depth >= MAX_DEPTH || piece.rows.length > MAX_TABLE_ROWS) {
    steps.gaveUp = true;
    return best;
  }
  const hopeful = keepColumns(piece, hopefulColumns(piece, relaxed, least()), steps);
  const column = toDecide(piece, relaxed);
  const others = hopeful.columns.filter((other) => other !== column);
  if (hopeful.columns.length > others.length) {
    const chosen = answerOf([column], scores);
    const rivals = new Set(hopeful.rows.filter((row) => row.includes(column)).flat());
    const free = others.filter((other) => !rivals.has(other));
    const found = searchBest(
      keepColumns(hopeful, free, steps),
      least() - chosen.score,
      rounded.columns,
      scores,
      steps,
      depth + 1,
    );
    if (found !== null) best = together(chosen, found);
  }
  const rest = keepColumns(hopeful, others, steps);
  return searchBest(rest, least(), rounded.columns, scores, steps, depth + 1) ?? best;
}

/** The same for a piece that may fall into several parts: each of them only has to make up for what the others cannot give. */
function searchBest(
  piece: Piece,
  floor: number,
  known: readonly number[],
  scores: Float64Array,
  steps: Steps,
  depth: number,
): Answer | null {
  const { taken, pieces } = reduce(piece, scores, steps);
  let answer = answerOf(taken, scores);
  const parts = pieces.map((one) => relaxTightly(one, known, scores, steps));
  let hope = parts.reduce((sum, { relaxed }) => sum + relaxed.bound, answer.score);
  for (const part of parts) {
    if (hope < floor + UNIT) return null;
    const others = hope - part.relaxed.bound;
    const found = branch(part, floor - others, scores, steps, depth) ?? (steps.gaveUp ? part.rounded : null);
    if (found === null) return null;
    hope = others + found.score;
    answer = together(answer, found);
  }
  return answer.score > floor ? answer : null;
}

/** What the piece still has of an answer that is known for a larger one. */
function answerWithin(piece: Piece, known: readonly number[], scores: Float64Array): Answer {
  const columns = new Set(known);
  return answerOf(
    piece.columns.filter((column) => columns.has(column)),
    scores,
  );
}

function better(a: Answer, b: Answer): Answer {
  return b.score > a.score ? b : a;
}

/** Columns that some answer of more than `floor` may have. */
function hopefulColumns(piece: Piece, { bound, gain }: Relaxed, floor: number): readonly number[] {
  return piece.columns.filter((_, at) => bound + Math.min(0, gain[at] ?? 0) >= floor + UNIT);
}

/** The column of which the relaxed answer takes most without taking all of it. */
function toDecide(piece: Piece, { share }: Relaxed): number {
  let decided = piece.columns[0] ?? 0;
  let most = 0;
  piece.columns.forEach((column, at) => {
    const part = share[at] ?? 0;
    if (part <= most || part > 1 - LEAST_SHARE) return;
    most = part;
    decided = column;
  });
  return decided;
}

/** Takes the columns with the greatest shares, and then those with the greatest gains, as long as they go together. */
function round(piece: Piece, { share, gain }: Relaxed, scores: Float64Array, steps: Steps): Answer {
  const inRows = rowsByColumn(piece.rows, steps);
  const rank = (at: number) => ((share[at] ?? 0) > LEAST_SHARE ? (share[at] ?? 0) : 0);
  const order = piece.columns.map((_, at) => at);
  order.sort((a, b) => rank(b) - rank(a) || (gain[b] ?? 0) - (gain[a] ?? 0) || a - b);
  const full = new Set<number>();
  const columns: number[] = [];
  spend(steps, order.length * SLOW * 4);
  for (const at of order) {
    const column = piece.columns[at] ?? 0;
    const rows = inRows.get(column) ?? [];
    if (rows.some((row) => full.has(row))) continue;
    for (const row of rows) full.add(row);
    columns.push(column);
  }
  return answerOf(columns, scores);
}
