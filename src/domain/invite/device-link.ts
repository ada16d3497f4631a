import { utf8ToBytes } from "@noble/hashes/utils.js";
import * as z from "zod/mini";
import { base64UrlToBytes, bytesToBase64Url, concatBytes } from "../../lib/bytes.ts";
import type { Box, Cipher } from "../crypto.ts";
import { decodeCanonical, encodeCanonical } from "../encoding.ts";
import { hashBytes } from "../hash.ts";
import { type BoxKey, boxKeyField, bytesField, KEY_BYTES, keyBytes, pondIdField, timeField } from "../ids.ts";
import { textField } from "../kinds/text-field.ts";
import { MAX_NAME, MAX_POND_NAME } from "../limits.ts";
import { POND_SECRET_BYTES, relayUrlField } from "./link.ts";

/**
 * A new device becomes the same person (decision 0026): it shows a fresh key, and the old one answers with the identity sealed to
 * that key. Neither code alone, nor both together, tell an onlooker anything; what he could do is show the old device a key of
 * his own, and the words are there against that.
 */

const ASK = "shoal-ask:";
const ANSWER = "shoal-link:";
/** Characters of an answer: all of it has to fit into a code that a phone can read from another's screen. */
export const MAX_LINK_CODE = 1200;
const MAX_LINK_PONDS = 16;
const MAX_RELAYS = 3;
/** 44 bits: another key with the same words is not found while somebody holds a phone. */
const WORD_COUNT = 4;
const BITS_PER_WORD = 11;

const LinkedPond = z.tuple([
  pondIdField,
  bytesField(POND_SECRET_BYTES, POND_SECRET_BYTES),
  z.array(relayUrlField).check(z.maxLength(MAX_RELAYS)),
  textField(1, MAX_NAME),
  textField(1, MAX_POND_NAME),
  timeField,
]);

const Carried = z.tuple([
  z.literal(1),
  bytesField(KEY_BYTES, KEY_BYTES),
  z.array(LinkedPond).check(z.maxLength(MAX_LINK_PONDS)),
]);

const AnswerWire = z.tuple([boxKeyField, bytesField(1, MAX_LINK_CODE)]);

/** What of a pond goes over: enough to meet the others and to write at once. */
export interface LinkPond {
  readonly pond: z.output<typeof pondIdField>;
  readonly secret: Uint8Array;
  readonly relays: readonly string[];
  readonly myName: string;
  readonly pondName: string;
  /** When the old device joined: the new one's feed does not begin before that, whatever its clock says (L4a). */
  readonly joined: z.output<typeof timeField>;
}

export interface Linked {
  readonly seed: Uint8Array;
  readonly ponds: readonly LinkPond[];
}

export function encodeAsk(box: BoxKey): string {
  return ASK + bytesToBase64Url(keyBytes(box));
}

/** The key of a new device that asks; null where the text is something else. */
export function parseAsk(text: string): BoxKey | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith(ASK)) return null;
  const bytes = base64UrlToBytes(trimmed.slice(ASK.length));
  // Any 32 bytes may be such a key; one that is none agrees on nothing.
  return bytes?.length === KEY_BYTES ? (bytesToBase64Url(bytes) as string as BoxKey) : null;
}

/** What both devices show, so that the person sees that it is the right key which is answered. */
export function wordsOfAsk(box: BoxKey, wordlist: readonly string[]): readonly string[] {
  const hash = hashBytes(concatBytes(utf8ToBytes("shoal/link-words/1"), new Uint8Array([0]), keyBytes(box)));
  let bits = 0n;
  for (const byte of hash.subarray(0, 8)) bits = (bits << 8n) | BigInt(byte);
  const mask = (1n << BigInt(BITS_PER_WORD)) - 1n;
  return Array.from(
    { length: WORD_COUNT },
    (_, i) => wordlist[Number((bits >> BigInt(i * BITS_PER_WORD)) & mask)] ?? "",
  );
}

/** The old device's answer, with as many ponds as one code can hold; null for a key that is none. */
export async function answerAsk(
  asker: BoxKey,
  { seed, ponds }: Linked,
  passing: Box,
  cipher: Cipher,
): Promise<{ readonly code: string; readonly ponds: number } | null> {
  const key = await passing.agree(asker, contextOf(asker, passing.publicKey));
  if (key === null) return null;
  for (let count = Math.min(ponds.length, MAX_LINK_PONDS); count >= 0; count--) {
    const some = ponds
      .slice(0, count)
      .map(({ pond, secret, relays, myName, pondName, joined }) =>
        z.encode(LinkedPond, [pond, secret, relays.slice(0, MAX_RELAYS), myName, pondName, joined]),
      );
    const sealed = await cipher.seal(key, encodeCanonical([1, seed, some]));
    const code = ANSWER + bytesToBase64Url(encodeCanonical(z.encode(AnswerWire, [passing.publicKey, sealed])));
    if (code.length <= MAX_LINK_CODE) return { code, ponds: count };
  }
  throw new Error("a seed alone fits into a code");
}

/** Opens an answer with the box that asked; null where it is something else, or for another device. */
export async function openAnswer(text: string, asking: Box, cipher: Cipher): Promise<Linked | null> {
  const trimmed = text.trim();
  if (!trimmed.startsWith(ANSWER) || trimmed.length > MAX_LINK_CODE) return null;
  const bytes = base64UrlToBytes(trimmed.slice(ANSWER.length));
  const decoded = bytes === null ? null : decodeCanonical(bytes, MAX_LINK_CODE);
  const wire = decoded?.ok === true ? z.safeParse(AnswerWire, decoded.value) : null;
  if (wire?.success !== true) return null;
  const [passing, sealed] = wire.data;
  const key = await asking.agree(passing, contextOf(asking.publicKey, passing));
  const plain = key === null ? null : await cipher.open(key, sealed);
  const content = plain === null ? null : decodeCanonical(plain, MAX_LINK_CODE);
  const carried = content?.ok === true ? z.safeParse(Carried, content.value) : null;
  if (carried?.success !== true) return null;
  const [, seed, ponds] = carried.data;
  return {
    seed,
    ponds: ponds.map(([pond, secret, relays, myName, pondName, joined]) => ({
      pond,
      secret,
      relays,
      myName,
      pondName,
      joined,
    })),
  };
}

function contextOf(asker: BoxKey, answerer: BoxKey): string {
  return `shoal/link/1|${asker}|${answerer}`;
}
