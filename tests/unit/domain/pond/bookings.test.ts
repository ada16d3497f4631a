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

/** A loan as the app makes it: the days right behind the offer, the yes right behind the accept. */
function loans() {
  const ground = street();
  const { mei, listing } = ground;
  const borrow = (by: Teller, from: number, to: number) => {
    const terms = [{ fromMaker: [], fromOwner: [{ text: "the drill" }] }];
    const offer = by.say("offer.make.1", { listing, owner: mei.id, terms }).id;
    return { offer, ask: by.say("lend.ask.1", { listing, offer, from, to }).id };
  };
  const accept = (offer: RecordId) => mei.say("offer.accept.1", { offer, terms: offer, choice: 0 });
  const lend = ({ offer, ask }: ReturnType<typeof borrow>) => {
    accept(offer);
    return ground.answer(mei, ask, "yes");
  };
  return { ...ground, borrow, accept, lend };
}

function dealsIn(story: Story, ids: readonly RecordId[], batches = [story.told]) {
  const fold = createPondFold(story.pond);
  const rows = batches.flatMap((batch) => fold.absorb(batch));
  const states = ids.map((id) => fold.deal(id)?.state);
  // What is on the screen is the newest row, and it says the same.
  const shown = ids.map((id) => rows.findLast((view) => view.table === "deals" && view.row.id === id)?.row);
  expect(shown).toMatchObject(states.map((state) => ({ state })));
  return states;
}

test("[X7] [P4] the deal of who lost the days is lost too, in any order of arrival and one by one", () => {
  const { story, li, zoe, borrow, lend, mei, answer } = loans();
  const [lis, zoes] = [borrow(li, 100, 103), borrow(zoe, 103, 105)];
  story.wait(MINUTE);
  lend(lis);
  lend(zoes);
  const both = [lis.offer, zoes.offer];
  expect(dealsIn(story, both)).toEqual(["agreed", "lost"]);
  expect(dealsIn(story, both, [story.told.toReversed()])).toEqual(["agreed", "lost"]);
  for (const order of [story.told, story.told.toReversed()]) {
    for (let turn = 0; turn < order.length; turn++) {
      const turned = [...order.slice(turn), ...order.slice(0, turn)];
      expect(
        dealsIn(
          story,
          both,
          turned.map((record) => [record]),
        ),
      ).toEqual(["agreed", "lost"]);
    }
  }
  // What is called off now frees its days for others, and does not bring the lost deal back; nor does a word about it.
  answer(li, lis.ask, "off");
  answer(mei, zoes.ask, "off");
  expect(dealsIn(story, both)).toEqual(["agreed", "lost"]);
});

test("[X7] [D7] no later word about days undoes a deal that was struck, or done", () => {
  const { story, mei, li, zoe, listing, borrow, lend, answer } = loans();
  const [lis, zoes] = [borrow(li, 100, 103), borrow(zoe, 105, 106)];
  lend(lis);
  lend(zoes);
  for (const by of [mei, zoe]) by.say("deal.handover.1", { deal: zoes.offer, met: { how: "words" } });
  // Zoe asks for Li's days in the name of the same offer, and Mei says yes to it: neither stands behind offer and accept.
  const again = zoe.say("lend.ask.1", { listing, offer: zoes.offer, from: 100, to: 100 }).id;
  answer(mei, again, "yes");
  expect(statesOf(story, listing)).toEqual(["booked", "booked", "taken"]);
  expect(dealsIn(story, [lis.offer, zoes.offer])).toEqual(["agreed", "done"]);
});

test("[X7] [D6] a lost loan locks nothing: what it names goes to whoever is promised it", () => {
  const { story, mei, li, zoe, listing, borrow, lend, accept, answer } = loans();
  const lis = borrow(li, 100, 103);
  // Not as the app words it, but a record may: Zoe would give her lamp for these days.
  const lamp = zoe.lists("lamp").id;
  const terms = [{ fromMaker: [{ listing: lamp }], fromOwner: [{ text: "the drill" }] }];
  const offer = zoe.say("offer.make.1", { listing, owner: mei.id, terms }).id;
  const ask = zoe.say("lend.ask.1", { listing, offer, from: 101, to: 101 }).id;
  lend(lis);
  accept(offer);
  answer(mei, ask, "yes");
  const other = li.say("offer.make.1", {
    listing: lamp,
    owner: zoe.id,
    terms: [{ fromMaker: [], fromOwner: [{ listing: lamp }] }],
  }).id;
  zoe.say("offer.accept.1", { offer: other, terms: other, choice: 0 });
  for (const told of [story.told, story.told.toReversed()]) {
    expect(dealsIn(story, [lis.offer, offer, other], [told])).toEqual(["agreed", "lost", "agreed"]);
  }
});
