import { afterEach, beforeEach, expect, test } from "vitest";
import type { RecordId } from "../../../src/domain/ids.ts";
import { first } from "../../support/follow.ts";
import { bringIn, cooker, createStreet, meet, meiAndLi, type Phone, type Street, value } from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

/** Three who each have offered their thing for the next one's. */
async function threeWithOffers() {
  const { mei, li, pond } = await meiAndLi(street);
  const zoe = await street.phone();
  await bringIn(mei, zoe, pond, "Zoe");
  const list = (phone: Phone, title: string) => value(phone.node.postListing(pond, { ...cooker, title }));
  const [rice, lamp, chair] = [await list(mei, "Cooker"), await list(li, "Lamp"), await list(zoe, "Chair")];
  const all = [mei, li, zoe];
  const gossip = async () => {
    for (let i = 0; i < 2; i++) for (const phone of [li, zoe]) await meet(mei, phone, pond);
  };
  await gossip();
  const swap = (phone: Phone, mine: RecordId, theirs: RecordId) =>
    value(
      phone.node.makeOffer(pond, theirs, [{ fromMaker: [{ listing: mine }], fromOwner: [{ listing: theirs }] }], ""),
    );
  await swap(mei, rice, chair);
  await swap(zoe, chair, lamp);
  await swap(li, lamp, rice);
  await gossip();
  return { mei, li, zoe, all, pond, rice, lamp, chair, gossip };
}

test("[R1] [R2] every device finds the same ring in the offers; once all are in it, each has his deal", async () => {
  const { mei, li, zoe, all, pond, rice, lamp, chair, gossip } = await threeWithOffers();
  const found = await Promise.all(all.map((phone) => first(phone.queries.circles(pond), ({ length }) => length === 1)));
  expect(found[1]).toEqual(found[0]);
  expect(found[2]).toEqual(found[0]);
  const [circle] = found[0] ?? [];
  if (circle === undefined) throw new Error("there is a ring");
  expect(circle.legs.map(({ listing }) => listing).sort()).toEqual([rice, lamp, chair].sort());

  const ring = await value(mei.node.proposeRing(pond, circle));
  await gossip();
  expect(await first(li.queries.circles(pond), ({ length }) => length === 0)).toEqual([]);
  await value(li.node.joinRing(pond, ring));
  expect((await li.node.joinRing(pond, ring)).ok).toBe(false);
  await gossip();
  await value(zoe.node.joinRing(pond, ring));
  await gossip();
  for (const phone of all) {
    const [view] = await first(phone.queries.rings(pond), (rings) => rings[0]?.state === "agreed");
    expect(view?.id).toBe(ring);
    const deals = await first(
      phone.queries.deals(pond),
      (mine) => mine.filter(({ state }) => state === "agreed").length === 2,
    );
    for (const deal of deals.filter(({ state }) => state === "agreed")) {
      expect((await first(phone.queries.listing(pond, deal.listing)))?.state).toBe("promised");
    }
  }
  // Handed over and vouched for like any other deal.
  const [leg] = (await first(mei.queries.rings(pond)))[0]?.legs.flatMap(({ offer }) => offer ?? []) ?? [];
  if (leg === undefined) throw new Error("a leg is a deal");
  for (const phone of all) if ((await phone.node.confirmHandover(pond, leg, "apart")).ok) await gossip();
  await first(mei.queries.deal(pond, leg), (deal) => deal?.state === "done");
});

test("[R1] what somebody looks for is nothing that he gives: no ring goes through it", async () => {
  const { mei, li, zoe, pond, rice, gossip } = await threeWithOffers();
  expect(await first(mei.queries.circles(pond), ({ length }) => length === 1)).toHaveLength(1);
  await value(mei.node.editListing(pond, rice, { ...cooker, title: "Cooker", kind: "wanted" }));
  await gossip();
  for (const phone of [mei, li, zoe]) expect(await first(phone.queries.circles(pond))).toEqual([]);
});

test("[R2] one says no: nobody is bound, and the ring can be found anew", async () => {
  const { mei, li, zoe, pond, rice, gossip } = await threeWithOffers();
  const [circle] = await first(zoe.queries.circles(pond), ({ length }) => length === 1);
  if (circle === undefined) throw new Error("there is a ring");
  const ring = await value(zoe.node.proposeRing(pond, circle));
  await gossip();
  await value(mei.node.refuseRing(pond, ring));
  await gossip();
  expect((await li.node.joinRing(pond, ring)).ok).toBe(false);
  expect((await first(zoe.queries.rings(pond), (all) => all[0]?.state === "refused"))[0]?.id).toBe(ring);
  expect((await first(mei.queries.listing(pond, rice)))?.state).toBe("open");
  expect(await first(li.queries.circles(pond), ({ length }) => length === 1)).toHaveLength(1);
});
