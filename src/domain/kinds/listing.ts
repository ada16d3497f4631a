import * as z from "zod/mini";
import { blobHashField, bytesField, recordIdField } from "../ids.ts";
import {
  MAX_LISTING_PLACE,
  MAX_PHOTO_BYTES,
  MAX_PHOTOS,
  MAX_PREVIEW_BYTES,
  MAX_STORY,
  MAX_TAG,
  MAX_TAGS,
  MAX_TITLE,
  MAX_WANTS,
} from "../limits.ts";
import { textField } from "./text-field.ts";

export const LISTING_KINDS = ["thing", "service", "time", "space", "lend", "gift", "wanted"] as const;
export const CONDITIONS = ["new", "like-new", "good", "fair", "for-parts"] as const;
export const WITHDRAW_REASONS = ["swapped", "kept", "changed-my-mind"] as const;

/** W7: a photo is named by its hash; its bytes are fetched from whoever has them. */
const PhotoRef = z.strictObject({
  hash: blobHashField,
  /** Bytes. */
  size: z.int().check(z.positive(), z.maximum(MAX_PHOTO_BYTES)),
  width: z.int().check(z.positive(), z.maximum(4096)),
  height: z.int().check(z.positive(), z.maximum(4096)),
});
export type PhotoRef = z.infer<typeof PhotoRef>;

const listingFields = {
  kind: z.enum(LISTING_KINDS),
  title: textField(1, MAX_TITLE),
  story: textField(0, MAX_STORY),
  condition: z.nullable(z.enum(CONDITIONS)),
  /** What the owner would like in return, in words. */
  wants: textField(0, MAX_WANTS),
  /** A tiny JPEG or WebP, shown until the photo is here. */
  preview: z.nullable(bytesField(1, MAX_PREVIEW_BYTES)),
  photos: z.array(PhotoRef).check(z.maxLength(MAX_PHOTOS)),
};

export const ListingPost = z.strictObject(listingFields);
export type ListingPost = z.infer<typeof ListingPost>;

export const ListingEdit = z.strictObject({ listing: recordIdField, ...listingFields });
export type ListingEdit = z.infer<typeof ListingEdit>;

/** What is wanted in return: a swap, anything at all, cash in hand (no payment in the app), nothing. */
export const RETURNS = ["swap", "anything", "cash", "nothing"] as const;

const listingFields2 = {
  ...listingFields,
  returns: z.enum(RETURNS),
  /** Short words to be found by. */
  tags: z.array(textField(1, MAX_TAG)).check(z.maxLength(MAX_TAGS)),
  /** Where it is, in the pond's own words ("library side"); never a coordinate. */
  place: textField(0, MAX_LISTING_PLACE),
};

export const ListingPost2 = z.strictObject(listingFields2);
export type ListingPost2 = z.infer<typeof ListingPost2>;

export const ListingEdit2 = z.strictObject({ listing: recordIdField, ...listingFields2 });
export type ListingEdit2 = z.infer<typeof ListingEdit2>;

export const ListingWithdraw = z.strictObject({
  listing: recordIdField,
  reason: z.enum(WITHDRAW_REASONS),
});
export type ListingWithdraw = z.infer<typeof ListingWithdraw>;

export type ListingKind = (typeof LISTING_KINDS)[number];
export type Condition = (typeof CONDITIONS)[number];
export type Returns = (typeof RETURNS)[number];
export type WithdrawReason = (typeof WITHDRAW_REASONS)[number];
