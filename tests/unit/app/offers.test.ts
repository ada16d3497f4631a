import { afterEach, beforeEach, expect, test } from "vitest";
import type { RecordId } from "../../../src/domain/ids.ts";
import { OFFER_LIFE_MS, USUAL_STAKE } from "../../../src/domain/limits.ts";
import { failWriteAt } from "../../support/fake-storage.ts";
import { first } from "../../support/follow.ts";
import { MINUTE } from "../../support/teller.ts";
import {
  agreedDeal,
  cooker,
  createStreet,
  idOf,
  meet,
  meiAndLi,
  type Street,
  termsFor,
  value,
} from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

const notYourTurn = { ok: false, error: { kind: "not-your-turn" } };

/** Mei has listed a cooker, and Li has offered for it. */
async function offered(note = "") {
  const party = await meiAndLi(street);
  const { mei, li, pond } = party;
  const listing = await value(mei.node.postListing(pond, cooker));
  await meet(mei, li, pond);
  street.clock.turn(MINUTE);
  const deal = await value(li.node.makeOffer(pond, listing, termsFor(listing), note));
  await meet(mei, li, pond);
  return { ...party, listing, deal };
}

test("[D1] [D2] [D8] offer, other terms, accept: each in turn, each at both, and only by whose turn it is", async () => {
  const { mei, li, pond, listing, deal } = await offered();
  const [meiId, liId] = [await idOf(mei, pond), await idOf(li, pond)];
  expect((await first(mei.queries.deal(pond, deal)))?.turn).toBe(meiId);
  expect((await first(mei.queries.pond(pond)))?.waiting).toBe(1);
  expect(await li.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE)).toEqual(notYourTurn);
  expect(await li.node.counterOffer(pond, deal, termsFor(listing, "cake"), "")).toEqual(notYourTurn);

  street.clock.turn(MINUTE);
  await value(mei.node.counterOffer(pond, deal, termsFor(listing, "two bike repairs"), ""));
  await meet(mei, li, pond);
  expect((await first(li.queries.deal(pond, deal)))?.turn).toBe(liId);
  expect(await mei.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE)).toEqual(notYourTurn);

  street.clock.turn(MINUTE);
  const table = (await first(li.queries.deal(pond, deal)))?.rounds.at(-1)?.id ?? deal;
  expect(table).not.toBe(deal);
  // The terms that he reads are not those that he offered: what is accepted is what was read, or nothing.
  expect(await li.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE)).toEqual(notYourTurn);
  await value(li.node.acceptOffer(pond, deal, table, 0, USUAL_STAKE));
  await meet(mei, li, pond);
  for (const phone of [mei, li]) {
    const agreed = await first(phone.queries.deal(pond, deal), (view) => view?.state === "agreed");
    expect(agreed?.agreed).toMatchObject({ by: liId, choice: 0, round: agreed?.rounds[1]?.id });
    expect((await first(phone.queries.listing(pond, listing)))?.state).toBe("promised");
  }
  expect(await mei.node.closeOffer(pond, deal, null)).toEqual(notYourTurn);
});

test("[D8] mei declines what was offered to her; li withdraws what he offered; after that it has ended", async () => {
  const { mei, li, pond, listing, deal } = await offered();
  await value(mei.node.closeOffer(pond, deal, null));
  await meet(mei, li, pond);
  await first(li.queries.deal(pond, deal), (view) => view?.state === "declined");
  expect(await li.node.closeOffer(pond, deal, null)).toEqual(notYourTurn);

  const second = await value(li.node.makeOffer(pond, listing, termsFor(listing, "cake"), ""));
  await value(li.node.closeOffer(pond, second, null));
  await meet(mei, li, pond);
  await first(mei.queries.deal(pond, second), (view) => view?.state === "withdrawn");
  expect(await mei.node.acceptOffer(pond, second, second, 0, USUAL_STAKE)).toEqual(notYourTurn);
  expect((await first(mei.queries.listing(pond, listing)))?.state).toBe("open");
});

test("[D4] an offer that lay for more than a week can no longer be accepted, but still be declined", async () => {
  const { mei, pond, deal } = await offered();
  street.clock.turn(OFFER_LIFE_MS + MINUTE);
  expect(await mei.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE)).toEqual(notYourTurn);
  expect((await first(mei.queries.pond(pond)))?.waiting).toBe(0);
  await value(mei.node.closeOffer(pond, deal, null));
});

test("[D2] an alternative that is not on the table cannot be chosen", async () => {
  const { mei, pond, deal } = await offered();
  for (const choice of [1, 3, 4, -1, 0.5]) {
    expect(await mei.node.acceptOffer(pond, deal, deal, choice, USUAL_STAKE)).toEqual({
      ok: false,
      error: { kind: "invalid-input", field: "choice" },
    });
  }
  await value(mei.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE));
  expect((await first(mei.queries.deal(pond, deal)))?.state).toBe("agreed");
});

