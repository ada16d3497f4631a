import type { FeedKey, IdentityKey, RecordId } from "../ids.ts";

/** What has to be derived anew. */
export interface DirtySets {
  pond: boolean;
  readonly feeds: Set<FeedKey>;
  readonly members: Set<IdentityKey>;
  readonly listings: Set<RecordId>;
  readonly deals: Set<RecordId>;
  readonly things: Set<RecordId>;
}

export function createDirtySets(): DirtySets {
  return {
    pond: false,
    feeds: new Set(),
    members: new Set(),
    listings: new Set(),
    deals: new Set(),
    things: new Set(),
  };
}
