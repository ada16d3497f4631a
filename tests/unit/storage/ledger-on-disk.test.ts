import { afterEach, beforeEach, expect, test } from "vitest";
import { openLedger } from "../../../src/domain/ledger/ledger.ts";
import { createPondFold } from "../../../src/domain/pond/fold.ts";
import { createDexieLedgerStore } from "../../../src/storage/dexie-ledger-store.ts";
import { webCryptoSuite } from "../../../src/storage/web-crypto.ts";
import { createFakeDisk, failWriteAt, type FakeDisk } from "../../support/fake-storage.ts";
import { createWorld, give, headsOf, meet } from "../../support/world.ts";

/** The real ledger on the real store, with the browser's own signatures. */
const cooker = {
  kind: "thing",
  title: "Rice cooker",
  story: "",
  condition: "good",
  wants: "a lamp",
  preview: null,
  photos: [],
} as const;

let disk: FakeDisk;
beforeEach(() => {
  disk = createFakeDisk();
});
afterEach(() => disk.closeAll());

test("[S1] alice's pond is the same after a restart, in another tab, and at bob's", async () => {
  const world = createWorld();
  const db = await disk.open();
  const store = createDexieLedgerStore(db);
  const alice = await world.startPond(await world.person("alice"), { store });
  const pond = alice.ledger.pond;
  const project = () => createPondFold(pond);
  const tab = await openLedger({ ...world, store, pond, verifier: webCryptoSuite.verifier, project, keys: alice.keys });
  const bob = await world.join(await world.person("bob"), await world.invite(alice));
  expect((await tab.append("listing.post.1", { ...cooker, photos: [] })).ok).toBe(true);
  await alice.ledger.catchUp();
  await meet(alice, bob);
  expect(headsOf(alice)).toEqual(headsOf(bob));

  const later = createDexieLedgerStore(await disk.open());
  const reopened = await openLedger({ ...world, store: later, pond, project, keys: alice.keys });
  expect(headsOf({ ...alice, ledger: reopened })).toEqual(headsOf(bob));
  expect((await db.listings.toArray()).map(({ title }) => title)).toEqual(["Rice cooker"]);
});

test("[S3] with a full disk nothing is lost and nothing is shown that is not stored; with room again it goes on", async () => {
  const world = createWorld();
  const db = await disk.open();
  const store = createDexieLedgerStore(db);
  const alice = await world.startPond(await world.person("alice"));
  const pond = alice.ledger.pond;
  const bob = await world.join(await world.person("bob"), await world.invite(alice), {
    store,
    project: () => createPondFold(pond),
  });
  await give(alice, bob);
  const before = headsOf(bob);

  const heal = failWriteAt(1, "quota");
  const refused = await bob.ledger.append("listing.post.1", { ...cooker, photos: [] });
  heal();
  expect(refused).toEqual({ ok: false, error: { kind: "quota" } });
  expect(headsOf(bob)).toEqual(before);
  expect(await db.listings.count()).toBe(0);

  expect((await bob.ledger.append("listing.post.1", { ...cooker, photos: [] })).ok).toBe(true);
  expect(await give(bob, alice)).toEqual([null]);
  expect(headsOf(alice)).toEqual(headsOf(bob));
});
