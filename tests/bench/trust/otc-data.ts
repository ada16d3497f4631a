import { readFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "../../../src/lib/result.ts";

/** Users of the Bitcoin-OTC network as nodes 0 … n − 1, in the order in which the ratings name them first. */
export interface OtcData {
  /** The user's number in the files, by node. */
  readonly users: readonly number[];
  readonly ratings: readonly Rating[];
  /** By node: true for benign, false for fraudulent (REV2). */
  readonly labels: ReadonlyMap<number, boolean>;
}

export interface Rating {
  readonly from: number;
  readonly to: number;
  /** −10 … 10, never 0. */
  readonly value: number;
  /** ms since 1970. */
  readonly time: number;
}

/** The founder, whose circle the labels were derived from. */
export const FOUNDER = 1;

const RATINGS_FILE = "soc-sign-bitcoinotc.csv";
const LABELS_FILE = "otc_gt.csv";
const RATING = /^(\d{1,9}),(\d{1,9}),(-?\d{1,2}),(\d{1,12}(?:\.\d{1,9})?)$/;
const LABEL = /^(\d{1,9}),([+-]1)$/;
const WORST = -10;
const BEST = 10;

/** Reads both files of the folder; an error is a sentence for whoever started the run. */
export function readOtc(folder: string): Result<OtcData, string> {
  const texts = [RATINGS_FILE, LABELS_FILE].map((name) => readText(join(folder, name)));
  const [ratings, labels] = texts;
  if (ratings === undefined || ratings === null) return err(`not measured: there is no ${join(folder, RATINGS_FILE)}`);
  if (labels === undefined || labels === null) return err(`not measured: there is no ${join(folder, LABELS_FILE)}`);
  return parseOtc(ratings, labels);
}

/** Strict: every line is what it has to be, or the first one that is not is named. */
export function parseOtc(ratingLines: string, labelLines: string): Result<OtcData, string> {
  const nodeOf = new Map<number, number>();
  const node = (user: number): number => {
    const known = nodeOf.get(user) ?? nodeOf.size;
    nodeOf.set(user, known);
    return known;
  };
  const ratings: Rating[] = [];
  const pairs = new Set<string>();
  for (const [i, line] of linesOf(ratingLines)) {
    const [, from = "", to = "", value = "", seconds = ""] = RATING.exec(line) ?? [];
    const rating = { from: Number(from), to: Number(to), value: Number(value), time: Number(seconds) * 1000 };
    const isRating = from !== "" && rating.value !== 0 && rating.value >= WORST && rating.value <= BEST;
    if (!isRating || rating.from === rating.to || pairs.has(`${from},${to}`))
      return err(`${RATINGS_FILE}, line ${i + 1} is no rating: ${line}`);
    pairs.add(`${from},${to}`);
    ratings.push({ ...rating, from: node(rating.from), to: node(rating.to) });
  }
  const labels = new Map<number, boolean>();
  for (const [i, line] of linesOf(labelLines)) {
    const [, user = "", label = ""] = LABEL.exec(line) ?? [];
    const about = nodeOf.get(Number(user));
    if (user === "" || about === undefined || labels.has(about))
      return err(`${LABELS_FILE}, line ${i + 1} is no label of a user who is rated: ${line}`);
    labels.set(about, label === "+1");
  }
  return ok({ users: [...nodeOf.keys()], ratings, labels });
}

function linesOf(text: string): IterableIterator<[number, string]> {
  return text
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .entries();
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null; // the caller says which file is missing
  }
}
