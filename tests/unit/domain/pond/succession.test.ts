import { describe, expect, test } from "vitest";
import { ATTESTERS_ASKED, MAX_TAKES, SUCCESSION_WAIT_MS } from "../../../../src/domain/limits.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { createStory, DAY, MINUTE, type Story, type Teller } from "../../../support/teller.ts";

function foldOf(story: Story) {
  const fold = createPondFold(story.pond);
  fold.absorb(story.told);
  return fold;
}

const claimOf = (story: Story, from: Teller, to: Teller) => foldOf(story).succession(from.id, to.id);
const successorOf = (story: Story, { id }: Teller) => foldOf(story).member(id)?.successor;

/** Ana, for whom so many have vouched, and Anew, who says to be Ana. */
function anaWith(vouchers: number) {
  const story = createStory();
  const founder = story.teller("founder");
  const ana = story.teller("ana", founder);
  const friends = Array.from({ length: vouchers }, (_, i) => story.teller(`friend ${i}`, founder));
  for (const friend of friends) story.vouchBoth(story.swap(friend, ana), friend, ana);
  const anew = story.teller("anew", founder);
  story.wait(DAY);
  return { story, founder, ana, friends, anew };
}

const take = (by: Teller, from: Teller) => by.say("identity.take.1", { from: from.id });
const pass = (by: Teller, to: Teller) => by.say("identity.pass.1", { to: to.id });
const attest = (by: Teller, from: Teller, to: Teller) => by.say("identity.attest.1", { from: from.id, to: to.id });

/** Time goes by, and somebody writes something, so that the records know of it. */
function letPass(story: Story, ms: number, { say }: Teller) {
  story.wait(ms);
  say("member.profile.1", { name: "founder", about: `${ms}` });
}

describe("by the old identity's word", () => {
  test("[N1] [N2] it is in force once both have said it, in either order; one alone says nothing", () => {
    for (const isOldFirst of [true, false]) {
      const { story, ana, anew } = anaWith(0);
      const words = [() => pass(ana, anew), () => take(anew, ana)];
      const [first, second] = isOldFirst ? words : words.toReversed();
      first?.();
      expect(successorOf(story, ana)).toBeNull();
      expect(claimOf(story, ana, anew)?.state).toBe(isOldFirst ? undefined : "claimed");
      second?.();
      expect(claimOf(story, ana, anew)).toMatchObject({ state: "in-force", attesters: [] });
      expect(successorOf(story, ana)).toBe(anew.id);
      expect(foldOf(story).member(anew.id)?.predecessors).toEqual([ana.id]);
    }
  });

  test("[N1] nobody passes on or takes for somebody else", () => {
    const { story, founder, ana, anew } = anaWith(0);
    pass(founder, anew);
    take(founder, ana);
    pass(anew, anew);
    take(anew, anew);
    expect(successorOf(story, ana)).toBeNull();
    expect(successorOf(story, founder)).toBeNull();
    expect(successorOf(story, anew)).toBeNull();
    expect(claimOf(story, anew, anew)).toBeUndefined();
  });

  test("[N5] an old identity goes to the first of two, a new one may take several, and lines grow", () => {
    const { story, founder, ana, anew } = anaWith(0);
    const [later, last] = [story.teller("later", founder), story.teller("last", founder)];
    for (const to of [anew, later]) {
      pass(ana, to);
      take(to, ana);
    }
    for (const from of [anew, founder]) {
      pass(from, last);
      take(last, from);
    }
    expect(successorOf(story, ana)).toBe(anew.id);
    expect(claimOf(story, ana, later)?.state).toBe("claimed");
    expect(successorOf(story, anew)).toBe(last.id);
    expect(new Set(foldOf(story).member(last.id)?.predecessors)).toEqual(new Set([anew.id, founder.id]));
  });

  test("[N5] no circle: of two that take each other the first stands, and a line does not come back", () => {
    const { story, founder, ana, anew } = anaWith(0);
    const line = [ana, anew, founder];
    for (const [i, from] of line.entries()) {
      const to = line[(i + 1) % line.length] ?? ana;
      pass(from, to);
      take(to, from);
    }
    expect([ana, anew, founder].map((one) => successorOf(story, one))).toEqual([anew.id, founder.id, null]);
    pass(anew, ana);
    take(ana, anew);
    expect(successorOf(story, anew)).toBe(founder.id);
  });
});

