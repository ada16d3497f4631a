import { hashBytes } from "../domain/hash.ts";
import { type FeedKey, keyBytes, type RecordId } from "../domain/ids.ts";
import { MAX_SEQ } from "../domain/limits.ts";
import { clientOf } from "./client-id.ts";
import { MAX_HEADS_IN_FRAME } from "./limits.ts";
import type { SyncLedger } from "./sync-ledger.ts";
import { createFrameWriter, type FrameReader, MalformedFrame } from "./varint.ts";

/** Where a feed stands in a ledger: how many of its records may be given to others, and the id of the last of them. */
export interface Head {
  readonly client: number;
  readonly count: number;
  /** 32 bytes. */
  readonly id: Uint8Array;
}

export const DIGEST_BYTES = 16;
const ID_BYTES = 32;
/** Least bytes of a head: two numbers and an id. */
const MIN_HEAD_BYTES = 2 + ID_BYTES;

/** W4: the heads of all feeds, by client: equal for two ledgers exactly when what they may give is. */
export function createHeads(ledger: SyncLedger): () => Promise<readonly Head[]> {
  /** Last id before a feed's end: the row knows only the last of all that is held. */
  const lastBefore = new Map<FeedKey, { readonly count: number; readonly id: RecordId }>();

  async function learnEnds(): Promise<void> {
    for (const { feed, count } of ledger.heads()) {
      const row = ledger.feed(feed);
      if (row === undefined || row.count === count || count === 0 || lastBefore.get(feed)?.count === count) continue;
      const [last] = await ledger.readRun(feed, count - 1, 1);
      if (last !== undefined) lastBefore.set(feed, { count, id: last.id });
    }
  }

  return async () => {
    await learnEnds();
    const heads = ledger.heads().flatMap(({ feed, count }): readonly Head[] => {
      const row = ledger.feed(feed);
      const id = row?.count === count ? row.head : lastBefore.get(feed)?.id;
      return count === 0 || id === undefined ? [] : [{ client: clientOf(feed), count, id: keyBytes(id) }];
    });
    return heads.sort((a, b) => a.client - b.client);
  };
}

/** W4: 16 bytes of the SHA-256 of all heads. */
export function digestOf(heads: readonly Head[]): Uint8Array {
  return hashBytes(writeHeads(heads)).slice(0, DIGEST_BYTES);
}

export function writeHeads(heads: readonly Head[]): Uint8Array<ArrayBuffer> {
  const out = createFrameWriter();
  out.uint(heads.length);
  for (const { client, count, id } of heads) {
    out.uint(client);
    out.uint(count);
    out.sized(id);
  }
  return out.finish();
}

export function readHeads(reader: FrameReader): readonly Head[] {
  const length = reader.count(Math.min(MAX_HEADS_IN_FRAME, Math.floor(reader.left() / MIN_HEAD_BYTES)));
  return Array.from({ length }, () => {
    const [client, count] = [reader.uint(), reader.count(MAX_SEQ)];
    if (reader.count(ID_BYTES) !== ID_BYTES) throw new MalformedFrame("not an id");
    return { client, count, id: reader.bytes(ID_BYTES).slice() };
  });
}
