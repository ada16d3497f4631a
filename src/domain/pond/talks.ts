import { fewOfEach } from "../../lib/few-of-each.ts";
import type { IdentityKey, PondId, RecordId } from "../ids.ts";
import { MAX_COMMENTS_OF_ONE, MAX_COMMENTS_SHOWN } from "../limits.ts";
import { type Fact, inOrder } from "./facts.ts";
import { push } from "./groups.ts";
import type { CommentView, TalkView, ViewRow } from "./views.ts";

type SayFact = Fact<"comment.say.1" | "comment.say.2">;
export type TalkFact = SayFact | Fact<"comment.drop.1" | "listing.like.1">;

/** What the fold keeps of talk between one batch of records and the next. */
export interface Talks {
  readonly factsByListing: Map<RecordId, TalkFact[]>;
  readonly views: Map<RecordId, TalkView>;
  /** Listings whose talk has to be derived anew. */
  readonly dirty: Set<RecordId>;
}

export function createTalks(): Talks {
  return { factsByListing: new Map(), views: new Map(), dirty: new Set() };
}

export function collectTalk(talks: Talks, fact: TalkFact): void {
  push(talks.factsByListing, fact.body.listing, fact);
  talks.dirty.add(fact.body.listing);
}

/** The rows of all listings about which something was said. */
export function deriveTalks(pond: PondId, { factsByListing, views, dirty }: Talks): readonly ViewRow[] {
  const rows = [...dirty].map((id) => readTalk(pond, id, factsByListing.get(id) ?? []));
  dirty.clear();
  for (const row of rows) views.set(row.id, row);
  return rows.map((row) => ({ table: "talks", row }));
}

/** X5, X6, X8. */
function readTalk(pond: PondId, id: RecordId, facts: readonly TalkFact[]): TalkView {
  const likes = new Map<IdentityKey, boolean>();
  const said: SayFact[] = [];
  /** Comments with whoever says that they are taken back. */
  const dropped = new Set<string>();
  for (const fact of inOrder(facts)) {
    if (fact.kind === "listing.like.1") likes.set(fact.identity, fact.body.likes);
    else if (fact.kind === "comment.say.1" || fact.kind === "comment.say.2") said.push(fact);
    else dropped.add(`${fact.body.comment}|${fact.identity}`);
  }
  const comments = newestOf(said).map(({ id: comment, identity, time, body }): CommentView => {
    const takenBack = dropped.has(`${comment}|${identity}`);
    const text = takenBack ? "" : body.text;
    const mentions = takenBack || !("mentions" in body) ? [] : body.mentions;
    return { id: comment, by: identity, time, text, mentions, answers: body.answers, takenBack };
  });
  const liking = [...likes].flatMap(([identity, isLiked]) => (isLiked ? [identity] : []));
  return { pond, id, comments, likes: liking.sort() };
}

/** The newest, in their order: nobody fills a page alone, and no page is endless. */
function newestOf(said: readonly SayFact[]): readonly SayFact[] {
  const few = said.toReversed().filter(fewOfEach(MAX_COMMENTS_OF_ONE, ({ identity }) => identity));
  return few.slice(0, MAX_COMMENTS_SHOWN).reverse();
}
