/* oxlint-disable no-underscore-dangle -- zod names its default so */
import * as z from "zod/mini";
import {
  bytesField,
  type FeedKey,
  type IdentityKey,
  parseKeyText,
  type PondId,
  type RecordId,
  SIGNATURE_BYTES,
  type BlobHash,
  type InviteKey,
  type Time,
  timeField,
} from "../domain/ids.ts";
import type { Invite } from "../domain/invite/link.ts";
import {
  CONDITIONS,
  LISTING_KINDS,
  RETURNS,
  type Condition,
  type ListingKind,
  type PhotoRef,
  type Returns,
} from "../domain/kinds/listing.ts";
import { LOT_WAYS, type LotWay } from "../domain/kinds/lot.ts";
import { MAX_RECORD_BYTES } from "../domain/limits.ts";
import type { Blob as PhotoBlob } from "../domain/pond/views.ts";
import { type WireDetail, wireDetail, wireWay } from "./wire-detail.ts";

/**
 * Rows that never leave this device. A database is older than the code that reads it, and other scripts of the same
 * origin can write to it: so these rows are parsed when read (S4). View rows are not: they can be rebuilt at any time.
 */

/** What this device knows of one of its ponds and tells nobody. */
export interface MyPondRow {
  readonly pond: PondId;
  /** 32 bytes (P1). */
  readonly secret: Uint8Array;
  readonly relays: readonly string[];
  readonly feed: FeedKey;
  readonly me: IdentityKey;
  readonly myName: string;
  /** As the invite said, until the genesis record has come. */
  readonly pondName: string;
  readonly joined: Time;
  /** The first record of this device's feed, as it travels. */
  readonly opening: Uint8Array;
  readonly invite: { readonly seed: Uint8Array; readonly certificate: Invite["certificate"] } | null;
  /** Only of a sample (S7): being made, or to be looked at. */
  readonly sample?: "making" | "ready";
}

/** What a person typed so far. */
export interface DraftRow {
  readonly kind: ListingKind;
  readonly title: string;
  readonly story: string;
  readonly condition: Condition | null;
  readonly wants: string;
  readonly returns: Returns;
  readonly tags: readonly string[];
  readonly place: string;
  readonly lot: {
    readonly way: LotWay;
    readonly hours: number;
    readonly least: number;
    readonly unit: string;
  } | null;
  readonly preview: Uint8Array | null;
  readonly photos: readonly PhotoRef[];
}

export interface SettingsRow {
  readonly language: "en" | "zh-CN";
  readonly theme: "system" | "light" | "dark";
  readonly keepsAll: boolean;
  /** Whether this device speaks up, outside of the app, about what comes in. */
  readonly notify: boolean;
  readonly toldOfInstall?: boolean;
  readonly keysOff?: boolean;
  /** Names of the hints that were read, with spaces between: flat, so that a shallow copy of a row is a whole one. */
  readonly hintsRead?: string;
}

/** W7: a photo that somebody wants to see here and that is not here. */
export interface WantedPhotoRow {
  readonly pond: PondId;
  readonly hash: BlobHash;
  /** Bytes, as its listing says. */
  readonly size: number;
  readonly asked: Time;
}

/** A photo of others that was fetched and may go again; one's own have no such row. */
export interface FetchedPhotoRow {
  readonly hash: BlobHash;
  /** Bytes. */
  readonly size: number;
  /** When it was last looked at. */
  readonly used: Time;
}

/** Whom somebody does not want to see here. */
export interface MutedRow {
  readonly pond: PondId;
  readonly id: IdentityKey;
}

/** A search that somebody keeps, to hear of what comes in. */
export interface SavedSearchRow {
  readonly pond: PondId;
  /** What is searched for, as text: the same search is kept once. */
  readonly id: string;
  readonly words: string;
  readonly kind: ListingKind | "any";
  readonly returns: Returns | "any";
  readonly onlyTrusted: boolean;
  /** What had arrived when it was kept (`n` of the newest record), and when that was. */
  readonly since: number;
  readonly at: Time;
}

