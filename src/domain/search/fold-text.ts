/** Marks that people leave out: accents, Arabic vowels, Hebrew points. Those of Thai or Hindi are letters, and stay. */
const OPTIONAL_MARKS = /(?![\u3099\u309A])(?:(?=\p{M})\p{Script=Inherited}|[\u0591-\u05C7])/gu;
/** Signs within a word that nobody sees (soft hyphens, joiners), but for the space of no width, which ends a word. */
const UNSEEN = /(?!\u200B)\p{Default_Ignorable_Code_Point}/gu;
/** Letters that no decomposition takes apart, as they are typed where the keyboard lacks them. */
const TYPED_AS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ς: "σ",
};
const TYPED_OTHERWISE = new RegExp(`[${Object.keys(TYPED_AS).join("")}]`, "g");
const PLAIN = /^[\u0000-\u007F]*$/;

/**
 * A text as it is compared: without case, accents, widths and ligatures. Kana keep their voice marks, Hangul stays in
 * syllables. May be up to 18 times as long as what it was made from (ﷺ): whoever has a limit cuts afterwards.
 */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(OPTIONAL_MARKS, "")
    .replace(UNSEEN, "")
    .replace(TYPED_OTHERWISE, (letter) => TYPED_AS[letter] ?? letter)
    .normalize("NFC");
}
