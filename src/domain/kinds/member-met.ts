import * as z from "zod/mini";
import { feedKeyField, identityKeyField, signatureField, timeField } from "../ids.ts";

/**
 * "I stood before this member and scanned the code on his screen." It counts once both have said it of each other (T2).
 * `word` is the signature of the member's feed over `cardWord`, read from his screen.
 */
export const MemberMet = z.strictObject({
  member: identityKeyField,
  feed: feedKeyField,
  /** When the code was shown, by the clock that showed it. */
  shown: timeField,
  word: signatureField,
});
export type MemberMet = z.infer<typeof MemberMet>;
