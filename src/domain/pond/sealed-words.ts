import { err, ok, type Result } from "../../lib/result.ts";
import type { Box, Cipher } from "../crypto.ts";
import { decodeCanonical, encodeCanonical } from "../encoding.ts";
import type { BoxKey, FeedKey, PondId, RecordId } from "../ids.ts";
import type { FeedKeys } from "../keys.ts";
import { MAX_SEALED_TO } from "../limits.ts";

/** Bytes of one private message before it is sealed: its UTF-8 and a small head. */
const MAX_WORDS_BYTES = 2000;

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

/** Neither empty nor too long. */
export function canSealWords(text: string): boolean {
  return text.trim() !== "" && encodeCanonical(text).length <= MAX_WORDS_BYTES;
}

/** Seals a text to each of the given feeds (the other's devices and one's own). Fails where it is empty, too long, or for nobody. */
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

/** The text, or null where it was not sealed to this feed or not by that author. */
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
  return text !== null && text.ok && typeof text.value === "string" ? text.value : null;
}

function contextOf({ pond, deal, from }: WordsPlace, reader: FeedKey): string {
  return `shoal/words/1|${pond}|${deal}|${from}|${reader}`;
}
