import type { BlobHash, IdentityKey, PondId, RecordId, Time } from "../domain/ids.ts";
import type { PhotoRef } from "../domain/kinds/listing.ts";
import type { Blob as PhotoBlob } from "../domain/pond/views.ts";
import type { ShoalDatabase } from "./database.ts";
import { createNewsStore, type NewsStore } from "./news-rows.ts";
import {
  BlobRow,
  DraftRow,
  FetchedPhotoRow,
  LotSecretRow,
  MutedRow,
  MyPondRow,
  readRow,
  SealedVouchRow,
  SettingsRow,
  WantedPhotoRow,
  WireRow,
} from "./rows.ts";

/** What never leaves this device, read and written. Rejects where storage fails; `storageFailureOf` says why. */
export interface LocalStore extends NewsStore {
  /** Without samples. */
  ponds(): Promise<readonly MyPondRow[]>;
  /** S7: those that are being made, or were left half made, are among them. */
  samples(): Promise<readonly MyPondRow[]>;
  /** Null for a sample that is not whole yet. */
  pond(pond: PondId): Promise<MyPondRow | null>;
  putPond(row: MyPondRow): Promise<void>;
  /** False where there is a row of that pond, readable or not: it stays as it is. */
  addPond(row: MyPondRow): Promise<boolean>;
  draft(pond: PondId): Promise<DraftRow | null>;
  /** Null deletes it. */
  putDraft(pond: PondId, draft: DraftRow | null): Promise<void>;
  settings(): Promise<SettingsRow | null>;
  putSettings(settings: SettingsRow): Promise<void>;
  blob(hash: BlobHash): Promise<PhotoBlob | null>;
  /** A photo of one's own: it stays until its owner lets it go. */
  putBlob(blob: PhotoBlob): Promise<void>;
  /** W7: notes that these are looked at, and those of them that are not here as wanted; of more than `most`, the newest. */
  wantPhotos(pond: PondId, photos: readonly PhotoRef[], now: Time, most: number): Promise<void>;
  /** Keeps a photo of others; those looked at longest ago go until all of them together have at most `room` bytes. */
  keepFetched(blob: PhotoBlob, now: Time, room: number): Promise<void>;
  /** W7: fetched when nothing else is wanted: these, and no longer what was named before. */
  wantQuietly(pond: PondId, photos: readonly PhotoRef[]): Promise<void>;
  heldPhotos(): Promise<ReadonlySet<BlobHash>>;
  /** Bytes of the photos of others. */
  fetchedBytes(): Promise<number>;
  sealedVouches(pond: PondId): Promise<readonly SealedVouchRow[]>;
  putSealedVouch(vouch: SealedVouchRow): Promise<void>;
  deleteSealedVouch(pond: PondId, deal: RecordId): Promise<void>;
  muted(pond: PondId): Promise<readonly IdentityKey[]>;
  mute(row: MutedRow, muted: boolean): Promise<void>;
  lotSecret(pond: PondId, listing: RecordId): Promise<LotSecretRow | null>;
  putLotSecret(row: LotSecretRow): Promise<void>;
  wire(pond: PondId): Promise<WireRow | null>;
  putWire(pond: PondId, glance: WireRow): Promise<void>;
}

/** Sorts after every text key. */
const LAST_TEXT = "\uffff";
/** When what nobody looks at was asked for: before everything that somebody does. */
const QUIETLY = 0 as Time;
const NO_END = Number.POSITIVE_INFINITY;

