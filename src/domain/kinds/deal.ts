import * as z from "zod/mini";
import { bytesField, feedKeyField, recordIdField, signatureField } from "../ids.ts";
import { MAX_SEALED_BYTES, MAX_SEALED_TO } from "../limits.ts";

/** Private words in a deal's thread, sealed to each device of the two people. */
export const DealSay = z.strictObject({
  deal: recordIdField,
  to: z
    .array(z.strictObject({ feed: feedKeyField, sealed: bytesField(1, MAX_SEALED_BYTES) }))
    .check(z.minLength(1), z.maxLength(MAX_SEALED_TO)),
});
export type DealSay = z.infer<typeof DealSay>;

/** "The things changed hands." `met` says how each knows that it was the other: by scanned code, by six spoken words, or not. */
export const DealHandover = z.strictObject({
  deal: recordIdField,
  met: z.discriminatedUnion("how", [
    /** The other's signature over this deal, read from his screen: one record carries both words. */
    z.strictObject({ how: z.literal("code"), feed: feedKeyField, word: signatureField }),
    z.strictObject({ how: z.literal("words") }),
    z.strictObject({ how: z.literal("apart") }),
  ]),
});
export type DealHandover = z.infer<typeof DealHandover>;
