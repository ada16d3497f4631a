import { describe, expect, test } from "vitest";
import { dealActions } from "../../../../src/domain/pond/can.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { isListingOpen } from "../../../../src/domain/pond/lapse.ts";
import { createStory, DAY } from "../../../support/teller.ts";

function marketStory() {
  const story = createStory();
  const alice = story.teller("alice");
  const bob = story.teller("bob", alice);
  const eve = story.teller("eve", bob);
  const listing = alice.lists("bike");
  const terms = [{ fromMaker: [{ text: "lessons" }], fromOwner: [{ listing: listing.id }] }];
  const offer = bob.say("offer.make.1", { listing: listing.id, owner: alice.id, terms });
  const fold = createPondFold(story.pond);
  const may = (who: typeof alice, later = 0) => {
    fold.absorb(story.told);
    const deal = fold.deal(offer.id);
    return deal === undefined ? [] : [...dealActions(deal, who.id, offer.time + later)].sort();
  };
  return { story, alice, bob, eve, listing, offer, fold, may };
}

describe("[D8] what may I do now", () => {
  test("while offered: who was asked answers, who asked may withdraw, others nothing", () => {
    const { alice, bob, eve, may } = marketStory();
    expect(may(alice)).toEqual(["accept", "counter", "decline", "say"]);
    expect(may(bob)).toEqual(["say", "withdraw"]);
    expect(may(eve)).toEqual([]);
    expect(may(alice, 8 * DAY)).toEqual(["decline", "say"]);
  });

  test("once agreed: hand over; once both did: vouch, once", () => {
    const { story, alice, bob, offer, may } = marketStory();
    alice.say("offer.accept.1", { offer: offer.id, terms: offer.id, choice: 0 });
    expect(may(bob)).toEqual(["break", "bring", "end-by-agreement", "hand-over", "say"]);
    expect(may(bob, 15 * DAY)).toEqual(["say"]);
    bob.say("deal.handover.1", { deal: offer.id, met: { how: "words" } });
    expect(may(bob)).toEqual(["bring", "end-by-agreement", "say"]);
    alice.say("deal.handover.1", { deal: offer.id, met: { how: "words" } });
    expect(may(alice)).toEqual(["bring", "say", "thank", "vouch"]);
    story.vouch(offer.id, alice, true);
    expect(may(alice)).toEqual(["bring", "say", "thank"]);
    expect(may(bob)).toEqual(["bring", "say", "thank", "vouch"]);
  });

  test("[X4] a listing is open for 30 days from its newest word", () => {
    const { fold, story, listing } = marketStory();
    fold.absorb(story.told);
    const view = fold.listing(listing.id);
    if (view === undefined) throw new Error("no listing");
    expect(isListingOpen(view, listing.time + 29 * DAY)).toBe(true);
    expect(isListingOpen(view, listing.time + 30 * DAY)).toBe(false);
  });
});
