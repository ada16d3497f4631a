import { hashBytes } from "../domain/hash.ts";
import { type FeedKey, keyBytes } from "../domain/ids.ts";

const clientByFeed = new Map<FeedKey, number>();
/** Feeds whose number is remembered; beyond that it is computed again. */
const MAX_REMEMBERED = 20_000;

/** W1: a feed's Yjs client: the first 53 bits of SHA-256 of its key. */
export function clientOf(feed: FeedKey): number {
  const known = clientByFeed.get(feed);
  if (known !== undefined) return known;
  const hash = hashBytes(keyBytes(feed));
  let client = 0;
  for (const byte of hash.subarray(0, 6)) client = client * 256 + byte;
  client = client * 32 + ((hash[6] ?? 0) >> 3); // 48 bits and 5 more
  if (clientByFeed.size >= MAX_REMEMBERED) clientByFeed.clear();
  clientByFeed.set(feed, client);
  return client;
}
