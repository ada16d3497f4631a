import * as z from "zod/mini";
import { feedKeyField, identityKeyField, recordIdField, signatureField, timeField } from "../ids.ts";
import { MAX_BROUGHT, MAX_COMMENT, MAX_PLACE, MAX_TITLE, MAX_WANTS } from "../limits.ts";
import { textField } from "./text-field.ts";

/** "Let us meet and swap": when and where, for everybody in the pond. Where is said in the pond's words, never as a coordinate. */
export const MarketCall = z.strictObject({
  title: textField(1, MAX_TITLE),
  place: textField(1, MAX_PLACE),
  from: timeField,
  to: timeField,
  note: textField(0, MAX_COMMENT),
});
export type MarketCall = z.infer<typeof MarketCall>;

/** Its caller calls it off. */
export const MarketOff = z.strictObject({ market: recordIdField });
export type MarketOff = z.infer<typeof MarketOff>;

/** Whether one comes, which things of one's own one brings, and what one looks for. The newest word counts. */
export const MarketCome = z.strictObject({
  market: recordIdField,
  comes: z.boolean(),
  brings: z.array(recordIdField).check(z.maxLength(MAX_BROUGHT)),
  wants: textField(0, MAX_WANTS),
});
export type MarketCome = z.infer<typeof MarketCome>;

/**
 * "I am here, and stood before this member": who checks in has scanned the code of a card, as in `member.met.1`. `word` is the
 * signature of the member's feed over `cardWord`, read from his screen.
 */
export const MarketHere = z.strictObject({
  market: recordIdField,
  member: identityKeyField,
  feed: feedKeyField,
  /** When the code was shown, by the clock that showed it. */
  shown: timeField,
  word: signatureField,
});
export type MarketHere = z.infer<typeof MarketHere>;
