import { afterEach, beforeEach, expect, test } from "vitest";
import type { PondId } from "../../../src/domain/ids.ts";
import { HEAD_BYTES, type BundleStep } from "../../../src/sync/bundle.ts";
import { MAX_BUNDLE_BYTES } from "../../../src/sync/limits.ts";
import { createGlimpseSum } from "../../../src/app/bundle-glimpse.ts";
import { runOf } from "../../support/codes.ts";
import { failWriteAt } from "../../support/fake-storage.ts";
import { first } from "../../support/follow.ts";
import { agreedDeal, cooker, createStreet, meet, meiAndLi, type Street, type Tab, value } from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

/** Lets in a file as the screens do, step by step. */
async function letIn(tab: Tab, pond: PondId, file: Blob) {
  const sum = { added: 0, known: 0, refused: 0, stopped: null as BundleStep["stopped"] };
  for (let at: number | null = HEAD_BYTES; at !== null;) {
    const step: BundleStep = await value(tab.node.letIn(pond, file, at));
    sum.added += step.added;
    sum.known += step.known;
    sum.refused += step.refused;
    sum.stopped ??= step.stopped;
    at = step.next;
  }
  return sum;
}

/** What a file says before it is let in. */
async function glimpse(tab: Tab, file: Blob) {
  const sum = createGlimpseSum();
  let step = await value(tab.node.glimpseBundle(file, HEAD_BYTES));
  let seen = sum.take(step);
  while (step.next !== null) {
    step = await value(tab.node.glimpseBundle(file, step.next));
    seen = sum.take(step);
  }
  return { ...seen, pond: step.pond, isMember: step.isMember, stopped: step.stopped };
}

test("a file carries the pond to bob, who never met anybody; a second time it brings nothing new", async () => {
  const { mei, pond, listing, deal } = await agreedDeal(street);
  const bob = await street.phone();
  await value(bob.node.joinPond({ link: (await value(mei.node.createInvite(pond))).link, myName: "Bob" }));
  const file = await value(mei.node.exportBundle(pond));
  const held = await mei.db.records.count();

  expect(await letIn(bob, pond, file)).toEqual({ added: held, known: 0, refused: 0, stopped: null });
  expect((await first(bob.queries.listing(pond, listing)))?.state).toBe("promised");
  expect((await first(bob.queries.deal(pond, deal)))?.state).toBe("agreed");
  expect((await first(bob.queries.members(pond))).map(({ name }) => name).sort()).toEqual(["Bob", "Li", "Mei"]);
  expect(await letIn(bob, pond, file)).toEqual({ added: 0, known: held, refused: 0, stopped: null });
});

test("[M5] what is no file of this pond is refused as what it is; what could be read of a broken one stays", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const other = await value(li.node.startPond({ name: "Harbour", place: "", rules: "", myName: "Li" }));
  const unreadable = { ok: false, error: { kind: "bundle-unreadable" } };
  for (const file of [new Blob(["a holiday photo, by mistake"]), new Blob([])]) {
    expect(await mei.node.letIn(pond, file, HEAD_BYTES)).toEqual(unreadable);
    expect(await mei.node.glimpseBundle(file, HEAD_BYTES)).toEqual(unreadable);
  }
  expect(await mei.node.letIn(pond, await value(li.node.exportBundle(other)), HEAD_BYTES)).toEqual({
    ok: false,
    error: { kind: "bundle-of-another-pond" },
  });

  await value(li.node.postListing(pond, cooker));
  const whole = await value(li.node.exportBundle(pond));
  const cut = whole.slice(0, whole.size - 3);
  expect((await letIn(mei, pond, cut)).stopped).toBe("cut");
  expect((await glimpse(mei, cut)).stopped).toBe("cut");
  const broken = new Blob([whole, new Uint8Array([0, 0, 0, 1, 1])]);
  expect((await glimpse(mei, broken)).stopped).toBe("broken");
  expect((await letIn(mei, pond, broken)).stopped).toBe("broken");
  await first(mei.queries.listings(pond), (all) => all.length === 1);
});

test("[M5] a file says what is in it before it is let in: which pond, by whom, how much of it is new", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  await value(li.node.postListing(pond, cooker));
  const file = await value(li.node.exportBundle(pond));
  const before = await mei.db.records.count();
  const records = await li.db.records.count();
  const seen = { pondName: "North Campus", pond, people: 2, records, stopped: null };
  expect(await glimpse(mei, file)).toMatchObject({
    ...seen,
    isMember: true,
    fresh: 1,
    listings: 1,
    names: ["Mei", "Li"],
  });
  expect(await mei.db.records.count()).toBe(before);
  // Somebody who is in no such pond sees what the file says of itself, and nothing comes in.
  const eve = await street.phone();
  expect(await glimpse(eve, file)).toMatchObject({ ...seen, isMember: false, fresh: records });
  expect(await eve.db.records.count()).toBe(0);
});