export function createLocalStore(db: ShoalDatabase): LocalStore {
  return {
    ...createNewsStore(db),
    ponds: () => readMyPonds(db),
    samples: () => readSamples(db),
    pond: (pond) => readMyPond(db, pond),
    putPond: async (row) => void (await db.ponds.put(row)),
    addPond: (row) =>
      db.transaction("rw", db.ponds, async () => {
        const isNew = (await db.ponds.where("pond").equals(row.pond).count()) === 0;
        if (isNew) await db.ponds.add(row);
        return isNew;
      }),
    draft: (pond) => readDraft(db, pond),
    putDraft: async (pond, draft) => {
      await (draft === null ? db.drafts.delete(pond) : db.drafts.put({ pond, draft }));
    },
    settings: () => readSettings(db),
    putSettings: async (settings) => void (await db.settings.put({ id: "settings", settings })),
    blob: (hash) => readBlob(db, hash),
    putBlob: (blob) =>
      db.transaction("rw", db.blobs, db.fetchedPhotos, async () => {
        await Promise.all([db.blobs.put(blob), db.fetchedPhotos.delete(blob.hash)]);
      }),
    wantPhotos: (pond, photos, now, most) =>
      db.transaction("rw", db.blobs, db.fetchedPhotos, db.wantedPhotos, async () => {
        const hashes = photos.map(({ hash }) => hash);
        const held = new Set(await db.blobs.where("hash").anyOf(hashes).primaryKeys());
        await db.fetchedPhotos.where("hash").anyOf(hashes).modify({ used: now });
        const lacking = photos.filter(({ hash }) => !held.has(hash));
        // The last asked for is fetched first; so each is asked for a little before the one in front of it.
        const rows = lacking.map(({ hash, size }, i) => ({ pond, hash, size, asked: (now - i) as Time }));
        await db.wantedPhotos.bulkPut(rows);
        const all = await db.wantedPhotos.where("[pond+asked]").between([pond, 0], [pond, NO_END]).primaryKeys();
        await db.wantedPhotos.bulkDelete(all.slice(0, Math.max(0, all.length - most)));
      }),
    keepFetched: (blob, now, room) =>
      db.transaction("rw", db.blobs, db.fetchedPhotos, db.wantedPhotos, async () => {
        const wanted = await db.wantedPhotos.filter(({ hash }) => hash === blob.hash).primaryKeys();
        await db.wantedPhotos.bulkDelete(wanted);
        // One's own is here already, and stays one's own.
        if ((await db.blobs.where("hash").equals(blob.hash).count()) > 0) return;
        await db.blobs.add(blob);
        await db.fetchedPhotos.put({ hash: blob.hash, size: blob.bytes.length, used: now });
        const all = readable(await db.fetchedPhotos.orderBy("used").toArray(), (row) =>
          readRow(FetchedPhotoRow, row, "fetchedPhotos"),
        );
        let held = all.reduce((sum, { size }) => sum + size, 0);
        const gone: BlobHash[] = [];
        for (const { hash, size } of all) {
          if (held <= room) break;
          if (hash === blob.hash) continue;
          gone.push(hash);
          held -= size;
        }
        await Promise.all([db.blobs.bulkDelete(gone), db.fetchedPhotos.bulkDelete(gone)]);
      }),
    wantQuietly: (pond, photos) =>
      db.transaction("rw", db.wantedPhotos, async () => {
        await db.wantedPhotos.where("[pond+asked]").equals([pond, QUIETLY]).delete();
        const keys = photos.map(({ hash }): [PondId, BlobHash] => [pond, hash]);
        const wanted = await db.wantedPhotos.bulkGet(keys);
        const rows = photos.filter((_, i) => wanted[i] === undefined);
        await db.wantedPhotos.bulkPut(rows.map(({ hash, size }) => ({ pond, hash, size, asked: QUIETLY })));
      }),
    heldPhotos: async () => new Set(await db.blobs.toCollection().primaryKeys()),
    fetchedBytes: async () => {
      let sum = 0;
      await db.fetchedPhotos.each(({ size }) => void (sum += size));
      return sum;
    },
    sealedVouches: async (pond) => {
      const rows = await db.sealedVouches.where("[pond+deal]").between([pond, ""], [pond, LAST_TEXT]).toArray();
      return readable(rows, (row) => readRow(SealedVouchRow, row, "sealedVouches"));
    },
    putSealedVouch: async (vouch) => void (await db.sealedVouches.put(vouch)),
    deleteSealedVouch: (pond, deal) => db.sealedVouches.delete([pond, deal]),
    muted: (pond) => readMuted(db, pond),
    mute: async (row, muted) => {
      await (muted ? db.muted.put(row) : db.muted.delete([row.pond, row.id]));
    },
    lotSecret: async (pond, listing) => readRow(LotSecretRow, await db.lotSecrets.get([pond, listing]), "lotSecrets"),
    putLotSecret: async (row) => void (await db.lotSecrets.put(row)),
    wire: (pond) => readWire(db, pond),
    putWire: async (pond, glance) => void (await db.wire.put({ pond, glance })),
  };
}

/** S7: samples are not among them, so that no list, count, backup, wire or other device has them. */
export async function readMyPonds(db: ShoalDatabase): Promise<readonly MyPondRow[]> {
  return (await readAllPonds(db)).filter(({ sample }) => sample === undefined);
}

export async function readSamples(db: ShoalDatabase): Promise<readonly MyPondRow[]> {
  return (await readAllPonds(db)).filter(({ sample }) => sample !== undefined);
}

async function readAllPonds(db: ShoalDatabase): Promise<readonly MyPondRow[]> {
  return readable(await db.ponds.toArray(), (row) => readRow(MyPondRow, row, "ponds"));
}

export async function readMyPond(db: ShoalDatabase, pond: PondId): Promise<MyPondRow | null> {
  const row = readRow(MyPondRow, await db.ponds.get(pond), "ponds");
  return row?.sample === "making" ? null : row;
}

export async function readDraft(db: ShoalDatabase, pond: PondId): Promise<DraftRow | null> {
  return readRow(DraftRow, (await db.drafts.get(pond))?.draft, "drafts");
}

export async function readSettings(db: ShoalDatabase): Promise<SettingsRow | null> {
  return readRow(SettingsRow, (await db.settings.get("settings"))?.settings, "settings");
}

export async function readWire(db: ShoalDatabase, pond: PondId): Promise<WireRow | null> {
  return readRow(WireRow, (await db.wire.get(pond))?.glance, "wire");
}

export async function readBlob(db: ShoalDatabase, hash: BlobHash): Promise<PhotoBlob | null> {
  return readRow(BlobRow, await db.blobs.get(hash), "blobs");
}

export async function readMuted(db: ShoalDatabase, pond: PondId): Promise<readonly IdentityKey[]> {
  const rows = await db.muted.where("[pond+id]").between([pond, ""], [pond, LAST_TEXT]).toArray();
  return readable(rows, (row) => readRow(MutedRow, row, "muted")).map(({ id }) => id);
}

/** W7: wanted in that pond, the one asked for last first. */
export async function readWantedPhotos(db: ShoalDatabase, pond: PondId): Promise<readonly WantedPhotoRow[]> {
  const rows = await db.wantedPhotos.where("[pond+asked]").between([pond, 0], [pond, NO_END]).reverse().toArray();
  return readable(rows, (row) => readRow(WantedPhotoRow, row, "wantedPhotos"));
}

/** Those that can be read; the others stay where they are, for a version that can. */
function readable<T>(rows: readonly unknown[], read: (row: unknown) => T | null): readonly T[] {
  return rows.map(read).filter((row) => row !== null);
}
