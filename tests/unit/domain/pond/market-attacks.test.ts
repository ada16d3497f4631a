import { describe, expect, test } from "vitest";
import type { RecordId, Time } from "../../../../src/domain/ids.ts";
import type { LotOpen } from "../../../../src/domain/kinds/lot.ts";
import { commitmentTo, sealOfBid } from "../../../../src/domain/kinds/lot-seal.ts";
import type { AdmittedRecord } from "../../../../src/domain/pond/admitted.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { silentDevice } from "../../../support/silent-device.ts";
import { createStory, MINUTE, type Story, type Teller } from "../../../support/teller.ts";

/**
 * What a member with a client of his own can try in the market. A further device of his that was silent may date its records
 * back to when it began (L4a), so nothing may hang on times alone once others have acted upon it.
 */

const HOUR = 60 * MINUTE;
const SECRET = new Uint8Array(32).fill(9);

function foldOf(story: Story, told: readonly AdmittedRecord[] = story.told) {
  const fold = createPondFold(story.pond);
  fold.absorb(told);
  return fold;
}

function people() {
  const story = createStory();
  const mei = story.teller("mei");
  const li = story.teller("li", mei);
  const zoe = story.teller("zoe", mei);
  const ana = story.teller("ana", mei);
  return { story, mei, li, zoe, ana };
}

/** Mei's lot for her cooker, open for an hour. */
function lot(way: LotOpen["way"]) {
  const { story, mei, li, zoe, ana } = people();
  const post = mei.lists("rice cooker");
  const listing = post.id;
  const opening = {
    listing,
    way,
    closes: (post.time + HOUR) as Time,
    least: 0,
    unit: way === "draw" ? "" : "€",
    commitment: way === "draw" ? commitmentTo(SECRET) : null,
  };
  mei.say("lot.open.1", opening);
  const offer = (by: Teller, amount: number | null) => {
    const fromMaker = amount === null ? [] : [{ text: `${amount} €` }];
    return by.say("offer.make.1", { listing, owner: mei.id, terms: [{ fromMaker, fromOwner: [{ listing }] }] }).id;
  };
  const bid = (by: Teller, amount: number) => {
    const behind = offer(by, amount);
    return { offer: behind, id: by.say("lot.enter.1", { listing, entry: { way: "open", offer: behind, amount } }).id };
  };
  const enter = (by: Teller) => {
    const behind = offer(by, null);
    return { offer: behind, id: by.say("lot.enter.1", { listing, entry: { way: "draw", offer: behind } }).id };
  };
  const close = (seen: readonly RecordId[]) => {
    story.wait(HOUR);
    return mei.say("lot.close.1", { listing, seen: [...seen], secret: way === "draw" ? SECRET : null });
  };
  const outcome = () => foldOf(story).lot(listing)?.closed ?? null;
  return { story, mei, li, zoe, ana, post, listing, opening, offer, bid, enter, close, outcome };
}

