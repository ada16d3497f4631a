import { Dexie, type DexieOptions, type Table, type Transaction } from "dexie";
import { err, ok, type Result } from "../lib/result.ts";
import type { BlobHash, FeedKey, IdentityKey, PondId, RecordId } from "../domain/ids.ts";
import type { FeedRow, RecordRow } from "../domain/ledger/store.ts";
import type {
  Blob as PhotoBlob,
  BookingsView,
  DealView,
  ListingView,
  LotView,
  MarketView,
  MemberView,
  PondView,
  RingView,
  SuccessionView,
  TalkView,
} from "../domain/pond/views.ts";
import { type StorageFailure, storageFailureOf } from "./failure.ts";
import type { DeviceNameRow, KeepingRow, KeptWordsRow } from "./kept-rows.ts";
import type {
  DraftRow,
  FetchedPhotoRow,
  LookedRow,
  LotSecretRow,
  MutedRow,
  MyPondRow,
  SavedSearchRow,
  SealedVouchRow,
  SettingsRow,
  WantedPhotoRow,
  WireRow,
} from "./rows.ts";
import type { FeedKeysRow, VaultRow } from "./vault-rows.ts";

/** S2: feeds and records; blobs; views that can be rebuilt; things that stay on this device. */
interface Tables {
  readonly feeds: Table<FeedRow, [PondId, FeedKey]>;
  readonly records: Table<RecordRow, [PondId, FeedKey, number]>;
  readonly blobs: Table<PhotoBlob, BlobHash>;
  readonly pondViews: Table<PondView, PondId>;
  readonly members: Table<MemberView, [PondId, IdentityKey]>;
  readonly listings: Table<ListingView, [PondId, RecordId]>;
  readonly deals: Table<DealView, [PondId, RecordId]>;
  readonly successions: Table<SuccessionView, [PondId, IdentityKey, IdentityKey]>;
  readonly talks: Table<TalkView, [PondId, RecordId]>;
  readonly lots: Table<LotView, [PondId, RecordId]>;
  readonly bookings: Table<BookingsView, [PondId, RecordId]>;
  readonly rings: Table<RingView, [PondId, RecordId]>;
  readonly markets: Table<MarketView, [PondId, RecordId]>;
  /** Whom this device no longer shows. */
  readonly muted: Table<MutedRow, [PondId, IdentityKey]>;
  readonly lotSecrets: Table<LotSecretRow, [PondId, RecordId]>;
  readonly ponds: Table<MyPondRow, PondId>;
  readonly drafts: Table<{ readonly pond: PondId; readonly draft: DraftRow }, PondId>;
  readonly settings: Table<{ readonly id: "settings"; readonly settings: SettingsRow }, "settings">;
  readonly vault: Table<VaultRow, VaultRow["id"]>;
  readonly feedKeys: Table<FeedKeysRow, FeedKey>;
  readonly sealedVouches: Table<SealedVouchRow, [PondId, RecordId]>;
  readonly wire: Table<{ readonly pond: PondId; readonly glance: WireRow }, PondId>;
  /** Ponds whose view rows a new version took away, until they are written anew from the records. */
  readonly missingViews: Table<{ readonly pond: PondId }, PondId>;
  readonly wantedPhotos: Table<WantedPhotoRow, [PondId, BlobHash]>;
  readonly fetchedPhotos: Table<FetchedPhotoRow, BlobHash>;
  readonly savedSearches: Table<SavedSearchRow, [PondId, string]>;
  readonly looked: Table<LookedRow, PondId>;
  /** What was last kept elsewhere, for the reminder. */
  readonly keeping: Table<KeepingRow, KeepingRow["id"]>;
  /** Private words that another device of mine could open, from its backup. */
  readonly keptWords: Table<KeptWordsRow, [PondId, RecordId]>;
  readonly deviceNames: Table<DeviceNameRow, FeedKey>;
}

export type ShoalDatabase = Dexie & Tables;
export type TableName = keyof Tables;

