import type { RecordId } from "../../../src/domain/ids.ts";
import { splitWords } from "../../../src/domain/search/split-words.ts";
import { foldText } from "../../../src/domain/search/fold-text.ts";
import type { MadeUpListing } from "../../support/made-up-listings.ts";
import type { Dice } from "../../sim/dice.ts";

/** A query, and the listing that somebody had in mind. */
export interface Sought {
  readonly query: string;
  /** The same without its slip. */
  readonly meant: string;
  readonly id: RecordId;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz";
const LATIN = /^[a-z]+$/;
/** A word of so many letters may have one slip, or two. */
const ONE_SLIP = 4;
const TWO_SLIPS = 8;

/** What is in the field after each key, until two words of a title stand there. */
export function typed(listings: readonly MadeUpListing[], dice: Dice, count: number): readonly string[] {
  return draw(listings, dice, count).flatMap(({ title }) => {
    const signs = Array.from(title.split(/\s+/).slice(0, 2).join(" "));
    return signs.map((_, at) => signs.slice(0, at + 1).join(""));
  });
}

/** Two words, from a title and from a story or an owner's name. */
export function fromTwoFields(listings: readonly MadeUpListing[], dice: Dice, count: number): readonly string[] {
  return draw(listings, dice, count).map(({ title, story, ownerName }) => {
    const other = dice.chance(0.5) ? story : ownerName;
    return `${dice.any(title.split(/\s+/)) ?? ""} ${dice.any(other.split(/\s+/)) ?? ""}`.slice(0, 60);
  });
}

/** Up to three words of a title, one of them with a slip of the finger (two, in half of the long ones). */
export function slips(listings: readonly MadeUpListing[], dice: Dice, count: number): readonly Sought[] {
  return draw(listings, dice, count).flatMap(({ id, title }) => {
    const words = splitWords(foldText(title)).flatMap(({ kind, text }) => (kind === "gram" ? [] : [text]));
    const wrong = dice.any(words.filter((word) => LATIN.test(word) && word.length >= ONE_SLIP));
    if (wrong === undefined) return [];
    const others = dice.shuffled(words.filter((word) => word !== wrong)).slice(0, 2);
    const once = slip(wrong, dice);
    const damaged = wrong.length >= TWO_SLIPS && dice.chance(0.5) ? slip(once, dice) : once;
    return [{ id, query: [damaged, ...others].join(" "), meant: [wrong, ...others].join(" ") }];
  });
}

/** Two to four signs from within a title in Chinese. */
export function chineseParts(listings: readonly MadeUpListing[], dice: Dice, count: number): readonly Sought[] {
  const chinese = listings.filter(({ language }) => language === "zh");
  return draw(chinese, dice, count).flatMap(({ id, title }) => {
    const runs = title.match(/\p{Script=Han}{3,}/gu) ?? [];
    const signs = Array.from(dice.any(runs) ?? "");
    if (signs.length === 0) return [];
    const length = Math.min(dice.between(2, 4), signs.length - 1);
    const from = dice.int(signs.length - length + 1);
    const query = signs.slice(from, from + length).join("");
    return [{ id, query, meant: query }];
  });
}

export const LETTERS: readonly string[] = Array.from(ALPHABET);

/** What nobody means, and somebody may paste. */
export const HOSTILE: readonly string[] = [
  "ﷺ".repeat(2000),
  "a ".repeat(2000),
  "abcdefgh ".repeat(500),
  "的".repeat(4000),
  "a\u0301".repeat(2000),
  "e".repeat(100_000),
  "ครับ".repeat(1000),
  "😀".repeat(3000),
];

function slip(word: string, dice: Dice): string {
  const at = dice.int(word.length);
  const letter = ALPHABET.charAt(dice.int(ALPHABET.length));
  const kind = dice.int(4);
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
  if (kind === 1) return word.slice(0, at) + letter + word.slice(at);
  if (kind === 2) return word.slice(0, at) + letter + word.slice(at + 1);
  const swap = Math.min(at, word.length - 2);
  return word.slice(0, swap) + word.charAt(swap + 1) + word.charAt(swap) + word.slice(swap + 2);
}

function draw(listings: readonly MadeUpListing[], dice: Dice, count: number): readonly MadeUpListing[] {
  return Array.from({ length: count }, () => dice.any(listings)).filter((listing) => listing !== undefined);
}
