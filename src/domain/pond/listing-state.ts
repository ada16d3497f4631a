import type { PondId, RecordId } from "../ids.ts";
import type { ListingPost, ListingPost2 } from "../kinds/listing.ts";
import { type Fact, inOrder } from "./facts.ts";
import type { ListingView } from "./views.ts";

type PostFact = Fact<"listing.post.1" | "listing.post.2">;
type EditFact = Fact<"listing.edit.1" | "listing.edit.2">;
export type ListingFact = PostFact | EditFact | Fact<"listing.withdraw.1">;

/** The deal that has a listing, if one has. */
export interface Holder {
  readonly deal: RecordId;
  readonly done: boolean;
  /** When it lets go of the listing if it is not handed over (D5), in ms. */
  readonly until: number;
}

export function isPost(fact: ListingFact): fact is PostFact {
  return fact.kind === "listing.post.1" || fact.kind === "listing.post.2";
}

function isEdit(fact: ListingFact): fact is EditFact {
  return fact.kind === "listing.edit.1" || fact.kind === "listing.edit.2";
}

/** X1–X3: a listing from its post, its owner's edits and withdrawals, and the deal that has it. Null until the post is there. */
export function readListing(pond: PondId, facts: Iterable<ListingFact>, holder: Holder | null): ListingView | null {
  const all = inOrder(facts);
  const post = all.find(isPost);
  if (post === undefined) return null;
  const own = all.filter((fact) => fact.identity === post.identity);
  const newest = own.findLast(isEdit) ?? post;
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
    ...whatAndWhere(newest.body),
    posted: post.time,
    renewed: newest.time,
    state: taken ?? (withdrawn === null ? "open" : "withdrawn"),
    withdrawn,
    deal: holder?.deal ?? null,
    heldUntil: taken === "promised" ? (holder?.until ?? null) : null,
  };
}

/** What the first version of a listing could not say. */
function whatAndWhere(body: ListingPost | ListingPost2): Pick<ListingView, "returns" | "tags" | "place"> {
  if ("returns" in body) return { returns: body.returns, tags: body.tags, place: body.place };
  return { returns: body.kind === "gift" ? "nothing" : "swap", tags: [], place: "" };
}
