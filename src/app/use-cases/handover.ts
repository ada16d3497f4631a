import { ok, type Result } from "../../lib/result.ts";
import type { IdentityKey, PondId, RecordId } from "../../domain/ids.ts";
import { encodeBody } from "../../domain/kinds/body.ts";
import type { BodyOf } from "../../domain/kinds/registry.ts";
import { VOUCH_SALT_BYTES } from "../../domain/kinds/vouch.ts";
import { sealOfVouch } from "../../domain/kinds/vouch-seal.ts";
import { handoverWord } from "../../domain/ledger/signed-words.ts";
import { createTurns } from "../../domain/ledger/turns.ts";
import { encodeHandoverCode, parseHandoverCode, sameWords, handoverWords } from "../../domain/pond/handover-code.ts";
import { bundleOfPage, letInPages } from "../../sync/bundle.ts";
import type { Carried } from "../../sync/carried.ts";
import { clientOf } from "../../sync/client-id.ts";
import type { GateService } from "../../sync/gate.ts";
import type { AppError, HandoverCode, HandoverSeen, Outcome, ShoalCommands } from "../api.ts";
import { inUse } from "../devices-in-use.ts";
import { appendFailure, fail } from "../failure.ts";
import type { Ground, PondSession, Sessions } from "../pond-session.ts";
import { carriedFor, codesOf } from "./carry.ts";
import { type DealAt, dealFor } from "./offers.ts";

type HandoverCommands = Pick<ShoalCommands, "handoverCode" | "confirmHandover" | "sealVouch" | "changeVouch" | "thank">;
type Seen = Exclude<Parameters<ShoalCommands["confirmHandover"]>[2], { readonly run: Uint8Array }>;

/** Records that are brought to somebody who has not said what he has: a handover and what one does right before it. */
const NEWEST_FEW = 8;
const NOTHING_SEEN: HandoverSeen = { added: 0, refused: {} };

/** Handing over face to face, and vouching for each other afterwards. Works with no network between the two. */
export function createHandoverCommands(
  ground: Ground,
  sessions: Sessions,
  loadWordlist: () => Promise<readonly string[]>,
  gateOf: (session: PondSession) => GateService,
): HandoverCommands {
  const sealing = createTurns();
  /** How many of my records the other one has said to hold, by pond and identity: forgotten with the tab. */
  const heldByOther = new Map<string, number>();
  const placeOf = ({ mine }: PondSession, other: IdentityKey) => `${mine.pond} ${other}`;

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

  /** M5: what a run of codes brings goes through the gate, and what it says of mine is remembered. */
  async function takeIn(at: DealAt, said: Carried): Promise<HandoverSeen> {
    const { session, other } = at;
    const mine = said.has?.get(clientOf(session.keys.feed));
    if (mine !== undefined) heldByOther.set(placeOf(session, other), mine);
    if (said.update === null) return NOTHING_SEEN;
    const { added, why } = await letInPages(bundleOfPage(said.pond, said.update), 0, gateOf(session));
    return { added, refused: why };
  }

  /** Records of mine that the other lacks, as far as he has said; else the newest few, as he may have said it to nobody. */
  function firstLacking({ session, other }: DealAt): number {
    const count = session.ledger.feed(session.keys.feed)?.count ?? 0;
    return Math.min(count, heldByOther.get(placeOf(session, other)) ?? Math.max(0, count - NEWEST_FEW));
  }

  async function confirm(at: DealAt, met: BodyOf<"deal.handover.1">["met"]): Promise<Result<void, AppError>> {
    const done = await at.session.ledger.append("deal.handover.1", { deal: at.deal.id, met });
    if (done.ok) return ok(undefined);
    // A code whose signature does not hold is refused like any other record that lies.
    const isForged = done.error.kind === "body-invalid" && met.how === "code";
    return isForged ? fail({ kind: "code-unreadable" }) : appendFailure(done.error);
  }

  /** The other's codes: what they bring first, then my word that we have met, where I have not given it yet. */
  async function seeRun(pond: PondId, id: RecordId, run: Uint8Array): Outcome<HandoverSeen> {
    const at = await dealFor(ground, sessions, pond, id, "bring");
    if (!at.ok) return at;
    const said = await carriedFor(pond, run);
    if (!said.ok) return said;
    const token = said.value.handover === null ? null : parseHandoverCode(said.value.handover);
    if (token !== null && token.deal !== id) return fail({ kind: "code-of-another-deal" });
    const seen = await takeIn(at.value, said.value);
    const now = await dealFor(ground, sessions, pond, id, "hand-over");
    if (!now.ok) return ok(seen);
    if (said.value.handover === null) return fail({ kind: "code-unreadable" });
    const met = await metBy(now.value, { code: said.value.handover });
    if (!met.ok) return met;
    const confirmed = await confirm(now.value, met.value);
    return confirmed.ok ? ok(seen) : confirmed;
  }

  return {
    handoverCode: async (pond, id): Outcome<HandoverCode> => {
      const at = await dealFor(ground, sessions, pond, id, "bring");
      if (!at.ok) return at;
      const { session, deal, other } = at.value;
      const { keys, ledger, mine } = session;
      const word = await keys.signer.sign("shoal/handover/1", handoverWord(pond, id));
      const code = encodeHandoverCode({ deal: id, feed: keys.feed, word });
      const gate = gateOf(session);
      const has = new Map(ledger.feedsOf(other).map((row) => [clientOf(row.feed), row.count] as const));
      // Before I have confirmed there is nothing to bring, and one code is scanned at once.
      const haveConfirmed = deal.handovers.some(({ by }) => by === mine.me);
      const from = firstLacking(at.value);
      const count = ledger.feed(keys.feed)?.count ?? 0;
      const page = haveConfirmed ? await gate.pageOf({ client: clientOf(keys.feed), from }) : null;
      const to = page?.spans[0]?.to ?? from;
      const carried = { pond, handover: code, has };
      const full = to < count && page !== null ? null : await codesOf({ ...carried, update: page?.update ?? null });
      const codes = full ?? (await codesOf({ ...carried, update: null })) ?? [];
      const lacking = haveConfirmed ? count - from : 0;
      return ok({
        code,
        words: deal.state === "done" ? [] : ((await wordsShown(at.value, "me"))[0] ?? []),
        codes,
        brings: full === null ? 0 : lacking,
        left: full === null ? lacking : 0,
        hasAll: haveConfirmed && (heldByOther.get(placeOf(session, other)) ?? 0) >= count,
      });
    },

    confirmHandover: async (pond, id, seen): Outcome<HandoverSeen> => {
      if (seen !== "apart" && "run" in seen) return seeRun(pond, id, seen.run);
      const at = await dealFor(ground, sessions, pond, id, "hand-over");
      if (!at.ok) return at;
      const met = await metBy(at.value, seen);
      if (!met.ok) return met;
      const confirmed = await confirm(at.value, met.value);
      return confirmed.ok ? ok(NOTHING_SEEN) : confirmed;
    },

    thank: async (pond, id, text): Outcome<void> => {
      const at = await dealFor(ground, sessions, pond, id, "thank");
      if (!at.ok) return at;
      const done = await at.value.session.ledger.append("deal.thank.1", { deal: id, text: text.trim() });
      return done.ok ? ok(undefined) : appendFailure(done.error);
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
