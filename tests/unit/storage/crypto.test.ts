import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToNumberLE, numberToBytesLE } from "@noble/curves/utils.js";
import { sha512 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToBase64Url, concatBytes } from "../../../src/lib/bytes.ts";
import { type Purpose, signedBytes } from "../../../src/domain/crypto.ts";
import type { BoxKey } from "../../../src/domain/ids.ts";
import { hasBothCurves, loadCryptoSuite } from "../../../src/storage/crypto-suite.ts";
import { nobleCryptoSuite } from "../../../src/storage/noble-crypto.ts";
import { webCipher } from "../../../src/storage/web-cipher.ts";
import { createWebCryptoVerifier, webCryptoSuite } from "../../../src/storage/web-crypto.ts";
import { isWeakKey } from "../../../src/storage/weak-key.ts";

const suites = { browser: webCryptoSuite, noble: nobleCryptoSuite };
const both = [suites.browser, suites.noble] as const;
const purpose: Purpose = "shoal/record/1";
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
const messages = fc.uint8Array({ maxLength: 300 });
const runs = { numRuns: 40 };

/** What the two say of one signature; they must never differ. */
async function verdicts(key: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<readonly boolean[]> {
  return Promise.all(both.map(({ verifier }) => verifier.verify(purpose, key, message, signature)));
}

describe("signatures", () => {
  test("[K1] the browser and noble make the same key and the same signature of one seed", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, messages, async (seed, message) => {
        const [a, b] = await Promise.all(both.map(async (s) => s.signer(await s.signingKeyFromSeed(seed))));
        expect(a?.publicKey).toEqual(b?.publicKey);
        const signature = await a?.sign(purpose, message);
        expect(signature).toEqual(await b?.sign(purpose, message));
        expect(await verdicts(a?.publicKey ?? seed, message, signature ?? seed)).toEqual([true, true]);
      }),
      runs,
    );
  });

  test("[K1] any flipped bit of key, message or signature is refused by both", async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(), async (seed, message, at) => {
        const signer = await suites.browser.signer(await suites.browser.signingKeyFromSeed(seed));
        const signature = await signer.sign(purpose, message);
        const flipped = (bytes: Uint8Array) =>
          bytes.map((byte, i) => (i === at % bytes.length ? byte ^ (1 << (at % 8)) : byte));
        expect(await verdicts(flipped(signer.publicKey), message, signature)).toEqual([false, false]);
        expect(await verdicts(signer.publicKey, flipped(message), signature)).toEqual([false, false]);
        expect(await verdicts(signer.publicKey, message, flipped(signature))).toEqual([false, false]);
      }),
      runs,
    );
  });

  test("[K4] a signature made for one purpose proves no other", async () => {
    const signer = await suites.browser.signer(await suites.browser.createSigningKey());
    const message = new Uint8Array([1, 2, 3]);
    const signature = await signer.sign("shoal/invite/1", message);
    for (const { verifier } of both) {
      expect(await verifier.verify("shoal/invite/1", signer.publicKey, message, signature)).toBe(true);
      expect(await verifier.verify("shoal/record/1", signer.publicKey, message, signature)).toBe(false);
    }
  });

  test("[K1] garbage of any size is false, not an exception", async () => {
    const garbage = fc.uint8Array({ maxLength: 70 });
    await fc.assert(
      fc.asyncProperty(garbage, messages, garbage, async (key, message, signature) => {
        expect(await verdicts(key, message, signature)).toEqual([false, false]);
      }),
      runs,
    );
  });

  test("[P3] eve's signatures with torsion, which libraries disagree about, get the same answer from both", async () => {
    const { Point } = ed25519;
    const { Fn } = Point;
    const torsion = Point.fromBytes(hexToBytes("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"));
    const order = Fn.ORDER;
    let libraryWouldAccept = 0;
    for (let i = 1; i <= 24; i++) {
      // Eve knows her scalar, adds a point of order 8 to R (odd i) or to her key (even i), and signs by hand.
      const secret = Fn.create(BigInt(i) * 7_777_777n);
      const nonce = Fn.create(BigInt(i) * 1_234_567_891n);
      const plainKey = Point.BASE.multiply(secret);
      const key = (i % 2 === 0 ? plainKey.add(torsion) : plainKey).toBytes();
      const plainR = Point.BASE.multiply(nonce);
      const r = (i % 2 === 1 ? plainR.add(torsion) : plainR).toBytes();
      const message = new Uint8Array([i]);
      const said = signedBytes(purpose, message);
      const k = Fn.create(bytesToNumberLE(sha512(concatBytes(r, key, said))));
      const s = Fn.create(nonce + k * secret);
      const signature = concatBytes(r, numberToBytesLE(s, 32));
      if (ed25519.verify(signature, said, key, { zip215: false })) libraryWouldAccept++;
      const [browser, noble] = await verdicts(key, message, signature);
      expect(noble).toBe(browser);
      if (i % 2 === 1) expect(browser).toBe(false);
      // S + order is a second spelling of the same scalar; it must not be one of the same signature.
      const respelled = concatBytes(r, numberToBytesLE(s + order, 32));
      expect(await verdicts(key, message, respelled)).toEqual([false, false]);
    }
    expect(libraryWouldAccept).toBe(24);
  });

  test("[P3] keys of small order and second spellings of a key are refused by both", async () => {
    const { Point } = ed25519;
    const generator = Point.fromBytes(hexToBytes("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"));
    const small = Array.from({ length: 8 }, (_, i) =>
      Point.ZERO.add(i === 0 ? Point.ZERO : generator.multiplyUnsafe(BigInt(i))).toBytes(),
    );
    expect(new Set(small.map((key) => bytesToBase64Url(key))).size).toBe(8);
    for (const key of small) {
      expect(isWeakKey(key)).toBe(true);
      const forAnything = concatBytes(key, new Uint8Array(32)); // R = −kA and S = 0 for some k
      expect(await verdicts(key, new Uint8Array([7]), forAnything)).toEqual([false, false]);
    }
    const p = 2n ** 255n - 19n;
    for (let y = p; y < 2n ** 255n; y++) expect(isWeakKey(numberToBytesLE(y, 32))).toBe(true);
    expect(isWeakKey(numberToBytesLE(p - 2n, 32))).toBe(false);
    fc.assert(fc.property(seeds, (seed) => !isWeakKey(ed25519.getPublicKey(seed))));
  });

  test("[K2] keys that were forgotten by the bounded cache verify as before", async () => {
    const verifier = createWebCryptoVerifier(2);
    const signers = await Promise.all(
      [1, 2, 3, 4].map(async () => webCryptoSuite.signer(await webCryptoSuite.createSigningKey())),
    );
    const message = new Uint8Array([1]);
    for (const signer of [...signers, ...signers]) {
      const signature = await signer.sign(purpose, message);
      expect(await verifier.verify(purpose, signer.publicKey, message, signature)).toBe(true);
      expect(await verifier.verify(purpose, signer.publicKey, new Uint8Array([2]), signature)).toBe(false);
    }
  });
});

