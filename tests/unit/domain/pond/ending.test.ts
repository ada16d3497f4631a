import { expect, test } from "vitest";
import type { RecordId } from "../../../../src/domain/ids.ts";
import { dealActions } from "../../../../src/domain/pond/can.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { isListingOpen } from "../../../../src/domain/pond/lapse.ts";
import { createStory, MINUTE, type Story, type Teller } from "../../../support/teller.ts";

function foldOf(story: Story, told = story.told) {
  const fold = createPondFold(story.pond);
  fold.absorb(told);
  return fold;
}

/** Mei has promised her cooker to Li; Zoe would like it, too. */
function promised() {
  const story = createStory();
  const mei = story.teller("mei");
  const li = story.teller("li", mei);
  const zoe = story.teller("zoe", mei);
  const listing = mei.lists("rice cooker").id;
  const terms = [{ fromMaker: [{ text: "a lamp" }], fromOwner: [{ listing }] }];
  const deal = li.say("offer.make.1", { listing, owner: mei.id, terms }).id;
  mei.say("offer.accept.1", { offer: deal, terms: deal, choice: 0 });
  story.wait(MINUTE);
  return { story, mei, li, zoe, listing, terms, deal };
}

const agree = (by: Teller, deal: RecordId) => by.say("deal.end.1", { deal, end: { how: "agreement" } });
const accuse = (by: Teller, deal: RecordId) => by.say("deal.end.1", { deal, end: { how: "broken", why: "not-come" } });
const handOver = (by: Teller, deal: RecordId) => by.say("deal.handover.1", { deal, met: { how: "words" } });

test("[D11] by agreement: one word asks, the second ends it; the thing is free at once, and nobody may vouch", () => {
  const { story, mei, li, zoe, listing, terms, deal } = promised();
  agree(li, deal);
  agree(li, deal);
  agree(zoe, deal);
  expect(foldOf(story).deal(deal)).toMatchObject({ state: "agreed", ended: null, endAskedBy: li.id });
  expect(foldOf(story).listing(listing)?.state).toBe("promised");
  story.wait(MINUTE);
  const second = agree(mei, deal);
  const fold = foldOf(story);
  const view = fold.deal(deal);
  expect(view).toMatchObject({ state: "ended", ended: { how: "agreement", time: second.time }, endAskedBy: null });
  expect(fold.listing(listing)).toMatchObject({ state: "open", deal: null });
  for (const party of [mei, li]) {
    const may = view === undefined ? new Set() : dealActions(view, party.id, second.time);
    expect([...may]).toEqual(["say"]);
  }
  // Whoever accepts after that gets it.
  story.wait(MINUTE);
  const next = zoe.say("offer.make.1", { listing, owner: mei.id, terms }).id;
  mei.say("offer.accept.1", { offer: next, terms: next, choice: 0 });
  expect(foldOf(story).deal(next)?.state).toBe("agreed");
  expect(foldOf(story).deal(deal)?.state).toBe("ended");
});

test("[D11] broken: the word of one ends it and says whom; both may vouch", () => {
  const { story, mei, li, zoe, listing, deal } = promised();
  accuse(zoe, deal);
  expect(foldOf(story).deal(deal)?.state).toBe("agreed");
  const word = accuse(mei, deal);
  const fold = foldOf(story);
  const view = fold.deal(deal);
  expect(view).toMatchObject({ state: "broken", ended: { how: "broken", by: mei.id, why: "not-come" } });
  const thing = fold.listing(listing);
  expect(thing !== undefined && isListingOpen(thing, word.time)).toBe(true);
  for (const party of [mei, li]) expect(view && dealActions(view, party.id, word.time).has("vouch")).toBe(true);
});

test("[D11] the first counts: nobody hands over what was ended, in any order of arrival", () => {
  const { story, mei, li, deal } = promised();
  handOver(li, deal);
  story.wait(MINUTE);
  // Apart from each other: Mei says that Li did not come, and confirms the handover a minute later.
  accuse(mei, deal);
  story.wait(MINUTE);
  handOver(mei, deal);
  const expected = foldOf(story).deal(deal);
  expect(expected).toMatchObject({ state: "broken", handovers: [{ by: li.id }] });
  expect(foldOf(story, story.told.toReversed()).deal(deal)).toEqual(expected);
});

test("[D11] who has confirmed the handover accuses nobody: what is done stays done, whatever time a word bears", () => {
  const { story, mei, li, deal } = promised();
  handOver(li, deal);
  // Before Mei's word by its time, and perhaps written long after it.
  accuse(li, deal);
  story.wait(MINUTE);
  handOver(mei, deal);
  accuse(mei, deal);
  expect(foldOf(story).deal(deal)).toMatchObject({ state: "done", ended: null });
});
