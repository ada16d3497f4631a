import { foldText } from "./fold-text.ts";
import { pieces, splitWords, type Word } from "./split-words.ts";

/** `titles`: a word elsewhere must be the very one. Half a pond has a word with a given first letter in its stories. */
export type Prefix = "nowhere" | "titles" | "everywhere";

/** One thing that a listing must have, somewhere, to be found. */
export interface WantedTerm {
  readonly text: string;
  /** Where a word that only begins with it will do. */
  readonly prefix: Prefix;
  /** Letters that may be wrong, missing or too many. */
  readonly edits: 0 | 1 | 2;
  /** The same with two neighbours exchanged: one slip, which the library counts as two edits. Empty where no edit may be. */
  readonly swaps: readonly string[];
}

/** Characters of a query that count: more than a listing's title has, as its title may be pasted. */
const MAX_QUERY = 100;
/** Terms of a query that count: each is looked up by itself. */
const MAX_TERMS = 16;
/** From this many letters on one may be wrong: with fewer, half of all words would be another's typo. */
const ONE_EDIT_FROM = 4;
const TWO_EDITS_FROM = 8;
/** From this many letters on a word may begin a longer one wherever it stands: Fahrrad finds Fahrradschloss. */
const COMPOUND_FROM = 4;
/** From this many letters on what is being typed may begin a word of any field. */
const ANYWHERE_FROM = 2;

/** Reads what somebody has typed so far. All of it is hostile; what is beyond the limits does not count. */
export function wantedTerms(query: string): readonly WantedTerm[] {
  const folded = foldText(query.slice(0, MAX_QUERY)).slice(0, MAX_QUERY);
  const words = splitWords(folded);
  const last = words.at(-1);
  const typing = last !== undefined && folded.endsWith(last.text) ? last : null;
  const terms = words.flatMap((word) => termsOf(word, word === typing));
  // Whoever says a word twice wants it no less than whoever says it once; the later one may be what is being typed.
  return [...new Map(terms.map((term) => [term.text, term])).values()].slice(0, MAX_TERMS);
}

function termsOf(word: Word, typing: boolean): readonly WantedTerm[] {
  const { kind, text, size } = word;
  if (kind === "gram")
    return pieces(word).map((piece) => exactly(piece, Array.from(piece).length < size ? "everywhere" : "nowhere"));
  const prefix = prefixOf(text, typing);
  if (kind !== "letters") return [exactly(text, prefix)];
  const edits = editsIn(text);
  return [{ text, prefix, edits, swaps: edits === 0 ? [] : swapsIn(text) }];
}

function prefixOf({ length }: string, typing: boolean): Prefix {
  if (!typing && length < COMPOUND_FROM) return "nowhere";
  return length < ANYWHERE_FROM ? "titles" : "everywhere";
}

function exactly(text: string, prefix: Prefix): WantedTerm {
  return { text, prefix, edits: 0, swaps: [] };
}

function editsIn({ length }: string): 0 | 1 | 2 {
  if (length >= TWO_EDITS_FROM) return 2;
  return length >= ONE_EDIT_FROM ? 1 : 0;
}

function swapsIn(text: string): readonly string[] {
  const swapped = Array.from(text.slice(1), (_, at) => {
    return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
  });
  return swapped.filter((other) => other !== text);
}