test("[M5] a file of only what somebody lacks is as small as that, by what his codes say", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  await value(li.node.postListing(pond, cooker));
  const has = runOf(await value(mei.node.codesOfMine(pond)));
  const all = await value(li.node.exportBundle(pond));
  const lacking = await value(li.node.exportBundle(pond, has));
  expect(lacking.size).toBeLessThan(all.size / 2);
  expect(await letIn(mei, pond, lacking)).toEqual({ added: 1, known: 0, refused: 0, stopped: null });
  const nothing = runOf(await value(mei.node.codesOfMine(pond)));
  expect((await value(li.node.exportBundle(pond, nothing))).size).toBe(HEAD_BYTES);
});

test("[M5] a few records go from screen to screen: one shows what he has, the other what he lacks", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  await value(li.node.postListing(pond, cooker));
  const { bundle, lacking } = await value(li.node.readRun(pond, runOf(await value(mei.node.codesOfMine(pond)))));
  expect([bundle, lacking?.records]).toEqual([null, 1]);
  const shown = await value(mei.node.readRun(pond, runOf(lacking?.codes ?? [])));
  expect(shown.lacking).toBeNull();
  expect(await letIn(mei, pond, shown.bundle ?? new Blob())).toMatchObject({ added: 1, stopped: null });
  const again = await value(li.node.readRun(pond, runOf(await value(mei.node.codesOfMine(pond)))));
  expect(again.lacking).toMatchObject({ records: 0 });
});

test("[M5] what is too much for codes goes by file, and that is said", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const story = () => Array.from({ length: 200 }, () => crypto.randomUUID().slice(0, 8)).join(" ");
  for (let i = 0; i < 20; i++)
    await value(li.node.postListing(pond, { ...cooker, title: `Thing ${i}`, story: story() }));
  const has = runOf(await value(mei.node.codesOfMine(pond)));
  const { lacking } = await value(li.node.readRun(pond, has));
  expect(lacking).toEqual({ records: 20, codes: null });
  expect((await letIn(mei, pond, await value(li.node.exportBundle(pond, has)))).added).toBe(20);
});

test("[M5] a file in which too much is forged is left alone, and one larger than any pond is not opened", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  await value(li.node.postListing(pond, cooker));
  await meet(mei, li, pond);
  const bytes = Buffer.from(await (await value(li.node.exportBundle(pond))).arrayBuffer());
  const page = bytes.subarray(HEAD_BYTES);
  page.write("R", page.indexOf("Rice cooker") + 5);
  const bob = await street.phone();
  await value(bob.node.joinPond({ link: (await value(mei.node.createInvite(pond))).link, myName: "Bob" }));
  const forged = new Blob([bytes.subarray(0, HEAD_BYTES), ...Array.from({ length: 40 }, () => new Uint8Array(page))]);
  const report = await letIn(bob, pond, forged);
  expect(report.stopped).toBe("hostile");
  expect(await first(bob.queries.listings(pond))).toEqual([]);
  // Sparse: of its gigabyte only the head is there.
  const huge = { size: MAX_BUNDLE_BYTES + 1, slice: (from: number, to: number) => forged.slice(from, to) };
  // The two things that opening a file uses of it.
  expect(await bob.node.letIn(pond, huge as unknown as Blob, HEAD_BYTES)).toEqual({
    ok: false,
    error: { kind: "bundle-too-large" },
  });
});

test("records that were changed on the way are refused and counted, and do not show", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  await value(li.node.postListing(pond, cooker));
  const bytes = Buffer.from(await (await value(li.node.exportBundle(pond))).arrayBuffer());
  bytes.write("R", bytes.indexOf("Rice cooker") + 5);
  const report = await letIn(mei, pond, new Blob([bytes]));
  expect(report.refused).toBeGreaterThan(0);
  expect(await first(mei.queries.listings(pond))).toEqual([]);
});

test("who is not in the pond can neither write nor open its file", async () => {
  const { mei, pond } = await meiAndLi(street);
  const eve = await street.phone();
  const notIn = { ok: false, error: { kind: "not-a-member" } };
  expect(await eve.node.exportBundle(pond)).toEqual(notIn);
  expect(await eve.node.letIn(pond, await value(mei.node.exportBundle(pond)), HEAD_BYTES)).toEqual(notIn);
  expect(await eve.node.codesOfMine(pond)).toEqual(notIn);
});

test("[S3] a file that does not fit on the disk says so, and comes in whole once there is room", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  await value(li.node.postListing(pond, cooker));
  const file = await value(li.node.exportBundle(pond));
  const heal = failWriteAt(1, "quota");
  const refused = await letIn(mei, pond, file);
  heal();
  expect(refused).toMatchObject({ added: 0, stopped: "quota" });
  expect(await first(mei.queries.listings(pond))).toEqual([]);
  expect((await letIn(mei, pond, file)).added).toBe(1);
  expect((await first(mei.queries.listings(pond))).length).toBe(1);
});
