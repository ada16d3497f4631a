import { bytesToBase64Url, equalBytes } from "../lib/bytes.ts";
import { type FeedKey, KEY_BYTES, keyBytes } from "../domain/ids.ts";
import type { KeyVault } from "../domain/keys.ts";
import type { CryptoSuite, KeyPair, Secret } from "./crypto-suite.ts";
import type { ShoalDatabase } from "./database.ts";
import { readRow } from "./rows.ts";
import { FeedKeysRow, VaultRow } from "./vault-rows.ts";
import { createWrappingKey, openWith, sealWith, webCipher } from "./web-cipher.ts";

/** K1, K2: the browser's vault. What rests in IndexedDB can be used by this origin, but not read. */
export function createKeyVault(db: ShoalDatabase, suite: CryptoSuite): KeyVault {
  /** Two tabs may make an identity at the same time: the first one stored is the identity of both. */
  async function ensureIdentity(): Promise<VaultRow> {
    const known = await readIdentity();
    if (known !== null) return known;
    const made = await makeIdentity(suite, crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
    await db.transaction("rw", db.vault, async () => {
      if ((await db.vault.get("identity")) === undefined) await db.vault.add(made);
    });
    const kept = await readIdentity();
    if (kept === null) throw new Error("the vault was emptied under our hands");
    return kept;
  }

  /** Never null for a row that is there but cannot be read: a new identity in its place would be the loss of the old. */
  async function readIdentity(): Promise<VaultRow | null> {
    const stored = await db.vault.get("identity");
    const row = readRow(VaultRow, stored, "vault");
    if (row === null && stored !== undefined) throw new Error("the vault's row cannot be read");
    return row;
  }

  async function wrap(secret: Secret): Promise<CryptoKey | Uint8Array> {
    return secret instanceof CryptoKey ? secret : sealWith((await ensureIdentity()).wrapping, secret);
  }

  async function unwrap(kept: CryptoKey | Uint8Array): Promise<Secret> {
    if (kept instanceof CryptoKey) return kept;
    const secret = await openWith((await ensureIdentity()).wrapping, kept);
    if (secret === null) throw new Error("a wrapped key does not open");
    return secret;
  }

  return {
    cipher: webCipher,
    hasIdentity: async () => (await readIdentity()) !== null,
    identity: async () => {
      const { publicKey, signing, wrappedSeed } = await ensureIdentity();
      return suite.signer({ publicKey: new Uint8Array(publicKey), secret: signing ?? (await unwrap(wrappedSeed)) });
    },
    identitySeed: async () => {
      const { wrapping, wrappedSeed } = await ensureIdentity();
      const seed = await openWith(wrapping, wrappedSeed);
      if (seed === null) throw new Error("the wrapped seed does not open");
      return seed;
    },
    adoptIdentity: async (seed) => {
      const given = await makeIdentity(suite, new Uint8Array(seed));
      // Read first, as it throws where the row cannot be read; the transaction looks again.
      await readIdentity();
      return db.transaction("rw", db.vault, db.ponds, db.feedKeys, async () => {
        const known = await db.vault.get("identity");
        if (known !== undefined && equalBytes(known.publicKey, given.publicKey)) return "same";
        if ((await db.ponds.count()) > 0) return "another";
        // Without a pond it has said nothing yet, or has left; keys made under it would not open any more.
        await Promise.all([db.feedKeys.clear(), db.vault.put(given)]);
        return "adopted";
      });
    },
    passingBox: async () => suite.box(await suite.createBoxKey()),
    createFeedKeys: async () => {
      const [signing, box] = await Promise.all([suite.createSigningKey(), suite.createBoxKey()]);
      const feed = feedKeyOf(signing);
      const row = { feed, boxPublic: box.publicKey, signing: await wrap(signing.secret), box: await wrap(box.secret) };
      await db.feedKeys.add(row);
      return { feed, signer: await suite.signer(signing), box: await suite.box(box) };
    },
    feedKeys: async (feed) => {
      const row = readRow(FeedKeysRow, await db.feedKeys.get(feed), "feedKeys");
      if (row === null) return null;
      const [signing, box] = await Promise.all([unwrap(row.signing), unwrap(row.box)]);
      return {
        feed,
        signer: await suite.signer({ publicKey: keyBytes(feed), secret: signing }),
        box: await suite.box({ publicKey: new Uint8Array(row.boxPublic), secret: box }),
      };
    },
    signerFromSeed: async (seed) => suite.signer(await suite.signingKeyFromSeed(seed)),
  };
}

/** Wipes the seed that it is given. */
async function makeIdentity(suite: CryptoSuite, seed: Uint8Array<ArrayBuffer>): Promise<VaultRow> {
  const [wrapping, { publicKey, secret }] = await Promise.all([createWrappingKey(), suite.signingKeyFromSeed(seed)]);
  const wrappedSeed = await sealWith(wrapping, seed);
  seed.fill(0);
  return { id: "identity", publicKey, wrapping, wrappedSeed, signing: secret instanceof CryptoKey ? secret : null };
}

function feedKeyOf({ publicKey }: KeyPair): FeedKey {
  // The public key of a key pair made one line above: a feed key by construction.
  return bytesToBase64Url(publicKey) as string as FeedKey;
}
