import * as z from "zod/mini";
import { identityKeyField, recordIdField } from "../ids.ts";
import { MAX_ALTERNATIVES, MAX_ITEMS, MAX_WANTS } from "../limits.ts";
import { textField } from "./text-field.ts";

/** One thing in a bargain: something listed, or something said in words ("a bike repair"). */
const Item = z.union([z.strictObject({ listing: recordIdField }), z.strictObject({ text: textField(1, MAX_WANTS) })]);
export type Item = z.infer<typeof Item>;

/** All of these against all of those (AND on each side). */
const Alternative = z.strictObject({
  fromMaker: z.array(Item).check(z.maxLength(MAX_ITEMS)),
  fromOwner: z.array(Item).check(z.minLength(1), z.maxLength(MAX_ITEMS)),
});
export type Alternative = z.infer<typeof Alternative>;

/** Any one of these (OR); whoever accepts chooses. */
const Terms = z.array(Alternative).check(z.minLength(1), z.maxLength(MAX_ALTERNATIVES));
export type Terms = z.infer<typeof Terms>;

/** Opens a thread about `listing` with its owner. Its record id names the deal from here to its end. */
export const OfferMake = z.strictObject({ listing: recordIdField, owner: identityKeyField, terms: Terms });
export type OfferMake = z.infer<typeof OfferMake>;

/** Other terms from either side; `fromMaker` is still what the maker of the first offer gives. */
export const OfferCounter = z.strictObject({ offer: recordIdField, after: recordIdField, terms: Terms });
export type OfferCounter = z.infer<typeof OfferCounter>;

/** Locks the things and the terms: `terms` names the offer or counter, `choice` the alternative in it. */
export const OfferAccept = z.strictObject({
  offer: recordIdField,
  terms: recordIdField,
  choice: z.int().check(z.nonnegative(), z.maximum(MAX_ALTERNATIVES - 1)),
});
export type OfferAccept = z.infer<typeof OfferAccept>;

/** Ends a thread that was not accepted: declined by whom it was made to, withdrawn by its maker. */
export const OfferClose = z.strictObject({ offer: recordIdField, how: z.enum(["declined", "withdrawn"]) });
export type OfferClose = z.infer<typeof OfferClose>;

/** Kind reasons for a no. */
export const CLOSE_REASONS = ["promised", "not-for-me", "too-far", "later"] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** The same with a reason, where one is given. */
export const OfferClose2 = z.strictObject({
  offer: recordIdField,
  how: z.enum(["declined", "withdrawn"]),
  why: z.nullable(z.enum(CLOSE_REASONS)),
});
export type OfferClose2 = z.infer<typeof OfferClose2>;
