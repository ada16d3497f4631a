import type { RecordId } from "../../../src/domain/ids.ts";
import { foldText } from "../../../src/domain/search/fold-text.ts";
import type { SearchedListing } from "../../../src/domain/search/listing-index.ts";

/** What the index is measured beside: each query goes through every text. Its texts are folded before the clock starts. */
export interface Scan {
  /** Those that have every word of the query in them, the newest first: as good as it gets without an index and its scores. */
  find(query: string, most: number): readonly RecordId[];
  /** The same for words that only begin so, or have slips in them: what the index does, but for its scores. */
  findForgiving(query: string, most: number): readonly RecordId[];
  /** Those that have this very stretch of signs somewhere. */
  holding(part: string): ReadonlySet<RecordId>;
  /** Those with a word that begins so. */
  beginning(start: string): ReadonlySet<RecordId>;
}

export function createScan(listings: readonly SearchedListing[]): Scan {
  const texts = listings.map((listing) => {
    const { id, title, wants, story, tags = [], ownerName, renewed } = listing;
    return { id, renewed, text: foldText([title, tags.join(" "), ownerName, wants, story].join("\n")) };
  });
  const wordsOf = texts.map(({ id, renewed, text }) => {
    return { id, renewed, text, words: [...new Set(text.match(/[\p{L}\p{M}]+|\p{N}+/gu))] };
  });

  return {
    find: (query, most) => {
      const words = foldText(query).split(/\s+/).filter(Boolean);
      return texts
        .filter(({ text }) => words.every((word) => text.includes(word)))
        .sort((a, b) => b.renewed - a.renewed)
        .slice(0, most)
        .map(({ id }) => id);
    },
    findForgiving: (query, most) => {
      const asked = foldText(query).split(/\s+/).filter(Boolean);
      return wordsOf
        .filter(({ text, words }) => {
          return asked.every((word) => {
            return UNSPACED.test(word) ? text.includes(word) : words.some((other) => isMeant(word, other));
          });
        })
        .sort((a, b) => b.renewed - a.renewed)
        .slice(0, most)
        .map(({ id }) => id);
    },
    holding: (part) => {
      const folded = foldText(part);
      return new Set(texts.flatMap(({ id, text }) => (text.includes(folded) ? [id] : [])));
    },
    beginning: (start) => {
      const folded = foldText(start);
      return new Set(wordsOf.flatMap(({ id, words }) => (words.some((word) => word.startsWith(folded)) ? [id] : [])));
    },
  };
}

/** Where nobody can see how a word begins. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
/** From so many letters on a word may have one slip, or two: the numbers that the index goes by. */
const SLIPS_FROM = { one: 4, two: 8 } as const;

function isMeant(asked: string, word: string): boolean {
  if (word.startsWith(asked)) return true;
  if (asked.length < SLIPS_FROM.one) return false;
  const most = asked.length < SLIPS_FROM.two ? 1 : 2;
  return Math.abs(word.length - asked.length) <= most && distance(asked, word) <= most;
}

/** Edits from one word to another: letters wrong, missing, too many, or exchanged with their neighbours. */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const wrong = from[i - 1] === to[j - 1] ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + wrong);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 0;
}
