import { describe, expect, test } from "vitest";
import type { RecordId } from "../../../../src/domain/ids.ts";
import { createPondFold, type PondFold } from "../../../../src/domain/pond/fold.ts";
import { mayInvite, mayList } from "../../../../src/domain/pond/house-rules.ts";
import { createStory, DAY, MINUTE, type Story } from "../../../support/teller.ts";

function foldOf(story: Story): PondFold {
  const fold = createPondFold(story.pond);
  fold.absorb(story.told);
  return fold;
}

/** Alice has founded the pond, Bob is a newcomer. */
function aliceAndBob() {
  const story = createStory();
  const alice = story.teller("alice");
  return { story, alice, bob: story.teller("bob", alice) };
}

const statesOf = (fold: PondFold, ids: readonly { readonly id: RecordId }[]) =>
  ids.map(({ id }) => fold.listing(id)?.state);

describe("[H1] what the founder lays down", () => {
  test("the newest of his words counts, with its reason; nobody else's does", () => {
    const { story, alice, bob } = aliceAndBob();
    expect(foldOf(story).pond()?.ruling).toBeNull();
    story.rule(alice, { invites: "swapped" });
    const newest = story.rule(alice, { invites: "founder", newcomerListings: 3, reason: "we are many" });
    story.rule(bob, { invites: "everyone" });
    const ruling = { invites: "founder", newcomerListings: 3, reason: "we are many", time: newest.time };
    expect(foldOf(story).pond()?.ruling).toEqual(ruling);
  });

  test("[P4] who has taken over the founder's identity rules too, whatever arrives first, and is no newcomer", () => {
    const { story, alice, bob } = aliceAndBob();
    const heir = story.teller("alice, on a new phone", bob);
    story.rule(heir, { newcomerListings: 1 });
    const things = ["a lamp", "a mug"].map((title) => heir.lists(title));
    expect(foldOf(story).pond()?.ruling).toBeNull();
    heir.say("identity.take.1", { from: alice.id });
    alice.say("identity.pass.1", { to: heir.id });
    const fold = foldOf(story);
    expect(fold.pond()?.ruling?.newcomerListings).toBe(1);
    expect(statesOf(fold, things)).toEqual(["open", "open"]);
    const backwards = createPondFold(story.pond);
    for (const record of story.told.toReversed()) backwards.absorb([record]);
    expect(backwards.pond()).toEqual(fold.pond());
    expect(things.map(({ id }) => backwards.listing(id))).toEqual(things.map(({ id }) => fold.listing(id)));
  });

  test("rules that arrive before anybody knows who founded the pond count once that is known", () => {
    const { story, alice } = aliceAndBob();
    const ruling = story.rule(alice, { newcomerListings: 1 });
    const fold = createPondFold(story.pond);
    expect(fold.absorb([ruling])).toEqual([]);
    fold.absorb(story.told);
    expect(fold.pond()?.ruling?.newcomerListings).toBe(1);
  });
});

