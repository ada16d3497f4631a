import type { Result } from "../../lib/result.ts";
import type { FeedKey, PondId } from "../ids.ts";
import { parseBody } from "../kinds/body.ts";
import { parseRecord } from "../record/record.ts";
import { roomAfter } from "./day-count.ts";
import {
  applyEnds,
  createFeedTable,
  type FeedTable,
  type FeedTableDraft,
  nextOrder,
  pastOf,
  welcomerOf,
} from "./feed-table.ts";
import { createRowSet, type Projection, type RowSet } from "./projection.ts";
import type { ReadRecord } from "./run.ts";
import type { CommitError, LedgerStore, RecordRow } from "./store.ts";

/** A record about to be stored, and whether its own signature was verified (L2). */
export interface NewRecord {
  readonly read: ReadRecord;
  readonly signed: boolean;
}

/** Consecutive records of one feed that the ledger did not hold before, as they travel. */
export interface GrowthRun {
  readonly feed: FeedKey;
  readonly from: number;
  readonly records: readonly Uint8Array[];
}

/** What is known of a pond in memory, kept equal to what is stored. Callers take turns; see `ledger.ts`. */
export interface LedgerCore {
  table(): FeedTable;
  /** S1: stores records, heads and changed rows in one transaction, then tells. After "moved" it has caught up: plan again. */
  commit(draft: FeedTableDraft, records: readonly NewRecord[], rows: RowSet): Promise<Result<void, CommitError>>;
  /** Takes in what other tabs have stored. */
  catchUp(rows: RowSet): Promise<void>;
}

export interface LedgerCoreParts {
  readonly pond: PondId;
  readonly store: LedgerStore;
  readonly project: () => Projection;
  /** This device's own feed; null for a reader. */
  readonly ownFeed: FeedKey | null;
  readonly announce: (runs: readonly GrowthRun[]) => void;
}

interface State {
  readonly table: FeedTableDraft;
  readonly projection: Projection;
  lastN: number;
  /** S4: all rows of the pond, while the store has none of them; null once it has. */
  unshown: RowSet | null;
}

/** Records read back at once: keeps one step of opening a large pond short. */
const CATCH_UP_RECORDS = 500;

/** Tries at a write that other tabs keep overtaking. */
const MAX_TRIES = 20;

