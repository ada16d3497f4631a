import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LISTINGS } from "../../../src/app/sample/content.ts";
import { value, createStreet, cooker, idOf, type Street, type Tab } from "../../support/nodes.ts";
import { first } from "../../support/follow.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

/** How many rows each table has. */
async function rowsIn({ db }: Tab): Promise<Readonly<Record<string, number>>> {
  const counts = db.tables.map(async (table) => [table.name, await table.count()] as const);
  return Object.fromEntries((await Promise.all(counts)).filter(([, count]) => count > 0));
}

describe("the sample", () => {
  test("[S7] it is a whole pond: listings of all kinds, members with standing, a way of trust, deals, a lot, a market day", async () => {
    const mei = await street.phone();
    const pond = await value(mei.node.openSample("Visitor"));
    const card = await first(mei.queries.pond(pond), (it) => it !== null);
    expect(card).toMatchObject({ isSample: true, myName: "Visitor", members: 8, waiting: 1 });
    const listings = await first(mei.queries.listings(pond), (all) => all.length > 0);
    expect(listings.length).toBeGreaterThanOrEqual(20);
    const kinds = new Set(listings.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["gift", "lend", "service", "space", "thing", "time", "wanted"]);
    expect(listings.every(({ title }) => LISTINGS.some((made) => made.title === title))).toBe(true);

    const members = await first(mei.queries.members(pond), (all) => all.length === 8);
    const li = members.find(({ name }) => name === "李航");
    if (li === undefined) throw new Error("Li is not there");
    const trust = await mei.node.trust(pond, li.id);
    expect(trust?.limit).toBeGreaterThan(0);
    expect(li.dealsDone).toBeGreaterThan(0);

    const deals = await first(mei.queries.deals(pond), (all) => all.length === 3);
    expect(deals.map(({ state }) => state).sort()).toEqual(["agreed", "done", "offered"]);
    const plant = listings.find(({ title }) => title.startsWith("Monstera"));
    if (plant === undefined) throw new Error("the plant is not listed");
    const lot = await first(mei.queries.lot(pond, plant.id), (it) => it !== null);
    expect(lot?.entries).toHaveLength(3);
    const [market] = await first(mei.queries.markets(pond), (all) => all.length > 0);
    expect(market?.from).toBeGreaterThan(street.clock.now());
    // The note to the visitor is sealed to the device's own keys, and opens.
    const offered = deals.find(({ state }) => state === "offered");
    if (offered === undefined) throw new Error("nothing is offered");
    expect(await mei.node.words(pond, offered.id)).toMatchObject([{ text: expect.stringContaining("kitchen") }]);
  });

  test("[S7] taken away, it leaves nothing, whatever was tried in it", async () => {
    const mei = await street.phone();
    const before = await rowsIn(mei);
    const pond = await value(mei.node.openSample("Visitor"));
    await value(mei.node.postListing(pond, cooker));
    await value(mei.node.saveDraft(pond, { ...cooker, title: "Half" }));
    await value(mei.node.saveSearch(pond, { words: "lamp", kind: "any", returns: "any", onlyTrusted: false }));
    const member = (await first(mei.queries.members(pond), (all) => all.length > 0)).find(({ name }) => name === "Tom");
    if (member === undefined) throw new Error("Tom is not there");
    await value(mei.node.mute(pond, member.id, true));
    await mei.node.news(pond, null);
    expect(Object.keys(await rowsIn(mei)).length).toBeGreaterThan(10);
    await value(mei.node.removeSample());
    expect(await rowsIn(mei)).toEqual(before);
    expect(await mei.node.trust(pond, member.id)).toBeNull();
    expect(await rowsIn(mei)).toEqual(before);
  });

  test("[S7] its photos go, and those of one's own ponds stay", async () => {
    const mei = await street.phone();
    const pond = await value(mei.node.openSample("Visitor"));
    const own = await value(mei.node.startPond({ name: "Own", place: "", rules: "", myName: "Mei" }));
    const photo = (letter: string) => ({
      hash: letter.repeat(43).replace(/.$/, "A") as never,
      size: 3,
      width: 1,
      height: 1,
    });
    for (const letter of ["B", "C"]) {
      await mei.db.blobs.put({ hash: photo(letter).hash, type: "image/jpeg", bytes: new Uint8Array(3) });
    }
    await value(mei.node.postListing(pond, { ...cooker, photos: [photo("B"), photo("C")] }));
    await value(mei.node.postListing(own, { ...cooker, photos: [photo("C")] }));
    await value(mei.node.removeSample());
    expect(await mei.db.blobs.toCollection().primaryKeys()).toEqual([photo("C").hash]);
    expect((await first(mei.queries.listings(own), (all) => all.length > 0)).length).toBe(1);
  });

  test("[S7] it is in no list, no count, no backup and on no other device, and nothing leads out of it", async () => {
    const mei = await street.phone();
    const pond = await value(mei.node.openSample("Visitor"));
    expect(await first(mei.queries.ponds())).toEqual([]);
    expect(await first(mei.queries.sample())).toBe(pond);
    expect(await first(mei.queries.devices())).toEqual([]);
    expect(await first(mei.queries.keeping())).toMatchObject({ swapsSince: 0, isDue: false });
    expect(await mei.node.gate(pond)).toBeNull();
    expect(await mei.node.greeter(pond)).toBeNull();
    const refusal = { ok: false, error: { kind: "only-a-sample" } };
    expect(await mei.node.createInvite(pond)).toEqual(refusal);
    expect(await mei.node.exportBundle(pond)).toEqual(refusal);
    expect(await mei.node.exportCard(pond, await idOf(mei, pond))).toEqual(refusal);
    expect(await mei.node.cardCode(pond)).toEqual(refusal);

    const file = await value(mei.node.makeBackup({ passphrase: "four words are enough", photos: "all" }));
    const phone = await street.phone();
    expect(await value(phone.node.restoreBackup(file, "four words are enough"))).toMatchObject({
      ponds: 0,
      records: 0,
      photos: 0,
    });
  });

  test("[S7] it is made once, and anew when its offers have grown old; it stands in no identity's way", async () => {
    const [mei, li] = [await street.phone(), await street.phone()];
    const pond = await value(mei.node.openSample("Visitor"));
    expect(await value(mei.node.openSample("Visitor"))).toBe(pond);
    street.clock.turn(6 * 24 * 60 * 60_000);
    const next = await value(mei.node.openSample("Visitor"));
    expect(next).not.toBe(pond);
    expect(await first(mei.queries.pond(pond))).toBeNull();
    expect(await mei.db.ponds.count()).toBe(1);
    // Restoring another identity on a device that only looked around.
    const words = await value(li.node.phrase());
    const restored = await mei.node.restorePhrase(words.join(" "));
    expect(restored.ok || restored.error.kind === "another-identity").toBe(true);
    expect(await mei.db.ponds.count()).toBe(0);
  });

  test("[S7] one that was left half made is not shown, and goes with the next", async () => {
    const mei = await street.phone();
    const pond = await value(mei.node.openSample("Visitor"));
    await mei.db.ponds.update(pond, { sample: "making" });
    const other = await mei.openTab();
    expect(await first(other.queries.sample())).toBeNull();
    expect(await first(other.queries.pond(pond))).toBeNull();
    const next = await value(other.node.openSample("Visitor"));
    expect(await mei.db.ponds.toCollection().primaryKeys()).toEqual([next]);
    expect(await mei.db.records.filter((row) => row.pond === pond).count()).toBe(0);
  });
});
