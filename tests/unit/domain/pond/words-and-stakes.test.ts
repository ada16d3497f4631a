import { describe, expect, test } from "vitest";
import type { IdentityKey } from "../../../../src/domain/ids.ts";
import { MAX_HOLD_DROPS } from "../../../../src/domain/limits.ts";
import { dealActions } from "../../../../src/domain/pond/can.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { createStory, keyOf, MINUTE, type Story, type Teller } from "../../../support/teller.ts";

function dealOf(story: Story, deal: ReturnType<Story["swap"]>) {
  const fold = createPondFold(story.pond);
  fold.absorb(story.told);
  const view = fold.deal(deal);
  if (view === undefined) throw new Error("no deal");
  return view;
}

function people() {
  const story = createStory();
  const alice = story.teller("alice");
  const bob = story.teller("bob", alice);
  return { story, alice, bob, eve: story.teller("eve", bob) };
}

/** Alice and Bob have swapped; each has said a good word. */
function swapped() {
  const all = people();
  const deal = all.story.swap(all.bob, all.alice);
  all.story.vouch(deal, all.alice, true);
  all.story.vouch(deal, all.bob, true);
  const change = (by: Teller, words: string, good = false) =>
    by.say("vouch.change.1", { deal, good, keptTerms: true, showedUp: true, asDescribed: false, words });
  const vouchOf = (by: Teller) => dealOf(all.story, deal).vouches.find((vouch) => vouch.by === by.id);
  return { ...all, deal, change, vouchOf };
}

describe("[V4] another mind", () => {
  test("the newest word counts, what was said before stays readable, oldest first", () => {
    const { story, alice, bob, deal, change, vouchOf } = swapped();
    const first = change(alice, "it broke the next day");
    const second = change(alice, "he has mended it", true);
    const vouch = vouchOf(alice);
    expect(vouch?.opened).toMatchObject({ good: true, words: "he has mended it", time: second.time });
    expect(vouch?.earlier.map(({ words, good }) => [words, good])).toEqual([
      ["", true],
      ["it broke the next day", false],
    ]);
    expect(vouch?.earlier[1]?.time).toBe(first.time);
    expect(vouchOf(bob)).toMatchObject({ opened: { good: true }, earlier: [] });
    const fold = createPondFold(story.pond);
    fold.absorb(story.told.toReversed());
    expect(fold.deal(deal)).toEqual(dealOf(story, deal));
  });

  test("a changed word is counted instead of the old one", () => {
    const { story, alice, bob, change } = swapped();
    change(alice, "it broke");
    const fold = createPondFold(story.pond);
    fold.absorb(story.told);
    expect(fold.member(bob.id)).toMatchObject({ vouchesGood: 0, vouchesBad: 1 });
  });

  test("nobody changes a word that is not open, or not his, or from before it was opened", () => {
    const { story, alice, bob, eve } = people();
    const deal = story.swap(bob, alice);
    const words = { deal, good: false, keptTerms: false, showedUp: false, asDescribed: false, words: "bah" };
    for (const who of [alice, bob, eve]) who.say("vouch.change.1", words);
    story.vouch(deal, alice, true);
    for (const who of [alice, bob, eve]) who.say("vouch.change.1", words);
    expect(dealOf(story, deal).vouches).toMatchObject([{ by: alice.id, opened: null, earlier: [] }]);
    // With Bob's seal Alice's opening of before counts, and so does what she said after it.
    story.vouch(deal, bob, true);
    eve.say("vouch.change.1", words);
    expect(dealOf(story, deal).vouches).toMatchObject([
      { by: alice.id, opened: { good: false }, earlier: [{ good: true }] },
      { by: bob.id, opened: { good: true }, earlier: [] },
    ]);
  });

  test("[D8] offered once it is open, to who said it, and not while the word lies ahead of the clock", () => {
    const { story, alice, bob, eve, deal, vouchOf } = swapped();
    const at = vouchOf(alice)?.opened?.time ?? 0;
    const view = dealOf(story, deal);
    expect(dealActions(view, alice.id, at + MINUTE).has("change-vouch")).toBe(true);
    expect(dealActions(view, alice.id, at - 1).has("change-vouch")).toBe(false);
    expect(dealActions(view, bob.id, at + MINUTE).has("change-vouch")).toBe(true);
    expect(dealActions(view, eve.id, at + MINUTE).size).toBe(0);
    const other = story.swap(bob, alice);
    expect(dealActions(dealOf(story, other), alice.id, at + MINUTE).has("change-vouch")).toBe(false);
  });
});

describe("[T11] what is at stake", () => {
  /** Bob has offered, and Alice has accepted. */
  function agreed(accept = true) {
    const all = people();
    const { story, alice, bob, eve } = all;
    const listing = alice.lists("a bike").id;
    const terms = [{ fromMaker: [{ text: "lessons" }], fromOwner: [{ listing }] }];
    const deal = bob.say("offer.make.1", { listing, owner: alice.id, terms }).id;
    if (accept) alice.say("offer.accept.1", { offer: deal, terms: deal, choice: 0 });
    const hold = (by: Teller, ...ways: readonly (readonly [drops: number, ...via: IdentityKey[]])[]) =>
      by.say("deal.hold.1", { deal, ways: ways.map(([drops, ...via]) => ({ drops, via })) });
    return { story, alice, bob, eve, deal, hold, holds: () => dealOf(story, deal).holds };
  }

  test("one hold of each party counts, its first; nobody else has anything at stake", () => {
    const { alice, bob, eve, hold, holds } = agreed();
    const first = hold(alice, [2, bob.id]);
    hold(alice, [8, bob.id]);
    hold(eve, [1, bob.id]);
    const bobs = hold(bob, [1, eve.id, alice.id]);
    expect(holds()).toEqual([
      { id: first.id, by: alice.id, time: first.time, ways: [{ drops: 2, via: [bob.id] }] },
      { id: bobs.id, by: bob.id, time: bobs.time, ways: [{ drops: 1, via: [eve.id, alice.id] }] },
    ]);
  });

  test("in a deal that only one has accepted nothing is at stake, until the other does", () => {
    const { alice, bob, deal, hold, holds } = agreed(false);
    hold(alice, [2, bob.id]);
    expect(holds()).toEqual([]);
    alice.say("offer.accept.1", { offer: deal, terms: deal, choice: 0 });
    expect(holds()).toHaveLength(1);
  });

  test("ways that lead elsewhere, back, or past somebody twice are dropped; a hold that keeps none is none", () => {
    const { alice, bob, eve, hold, holds } = agreed();
    const carol = keyOf<IdentityKey>("carol");
    hold(alice, [1, eve.id], [1, alice.id, bob.id], [1, eve.id, carol, eve.id, bob.id], [1, bob.id, eve.id]);
    expect(holds()).toEqual([]);
    hold(alice, [1, eve.id], [1, eve.id, carol, bob.id]);
    expect(holds().map(({ ways }) => ways)).toEqual([[{ drops: 1, via: [eve.id, carol, bob.id] }]]);
  });

  test("no more than one deal can hold is held, whatever is said", () => {
    const { alice, bob, eve, hold, holds } = agreed();
    hold(alice, [MAX_HOLD_DROPS - 1, bob.id], [2, eve.id, bob.id], [1, eve.id, bob.id], [1, bob.id]);
    const drops = holds().flatMap(({ ways }) => ways.map((way) => way.drops));
    expect(drops).toEqual([MAX_HOLD_DROPS - 1, 1]);
  });
});
