import type { Verifier } from "../crypto.ts";
import { type FeedKey, type IdentityKey, keyBytes, type PondId } from "../ids.ts";
import type { FeedFork, ForkHalf } from "../kinds/feed-fork.ts";
import { parseHeader } from "../record/header.ts";
import { idOf, type LedgerRecord } from "../record/record.ts";

/** Where a feed ends, and why everybody must agree. */
export interface FeedEnd {
  readonly feed: FeedKey;
  /** From this seq on the feed counts for nothing. */
  readonly endsAt: number;
  /** The identity that ended it (K3), whose own feed it must be; null for a fork, which ends any feed. */
  readonly by: IdentityKey | null;
}

/** L5: the proof that two different records claim one place in one feed; the same whichever was seen first. */
export function forkProof(one: LedgerRecord, other: LedgerRecord): FeedFork {
  const [a, b] = one.id < other.id ? [one, other] : [other, one];
  return { a: halfOf(a), b: halfOf(b) };
}

/** L5: what a proof proves, or null where it proves nothing. The genesis record, which names the pond, cannot be forked. */
export async function verifyFork(pond: PondId, proof: FeedFork, verifier: Verifier): Promise<FeedEnd | null> {
  const a = parseHeader(proof.a.header);
  const b = parseHeader(proof.b.header);
  if (!a.ok || !b.ok) return null;
  const samePlace = a.value.feed === b.value.feed && a.value.seq === b.value.seq;
  const samePond = a.value.pond === pond && b.value.pond === pond;
  const different = idOf(proof.a.header, proof.a.signature) !== idOf(proof.b.header, proof.b.signature);
  if (!samePlace || !samePond || !different) return null;
  const key = keyBytes(a.value.feed);
  const bothSigned = await Promise.all([isSigned(key, proof.a, verifier), isSigned(key, proof.b, verifier)]);
  return bothSigned.every(Boolean) ? { feed: a.value.feed, endsAt: a.value.seq, by: null } : null;
}

function isSigned(key: Uint8Array, half: ForkHalf, verifier: Verifier): Promise<boolean> {
  return verifier.verify("shoal/record/1", key, half.header, half.signature);
}

function halfOf(record: LedgerRecord): ForkHalf {
  return { header: record.headerBytes, signature: record.signature };
}
