import type { FeedKey } from "../ids.ts";
import type { AdmittedRecord } from "../pond/admitted.ts";
import type { ViewRow } from "../pond/views.ts";

/** P4: what the ledger feeds with everything it lets in. The rows that come back are stored in the same transaction (S1). */
export interface Projection {
  /** Commutative and idempotent. Returns the rows that changed. */
  absorb(records: readonly AdmittedRecord[]): readonly ViewRow[];
  /** From `endsAt` on the feed counts for nothing. */
  endFeed(feed: FeedKey, endsAt: number): readonly ViewRow[];
}

/** Which row a view row replaces; one that is gone replaces the one that was there. */
export function viewKey(view: ViewRow): string {
  if (view.table === "pondViews") return `pondViews:${view.row.pond}`;
  if (view.table === "gone") {
    return "id" in view.row ? `${view.row.of}:${view.row.id}` : `successions:${view.row.from}:${view.row.to}`;
  }
  if (view.table === "successions") return `successions:${view.row.from}:${view.row.to}`;
  return `${view.table}:${view.row.id}`;
}

/** View rows to be stored, the newest of each kept. */
export interface RowSet {
  add(rows: readonly ViewRow[]): void;
  all(): readonly ViewRow[];
}

export function createRowSet(): RowSet {
  const byKey = new Map<string, ViewRow>();
  return {
    add: (rows) => {
      for (const view of rows) {
        byKey.set(viewKey(view), view);
      }
    },
    all: () => [...byKey.values()],
  };
}
