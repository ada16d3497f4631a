import type { IdentityKey, RecordId } from "../domain/ids.ts";
import type { PondFold } from "../domain/pond/fold.ts";
import type { ListingView, ViewRow } from "../domain/pond/views.ts";
import { createListingIndex } from "../domain/search/listing-index.ts";

/** Search over one pond, kept up to date with what its fold shows; works only once something is searched for. */
export interface Finder {
  take(rows: readonly ViewRow[], fold: PondFold): void;
  /** The best first, whatever has become of them since; at most `most`. The first search waits until all has been read. */
  find(query: string, most: number, fold: PondFold): Promise<readonly RecordId[]>;
}

/** Listings that are read at one go: some ten ms, after which whoever else waits for this thread has his turn. */
const AT_ONE_GO = 100;

export function createFinder(): Finder {
  const index = createListingIndex();
  let reading: Promise<void> | null = null;

  function put(listing: ListingView, fold: PondFold): void {
    index.put({ ...listing, ownerName: nameOf(listing.owner, fold) });
  }

  async function readAll(fold: PondFold): Promise<void> {
    const all = [...fold.listings()];
    for (let at = 0; at < all.length; at += AT_ONE_GO) {
      // As it is by now: it may have been changed, or be gone, since the reading began.
      for (const { id } of all.slice(at, at + AT_ONE_GO)) {
        const listing = fold.listing(id);
        if (listing !== undefined) put(listing, fold);
      }
      await new Promise((done) => setTimeout(done));
    }
  }

  return {
    take: (rows, fold) => {
      if (reading === null) return;
      for (const view of rows) {
        if (view.table === "listings") put(view.row, fold);
        // The fold names the key that the table has: here, that of a listing.
        else if (view.table === "gone" && view.row.of === "listings") index.remove(view.row.id as RecordId);
        else if (view.table === "members") for (const listing of fold.listingsOf(view.row.id)) put(listing, fold);
      }
    },
    find: async (query, most, fold) => {
      reading ??= readAll(fold);
      await reading;
      return index.find(query, { most }).map(({ id }) => id);
    },
  };
}

function nameOf(owner: IdentityKey, fold: PondFold): string {
  return fold.member(owner)?.name ?? "";
}
