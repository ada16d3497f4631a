import type { Verifier } from "../crypto.ts";
import { type FeedKey, type IdentityKey, keyBytes, type PondId, type RecordId } from "../ids.ts";
import type { FeedFork, ForkHalf } from "../kinds/feed-fork.ts";
import { SIGNED_EVERY } from "../limits.ts";
import { parseHeader, type RecordHeader } from "../record/header.ts";
import { idOf, type LedgerRecord } from "../record/record.ts";

/** Where a feed ends, and why everybody must agree. */
export interface FeedEnd {
  readonly feed: FeedKey;
  /** From this seq on the feed counts for nothing. */
  readonly endsAt: number;
  /** The identity that ended it (K3), whose own feed it must be; null for a fork, which ends any feed. */
  readonly by: IdentityKey | null;
}

/**
 * Decision 0008: a record at such a place must be well signed itself, not only vouched for by a later one of its run (L2).
 * So whatever two branches hold, each is proven by at most SIGNED_EVERY headers from where they part.
 */
export function isCheckpoint(seq: number): boolean {
  return seq % SIGNED_EVERY === SIGNED_EVERY - 1;
}

/** L5: the proof that two branches part where they begin, each ending in a well-signed record; the same whichever was seen first. */
export function forkProof(one: readonly LedgerRecord[], other: readonly LedgerRecord[]): FeedFork {
  const [a, b] = (one[0]?.id ?? "") < (other[0]?.id ?? "") ? [one, other] : [other, one];
  return { a: a.map(signedHeaderOf), b: b.map(signedHeaderOf) };
}

/**
 * L5: what a proof proves, or null where it proves nothing. Both branches follow the same record, so the place is where
 * they really part, and nobody holds two histories before it. The genesis record, which names the pond, cannot be forked.
 */
export async function verifyFork(pond: PondId, proof: FeedFork, verifier: Verifier): Promise<FeedEnd | null> {
  const [a, b] = [readBranch(pond, proof.a), readBranch(pond, proof.b)];
  if (a === null || b === null) return null;
  const { feed, seq, prev } = a.first;
  const isOnePlace = feed === b.first.feed && seq === b.first.seq && prev === b.first.prev;
  if (!isOnePlace || a.id === b.id) return null;
  const bothSigned = await Promise.all([proof.a, proof.b].map((half) => isSignedAtItsEnd(feed, half, verifier)));
  return bothSigned.every(Boolean) ? { feed, endsAt: seq, by: null } : null;
}

/** Where a branch begins; null where it is no unbroken chain of one feed. */
function readBranch(pond: PondId, half: ForkHalf): { readonly first: RecordHeader; readonly id: RecordId } | null {
  let first: RecordHeader | null = null;
  let firstId: RecordId | null = null;
  let before: { readonly header: RecordHeader; readonly id: RecordId } | null = null;
  for (const { header: bytes, signature } of half) {
    const header = parseHeader(bytes);
    if (!header.ok || header.value.pond !== pond) return null;
    const isNext: boolean =
      before === null ||
      (header.value.feed === before.header.feed &&
        header.value.seq === before.header.seq + 1 &&
        header.value.prev === before.id);
    if (!isNext) return null;
    before = { header: header.value, id: idOf(bytes, signature) };
    first ??= before.header;
    firstId ??= before.id;
  }
  return first === null || firstId === null ? null : { first, id: firstId };
}

async function isSignedAtItsEnd(feed: FeedKey, half: ForkHalf, verifier: Verifier): Promise<boolean> {
  const last = half.at(-1);
  return last !== undefined && verifier.verify("shoal/record/1", keyBytes(feed), last.header, last.signature);
}

function signedHeaderOf(record: LedgerRecord): ForkHalf[number] {
  return { header: record.headerBytes, signature: record.signature };
}
