import type { Cipher } from "../../domain/crypto.ts";
import type { PondId, RecordId, Time } from "../../domain/ids.ts";
import { commitmentTo } from "../../domain/kinds/lot-seal.ts";
import type { Item } from "../../domain/kinds/offer.ts";
import { VOUCH_SALT_BYTES } from "../../domain/kinds/vouch.ts";
import { sealOfVouch } from "../../domain/kinds/vouch-seal.ts";
import { handoverWord } from "../../domain/ledger/signed-words.ts";
import { LOT_SECRET_BYTES } from "../../domain/limits.ts";
import { sealWords } from "../../domain/pond/sealed-words.ts";
import type { Actor, StoryClock } from "./cast.ts";
import { good } from "./cast.ts";
import {
  COMMENTS,
  COMERS,
  DRAW,
  LIKES,
  MARKET,
  type MemberName,
  OFFERS,
  type SampleOffer,
  type SampleSwap,
  SWAPS,
} from "./content.ts";

export interface StoryParts {
  readonly pond: PondId;
  readonly actorOf: (name: MemberName) => Actor;
  readonly clock: StoryClock;
  /** ms */
  readonly now: number;
  readonly cipher: Cipher;
  readonly randomBytes: (length: number) => Uint8Array;
}

interface StoryEvent {
  readonly daysAgo: number;
  readonly happens: () => Promise<void>;
}

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** What the members did with what they had listed: swaps with vouches, open offers, talk, a draw and a market day. */
export function tellStory({ pond, actorOf, clock, now, cipher, randomBytes }: StoryParts) {
  const listingById = new Map<string, RecordId>();
  const idOf = (id: string): RecordId => {
    const listing = listingById.get(id);
    if (listing === undefined) throw new Error(`${id} is not listed yet`);
    return listing;
  };

  async function offer({
    by,
    owner,
    listing,
    gives,
    note,
  }: Omit<SampleOffer, "answer" | "daysAgo">): Promise<RecordId> {
    const [maker, other] = [actorOf(by), actorOf(owner)];
    const fromMaker: Item[] = gives.map((text) => ({ text }));
    const terms = [{ fromMaker, fromOwner: [{ listing: idOf(listing) }] }];
    const deal = await maker.say("offer.make.1", { listing: idOf(listing), owner: other.me, terms });
    if (note !== "") await write(deal, maker, other, note);
    return deal;
  }

  /** Sealed to both, as notes are. */
  async function write(deal: RecordId, from: Actor, to: Actor, text: string): Promise<void> {
    const readers = [to, from].map(({ keys }) => ({ feed: keys.feed, box: keys.box.publicKey }));
    const sealed = await sealWords(text, { pond, deal, from: from.keys.feed }, from.keys.box, readers, cipher);
    await from.say("deal.say.1", { deal, to: [...good(sealed)] });
  }

  async function swap(swapped: SampleSwap): Promise<void> {
    const deal = await offer({ ...swapped, note: "" });
    const [maker, owner] = [actorOf(swapped.by), actorOf(swapped.owner)];
    await owner.say("offer.accept.1", { offer: deal, terms: deal, choice: 0 });
    clock.goTo(clock.now() + 2 * HOUR_MS);
    for (const [one, other] of [
      [maker, owner],
      [owner, maker],
    ] as const) {
      const word = await other.keys.signer.sign("shoal/handover/1", handoverWord(pond, deal));
      await one.say("deal.handover.1", { deal, met: { how: "code", feed: other.keys.feed, word } });
    }
    const facts = { good: true, keptTerms: true, showedUp: true, asDescribed: true };
    const vouches = [
      { by: owner, content: { ...facts, deal, words: swapped.ownerSays, salt: randomBytes(VOUCH_SALT_BYTES) } },
      { by: maker, content: { ...facts, deal, words: swapped.makerSays, salt: randomBytes(VOUCH_SALT_BYTES) } },
    ];
    for (const { by, content } of vouches) await by.say("vouch.seal.1", { deal, seal: sealOfVouch(by.me, content) });
    for (const { by, content } of vouches) await by.say("vouch.open.1", content);
    if (swapped.thanks !== "") await maker.say("deal.thank.1", { deal, text: swapped.thanks });
  }

  const swaps = SWAPS.map((swapped): StoryEvent => ({ daysAgo: swapped.daysAgo, happens: () => swap(swapped) }));
  const offers = OFFERS.map((made): StoryEvent => ({
    daysAgo: made.daysAgo,
    happens: async () => {
      const deal = await offer(made);
      const [maker, owner] = [actorOf(made.by), actorOf(made.owner)];
      if (made.answer === null) return;
      await owner.say("offer.accept.1", { offer: deal, terms: deal, choice: 0 });
      await write(deal, owner, maker, made.answer);
    },
  }));
  const comments = COMMENTS.map(({ daysAgo, by, listing, text, answer }): StoryEvent => ({
    daysAgo,
    happens: async () => {
      const on = idOf(listing);
      const asked = await actorOf(by).say("comment.say.1", { listing: on, answers: null, text });
      if (answer !== null)
        await actorOf(answer.by).say("comment.say.1", { listing: on, answers: asked, text: answer.text });
    },
  }));
  const likes = LIKES.map(({ daysAgo, listing, by }): StoryEvent => ({
    daysAgo,
    happens: async () => {
      for (const name of by) await actorOf(name).say("listing.like.1", { listing: idOf(listing), likes: true });
    },
  }));
  const draw: StoryEvent = {
    daysAgo: DRAW.daysAgo,
    happens: async () => {
      // Nobody is there to draw: its secret is not kept.
      const commitment = commitmentTo(randomBytes(LOT_SECRET_BYTES));
      const closes = (now + DRAW.daysAhead * DAY_MS) as Time;
      const body = { listing: idOf(DRAW.listing), closes, least: 0, unit: "", commitment };
      await actorOf(DRAW.by).say("lot.open.1", { ...body, way: "draw" });
      for (const by of DRAW.entrants) {
        const made = await offer({
          by,
          owner: DRAW.by,
          listing: DRAW.listing,
          gives: [],
          note: "",
        });
        await actorOf(by).say("lot.enter.1", { listing: idOf(DRAW.listing), entry: { way: "draw", offer: made } });
      }
    },
  };
  const market: StoryEvent = {
    daysAgo: MARKET.daysAgo,
    happens: async () => {
      const { title, place, note } = MARKET;
      const day = new Date(now + MARKET.daysAhead * DAY_MS);
      const from = day.setHours(MARKET.fromHour, 0, 0, 0);
      const when = { from: from as Time, to: (from + MARKET.hours * HOUR_MS) as Time };
      const id = await actorOf(MARKET.by).say("market.call.1", { title, place, note, ...when });
      for (const { by, brings, wants } of COMERS)
        await actorOf(by).say("market.come.1", { market: id, comes: true, brings: brings.map(idOf), wants });
    },
  };
  return {
    all: [...swaps, ...offers, ...comments, ...likes, draw, market],
    listed: (id: string, listing: RecordId) => void listingById.set(id, listing),
  };
}