/** How far somebody has looked at the news of a pond, and what has come since. */
export interface LookedRow {
  readonly pond: PondId;
  /** `n` of the newest record that had arrived when somebody last looked. */
  readonly upTo: number;
  /** The same for what was told outside of the app: each line once. */
  readonly told: number;
  readonly forMe: number;
  readonly others: number;
}

/** What decides a draw of mine, or opens a sealed bid of mine. */
export interface LotSecretRow {
  readonly pond: PondId;
  readonly listing: RecordId;
  readonly secret: Uint8Array;
  /** Of my bid; null for a draw. */
  readonly amount: number | null;
}

/** A vouch in its closed envelope, with the salt that opens it. */
export interface SealedVouchRow {
  readonly pond: PondId;
  readonly deal: RecordId;
  readonly good: boolean;
  readonly keptTerms: boolean;
  readonly showedUp: boolean;
  readonly asDescribed: boolean;
  readonly words: string;
  readonly salt: Uint8Array;
}

/** The sync glance, written by the tab that holds the wire (W5) for all others to read. */
export interface WireRow extends WireDetail {
  readonly state: "starting" | "on" | "offline";
  readonly relays: readonly { readonly url: string; readonly up: boolean }[];
  readonly peers: readonly {
    readonly id: string;
    readonly since: Time;
    readonly name: string | null;
    readonly way?: "relay" | "paired" | "introduced" | "network";
  }[];
  readonly onlyHere: number;
  readonly acknowledged: number;
  readonly savedOn: number;
  readonly have: number;
  readonly known: number;
  readonly refused: Readonly<Record<string, number>>;
}

const keyText = <T extends string>() =>
  z.custom<T>((value) => typeof value === "string" && parseKeyText(value) !== null);
const anyBytes = bytesField(0, Number.MAX_SAFE_INTEGER);
const seedBytes = bytesField(32, 32);
const count = z.int().check(z.nonnegative());

/** Characters of the names of hints in the settings: there are a handful, of a word each. */
const MAX_HINTS_READ = 500;

/** Entries of a list or a map in a row; ours have a dozen. */
const MAX_ENTRIES = 1000;

/** Counted before each is looked at: a list may say that it has 2^32 entries and hold none, and a million errors would throw. */
function few<T, Stored>(schema: z.ZodMiniType<T, Stored>) {
  const isFew = (value: unknown) =>
    typeof value === "object" &&
    value !== null &&
    (Array.isArray(value) ? value : Object.keys(value)).length <= MAX_ENTRIES;
  return z.pipe(z.custom<Stored>(isFew), schema);
}

export const MyPondRow: z.ZodMiniType<MyPondRow> = z.object({
  pond: keyText<PondId>(),
  secret: seedBytes,
  relays: few(z.array(z.string())),
  feed: keyText<FeedKey>(),
  me: keyText<IdentityKey>(),
  myName: z.string(),
  pondName: z.string(),
  joined: timeField,
  opening: bytesField(1, MAX_RECORD_BYTES),
  invite: z.nullable(
    z.object({
      seed: seedBytes,
      certificate: z.object({
        inviter: keyText<FeedKey>(),
        key: keyText<InviteKey>(),
        until: timeField,
        signature: bytesField(SIGNATURE_BYTES, SIGNATURE_BYTES),
      }),
    }),
  ),
  sample: z.exactOptional(z.enum(["making", "ready"])),
});

const photo: z.ZodMiniType<PhotoRef> = z.object({
  hash: keyText<BlobHash>(),
  size: count,
  width: count,
  height: count,
});

