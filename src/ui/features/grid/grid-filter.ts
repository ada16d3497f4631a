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
      (place === null || foldPlace(listing.place) === place) &&
      (words.length === 0 || wantsAll(listing, words)),
  );
}

/** Of a wanted post it is the thing itself that is wanted; of all others what they would like for it. */
function wantsAll({ kind, title, tags, wants }: ListingView, words: readonly string[]): boolean {
  const text = foldText(kind === "wanted" ? [title, ...tags].join(" ") : wants);
  return words.every((word) => text.includes(word));
}

interface Place {
  /** The same however it is written. */
  readonly key: string;
  /** As somebody wrote it. */
  readonly words: string;
}

export interface Places {
  /** Where somebody usually is, by his own word: the place of what he listed last. Null where he has never said. */
  readonly mine: Place | null;
  /** Those with the most listings first; mine is among them. */
  readonly all: readonly Place[];
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
  const mineKey = mine === null ? null : foldPlace(mine.place);
  const all = [...byPlace]
    .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
    .filter(([key], i) => i < MOST_PLACES || key === mineKey)
    .map(([key, { words }]) => ({ key, words }));
  return { mine: mine === null || mineKey === null ? null : { key: mineKey, words: mine.place }, all };
}

function foldPlace(place: string): string {
  return foldText(place).trim().replaceAll(/\s+/gu, " ");
}
