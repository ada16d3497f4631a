import { isPart, violatedCliques } from "./cliques.ts";
import { UNIT } from "./packing.ts";
import { keepColumns, type Piece, reduce, rowsByColumn } from "./pieces.ts";
import { relax, type Relaxed } from "./relax.ts";
import { spend, type Steps } from "./steps.ts";

/** Columns that go together. */
export interface Answer {
  readonly columns: readonly number[];
  readonly score: number;
}

/** How often the bound is made tighter before the search branches. */
const MAX_TIGHTENINGS = 8;

/**
 * The best answer of the piece that scores more than `floor`, by branch and bound; null where there is none. When the
 * steps end it is the best one found.
 */
export function searchBest(piece: Piece, floor: number, scores: Float64Array, steps: Steps): Answer | null {
  const { taken, pieces } = reduce(piece, scores, steps);
  const sure = answerOf(taken, scores);
  const parts = pieces.map((part) => relaxTightly(part, scores, steps));
  const bounds = parts.map(({ relaxed }) => relaxed.bound);
  let hope = bounds.reduce((sum, bound) => sum + bound, sure.score);
  let answer = sure;
  for (const [i, part] of parts.entries()) {
    if (hope < floor + UNIT) return null;
    const others = hope - (bounds[i] ?? 0);
    const found = branch(part, floor - others, scores, steps) ?? (steps.left > 0 ? null : part.rounded);
    if (found === null) return null;
    hope = others + found.score;
    answer = together(answer, found);
  }
  return answer.score > floor ? answer : null;
}

export function answerOf(columns: readonly number[], scores: Float64Array): Answer {
  return { columns, score: columns.reduce((sum, column) => sum + (scores[column] ?? 0), 0) };
}

export function together(a: Answer, b: Answer): Answer {
  return { columns: [...a.columns, ...b.columns], score: a.score + b.score };
}

interface Part {
  readonly piece: Piece;
  readonly relaxed: Relaxed;
  /** An answer near the relaxed one. */
  readonly rounded: Answer;
}

/** Adds rows until the relaxed answer has none against it that is easy to find. */
function relaxTightly(piece: Piece, scores: Float64Array, steps: Steps): Part {
  let tight = piece;
  let relaxed = relax(tight, scores, steps);
  let rounded = round(tight, relaxed, scores, steps);
  for (let i = 0; i < MAX_TIGHTENINGS && steps.left > 0 && relaxed.bound >= rounded.score + UNIT; i++) {
    const cliques = violatedCliques(tight, relaxed, steps);
    if (cliques.length === 0) break;
    const hopeful = hopefulColumns(tight, relaxed, rounded.score);
    tight = keepColumns({ columns: tight.columns, rows: [...tight.rows, ...cliques] }, hopeful);
    relaxed = relax(tight, scores, steps);
    const next = round(tight, relaxed, scores, steps);
    if (next.score > rounded.score) rounded = next;
  }
  return { piece: tight, relaxed, rounded };
}

/** Columns that some answer of more than `floor` may have. */
function hopefulColumns(piece: Piece, { bound, gain }: Relaxed, floor: number): readonly number[] {
  return piece.columns.filter((_, at) => bound + Math.min(0, gain[at] ?? 0) >= floor + UNIT);
}

function branch(part: Part, floor: number, scores: Float64Array, steps: Steps): Answer | null {
  const { piece, relaxed, rounded } = part;
  let best = rounded.score > floor ? rounded : null;
  const least = () => best?.score ?? floor;
  if (steps.left <= 0 || relaxed.bound < least() + UNIT) return best;
  const hopeful = keepColumns(piece, hopefulColumns(piece, relaxed, least()));
  const column = toDecide(piece, relaxed);
  const others = hopeful.columns.filter((other) => other !== column);
  if (hopeful.columns.length > others.length) {
    const chosen = answerOf([column], scores);
    const rivals = new Set(hopeful.rows.filter((row) => row.includes(column)).flat());
    const rest = keepColumns(hopeful, others.filter((other) => !rivals.has(other)));
    const found = searchBest(rest, least() - chosen.score, scores, steps);
    if (found !== null) best = together(chosen, found);
  }
  if (steps.left <= 0) return best;
  return searchBest(keepColumns(hopeful, others), least(), scores, steps) ?? best;
}

/** The column that the relaxed answer is least sure of. */
function toDecide(piece: Piece, { share }: Relaxed): number {
  let decided = piece.columns[0] ?? 0;
  let distance = Number.POSITIVE_INFINITY;
  piece.columns.forEach((column, at) => {
    const off = Math.abs((share[at] ?? 0) - 0.5);
    if (off >= distance) return;
    distance = off;
    decided = column;
  });
  return decided;
}

/** Takes the columns with the greatest shares, and then those with the greatest gains, as long as they go together. */
function round(piece: Piece, { share, gain }: Relaxed, scores: Float64Array, steps: Steps): Answer {
  const inRows = rowsByColumn(piece.rows);
  const order = piece.columns.map((_, at) => at);
  const rank = (at: number) => ((share[at] ?? 0) > 0.001 ? (share[at] ?? 0) : 0);
  order.sort((a, b) => rank(b) - rank(a) || (gain[b] ?? 0) - (gain[a] ?? 0) || a - b);
  const full = new Set<number>();
  const columns: number[] = [];
  spend(steps, order.length);
  for (const at of order) {
    const column = piece.columns[at] ?? 0;
    const rows = inRows.get(column) ?? [];
    if (rows.some((row) => full.has(row))) continue;
    for (const row of rows) full.add(row);
    columns.push(column);
  }
  return answerOf(columns, scores);
}
void isPart;
