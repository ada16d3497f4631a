import * as z from "zod/mini";
import { feedKeyField, identityKeyField, signatureField } from "../ids.ts";
import { MAX_SEQ } from "../limits.ts";

/** K3: the identity ends one of its feeds (a lost phone): records from `count` on count for nothing. */
export const FeedClose = z.strictObject({
  identity: identityKeyField,
  feed: feedKeyField,
  count: z.int().check(z.positive(), z.maximum(MAX_SEQ)),
  word: signatureField,
});
export type FeedClose = z.infer<typeof FeedClose>;
