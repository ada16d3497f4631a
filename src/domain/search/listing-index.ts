import MiniSearch, { type Query } from "minisearch";
import type { RecordId, Time } from "../ids.ts";
import { MAX_STORY } from "../limits.ts";
import { foldText } from "./fold-text.ts";
import { kept, splitWords } from "./split-words.ts";
import { wantedTerms, type WantedTerm } from "./wanted-terms.ts";

/** What of a listing is searched, and what orders those that fit equally well. */
export interface SearchedListing {
  readonly id: RecordId;
  readonly title: string;
  readonly wants: string;
  readonly story: string;
  readonly tags?: readonly string[];
  readonly ownerName: string;
  readonly renewed: Time;
}

export interface Found {
  readonly id: RecordId;
  /** More is better; comparable within one answer only. */
  readonly score: number;
}

export interface FindOptions {
  /** How many at most. */
  readonly most: number;
  /** Whether a listing may be shown at all (open, of this kind …). Asked of what fits only. */
  readonly accepts?: (id: RecordId) => boolean;
}

/** Search as you type over a pond's listings. What it answers follows from what is in it, not from the order it came in. */
export interface ListingIndex {
  /** Adds a listing, or replaces what was known under its id. */
  put(listing: SearchedListing): void;
  /** Does nothing where there is no such listing. */
  remove(id: RecordId): void;
  /** The best first; of equals the one renewed last, then by id. Nothing for a query without a word. */
  find(query: string, options: FindOptions): readonly Found[];
}

/** A listing as the library indexes it: every field a text, since it miscounts the average length of fields that are absent. */
interface Row {
  readonly id: RecordId;
  readonly title: string;
  readonly tags: string;
  readonly owner: string;
  readonly wants: string;
  readonly story: string;
}

/** How much more a word counts in a field than in the story. */
const BOOST = { title: 5, tags: 3, owner: 2, wants: 1.5, story: 1 } as const;
const FIELDS = ["title", "tags", "owner", "wants", "story"] as const;
/** How much what only begins with a word, or is it but for a typo, counts against the word itself. */
const WEIGHTS = { prefix: 0.5, fuzzy: 0.3 } as const;
const FOR_SWAPS = { boostTerm: () => WEIGHTS.fuzzy } as const;
/** Terms of a query that is worth a second, harder try: each of them may cost twenty look-ups. */
const MAX_HARD_TERMS = 4;
/** Characters of a field that count; no record's field is longer, and folding may make it 18 times as long. */
const MAX_FIELD = MAX_STORY;
/** Tags that count. */
const MAX_TAGS = 16;
/** Scores are compared to this many parts of one: below it lies what the order of sums makes of the same numbers. */
const SCORE_PARTS = 1000;

export function createListingIndex(): ListingIndex {
  const rows = new Map<RecordId, Row>();
  const renewed = new Map<RecordId, Time>();
  const library = new MiniSearch<Row>({
    fields: [...FIELDS],
    tokenize: indexedTerms,
    processTerm: (term) => term,
    searchOptions: { boost: BOOST, weights: WEIGHTS, tokenize: (term) => [term], processTerm: (term) => term },
  });

  function remove(id: RecordId): void {
    const row = rows.get(id);
    if (row === undefined) return;
    // With all of its texts, which the library wants to have kept: what it merely marks as gone goes on counting in scores.
    library.remove(row);
    rows.delete(id);
    renewed.delete(id);
  }

  function search(terms: readonly WantedTerm[]): readonly Found[] {
    const found = library.search({ combineWith: "AND", queries: terms.map((term) => queryOf(term)) });
    if (found.length > 0 || terms.length > MAX_HARD_TERMS || terms.every(({ edits }) => edits < 2)) return found;
    return library.search({ combineWith: "AND", queries: terms.map((term) => queryOf(term, "hard")) });
  }

  function newestFirst(a: Found, b: Found): number {
    if (a.score !== b.score) return b.score - a.score;
    const later = (renewed.get(b.id) ?? 0) - (renewed.get(a.id) ?? 0);
    if (later !== 0) return later;
    return a.id < b.id ? -1 : 1;
  }

  return {
    put: (listing) => {
      const row = rowOf(listing);
      const known = rows.get(listing.id);
      if (known === undefined || FIELDS.some((field) => known[field] !== row[field])) {
        remove(listing.id);
        library.add(row);
        rows.set(listing.id, row);
      }
      renewed.set(listing.id, listing.renewed);
    },
    remove,
    find: (query, { most, accepts }) => {
      const terms = wantedTerms(query);
      if (terms.length === 0) return [];
      return search(terms)
        .map(({ id, score }): Found => ({ id, score: Math.round(score * SCORE_PARTS) / SCORE_PARTS }))
        .filter(({ id }) => accepts?.(id) ?? true)
        .sort(newestFirst)
        .slice(0, most);
    },
  };
}

function rowOf({ id, title, wants, story, tags = [], ownerName }: SearchedListing): Row {
  return { id, title, tags: tags.slice(0, MAX_TAGS).join(" "), owner: ownerName, wants, story };
}

function indexedTerms(text: string): string[] {
  const folded = foldText(text.slice(0, MAX_FIELD)).slice(0, MAX_FIELD);
  return splitWords(folded).flatMap(kept);
}

/** `hard`, for when nothing was found: in long words an exchange and another slip, too, at several times the price. */
function queryOf({ text, prefix, edits, swaps }: WantedTerm, how: "usual" | "hard" = "usual"): Query {
  const begun = prefix === "everywhere";
  const itself: Query = { queries: [text], prefix: begun, fuzzy: edits === 0 ? false : edits };
  const others: Query[] = [];
  if (prefix === "titles") others.push({ queries: [text], prefix: true, fields: ["title"] });
  if (edits === 1) others.push({ queries: [...swaps], prefix: begun, ...FOR_SWAPS });
  if (edits === 2 && how === "hard") others.push({ queries: [...swaps], fuzzy: 1, ...FOR_SWAPS });
  return others.length === 0 ? itself : { combineWith: "OR", queries: [itself, ...others] };
}
