import { afterEach, beforeEach, expect, test } from "vitest";
import type { RecordId } from "../../../src/domain/ids.ts";
import { MAX_MARKETS_OF_ONE } from "../../../src/domain/limits.ts";
import { first } from "../../support/follow.ts";
import {
  bringIn,
  cooker,
  createStreet,
  idOf,
  meet,
  meiAndLi,
  type Phone,
  type Street,
  value,
} from "../../support/nodes.ts";

const HOUR = 60 * 60_000;

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

function dayIn(hours: number) {
  const from = street.clock.now() + hours * HOUR;
  return { title: " Swap day ", place: "courtyard", note: "", from, to: from + 3 * HOUR };
}

/** Mei, Li and Zoe, and a market day of Mei's in an hour, of which all know. */
async function square() {
  const { mei, li, pond } = await meiAndLi(street);
  const zoe = await street.phone();
  await bringIn(mei, zoe, pond, "Zoe");
  const market = await value(mei.node.callMarket(pond, dayIn(1)));
  const gossip = async () => {
    for (let i = 0; i < 2; i++) for (const phone of [li, zoe]) await meet(mei, phone, pond);
  };
  await gossip();
  const scan = async (scanner: Phone, shown: Phone) => {
    const { code } = await value(shown.node.cardCode(pond));
    return scanner.node.checkIn(pond, market, code);
  };
  return { mei, li, zoe, pond, market, gossip, scan };
}

test("[B1] [B2] [B3] a market day is called, said to be come to, called off; apart, and everybody sees the same", async () => {
  const { mei, li, zoe, pond, market, gossip } = await square();
  const lamp = await value(li.node.postListing(pond, { ...cooker, title: "Lamp" }));
  await value(li.node.comeToMarket(pond, market, { comes: true, brings: [lamp], wants: " a kettle " }));
  await value(zoe.node.comeToMarket(pond, market, { comes: true, brings: [], wants: "" }));
  await value(zoe.node.comeToMarket(pond, market, { comes: false, brings: [], wants: "" }));
  await gossip();
  for (const phone of [mei, li, zoe]) {
    const view = await first(phone.queries.market(pond, market), (day) => day?.comers.length === 1);
    expect(view).toMatchObject({ title: "Swap day", comers: [{ brings: [lamp], wants: "a kettle" }], here: [] });
  }
  expect((await li.node.callMarketOff(pond, market)).ok).toBe(false);
  await value(mei.node.callMarketOff(pond, market));
  await gossip();
  await first(zoe.queries.market(pond, market), (day) => day?.state === "off");
  const late = await zoe.node.comeToMarket(pond, market, { comes: true, brings: [], wants: "" });
  expect(late).toMatchObject({ error: { kind: "not-your-turn" } });
});

test("[B1] nobody calls more than the others can keep in mind, or what is over", async () => {
  const { mei, pond } = await meiAndLi(street);
  expect(await mei.node.callMarket(pond, dayIn(-1))).toMatchObject({ error: { kind: "invalid-input", field: "from" } });
  const blank = await mei.node.callMarket(pond, { ...dayIn(1), title: "   " });
  expect(blank).toMatchObject({ error: { kind: "invalid-input", field: "title" } });
  const called: RecordId[] = [];
  for (let i = MAX_MARKETS_OF_ONE; i > 0; i--) called.push(await value(mei.node.callMarket(pond, dayIn(24 * i))));
  expect(await mei.node.callMarket(pond, dayIn(1))).toMatchObject({ error: { kind: "against-the-rules" } });
  // In the order in which they come, not in which they were called.
  const all = await first(mei.queries.markets(pond), (days) => days.length === MAX_MARKETS_OF_ONE);
  expect(all.map(({ id }) => id)).toEqual(called.toReversed());
});

test("[B4] who is there scans somebody who is, without any network; codes that say nothing of it are refused", async () => {
  const { mei, li, zoe, pond, market, gossip, scan } = await square();
  expect(await scan(li, zoe)).toMatchObject({ error: { kind: "not-at-market" } });
  await value(scan(li, mei));
  expect((await first(li.queries.market(pond, market), (day) => day?.here.length === 2))?.here).toHaveLength(2);
  // Zoe's phone has not heard of it: of Li she only knows once they meet.
  expect(await scan(zoe, li)).toMatchObject({ error: { kind: "not-at-market" } });
  await meet(zoe, li, pond);
  await value(scan(zoe, li));
  expect(await scan(zoe, zoe)).toMatchObject({ error: { kind: "code-unreadable" } });
  await gossip();
  const views = await Promise.all(
    [mei, li, zoe].map((phone) => first(phone.queries.market(pond, market), (day) => day?.here.length === 3)),
  );
  expect(views[1]).toEqual(views[0]);
  expect(views[2]).toEqual(views[0]);
  // Somebody's word that was changed on the way from screen to camera.
  const { code } = await value(mei.node.cardCode(pond));
  const other = await street.phone();
  await bringIn(mei, other, pond, "Ben");
  const forged = code.slice(0, -4) + (code.endsWith("AAAA") ? "BBBB" : "AAAA");
  expect(await other.node.checkIn(pond, market, forged)).toMatchObject({ error: { kind: "code-unreadable" } });
});

test("[B4] the doors open two hours before, and close with the day", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const market = await value(mei.node.callMarket(pond, dayIn(3)));
  await meet(mei, li, pond);
  const scan = async () => {
    const { code } = await value(mei.node.cardCode(pond));
    return li.node.checkIn(pond, market, code);
  };
  expect(await scan()).toMatchObject({ error: { kind: "not-your-turn" } });
  street.clock.turn(7 * HOUR);
  expect(await scan()).toMatchObject({ error: { kind: "not-your-turn" } });
});

test("[B5] the rings of a market day come of the offers between those who are there, the same at each", async () => {
  const { mei, li, zoe, pond, market, gossip, scan } = await square();
  const list = (phone: Phone, title: string) => value(phone.node.postListing(pond, { ...cooker, title }));
  const [rice, lamp, chair] = [await list(mei, "Cooker"), await list(li, "Lamp"), await list(zoe, "Chair")];
  await gossip();
  const swap = (phone: Phone, mine: RecordId, theirs: RecordId) =>
    value(
      phone.node.makeOffer(pond, theirs, [{ fromMaker: [{ listing: mine }], fromOwner: [{ listing: theirs }] }], ""),
    );
  await swap(mei, rice, chair);
  await swap(zoe, chair, lamp);
  await swap(li, lamp, rice);
  await value(scan(li, mei));
  await gossip();
  const all = [mei, li, zoe];
  // In the whole pond there is one; of those who are there yet, Zoe is missing in it.
  await Promise.all(all.map((phone) => first(phone.queries.circles(pond), ({ length }) => length === 1)));
  for (const phone of all) expect(await phone.node.circles(pond, market)).toEqual([]);
  await value(scan(zoe, mei));
  await gossip();
  const found = await Promise.all(
    all.map((phone) => first(phone.queries.circlesAt(pond, market), ({ length }) => length === 1)),
  );
  expect(found[1]).toEqual(found[0]);
  expect(found[2]).toEqual(found[0]);
  const ids = await Promise.all(all.map((phone) => idOf(phone, pond)));
  expect(new Set(found[0]?.[0]?.legs.map(({ member }) => member))).toEqual(new Set(ids));
});
