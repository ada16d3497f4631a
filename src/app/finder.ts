import type { IdentityKey, RecordId } from "../domain/ids.ts";
import type { PondFold } from "../domain/pond/fold.ts";
import type { ListingView, ViewRow } from "../domain/pond/views.ts";
import { createListingIndex, type ListingIndex } from "../domain/search/listing-index.ts";

/** Search over one pond, kept up to date with what its fold shows; works only once something is searched for. */
export interface Finder {
  take(rows: readonly ViewRow[], fold: PondFold): void;
  /** The best first, whatever has become of them since; at most `most`. */
  find(query: string, most: number, fold: PondFold): readonly RecordId[];
}

export function createFinder(): Finder {
  let index: ListingIndex | null = null;

  function put(into: ListingIndex, listing: ListingView, fold: PondFold): void {
    into.put({ ...listing, ownerName: nameOf(listing.owner, fold) });
  }

  return {
    take: (rows, fold) => {
      if (index === null) return;
      for (const view of rows) {
        if (view.table === "listings") put(index, view.row, fold);
        // The fold names the key that the table has: here, that of a listing.
        else if (view.table === "gone" && view.row.of === "listings") index.remove(view.row.id as RecordId);
        else if (view.table === "members")
          for (const listing of fold.listingsOf(view.row.id)) put(index, listing, fold);
      }
    },
    find: (query, most, fold) => {
      if (index === null) {
        index = createListingIndex();
        for (const listing of fold.listings()) put(index, listing, fold);
      }
      return index.find(query, { most }).map(({ id }) => id);
    },
  };
}

function nameOf(owner: IdentityKey, fold: PondFold): string {
  return fold.member(owner)?.name ?? "";
}