export const DraftRow: z.ZodMiniType<DraftRow> = z.object({
  kind: z.enum(LISTING_KINDS),
  title: z.string(),
  story: z.string(),
  condition: z.nullable(z.enum(CONDITIONS)),
  wants: z.string(),
  // Drafts of version 2 of the database have none of these four.
  returns: z._default(z.enum(RETURNS), "swap"),
  tags: z._default(few(z.array(z.string())), []),
  place: z._default(z.string(), ""),
  lot: z._default(z.nullable(z.object({ way: z.enum(LOT_WAYS), hours: count, least: count, unit: z.string() })), null),
  preview: z.nullable(anyBytes),
  photos: few(z.array(photo)),
});

export const SettingsRow: z.ZodMiniType<SettingsRow> = z.object({
  language: z.enum(["en", "zh-CN"]),
  theme: z.enum(["system", "light", "dark"]),
  // Rows of version 3 of the database do not say.
  keepsAll: z._default(z.boolean(), false),
  // Settings of version 3 of the database have none.
  notify: z._default(z.boolean(), false),
  toldOfInstall: z.exactOptional(z.boolean()),
  keysOff: z.exactOptional(z.boolean()),
  hintsRead: z.exactOptional(z.string().check(z.maxLength(MAX_HINTS_READ))),
});

export const SealedVouchRow: z.ZodMiniType<SealedVouchRow> = z.object({
  pond: keyText<PondId>(),
  deal: keyText<RecordId>(),
  good: z.boolean(),
  keptTerms: z.boolean(),
  showedUp: z.boolean(),
  asDescribed: z.boolean(),
  words: z.string(),
  salt: anyBytes,
});

export const WireRow: z.ZodMiniType<WireRow> = z.object({
  state: z.enum(["starting", "on", "offline"]),
  relays: few(z.array(z.object({ url: z.string(), up: z.boolean() }))),
  peers: few(z.array(z.object({ id: z.string(), since: timeField, name: z.nullable(z.string()), way: wireWay }))),
  onlyHere: count,
  acknowledged: count,
  savedOn: count,
  have: count,
  known: count,
  refused: few(z.record(z.string(), count)),
  ...wireDetail,
});

export const WantedPhotoRow: z.ZodMiniType<WantedPhotoRow> = z.object({
  pond: keyText<PondId>(),
  hash: keyText<BlobHash>(),
  size: count,
  asked: timeField,
});

export const FetchedPhotoRow: z.ZodMiniType<FetchedPhotoRow> = z.object({
  hash: keyText<BlobHash>(),
  size: count,
  used: timeField,
});

export const LotSecretRow: z.ZodMiniType<LotSecretRow> = z.object({
  pond: keyText<PondId>(),
  listing: keyText<RecordId>(),
  secret: seedBytes,
  amount: z.nullable(count),
});

export const SavedSearchRow: z.ZodMiniType<SavedSearchRow> = z.object({
  pond: keyText<PondId>(),
  id: z.string(),
  words: z.string(),
  kind: z.union([z.enum(LISTING_KINDS), z.literal("any")]),
  returns: z.union([z.enum(RETURNS), z.literal("any")]),
  onlyTrusted: z.boolean(),
  since: count,
  at: timeField,
});

export const LookedRow: z.ZodMiniType<LookedRow> = z.object({
  pond: keyText<PondId>(),
  upTo: count,
  told: count,
  forMe: count,
  others: count,
});

export const MutedRow: z.ZodMiniType<MutedRow> = z.object({ pond: keyText<PondId>(), id: keyText<IdentityKey>() });

export const BlobRow: z.ZodMiniType<PhotoBlob> = z.object({
  hash: keyText<BlobHash>(),
  type: z.enum(["image/jpeg", "image/webp"]),
  bytes: anyBytes,
});

/** Reads a row; null where it is missing or not what this version can use. It is left where it is. */
export function readRow<T>(schema: z.ZodMiniType<T>, row: unknown, table: string): T | null {
  if (row === undefined) return null;
  const parsed = z.safeParse(schema, row);
  if (parsed.success) return parsed.data;
  // Named, so that a report can be understood; never its content, which is private.
  console.warn(`shoal: a row of "${table}" cannot be read: ${parsed.error.issues[0]?.path.join(".") ?? "?"}`);
  return null;
}
