import * as z from "zod/mini";
import { bytesField, signatureField } from "../ids.ts";
import { MAX_HEADER_BYTES, SIGNED_EVERY } from "../limits.ts";

const SignedHeader = z.strictObject({
  header: bytesField(1, MAX_HEADER_BYTES),
  signature: signatureField,
});

/** From the place of the fork to the next record that is well signed itself. */
const ForkHalf = z.array(SignedHeader).check(z.minLength(1), z.maxLength(SIGNED_EVERY));
export type ForkHalf = z.infer<typeof ForkHalf>;

/** L5: two branches of one feed that part at one place. It proves itself, whoever carries it. */
export const FeedFork = z.strictObject({ a: ForkHalf, b: ForkHalf });
export type FeedFork = z.infer<typeof FeedFork>;
