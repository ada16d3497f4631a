import { afterEach, beforeEach, expect, test } from "vitest";
import { failWriteAt } from "../../support/fake-storage.ts";
import { first } from "../../support/follow.ts";
import { agreedDeal, cooker, createStreet, meiAndLi, type Street, value } from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

test("a file carries the pond to bob, who never met anybody; a second time it brings nothing new", async () => {
  const { mei, pond, listing, deal } = await agreedDeal(street);
  const bob = await street.phone();
  await value(bob.node.joinPond({ link: (await value(mei.node.createInvite(pond))).link, myName: "Bob" }));
  const file = await value(mei.node.exportBundle(pond));
  const held = await mei.db.records.count();

  expect(await value(bob.node.importBundle(pond, file))).toEqual({ added: held, known: 0, refused: 0 });
  expect((await first(bob.queries.listing(pond, listing)))?.state).toBe("promised");
  expect((await first(bob.queries.deal(pond, deal)))?.state).toBe("agreed");
  expect((await first(bob.queries.members(pond))).map(({ name }) => name).sort()).toEqual(["Bob", "Li", "Mei"]);
  expect(await value(bob.node.importBundle(pond, file))).toEqual({ added: 0, known: held, refused: 0 });
});

test("what is no file of this pond is refused as what it is; what could be read of a broken one stays", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const other = await value(li.node.startPond({ name: "Harbour", place: "", rules: "", myName: "Li" }));
  const unreadable = { ok: false, error: { kind: "bundle-unreadable" } };
  expect(await mei.node.importBundle(pond, new Blob(["a holiday photo, by mistake"]))).toEqual(unreadable);
  expect(await mei.node.importBundle(pond, new Blob([]))).toEqual(unreadable);
  expect(await mei.node.importBundle(pond, await value(li.node.exportBundle(other)))).toEqual({
    ok: false,
    error: { kind: "bundle-of-another-pond" },
  });

  await value(li.node.postListing(pond, cooker));
  const whole = await value(li.node.exportBundle(pond));
  expect(await mei.node.importBundle(pond, whole.slice(0, whole.size - 3))).toEqual(unreadable);
  const broken = new Blob([whole, new Uint8Array([0, 0, 0, 9, 1])]);
  expect(await mei.node.importBundle(pond, broken)).toEqual(unreadable);
  await first(mei.queries.listings(pond), (all) => all.length === 1);
});

test("records that were changed on the way are refused and counted, and do not show", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  await value(li.node.postListing(pond, cooker));
  const bytes = Buffer.from(await (await value(li.node.exportBundle(pond))).arrayBuffer());
  bytes.write("R", bytes.indexOf("Rice cooker") + 5);
  const report = await value(mei.node.importBundle(pond, new Blob([bytes])));
  expect(report.refused).toBeGreaterThan(0);
  expect(await first(mei.queries.listings(pond))).toEqual([]);
});

test("who is not in the pond can neither write nor open its file", async () => {
  const { mei, pond } = await meiAndLi(street);
  const eve = await street.phone();
  const notIn = { ok: false, error: { kind: "not-a-member" } };
  expect(await eve.node.exportBundle(pond)).toEqual(notIn);
  expect(await eve.node.importBundle(pond, await value(mei.node.exportBundle(pond)))).toEqual(notIn);
});

test("[S3] a file that does not fit on the disk says so, and comes in whole once there is room", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  await value(li.node.postListing(pond, cooker));
  const file = await value(li.node.exportBundle(pond));
  const heal = failWriteAt(1, "quota");
  const refused = await mei.node.importBundle(pond, file);
  heal();
  expect(refused).toEqual({ ok: false, error: { kind: "quota" } });
  expect(await first(mei.queries.listings(pond))).toEqual([]);
  expect((await value(mei.node.importBundle(pond, file))).added).toBe(1);
  expect((await first(mei.queries.listings(pond))).length).toBe(1);
});
