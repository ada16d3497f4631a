import { type Accessor, createSignal } from "solid-js";
import type { PondId } from "../../../domain/ids.ts";
import type { ListingKind, Returns } from "../../../domain/kinds/listing.ts";

/** How somebody looks at what lies in a pond. */
export interface GridView {
  /** What is searched for, as it was typed. */
  readonly words: string;
  readonly order: "newest" | "most-trusted";
  readonly onlyTrusted: boolean;
  readonly kind: ListingKind | "any";
  readonly returns: Returns | "any";
  /** Key of a place in the pond's own words; null for anywhere. */
  readonly place: string | null;
  /** Words of what the other would like. */
  readonly theyWant: string;
}

const NEWEST_OF_ALL: GridView = {
  words: "",
  order: "newest",
  onlyTrusted: false,
  kind: "any",
  returns: "any",
  place: null,
  theyWant: "",
};
/** For as long as the page is open: whoever comes back from a listing finds the grid as it was left. */
const viewByPond = new Map<PondId, GridView>();

/** How the grid of a pond is looked at, and a way to look at it otherwise. */
export function createGridView(pond: PondId): [Accessor<GridView>, (view: GridView) => void] {
  const [view, setView] = createSignal(viewByPond.get(pond) ?? NEWEST_OF_ALL);
  const look = (next: GridView) => {
    viewByPond.set(pond, next);
    setView(next);
  };
  return [view, look];
}
