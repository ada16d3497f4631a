import type { FeedKey, PondId } from "../domain/ids.ts";
import type { AdmitOutcome, FeedHead } from "../domain/ledger/ledger.ts";
import type { GrowthRun } from "../domain/ledger/ledger-core.ts";
import type { FeedRow, RecordRow } from "../domain/ledger/store.ts";

/** What the gate needs of a ledger. */
export interface SyncLedger {
  readonly pond: PondId;
  /** Feeds in the order of admission (W3). */
  heads(): readonly FeedHead[];
  feed(feed: FeedKey): FeedRow | undefined;
  admitRun(wire: readonly Uint8Array[]): Promise<AdmitOutcome>;
  readRun(feed: FeedKey, from: number, limit: number): Promise<readonly RecordRow[]>;
  onGrowth(listener: (runs: readonly GrowthRun[]) => void): () => void;
}
