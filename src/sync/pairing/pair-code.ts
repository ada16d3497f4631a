import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { base64UrlToBytes, bytesToBase64Url, concatBytes, equalBytes } from "../../lib/bytes.ts";
import { err, ok, type Result } from "../../lib/result.ts";
import type { PairingKey } from "../room.ts";
import { type LinkDescription, readDescription, writeDescription } from "./description.ts";

const PREFIX = "SHOAL-PAIR1:";
/** Characters of a code: six addresses, the longest names and passwords that may be. */
const MAX_CODE = 500;
/** Bytes by which a pond's codes are known to its members, an offer to its answer, and a code to be whole and of a member. */
const HINT_BYTES = 4;
const OFFER_BYTES = 8;
const SEAL_BYTES = 8;

/** What a pairing code says: a description, and for an answer the offer that it answers. */
export interface PairCode {
  readonly description: LinkDescription;
  /** Of an offer: its own name. Of an answer: the offer's. */
  readonly offer: Uint8Array;
}

/**
 * M2: a description as a text for a code on the screen. It is sealed with a key of the pond's secret: who only sees it over a
 * shoulder can make no answer to it, and who changes it is found out.
 */
export function encodePairCode(key: PairingKey, description: LinkDescription, offer: Uint8Array | null): string {
  const words = concatBytes(key.hint, offer ?? new Uint8Array(), writeDescription(description));
  return PREFIX + bytesToBase64Url(concatBytes(words, sealOf(key, words)));
}

/** The name of an offer, as its answer says it. */
export function offerName(key: PairingKey, offer: LinkDescription): Uint8Array {
  return hmac(sha256, key.seal, concatBytes(new Uint8Array([0]), writeDescription(offer))).slice(0, OFFER_BYTES);
}

/** Reads what was scanned or pasted. */
export function parsePairCode(key: PairingKey, text: string): Result<PairCode, "unreadable" | "another-pond"> {
  const trimmed = text.trim();
  if (!trimmed.startsWith(PREFIX) || trimmed.length > MAX_CODE) return err("unreadable");
  const bytes = base64UrlToBytes(trimmed.slice(PREFIX.length));
  if (bytes === null || bytes.length < HINT_BYTES + SEAL_BYTES) return err("unreadable");
  if (!equalBytes(bytes.subarray(0, HINT_BYTES), key.hint)) return err("another-pond");
  const words = bytes.subarray(0, -SEAL_BYTES);
  if (!equalBytes(bytes.subarray(-SEAL_BYTES), sealOf(key, words))) return err("unreadable");
  const offer = readDescription(words.subarray(HINT_BYTES));
  if (offer?.kind === "offer") return ok({ description: offer, offer: offerName(key, offer) });
  const answer = readDescription(words.subarray(HINT_BYTES + OFFER_BYTES));
  if (answer?.kind !== "answer") return err("unreadable");
  return ok({ description: answer, offer: words.slice(HINT_BYTES, HINT_BYTES + OFFER_BYTES) });
}

function sealOf(key: PairingKey, words: Uint8Array): Uint8Array {
  return hmac(sha256, key.seal, concatBytes(new Uint8Array([1]), words)).slice(0, SEAL_BYTES);
}
