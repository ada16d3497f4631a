import type { Box } from "../../domain/crypto.ts";
import { answerAsk, encodeAsk, openAnswer, parseAsk, wordsOfAsk } from "../../domain/invite/device-link.ts";
import { identityKeyOf } from "../../domain/invite/openings.ts";
import { feedCloseWord } from "../../domain/ledger/signed-words.ts";
import { MAX_NAME } from "../../domain/limits.ts";
import { ok } from "../../lib/result.ts";
import type { FeedKey } from "../../domain/ids.ts";
import type { Outcome, ShoalCommands } from "../api.ts";
import { appendFailure, fail } from "../failure.ts";
import { openHere } from "../further-feeds.ts";
import type { Ground, PondSession, Sessions } from "../pond-session.ts";
import { forgetSamples } from "./sample.ts";

type DeviceCommands = Pick<
  ShoalCommands,
  | "askLink"
  | "wordsOfLink"
  | "answerLink"
  | "takeLink"
  | "closeDevice"
  | "nameDevice"
  | "leavePond"
  | "forgetPond"
  | "wipe"
>;

/** Several devices of one person, and the end of one (decision 0026). */
export function createDeviceCommands(
  ground: Ground,
  sessions: Sessions,
  loadWordlist: () => Promise<readonly string[]>,
): DeviceCommands {
  const { vault, local, keep } = ground;
  /** The box that asks: lives as long as this worker, so that an answer found later opens nothing. */
  let asking: Box | null = null;

  /** K3: the identity's word that a feed ends; written in this device's own. */
  async function sayClosed(session: PondSession, feed: FeedKey, count: number): Outcome<void> {
    const { pond } = session.mine;
    const identity = await vault.identity();
    const word = await identity.sign("shoal/feed-close/1", feedCloseWord(pond, feed, count));
    const body = { identity: identityKeyOf(identity), feed, count, word };
    const done = await session.ledger.append("feed.close.1", body);
    return done.ok ? ok(undefined) : appendFailure(done.error);
  }

  return {
    askLink: async () => {
      asking ??= await vault.passingBox();
      const { publicKey } = asking;
      return ok({ code: encodeAsk(publicKey), words: wordsOfAsk(publicKey, await loadWordlist()) });
    },

    wordsOfLink: async (code) => {
      const asker = parseAsk(code);
      return asker === null ? fail({ kind: "link-unreadable" }) : ok(wordsOfAsk(asker, await loadWordlist()));
    },

    answerLink: async (code) => {
      const asker = parseAsk(code);
      if (asker === null) return fail({ kind: "link-unreadable" });
      const ponds = [...(await local.ponds())].sort((a, b) => b.joined - a.joined);
      const seed = await vault.identitySeed();
      const answer = await answerAsk(asker, { seed, ponds }, await vault.passingBox(), vault.cipher);
      seed.fill(0);
      if (answer === null) return fail({ kind: "link-unreadable" });
      return ok({ code: answer.code, ponds: answer.ponds, left: ponds.length - answer.ponds });
    },

    takeLink: async (code) => {
      const linked = asking === null ? null : await openAnswer(code, asking, vault.cipher);
      if (linked === null) return fail({ kind: "link-unreadable" });
      await forgetSamples(ground, sessions);
      const adopted = await vault.adoptIdentity(linked.seed);
      linked.seed.fill(0);
      if (adopted === "another") return fail({ kind: "another-identity" });
      for (const known of linked.ponds) {
        const here = await openHere(ground, sessions, known);
        if (!here.ok) return here;
      }
      asking = null;
      return ok({ ponds: linked.ponds.length });
    },

    closeDevice: async (pond, feed) => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const row = session.ledger.feed(feed);
      if (row === undefined || row.identity !== session.mine.me) return fail({ kind: "not-found" });
      if (feed === session.mine.feed) return fail({ kind: "not-your-turn" });
      if (row.endsAt !== null) return ok(undefined);
      return sayClosed(session, feed, row.count);
    },

    nameDevice: async (feed, name) => {
      const said = name.trim();
      if (said.length > MAX_NAME) return fail({ kind: "invalid-input", field: "name" });
      await keep.nameDevice(feed, said);
      return ok(undefined);
    },

    leavePond: async (pond) => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const { me, feed } = session.mine;
      const row = session.ledger.feed(feed);
      if (row === undefined || row.endsAt !== null) return ok(undefined);
      // What another device of mine still stands for stays.
      const isLast = session.ledger.feedsOf(me).every((other) => other.feed === feed || other.endsAt !== null);
      const open = isLast ? [...session.fold().listingsOf(me)].filter(({ state }) => state === "open") : [];
      for (const { id } of open) {
        const done = await session.ledger.append("listing.withdraw.1", { listing: id, reason: "changed-my-mind" });
        if (!done.ok) return appendFailure(done.error);
      }
      const count = session.ledger.feed(feed)?.count ?? row.count;
      // The word itself is the last that counts.
      return sayClosed(session, feed, count + 1);
    },

    forgetPond: async (pond) => {
      await keep.forgetPond(pond);
      return ok(undefined);
    },

    wipe: async () => {
      await keep.wipe();
      return ok(undefined);
    },
  };
}
