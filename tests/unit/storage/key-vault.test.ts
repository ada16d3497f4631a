import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FeedKey } from "../../../src/domain/ids.ts";
import { type CryptoSuite } from "../../../src/storage/crypto-suite.ts";
import { createKeyVault } from "../../../src/storage/key-vault.ts";
import { nobleCryptoSuite } from "../../../src/storage/noble-crypto.ts";
import { webCryptoSuite } from "../../../src/storage/web-crypto.ts";
import { createFakeDisk, type FakeDisk } from "../../support/fake-storage.ts";

/*
 * Node's structuredClone copies CryptoKeys as browsers do, so that fake-indexeddb can hold them. That a real browser
 * writes them to its disk and gives them back after a restart is shown by tests/e2e/storage.test.ts.
 */
const suites: readonly [string, CryptoSuite][] = [
  ["the browser's curves", webCryptoSuite],
  ["noble's curves", nobleCryptoSuite],
];
const message = new Uint8Array([1, 2, 3]);

let disk: FakeDisk;
beforeEach(() => {
  disk = createFakeDisk();
});
afterEach(() => disk.closeAll());

describe.each(suites)("a vault with %s", (_name, suite) => {
  test("[K1] the identity is made on first use and is the same after a restart", async () => {
    const vault = createKeyVault(await disk.open(), suite);
    expect(await vault.hasIdentity()).toBe(false);
    const alice = await vault.identity();
    expect(await vault.hasIdentity()).toBe(true);

    const later = createKeyVault(await disk.open(), suite);
    const again = await later.identity();
    expect(again.publicKey).toEqual(alice.publicKey);
    expect(await again.sign("shoal/invite/1", message)).toEqual(await alice.sign("shoal/invite/1", message));
  });

  test("[K1] two tabs that make an identity at the same moment end up with one", async () => {
    const tabs = [createKeyVault(await disk.open(), suite), createKeyVault(await disk.open(), suite)];
    const identities = await Promise.all(tabs.map((vault) => vault.identity()));
    expect(identities[0]?.publicKey).toEqual(identities[1]?.publicKey);
    const seeds = await Promise.all(tabs.map((vault) => vault.identitySeed()));
    expect(seeds[0]).toEqual(seeds[1]);
  });

  test("[K1] the seed can be shown as words, and gives the identity back", async () => {
    const vault = createKeyVault(await disk.open(), suite);
    const { publicKey } = await vault.identity();
    const seed = await vault.identitySeed();
    expect(seed.length).toBe(32);
    expect((await vault.signerFromSeed(seed)).publicKey).toEqual(publicKey);
  });

  test("[K1] [S6] a device that is nobody's yet takes an identity; one that has a pond stays who it is", async () => {
    const old = createKeyVault(await disk.open(), suite);
    const seed = await old.identitySeed();
    const db = await createFakeDisk().open();
    const vault = createKeyVault(db, suite);
    // Somebody has looked at the words of an identity that has said nothing yet.
    await vault.identity();
    await vault.createFeedKeys();
    expect(await vault.adoptIdentity(seed)).toBe("adopted");
    const { publicKey } = await old.identity();
    expect((await vault.identity()).publicKey).toEqual(publicKey);
    expect(await vault.identitySeed()).toEqual(seed);
    expect(await db.feedKeys.count()).toBe(0);
    const later = createKeyVault(db, suite);
    expect(await later.adoptIdentity(seed)).toBe("same");
    await db.table("ponds").add({ pond: "any pond" });
    expect(await later.adoptIdentity(new Uint8Array(32).fill(5))).toBe("another");
    expect(await later.adoptIdentity(seed)).toBe("same");
    expect((await later.identity()).publicKey).toEqual(publicKey);
    const signature = await (await later.identity()).sign("shoal/invite/1", message);
    expect(await suite.verifier.verify("shoal/invite/1", publicKey, message, signature)).toBe(true);
    db.close();
  });

  test("[K2] neither the seed nor any secret lies readable on the disk", async () => {
    const db = await disk.open();
    const vault = createKeyVault(db, suite);
    const seed = await vault.identitySeed();
    await vault.createFeedKeys();
    const rows = [...(await db.vault.toArray()), ...(await db.feedKeys.toArray())];
    expect(rows.length).toBe(2);
    for (const value of rows.flatMap((row) => Object.values(row) as readonly unknown[])) {
      if (value instanceof CryptoKey) expect(value.extractable).toBe(false);
      // Public keys are 32 bytes; a wrapped secret is 60. Nothing is the seed, or contains it.
      if (value instanceof Uint8Array) expect(hasInside(value, seed)).toBe(false);
    }
    const kept = await db.feedKeys.toCollection().first();
    const isNative = suite === webCryptoSuite;
    expect(kept?.signing instanceof CryptoKey).toBe(isNative);
    expect(kept?.box instanceof CryptoKey).toBe(isNative);
  });

  test("[K2] a feed's keys sign and agree as before after a restart; others' feeds have none here", async () => {
    const vault = createKeyVault(await disk.open(), suite);
    const keys = await vault.createFeedKeys();
    const bob = await createKeyVault(await createFakeDisk().open(), suite).createFeedKeys();

    const again = await createKeyVault(await disk.open(), suite).feedKeys(keys.feed);
    const signature = await again?.signer.sign("shoal/record/1", message);
    expect(await suite.verifier.verify("shoal/record/1", keys.signer.publicKey, message, signature ?? message)).toBe(
      true,
    );
    expect(again?.box.publicKey).toBe(keys.box.publicKey);
    expect(await again?.box.agree(bob.box.publicKey, "x")).toEqual(await bob.box.agree(keys.box.publicKey, "x"));
    expect(await vault.feedKeys(bob.feed)).toBeNull();
  });
});

test("[K2] keys kept wrapped by a browser without the curves are used on by the same browser once it has them", async () => {
  const before = createKeyVault(await disk.open(), nobleCryptoSuite);
  const identity = await before.identity();
  const keys = await before.createFeedKeys();
  const after = createKeyVault(await disk.open(), webCryptoSuite);
  expect((await after.identity()).publicKey).toEqual(identity.publicKey);
  const again = await after.feedKeys(keys.feed);
  expect(await again?.signer.sign("shoal/record/1", message)).toEqual(
    await keys.signer.sign("shoal/record/1", message),
  );
  const eve = await before.createFeedKeys();
  expect(await again?.box.agree(eve.box.publicKey, "x")).toEqual(await keys.box.agree(eve.box.publicKey, "x"));
});

test("[K1] an identity that cannot be read is never replaced by a new one", async () => {
  const db = await disk.open();
  const vault = createKeyVault(db, webCryptoSuite);
  await vault.identity();
  await db.vault.update("identity", { wrappedSeed: new Uint8Array(3) });
  const before = await db.vault.toArray();
  await expect(vault.identity()).rejects.toThrow("cannot be read");
  await expect(vault.identitySeed()).rejects.toThrow("cannot be read");
  expect(await db.vault.toArray()).toEqual(before);
});

test("[K2] a row of feed keys that is no such row gives no keys", async () => {
  const db = await disk.open();
  const vault = createKeyVault(db, webCryptoSuite);
  const { feed } = await vault.createFeedKeys();
  await db.feedKeys.update(feed, { box: "text" as unknown as Uint8Array });
  expect(await vault.feedKeys(feed)).toBeNull();
  expect(await vault.feedKeys("x" as FeedKey)).toBeNull();
});

function hasInside(bytes: Uint8Array, part: Uint8Array): boolean {
  return bytes.some((_, at) => part.every((byte, i) => bytes[at + i] === byte));
}
