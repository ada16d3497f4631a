import { describe, expect, test } from "vitest";
import type { RecordId, Time } from "../../../../src/domain/ids.ts";
import type { LotOpen } from "../../../../src/domain/kinds/lot.ts";
import { commitmentTo, sealOfBid } from "../../../../src/domain/kinds/lot-seal.ts";
import { MAX_LOT_MS } from "../../../../src/domain/limits.ts";
import type { AdmittedRecord } from "../../../../src/domain/pond/admitted.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { createStory, keyOf, MINUTE, type Story, type Teller } from "../../../support/teller.ts";

const HOUR = 60 * MINUTE;
const SECRET = new Uint8Array(32).fill(9);

function lotOf(story: Story, listing: RecordId, told: readonly AdmittedRecord[] = story.told) {
  const fold = createPondFold(story.pond);
  fold.absorb(told);
  return fold.lot(listing);
}

/** Mei has listed a cooker, and lets a lot decide within an hour. */
function opened(way: LotOpen["way"], more: Partial<LotOpen> = {}) {
  const story = createStory();
  const mei = story.teller("mei");
  const [li, zoe, ana] = ["li", "zoe", "ana"].map((name) => story.teller(name, mei));
  if (li === undefined || zoe === undefined || ana === undefined) throw new Error("three came");
  const post = mei.lists("rice cooker");
  const listing = post.id;
  const closes = (post.time + HOUR) as Time;
  const commitment = way === "draw" ? commitmentTo(SECRET) : null;
  const open = (by: Teller) =>
    by.say("lot.open.1", { listing, way, closes, least: way === "draw" ? 0 : 5, unit: "€", commitment, ...more });
  open(mei);
  const offer = (by: Teller, amount: number | null) => {
    const fromMaker = amount === null ? [] : [{ text: `${amount} €` }];
    const terms = [{ fromMaker, fromOwner: [{ listing }] }];
    return by.say("offer.make.1", { listing, owner: mei.id, terms }).id;
  };
  const bid = (by: Teller, amount: number) =>
    by.say("lot.enter.1", { listing, entry: { way: "open", offer: offer(by, amount), amount } }).id;
  const enter = (by: Teller) => by.say("lot.enter.1", { listing, entry: { way: "draw", offer: offer(by, null) } }).id;
  const close = (by: Teller, seen: readonly RecordId[], secret: Uint8Array | null = null) => {
    story.wait(HOUR);
    return by.say("lot.close.1", { listing, seen: [...seen], secret });
  };
  return { story, mei, li, zoe, ana, listing, closes, open, offer, bid, enter, close };
}

describe("[A1] opening and entering", () => {
  test("only the owner opens one, one for each listing, and for no longer than an offer lives", () => {
    const { story, li, mei, listing, open } = opened("open");
    open(li);
    mei.say("lot.open.1", {
      listing,
      way: "sealed",
      closes: ((story.told.at(-1)?.time ?? 0) + HOUR) as Time,
      least: 0,
      unit: "",
      commitment: null,
    }); // said just above
    expect(lotOf(story, listing)).toMatchObject({ way: "open", least: 5 });
    const long = opened("open", { closes: (Date.UTC(2026, 5, 1) + MAX_LOT_MS + HOUR) as Time });
    expect(lotOf(long.story, long.listing)).toBeUndefined();
    const unbound = opened("draw", { commitment: null });
    expect(lotOf(unbound.story, unbound.listing)).toBeUndefined();
  });

  test("a late entry, one below the least, and the owner's own do not count, in any order of arrival", () => {
    const { story, mei, li, zoe, ana, listing, bid, close } = opened("open");
    const low = bid(zoe, 4);
    const good = bid(li, 6);
    bid(mei, 99);
    story.wait(2 * HOUR);
    const late = bid(ana, 50);
    close(mei, [low, good, late]);
    const lot = lotOf(story, listing);
    expect(lot?.entries.map(({ id, standing }) => [id, standing])).toEqual([
      [low, "too-low"],
      [good, "in"],
      [late, "late"],
    ]);
    expect(lot?.closed).toMatchObject({ winner: good, leftOut: [], isFair: true });
    expect(lotOf(story, listing, story.told.toReversed())).toEqual(lot);
  });
});

