import { afterEach, beforeEach, expect, test } from "vitest";
import type { LotDraft } from "../../../src/app/api.ts";
import { first } from "../../support/follow.ts";
import { cooker, createStreet, meet, meiAndLi, type Street, value } from "../../support/nodes.ts";

const HOUR = 60 * 60_000;
let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

/** Mei has listed a cooker with a lot; Li is in her pond and has seen it. */
async function listed(lot: LotDraft) {
  const { mei, li, pond } = await meiAndLi(street);
  const listing = await value(mei.node.postListing(pond, { ...cooker, lot }));
  await meet(mei, li, pond);
  await first(li.queries.lot(pond, listing), (view) => view !== null);
  return { mei, li, pond, listing };
}

test("[A1] [A2] an auction: who bids most has made a deal like any other, and both see the same", async () => {
  const { mei, li, pond, listing } = await listed({ way: "open", hours: 24, least: 5, unit: "€" });
  expect((await li.node.enterLot(pond, listing, 4)).ok).toBe(false);
  expect((await mei.node.enterLot(pond, listing, 9)).ok).toBe(false);
  await value(li.node.enterLot(pond, listing, 12));
  expect((await li.node.enterLot(pond, listing, 12)).ok).toBe(false);
  await meet(mei, li, pond);
  expect((await mei.node.closeLot(pond, listing)).ok).toBe(false);
  street.clock.turn(25 * HOUR);
  expect((await li.node.enterLot(pond, listing, 99)).ok).toBe(false);
  await value(mei.node.closeLot(pond, listing));
  await meet(mei, li, pond);
  for (const phone of [mei, li]) {
    const lot = await first(phone.queries.lot(pond, listing), (view) => view?.closed != null);
    expect(lot?.entries.find(({ id }) => id === lot.closed?.winner)).toMatchObject({ amount: 12 });
    const deal = (await first(phone.queries.deals(pond), (all) => all[0]?.state === "agreed"))[0];
    expect(deal?.rounds[0]?.terms).toEqual([{ fromMaker: [{ text: "12 €" }], fromOwner: [{ listing }] }]);
    expect((await first(phone.queries.listing(pond, listing)))?.state).toBe("promised");
  }
});

test("[A3] a sealed bid is shown by its bidder's device by itself once the time is over, and never before", async () => {
  const { mei, li, pond, listing } = await listed({ way: "sealed", hours: 1, least: 0, unit: "hours of help" });
  await value(li.node.enterLot(pond, listing, 3));
  await meet(mei, li, pond);
  expect((await first(mei.queries.lot(pond, listing), (view) => view?.entries.length === 1))?.entries[0]).toMatchObject(
    {
      amount: null,
      standing: "sealed",
    },
  );
  street.clock.turn(2 * HOUR);
  // Anything that comes in reminds the device of its duties.
  await value(mei.node.rename(pond, "Mei M."));
  await meet(mei, li, pond);
  await first(li.queries.lot(pond, listing), (view) => view?.entries[0]?.amount === 3);
  await meet(mei, li, pond);
  await first(mei.queries.lot(pond, listing), (view) => view?.entries[0]?.amount === 3);
  await value(mei.node.closeLot(pond, listing));
  expect((await first(mei.queries.deals(pond), (all) => all[0]?.state === "agreed"))[0]?.agreed).not.toBeNull();
});

test("[A4] a gift is drawn: the one who entered gets it, by the secret that was committed to", async () => {
  const { mei, li, pond, listing } = await listed({ way: "draw", hours: 6, least: 0, unit: "" });
  await value(li.node.enterLot(pond, listing, null));
  await meet(mei, li, pond);
  street.clock.turn(7 * HOUR);
  await value(mei.node.closeLot(pond, listing));
  await meet(mei, li, pond);
  const lot = await first(li.queries.lot(pond, listing), (view) => view?.closed != null);
  expect(lot?.closed).toMatchObject({ isFair: true, leftOut: [] });
  expect(lot?.entries.find(({ id }) => id === lot.closed?.winner)).toBeDefined();
  expect((await first(li.queries.deals(pond), (all) => all[0]?.state === "agreed"))[0]?.rounds[0]?.terms).toEqual([
    { fromMaker: [], fromOwner: [{ listing }] },
  ]);
});

test("[A3] of two sealed bids from one device the last one is shown, and once: no device says it again and again", async () => {
  const { mei, li, pond, listing } = await listed({ way: "sealed", hours: 1, least: 0, unit: "€" });
  await value(li.node.enterLot(pond, listing, 3));
  await value(li.node.enterLot(pond, listing, 7));
  street.clock.turn(2 * HOUR);
  for (const name of ["Li A.", "Li B.", "Li C.", "Li D."]) {
    await value(li.node.rename(pond, name));
    await first(li.queries.lot(pond, listing), (view) => view?.entries.some(({ amount }) => amount === 7) === true);
  }
  await meet(mei, li, pond);
  const lot = await first(li.queries.lot(pond, listing), (view) => view !== null);
  expect(lot?.entries.map(({ amount, standing }) => [amount, standing])).toEqual([
    [null, "sealed"],
    [7, "in"],
  ]);
  expect(await first(li.queries.deals(pond))).toHaveLength(1);
});
