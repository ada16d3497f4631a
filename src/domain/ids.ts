import * as z from "zod/mini";
import { base64UrlToBytes, bytesToBase64Url } from "../lib/bytes.ts";
import type { Brand } from "../lib/brand.ts";

/** Public key of a person (K1). Text form of 32 bytes, as are all keys and ids below. */
export type IdentityKey = Brand<string, "IdentityKey">;
/** Public key of one device's feed in one pond (K2). */
export type FeedKey = Brand<string, "FeedKey">;
/** Public key of an invite; its secret half travels in the link (P2). */
export type InviteKey = Brand<string, "InviteKey">;
/** X25519 public key to which private words are sealed. */
export type BoxKey = Brand<string, "BoxKey">;
/** Id of the genesis record (P1). */
export type PondId = Brand<string, "PondId">;
/** SHA-256 of a record's header and signature (L1). */
export type RecordId = Brand<string, "RecordId">;
/** SHA-256 of a photo's bytes (W7). */
export type BlobHash = Brand<string, "BlobHash">;
/** Milliseconds since 1970-01-01 UTC, as claimed by a record. */
export type Time = Brand<number, "Time">;
/** Trust capacity, in whole drops (T3). */
export type Drops = Brand<number, "Drops">;

export const KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** Exactly `size` bytes in a record, a branded text in the program: how every key, id and hash is read and written. */
function textOfBytes<T extends string>(size: number) {
  return z.codec(
    bytesField(size, size),
    z.custom<T>((value) => typeof value === "string"),
    {
      // The length was checked one line above; this is where the brand is earned.
      decode: (bytes) => bytesToBase64Url(bytes) as string as T,
      // A union tries each of its shapes, so what comes here need not be a text at all; empty bytes fail the check above.
      encode: (text: unknown) => (typeof text === "string" ? base64UrlToBytes(text) : null) ?? new Uint8Array(),
    },
  );
}

export const identityKeyField = textOfBytes<IdentityKey>(KEY_BYTES);
export const feedKeyField = textOfBytes<FeedKey>(KEY_BYTES);
export const inviteKeyField = textOfBytes<InviteKey>(KEY_BYTES);
export const boxKeyField = textOfBytes<BoxKey>(KEY_BYTES);
export const pondIdField = textOfBytes<PondId>(KEY_BYTES);
export const recordIdField = textOfBytes<RecordId>(KEY_BYTES);
export const blobHashField = textOfBytes<BlobHash>(KEY_BYTES);

export const timeField = z.custom<Time>((value) => Number.isSafeInteger(value) && Number(value) >= 0);

export function bytesField(min: number, max: number) {
  return z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length >= min && value.length <= max);
}

export const signatureField = bytesField(SIGNATURE_BYTES, SIGNATURE_BYTES);

/** The 32 bytes behind a key or an id. Throws on text that no parser of this file made: that is a bug, not an input. */
export function keyBytes(
  key: IdentityKey | FeedKey | InviteKey | BoxKey | PondId | RecordId | BlobHash,
): Uint8Array<ArrayBuffer> {
  const bytes = base64UrlToBytes(key);
  if (bytes === null || bytes.length !== KEY_BYTES) throw new Error("not a key or an id");
  return bytes;
}

/** Reads a key or id from its text form (a link, a route); null where it is not one. */
export function parseKeyText<T extends string>(text: string): T | null {
  const bytes = base64UrlToBytes(text);
  // The canonical 32 bytes are all there is to a key's shape; the caller names which key it expects.
  return bytes !== null && bytes.length === KEY_BYTES ? (text as T) : null;
}
