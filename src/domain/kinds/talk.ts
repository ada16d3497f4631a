import * as z from "zod/mini";
import { type IdentityKey, identityKeyField, recordIdField } from "../ids.ts";
import { MAX_COMMENT, MAX_MENTIONS } from "../limits.ts";
import { textField } from "./text-field.ts";

/** A question or a remark about a listing, for everybody in the pond; `answers` names the comment that it answers. */
export const CommentSay = z.strictObject({
  listing: recordIdField,
  answers: z.nullable(recordIdField),
  text: textField(1, MAX_COMMENT),
});
export type CommentSay = z.infer<typeof CommentSay>;

/** A stretch of a text, in UTF-16 units, that stands for a member: names are not unique, and change. */
export interface Mention {
  readonly member: IdentityKey;
  readonly at: number;
  readonly length: number;
}

const mention: z.ZodMiniType<Mention> = z.strictObject({
  member: identityKeyField,
  at: z.int().check(z.minimum(0), z.maximum(MAX_COMMENT)),
  length: z.int().check(z.minimum(1), z.maximum(MAX_COMMENT)),
});

/** One after the other, within the text. */
function areInOrder(text: string, mentions: readonly Mention[]): boolean {
  let end = 0;
  for (const { at, length } of mentions) {
    if (at < end) return false;
    end = at + length;
  }
  return end <= text.length;
}

/**
 * The same with members mentioned in it (X8). Whoever shows it shows a member's name in place of what the author wrote
 * there, so that nobody puts one name over another's identity.
 */
export const CommentSay2 = z
  .strictObject({
    ...CommentSay.shape,
    mentions: z.array(mention).check(z.minLength(1), z.maxLength(MAX_MENTIONS)),
  })
  .check(z.refine(({ text, mentions }) => areInOrder(text, mentions)));
export type CommentSay2 = z.infer<typeof CommentSay2>;

/** Takes one's own comment back. Whoever holds the records can still read it; it is no longer shown. */
export const CommentDrop = z.strictObject({ listing: recordIdField, comment: recordIdField });
export type CommentDrop = z.infer<typeof CommentDrop>;

/** That one likes a listing, or no longer does. */
export const ListingLike = z.strictObject({ listing: recordIdField, likes: z.boolean() });
export type ListingLike = z.infer<typeof ListingLike>;
