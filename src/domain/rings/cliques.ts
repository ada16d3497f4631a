import { type Piece, rowsByColumn } from "./pieces.ts";
import type { Relaxed } from "./relax.ts";
import { SLOW, spend, type Steps } from "./steps.ts";

/** Shares of less than this are rounding. */
const LEAST_SHARE = 1e-3;
/** Columns with no share that are tried for one set, at most: those with the smallest numbers. */
const MAX_MORE = 500;

/**
 * Sets of columns of which each two share some row, so that only one can be taken, but that together take more than one in
 * the relaxed answer: as rows of their own they make the bound tighter (M. W. Padberg, 1973). Found greedily.
 */
export function violatedCliques(piece: Piece, { share }: Relaxed, steps: Steps): readonly (readonly number[])[] {
  const inRows = rowsByColumn(piece.rows, steps);
  const shareOf = new Map(piece.columns.map((column, at) => [column, share[at] ?? 0]));
  const partly = piece.columns.filter((column) => isPart(shareOf.get(column) ?? 0));
  const rivals = new Map<number, ReadonlySet<number>>();
  const rivalsOf = (column: number): ReadonlySet<number> => {
    const known = rivals.get(column);
    if (known !== undefined) return known;
    const named = (inRows.get(column) ?? []).flatMap((row) => piece.rows[row] ?? []);
    spend(steps, named.length * SLOW);
    const found = new Set(named);
    rivals.set(column, found);
    return found;
  };
  const cliques = new Map<string, readonly number[]>();
  for (const seed of partly) {
    if (steps.left <= 0) break;
    const near = partly.filter((column) => column !== seed && rivalsOf(seed).has(column));
    near.sort((a, b) => (shareOf.get(b) ?? 0) - (shareOf.get(a) ?? 0) || a - b);
    const clique = grow([seed], near, rivalsOf);
    spend(steps, (partly.length + near.length * clique.length) * SLOW);
    const sum = clique.reduce((all, column) => all + (shareOf.get(column) ?? 0), 0);
    if (sum <= 1 + LEAST_SHARE) continue;
    // Whoever else fits belongs to it as well: the row then holds for him too.
    const others = [...rivalsOf(seed)].filter((column) => !isPart(shareOf.get(column) ?? 0)).sort((a, b) => a - b);
    const whole = [...grow(clique, others.slice(0, MAX_MORE), rivalsOf)].sort((a, b) => a - b);
    spend(steps, (others.length + Math.min(others.length, MAX_MORE) * whole.length) * SLOW);
    cliques.set(whole.join(), whole);
  }
  return [...cliques.values()];
}

function isPart(share: number): boolean {
  return share > LEAST_SHARE && share < 1 - LEAST_SHARE;
}

function grow(
  first: readonly number[],
  from: readonly number[],
  rivalsOf: (column: number) => ReadonlySet<number>,
): readonly number[] {
  const clique = [...first];
  for (const column of from) {
    if (clique.every((member) => rivalsOf(member).has(column) && member !== column)) clique.push(column);
  }
  return clique;
}
