import { createLoanCommands } from "../../../src/app/use-cases/loans.ts";
import type { Ground, Sessions } from "../../../src/app/pond-session.ts";
import type { RecordId } from "../../../src/domain/ids.ts";
import type { Terms } from "../../../src/domain/kinds/offer.ts";
import { createPondFold } from "../../../src/domain/pond/fold.ts";
import { ok } from "../../../src/lib/result.ts";
import { createStory, keyOf } from "../../support/teller.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { first } from "../../support/follow.ts";
import { bringIn, cooker, createStreet, meet, meiAndLi, type Street, value } from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

test("[X7] a loan is a deal; the same day is not lent twice, also where both asked apart", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const zoe = await street.phone();
  await bringIn(mei, zoe, pond, "Zoe");
  const listing = await value(mei.node.postListing(pond, { ...cooker, kind: "lend", title: "Drill" }));
  for (const phone of [li, zoe]) await meet(mei, phone, pond);
  await value(li.node.askToBorrow(pond, listing, { from: 20_800, to: 20_802 }));
  await value(zoe.node.askToBorrow(pond, listing, { from: 20_802, to: 20_803 }));
  expect((await li.node.askToBorrow(pond, listing, { from: 20_805, to: 20_804 })).ok).toBe(false);
  for (const phone of [li, zoe]) await meet(mei, phone, pond);

  const asked = await first(mei.queries.bookings(pond, listing), (all) => all.length === 2);
  // By the same clock, so that their order is that of their feeds.
  const [lis, zoes] = [20_800, 20_802].map((day) => asked.find(({ from }) => from === day));
  if (lis === undefined || zoes === undefined) throw new Error("two have asked");
  expect((await li.node.answerBooking(pond, listing, lis.id, "yes")).ok).toBe(false);
  await value(mei.node.answerBooking(pond, listing, lis.id, "yes"));
  expect((await mei.node.answerBooking(pond, listing, zoes.id, "yes")).ok).toBe(false);
  await value(mei.node.answerBooking(pond, listing, zoes.id, "no"));
  for (const phone of [li, zoe]) await meet(mei, phone, pond);
  for (const phone of [mei, li, zoe]) {
    const states = await first(phone.queries.bookings(pond, listing), (all) =>
      all.every(({ state }) => state !== "asked"),
    );
    expect(states.find(({ id }) => id === lis.id)?.state).toBe("booked");
    expect(states.find(({ id }) => id === zoes.id)?.state).toBe("refused");
  }
  const [deal] = await first(li.queries.deals(pond), (all) => all[0]?.state === "agreed");
  expect(deal?.rounds[0]?.terms[0]?.fromOwner).toEqual([{ text: "Drill (2026-12-13 – 2026-12-15)" }]);
  // It is still there for whoever wants it on other days.
  expect((await first(zoe.queries.listing(pond, listing)))?.state).toBe("open");
  await value(li.node.answerBooking(pond, listing, lis.id, "off"));
});

test("[X7] who has changed what he lends is told why he cannot say yes to what was asked before, and can once it is asked anew", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const drill = { ...cooker, kind: "lend", title: "Drill" } as const;
  const listing = await value(mei.node.postListing(pond, drill));
  await meet(mei, li, pond);
  const days = { from: 20_800, to: 20_802 };
  await value(li.node.askToBorrow(pond, listing, days));
  await meet(mei, li, pond);
  await value(mei.node.editListing(pond, listing, { ...drill, title: "Old drill" }));
  const [asked] = await first(mei.queries.bookings(pond, listing), (all) => all.length === 1);
  if (asked === undefined) throw new Error("one has asked");
  const yes = await mei.node.answerBooking(pond, listing, asked.id, "yes");
  expect(yes.ok ? null : yes.error.kind).toBe("not-as-listed");
  await value(mei.node.answerBooking(pond, listing, asked.id, "no"));
  await meet(mei, li, pond);
  await value(li.node.askToBorrow(pond, listing, days));
  await meet(mei, li, pond);
  const all = await first(mei.queries.bookings(pond, listing), (every) => every.length === 2);
  await value(mei.node.answerBooking(pond, listing, all.find(({ state }) => state === "asked")?.id ?? asked.id, "yes"));
});

test("[X7] a yes to days is no yes to whatever another client has put into the offer behind them", async () => {
  const story = createStory();
  const mei = story.teller("mei");
  const li = story.teller("li", mei);
  const [drill, bike] = [mei.lists("Drill").id, mei.lists("Bike").id];
  const days = { from: 20_800, to: 20_801 };
  const text = "Drill (2026-12-13 – 2026-12-14)";
  const ask = (listing: RecordId, terms: Terms) => {
    const offer = li.say("offer.make.1", { listing, owner: mei.id, terms }).id;
    return li.say("lend.ask.1", { listing: drill, offer, ...days }).id;
  };
  const hostile = [
    ask(bike, [{ fromMaker: [], fromOwner: [{ listing: bike }] }]),
    ask(drill, [{ fromMaker: [], fromOwner: [{ text }, { listing: bike }] }]),
    ask(drill, [{ fromMaker: [], fromOwner: [{ text: "Drill for ever" }] }]),
    ask(drill, [{ fromMaker: [{ text: "nothing" }], fromOwner: [{ text }] }]),
    ask(bike, [{ fromMaker: [], fromOwner: [{ text }] }]),
  ];
  const honest = ask(drill, [{ fromMaker: [], fromOwner: [{ text }] }]);
  const fold = createPondFold(story.pond);
  fold.absorb(story.told);
  const said: string[] = [];
  const session = {
    mine: { me: mei.id, pond: story.pond },
    fold: () => fold,
    ledger: { append: async (kind: string) => (said.push(kind), ok({ id: keyOf<RecordId>("done") })) },
  };
  // No more of a session and of the ground is used by an answer.
  const sessions = { open: async () => session } as unknown as Sessions;
  const { answerBooking } = createLoanCommands({} as Ground, sessions);
  for (const id of hostile) expect((await answerBooking(story.pond, drill, id, "yes")).ok).toBe(false);
  expect(said).toEqual([]);
  expect((await answerBooking(story.pond, drill, honest, "yes")).ok).toBe(true);
  expect(said).toEqual(["offer.accept.1"]);
});
