import type { Verifier } from "../crypto.ts";
import type { PondId } from "../ids.ts";
import type { FeedFork } from "../kinds/feed-fork.ts";
import { type LedgerRecord, parseRecord } from "../record/record.ts";
import { type FeedEnd, forkProof, verifyFork } from "./fork.ts";
import type { ReadRecord } from "./run.ts";
import type { LedgerStore } from "./store.ts";

export interface FoundFork {
  readonly body: FeedFork;
  readonly end: FeedEnd;
}

/**
 * L5: looks whether records that claim places which the ledger has filled are the same records. One look at the last
 * of them answers for all (`prev` chains them); only on a difference is the first place where they part searched for.
 */
export async function findFork(
  pond: PondId,
  duplicates: readonly ReadRecord[],
  store: LedgerStore,
  verifier: Verifier,
): Promise<FoundFork | null> {
  const first = duplicates[0]?.record;
  const last = duplicates.at(-1)?.record;
  if (first === undefined || last === undefined) return null;
  const { feed } = first.header;
  const [held] = await store.readRun(pond, feed, last.header.seq, 1);
  if (held === undefined || held.id === last.id) return null;
  const ours = await store.readRun(pond, feed, first.header.seq, duplicates.length);
  for (const [i, row] of ours.entries()) {
    const theirs = duplicates[i]?.record;
    if (theirs === undefined || theirs.id === row.id) continue;
    const proof = await proveFork(pond, row.bytes, theirs, verifier);
    if (proof !== null) return proof;
  }
  return null;
}

async function proveFork(
  pond: PondId,
  ours: Uint8Array,
  theirs: LedgerRecord,
  verifier: Verifier,
): Promise<FoundFork | null> {
  const held = parseRecord(ours);
  if (!held.ok) return null;
  const body = forkProof(held.value, theirs);
  const end = await verifyFork(pond, body, verifier);
  return end === null ? null : { body, end };
}
