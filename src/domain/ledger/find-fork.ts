import type { Verifier } from "../crypto.ts";
import type { PondId } from "../ids.ts";
import type { FeedFork } from "../kinds/feed-fork.ts";
import { SIGNED_EVERY } from "../limits.ts";
import { type LedgerRecord, parseRecord } from "../record/record.ts";
import { type FeedEnd, forkProof, isCheckpoint, verifyFork } from "./fork.ts";
import type { ReadRecord } from "./run.ts";
import type { FeedRow, LedgerStore } from "./store.ts";

/** What a run says about the feed that the ledger holds. */
export type ForkFinding =
  /** The same records, or what follows them. */
  | { readonly kind: "none" }
  /** The branches part before the run begins: whoever brought it has to show what comes earlier. */
  | { readonly kind: "earlier" }
  | { readonly kind: "fork"; readonly body: FeedFork; readonly end: FeedEnd }
  /** It contradicts what is held, and nobody signed it. */
  | { readonly kind: "unsigned" };

/**
 * L5: looks whether records that claim places which the ledger has filled are the same records. One look at the last
 * of them answers for all (`prev` chains them); only on a difference is the first place where they part searched for.
 */
export async function findFork(
  pond: PondId,
  row: FeedRow,
  run: readonly ReadRecord[],
  store: LedgerStore,
  verifier: Verifier,
): Promise<ForkFinding> {
  const theirs = run.map(({ record }) => record);
  const first = theirs[0];
  if (first === undefined || first.header.seq > row.count) return { kind: "none" };
  if (row.endsAt !== null && first.header.seq >= row.endsAt) return { kind: "none" };
  if (first.header.seq === row.count) return { kind: first.header.prev === row.head ? "none" : "earlier" };
  const lastHeld = theirs.findLast(({ header }) => header.seq < row.count) ?? first;
  const [held] = await store.readRun(pond, row.feed, lastHeld.header.seq, 1);
  if (held === undefined || held.id === lastHeld.id) return { kind: "none" };

  const length = lastHeld.header.seq - first.header.seq + 1;
  const ours = await store.readRun(pond, row.feed, first.header.seq, length);
  const at = ours.findIndex(({ id }, i) => id !== theirs[i]?.id);
  const branch = await ourBranch(pond, row, first.header.seq + at, store);
  const parting = theirs[at];
  if (parting === undefined || branch[0] === undefined) return { kind: "none" };
  if (parting.header.prev !== branch[0].header.prev) return { kind: "earlier" };
  const body = forkProof(branch, upToSigned(theirs.slice(at)));
  const end = await verifyFork(pond, body, verifier);
  return end === null ? { kind: "unsigned" } : { kind: "fork", body, end };
}

/** Ours from a place to the next record whose own signature was verified. */
async function ourBranch(
  pond: PondId,
  { feed }: FeedRow,
  from: number,
  store: LedgerStore,
): Promise<readonly LedgerRecord[]> {
  const rows = await store.readRun(pond, feed, from, SIGNED_EVERY);
  const signedAt = rows.findIndex(({ signed }) => signed);
  return rows.slice(0, signedAt + 1).flatMap(({ bytes }) => {
    const record = parseRecord(bytes);
    return record.ok ? [record.value] : [];
  });
}

/** Theirs up to the next place where a signature must be good: a checkpoint, or the end of what they sent. */
function upToSigned(records: readonly LedgerRecord[]): readonly LedgerRecord[] {
  const checkpoint = records.findIndex(({ header }) => isCheckpoint(header.seq));
  return checkpoint < 0 ? records : records.slice(0, checkpoint + 1);
}
