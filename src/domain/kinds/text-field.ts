import * as z from "zod/mini";

/** Controls, bidi overrides and lone surrogates: nothing that a person means to write, much that deceives a reader. */
const FORBIDDEN = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Surrogate}/u;

/** One line or several that a person wrote: length in UTF-16 units. Shown as text, never as HTML. */
export function textField(min: number, max: number) {
  // Counted here: the library's own lengths are in code points, and changed their meaning once.
  const isFitting = ({ length }: string) => length >= min && length <= max;
  return z
    .string()
    .check(z.refine((text) => isFitting(text) && !FORBIDDEN.test(text) && (min === 0 || text.trim().length >= min)));
}
