import { err, ok } from "../lib/result.ts";
import type { PondId } from "../domain/ids.ts";
import type { LedgerBatch, LedgerStore } from "../domain/ledger/store.ts";
import { type ShoalDatabase, VIEW_TABLES } from "./database.ts";
import { commitErrorOf } from "./failure.ts";

/** Above every `n` and `seq`; below it any number sorts. */
const NO_END = Number.POSITIVE_INFINITY;
/** Sorts after every text key. */
const LAST_TEXT = "\uffff";

/** The ledger's store on IndexedDB. Reads reject where the database is gone; `storageFailureOf` says why. */
export function createDexieLedgerStore(db: ShoalDatabase): LedgerStore {
  const { feeds, records, successions, pondViews, missingViews } = db;
  const written = [feeds, records, missingViews, ...VIEW_TABLES.map((name) => db[name])];

  /** A look at the last key of an index: no record is read. */
  async function lastN(pond: PondId): Promise<number> {
    const [key] = await records.where("[pond+n]").between([pond, 0], [pond, NO_END]).reverse().limit(1).keys();
    // Keys of [pond+n] are pairs; Dexie's type cannot say so.
    return key === undefined ? 0 : (key as unknown as readonly [PondId, number])[1];
  }

  /** Runs inside the transaction: everything here is stored, or nothing is. */
  async function store({ views, ...batch }: LedgerBatch): Promise<void> {
    if (batch.replacesViews === true) await clearViews(batch.pond);
    const gone = views.flatMap((view) => (view.table === "gone" ? [view.row] : []));
    // Writing nothing into a table would still wake everybody who reads it.
    const some = <Row>(rows: readonly Row[], write: (rows: readonly Row[]) => PromiseLike<unknown>) =>
      rows.length === 0 ? null : write(rows);
    await Promise.all([
      some(batch.feeds, (rows) => feeds.bulkPut(rows)),
      // `add`: a record that is held is never written over (L1).
      some(batch.records, (rows) => records.bulkAdd(rows)),
      ...VIEW_TABLES.map((name) =>
        some(
          views.flatMap((view) => (view.table === name ? [view.row] : [])),
          // A view row says which table it is of, which no type can follow through the name.
          (rows) => db.table(name).bulkPut(rows),
        ),
      ),
      // One call for each, and not `bulkDelete`: the tables differ in the type of their ids. They are few.
      ...gone.map((row) =>
        row.of === "successions"
          ? successions.delete([row.pond, row.from, row.to])
          : db.table(row.of).delete([row.pond, row.id]),
      ),
    ]);
  }

  async function clearViews(pond: PondId): Promise<void> {
    const keyed = VIEW_TABLES.filter((name) => name !== "pondViews" && name !== "successions").map((name) =>
      db.table(name).where("[pond+id]").between([pond, ""], [pond, LAST_TEXT]).delete(),
    );
    const claims = successions.where("[pond+from+to]").between([pond, "", ""], [pond, LAST_TEXT, LAST_TEXT]).delete();
    await Promise.all([...keyed, claims, pondViews.delete(pond), missingViews.delete(pond)]);
  }

  return {
    readFeeds: (pond) => feeds.where("[pond+feed]").between([pond, ""], [pond, LAST_TEXT]).toArray(),
    lastN,
    viewsMissing: async (pond) => (await missingViews.get(pond)) !== undefined,
    readRun: (pond, feed, from, limit) =>
      records.where("[pond+feed+seq]").between([pond, feed, from], [pond, feed, NO_END]).limit(limit).toArray(),
    readSince: (pond, after, limit) =>
      records.where("[pond+n]").between([pond, after], [pond, NO_END], false).limit(limit).toArray(),
    commit: async (batch) => {
      let idb: IDBTransaction | null = null;
      try {
        // Writers of these tables wait for each other in all tabs, so what is compared here still holds when it is set.
        const isWritten = await db.transaction("rw", written, async (transaction) => {
          idb = transaction.idbtrans;
          if ((await lastN(batch.pond)) !== batch.expectedN) return false;
          await store(batch);
          return true;
        });
        return isWritten ? ok(undefined) : err({ kind: "moved" });
      } catch (cause) {
        // A transaction that the browser aborted knows why; what is thrown may only say that it was no longer active.
        return err(commitErrorOf(abortReason(idb) ?? cause));
      }
    },
  };
}

function abortReason(transaction: IDBTransaction | null): DOMException | null {
  return transaction?.error ?? null;
}
