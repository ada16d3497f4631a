import { FOUNDER, type OtcData, type Rating } from "./otc-data.ts";
import { createDice } from "../../sim/dice.ts";

/**
 * S1 (design of trust): the labels were derived from the ratings of the founder's circle, so every rating from the circle
 * about a labelled user is dropped, and only labelled users outside of it are scored.
 */
export interface Protocol {
  readonly circle: ReadonlySet<number>;
  readonly ratings: readonly Rating[];
  readonly targets: readonly { readonly node: number; readonly isBenign: boolean }[];
}

/** Ratings of the founder from here on make somebody one of his circle. */
const CIRCLE_RATING = 5;

export function protocolS1({ users, ratings, labels }: OtcData): Protocol {
  const founder = users.indexOf(FOUNDER);
  const close = ratings.filter(({ from, value }) => from === founder && value >= CIRCLE_RATING);
  const circle = new Set([founder, ...close.map(({ to }) => to)]);
  const targets = [...labels].filter(([node]) => !circle.has(node)).map(([node, isBenign]) => ({ node, isBenign }));
  return { circle, ratings: ratings.filter(({ from, to }) => !(circle.has(from) && labels.has(to))), targets };
}

/** Random unlabelled users who have rated at least `positives` others above 0: the same for the same seed. */
export function drawViewers(
  { users, labels }: OtcData,
  ratings: readonly Rating[],
  { positives, count, seed }: { readonly positives: number; readonly count: number; readonly seed: number },
): readonly number[] {
  const given = new Int32Array(users.length);
  for (const { from, value } of ratings) if (value > 0) given[from] = (given[from] ?? 0) + 1;
  const pool = [...given.keys()].filter((node) => !labels.has(node) && (given[node] ?? 0) >= positives);
  return createDice(seed).shuffled(pool).slice(0, count);
}

/**
 * Area under the ROC curve: how often a benign user scores above a fraudulent one; a draw counts half (Mann and Whitney).
 * NaN where one of the two kinds is missing.
 */
export function areaUnderCurve(scored: readonly { readonly score: number; readonly isBenign: boolean }[]): number {
  const benign = scored.filter(({ isBenign }) => isBenign);
  const fraudulent = scored.filter(({ isBenign }) => !isBenign);
  let won = 0;
  for (const { score } of benign) {
    for (const other of fraudulent) won += score > other.score ? 1 : score === other.score ? 0.5 : 0;
  }
  return won / (benign.length * fraudulent.length);
}
