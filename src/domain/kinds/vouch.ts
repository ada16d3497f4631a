import * as z from "zod/mini";
import { bytesField, recordIdField } from "../ids.ts";
import { MAX_WORDS } from "../limits.ts";
import { textField } from "./text-field.ts";

export const VOUCH_SALT_BYTES = 16;

/** A vouch in a closed envelope: the hash of what it says (see `sealOfVouch`). Nobody answers a bad word with a bad word. */
export const VouchSeal = z.strictObject({ deal: recordIdField, seal: bytesField(32, 32) });
export type VouchSeal = z.infer<typeof VouchSeal>;

/** The envelope opened, once both are in or the wait is over. Facts first, words optional. */
export const VouchOpen = z.strictObject({
  deal: recordIdField,
  good: z.boolean(),
  keptTerms: z.boolean(),
  showedUp: z.boolean(),
  asDescribed: z.boolean(),
  words: textField(0, MAX_WORDS),
  salt: bytesField(VOUCH_SALT_BYTES, VOUCH_SALT_BYTES),
});
export type VouchOpen = z.infer<typeof VouchOpen>;

/** Another mind about a deal whose vouch is open already. The newest one counts; what was said before stays readable. */
export const VouchChange = z.strictObject({
  deal: recordIdField,
  good: z.boolean(),
  keptTerms: z.boolean(),
  showedUp: z.boolean(),
  asDescribed: z.boolean(),
  words: textField(0, MAX_WORDS),
});
export type VouchChange = z.infer<typeof VouchChange>;
