import { err, ok } from "../../lib/result.ts";
import type { FeedKey, PondId } from "../ids.ts";
import type { ViewRow } from "../pond/views.ts";
import { viewKey } from "./projection.ts";
import type { CommitError, FeedRow, LedgerStore, RecordRow } from "./store.ts";

/** A ledger store in memory, for tests and the simulator; held to the same contract as the one on disk. */
export interface MemoryLedgerStore extends LedgerStore {
  /** The newest view rows of all ponds. */
  views(): readonly ViewRow[];
  /** Takes the view rows of all ponds away, as a new version of the database does (S4). */
  dropViews(): void;
}

/** `failing` is asked before each write, so that tests can fill the disk. */
export function createMemoryLedgerStore(failing: () => CommitError | null = () => null): MemoryLedgerStore {
  const feedsByPond = new Map<PondId, Map<FeedKey, FeedRow>>();
  const recordsByPond = new Map<PondId, RecordRow[]>();
  const seqsByFeed = new Map<string, RecordRow[]>();
  const views = new Map<string, ViewRow>();
  const missing = new Set<PondId>();

  return {
    views: () => [...views.values()],
    dropViews: () => {
      views.clear();
      for (const pond of recordsByPond.keys()) missing.add(pond);
    },
    viewsMissing: async (pond) => missing.has(pond),
    readFeeds: async (pond) => [...(feedsByPond.get(pond)?.values() ?? [])],
    lastN: async (pond) => recordsByPond.get(pond)?.length ?? 0,
    readRun: async (pond, feed, from, limit) => (seqsByFeed.get(`${pond}:${feed}`) ?? []).slice(from, from + limit),
    readSince: async (pond, after, limit) => (recordsByPond.get(pond) ?? []).slice(after, after + limit),
    commit: async ({ pond, expectedN, feeds, records, views: changed, replacesViews }) => {
      const held = recordsByPond.get(pond) ?? [];
      if (held.length !== expectedN) return err({ kind: "moved" });
      const failure = failing();
      if (failure !== null) return err(failure);
      recordsByPond.set(pond, held);
      for (const row of records) {
        held.push(row);
        const key = `${pond}:${row.feed}`;
        const run = seqsByFeed.get(key) ?? [];
        run[row.seq] = row;
        seqsByFeed.set(key, run);
      }
      const rows = feedsByPond.get(pond) ?? new Map<FeedKey, FeedRow>();
      for (const row of feeds) rows.set(row.feed, row);
      feedsByPond.set(pond, rows);
      if (replacesViews === true) {
        missing.delete(pond);
        for (const key of views.keys()) if (key.startsWith(`${pond}:`)) views.delete(key);
      }
      for (const view of changed) {
        // One person may be in several ponds.
        const key = `${pond}:${viewKey(view)}`;
        if (view.table === "gone") views.delete(key);
        else views.set(key, view);
      }
      return ok(undefined);
    },
  };
}
