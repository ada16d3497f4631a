import * as z from "zod/mini";
import { recordIdField } from "../ids.ts";
import { MAX_DAY } from "../limits.ts";

/** A day as a number: days since 1970-01-01, as the calendar on the wall has them, in no time zone. */
const dayField = z.int().check(z.nonnegative(), z.maximum(MAX_DAY));

/** "May I have it from then to then?": both days are days of the loan. With the offer that stands behind it. */
export const LendAsk = z.strictObject({
  listing: recordIdField,
  offer: recordIdField,
  from: dayField,
  to: dayField,
});
export type LendAsk = z.infer<typeof LendAsk>;

/** The owner's yes or no; or `off`, by either: it is called off, and the days are free again. */
export const LendAnswer = z.strictObject({
  listing: recordIdField,
  ask: recordIdField,
  answer: z.enum(["yes", "no", "off"]),
});
export type LendAnswer = z.infer<typeof LendAnswer>;
