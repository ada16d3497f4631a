import { expect, test } from "vitest";
import { CARD_CODE_LIFE_MS } from "../../../../src/domain/limits.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { createStory, type Story, type Teller } from "../../../support/teller.ts";

function trio() {
  const story = createStory();
  const alice = story.teller("alice");
  const bob = story.teller("bob", alice);
  const eve = story.teller("eve", bob);
  return { story, alice, bob, eve };
}

function metOf(story: Story, { id }: Teller) {
  const fold = createPondFold(story.pond);
  fold.absorb(story.told);
  const member = fold.member(id);
  return { met: member?.met, oneWay: member?.metOneWay };
}

test("[N7] alice and bob have met once each has scanned the other; until then the one who scanned knows it", () => {
  const { story, alice, bob } = trio();
  story.scan(alice, bob);
  expect(metOf(story, alice)).toEqual({ met: [], oneWay: [bob.id] });
  expect(metOf(story, bob)).toEqual({ met: [], oneWay: [] });
  story.scan(bob, alice);
  expect(metOf(story, alice)).toEqual({ met: [bob.id], oneWay: [] });
  expect(metOf(story, bob)).toEqual({ met: [alice.id], oneWay: [] });
});

test("[N7] a code counts for an hour, by whichever of two clocks is ahead; saying it again changes nothing", () => {
  for (const [age, counts] of [
    [CARD_CODE_LIFE_MS, true],
    [CARD_CODE_LIFE_MS + 1, false],
    [-CARD_CODE_LIFE_MS, true],
    [-CARD_CODE_LIFE_MS - 1, false],
  ] as const) {
    const { story, alice, bob } = trio();
    story.scan(bob, alice);
    story.scan(alice, bob, age);
    story.scan(alice, bob, age);
    expect([age, metOf(story, alice).met]).toEqual([age, counts ? [bob.id] : []]);
  }
});

test("[N7] nobody meets himself, and a code of eve's feed does not make her bob", () => {
  const { story, alice, bob, eve } = trio();
  story.scan(alice, alice);
  story.scan(alice, { ...bob, feed: eve.feed });
  story.scan(bob, alice);
  expect(metOf(story, alice)).toEqual({ met: [], oneWay: [] });
  expect(metOf(story, bob)).toEqual({ met: [], oneWay: [alice.id] });
});

test("[N7] a scan that arrives before the feed whose code it was counts once that is known", () => {
  const { story, alice, bob } = trio();
  story.meet(alice, bob);
  const isBobs = ({ feed }: { feed: string }) => feed === bob.feed;
  const fold = createPondFold(story.pond);
  fold.absorb(story.told.filter((record) => !isBobs(record)));
  expect(fold.member(alice.id)?.metOneWay).toEqual([]);
  fold.absorb(story.told.filter(isBobs));
  expect(fold.member(alice.id)?.met).toEqual([bob.id]);
});