describe("draws and auctions", () => {
  test("[A1] [A4] the owner opens it anew from another device, dated back, with a secret chosen once he knew who is in", () => {
    const { story, mei, li, zoe, ana, post, listing, opening, enter, close } = lot("draw");
    const ids = [li, zoe, ana].map((by) => enter(by).id);
    close(ids);
    const before = foldOf(story).lot(listing);
    expect(before?.closed?.isFair).toBe(true);
    const chosen = new Uint8Array(32).fill(77);
    const device = silentDevice(story, mei, "mei again");
    device.sayAt(post.time - 1, "lot.open.1", { ...opening, commitment: commitmentTo(chosen) });
    device.sayAt(opening.closes, "lot.close.1", { listing, seen: ids, secret: chosen });
    const after = foldOf(story).lot(listing);
    expect(after?.commitment).toEqual(commitmentTo(SECRET));
    expect(after?.closed).toMatchObject({ isFair: false, winner: null });
  });

  test("[A1] a unit that goes on with the number would make a bid another one: there is no such lot", () => {
    for (const [unit, isLot] of [
      ["€", true],
      ["hours (3 at most)", true],
      ["000 €", false],
      [" 5 €", false],
      [".5 €", false],
    ] as const) {
      const { story, mei, li } = people();
      const post = mei.lists("rice cooker");
      const closes = (post.time + HOUR) as Time;
      mei.say("lot.open.1", { listing: post.id, way: "open", closes, least: 0, unit, commitment: null });
      li.say("listing.like.1", { listing: post.id, likes: true });
      expect(foldOf(story).lot(post.id) !== undefined).toBe(isLot);
    }
  });

  test("[A2] a winner who thinks better of it pushes out his entry by late ones, or by ones dated back", () => {
    const { story, li, zoe, listing, bid, close, outcome } = lot("open");
    const low = bid(zoe, 5);
    const high = bid(li, 50);
    close([low.id, high.id]);
    expect(outcome()?.winner).toBe(high.id);
    for (let i = 0; i < 30; i++) bid(li, 1);
    const device = silentDevice(story, li, "li again");
    for (let i = 0; i < 30; i++)
      device.sayAt(Date.UTC(2026, 5, 1) + 60_000 + i, "lot.enter.1", {
        listing,
        entry: { way: "open", offer: low.offer, amount: 1 },
      });
    expect(outcome()).toMatchObject({ winner: high.id, leftOut: [] });
  });

  test("[A4] whoever is in a draw changes its outcome by entering again afterwards", () => {
    const { li, zoe, ana, enter, close, outcome } = lot("draw");
    const ids = [li, zoe, ana].map((by) => enter(by).id);
    close(ids);
    const winner = outcome()?.winner;
    for (const by of [li, zoe, ana]) {
      for (let i = 0; i < 30; i++) enter(by);
      expect(outcome()?.winner).toBe(winner);
    }
  });

  test("[A4] an accomplice who knows the secret writes his entry again and again until one would win", () => {
    const winners = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const { story, li, zoe, ana, listing, enter, close, outcome } = lot("draw");
      const ids = [li, zoe].map((by) => enter(by).id);
      // Another record each time; another ticket it must not be.
      for (let n = 0; n < i; n++) ana.say("listing.like.1", { listing, likes: true });
      close([...ids, enter(ana).id]);
      const won = foldOf(story)
        .lot(listing)
        ?.entries.find(({ id }) => id === outcome()?.winner);
      winners.add(won?.by ?? "nobody");
    }
    expect(winners.size).toBe(1);
  });

  test("[A3] a bidder shows his sealed bid a second time, dated back: what the owner named stands", () => {
    const { story, li, zoe, listing, post, offer, close, outcome } = lot("sealed");
    const salt = new Uint8Array(32).fill(1);
    const seal = (by: Teller, amount: number) =>
      by.say("lot.enter.1", { listing, entry: { way: "sealed", seal: sealOfBid(listing, by.id, amount, salt) } }).id;
    const show = (by: Teller, amount: number) =>
      by.say("lot.show.1", { listing, offer: offer(by, amount), amount, salt }).id;
    const [lis, zoes] = [seal(li, 30), seal(zoe, 10)];
    story.wait(HOUR);
    close([show(li, 30), show(zoe, 10)]);
    expect(outcome()).toMatchObject({ winner: lis, leftOut: [] });
    silentDevice(story, li, "li again").sayAt(post.time + 1, "lot.show.1", { listing, offer: zoes, amount: 30, salt });
    for (let i = 0; i < 30; i++) seal(li, 30 + i);
    expect(outcome()).toMatchObject({ winner: lis, leftOut: [] });
  });

  test("[A1] a bid is not taken back: who frightened the others away with it has a deal to break", () => {
    const { story, mei, li, zoe, bid, close } = lot("open");
    const low = bid(zoe, 5);
    const high = bid(li, 1_000_000_000);
    li.say("offer.close.2", { offer: high.offer, how: "withdrawn", why: null });
    close([low.id, high.id]);
    mei.say("offer.accept.1", { offer: high.offer, terms: high.offer, choice: 0 });
    for (const told of [story.told, story.told.toReversed()])
      expect(foldOf(story, told).deal(high.offer)).toMatchObject({ state: "agreed", via: "lot" });
  });

  test("[A1] an offer becomes no bid afterwards: its owner can still answer it, and its maker take it back", () => {
    const { story, mei, li, listing, offer } = lot("open");
    const plain = offer(li, 7);
    mei.say("listing.like.1", { listing, likes: true });
    li.say("listing.like.1", { listing, likes: true });
    li.say("lot.enter.1", { listing, entry: { way: "open", offer: plain, amount: 7 } });
    const fold = foldOf(story);
    expect(fold.deal(plain)).toMatchObject({ via: null, turn: mei.id });
    expect(fold.lot(listing)?.entries.map(({ standing }) => standing)).toEqual(["unbacked"]);
  });
});

