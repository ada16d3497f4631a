import * as z from "zod/mini";
import { base64UrlToBytes, bytesToBase64Url } from "../../lib/bytes.ts";
import type { Box } from "../crypto.ts";
import { decodeCanonical, encodeCanonical } from "../encoding.ts";
import {
  type BoxKey,
  type FeedKey,
  feedKeyField,
  type PondId,
  type RecordId,
  recordIdField,
  signatureField,
} from "../ids.ts";

const PREFIX = "SHOAL1:";
const MAX_CODE = 400;
const WORD_COUNT = 6;
const BITS_PER_WORD = 11;

const CodeWire = z.tuple([recordIdField, feedKeyField, signatureField]);

/** What one shows to the other at a handover: "we met for this deal", signed (decision 0006). */
export interface HandoverToken {
  readonly deal: RecordId;
  readonly feed: FeedKey;
  /** The feed's signature over `handoverWord`. */
  readonly word: Uint8Array;
}

export function encodeHandoverCode({ deal, feed, word }: HandoverToken): string {
  return PREFIX + bytesToBase64Url(encodeCanonical(z.encode(CodeWire, [deal, feed, word])));
}

/** Reads a scanned code; null where it is something else. Its signature is verified with the record that carries it. */
export function parseHandoverCode(text: string): HandoverToken | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith(PREFIX) || trimmed.length > MAX_CODE) return null;
  const bytes = base64UrlToBytes(trimmed.slice(PREFIX.length));
  const decoded = bytes === null ? null : decodeCanonical(bytes, MAX_CODE);
  if (decoded === null || !decoded.ok) return null;
  const parsed = z.safeParse(CodeWire, decoded.value);
  if (!parsed.success) return null;
  const [deal, feed, word] = parsed.data;
  return { deal, feed, word };
}

/** The six words that `from` says aloud: 66 bits that only the two devices can compute. Null for a bad box key. */
export async function handoverWords(
  place: { readonly pond: PondId; readonly deal: RecordId; readonly from: FeedKey },
  box: Box,
  theirs: BoxKey,
  wordlist: readonly string[],
): Promise<readonly string[] | null> {
  const { pond, deal, from } = place;
  const key = await box.agree(theirs, `shoal/handover-words/1|${pond}|${deal}|${from}`);
  if (key === null) return null;
  let bits = 0n;
  for (const byte of key.subarray(0, 9)) bits = (bits << 8n) | BigInt(byte);
  const mask = (1n << BigInt(BITS_PER_WORD)) - 1n;
  return Array.from(
    { length: WORD_COUNT },
    (_, i) => wordlist[Number((bits >> BigInt(i * BITS_PER_WORD)) & mask)] ?? "",
  );
}

/** Compares what was typed with what is expected; case, spaces and punctuation do not matter. */
export function sameWords(expected: readonly string[], typed: readonly string[]): boolean {
  const plain = (words: readonly string[]) =>
    words
      .join(" ")
      .toLowerCase()
      .match(/[a-z]+/g)
      ?.join(" ") ?? "";
  return expected.length === WORD_COUNT && plain(expected) === plain(typed);
}
