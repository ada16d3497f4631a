import * as z from "zod/mini";
import { bytesField, recordIdField, timeField } from "../ids.ts";
import { LOT_SECRET_BYTES, MAX_BID, MAX_LOT_SEEN, MAX_UNIT } from "../limits.ts";
import { textField } from "./text-field.ts";

/** By lot among all who would like it; by open bids, the highest; by sealed bids that are shown after the end. */
export const LOT_WAYS = ["draw", "open", "sealed"] as const;
export type LotWay = (typeof LOT_WAYS)[number];

const amountField = z.int().check(z.nonnegative(), z.maximum(MAX_BID));

/** The owner does not choose who gets his listing: a draw or an auction does, at `closes`. */
export const LotOpen = z.strictObject({
  listing: recordIdField,
  way: z.enum(LOT_WAYS),
  closes: timeField,
  /** Least bid, and in what it is counted ("€", "hours of help"); 0 and empty for a draw. */
  least: amountField,
  unit: textField(0, MAX_UNIT),
  /** Hash of the secret that decides a draw, so that nobody can choose it afterwards; null for auctions. */
  commitment: z.nullable(bytesField(32, 32)),
});
export type LotOpen = z.infer<typeof LotOpen>;

/** "I am in": with the offer that stands behind it, or for now only with a sealed bid. */
export const LotEnter = z.strictObject({
  listing: recordIdField,
  entry: z.discriminatedUnion("way", [
    z.strictObject({ way: z.literal("draw"), offer: recordIdField }),
    z.strictObject({ way: z.literal("open"), offer: recordIdField, amount: amountField }),
    z.strictObject({ way: z.literal("sealed"), seal: bytesField(32, 32) }),
  ]),
});
export type LotEnter = z.infer<typeof LotEnter>;

/** Opens a sealed bid, with the offer that stands behind it. */
export const LotShow = z.strictObject({
  listing: recordIdField,
  offer: recordIdField,
  amount: amountField,
  salt: bytesField(LOT_SECRET_BYTES, LOT_SECRET_BYTES),
});
export type LotShow = z.infer<typeof LotShow>;

/**
 * The owner's end of it: which entries (of sealed bids: which showings) he had seen, so that everybody can check that the
 * best of them won, and which he left out.
 */
export const LotClose = z.strictObject({
  listing: recordIdField,
  seen: z.array(recordIdField).check(z.maxLength(MAX_LOT_SEEN)),
  secret: z.nullable(bytesField(LOT_SECRET_BYTES, LOT_SECRET_BYTES)),
});
export type LotClose = z.infer<typeof LotClose>;