test("[D9] private words are read by the two, in the disk's records nothing of them stands, and bob reads nothing", async () => {
  const { mei, li, pond, deal } = await offered("library, at four?");
  street.clock.turn(MINUTE);
  await value(mei.node.say(pond, deal, "  at five, 图书馆 "));
  await meet(mei, li, pond);
  for (const phone of [mei, li]) {
    const words = await first(phone.queries.words(pond, deal), (all) => all.length === 2);
    expect(words.map(({ text }) => text)).toEqual(["library, at four?", "at five, 图书馆"]);
  }

  const bob = await street.phone();
  await value(bob.node.joinPond({ link: (await value(mei.node.createInvite(pond))).link, myName: "Bob" }));
  await meet(mei, bob, pond);
  const overheard = await first(bob.queries.words(pond, deal), (all) => all.length === 2);
  expect(overheard.map(({ text }) => text)).toEqual([null, null]);
  expect(await bob.node.say(pond, deal, "me too")).toEqual({ ok: false, error: { kind: "not-found" } });
  for (const row of await bob.db.records.toArray()) {
    expect(Buffer.from(row.bytes).includes("library, at four?")).toBe(false);
  }
});

test("words that are empty or too long to be sealed are named", async () => {
  const { mei, pond, deal } = await offered();
  for (const text of ["  ", "很".repeat(1000)]) {
    expect(await mei.node.say(pond, deal, text)).toEqual({
      ok: false,
      error: { kind: "invalid-input", field: "words" },
    });
  }
});

test("a note that cannot be sealed stops the offer and the other terms before they are signed", async () => {
  const { mei, li, pond, listing, deal } = await offered();
  const refused = { ok: false, error: { kind: "invalid-input", field: "words" } };
  const before = await mei.db.records.count();
  expect(await mei.node.counterOffer(pond, deal, termsFor(listing), "很".repeat(1000))).toEqual(refused);
  expect(await mei.db.records.count()).toBe(before);
  expect(await li.node.makeOffer(pond, listing, termsFor(listing), "很".repeat(1000))).toEqual(refused);
  expect((await first(li.queries.deals(pond))).length).toBe(1);
});

test("[S1] [S3] where the disk fills up, terms and note are sent both or neither, so that nobody sends them twice", async () => {
  const { mei, li, pond, listing, deal } = await offered();
  const tries = [
    { tab: mei, send: () => mei.node.counterOffer(pond, deal, termsFor(listing, "two repairs"), "At the library?") },
    { tab: li, send: () => li.node.makeOffer(pond, listing, termsFor(listing, "a cake"), "Still warm.") },
  ] as const;
  for (const { tab, send } of tries) {
    const before = await tab.db.records.count();
    let step = 0;
    let sent = false;
    while (!sent) {
      const heal = failWriteAt(++step, "quota");
      const outcome = await send();
      heal();
      sent = outcome.ok;
      if (!outcome.ok) expect(outcome.error).toEqual({ kind: "quota" });
      expect(await tab.db.records.count()).toBe(before + (sent ? 2 : 0));
    }
    expect(step).toBeGreaterThan(2);
  }
  await meet(mei, li, pond);
  const said = async (id: RecordId) => (await mei.node.words(pond, id)).map(({ text }) => text);
  const deals = await first(mei.queries.deals(pond), (all) => all.length === 2);
  expect(await said(deal)).toEqual(["At the library?"]);
  expect(await said(deals.find(({ id }) => id !== deal)?.id ?? deal)).toEqual(["Still warm."]);
  expect((await first(mei.queries.deal(pond, deal)))?.rounds).toHaveLength(2);
});

test("terms that the record's schema refuses are named, and nothing is signed", async () => {
  const { li, pond, listing } = await offered();
  const before = await li.db.records.count();
  const bad = [[], [{ fromMaker: [], fromOwner: [] }], termsFor(listing, ""), termsFor(listing, "w".repeat(1000))];
  for (const terms of bad) {
    const refused = await li.node.makeOffer(pond, listing, terms, "");
    expect(refused).toMatchObject({ ok: false, error: { kind: "invalid-input" } });
    expect(refused.ok || refused.error.kind !== "invalid-input" ? "" : refused.error.field).toMatch(/^terms/);
  }
  expect(await li.db.records.count()).toBe(before);
});

test("of a deal of others, or one that is not here, nobody learns more than that it is not here", async () => {
  const { mei, pond, listing, deal } = await agreedDeal(street);
  const bob = await street.phone();
  await value(bob.node.joinPond({ link: (await value(mei.node.createInvite(pond))).link, myName: "Bob" }));
  await meet(mei, bob, pond);
  const notHere = { ok: false, error: { kind: "not-found" } };
  expect(await bob.node.closeOffer(pond, deal, null)).toEqual(notHere);
  expect(await bob.node.handoverCode(pond, deal)).toEqual(notHere);
  expect(await bob.node.acceptOffer(pond, listing, listing, 0, USUAL_STAKE)).toEqual(notHere);
  expect(await bob.node.makeOffer(pond, deal, termsFor(deal), "")).toEqual(notHere);
  expect(await first(bob.queries.deals(pond))).toEqual([]);
});