/** S4: a shipped version is never edited, only followed by the next. Indexes: only those that a query reads. */
export const VERSION_1 = {
  feeds: "[pond+feed]",
  records: "[pond+feed+seq], [pond+n]",
  blobs: "hash",
  pondViews: "pond",
  members: "[pond+id]",
  listings: "[pond+id], [pond+state+renewed]",
  deals: "[pond+id], [pond+maker], [pond+owner], [pond+turn]",
  ponds: "pond",
  drafts: "pond",
  settings: "id",
  vault: "id",
  feedKeys: "feed",
  sealedVouches: "[pond+deal]",
  wire: "pond",
} as const;
const VERSION_2 = {
  ...VERSION_1,
  successions: "[pond+from+to]",
  missingViews: "pond",
} as const;
export const VERSION_3 = {
  ...VERSION_2,
  talks: "[pond+id]",
  lots: "[pond+id]",
  bookings: "[pond+id]",
  rings: "[pond+id]",
  lotSecrets: "[pond+listing]",
  muted: "[pond+id]",
  wantedPhotos: "[pond+hash], [pond+asked]",
  fetchedPhotos: "hash, used",
} as const;
const VERSION_4: Readonly<Record<TableName, string>> = {
  ...VERSION_3,
  markets: "[pond+id]",
  savedSearches: "[pond+id]",
  looked: "pond",
  keeping: "id",
  keptWords: "[pond+id]",
  deviceNames: "feed",
};
/** What the fold makes; the rest of the database nobody could make again. Of versions 2 and 3, and of this one. */
const VIEWS_OF_2 = ["pondViews", "members", "listings", "deals", "successions"] as const satisfies readonly TableName[];
const VIEWS_OF_3 = [...VIEWS_OF_2, "talks", "lots", "bookings", "rings"] as const satisfies readonly TableName[];
export const VIEW_TABLES = [...VIEWS_OF_3, "markets"] as const satisfies readonly TableName[];
const VERSION = 4;
/** Dexie multiplies its version numbers by ten, to leave room for its own. */
const NATIVE_VERSION = VERSION * 10;

export interface DatabaseOptions {
  /** Told once the database can no longer be used here: a newer version of the app needs it, or it was deleted. */
  readonly onLost: (failure: StorageFailure) => void;
  readonly name?: string;
  /** The browser's, where not given. */
  readonly indexedDB?: IDBFactory | undefined;
  readonly IDBKeyRange?: typeof IDBKeyRange;
}

/** Opens the one database of this device. Never harms one that it cannot use (S4). */
export async function openDatabase(options: DatabaseOptions): Promise<Result<ShoalDatabase, StorageFailure>> {
  const db = defineDatabase(options);
  try {
    await new Promise<void>((opened, failed) => {
      db.on("blocked", () => {
        failed(new DOMException("another tab holds an older version open", "BlockedError"));
      });
      db.open().then(() => opened(), failed);
    });
    return ok(db);
  } catch (cause) {
    db.close();
    const failure = storageFailureOf(cause);
    if (failure === null) throw cause;
    return err(failure);
  }
}

function defineDatabase(options: DatabaseOptions): ShoalDatabase {
  const factory = options.indexedDB ?? globalThis.indexedDB;
  const dexieOptions: DexieOptions = {
    // Live queries show what is stored, never what is about to be.
    cache: "disabled",
    // Others act on our records as soon as they have them. If a power cut took the newest one back, the next would be
    // written under the same number, and that is a fork (L5): so a commit waits for the disk. (Chrome's default does not.)
    chromeTransactionDurability: "strict",
    // Absent in a browser that denies storage; Dexie then says MissingAPIError.
    ...(factory === undefined ? {} : { indexedDB: guardVersion(factory) }),
    ...(options.IDBKeyRange === undefined ? {} : { IDBKeyRange: options.IDBKeyRange }),
  };
  // Dexie makes a property of every table named in `stores`, which is what Tables lists.
  const db = new Dexie(options.name ?? "shoal", dexieOptions) as ShoalDatabase;
  db.version(1).stores(VERSION_1);
  db.version(2).stores(VERSION_2).upgrade(dropViews(VIEWS_OF_2));
  db.version(3).stores(VERSION_3).upgrade(dropViews(VIEWS_OF_3));
  db.version(VERSION).stores(VERSION_4).upgrade(dropViews(VIEW_TABLES));
  db.on("versionchange", (event) => {
    // Closing at once lets the other tab upgrade or delete; we stay closed, or we would reopen what is not ours any more.
    db.close({ disableAutoOpen: true });
    options.onLost({ kind: "unavailable", why: event.newVersion === null ? "closed" : "newer-version" });
    return false;
  });
  return db;
}

/**
 * S4: the rows of an older version's fold lack what this one's have. They go, in the transaction that raises the version,
 * and each pond that has a record is noted; the ledger writes its rows anew when the pond is opened next.
 */
function dropViews(tables: readonly TableName[]) {
  return async (upgrade: Transaction): Promise<void> => {
    const feeds: readonly FeedRow[] = await upgrade.table<FeedRow>("feeds").toArray();
    const ponds = [...new Set(feeds.map(({ pond }) => pond))];
    await Promise.all(tables.map((table) => upgrade.table(table).clear()));
    await upgrade.table("missingViews").bulkPut(ponds.map((pond) => ({ pond })));
  };
}

/**
 * Lets Dexie open exactly our version. Left alone, Dexie 4 opens a newer database as it is and, where a table of ours is
 * missing there, adds it and raises the version: that would damage what a newer app has made of it (S4).
 */
function guardVersion(factory: IDBFactory): IDBFactory {
  return {
    open: (name, version) => {
      if (version !== NATIVE_VERSION) throw new DOMException("the database is of a newer version", "VersionError");
      return factory.open(name, version);
    },
    deleteDatabase: (name) => factory.deleteDatabase(name),
    databases: () => factory.databases(),
    cmp: (a, b) => factory.cmp(a, b),
  };
}
