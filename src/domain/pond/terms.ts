import type { RecordId } from "../ids.ts";
import type { Item, Terms } from "../kinds/offer.ts";

/** True where there is one alternative only: just these words against just that listing. */
export function isJust(terms: Terms, words: readonly string[], listing: RecordId): boolean {
  const [only, ...others] = terms;
  if (only === undefined || others.length > 0) return false;
  const isListing = (item: Item) => "listing" in item && item.listing === listing;
  const isWord = (item: Item, i: number) => "text" in item && item.text === words[i];
  const gets = only.fromOwner.length === 1 && only.fromOwner.every(isListing);
  return gets && only.fromMaker.length === words.length && only.fromMaker.every(isWord);
}