describe("bargains", () => {
  test("[D3] one party writes a line of counters, each naming the one before: read one by one, and each once", () => {
    const { story, mei, li } = people();
    const listing = mei.lists("bike").id;
    const terms = [{ fromMaker: [], fromOwner: [{ listing }] }];
    const offer = li.say("offer.make.1", { listing, owner: mei.id, terms }).id;
    let after = offer;
    for (let i = 0; i < 12_000; i++) after = li.say("offer.counter.1", { offer, after, terms }).id;
    mei.say("offer.accept.1", { offer, terms: offer, choice: 0 });
    expect(foldOf(story).deal(offer)?.state).toBe("agreed");
  });

  test.each(["withdrawn", "declined", "countered", "broken", "agreement"] as const)(
    "[D11] [D3] what both have handed over stays done: one party dates a word back, by which it was %s before",
    (how) => {
      const { story, mei, li } = people();
      const listing = mei.lists("bike").id;
      const terms = [{ fromMaker: [], fromOwner: [{ listing }] }];
      const offer = li.say("offer.make.1", { listing, owner: mei.id, terms }).id;
      const countered = mei.say("offer.counter.1", { offer, after: offer, terms });
      const accept = li.say("offer.accept.1", { offer, terms: countered.id, choice: 0 });
      if (how === "agreement") mei.say("deal.end.1", { deal: offer, end: { how } });
      for (const by of [mei, li]) by.say("deal.handover.1", { deal: offer, met: { how: "apart" } });
      story.vouch(offer, mei, false);
      const device = silentDevice(story, li, "li again");
      if (how === "withdrawn") device.sayAt(countered.time - 500, "offer.close.2", { offer, how, why: null });
      if (how === "declined") device.sayAt(accept.time - 500, "offer.close.2", { offer, how, why: null });
      if (how === "countered")
        device.sayAt(accept.time - 500, "offer.counter.1", { offer, after: countered.id, terms });
      if (how === "broken")
        device.sayAt(accept.time + 500, "deal.end.1", { deal: offer, end: { how, why: "not-come" } });
      if (how === "agreement") device.sayAt(accept.time + 1500, "deal.end.1", { deal: offer, end: { how } });
      for (const told of [story.told, story.told.toReversed()]) {
        const deal = foldOf(story, told).deal(offer);
        expect(deal?.state).toBe("done");
        expect(deal?.vouches).toHaveLength(1);
      }
    },
  );

  test("[D6] what both have handed over stays done: no accept dated back undoes it, with what was said of it", () => {
    const { story, mei, li, zoe } = people();
    const listing = mei.lists("bike");
    const terms = [{ fromMaker: [], fromOwner: [{ listing: listing.id }] }];
    const offer = li.say("offer.make.1", { listing: listing.id, owner: mei.id, terms }).id;
    mei.say("offer.accept.1", { offer, terms: offer, choice: 0 });
    for (const by of [li, mei]) by.say("deal.handover.1", { deal: offer, met: { how: "apart" } });
    story.vouch(offer, li, false);
    const other = silentDevice(story, zoe, "zoe again").sayAt(listing.time, "offer.make.1", {
      listing: listing.id,
      owner: mei.id,
      terms,
    }).id;
    silentDevice(story, mei, "mei again").sayAt(listing.time + 1, "offer.accept.1", {
      offer: other,
      terms: other,
      choice: 0,
    });
    for (const told of [story.told, story.told.toReversed()]) {
      const fold = foldOf(story, told);
      expect(fold.deal(offer)?.state).toBe("done");
      expect(fold.listing(listing.id)).toMatchObject({ state: "swapped", deal: offer });
    }
  });
});

describe("rings", () => {
  /** A ring of three, agreed; and the offer by which Mei asks Zoe. */
  function ringOf() {
    const { story, mei, zoe, li } = people();
    const [cooker, chair, lamp] = [mei.lists("cooker").id, zoe.lists("chair").id, li.lists("lamp").id];
    const legs = [
      { member: mei.id, listing: cooker },
      { member: zoe.id, listing: chair },
      { member: li.id, listing: lamp },
    ];
    const proposal = mei.say("ring.propose.1", { legs });
    const ring = proposal.id;
    const ask = (owner: Teller, listing: RecordId) => ({
      listing,
      owner: owner.id,
      terms: [{ fromMaker: [], fromOwner: [{ listing }] }],
    });
    const join = (by: Teller, owner: Teller, listing: RecordId) => {
      by.say("ring.join.1", { ring });
      return by.say("offer.make.1", ask(owner, listing)).id;
    };
    const meis = join(mei, zoe, chair);
    join(zoe, li, lamp);
    join(li, mei, cooker);
    return { story, mei, zoe, li, ring, proposal, meis, chair, ask };
  }

  test("[R2] a second yes of the same member, dated back, does not take the place of the deal that the other acted upon", () => {
    const { story, mei, zoe, ring, proposal, meis, chair, ask } = ringOf();
    for (const by of [mei, zoe]) by.say("deal.handover.1", { deal: meis, met: { how: "apart" } });
    story.vouch(meis, zoe, false);
    const device = silentDevice(story, mei, "mei again");
    device.sayAt(proposal.time + 1, "ring.join.1", { ring });
    device.sayAt(proposal.time + 1, "offer.make.1", ask(zoe, chair));
    for (const told of [story.told, story.told.toReversed()]) {
      const fold = foldOf(story, told);
      expect(fold.ring(ring)?.legs[0]?.offer).toBe(meis);
      expect(fold.deal(meis)?.state).toBe("done");
    }
  });
});
