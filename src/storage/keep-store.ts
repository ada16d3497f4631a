import type { Table } from "dexie";
import type { BlobHash, FeedKey, IdentityKey, PondId, RecordId } from "../domain/ids.ts";
import type { FeedRow } from "../domain/ledger/store.ts";
import { type ShoalDatabase, VIEW_TABLES } from "./database.ts";
import { DeviceNameRow, KeepingRow, KeptWordsRow } from "./kept-rows.ts";
import { readDraft, readMyPonds, readSettings } from "./local-rows.ts";
import {
  type DraftRow,
  LotSecretRow,
  MutedRow,
  readRow,
  SavedSearchRow,
  SealedVouchRow,
  type SettingsRow,
} from "./rows.ts";

/** What somebody has put down in a pond on this device and told nobody. */
export interface OwnRows {
  readonly drafts: readonly { readonly pond: PondId; readonly draft: DraftRow }[];
  readonly sealedVouches: readonly SealedVouchRow[];
  readonly lotSecrets: readonly LotSecretRow[];
  readonly muted: readonly MutedRow[];
  readonly savedSearches: readonly SavedSearchRow[];
  readonly keptWords: readonly KeptWordsRow[];
}

/** One feed of mine: a device in a pond. */
export interface MyFeed {
  readonly row: FeedRow;
  readonly pondName: string;
  readonly isThis: boolean;
  readonly name: string;
}

