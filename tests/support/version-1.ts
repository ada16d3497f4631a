/* oxlint-disable unicorn/prefer-add-event-listener -- the raw IndexedDB way */
/** S4: never edited. What version 1 shipped: each table with its primary key and its indexes. */
export const SHIPPED_IN_VERSION_1 = [
  ["blobs", "hash"],
  ["deals", "[pond+id]", "[pond+maker]", "[pond+owner]", "[pond+turn]"],
  ["drafts", "pond"],
  ["feedKeys", "feed"],
  ["feeds", "[pond+feed]"],
  ["listings", "[pond+id]", "[pond+state+renewed]"],
  ["members", "[pond+id]"],
  ["pondViews", "pond"],
  ["ponds", "pond"],
  ["records", "[pond+feed+seq]", "[pond+n]"],
  ["sealedVouches", "[pond+deal]"],
  ["settings", "id"],
  ["vault", "id"],
  ["wire", "pond"],
] as const;

/** S4: never edited. What version 2 shipped. */
const SHIPPED_IN_VERSION_2 = [
  ...SHIPPED_IN_VERSION_1,
  ["missingViews", "pond"],
  ["successions", "[pond+from+to]"],
] as const;

/** S4: never edited. What version 3 shipped. */
export const SHIPPED_IN_VERSION_3 = [
  ...SHIPPED_IN_VERSION_2,
  ["bookings", "[pond+id]"],
  ["fetchedPhotos", "hash", "used"],
  ["lotSecrets", "[pond+listing]"],
  ["lots", "[pond+id]"],
  ["muted", "[pond+id]"],
  ["rings", "[pond+id]"],
  ["talks", "[pond+id]"],
  ["wantedPhotos", "[pond+hash]", "[pond+asked]"],
] as const;

/** As IndexedDB numbers it: Dexie multiplies by ten. */
const NATIVE_VERSION = 10;

export type RowsByTable = Readonly<Record<string, readonly unknown[]>>;

/** Makes the database as version 1 of the app had made it, past Dexie, with these rows in it. */
export function makeVersion1(factory: IDBFactory, rowsByTable: RowsByTable): Promise<void> {
  return makeDatabase(factory, NATIVE_VERSION, SHIPPED_IN_VERSION_1, rowsByTable);
}

/** The same as version 2 had made it. */
export function makeVersion2(factory: IDBFactory, rowsByTable: RowsByTable): Promise<void> {
  return makeDatabase(factory, 2 * NATIVE_VERSION, SHIPPED_IN_VERSION_2, rowsByTable);
}

/** And as version 3 had. */
export function makeVersion3(factory: IDBFactory, rowsByTable: RowsByTable): Promise<void> {
  return makeDatabase(factory, 3 * NATIVE_VERSION, SHIPPED_IN_VERSION_3, rowsByTable);
}

async function makeDatabase(
  factory: IDBFactory,
  version: number,
  tables: readonly (readonly [string, string, ...string[]])[],
  rowsByTable: RowsByTable,
): Promise<void> {
  const db = await opened(factory, version, (fresh) => {
    for (const [table, primary, ...indexes] of tables) {
      const store = fresh.createObjectStore(table, { keyPath: keyPathOf(primary) });
      for (const index of indexes) store.createIndex(index, keyPathOf(index));
      for (const row of rowsByTable[table] ?? []) store.put(row);
    }
  });
  db.close();
}

/** Every row of every table, past Dexie, and the version that the database has by its own count. */
export async function readRaw(factory: IDBFactory): Promise<{ readonly version: number; readonly rows: RowsByTable }> {
  const db = await opened(factory);
  const rows: Record<string, readonly unknown[]> = {};
  for (const table of db.objectStoreNames) {
    rows[table] = await new Promise((done) => {
      const request = db.transaction(table).objectStore(table).getAll();
      request.onsuccess = () => done(request.result);
    });
  }
  db.close();
  return { version: db.version, rows };
}

export function deleteDatabase(factory: IDBFactory): Promise<void> {
  return new Promise((done) => {
    const request = factory.deleteDatabase("shoal");
    request.onsuccess = () => done();
  });
}

function opened(factory: IDBFactory, version?: number, upgrade: (db: IDBDatabase) => void = () => undefined) {
  return new Promise<IDBDatabase>((done, failed) => {
    const request = factory.open("shoal", version);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

/** "[a+b]" is a key of two. */
function keyPathOf(index: string): string | string[] {
  return index.startsWith("[") ? index.slice(1, -1).split("+") : index;
}
