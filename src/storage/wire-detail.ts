/* oxlint-disable no-underscore-dangle -- zod names its default so */
import * as z from "zod/mini";
import { type FeedKey, parseKeyText } from "../domain/ids.ts";

/** What the sync glance's row says besides: who has what of mine, and what is on its way. Rows of version 3 say none of it. */
export interface WireDetail {
  readonly copies: readonly { readonly feed: FeedKey; readonly upTo: number }[];
  readonly unmet: number;
  readonly photos: {
    readonly here: number;
    readonly all: number;
    readonly bytes: number;
    readonly allBytes: number;
    readonly underway: number;
  };
}

/** Devices in a row: four times what the wire remembers. */
const MAX_COPIES = 1000;

const count = z.int().check(z.nonnegative());
const isShort = (value: unknown) => Array.isArray(value) && value.length <= MAX_COPIES;
const feed = z.custom<FeedKey>((value) => typeof value === "string" && parseKeyText(value) !== null);

export const wireDetail = {
  copies: z._default(
    // Counted before each is looked at.
    z.pipe(z.custom<{ feed: FeedKey; upTo: number }[]>(isShort), z.array(z.object({ feed, upTo: count }))),
    [],
  ),
  unmet: z._default(count, 0),
  photos: z._default(z.object({ here: count, all: count, bytes: count, allBytes: count, underway: count }), {
    here: 0,
    all: 0,
    bytes: 0,
    allBytes: 0,
    underway: 0,
  }),
};

/** How a peer was met. */
export const wireWay = z.exactOptional(z.enum(["relay", "paired", "introduced", "network"]));
