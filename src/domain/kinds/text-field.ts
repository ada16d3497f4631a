import * as z from "zod/mini";

/** Controls, bidi overrides and lone surrogates: nothing that a person means to write, much that deceives a reader. */
const FORBIDDEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Surrogate}/u;

/** Marks on one sign, in a row: written languages need up to five, more of them pile up over what others wrote. Invisible signs in between do not count. */
const PILED = /(?:\p{M}\p{Cf}*){6}/u;
/** A sign that is seen. Spaces, marks alone, signs of no width and the braille blank are not. */
const SEEN = /[^\s\p{M}\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** One line or several that a person wrote: length in UTF-16 units, and something to see where it may not be empty. Shown as text, never as HTML. */
export function textField(min: 0 | 1, max: number) {
  // Counted here: the library's own lengths are in code points, and changed their meaning once.
  const isFitting = ({ length }: string) => length >= min && length <= max;
  const isSeen = (text: string) => min === 0 || SEEN.test(text);
  return z
    .string()
    .check(z.refine((text) => isFitting(text) && !FORBIDDEN.test(text) && !PILED.test(text) && isSeen(text)));
}
