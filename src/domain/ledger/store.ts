import type { Result } from "../../lib/result.ts";
import type { FeedKey, IdentityKey, BoxKey, PondId, RecordId, Time } from "../ids.ts";
import type { ViewRow } from "../pond/views.ts";

export interface DayCount {
  readonly records: number;
  readonly bytes: number;
}

/** A feed as the ledger holds it: where it stands and who vouched for its coming in. */
export interface FeedRow {
  readonly pond: PondId;
  readonly feed: FeedKey;
  readonly identity: IdentityKey;
  readonly box: BoxKey;
  /** Records held: 0 … count-1. */
  readonly count: number;
  readonly head: RecordId;
  readonly headTime: Time;
  /** L4: what the feed wrote on the day (UTC) of its newest record. */
  readonly today: DayCount;
  /** Place in the order of admission (W3): an invite chain always arrives from its root. Null: not let in yet (P2). */
  readonly order: number | null;
  /** From this seq on the feed counts for nothing (L5, K3); null while it is whole. */
  readonly endsAt: number | null;
}

export interface RecordRow {
  readonly pond: PondId;
  readonly feed: FeedKey;
  readonly seq: number;
  /** Place in this device's order of arrival: 1, 2, 3 … over the whole pond, without gaps. */
  readonly n: number;
  readonly id: RecordId;
  /** The record as it travels. */
  readonly bytes: Uint8Array;
  /** True where this record's own signature was verified, and not only a later one's of its run (L2). */
  readonly signed: boolean;
}

/** S1: one append, whole or not at all. */
export interface LedgerBatch {
  readonly pond: PondId;
  /** The pond's `lastN` on which this batch was built; refused as "moved" where another tab has written since. */
  readonly expectedN: number;
  readonly feeds: readonly FeedRow[];
  readonly records: readonly RecordRow[];
  readonly views: readonly ViewRow[];
  /** True where `views` are all rows of the pond: they replace whatever rows it had, and its views are missing no more. */
  readonly replacesViews?: boolean;
}

export type CommitError =
  /** Another tab has written since: catch up and try again. */
  | { readonly kind: "moved" }
  /** The disk is full or the browser refuses more (S3). */
  | { readonly kind: "quota" }
  /** The database is of a newer version of the app, was deleted, or cannot be opened (S4). */
  | { readonly kind: "unavailable"; readonly why: string };

/** Where a ledger rests. Owned here; implemented in memory (tests, simulator) and on Dexie; one contract suite for both. */
export interface LedgerStore {
  readFeeds(pond: PondId): Promise<readonly FeedRow[]>;
  /** Highest `n` of the pond; 0 where it has no record. */
  lastN(pond: PondId): Promise<number>;
  /** Records of one feed from seq `from` on, in order, `limit` at most. */
  readRun(pond: PondId, feed: FeedKey, from: number, limit: number): Promise<readonly RecordRow[]>;
  /** Records by arrival, those with n > `after`, `limit` at most. */
  readSince(pond: PondId, after: number, limit: number): Promise<readonly RecordRow[]>;
  /** True where a change of the store's schema took the pond's view rows away, and nobody has written them anew since (S4). */
  viewsMissing(pond: PondId): Promise<boolean>;
  commit(batch: LedgerBatch): Promise<Result<void, CommitError>>;
}
