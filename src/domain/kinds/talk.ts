import * as z from "zod/mini";
import { recordIdField } from "../ids.ts";
import { MAX_COMMENT } from "../limits.ts";
import { textField } from "./text-field.ts";

/** A question or a remark about a listing, for everybody in the pond; `answers` names the comment that it answers. */
export const CommentSay = z.strictObject({
  listing: recordIdField,
  answers: z.nullable(recordIdField),
  text: textField(1, MAX_COMMENT),
});
export type CommentSay = z.infer<typeof CommentSay>;

/** Takes one's own comment back. Whoever holds the records can still read it; it is no longer shown. */
export const CommentDrop = z.strictObject({ listing: recordIdField, comment: recordIdField });
export type CommentDrop = z.infer<typeof CommentDrop>;

/** That one likes a listing, or no longer does. */
export const ListingLike = z.strictObject({ listing: recordIdField, likes: z.boolean() });
export type ListingLike = z.infer<typeof ListingLike>;
