import type { ListingDraft } from "./api.ts";

export const EMPTY_DRAFT: ListingDraft = {
  kind: "thing",
  title: "",
  story: "",
  condition: null,
  wants: "",
  returns: "swap",
  tags: [],
  place: "",
  lot: null,
  preview: null,
  photos: [],
};

/** True where nothing was typed or photographed yet. */
export function isEmptyDraft({ title, story, wants, place, tags, photos }: ListingDraft): boolean {
  return [title, story, wants, place].every((text) => text === "") && tags.length + photos.length === 0;
}

/** Only what a draft consists of: a listing has more. */
export function draftOf(from: ListingDraft): ListingDraft {
  const { kind, title, story, condition, wants, returns, tags, place, preview } = from;
  // A listing that is there already has its lot, or none.
  const lot = from.lot == null ? null : { ...from.lot };
  const photos = from.photos.map((photo) => ({ ...photo }));
  return { kind, title, story, condition, wants, returns, tags: [...tags], place, lot, preview, photos };
}
