import fc from "fast-check";
import { expect, test } from "vitest";
import type { RecordId } from "../../../../src/domain/ids.ts";
import { RING_WAIT_MS } from "../../../../src/domain/limits.ts";
import type { AdmittedRecord } from "../../../../src/domain/pond/admitted.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { createStory, MINUTE, type Story, type Teller } from "../../../support/teller.ts";

function foldOf(story: Story, told: readonly AdmittedRecord[] = story.told) {
  const fold = createPondFold(story.pond);
  fold.absorb(told);
  return fold;
}

/** Mei has a cooker and takes the chair, Zoe has the chair and takes the lamp, Li has the lamp and takes the cooker. */
function circle() {
  const story = createStory();
  const mei = story.teller("mei");
  const zoe = story.teller("zoe", mei);
  const li = story.teller("li", mei);
  const [cooker, chair, lamp] = [mei.lists("cooker").id, zoe.lists("chair").id, li.lists("lamp").id];
  const legs = [
    { member: mei.id, listing: cooker },
    { member: zoe.id, listing: chair },
    { member: li.id, listing: lamp },
  ];
  const ring = mei.say("ring.propose.1", { legs }).id;
  const ask = (by: Teller, owner: Teller, listing: RecordId) =>
    by.say("offer.make.1", { listing, owner: owner.id, terms: [{ fromMaker: [], fromOwner: [{ listing }] }] }).id;
  const join = (by: Teller) => by.say("ring.join.1", { ring });
  const say = (by: Teller, owner: Teller, listing: RecordId) => {
    const said = join(by);
    ask(by, owner, listing);
    return said;
  };
  const yes = {
    mei: () => say(mei, zoe, chair),
    zoe: () => say(zoe, li, lamp),
    li: () => say(li, mei, cooker),
  };
  return { story, mei, zoe, li, cooker, chair, lamp, legs, ring, ask, join, yes };
}

test("[R1] [R2] all say yes: each has a deal in which he gets what the next one gives, agreed at the last yes", () => {
  const { story, mei, zoe, li, cooker, chair, lamp, ring, yes } = circle();
  yes.mei();
  yes.zoe();
  expect(foldOf(story).ring(ring)?.state).toBe("proposed");
  expect([...foldOf(story).deals()].map(({ state }) => state)).toEqual(["offered", "offered"]);
  story.wait(MINUTE);
  const last = yes.li();
  const fold = foldOf(story);
  const view = fold.ring(ring);
  expect(view?.state).toBe("agreed");
  const deals = view?.legs.map(({ offer }) => (offer === null ? undefined : fold.deal(offer)));
  expect(deals).toMatchObject([
    { maker: mei.id, owner: zoe.id, listing: chair, state: "agreed", agreed: { by: zoe.id, time: last.time } },
    { maker: zoe.id, owner: li.id, listing: lamp, state: "agreed", agreed: { by: li.id, time: last.time } },
    { maker: li.id, owner: mei.id, listing: cooker, state: "agreed", agreed: { by: mei.id, time: last.time } },
  ]);
  for (const thing of [cooker, chair, lamp]) expect(fold.listing(thing)?.state).toBe("promised");
});

test("[R2] a no of who has not said yes frees all, and a late yes does not count", () => {
  for (const how of ["no", "late"] as const) {
    const { story, li, cooker, ring, yes } = circle();
    yes.mei();
    yes.zoe();
    if (how === "no") li.say("ring.refuse.1", { ring });
    else {
      story.wait(RING_WAIT_MS + MINUTE);
      yes.li();
    }
    const fold = foldOf(story);
    expect(fold.ring(ring)?.state).toBe(how === "late" ? "proposed" : "refused");
    expect([...fold.deals()].some(({ state }) => state === "agreed")).toBe(false);
    expect(fold.listing(cooker)?.state).toBe("open");
  }
});

test("[R2] a yes binds: neither a no nor a closed offer afterwards, by whomever, undoes the ring", () => {
  const { story, mei, zoe, li, ring, yes } = circle();
  const stranger = story.teller("stranger", mei);
  for (const say of [yes.mei, yes.zoe, yes.li]) say();
  const offers =
    foldOf(story)
      .ring(ring)
      ?.legs.flatMap(({ offer }) => offer ?? []) ?? [];
  for (const by of [stranger, mei, zoe, li]) {
    by.say("ring.refuse.1", { ring });
    for (const offer of offers) by.say("offer.close.2", { offer, how: "withdrawn", why: null });
  }
  for (const told of [story.told, story.told.toReversed()]) {
    const fold = foldOf(story, told);
    expect(fold.ring(ring)?.state).toBe("agreed");
    expect(offers.map((offer) => fold.deal(offer)?.state)).toEqual(["agreed", "agreed", "agreed"]);
  }
});

