import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Drops, PondId, RecordId } from "../../../src/domain/ids.ts";
import { DEAL_LIFE_MS, MAX_HOLD_DROPS, USUAL_STAKE } from "../../../src/domain/limits.ts";
import type { DealView } from "../../../src/domain/pond/views.ts";
import { failWriteAt } from "../../support/fake-storage.ts";
import { first } from "../../support/follow.ts";
import { MINUTE } from "../../support/teller.ts";
import {
  cooker,
  createStreet,
  idOf,
  meet,
  meiAndLi,
  type Phone,
  type Street,
  type Tab,
  termsFor,
  value,
} from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

const good = { good: true, keptTerms: true, showedUp: true, asDescribed: true, words: "" };
const drops = (count: number) => count as Drops; // whole or not: the use case is asked

/** The owner has listed a thing, the other offers for it, and both know. */
async function offered(owner: Phone, maker: Phone, pond: PondId): Promise<RecordId> {
  const listing = await value(owner.node.postListing(pond, cooker));
  await meet(owner, maker, pond);
  street.clock.turn(MINUTE);
  const deal = await value(maker.node.makeOffer(pond, listing, termsFor(listing), ""));
  await meet(owner, maker, pond);
  return deal;
}

/** Mei and Li have swapped once and said good words of each other: each is worth something to the other. */
async function friends() {
  const party = await meiAndLi(street);
  const { mei, li, pond } = party;
  const deal = await offered(mei, li, pond);
  await value(mei.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE));
  await meet(mei, li, pond);
  for (const phone of [mei, li]) await value(phone.node.confirmHandover(pond, deal, "apart"));
  await meet(mei, li, pond);
  for (const phone of [mei, li]) await value(phone.node.sealVouch(pond, deal, good));
  await meet(mei, li, pond);
  for (const phone of [mei, li]) {
    await first(phone.queries.deal(pond, deal), (view) => view?.vouches.some(({ opened }) => opened !== null) === true);
  }
  await meet(mei, li, pond);
  const isOpen = (view: DealView | null) => view?.vouches.filter(({ opened }) => opened !== null).length === 2;
  for (const phone of [mei, li]) await first(phone.queries.deal(pond, deal), isOpen);
  return party;
}

/** What each has at stake, once so many have said it. */
async function stakes(tab: Tab, pond: PondId, deal: RecordId, holds: number) {
  const view = await first(tab.queries.deal(pond, deal), (seen) => seen?.holds.length === holds);
  return view?.holds.map(({ by, ways }) => [by, ways.reduce((sum, way) => sum + way.drops, 0)] as const);
}

describe("[T11] what an accepted offer holds", () => {
  test("the accepter's stake goes with the accept; the other's device says its own, once, whatever tabs it has", async () => {
    const { mei, li, pond } = await friends();
    const second = await li.openTab();
    await second.node.gate(pond);
    const deal = await offered(mei, li, pond);
    const before = await mei.db.records.count();
    await value(mei.node.acceptOffer(pond, deal, deal, 0, drops(3)));
    expect(await mei.db.records.count()).toBe(before + 2);
    const [meiId, liId] = [await idOf(mei, pond), await idOf(li, pond)];
    expect(await stakes(mei, pond, deal, 1)).toEqual([[meiId, 3]]);

    street.clock.turn(MINUTE);
    await meet(mei, li, pond);
    expect(await stakes(li, pond, deal, 2)).toEqual([
      [meiId, 3],
      [liId, USUAL_STAKE],
    ]);
    await meet(mei, li, pond);
    expect(await stakes(mei, pond, deal, 2)).toHaveLength(2);
    // Accept, two holds, and nothing twice by the second tab.
    await value(second.node.say(pond, deal, "See you."));
    expect(await li.db.records.count()).toBe(before + 4);
  });

  test("where nobody could lose anything nothing is held, and the accept stands alone", async () => {
    const { mei, li, pond } = await meiAndLi(street);
    const deal = await offered(li, mei, pond);
    const before = await li.db.records.count();
    // Mei has invited Li and is worth nothing to him yet.
    await value(li.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE));
    expect(await li.db.records.count()).toBe(before + 1);
    await meet(mei, li, pond);
    // To her he is worth her invite's drop, less than the usual stake.
    expect(await stakes(mei, pond, deal, 1)).toEqual([[await idOf(mei, pond), 1]]);
  });

  test("a stake that is no stake is named, and nothing is signed", async () => {
    const { mei, li, pond } = await meiAndLi(street);
    const deal = await offered(mei, li, pond);
    const before = await mei.db.records.count();
    for (const stake of [0, -1, 1.5, Number.NaN, MAX_HOLD_DROPS + 1]) {
      expect(await mei.node.acceptOffer(pond, deal, deal, 0, drops(stake))).toEqual({
        ok: false,
        error: { kind: "invalid-input", field: "stake" },
      });
    }
    expect(await mei.db.records.count()).toBe(before);
    await value(mei.node.acceptOffer(pond, deal, deal, 0, drops(MAX_HOLD_DROPS)));
  });

  test("[S1] [S3] where the disk fills up, accept and stake are stored both or neither", async () => {
    const { mei, li, pond } = await meiAndLi(street);
    const deal = await offered(mei, li, pond);
    const before = await mei.db.records.count();
    for (let step = 1; ; step++) {
      const heal = failWriteAt(step, "quota");
      const outcome = await mei.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE);
      heal();
      expect(await mei.db.records.count()).toBe(before + (outcome.ok ? 2 : 0));
      if (outcome.ok) {
        expect(step).toBeGreaterThan(2);
        break;
      }
    }
    expect(await stakes(mei, pond, deal, 1)).toHaveLength(1);
  });

  test("a device that learns of the accept after the deal has lapsed holds nothing", async () => {
    const { mei, li, pond } = await friends();
    const deal = await offered(mei, li, pond);
    await value(mei.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE));
    street.clock.turn(DEAL_LIFE_MS + MINUTE);
    await meet(mei, li, pond);
    await first(li.queries.deal(pond, deal), (view) => view?.state === "agreed");
    await value(li.node.say(pond, deal, "Sorry, I was away."));
    expect(await stakes(li, pond, deal, 1)).toEqual([[await idOf(mei, pond), USUAL_STAKE]]);
  });
});
