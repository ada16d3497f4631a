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

/**
 * "I am in", and bound: gives as the ring says. The author's very next record is the offer by which he asks the next one for
 * what he gives; so no offer becomes one of a ring afterwards.
 */
export const RingJoin = z.strictObject({ ring: recordIdField });
export type RingJoin = z.infer<typeof RingJoin>;

/** "Not for me": frees all the others. Of who has said yes it counts for nothing. */
export const RingRefuse = z.strictObject({ ring: recordIdField });
export type RingRefuse = z.infer<typeof RingRefuse>;