test("[R2] nobody accepts such an offer alone; and no offer becomes one of a ring once it was made", () => {
  const { story, mei, li, cooker, ring, ask, join } = circle();
  join(li);
  const bound = ask(li, mei, cooker);
  mei.say("offer.accept.1", { offer: bound, terms: bound, choice: 0 });
  expect(foldOf(story).deal(bound)?.state).toBe("offered");

  const free = circle();
  const offer = free.ask(free.li, free.mei, free.cooker);
  free.mei.say("offer.accept.1", { offer, terms: offer, choice: 0 });
  free.join(free.li);
  expect(foldOf(free.story).deal(offer)?.state).toBe("agreed");
  expect(foldOf(story).ring(ring)?.state).toBe("proposed");
});

test("[R1] a ring by who is not in it, with somebody twice, or with what is another's, is none", () => {
  const { story, mei, zoe, legs, lamp } = circle();
  const stranger = story.teller("stranger", mei);
  const ids = [
    stranger.say("ring.propose.1", { legs }),
    mei.say("ring.propose.1", { legs: [...legs.slice(0, 2), { member: mei.id, listing: lamp }] }),
    mei.say("ring.propose.1", { legs: legs.map(({ listing }) => ({ member: zoe.id, listing })) }),
  ].map(({ id }) => id);
  for (const id of ids) expect(foldOf(story).ring(id)).toBeUndefined();
});

test("[R3] where one of its things was promised before, all deals of the ring are lost; in any order of arrival", () => {
  const { story, mei, li, cooker, lamp, ring, yes } = circle();
  const ana = story.teller("ana", mei);
  yes.mei();
  yes.zoe();
  // Apart from the others, Li has accepted another offer for his lamp a minute before he says yes.
  const terms = [{ fromMaker: [{ text: "cake" }], fromOwner: [{ listing: lamp }] }];
  const cake = ana.say("offer.make.1", { listing: lamp, owner: li.id, terms }).id;
  li.say("offer.accept.1", { offer: cake, terms: cake, choice: 0 });
  story.wait(MINUTE);
  yes.li();
  const statesIn = (told: readonly AdmittedRecord[]) => {
    const fold = foldOf(story, told);
    const legs = fold.ring(ring)?.legs ?? [];
    return {
      ring: legs.map(({ offer }) => (offer === null ? null : fold.deal(offer)?.state)),
      cake: fold.deal(cake)?.state,
      cooker: fold.listing(cooker)?.state,
    };
  };
  const expected = { ring: ["lost", "lost", "lost"], cake: "agreed", cooker: "open" };
  expect(statesIn(story.told)).toEqual(expected);
  const order = fc.shuffledSubarray(story.told, { minLength: story.told.length });
  fc.assert(
    fc.property(order, fc.integer({ min: 1, max: 5 }), (told, size) => {
      const fold = createPondFold(story.pond);
      for (let at = 0; at < told.length; at += size) fold.absorb(told.slice(at, at + size));
      const legs = fold.ring(ring)?.legs ?? [];
      expect(legs.map(({ offer }) => (offer === null ? null : fold.deal(offer)?.state))).toEqual(expected.ring);
      expect(fold.deal(cake)?.state).toBe("agreed");
      expect(fold.listing(cooker)?.state).toBe("open");
    }),
    { numRuns: 60 },
  );
});

test("[R3] a ring that stands keeps out what is accepted after it, whatever comes in first", () => {
  const { story, mei, li, cooker, lamp, ring, yes } = circle();
  const ana = story.teller("ana", mei);
  yes.mei();
  yes.zoe();
  yes.li();
  story.wait(MINUTE);
  const terms = [{ fromMaker: [{ text: "cake" }], fromOwner: [{ listing: lamp }] }];
  const cake = ana.say("offer.make.1", { listing: lamp, owner: li.id, terms }).id;
  li.say("offer.accept.1", { offer: cake, terms: cake, choice: 0 });
  for (const told of [story.told, story.told.toReversed()]) {
    const fold = foldOf(story, told);
    expect(fold.deal(cake)?.state).toBe("lost");
    for (const { offer } of fold.ring(ring)?.legs ?? []) expect(offer && fold.deal(offer)?.state).toBe("agreed");
    expect(fold.listing(cooker)?.state).toBe("promised");
  }
});
