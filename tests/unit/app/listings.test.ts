import { afterEach, beforeEach, expect, test } from "vitest";
import { DEAL_LIFE_MS, LISTING_LIFE_MS, USUAL_STAKE } from "../../../src/domain/limits.ts";
import { failWriteAt } from "../../support/fake-storage.ts";
import { first } from "../../support/follow.ts";
import { agreedDeal, cooker, createStreet, meet, meiAndLi, type Street, termsFor, value } from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

test("[X1] mei lists, changes and withdraws a thing; li sees each of it", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const listing = await value(mei.node.postListing(pond, { ...cooker, title: "  Rice cooker " }));
  await meet(mei, li, pond);
  await first(li.queries.listing(pond, listing), (seen) => seen?.title === "Rice cooker");

  await value(mei.node.editListing(pond, listing, { ...cooker, wants: "a kettle" }));
  await meet(mei, li, pond);
  await first(li.queries.listing(pond, listing), (seen) => seen?.wants === "a kettle");

  await value(mei.node.withdrawListing(pond, listing, "kept"));
  await meet(mei, li, pond);
  const gone = await first(li.queries.listing(pond, listing), (seen) => seen?.state === "withdrawn");
  expect(gone?.withdrawn).toBe("kept");
  expect(await first(li.queries.listings(pond))).toEqual([]);
});

test("[X1] li can neither change nor withdraw what is mei's, nor what is not there", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const listing = await value(mei.node.postListing(pond, cooker));
  await meet(mei, li, pond);
  const notHis = { ok: false, error: { kind: "not-found" } };
  expect(await li.node.editListing(pond, listing, { ...cooker, title: "Mine now" })).toEqual(notHis);
  expect(await li.node.withdrawListing(pond, listing, "kept")).toEqual(notHis);
  const bob = await street.phone();
  expect(await bob.node.postListing(pond, cooker)).toEqual({ ok: false, error: { kind: "not-a-member" } });
});

test("a field that the record's schema refuses is named, and nothing is signed", async () => {
  const { mei, pond } = await meiAndLi(street);
  const before = await mei.db.records.count();
  const drafts = [
    [{ ...cooker, title: "   " }, "title"],
    [{ ...cooker, title: "t".repeat(1000) }, "title"],
    [{ ...cooker, story: "hidden \u0007 bell" }, "story"],
    [{ ...cooker, wants: "w".repeat(1000) }, "wants"],
    [{ ...cooker, preview: new Uint8Array(20_000) }, "preview"],
  ] as const;
  for (const [draft, field] of drafts) {
    expect(await mei.node.postListing(pond, draft)).toEqual({ ok: false, error: { kind: "invalid-input", field } });
  }
  expect(await mei.db.records.count()).toBe(before);
});

test("[S3] with a full disk the draft is still there and nothing half is listed; with room again it is listed once", async () => {
  const { mei, pond } = await meiAndLi(street);
  await value(mei.node.saveDraft(pond, cooker));
  const heal = failWriteAt(1, "quota");
  const refused = await mei.node.postListing(pond, cooker);
  heal();
  expect(refused).toEqual({ ok: false, error: { kind: "quota" } });
  expect(await first(mei.queries.draft(pond))).toEqual(cooker);
  expect(await first(mei.queries.listings(pond))).toEqual([]);

  await value(mei.node.postListing(pond, cooker));
  expect((await first(mei.queries.listings(pond))).length).toBe(1);
  expect(await first(mei.queries.draft(pond))).toBeNull();
});

test("[X4] nobody offers for what has lapsed, is promised, or is his own", async () => {
  const { mei, li, pond, listing: promised } = await agreedDeal(street);
  const kettle = await value(mei.node.postListing(pond, { ...cooker, title: "Kettle" }));
  await meet(mei, li, pond);
  const notNow = { ok: false, error: { kind: "not-your-turn" } };
  expect(await li.node.makeOffer(pond, promised, termsFor(promised), "")).toEqual(notNow);
  expect(await mei.node.makeOffer(pond, kettle, termsFor(kettle), "")).toEqual(notNow);
  street.clock.turn(LISTING_LIFE_MS);
  expect(await li.node.makeOffer(pond, kettle, termsFor(kettle), "")).toEqual(notNow);
  await value(mei.node.editListing(pond, kettle, { ...cooker, title: "Kettle" }));
  await meet(mei, li, pond);
  await value(li.node.makeOffer(pond, kettle, termsFor(kettle), ""));
});

test("[D5] what was promised and not handed over in time is in the pond again, for whoever offers then", async () => {
  const { mei, li, pond, listing } = await agreedDeal(street);
  street.clock.turn(DEAL_LIFE_MS);
  expect(await first(li.queries.listings(pond))).toEqual([]);
  street.clock.turn(1);
  expect((await first(li.queries.listings(pond))).map(({ id }) => id)).toEqual([listing]);
  expect((await first(mei.queries.pond(pond)))?.listings).toBe(1);

  const second = await value(li.node.makeOffer(pond, listing, termsFor(listing, "cake"), ""));
  await meet(mei, li, pond);
  await value(mei.node.acceptOffer(pond, second, second, 0, USUAL_STAKE));
  await meet(mei, li, pond);
  const held = await first(li.queries.listing(pond, listing), (view) => view?.deal === second);
  expect(held?.state).toBe("promised");
  expect(await first(li.queries.listings(pond))).toEqual([]);
});
