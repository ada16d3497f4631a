import { ok, type Result } from "../../lib/result.ts";
import type { IdentityKey, PondId } from "../../domain/ids.ts";
import type { BodyOf } from "../../domain/kinds/registry.ts";
import { MAX_TAKES } from "../../domain/limits.ts";
import type { MemberView, SuccessionView } from "../../domain/pond/views.ts";
import type { AppError, Outcome, ShoalCommands } from "../api.ts";
import { appendFailure, fail } from "../failure.ts";
import type { PondSession, Sessions } from "../pond-session.ts";

type SuccessionKind = "identity.pass.1" | "identity.take.1" | "identity.attest.1";

/** Going on as another identity: a new phone, a lost one (decision 0013). What is said here can not be taken back. */
export function createIdentityCommands(
  sessions: Sessions,
): Pick<ShoalCommands, "passIdentity" | "takeIdentity" | "attestIdentity"> {
  async function withMember(
    pond: PondId,
    id: IdentityKey,
    field: string,
  ): Promise<Result<{ readonly session: PondSession; readonly me: MemberView; readonly other: MemberView }, AppError>> {
    const session = await sessions.open(pond);
    const me = session?.fold().member(session.mine.me);
    if (session === null || me === undefined) return fail({ kind: "not-a-member" });
    const other = session.fold().member(id);
    if (other === undefined) return fail({ kind: "not-found" });
    return other.id === me.id ? fail({ kind: "invalid-input", field }) : ok({ session, me, other });
  }

  return {
    passIdentity: async (pond, to): Outcome<void> => {
      const at = await withMember(pond, to, "to");
      if (!at.ok) return at;
      const { session, me } = at.value;
      if (me.successor === to) return ok(undefined);
      // One who has gone on already, or one that would come back to itself: the word would count for nothing.
      if (me.successor !== null || leadsTo(session, to, me.id)) return fail({ kind: "not-your-turn" });
      return say(session, "identity.pass.1", { to });
    },

    takeIdentity: async (pond, from): Outcome<void> => {
      const at = await withMember(pond, from, "from");
      if (!at.ok) return at;
      const { session, me, other } = at.value;
      if (session.fold().succession(from, me.id) !== undefined) return ok(undefined);
      if (other.successor !== null || leadsTo(session, me.id, from)) return fail({ kind: "not-your-turn" });
      // Of so many claims of one identity no more are heard (N1).
      const mine = [...session.fold().successions()].filter(({ to }) => to === me.id);
      return mine.length < MAX_TAKES ? say(session, "identity.take.1", { from }) : fail({ kind: "not-your-turn" });
    },

    attestIdentity: async (pond, from, to): Outcome<void> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      if (from === to) return fail({ kind: "invalid-input", field: "to" });
      const claim = session.fold().succession(from, to);
      if (claim === undefined) return fail({ kind: "not-found" });
      if (claim.attesters.includes(session.mine.me)) return ok(undefined);
      return isAsked(session, claim)
        ? say(session, "identity.attest.1", { from, to })
        : fail({ kind: "not-your-turn" });
    },
  };
}

/** N3: mine is one of the words that count, and the claim can still come to something by it. */
function isAsked(session: PondSession, { from, to, asked, state }: SuccessionView): boolean {
  const { me } = session.mine;
  const isMine = leadsTo(session, me, to) || leadsTo(session, me, from);
  return asked.includes(me) && !isMine && (state === "claimed" || state === "waiting");
}

/** True where `id` is `goal`, or was taken over by it, over however many steps. The fold makes no circles (N5). */
function leadsTo({ fold }: PondSession, id: IdentityKey, goal: IdentityKey): boolean {
  let at: IdentityKey | null = id;
  while (at !== null && at !== goal) at = fold().member(at)?.successor ?? null;
  return at === goal;
}

async function say<K extends SuccessionKind>(session: PondSession, kind: K, body: BodyOf<K>): Outcome<void> {
  const done = await session.ledger.append(kind, body);
  return done.ok ? ok(undefined) : appendFailure(done.error);
}
