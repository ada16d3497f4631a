import type { PondId, RecordId } from "../ids.ts";
import { type Fact, inOrder } from "./facts.ts";
import type { ListingView } from "./views.ts";

export type ListingFact = Fact<"listing.post.1" | "listing.edit.1" | "listing.withdraw.1">;

/** The deal that has a listing, if one has. */
export interface Holder {
  readonly deal: RecordId;
  readonly done: boolean;
  /** When it lets go of the listing if it is not handed over (D5), in ms. */
  readonly until: number;
}

/** X1–X3: a listing from its post, its owner's edits and withdrawals, and the deal that has it. Null until the post is there. */
export function readListing(pond: PondId, facts: Iterable<ListingFact>, holder: Holder | null): ListingView | null {
  const all = inOrder(facts);
  const post = all.find((fact) => fact.kind === "listing.post.1");
  if (post?.kind !== "listing.post.1") return null;
  const own = all.filter((fact) => fact.identity === post.identity);
  const edits = own.filter((fact) => fact.kind === "listing.edit.1");
  const newest = edits.at(-1) ?? post;
  const withdrawal = own.findLast((fact) => fact.kind === "listing.withdraw.1");
  const withdrawn = withdrawal?.kind === "listing.withdraw.1" ? withdrawal.body.reason : null;
  const { kind, title, story, condition, wants, preview, photos } = newest.body;
  const taken = holder === null ? null : holder.done ? "swapped" : "promised";
  return {
    pond,
    id: post.id,
    owner: post.identity,
    kind,
    title,
    story,
    condition,
    wants,
    preview,
    photos,
    posted: post.time,
    renewed: newest.time,
    state: taken ?? (withdrawn === null ? "open" : "withdrawn"),
    withdrawn,
    deal: holder?.deal ?? null,
    heldUntil: taken === "promised" ? (holder?.until ?? null) : null,
  };
}