describe("by the word of those who vouched most", () => {
  test("[N2] three of them, and fourteen days; the state says how far it is, to the millisecond", () => {
    const { story, founder, ana, friends, anew } = anaWith(4);
    take(anew, ana);
    for (const friend of friends.slice(0, 2)) attest(friend, ana, anew);
    expect(claimOf(story, ana, anew)).toMatchObject({ state: "claimed", inForceAt: null });
    const third = friends[2] === undefined ? null : attest(friends[2], ana, anew);
    const at = (third?.time ?? 0) + SUCCESSION_WAIT_MS;
    expect(claimOf(story, ana, anew)).toMatchObject({
      state: "waiting",
      inForceAt: at,
      attesters: friends.slice(0, 3).map(({ id }) => id),
    });
    const fold = foldOf(story);
    story.wait(SUCCESSION_WAIT_MS - 1001);
    fold.absorb([founder.say("member.profile.1", { name: "founder", about: "one ms too early" })]);
    expect(fold.succession(ana.id, anew.id)?.state).toBe("waiting");
    story.wait(-999);
    const rows = fold.absorb([founder.say("member.profile.1", { name: "founder", about: "now" })]);
    expect(fold.newest()).toBe(at);
    expect(fold.member(ana.id)?.successor).toBe(anew.id);
    expect(rows.map(({ table }) => table).sort()).toEqual(["members", "members", "members", "successions"]);
  });

  test("[N2] words that were given before the claim wait from the claim on", () => {
    const { story, founder, ana, friends, anew } = anaWith(3);
    for (const friend of friends) attest(friend, ana, anew);
    letPass(story, 20 * DAY, founder);
    const claim = take(anew, ana);
    expect(claimOf(story, ana, anew)?.inForceAt).toBe(claim.time + SUCCESSION_WAIT_MS);
  });

  test("[N4] any word of the old identity after the claim ends it, whenever it comes; her own word to go on is none", () => {
    for (const days of [1, 13, 15, 400]) {
      const { story, founder, ana, friends, anew } = anaWith(3);
      take(anew, ana);
      for (const friend of friends) attest(friend, ana, anew);
      letPass(story, days * DAY, founder);
      expect(successorOf(story, ana)).toBe(days > 14 ? anew.id : null);
      ana.lists("I am still here");
      letPass(story, 400 * DAY, founder);
      take(anew, ana);
      for (const friend of friends) attest(friend, ana, anew);
      letPass(story, 400 * DAY, founder);
      expect(claimOf(story, ana, anew)?.state).toBe("objected");
      expect(successorOf(story, ana)).toBeNull();
      pass(ana, anew);
      expect(successorOf(story, ana)).toBe(anew.id);
    }
  });

  test("[N4] three who set their clocks back do not get around her: what she writes next ends it", () => {
    const { story, founder, ana, friends, anew } = anaWith(3);
    letPass(story, 60 * DAY, founder);
    story.wait(-58 * DAY);
    take(anew, ana);
    for (const friend of friends) attest(friend, ana, anew);
    expect(successorOf(story, ana)).toBe(anew.id);
    story.wait(58 * DAY);
    ana.lists("back from my holidays");
    expect(successorOf(story, ana)).toBeNull();
  });

  test("[N3] fewer than three vouchers are no way, nor are those who vouched badly or not at all", () => {
    const { story, founder, ana, friends, anew } = anaWith(2);
    const [angry, stranger] = [story.teller("angry", founder), story.teller("stranger", founder)];
    const deal = story.swap(angry, ana);
    story.vouch(deal, angry, false);
    story.vouch(deal, ana, true);
    take(anew, ana);
    for (const one of [...friends, angry, stranger, founder, anew]) attest(one, ana, anew);
    letPass(story, 30 * DAY, founder);
    const claim = claimOf(story, ana, anew);
    expect(claim).toMatchObject({ state: "claimed", inForceAt: null });
    expect(new Set(claim?.asked)).toEqual(new Set(friends.map(({ id }) => id)));
    expect(successorOf(story, ana)).toBeNull();
  });

  test("[N3] only the five who vouched most are asked, by drops, and ties by key", () => {
    const { story, founder, ana, friends, anew } = anaWith(8);
    const [first, second] = friends;
    if (first === undefined || second === undefined) throw new Error("no friends");
    for (const close of [first, second]) story.vouchBoth(story.swap(close, ana), close, ana);
    take(anew, ana);
    const rest = friends.slice(2).map(({ id }) => id);
    const asked = claimOf(story, ana, anew)?.asked;
    expect(asked).toHaveLength(ATTESTERS_ASKED);
    expect(new Set(asked?.slice(0, 2))).toEqual(new Set([first.id, second.id]));
    expect(asked?.slice(2)).toEqual(rest.toSorted().slice(0, 3));
    const unasked = friends.filter(({ id }) => !asked?.includes(id));
    for (const friend of unasked) attest(friend, ana, anew);
    letPass(story, 30 * DAY, founder);
    expect(claimOf(story, ana, anew)).toMatchObject({ state: "claimed", attesters: [] });
  });

  test("[N3] who vouches only after the claim, or had taken his good word back before, is not asked", () => {
    const { story, founder, ana, friends, anew } = anaWith(3);
    const [fickle, loyal] = friends;
    const fickles = [...foldOf(story).dealsOf(ana.id)].find(({ maker }) => maker === fickle?.id);
    if (fickle === undefined || loyal === undefined || fickles === undefined) throw new Error("no friends");
    const said = { keptTerms: true, showedUp: true, asDescribed: true, words: "" };
    fickle.say("vouch.change.1", { deal: fickles.id, good: false, ...said });
    const slow = story.teller("slow", founder);
    const open = story.swap(slow, ana);
    take(anew, ana);
    const before = claimOf(story, ana, anew)?.asked;
    expect(new Set(before)).toEqual(new Set(friends.slice(1).map(({ id }) => id)));
    const loyals = [...foldOf(story).dealsOf(ana.id)].find(({ maker }) => maker === loyal.id);
    if (loyals === undefined) throw new Error("no deal");
    // What is changed after the claim changes nothing about who was asked when it was made.
    loyal.say("vouch.change.1", { deal: loyals.id, good: false, ...said });
    fickle.say("vouch.change.1", { deal: fickles.id, good: true, ...said });
    story.vouchBoth(open, slow, ana);
    expect(claimOf(story, ana, anew)?.asked).toEqual(before);
  });

  test("[N3] nobody attests for himself, under no identity of his, and nobody twice", () => {
    const { story, founder, ana, friends, anew } = anaWith(4);
    const [f1, f2, f3, f4] = friends;
    if (f1 === undefined || f2 === undefined || f3 === undefined || f4 === undefined) throw new Error("no friends");
    const other = story.teller("f3 on a new phone", founder);
    for (const [old, to] of [
      [f1, anew], // The claimant holds f1's voice …
      [f3, f4], // … and f4 that of f3.
    ] as const) {
      pass(old, to);
      take(to, old);
    }
    take(anew, ana);
    for (const friend of friends) attest(friend, ana, anew);
    attest(other, ana, anew);
    letPass(story, 30 * DAY, founder);
    expect(claimOf(story, ana, anew)).toMatchObject({ state: "claimed" });
    expect(new Set(claimOf(story, ana, anew)?.asked)).toEqual(new Set([f2.id, f4.id]));
  });

  test("[N3] who changed his phone since he vouched is asked under the identity that he has now", () => {
    const { story, founder, ana, friends, anew } = anaWith(3);
    const moved = story.teller("friend 0 on a new phone", founder);
    const [f1, f2, f3] = friends;
    if (f1 === undefined || f2 === undefined || f3 === undefined) throw new Error("no friends");
    pass(f1, moved);
    take(moved, f1);
    take(anew, ana);
    for (const friend of [moved, f2, f3]) attest(friend, ana, anew);
    letPass(story, 15 * DAY, founder);
    expect(successorOf(story, ana)).toBe(anew.id);
  });

  test("[N3] who vouched for an identity that was taken over is asked about the one that took it", () => {
    const { story, founder, ana, friends, anew } = anaWith(3);
    const third = story.teller("ana's third phone", founder);
    pass(ana, anew);
    take(anew, ana);
    story.wait(MINUTE);
    take(third, anew);
    for (const friend of friends) attest(friend, anew, third);
    letPass(story, 15 * DAY, founder);
    expect([successorOf(story, ana), successorOf(story, anew)]).toEqual([anew.id, third.id]);
  });

  test("[N1] so many claims of one new identity are heard, the earliest; a flood of them is not", () => {
    const { story, founder, ana, anew } = anaWith(0);
    const others = Array.from({ length: MAX_TAKES }, (_, i) => story.teller(`other ${i}`, founder));
    for (const other of others) take(anew, other);
    take(anew, ana);
    expect(claimOf(story, ana, anew)).toBeUndefined();
    expect(others.every((other) => claimOf(story, other, anew)?.state === "claimed")).toBe(true);
    const fold = foldOf(story);
    story.wait(-DAY);
    const rows = fold.absorb([take(anew, ana)]);
    expect(fold.succession(ana.id, anew.id)?.state).toBe("claimed");
    expect(rows.filter(({ table }) => table === "gone").map(({ row }) => row)).toEqual([
      { pond: story.pond, of: "successions", from: others.at(-1)?.id, to: anew.id },
    ]);
  });
});

test("[N6] [L5] a claim that comes after its feed's end is gone, with all that it brought about", () => {
  const { story, founder, ana, anew } = anaWith(0);
  pass(ana, anew);
  const claim = take(anew, ana);
  const early = createPondFold(story.pond);
  early.endFeed(anew.feed, claim.seq);
  early.absorb(story.told);
  const late = foldOf(story);
  expect(late.member(ana.id)?.successor).toBe(anew.id);
  const rows = late.endFeed(anew.feed, claim.seq);
  expect(rows).toContainEqual({
    table: "gone",
    row: { pond: story.pond, of: "successions", from: ana.id, to: anew.id },
  });
  for (const fold of [early, late]) {
    expect(fold.succession(ana.id, anew.id)).toBeUndefined();
    expect(fold.member(ana.id)?.successor).toBeNull();
  }
  expect(new Set(late.members())).toEqual(new Set(early.members()));
  expect(late.member(founder.id)?.predecessors).toEqual([]);
});
