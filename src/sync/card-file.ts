import { bytesToBase64Url, equalBytes } from "../lib/bytes.ts";
import { type IdentityKey, KEY_BYTES, keyBytes, type PondId } from "../domain/ids.ts";
import type { CardFeed } from "../domain/pond/card-selection.ts";
import { pondOfBundle, writeBundle } from "./bundle.ts";
import { buildPage } from "./gate.ts";
import { MAX_CARD_FILE_BYTES } from "./limits.ts";

/**
 * First bytes of a card: not those of a `.pond` file, as nobody may take a card for one. Most of its records have no body
 * (L3), and a ledger that is kept refuses those. Then the member's key, then a bundle.
 */
const MAGIC = new Uint8Array([..."SHOALCARD1"].map((char) => char.charCodeAt(0)));
const HEAD_BYTES = MAGIC.length + KEY_BYTES;

export interface CardFile {
  readonly pond: PondId;
  readonly member: IdentityKey;
  /** For `readBundle`. */
  readonly bundle: Blob;
}

/** N8: a member's card as a file, in the form in which records travel. */
export async function writeCardFile(pond: PondId, member: IdentityKey, feeds: readonly CardFeed[]): Promise<Blob> {
  const rowsByFeed = new Map(feeds.map(({ feed, rows }) => [feed, rows] as const));
  const source = {
    heads: () => feeds.map(({ feed, rows }) => ({ feed, count: rows.length })),
    readRun: async (feed: CardFeed["feed"], from: number, limit: number) =>
      (rowsByFeed.get(feed) ?? []).slice(from, from + limit),
  };
  const bundle = await writeBundle(pond, { page: (has) => buildPage(source, has) });
  return new Blob([MAGIC, keyBytes(member), bundle], { type: "application/x-shoal-card" });
}

/** Whose card a file says to be, and of which pond; null where it is no card. What is in it is not looked at yet. */
export async function readCardFile(file: Blob): Promise<CardFile | null> {
  if (file.size < HEAD_BYTES || file.size > MAX_CARD_FILE_BYTES) return null;
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  if (!equalBytes(head.subarray(0, MAGIC.length), MAGIC)) return null;
  const bundle = file.slice(HEAD_BYTES);
  const pond = await pondOfBundle(bundle);
  // Any 32 bytes are somebody's key: whether he is in there is seen afterwards.
  const member = bytesToBase64Url(head.subarray(MAGIC.length)) as string as IdentityKey;
  return pond === null ? null : { pond, member, bundle };
}
