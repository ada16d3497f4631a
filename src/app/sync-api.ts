import type { FeedKey, IdentityKey, RecordId } from "../domain/ids.ts";

/** How a connection came about: over a relay, by codes on two screens, or through somebody both know. */
export type ConnectionWay = "relay" | "paired" | "introduced" | "network";

/** What the sync glance tells besides: who has what of mine, and what is on its way. */
export interface SyncDetail {
  /** Devices of the pond and how many of my records each has said to hold, as it was when we were last connected. */
  readonly copies: readonly { readonly feed: FeedKey; readonly upTo: number }[];
  /** Devices that were heard of over a relay, and with which no connection has come about. */
  readonly unmet: number;
  /** Photos that are wanted here: how many have come of how many, and bytes. */
  readonly photos: {
    readonly here: number;
    readonly all: number;
    readonly bytes: number;
    readonly allBytes: number;
    /** How many are being sent now. */
    readonly underway: number;
  };
}

export const NOTHING_KNOWN: SyncDetail = {
  copies: [],
  unmet: 0,
  photos: { here: 0, all: 0, bytes: 0, allBytes: 0, underway: 0 },
};

/** Something of mine, by the name of the listing that it is about. */
export interface MyThing {
  readonly what: "listing" | "deal" | "word";
  /** Of the listing or the deal; for a word, of the listing that it is about. */
  readonly id: RecordId;
  /** May be a text of others; empty where the listing has not arrived. */
  readonly title: string;
}

/** How far what I wrote on this device has come. */
export interface Reach {
  /** What was written last about these is, as far as is known, nowhere but here; the newest first. */
  readonly onlyHere: readonly MyThing[];
  /** Further records that are only here. */
  readonly others: number;
  /** My listings that can still be come upon, newest first, with how many other devices at least have them as they are now. */
  readonly listings: readonly {
    readonly id: RecordId;
    readonly title: string;
    readonly devices: number;
    /** Somebody else who has it on a device; null where that is not known. */
    readonly by: IdentityKey | null;
  }[];
}
