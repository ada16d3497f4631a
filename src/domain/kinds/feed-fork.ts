import * as z from "zod/mini";
import { bytesField, signatureField } from "../ids.ts";
import { MAX_HEADER_BYTES } from "../limits.ts";

const ForkHalf = z.strictObject({
  header: bytesField(1, MAX_HEADER_BYTES),
  signature: signatureField,
});
export type ForkHalf = z.infer<typeof ForkHalf>;

/** L5: two well-signed headers of one feed with one seq. It proves itself, whoever carries it. */
export const FeedFork = z.strictObject({ a: ForkHalf, b: ForkHalf });
export type FeedFork = z.infer<typeof FeedFork>;