/** What backups, devices and leaving need of the database. Rejects where storage fails. */
export interface KeepStore {
  ownRows(pond: PondId): Promise<OwnRows>;
  /** Each only where there is none of its key: what is here is never written over. */
  addOwnRows(rows: Partial<OwnRows>): Promise<void>;
  settings(): Promise<SettingsRow | null>;
  photos(): Promise<readonly { readonly hash: BlobHash; readonly isMine: boolean }[]>;
  keptWords(pond: PondId, ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, string>>;
  keeping(): Promise<KeepingRow>;
  putKeeping(row: KeepingRow): Promise<void>;
  deviceNames(): Promise<readonly DeviceNameRow[]>;
  /** "" takes the name away. */
  nameDevice(feed: FeedKey, name: string): Promise<void>;
  /** Takes all of a pond from this device. */
  forgetPond(pond: PondId): Promise<void>;
  /** S7: the same for a sample, with its photos: nobody else has given them, and nobody will ask for them again. */
  forgetSample(pond: PondId): Promise<void>;
  /** Deletes the whole database; nobody here can use it afterwards. */
  wipe(): Promise<void>;
}

/** Sorts after every text key. */
const LAST_TEXT = "\uffff";
const NO_END = Number.POSITIVE_INFINITY;
const NOTHING_KEPT: KeepingRow = { id: "keeping", backup: null, later: null };

export function createKeepStore(db: ShoalDatabase): KeepStore {
  return {
    ownRows: async (pond) => {
      const pair = (key: string) => [`[pond+${key}]`, [pond, ""], [pond, LAST_TEXT]] as const;
      const ofPond = <Row>(rows: readonly unknown[], read: (row: unknown) => Row | null) =>
        rows.map(read).filter((row) => row !== null);
      const [deal, listing, id] = [pair("deal"), pair("listing"), pair("id")];
      const [draft, vouches, lots, muted, searches, words] = await Promise.all([
        readDraft(db, pond),
        db.sealedVouches.where(deal[0]).between(deal[1], deal[2]).toArray(),
        db.lotSecrets.where(listing[0]).between(listing[1], listing[2]).toArray(),
        db.muted.where(id[0]).between(id[1], id[2]).toArray(),
        db.savedSearches.where(id[0]).between(id[1], id[2]).toArray(),
        db.keptWords.where(id[0]).between(id[1], id[2]).toArray(),
      ]);
      return {
        drafts: draft === null ? [] : [{ pond, draft }],
        sealedVouches: ofPond(vouches, (row) => readRow(SealedVouchRow, row, "sealedVouches")),
        lotSecrets: ofPond(lots, (row) => readRow(LotSecretRow, row, "lotSecrets")),
        muted: ofPond(muted, (row) => readRow(MutedRow, row, "muted")),
        savedSearches: ofPond(searches, (row) => readRow(SavedSearchRow, row, "savedSearches")),
        keptWords: ofPond(words, (row) => readRow(KeptWordsRow, row, "keptWords")),
      };
    },
    addOwnRows: ({
      drafts = [],
      sealedVouches = [],
      lotSecrets = [],
      muted = [],
      savedSearches = [],
      keptWords = [],
    }) =>
      db.transaction(
        "rw",
        [db.drafts, db.sealedVouches, db.lotSecrets, db.muted, db.savedSearches, db.keptWords],
        async () => {
          await addNew(db.drafts, drafts, ({ pond }) => pond);
          await addNew(db.sealedVouches, sealedVouches, ({ pond, deal }): [PondId, RecordId] => [pond, deal]);
          await addNew(db.lotSecrets, lotSecrets, ({ pond, listing }): [PondId, RecordId] => [pond, listing]);
          await addNew(db.muted, muted, ({ pond, id }): [PondId, IdentityKey] => [pond, id]);
          await addNew(db.savedSearches, savedSearches, ({ pond, id }): [PondId, string] => [pond, id]);
          await addNew(db.keptWords, keptWords, ({ pond, id }): [PondId, RecordId] => [pond, id]);
        },
      ),
    settings: () => readSettings(db),
    photos: async () => {
      const [all, fetched] = await Promise.all([
        db.blobs.toCollection().primaryKeys(),
        db.fetchedPhotos.toCollection().primaryKeys(),
      ]);
      const others = new Set(fetched);
      return all.map((hash) => ({ hash, isMine: !others.has(hash) }));
    },
    keptWords: async (pond, ids) => {
      const rows = await db.keptWords.bulkGet(ids.map((id) => [pond, id]));
      const known = rows.map((row) => readRow(KeptWordsRow, row, "keptWords")).filter((row) => row !== null);
      return new Map(known.map(({ id, text }) => [id, text]));
    },
    keeping: () => readKeeping(db),
    putKeeping: async (row) => void (await db.keeping.put(row)),
    deviceNames: () => readDeviceNames(db),
    nameDevice: async (feed, name) => {
      await (name === "" ? db.deviceNames.delete(feed) : db.deviceNames.put({ feed, name }));
    },
    forgetPond: (pond) => forgetPond(db, pond),
    forgetSample: (pond) => forgetSample(db, pond),
    wipe: () => db.delete({ disableAutoOpen: true }),
  };
}

async function addNew<Row, Key>(table: Table<Row, Key>, rows: readonly Row[], keyOf: (row: Row) => Key): Promise<void> {
  const known = await table.bulkGet(rows.map(keyOf));
  await table.bulkAdd(rows.filter((_, i) => known[i] === undefined));
}

export async function readKeeping(db: ShoalDatabase): Promise<KeepingRow> {
  return readRow(KeepingRow, await db.keeping.get("keeping"), "keeping") ?? NOTHING_KEPT;
}

async function readDeviceNames(db: ShoalDatabase): Promise<readonly DeviceNameRow[]> {
  const rows = await db.deviceNames.toArray();
  return rows.map((row) => readRow(DeviceNameRow, row, "deviceNames")).filter((row) => row !== null);
}

/** Feeds of my identity in my ponds, as they came into each. */
export async function readMyFeeds(db: ShoalDatabase): Promise<readonly MyFeed[]> {
  const [ponds, names] = await Promise.all([readMyPonds(db), readDeviceNames(db)]);
  const nameOf = new Map(names.map(({ feed, name }) => [feed, name]));
  const all = ponds.map(async (mine) => {
    const [rows, view] = await Promise.all([
      db.feeds.where("[pond+feed]").between([mine.pond, ""], [mine.pond, LAST_TEXT]).toArray(),
      db.pondViews.get(mine.pond),
    ]);
    return rows
      .filter(({ identity }) => identity === mine.me)
      .sort((a, b) => (a.order ?? NO_END) - (b.order ?? NO_END))
      .map((row) => ({
        row,
        pondName: view?.name ?? mine.pondName,
        isThis: row.feed === mine.feed,
        name: nameOf.get(row.feed) ?? "",
      }));
  });
  return (await Promise.all(all)).flat();
}

/** Finished swaps of mine, in all ponds together. */
export async function countSwaps(db: ShoalDatabase): Promise<number> {
  const done = async ({ pond, me }: { readonly pond: PondId; readonly me: IdentityKey }) =>
    (await db.members.get([pond, me]))?.dealsDone ?? 0;
  const counts = await Promise.all((await readMyPonds(db)).map(done));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** One transaction: the pond is here as a whole, or gone as a whole. Photos of others go as room is needed. */
function forgetPond(db: ShoalDatabase, pond: PondId): Promise<void> {
  const byId = [
    ...VIEW_TABLES.filter((name) => name !== "pondViews" && name !== "successions"),
    "muted",
    "savedSearches",
    "keptWords",
  ];
  const byPond = ["pondViews", "missingViews", "drafts", "looked", "wire"] as const;
  const byOther = ["feeds", "records", "successions", "sealedVouches", "lotSecrets", "wantedPhotos"] as const;
  const touched = [...byId, ...byPond, ...byOther, "ponds", "feedKeys", "deviceNames"];
  return db.transaction("rw", touched, async () => {
    const mine = await db.ponds.get(pond);
    const feeds = await db.feeds.where("[pond+feed]").between([pond, ""], [pond, LAST_TEXT]).primaryKeys();
    const until = (name: string, index: string) =>
      db.table(name).where(index).between([pond, ""], [pond, LAST_TEXT]).delete();
    await Promise.all([
      ...byId.map((name) => until(name, "[pond+id]")),
      ...byPond.map((name) => db.table(name).delete(pond)),
      until("feeds", "[pond+feed]"),
      until("sealedVouches", "[pond+deal]"),
      until("lotSecrets", "[pond+listing]"),
      until("wantedPhotos", "[pond+hash]"),
      db.records.where("[pond+n]").between([pond, 0], [pond, NO_END]).delete(),
      db.successions.where("[pond+from+to]").between([pond, "", ""], [pond, LAST_TEXT, LAST_TEXT]).delete(),
      db.deviceNames.bulkDelete(feeds.map(([, feed]) => feed)),
      db.ponds.delete(pond),
      mine === undefined ? null : db.feedKeys.delete(mine.feed),
    ]);
  });
}

function forgetSample(db: ShoalDatabase, pond: PondId): Promise<void> {
  return db.transaction("rw", db.tables, async () => {
    const [listings, drafts] = await Promise.all([db.listings.toArray(), db.drafts.toArray()]);
    const isHere = (row: { readonly pond: PondId }) => row.pond === pond;
    const shown = [...listings, ...drafts.map((row) => ({ pond: row.pond, photos: row.draft.photos }))];
    const hashesOf = (rows: typeof shown) => rows.flatMap(({ photos }) => photos.map(({ hash }) => hash));
    const elsewhere = new Set(hashesOf(shown.filter((row) => !isHere(row))));
    const only = hashesOf(shown.filter(isHere)).filter((hash) => !elsewhere.has(hash));
    await Promise.all([db.blobs.bulkDelete(only), db.fetchedPhotos.bulkDelete(only)]);
    await forgetPond(db, pond);
  });
}
