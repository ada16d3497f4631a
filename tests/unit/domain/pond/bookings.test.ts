import { expect, test } from "vitest";
import type { RecordId } from "../../../../src/domain/ids.ts";
import { MAX_LEND_DAYS } from "../../../../src/domain/limits.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { createStory, keyOf, MINUTE, type Story, type Teller } from "../../../support/teller.ts";

const OFFER = keyOf<RecordId>("an offer");

function statesOf(story: Story, listing: RecordId, told = story.told) {
  const fold = createPondFold(story.pond);
  fold.absorb(told);
  return fold.bookings(listing).map(({ state }) => state);
}

function street() {
  const story = createStory();
  const mei = story.teller("mei");
  const li = story.teller("li", mei);
  const zoe = story.teller("zoe", mei);
  const listing = mei.lists("drill").id;
  const ask = (by: Teller, from: number, to: number) => by.say("lend.ask.1", { listing, offer: OFFER, from, to }).id;
  const answer = (by: Teller, id: RecordId, how: "yes" | "no" | "off") =>
    by.say("lend.answer.1", { listing, ask: id, answer: how });
  return { story, mei, li, zoe, listing, ask, answer };
}

test("[X7] two yeses for the same day, said apart: the earlier stands, in any order of arrival", () => {
  const { story, mei, li, zoe, listing, ask, answer } = street();
  const lis = ask(li, 100, 103);
  const zoes = ask(zoe, 103, 105);
  const next = ask(zoe, 106, 107);
  story.wait(MINUTE);
  for (const id of [lis, zoes, next]) answer(mei, id, "yes");
  expect(statesOf(story, listing)).toEqual(["booked", "taken", "booked"]);
  expect(statesOf(story, listing, story.told.toReversed())).toEqual(["booked", "taken", "booked"]);
});

test("[X7] what is called off is free again; nobody else answers, and the owner borrows nothing from himself", () => {
  const { story, mei, li, zoe, listing, ask, answer } = street();
  ask(mei, 100, 101);
  ask(li, 105, 100);
  ask(li, 100, 100 + MAX_LEND_DAYS);
  const lis = ask(li, 100, 103);
  answer(li, lis, "yes");
  answer(zoe, lis, "no");
  answer(zoe, lis, "off");
  expect(statesOf(story, listing)).toEqual(["asked"]);
  answer(mei, lis, "yes");
  answer(li, lis, "off");
  const zoes = ask(zoe, 102, 102);
  answer(mei, zoes, "yes");
  answer(mei, lis, "yes");
  expect(statesOf(story, listing)).toEqual(["off", "booked"]);
});
