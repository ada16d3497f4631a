import { ok } from "../../lib/result.ts";
import type { PondId } from "../../domain/ids.ts";
import type { BodyOf, RecordKind } from "../../domain/kinds/registry.ts";
import type { Outcome, ShoalCommands } from "../api.ts";
import { appendFailure, fail } from "../failure.ts";
import type { Sessions } from "../pond-session.ts";

type TalkKind = Extract<RecordKind, "comment.say.1" | "comment.say.2" | "comment.drop.1" | "listing.like.1">;

/** What people say in public about what lies idle: questions, answers, likes. */
export function createTalkCommands(sessions: Sessions): Pick<ShoalCommands, "comment" | "dropComment" | "like"> {
  async function say<K extends TalkKind>(pond: PondId, kind: K, body: BodyOf<K>): Outcome<void> {
    const session = await sessions.open(pond);
    if (session === null) return fail({ kind: "not-a-member" });
    if (session.fold().listing(body.listing) === undefined) return fail({ kind: "not-found" });
    const done = await session.ledger.append(kind, body);
    return done.ok ? ok(undefined) : appendFailure(done.error);
  }

  return {
    comment: (pond, listing, { text, answers, mentions = [] }) => {
      const said = { listing, answers, text: text.trim() };
      // Older versions of the app read what mentions nobody.
      if (mentions.length === 0) return say(pond, "comment.say.1", said);
      const cut = text.length - text.trimStart().length;
      const moved = mentions.map(({ member, at, length }) => ({ member, at: at - cut, length }));
      return say(pond, "comment.say.2", { ...said, mentions: moved });
    },
    dropComment: (pond, listing, comment) => say(pond, "comment.drop.1", { listing, comment }),
    like: (pond, listing, likes) => say(pond, "listing.like.1", { listing, likes }),
  };
}
