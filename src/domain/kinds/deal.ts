import * as z from "zod/mini";
import { bytesField, feedKeyField, identityKeyField, recordIdField, signatureField } from "../ids.ts";
import { MAX_HOLD_DROPS, MAX_HOLD_WAYS, MAX_HOPS, MAX_SEALED_BYTES, MAX_SEALED_TO, MAX_THANKS } from "../limits.ts";
import { textField } from "./text-field.ts";

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

/** Why a deal was broken: the other did not come, wanted other terms after all, or did something else. */
export const BREAK_REASONS = ["not-come", "other-terms", "something-else"] as const;
export type BreakReason = (typeof BREAK_REASONS)[number];

/**
 * Ends an agreed deal before both have handed over: by agreement, which both have to say, or because the other party broke
 * it, which its author alone says.
 */
export const DealEnd = z.strictObject({
  deal: recordIdField,
  end: z.discriminatedUnion("how", [
    z.strictObject({ how: z.literal("agreement") }),
    z.strictObject({ how: z.literal("broken"), why: z.enum(BREAK_REASONS) }),
  ]),
});
export type DealEnd = z.infer<typeof DealEnd>;

/**
 * T11: what its author has at stake in this deal, and along which ways of trust: each way is his own first step to
 * somebody, then on, up to the other party, with the drops that it holds until the deal ends.
 */
export const DealHold = z.strictObject({
  deal: recordIdField,
  ways: z
    .array(
      z.strictObject({
        drops: z.int().check(z.minimum(1), z.maximum(MAX_HOLD_DROPS)),
        /** Everybody on the way, the other party last; the author himself stands in front of the first. */
        via: z.array(identityKeyField).check(z.minLength(1), z.maxLength(MAX_HOPS)),
      }),
    )
    .check(z.minLength(1), z.maxLength(MAX_HOLD_WAYS)),
});
export type DealHold = z.infer<typeof DealHold>;

/** A word of thanks after a finished deal, for everybody in the pond to read (X9); an empty one takes it back. */
export const DealThank = z.strictObject({ deal: recordIdField, text: textField(0, MAX_THANKS) });
export type DealThank = z.infer<typeof DealThank>;
