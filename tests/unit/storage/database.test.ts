/* oxlint-disable unicorn/prefer-add-event-listener, typescript/require-array-sort-compare -- the raw IndexedDB way; names sort as text */
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, expect, test } from "vitest";
import type { PondId } from "../../../src/domain/ids.ts";
import { openDatabase, VERSION_1, VERSION_3 } from "../../../src/storage/database.ts";
import { createDexieLedgerStore } from "../../../src/storage/dexie-ledger-store.ts";
import { type StorageFailure, storageFailureOf } from "../../../src/storage/failure.ts";
import { createFakeDisk, type FakeDisk } from "../../support/fake-storage.ts";
import { SHIPPED_IN_VERSION_1, SHIPPED_IN_VERSION_3 } from "../../support/version-1.ts";

const pond = "p".repeat(43) as PondId; // any pond

/** A version of IndexedDB's count that no app of today makes. */
const NEWER = 990;

let disk: FakeDisk | null = null;
afterEach(() => disk?.closeAll());

/** A raw look at a database, past Dexie. */
function openRaw(factory: IDBFactory, version?: number, upgrade: (db: IDBDatabase) => void = () => undefined) {
  return new Promise<IDBDatabase>((done, failed) => {
    const request = factory.open("shoal", version);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

test("[S2] [S4] the tables and indexes of version 1 are still those that were shipped", () => {
  const schema = Object.entries(VERSION_1).map(([table, keys]) => `${table}: ${keys}`);
  expect(schema.sort()).toEqual(SHIPPED_IN_VERSION_1.map(([table, ...keys]) => `${table}: ${keys.join(", ")}`));
});

test("[S2] [S4] the tables and indexes of version 3 are still those that were shipped", () => {
  const schema = Object.entries(VERSION_3).map(([table, keys]) => `${table}: ${keys}`);
  expect(schema.sort()).toEqual(SHIPPED_IN_VERSION_3.map(([table, ...keys]) => `${table}: ${keys.join(", ")}`).sort());
});

test("[S2] the tables and indexes of version 4 are those that were shipped", async () => {
  disk = createFakeDisk();
  const db = await disk.open();
  const schema = db.tables.map(({ name, schema: { primKey, indexes } }) => [
    name,
    primKey.src,
    ...indexes.map(({ src }) => src),
  ]);
  // S4: once it is shipped this list is never edited. A change of the schema is version 5, with a list and a migration test of its own.
  expect(db.verno).toBe(4);
  expect(schema.sort()).toEqual(
    [
      ...SHIPPED_IN_VERSION_3,
      ["markets", "[pond+id]"],
      ["savedSearches", "[pond+id]"],
      ["looked", "pond"],
      ["keeping", "id"],
      ["keptWords", "[pond+id]"],
      ["deviceNames", "feed"],
    ].sort(),
  );
});

test("[S4] a database of a newer version is left exactly as it is, and the person is told", async () => {
  disk = createFakeDisk();
  const newer = await openRaw(disk.factory, NEWER, (db) => {
    db.createObjectStore("records-of-the-future", { keyPath: "id" }).put({ id: 1, treasure: true });
  });
  newer.close();

  const outcome = await openDatabase({ onLost: () => undefined, indexedDB: disk.factory, IDBKeyRange });
  expect(outcome).toEqual({ ok: false, error: { kind: "unavailable", why: "newer-version" } });

  const after = await openRaw(disk.factory);
  expect(after.version).toBe(NEWER);
  expect([...after.objectStoreNames]).toEqual(["records-of-the-future"]);
  const rows = await new Promise((done) => {
    const request = after.transaction("records-of-the-future").objectStore("records-of-the-future").getAll();
    request.onsuccess = () => done(request.result);
  });
  expect(rows).toEqual([{ id: 1, treasure: true }]);
  after.close();
});

test("[S4] a tab with a newer version gets the database at once; the older tab says so and touches it no more", async () => {
  disk = createFakeDisk();
  const lost: StorageFailure[] = [];
  const old = await disk.open((failure) => lost.push(failure));
  const store = createDexieLedgerStore(old);
  expect(await store.lastN(pond)).toBe(0);

  const newer = await openRaw(disk.factory, NEWER);
  expect(lost).toEqual([{ kind: "unavailable", why: "newer-version" }]);
  const failure = await store.lastN(pond).then(() => null, storageFailureOf);
  expect(failure?.kind).toBe("unavailable");
  const commit = await store.commit({ pond, expectedN: 0, feeds: [], records: [], views: [] });
  expect(commit.ok).toBe(false);
  expect(newer.version).toBe(NEWER);
  newer.close();
});

test("[S4] another tab that holds an older version open is named as the reason, not waited for", async () => {
  disk = createFakeDisk();
  const stubborn = await openRaw(disk.factory, 5); // never closes by itself
  const outcome = await openDatabase({ onLost: () => undefined, indexedDB: disk.factory, IDBKeyRange });
  expect(outcome).toEqual({ ok: false, error: { kind: "unavailable", why: "blocked" } });
  stubborn.close();
});

test("[S3] deleting the database under an open tab is told", async () => {
  disk = createFakeDisk();
  const lost: StorageFailure[] = [];
  await disk.open((failure) => lost.push(failure));
  await new Promise<void>((done) => {
    const request = disk?.factory.deleteDatabase("shoal");
    if (request !== undefined) request.onsuccess = () => done();
  });
  expect(lost).toEqual([{ kind: "unavailable", why: "closed" }]);
});

test("[S3] a browser without IndexedDB, or one that denies it, is a reason that can be told", async () => {
  const onLost = () => undefined;
  const none = await openDatabase({ onLost });
  expect(none).toEqual({ ok: false, error: { kind: "unavailable", why: "missing" } });
  const denied = new IDBFactory();
  denied.open = () => {
    throw new DOMException("blocked by the person", "SecurityError");
  };
  const outcome = await openDatabase({ onLost, indexedDB: denied, IDBKeyRange });
  expect(outcome).toEqual({ ok: false, error: { kind: "unavailable", why: "missing" } });
});

test("[S3] a closed database answers with a reason, never with silence", async () => {
  disk = createFakeDisk();
  const db = await disk.open();
  const store = createDexieLedgerStore(db);
  db.close();
  const read = await store.readSince(pond, 0, 1).then(() => null, storageFailureOf);
  expect(read).toEqual({ kind: "unavailable", why: "closed" });
  const commit = await store.commit({ pond, expectedN: 0, feeds: [], records: [], views: [] });
  expect(commit).toEqual({ ok: false, error: { kind: "unavailable", why: "closed" } });
});
