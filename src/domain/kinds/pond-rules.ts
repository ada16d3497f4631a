import * as z from "zod/mini";
import { MAX_NEWCOMER_LISTINGS, MAX_RULES } from "../limits.ts";
import { textField } from "./text-field.ts";

/** Who may bring somebody in: everyone, those who have swapped here once, the founder alone. */
export const INVITERS = ["everyone", "swapped", "founder"] as const;
export type Inviters = (typeof INVITERS)[number];

/** What may be done here, by whom: the founder's word, the newest counts. `reason` is shown with it. */
export const PondRules = z.strictObject({
  invites: z.enum(INVITERS),
  /** Open listings of somebody who has not finished a swap here; null for any number. */
  newcomerListings: z.nullable(z.int().check(z.minimum(1), z.maximum(MAX_NEWCOMER_LISTINGS))),
  reason: textField(0, MAX_RULES),
});
export type PondRules = z.infer<typeof PondRules>;
