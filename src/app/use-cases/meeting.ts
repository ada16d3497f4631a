import { ok, type Result } from "../../lib/result.ts";
import type { IdentityKey, PondId, Time } from "../../domain/ids.ts";
import type { BodyOf } from "../../domain/kinds/registry.ts";
import { cardWord } from "../../domain/ledger/signed-words.ts";
import { CARD_CODE_LIFE_MS } from "../../domain/limits.ts";
import { encodeCardCode, parseCardCode } from "../../domain/pond/card-code.ts";
import type { AppError, Outcome, ShoalCommands } from "../api.ts";
import { appendFailure, fail } from "../failure.ts";
import type { Ground, PondSession, Sessions } from "../pond-session.ts";

/** Meeting in person: one shows the code of his card, the other scans it. Works with no network between the two. */
export function createMeetingCommands(
  ground: Ground,
  sessions: Sessions,
): Pick<ShoalCommands, "cardCode" | "confirmMet"> {
  return {
    cardCode: async (pond): Outcome<{ readonly code: string }> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const { keys, mine } = session;
      const shown = timeOfNext(ground, session);
      const word = await keys.signer.sign("shoal/card/1", cardWord(pond, mine.me, shown));
      return ok({ code: encodeCardCode({ pond, member: mine.me, feed: keys.feed, shown, word }) });
    },

    confirmMet: async (pond: PondId, text): Outcome<{ readonly member: IdentityKey }> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const card = readCard(ground, session, text);
      if (!card.ok) return card;
      const met = card.value;
      if (haveScanned(session, met.member)) return ok({ member: met.member });
      const done = await session.ledger.append("member.met.1", met, {
        onlyIf: () => !haveScanned(session, met.member),
      });
      // Another tab has said it in this very moment, which is as good.
      if (done.ok || done.error.kind === "outdated") return ok({ member: met.member });
      // A code whose signature does not hold is refused like any other record that lies.
      return done.error.kind === "body-invalid" ? fail({ kind: "code-unreadable" }) : appendFailure(done.error);
    },
  };
}

/** What a record says of a card that was scanned just now: somebody else's of this pond, and fresh. */
export function readCard(ground: Ground, session: PondSession, text: string): Result<BodyOf<"member.met.1">, AppError> {
  const code = parseCardCode(text);
  if (code === null) return fail({ kind: "code-unreadable" });
  const { mine, ledger } = session;
  const { pond, ...met } = code;
  if (pond !== mine.pond) return fail({ kind: "code-of-another-pond" });
  if (met.member === mine.me) return fail({ kind: "code-unreadable" });
  if (Math.abs(timeOfNext(ground, session) - met.shown) > CARD_CODE_LIFE_MS) return fail({ kind: "code-too-old" });
  // Offline, a newcomer's first record may not have arrived here: whose feed it is cannot be known before.
  const owner = ledger.feed(met.feed)?.identity;
  if (owner === undefined) return fail({ kind: "not-found" });
  return owner === met.member ? ok(met) : fail({ kind: "code-unreadable" });
}

/** The time that the next record of this device will bear: never before its last (L1), though the clock was set back. */
export function timeOfNext({ clock }: Ground, { ledger, keys }: PondSession): Time {
  return Math.max(clock.now(), ledger.feed(keys.feed)?.headTime ?? 0) as Time;
}

function haveScanned({ fold, mine }: PondSession, member: IdentityKey): boolean {
  const me = fold().member(mine.me);
  return me !== undefined && (me.met.includes(member) || me.metOneWay.includes(member));
}