describe("boxes", () => {
  const names = [
    ["browser", "browser"],
    ["browser", "noble"],
    ["noble", "noble"],
  ] as const;

  test.each(names)("[K2] alice (%s) and bob (%s) agree, bound to the context; eve cannot", async (one, other) => {
    for (let i = 0; i < 10; i++) {
      const alice = await suites[one].box(await suites[one].createBoxKey());
      const bob = await suites[other].box(await suites[other].createBoxKey());
      const eve = await suites.noble.box(await suites.noble.createBoxKey());
      const secret = await alice.agree(bob.publicKey, "deal 1");
      expect(secret?.length).toBe(32);
      expect(await bob.agree(alice.publicKey, "deal 1")).toEqual(secret);
      expect(await bob.agree(alice.publicKey, "deal 2")).not.toEqual(secret);
      expect(await eve.agree(alice.publicKey, "deal 1")).not.toEqual(secret);
    }
  });

  test("[K2] a key of small order, which would force a secret that everyone knows, is refused by both", async () => {
    const forcing = [
      "0".repeat(64),
      "01" + "0".repeat(62),
      "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    ];
    for (const suite of both) {
      const box = await suite.box(await suite.createBoxKey());
      for (const hex of forcing) {
        const key = bytesToBase64Url(hexToBytes(hex)) as string as BoxKey; // 32 bytes
        expect(await box.agree(key, "deal")).toBeNull();
      }
    }
  });
});

test("[K2] a sealed text opens with its key only, unchanged only, and never twice in the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, messages, fc.nat(), async (key, plain, at) => {
      const sealed = await webCipher.seal(key, plain);
      expect(await webCipher.open(key, sealed)).toEqual(new Uint8Array(plain));
      expect(
        await webCipher.open(
          key,
          sealed.map((byte, i) => (i === at % sealed.length ? byte ^ 1 : byte)),
        ),
      ).toBeNull();
      expect(
        await webCipher.open(
          key.map((byte) => byte ^ 255),
          sealed,
        ),
      ).toBeNull();
      expect(await webCipher.open(key, sealed.slice(0, at % 28))).toBeNull();
      expect(await webCipher.seal(key, plain)).not.toEqual(sealed);
    }),
    runs,
  );
});

test("[K2] the library is used only where the browser lacks one of the curves", async () => {
  expect(await loadCryptoSuite()).toBe(webCryptoSuite);
  for (const lacking of ["Ed25519", "X25519"]) {
    const generateKey = async (algorithm: unknown) => {
      if (algorithm === lacking) throw new DOMException("unknown", "NotSupportedError");
      return {};
    };
    expect(await hasBothCurves({ generateKey } as unknown as SubtleCrypto)).toBe(false); // a browser of some years ago
  }
});

function hexToBytes(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

test("[K2] no private key of a feed can be exported", async () => {
  for (const { secret } of [await webCryptoSuite.createSigningKey(), await webCryptoSuite.createBoxKey()]) {
    if (!(secret instanceof CryptoKey)) throw new Error("the browser's suite keeps CryptoKeys");
    for (const format of ["pkcs8", "jwk", "raw"] as const) {
      await expect(crypto.subtle.exportKey(format, secret)).rejects.toThrow();
    }
  }
});
