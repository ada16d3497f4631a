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
