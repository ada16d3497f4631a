import { afterEach, beforeEach, expect, test } from "vitest";
import type { SyncGlance } from "../../../src/app/api.ts";
import { NOTHING_KNOWN } from "../../../src/app/sync-api.ts";
import type { FeedKey } from "../../../src/domain/ids.ts";
import { key } from "../../fuzz/samples.ts";
import { first } from "../../support/follow.ts";
import { cooker, createStreet, meet, meiAndLi, type Street, termsFor, value } from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

const glance: SyncGlance = {
  state: "on",
  relays: [],
  peers: [],
  onlyHere: 0,
  acknowledged: 0,
  savedOn: 0,
  have: 0,
  known: 0,
  refused: {},
  ...NOTHING_KNOWN,
};

test("[W3] what is only here is told by name, and a listing by how many devices have it as it is now", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  // Her opening or the genesis, her name, then the listing.
  const before = (await first(mei.queries.devices())).find(({ isThis }) => isThis)?.records ?? 0;
  const listing = await value(mei.node.postListing(pond, cooker));
  const says = (said: Partial<SyncGlance>) => mei.node.putGlance(pond, { ...glance, ...said }, new Map());
  const reach = () => first(mei.queries.reach(pond));

  await says({ acknowledged: before });
  expect(await reach()).toEqual({
    onlyHere: [{ what: "listing", id: listing, title: "Rice cooker" }],
    others: 0,
    listings: [{ id: listing, title: "Rice cooker", devices: 0, by: null }],
  });
  // Somebody has it who has not proven who he is: one, and no more.
  await says({ acknowledged: before + 1 });
  expect((await reach()).listings[0]?.devices).toBe(1);
  const copies = [10, 11, 12].map((n) => ({ feed: key<FeedKey>(n), upTo: before + 1 }));
  const lacking = { feed: key<FeedKey>(13), upTo: before };
  await says({ acknowledged: before + 1, copies: [...copies, lacking] });
  expect(await reach()).toMatchObject({ onlyHere: [], others: 0, listings: [{ devices: 3 }] });

  expect((await reach()).listings[0]?.by).toBeNull(); // three devices of nobody who is known here
  await meet(mei, li, pond);
  const devices = await first(li.queries.devices());
  const feed = devices.find(({ isThis }) => isThis)?.feed;
  if (feed === undefined) throw new Error("Li has no feed");
  await says({ acknowledged: before + 1, copies: [...copies, { feed, upTo: before + 1 }] });
  const liHerself = (await first(li.queries.pond(pond)))?.me;
  expect((await reach()).listings[0]).toMatchObject({ devices: 4, by: liHerself });

  // As it is now, nobody has it any more.
  await value(mei.node.editListing(pond, listing, { ...cooker, title: "Rice cooker, small" }));
  await value(mei.node.rename(pond, "Mei Lin"));
  expect(await reach()).toEqual({
    onlyHere: [{ what: "listing", id: listing, title: "Rice cooker, small" }],
    others: 1,
    listings: [{ id: listing, title: "Rice cooker, small", devices: 0, by: null }],
  });

  // Li's offer for it is hers alone, by the name of what it is about.
  await meet(mei, li, pond);
  const held = (await first(li.queries.devices())).find(({ isThis }) => isThis)?.records ?? 0;
  const deal = await value(li.node.makeOffer(pond, listing, termsFor(listing), "Still there?"));
  await li.node.putGlance(pond, { ...glance, acknowledged: held }, new Map());
  expect(await first(li.queries.reach(pond))).toMatchObject({
    onlyHere: [{ what: "deal", id: deal, title: "Rice cooker, small" }],
    listings: [],
  });
});

test("[S4] a glance of an older version reads, with nothing known of who has what", async () => {
  const { mei, pond } = await meiAndLi(street);
  const { copies: _copies, unmet: _unmet, photos: _photos, ...older } = glance;
  await mei.db.wire.put({ pond, glance: older as SyncGlance }); // as version 3 wrote it
  expect(await first(mei.queries.sync(pond))).toEqual(glance);
});
