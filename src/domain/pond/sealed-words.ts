import * as z from "zod/mini";
import { err, ok, type Result } from "../../lib/result.ts";
import type { Box, Cipher } from "../crypto.ts";
import { decodeCanonical, encodeCanonical } from "../encoding.ts";
import type { BoxKey, FeedKey, PondId, RecordId } from "../ids.ts";
import type { FeedKeys } from "../keys.ts";
import { textField } from "../kinds/text-field.ts";
import { MAX_SEALED_TO, MAX_WORDS } from "../limits.ts";

/** Bytes of one private message before it is sealed: its UTF-8 and a small head. */
const MAX_WORDS_BYTES = 2000;

/** Sealed or not, a text obeys the rules of texts: whoever opens it can be deceived like any other reader. */
const Words = textField(1, MAX_WORDS);

/** Where private words stand; the key they are sealed with is good for nowhere else. */
export interface WordsPlace {
  readonly pond: PondId;
  readonly deal: RecordId;
  /** The author's feed. */
  readonly from: FeedKey;
}

export interface SealedTo {
  readonly feed: FeedKey;
  readonly sealed: Uint8Array;
}

/** A text that everybody's device would show. */
export function canSealWords(text: string): boolean {
  return z.safeParse(Words, text).success && encodeCanonical(text).length <= MAX_WORDS_BYTES;
}

/** Seals a text to each of the given feeds (the other's devices and one's own). Fails where it is no text to show, or for nobody. */
export async function sealWords(
  text: string,
  place: WordsPlace,
  box: Box,
  to: readonly { readonly feed: FeedKey; readonly box: BoxKey }[],
  cipher: Cipher,
): Promise<Result<readonly SealedTo[], { readonly kind: "words-invalid" }>> {
  if (!canSealWords(text)) return err({ kind: "words-invalid" });
  const plain = encodeCanonical(text);
  const sealed: SealedTo[] = [];
  for (const reader of to.slice(0, MAX_SEALED_TO)) {
    const key = await box.agree(reader.box, contextOf(place, reader.feed));
    if (key !== null) sealed.push({ feed: reader.feed, sealed: await cipher.seal(key, plain) });
  }
  return sealed.length === 0 ? err({ kind: "words-invalid" }) : ok(sealed);
}

/** The text, or null where it was not sealed to this feed, not by that author, or is none that may be shown. */
export async function openWords(
  to: readonly SealedTo[],
  place: WordsPlace,
  keys: Pick<FeedKeys, "feed" | "box">,
  author: BoxKey,
  cipher: Cipher,
): Promise<string | null> {
  const mine = to.find(({ feed }) => feed === keys.feed);
  const key = mine === undefined ? null : await keys.box.agree(author, contextOf(place, keys.feed));
  const plain = mine === undefined || key === null ? null : await cipher.open(key, mine.sealed);
  const text = plain === null ? null : decodeCanonical(plain, MAX_WORDS_BYTES);
  if (text === null || !text.ok) return null;
  const words = z.safeParse(Words, text.value);
  return words.success ? words.data : null;
}

function contextOf({ pond, deal, from }: WordsPlace, reader: FeedKey): string {
  return `shoal/words/1|${pond}|${deal}|${from}|${reader}`;
}
