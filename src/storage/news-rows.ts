import type { PondId } from "../domain/ids.ts";
import type { ShoalDatabase } from "./database.ts";
import { LookedRow, readRow, SavedSearchRow } from "./rows.ts";

/** How far somebody has looked at the news, and the searches that he keeps; on this device alone. */
export interface NewsStore {
  looked(pond: PondId): Promise<LookedRow | null>;
  /** Where nothing is known yet, everything up to here counts as seen. */
  beginNews(pond: PondId, upTo: number): Promise<void>;
  /** Somebody has seen what had arrived up to here. Never goes back. */
  lookAt(pond: PondId, upTo: number): Promise<void>;
  countNews(pond: PondId, counts: Pick<LookedRow, "forMe" | "others">): Promise<void>;
  /** Up to where it was told outside of the app before; from now on, up to `upTo`. */
  tellUpTo(pond: PondId, upTo: number): Promise<number>;
  savedSearches(pond: PondId): Promise<readonly SavedSearchRow[]>;
  /** False where there are `most` already, and this is none of them. */
  putSavedSearch(row: SavedSearchRow, most: number): Promise<boolean>;
  deleteSavedSearch(pond: PondId, id: string): Promise<void>;
}

/** Sorts after every text key. */
const LAST_TEXT = "\uffff";

export function createNewsStore(db: ShoalDatabase): NewsStore {
  /** Changes the row in one transaction, as other tabs write it, too; nothing is written that is there already. */
  function change(pond: PondId, next: (row: LookedRow | null) => LookedRow | null): Promise<LookedRow | null> {
    return db.transaction("rw", db.looked, db.ponds, async () => {
      // S7: what was still being counted when its pond was taken away leaves nothing behind.
      if ((await db.ponds.where("pond").equals(pond).count()) === 0) return null;
      const before = await readLooked(db, pond);
      const after = next(before);
      const isSame = after !== null && before !== null && keys.every((key) => after[key] === before[key]);
      if (after !== null && !isSame) await db.looked.put(after);
      return before;
    });
  }

  return {
    looked: (pond) => readLooked(db, pond),
    beginNews: async (pond, upTo) => {
      await change(pond, (row) => row ?? { pond, upTo, told: upTo, forMe: 0, others: 0 });
    },
    lookAt: async (pond, upTo) => {
      await change(pond, (row) => {
        const at = Math.max(upTo, row?.upTo ?? 0);
        return { pond, forMe: 0, others: 0, ...row, upTo: at, told: Math.max(at, row?.told ?? 0) };
      });
    },
    countNews: async (pond, counts) => void (await change(pond, (row) => row && { ...row, ...counts })),
    tellUpTo: async (pond, upTo) => {
      const before = await change(pond, (row) => row && { ...row, told: Math.max(upTo, row.told) });
      return before?.told ?? upTo;
    },
    savedSearches: (pond) => readSavedSearches(db, pond),
    putSavedSearch: (row, most) =>
      db.transaction("rw", db.savedSearches, async () => {
        const all = await readSavedSearches(db, row.pond);
        const known = all.find(({ id }) => id === row.id);
        if (known === undefined && all.length >= most) return false;
        if (known === undefined) await db.savedSearches.put(row);
        return true;
      }),
    deleteSavedSearch: (pond, id) => db.savedSearches.delete([pond, id]),
  };
}

const keys = ["upTo", "told", "forMe", "others"] as const;

export async function readLooked(db: ShoalDatabase, pond: PondId): Promise<LookedRow | null> {
  return readRow(LookedRow, await db.looked.get(pond), "looked");
}

/** In the order in which they were kept. */
export async function readSavedSearches(db: ShoalDatabase, pond: PondId): Promise<readonly SavedSearchRow[]> {
  const rows = await db.savedSearches.where("[pond+id]").between([pond, ""], [pond, LAST_TEXT]).toArray();
  const readable = rows.flatMap((row) => readRow(SavedSearchRow, row, "savedSearches") ?? []);
  return readable.sort((a, b) => a.at - b.at);
}