describe("[A2] the end", () => {
  test("of those seen the highest wins, of equal ones the earlier; what was left out is said", () => {
    const { story, mei, li, zoe, ana, listing, bid, close } = opened("open");
    const first = bid(li, 20);
    const second = bid(zoe, 20);
    const highest = bid(ana, 30);
    close(mei, [second, first]);
    expect(lotOf(story, listing)?.closed).toMatchObject({ winner: first, leftOut: [highest] });
  });

  test("nobody but the owner ends it, and not before its time", () => {
    const { story, mei, li, listing, bid } = opened("open");
    const one = bid(li, 20);
    mei.say("lot.close.1", { listing, seen: [one], secret: null });
    expect(lotOf(story, listing)?.closed).toBeNull();
    story.wait(2 * HOUR);
    li.say("lot.close.1", { listing, seen: [one], secret: null });
    expect(lotOf(story, listing)?.closed).toBeNull();
    mei.say("lot.close.1", { listing, seen: [], secret: null });
    mei.say("lot.close.1", { listing, seen: [one], secret: null });
    expect(lotOf(story, listing)?.closed).toMatchObject({ winner: null, leftOut: [one] });
  });
});

test("[A1] an entry counts with an offer of the same person that says just what it says", () => {
  const { story, li, zoe, listing, offer } = opened("open");
  const [cheap, hers] = [offer(li, 1), offer(zoe, 50)];
  for (const behind of [cheap, hers, keyOf<RecordId>("no offer")])
    li.say("lot.enter.1", { listing, entry: { way: "open", offer: behind, amount: 50 } });
  for (const told of [story.told, story.told.toReversed()])
    expect(lotOf(story, listing, told)?.entries.map(({ standing }) => standing)).toEqual(Array(3).fill("unbacked"));
});

test("[A1] whoever enters again and again is shown with his newest entries only", () => {
  const { story, li, zoe, listing, bid } = opened("open");
  const first = bid(zoe, 9);
  const many = Array.from({ length: 50 }, (_, i) => bid(li, 10 + i));
  const shown = lotOf(story, listing)?.entries.map(({ id }) => id);
  expect(shown).toEqual([first, ...many.slice(-20)]);
});

test("[A3] a sealed bid counts once it is shown as it was sealed, by who sealed it", () => {
  const { story, mei, li, zoe, ana, listing, offer, close } = opened("sealed");
  const salt = new Uint8Array(32).fill(1);
  const seal = (by: Teller, amount: number) =>
    by.say("lot.enter.1", { listing, entry: { way: "sealed", seal: sealOfBid(listing, by.id, amount, salt) } }).id;
  const show = (by: Teller, amount: number) =>
    by.say("lot.show.1", { listing, offer: offer(by, amount), amount, salt }).id;
  const lis = seal(li, 10);
  const zoes = seal(zoe, 30);
  const anas = seal(ana, 40);
  story.wait(2 * HOUR);
  const shown = [show(li, 10), show(zoe, 99), show(zoe, 30)];
  const lot = lotOf(story, listing);
  expect(lot?.entries.map(({ id, amount, standing }) => [id, amount, standing])).toEqual([
    [lis, 10, "in"],
    [zoes, 30, "in"],
    [anas, null, "sealed"],
  ]);
  close(mei, shown);
  expect(lotOf(story, listing)?.closed).toMatchObject({ winner: zoes, leftOut: [] });
});

describe("[A4] a draw", () => {
  test("is decided by the secret and all who are in it: one ticket a person, each has a chance", () => {
    const wins = new Map<string, number>();
    for (let i = 0; i < 60; i++) {
      const secret = new Uint8Array(32).fill(i);
      const { story, mei, li, zoe, ana, listing, enter, close } = opened("draw", { commitment: commitmentTo(secret) });
      const entries = [enter(li), enter(zoe), enter(ana), enter(ana), enter(ana)];
      close(mei, entries, secret);
      const lot = lotOf(story, listing);
      expect(lot?.closed?.isFair).toBe(true);
      const winner = lot?.entries.find(({ id }) => id === lot.closed?.winner);
      wins.set(winner?.by ?? "", (wins.get(winner?.by ?? "") ?? 0) + 1);
      expect(lotOf(story, listing, story.told.toReversed())).toEqual(lot);
    }
    // 20 of 60 each on average; the story is the same in every run.
    expect(wins.size).toBe(3);
    for (const count of wins.values()) expect(count).toBeGreaterThan(8);
  });

  test("by another secret than the owner had committed himself to does not count", () => {
    const { story, mei, li, listing, enter, close } = opened("draw");
    close(mei, [enter(li)], new Uint8Array(32).fill(8));
    expect(lotOf(story, listing)?.closed).toMatchObject({ winner: null, isFair: false });
  });
});