/** Reads and folds all that the store holds of the pond. */
export async function openLedgerCore(parts: LedgerCoreParts): Promise<LedgerCore> {
  const { pond, store } = parts;
  let state = await load();

  return {
    table: () => state.table,
    catchUp: async (rows) => {
      await readBehind(state, rows, tell);
      if (state.unshown !== null) await showAgain(state, state.unshown, tell);
    },
    commit: async (draft, records, rows) => {
      await letInOwn(draft);
      rows.add(
        fold(
          state,
          draft,
          records.map(({ read }) => read),
        ),
      );
      const stored = records.map(({ read, signed }, i) => rowOf(pond, read, state.lastN + 1 + i, signed));
      state.unshown?.add(rows.all());
      const views = { views: (state.unshown ?? rows).all(), replacesViews: state.unshown !== null };
      const batch = { pond, expectedN: state.lastN, feeds: draft.changed(), records: stored, ...views };
      const result = await store.commit(batch);
      if (result.ok) {
        carryOver(draft, state.table);
        state.lastN += stored.length;
        state.unshown = null;
        tell(stored);
      } else if (result.error.kind === "moved") {
        await readBehind(state, rows, tell);
      } else {
        // What was folded must not show what is not stored.
        state = await load();
      }
      return result;
    },
  };

  async function load(): Promise<State> {
    const fresh: State = { table: createFeedTable(), projection: parts.project(), lastN: 0, unshown: null };
    const rows = createRowSet();
    await readBehind(fresh, rows, () => undefined);
    if (await store.viewsMissing(pond)) await showAgain(fresh, rows, () => undefined);
    return fresh;
  }

  /**
   * S4: writes all rows of the pond, where a new version of the store has none. On a full disk nothing is written; they go
   * with the next record, or are tried again when the pond is asked for next.
   */
  async function showAgain(at: State, all: RowSet, taken: (batch: readonly RecordRow[]) => void): Promise<void> {
    at.unshown = all;
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const batch = { pond, expectedN: at.lastN, feeds: [], records: [], views: all.all(), replacesViews: true };
      const result = await store.commit(batch);
      if (result.ok) at.unshown = null;
      if (result.ok || result.error.kind !== "moved") return;
      await readBehind(at, createRowSet(), taken);
    }
  }

  function tell(grown: readonly RecordRow[]): void {
    parts.announce(inRuns(grown));
  }

  /**
   * Reads on from `lastN`. The feeds are read after each batch of records, so that they are never older than it; a
   * write in between shows as a further batch, or as "moved" at the next commit. A batch is taken in whole, or, where
   * reading fails, not at all.
   */
  async function readBehind(at: State, rows: RowSet, taken: (batch: readonly RecordRow[]) => void): Promise<void> {
    for (;;) {
      const batch = await store.readSince(pond, at.lastN, CATCH_UP_RECORDS);
      if (batch.length === 0) return;
      const feeds = await store.readFeeds(pond);
      const draft = createFeedTable(at.table);
      for (const row of feeds) draft.put(row);
      const records = batch.flatMap((row) => readStored(row.bytes) ?? []);
      for (const { body } of records) if (body !== null) applyEnds(draft, body);
      for (const read of records) recall(draft, read);
      const changed = fold(at, draft, records);
      rows.add(changed);
      at.unshown?.add(changed);
      carryOver(draft, at.table);
      at.lastN = batch.at(-1)?.n ?? at.lastN;
      taken(batch);
    }
  }

  function fold(at: State, draft: FeedTableDraft, records: readonly ReadRecord[]): ReturnType<Projection["absorb"]> {
    const admitted = records.flatMap(({ record, body }) => {
      const row = draft.get(record.header.feed);
      if (row === undefined) return [];
      const { feed, seq, time } = record.header;
      if (row.endsAt !== null && seq >= row.endsAt) return []; // L5, K3: counts for nothing
      return [{ id: record.id, feed, identity: row.identity, seq, time, body }];
    });
    const rows = [...at.projection.absorb(admitted)];
    for (const row of draft.changed()) {
      const isNews = row.endsAt !== null && at.table.get(row.feed)?.endsAt !== row.endsAt;
      if (isNews && row.endsAt !== null) rows.push(...at.projection.endFeed(row.feed, row.endsAt));
    }
    return rows;
  }

  /** P2: one's own feed may be written before its invite chain has arrived; once its inviter is in, so is it. */
  async function letInOwn(draft: FeedTableDraft): Promise<void> {
    const own = parts.ownFeed === null ? undefined : draft.get(parts.ownFeed);
    if (own === undefined || own.order !== null) return;
    const first = (await store.readRun(pond, own.feed, 0, 1))[0];
    const opening = first === undefined ? null : readStored(first.bytes);
    if (opening?.body?.kind !== "feed.open.1") return;
    const isWelcome = welcomerOf(draft, opening.body.body, opening.record.header.time) !== null;
    if (isWelcome) draft.put({ ...own, order: nextOrder(draft) });
  }
}

/** Counts again what was counted when the record was let in. */
function recall(table: FeedTable, read: ReadRecord): void {
  const row = table.get(read.record.header.feed);
  if (row === undefined) return;
  const past = table.past(row.feed) ?? pastOf(table, row, read);
  // Null only for what an earlier version of the app has let in.
  const room = roomAfter(past.room, [read.record]) ?? { bytes: 0, at: read.record.header.time };
  table.remember(row.feed, { ...past, room });
}

/** A row of our own store. It verified when it came in; here it is only read again. Null only where the disk lies. */
function readStored(bytes: Uint8Array): ReadRecord | null {
  const record = parseRecord(bytes);
  if (!record.ok) return null;
  if (record.value.body === null) return { record: record.value, body: null };
  const body = parseBody(record.value.header.kind, record.value.body);
  return { record: record.value, body: body.ok ? body.value : null };
}

function carryOver(draft: FeedTableDraft, table: FeedTable): void {
  for (const end of draft.ended()) table.end(end);
  for (const row of draft.changed()) table.put(row);
  for (const [feed, past] of draft.remembered()) table.remember(feed, past);
}

function rowOf(pond: PondId, { record }: ReadRecord, n: number, signed: boolean): RecordRow {
  return { pond, feed: record.header.feed, seq: record.header.seq, n, id: record.id, bytes: record.bytes, signed };
}

function inRuns(rows: readonly RecordRow[]): readonly GrowthRun[] {
  const rowsByFeed = new Map<FeedKey, RecordRow[]>();
  for (const row of rows) {
    const run = rowsByFeed.get(row.feed);
    if (run === undefined) rowsByFeed.set(row.feed, [row]);
    else run.push(row);
  }
  // Rows come in order of arrival, and a feed's records arrive in order.
  return [...rowsByFeed].map(([feed, run]) => ({
    feed,
    from: run[0]?.seq ?? 0,
    records: run.map((row) => row.bytes),
  }));
}
