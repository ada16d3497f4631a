import * as z from "zod/mini";
import { identityKeyField, recordIdField } from "../ids.ts";
import { MAX_RING, MIN_RING } from "../limits.ts";

/**
 * "If we all agree, each gets what the next one gives": who gives what, in their order; the last one gets what the first one
 * gives. Its author is one of them.
 */
export const RingPropose = z.strictObject({
  legs: z
    .array(z.strictObject({ member: identityKeyField, listing: recordIdField }))
    .check(z.minLength(MIN_RING), z.maxLength(MAX_RING)),
});
export type RingPropose = z.infer<typeof RingPropose>;

/** "I am in": gives as the ring says, and asks by `offer` for what the next one gives. */
export const RingJoin = z.strictObject({ ring: recordIdField, offer: recordIdField });
export type RingJoin = z.infer<typeof RingJoin>;

/** "Not for me": frees all the others. */
export const RingRefuse = z.strictObject({ ring: recordIdField });
export type RingRefuse = z.infer<typeof RingRefuse>;
