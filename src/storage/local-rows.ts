import type { BlobHash, PondId, RecordId } from "../domain/ids.ts";
import type { Blob as PhotoBlob } from "../domain/pond/views.ts";
import type { ShoalDatabase } from "./database.ts";
import { BlobRow, DraftRow, MyPondRow, readRow, SealedVouchRow, SettingsRow, WireRow } from "./rows.ts";

/** What never leaves this device, read and written. Rejects where storage fails; `storageFailureOf` says why. */
export interface LocalStore {
  ponds(): Promise<readonly MyPondRow[]>;
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
  putBlob(blob: PhotoBlob): Promise<void>;
  sealedVouches(pond: PondId): Promise<readonly SealedVouchRow[]>;
  putSealedVouch(vouch: SealedVouchRow): Promise<void>;
  deleteSealedVouch(pond: PondId, deal: RecordId): Promise<void>;
  wire(pond: PondId): Promise<WireRow | null>;
  putWire(pond: PondId, glance: WireRow): Promise<void>;
}

/** Sorts after every text key. */
const LAST_TEXT = "\uffff";

export function createLocalStore(db: ShoalDatabase): LocalStore {
  return {
    ponds: () => readMyPonds(db),
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
    putBlob: async (blob) => void (await db.blobs.put(blob)),
    sealedVouches: async (pond) => {
      const rows = await db.sealedVouches.where("[pond+deal]").between([pond, ""], [pond, LAST_TEXT]).toArray();
      return readable(rows, (row) => readRow(SealedVouchRow, row, "sealedVouches"));
    },
    putSealedVouch: async (vouch) => void (await db.sealedVouches.put(vouch)),
    deleteSealedVouch: (pond, deal) => db.sealedVouches.delete([pond, deal]),
    wire: (pond) => readWire(db, pond),
    putWire: async (pond, glance) => void (await db.wire.put({ pond, glance })),
  };
}

export async function readMyPonds(db: ShoalDatabase): Promise<readonly MyPondRow[]> {
  return readable(await db.ponds.toArray(), (row) => readRow(MyPondRow, row, "ponds"));
}

export async function readMyPond(db: ShoalDatabase, pond: PondId): Promise<MyPondRow | null> {
  return readRow(MyPondRow, await db.ponds.get(pond), "ponds");
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

/** Those that can be read; the others stay where they are, for a version that can. */
function readable<T>(rows: readonly unknown[], read: (row: unknown) => T | null): readonly T[] {
  return rows.map(read).filter((row) => row !== null);
}
