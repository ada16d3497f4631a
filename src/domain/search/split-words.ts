/** A word of a text that was folded, or a stretch of a script that puts no spaces between its words. */
export interface Word {
  /** `gram`: to be looked up by its pieces of `size` signs, since nobody can see where its words end. */
  readonly kind: "letters" | "digits" | "gram" | "picture";
  readonly text: string;
  /** Signs in a piece of a gram; for all others 0. */
  readonly size: number;
}

/** Two signs are a word in these scripts … */
const PAIRED = String.raw`(?=[\p{L}\p{M}])[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}\p{scx=Yi}]`;
/** … while these spell: two signs are in every other word. */
const SPELT = String.raw`(?=[\p{L}\p{M}])[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]`;
const PIECE = new RegExp(
  `(?<paired>(?:${PAIRED})+)|(?<spelt>(?:${SPELT})+)|(?<letters>(?:(?!${PAIRED}|${SPELT})[\\p{L}\\p{M}])+)` +
    String.raw`|(?<digits>\p{N}+)|(?<picture>\p{Extended_Pictographic})`,
  "gu",
);
const PAIR = 2;
const TRIPLE = 3;
/** Characters of a word that count. The longest word in the dictionaries of our languages has fewer; a cheat's has more. */
const MAX_WORD = 32;

/** The words of a text that was folded, in their order. `iPhone13手机` is three: people write it with spaces, too. */
export function splitWords(folded: string): readonly Word[] {
  return Array.from(folded.matchAll(PIECE), ({ groups = {} }) => {
    const { paired, spelt, letters, digits, picture = "" } = groups;
    if (paired !== undefined) return { kind: "gram", text: paired, size: PAIR };
    if (spelt !== undefined) return { kind: "gram", text: spelt, size: TRIPLE };
    if (letters !== undefined) return { kind: "letters", text: letters.slice(0, MAX_WORD), size: 0 };
    if (digits !== undefined) return { kind: "digits", text: digits.slice(0, MAX_WORD), size: 0 };
    return { kind: "picture", text: picture, size: 0 };
  });
}

/** What an index keeps of a word: itself, or from each of its signs on a piece; the last ones are shorter. */
export function kept({ kind, text, size }: Word): readonly string[] {
  if (kind !== "gram") return [text];
  const signs = Array.from(text);
  return signs.map((_, at) => signs.slice(at, at + size).join(""));
}

/** What all must be in the index for a gram to be there: its full pieces. One too short for any begins one. */
export function pieces({ text, size }: Word): readonly string[] {
  const signs = Array.from(text);
  if (signs.length <= size) return [text];
  return signs.slice(size - 1).map((_, at) => signs.slice(at, at + size).join(""));
}
