import { USUAL_STAKE } from "../../../src/domain/limits.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { first } from "../../support/follow.ts";
import { cooker, createStreet, idOf, meet, meiAndLi, type Street, termsFor, value } from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

test("[W5] what a tab is asked it answers by all that the other tab has stored, though nobody has told it yet", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const second = await mei.openTab({ deaf: true });
  const listing = await value(mei.node.postListing(pond, cooker));
  expect(await second.node.trust(pond, await idOf(li, pond))).not.toBeNull();
  await meet(mei, li, pond);
  const deal = await value(li.node.makeOffer(pond, listing, termsFor(listing), "Is it still there?"));
  await meet(mei, li, pond);

  // The second tab's screen has the deal from the disk: its words can be read, and it can be accepted.
  await first(second.queries.deal(pond, deal), (view) => view?.words.length === 1);
  expect((await second.node.words(pond, deal)).map(({ text }) => text)).toEqual(["Is it still there?"]);
  await value(li.node.say(pond, deal, "I could come at five."));
  await meet(mei, li, pond);
  expect((await second.node.words(pond, deal)).length).toBe(2);
  await value(second.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE));
});
