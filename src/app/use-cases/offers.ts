import { ok, type Result } from "../../lib/result.ts";
import type { IdentityKey, PondId, RecordId } from "../../domain/ids.ts";
import type { KnownBody } from "../../domain/kinds/registry.ts";
import type { Sequel } from "../../domain/ledger/ledger.ts";
import { MAX_HOLD_DROPS } from "../../domain/limits.ts";
import { isListingOpen } from "../../domain/pond/lapse.ts";
import type { DealView } from "../../domain/pond/views.ts";
import { canSealWords, sealWords } from "../../domain/pond/sealed-words.ts";
import type { AppError, Outcome, ShoalCommands } from "../api.ts";
import { type DealAction, dealActions } from "../deal-actions.ts";
import { readersOf } from "../devices-in-use.ts";
import { appendFailure, fail } from "../failure.ts";
import type { Ground, PondSession, Sessions } from "../pond-session.ts";

export interface DealAt {
  readonly session: PondSession;
  readonly deal: DealView;
  /** The one on the other side. */
  readonly other: IdentityKey;
}

/** Finds a deal of mine in which `action` is mine to take now. */
export async function dealFor(
  ground: Ground,
  sessions: Sessions,
  pond: PondId,
  id: RecordId,
  action: DealAction,
): Promise<Result<DealAt, AppError>> {
  const session = await sessions.open(pond);
  if (session === null) return fail({ kind: "not-a-member" });
  const deal = session.fold().deal(id);
  const { me } = session.mine;
  if (deal === undefined || (deal.maker !== me && deal.owner !== me)) return fail({ kind: "not-found" });
  if (!dealActions(deal, me, ground.clock.now()).has(action)) return fail({ kind: "not-your-turn" });
  return ok({ session, deal, other: deal.maker === me ? deal.owner : deal.maker });
}

type OfferCommands = Pick<
  ShoalCommands,
  "makeOffer" | "counterOffer" | "acceptOffer" | "closeOffer" | "endDeal" | "say"
>;

/** Bargaining: one thread between two people, from the first offer to the terms that both have signed. */
export function createOfferCommands(ground: Ground, sessions: Sessions): OfferCommands {
  /** Private words as a record; null where they cannot be sealed to anybody. */
  async function sealedFor(
    session: PondSession,
    deal: RecordId,
    other: IdentityKey,
    text: string,
  ): Promise<Extract<KnownBody, { kind: "deal.say.1" }> | null> {
    const { ledger, keys, mine } = session;
    const feeds = readersOf(ledger.feedsOf(other), ledger.feedsOf(mine.me), keys.feed);
    const place = { pond: mine.pond, deal, from: keys.feed };
    const to = await sealWords(text, place, keys.box, feeds, ground.vault.cipher);
    return to.ok ? { kind: "deal.say.1", body: { deal, to: [...to.value] } } : null;
  }

  /** The note goes with the terms or not at all: terms whose note found no room would be sent again. */
  function noteWith(session: PondSession, other: IdentityKey, note: string, deal?: RecordId): Sequel | undefined {
    return note.trim() === "" ? undefined : (first) => sealedFor(session, deal ?? first, other, note.trim());
  }

  /** T11: what is held goes with the accept or not at all; where nothing could be lost, there is nothing to hold. */
  function holdFor(session: PondSession, deal: RecordId, other: IdentityKey, stake: number): Sequel | undefined {
    const ways = session.trust().waysFor(session.mine.me, other, stake);
    return ways.length === 0 ? undefined : async () => ({ kind: "deal.hold.1", body: { deal, ways } });
  }

  return {
    makeOffer: async (pond, listing, terms, note): Outcome<RecordId> => {
      const session = await sessions.open(pond);
      if (session === null) return fail({ kind: "not-a-member" });
      const view = session.fold().listing(listing);
      if (view === undefined) return fail({ kind: "not-found" });
      const isForMe = view.owner !== session.mine.me && isListingOpen(view, ground.clock.now());
      if (!isForMe) return fail({ kind: "not-your-turn" });
      if (!isNote(note)) return fail({ kind: "invalid-input", field: "words" });
      const offer = { listing, owner: view.owner, terms };
      const done = await session.ledger.append("offer.make.1", offer, { sequel: noteWith(session, view.owner, note) });
      return done.ok ? ok(done.value.id) : appendFailure(done.error);
    },

    counterOffer: async (pond, id, terms, note): Outcome<void> => {
      const at = await dealFor(ground, sessions, pond, id, "counter");
      if (!at.ok) return at;
      if (!isNote(note)) return fail({ kind: "invalid-input", field: "words" });
      const { session, deal, other } = at.value;
      const counter = { offer: id, after: deal.rounds.at(-1)?.id ?? id, terms };
      const done = await session.ledger.append("offer.counter.1", counter, {
        sequel: noteWith(session, other, note, id),
      });
      return done.ok ? ok(undefined) : appendFailure(done.error);
    },

    acceptOffer: async (pond, id, round, choice, stake): Outcome<void> => {
      const at = await dealFor(ground, sessions, pond, id, "accept");
      if (!at.ok) return at;
      const table = at.value.deal.rounds.at(-1);
      // Other terms may have come since these were read.
      if (table?.id !== round) return fail({ kind: "not-your-turn" });
      if (table.terms[choice] === undefined) return fail({ kind: "invalid-input", field: "choice" });
      if (!isStake(stake)) return fail({ kind: "invalid-input", field: "stake" });
      const { session, other } = at.value;
      const accept = { offer: id, terms: round, choice };
      const done = await session.ledger.append("offer.accept.1", accept, {
        sequel: holdFor(session, id, other, stake),
      });
      return done.ok ? ok(undefined) : appendFailure(done.error);
    },

    closeOffer: async (pond, id, why): Outcome<void> => {
      const declining = await dealFor(ground, sessions, pond, id, "decline");
      const at = declining.ok ? declining : await dealFor(ground, sessions, pond, id, "withdraw");
      if (!at.ok) return at;
      const how = declining.ok ? "declined" : "withdrawn";
      const done = await at.value.session.ledger.append("offer.close.2", { offer: id, how, why });
      return done.ok ? ok(undefined) : appendFailure(done.error);
    },

    endDeal: async (pond, id, end): Outcome<void> => {
      const at = await dealFor(ground, sessions, pond, id, end.how === "broken" ? "break" : "end-by-agreement");
      if (!at.ok) return at;
      const done = await at.value.session.ledger.append("deal.end.1", { deal: id, end });
      return done.ok ? ok(undefined) : appendFailure(done.error);
    },

    say: async (pond, id, text): Outcome<void> => {
      const at = await dealFor(ground, sessions, pond, id, "say");
      if (!at.ok) return at;
      const { session, other } = at.value;
      const words = await sealedFor(session, id, other, text.trim());
      if (words === null) return fail({ kind: "invalid-input", field: "words" });
      const done = await session.ledger.append(words.kind, words.body);
      return done.ok ? ok(undefined) : appendFailure(done.error);
    },
  };
}

function isStake(drops: number): boolean {
  return Number.isInteger(drops) && drops >= 1 && drops <= MAX_HOLD_DROPS;
}

/** Asked before the terms are signed: a note refused only after them would leave an offer that its maker believes unsent. */
function isNote(note: string): boolean {
  return note.trim() === "" || canSealWords(note.trim());
}
