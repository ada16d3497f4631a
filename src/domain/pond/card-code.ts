import * as z from "zod/mini";
import { base64UrlToBytes, bytesToBase64Url } from "../../lib/bytes.ts";
import { decodeCanonical, encodeCanonical } from "../encoding.ts";
import {
  type FeedKey,
  feedKeyField,
  type IdentityKey,
  identityKeyField,
  type PondId,
  pondIdField,
  signatureField,
  type Time,
  timeField,
} from "../ids.ts";

const PREFIX = "SHOAL-CARD1:";
/** Characters: three keys, a time and a signature, 177 bytes of CBOR at most, make 248. */
const MAX_CODE = 300;

const CodeWire = z.tuple([pondIdField, identityKeyField, feedKeyField, timeField, signatureField]);

/** What one shows of his card to somebody who stands before him: "this is me, now", signed (T2). */
export interface CardToken {
  readonly pond: PondId;
  readonly member: IdentityKey;
  readonly feed: FeedKey;
  readonly shown: Time;
  /** The feed's signature over `cardWord`. */
  readonly word: Uint8Array;
}

export function encodeCardCode({ pond, member, feed, shown, word }: CardToken): string {
  return PREFIX + bytesToBase64Url(encodeCanonical(z.encode(CodeWire, [pond, member, feed, shown, word])));
}

/** Reads a scanned code; null where it is something else. Its signature is verified with the record that carries it. */
export function parseCardCode(text: string): CardToken | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith(PREFIX) || trimmed.length > MAX_CODE) return null;
  const bytes = base64UrlToBytes(trimmed.slice(PREFIX.length));
  const decoded = bytes === null ? null : decodeCanonical(bytes, MAX_CODE);
  if (decoded === null || !decoded.ok) return null;
  const parsed = z.safeParse(CodeWire, decoded.value);
  if (!parsed.success) return null;
  const [pond, member, feed, shown, word] = parsed.data;
  return { pond, member, feed, shown, word };
}
