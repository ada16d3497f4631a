import { ok, type Result } from "../../lib/result.ts";
import type { PondId } from "../../domain/ids.ts";
import { encodeBody } from "../../domain/kinds/body.ts";
import type { BodyOf } from "../../domain/kinds/registry.ts";
import { VOUCH_SALT_BYTES } from "../../domain/kinds/vouch.ts";
import { sealOfVouch } from "../../domain/kinds/vouch-seal.ts";
import { handoverWord } from "../../domain/ledger/signed-words.ts";
import { createTurns } from "../../domain/ledger/turns.ts";
import { encodeHandoverCode, parseHandoverCode, sameWords, handoverWords } from "../../domain/pond/handover-code.ts";
import type { AppError, HandoverCode, Outcome, ShoalCommands } from "../api.ts";
import { inUse } from "../devices-in-use.ts";
import { appendFailure, fail } from "../failure.ts";
import type { Ground, Sessions } from "../pond-session.ts";
import { type DealAt, dealFor } from "./offers.ts";

type HandoverCommands = Pick<ShoalCommands, "handoverCode" | "confirmHandover" | "sealVouch" | "changeVouch">;
type Seen = Parameters<ShoalCommands["confirmHandover"]>[2];

/** Handing over face to face, and vouching for each other afterwards. Works with no network between the two. */
export function createHandoverCommands(
  ground: Ground,
  sessions: Sessions,
  loadWordlist: () => Promise<readonly string[]>,
): HandoverCommands {
  const sealing = createTurns();

  /** The six words that `from` shows to `to`; both can compute them, nobody else can. */
  async function wordsShown(at: DealAt, by: "me" | "other"): Promise<readonly (readonly string[])[]> {
    const { ledger, keys, mine } = at.session;
    const wordlist = await loadWordlist();
    // The device that they hold in their hand is, of several, the one that wrote last.
    const theirs = inUse(ledger.feedsOf(at.other));
    const all = theirs.map((row) =>
      handoverWords(
        { pond: mine.pond, deal: at.deal.id, from: by === "me" ? keys.feed : row.feed },
        keys.box,
        row.box,
        wordlist,
      ),
    );
    return (await Promise.all(all)).filter((words) => words !== null);
  }

  async function metBy(at: DealAt, seen: Seen): Promise<Result<BodyOf<"deal.handover.1">["met"], AppError>> {
    if (seen === "apart") return ok({ how: "apart" });
    if ("words" in seen) {
      const shown = await wordsShown(at, "other");
      return shown.some((words) => sameWords(words, seen.words)) ? ok({ how: "words" }) : fail({ kind: "words-wrong" });
    }
    const code = parseHandoverCode(seen.code);
    if (code === null) return fail({ kind: "code-unreadable" });
    const isTheirs = at.session.ledger.feed(code.feed)?.identity === at.other;
    if (code.deal !== at.deal.id || !isTheirs) return fail({ kind: "code-of-another-deal" });
    return ok({ how: "code", feed: code.feed, word: code.word });
  }

  return {
    handoverCode: async (pond, id): Outcome<HandoverCode> => {
      const at = await dealFor(ground, sessions, pond, id, "show-code");
      if (!at.ok) return at;
      const { keys } = at.value.session;
      const word = await keys.signer.sign("shoal/handover/1", handoverWord(pond, id));
      const code = encodeHandoverCode({ deal: id, feed: keys.feed, word });
      return ok({ code, words: (await wordsShown(at.value, "me"))[0] ?? [] });
    },

    confirmHandover: async (pond, id, seen): Outcome<void> => {
      const at = await dealFor(ground, sessions, pond, id, "hand-over");
      if (!at.ok) return at;
      const met = await metBy(at.value, seen);
      if (!met.ok) return met;
      const done = await at.value.session.ledger.append("deal.handover.1", { deal: id, met: met.value });
      if (done.ok) return ok(undefined);
      // A code whose signature does not hold is refused like any other record that lies.
      const isForged = done.error.kind === "body-invalid" && met.value.how === "code";
      return isForged ? fail({ kind: "code-unreadable" }) : appendFailure(done.error);
    },

    sealVouch: async (pond, id, vouch): Outcome<void> => {
      const salt = ground.random.bytes(VOUCH_SALT_BYTES);
      const content = { ...vouch, words: vouch.words.trim(), deal: id, salt };
      // What is sealed now is opened only later: refused then, it would stay closed for good.
      const body = encodeBody("vouch.open.1", content);
      if (!body.ok) return appendFailure(body.error);
      // In turn: a second envelope would take the place of the first one's content, and no seal would fit it.
      return sealing.take(() => putSealed(pond, content));
    },

    changeVouch: async (pond, id, vouch): Outcome<void> => {
      const at = await dealFor(ground, sessions, pond, id, "change-vouch");
      if (!at.ok) return at;
      const words = { ...vouch, words: vouch.words.trim(), deal: id };
      const done = await at.value.session.ledger.append("vouch.change.1", words);
      return done.ok ? ok(undefined) : appendFailure(done.error);
    },
  };

  async function putSealed(pond: PondId, content: BodyOf<"vouch.open.1">): Outcome<void> {
    const at = await dealFor(ground, sessions, pond, content.deal, "vouch");
    if (!at.ok) return at;
    const { session } = at.value;
    const { me } = session.mine;
    // First the envelope's content, then its seal: a crash in between leaves a content that no seal needs.
    await ground.local.putSealedVouch({ ...content, pond });
    const body = { deal: content.deal, seal: sealOfVouch(me, content) };
    const isFirst = () =>
      session
        .fold()
        .deal(content.deal)
        ?.vouches.every(({ by }) => by !== me) === true;
    const done = await session.ledger.append("vouch.seal.1", body, { onlyIf: isFirst });
    if (!done.ok) return appendFailure(done.error);
    // W5: another tab, whose seal came too late, may have put its content in the place of this one.
    await ground.local.putSealedVouch({ ...content, pond });
    return ok(undefined);
  }
}