describe("[H2] what a newcomer lists beyond the pond's rules waits", () => {
  test("those posted first are shown; one more is as soon as there is room, and all once he has swapped", () => {
    const { story, alice, bob } = aliceAndBob();
    story.rule(alice, { newcomerListings: 2 });
    const lamp = bob.lists("a lamp");
    const things = [lamp, ...["a mug", "a kite", "a ball"].map((title) => bob.lists(title))];
    expect(statesOf(foldOf(story), things)).toEqual(["open", "open", "waiting", "waiting"]);

    bob.say("listing.withdraw.1", { listing: lamp.id, reason: "kept" });
    expect(statesOf(foldOf(story), things)).toEqual(["withdrawn", "open", "open", "waiting"]);

    story.swap(bob, alice);
    expect(statesOf(foldOf(story), things)).toEqual(["withdrawn", "open", "open", "open"]);
  });

  test("the founder never is a newcomer, and each newcomer has room of his own", () => {
    const { story, alice, bob } = aliceAndBob();
    const carol = story.teller("carol", bob);
    story.rule(alice, { newcomerListings: 1 });
    const things = [alice, alice, bob, carol].map((who) => who.lists("a thing"));
    expect(statesOf(foldOf(story), things)).toEqual(["open", "open", "open", "open"]);
  });

  test("the ruling in force now is what counts: it shows and hides what was listed before it", () => {
    const { story, alice, bob } = aliceAndBob();
    const things = [bob.lists("a lamp"), bob.lists("a mug"), bob.lists("a kite")];
    story.rule(alice, { newcomerListings: 1 });
    const fold = foldOf(story);
    expect(statesOf(fold, things)).toEqual(["open", "waiting", "waiting"]);
    const looser = story.rule(alice, { newcomerListings: 2 });
    const rows = fold.absorb([looser]);
    expect(statesOf(fold, things)).toEqual(["open", "open", "waiting"]);
    expect(rows.map(({ table }) => table).sort()).toEqual(["listings", "pondViews"]);
    fold.absorb([story.rule(alice, { newcomerListings: null })]);
    expect(statesOf(fold, things)).toEqual(["open", "open", "open"]);
  });

  test("a thing in a deal takes no room; once the deal has lapsed it does again, by the ledger's newest record", () => {
    const { story, alice, bob } = aliceAndBob();
    story.rule(alice, { newcomerListings: 1 });
    const [lamp, mug] = [bob.lists("a lamp"), bob.lists("a mug")];
    const terms = [{ fromMaker: [{ text: "cake" }], fromOwner: [{ listing: lamp.id }] }];
    const offer = alice.say("offer.make.1", { listing: lamp.id, owner: bob.id, terms }).id;
    bob.say("offer.accept.1", { offer, terms: offer, choice: 0 });
    const fold = foldOf(story);
    expect(statesOf(fold, [lamp, mug])).toEqual(["promised", "open"]);
    story.wait(15 * DAY);
    fold.absorb([alice.say("member.profile.1", { name: "Alice", about: "" })]);
    expect(statesOf(fold, [lamp, mug])).toEqual(["promised", "waiting"]);
    expect(statesOf(foldOf(story), [lamp, mug])).toEqual(["promised", "waiting"]);
  });

  test("[X4] a thing whose month is over takes no room, and takes it again once it is renewed", () => {
    const { story, alice, bob } = aliceAndBob();
    story.rule(alice, { newcomerListings: 1 });
    const lamp = bob.lists("a lamp");
    story.wait(20 * DAY);
    const mug = bob.lists("a mug");
    const fold = foldOf(story);
    expect(statesOf(fold, [lamp, mug])).toEqual(["open", "waiting"]);
    story.wait(10 * DAY);
    fold.absorb([alice.say("member.profile.1", { name: "Alice", about: "" })]);
    expect(statesOf(fold, [lamp, mug])).toEqual(["open", "open"]);
    const about = { title: "lamp", story: "", condition: null, wants: "", preview: null, photos: [] };
    fold.absorb([bob.say("listing.edit.1", { listing: lamp.id, kind: "thing", ...about })]);
    expect(statesOf(fold, [lamp, mug])).toEqual(["open", "waiting"]);
    expect(statesOf(foldOf(story), [lamp, mug])).toEqual(["open", "waiting"]);
  });

  test("a newcomer is told whether one more would be shown", () => {
    const { story, alice, bob } = aliceAndBob();
    story.rule(alice, { newcomerListings: 1 });
    const fold = foldOf(story);
    expect(mayList(fold, bob.id, 0)).toBe(true);
    const lamp = bob.lists("a lamp");
    fold.absorb([lamp]);
    expect(mayList(fold, bob.id, lamp.time)).toBe(false);
    expect(mayList(fold, bob.id, lamp.time + 30 * DAY)).toBe(true);
    expect(mayList(fold, alice.id, lamp.time)).toBe(true);
  });
});

describe("[H3] whoever is brought in against the rules is a member all the same", () => {
  test("judged by the ruling in force when he joined and the swaps that his inviter had finished by then", () => {
    const { story, alice, bob } = aliceAndBob();
    const early = story.teller("early", bob);
    story.rule(alice, { invites: "swapped" });
    const tooSoon = story.teller("too soon", bob);
    story.swap(bob, alice);
    const inTime = story.teller("in time", bob);
    story.rule(alice, { invites: "founder" });
    const [byBob, byAlice] = [story.teller("by bob", bob), story.teller("by alice", alice)];
    story.rule(alice, { invites: "everyone" });
    const late = story.teller("late", bob);

    const fold = foldOf(story);
    const isByRule = [alice, early, tooSoon, inTime, byBob, byAlice, late].map(
      ({ id }) => fold.member(id)?.invitedByRule,
    );
    expect(isByRule).toEqual([true, true, false, true, false, true, true]);
    expect(fold.member(tooSoon.id)).toMatchObject({ invitedBy: bob.id, name: "too soon" });
  });

  test("[P4] a swap of before that arrives late makes the invite good; one of after does not", () => {
    const { story, alice, bob } = aliceAndBob();
    story.rule(alice, { invites: "swapped" });
    const before = story.told.length;
    story.swap(bob, alice);
    const swap = story.told.slice(before);
    const carol = story.teller("carol", bob);
    const fold = createPondFold(story.pond);
    fold.absorb(story.told.filter((record) => !swap.includes(record)));
    expect(fold.member(carol.id)?.invitedByRule).toBe(false);
    const rows = fold.absorb(swap);
    expect(fold.member(carol.id)?.invitedByRule).toBe(true);
    expect(rows.some((view) => view.table === "members" && view.row.id === carol.id)).toBe(true);
  });

  test("whether an inviter may is asked in the same way of the present", () => {
    const { story, alice, bob } = aliceAndBob();
    const fold = foldOf(story);
    expect(mayInvite(fold, bob.id, null, 0)).toBe(true);
    story.swap(bob, alice);
    const { time } = alice.say("member.profile.1", { name: "Alice", about: "" });
    fold.absorb(story.told);
    expect(mayInvite(fold, bob.id, { invites: "swapped" }, time)).toBe(true);
    expect(mayInvite(fold, bob.id, { invites: "swapped" }, time - MINUTE)).toBe(false);
    expect(mayInvite(fold, bob.id, { invites: "founder" }, time)).toBe(false);
    expect(mayInvite(fold, alice.id, { invites: "founder" }, time)).toBe(true);
  });
});
