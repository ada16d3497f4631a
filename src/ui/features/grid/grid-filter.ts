import { foldText } from "../../../app/words.ts";
import type { IdentityKey } from "../../../domain/ids.ts";
import type { ListingView } from "../../../domain/pond/views.ts";
import type { GridView } from "./grid-view.ts";

/** Places to choose from: those with the most listings. */
const MOST_PLACES = 30;

type Filter = Pick<GridView, "kind" | "returns" | "place" | "theyWant">;

/** What is left of `listings` by what somebody has chosen. */
export function narrowed(listings: readonly ListingView[], filter: Filter): readonly ListingView[] {
  const { kind, returns, place } = filter;
  const words = foldText(filter.theyWant)
    .split(/\s+/u)
    .filter((word) => word !== "");
  return listings.filter(
    (listing) =>
      (kind === "any" || listing.kind === kind) &&
      (returns === "any" || listing.returns === returns) &&
      (place === null || foldPlace(listing.place) === foldPlace(place)) &&
      (words.length === 0 || wantsAll(listing, words)),
  );
}

/** Of a wanted post it is the thing itself that is wanted; of all others what they would like for it. */
function wantsAll({ kind, title, tags, wants }: ListingView, words: readonly string[]): boolean {
  const text = foldText(kind === "wanted" ? [title, ...tags].join(" ") : wants);
  return words.every((word) => text.includes(word));
}

export interface Places {
  /** Where somebody usually is, by his own word: the place of what he listed last. Null where he has never said. */
  readonly mine: string | null;
  /** As somebody wrote them, those with the most listings first. */
  readonly all: readonly string[];
}

/** The places that occur in the pond's own words. There is nothing else to be near by: no coordinates, ever. */
export function placesIn(listings: readonly ListingView[], me: IdentityKey): Places {
  const byPlace = new Map<string, { readonly words: string; readonly count: number }>();
  let mine: ListingView | null = null;
  for (const listing of listings) {
    const key = foldPlace(listing.place);
    if (key === "") continue;
    const known = byPlace.get(key);
    byPlace.set(key, { words: known?.words ?? listing.place, count: (known?.count ?? 0) + 1 });
    if (listing.owner === me && (mine === null || listing.renewed > mine.renewed)) mine = listing;
  }
  const all = [...byPlace.values()].sort((a, b) => b.count - a.count || (a.words < b.words ? -1 : 1));
  return { mine: mine?.place ?? null, all: all.slice(0, MOST_PLACES).map(({ words }) => words) };
}

export function foldPlace(place: string): string {
  return foldText(place).trim().replaceAll(/\s+/gu, " ");
}
