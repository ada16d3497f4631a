import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { bytesToNumberLE } from "@noble/curves/utils.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { bytesToBase64Url, concatBytes, equalBytes } from "../lib/bytes.ts";
import { type Box, type Cipher, type Signer, signedBytes, type Verifier } from "./crypto.ts";
import { type BoxKey, type FeedKey, keyBytes, SIGNATURE_BYTES } from "./ids.ts";
import type { FeedKeys, KeyVault } from "./keys.ts";

/**
 * Ed25519 in pure JS, byte for byte as browsers do it. The library's own `verify` multiplies both sides by the cofactor
 * (as RFC 8032 allows), which lets in signatures with a bit of torsion that OpenSSL, BoringSSL and NSS refuse: one such
 * record, and peers of different browsers would hold different ponds (P3). So: weak keys refused, and R compared as bytes.
 */
export const memoryVerifier: Verifier = {
  verify: async (purpose, publicKey, message, signature) => {
    try {
      return holds(publicKey, signedBytes(purpose, message), signature);
    } catch {
      return false; // not a point, not a scalar, not that many bytes: the library's way to say no
    }
  },
};

/** R = [S]B − [k]A, and R is spelled as it was signed (RFC 8032 §5.1.7 without the cofactor). */
function holds(publicKey: Uint8Array, said: Uint8Array, signature: Uint8Array): boolean {
  const { Point } = ed25519;
  if (signature.length !== SIGNATURE_BYTES) return false;
  const key = Point.fromBytes(publicKey, false);
  if (key.isSmallOrder()) return false;
  const r = signature.subarray(0, 32);
  const k = Point.Fn.create(bytesToNumberLE(sha512(concatBytes(r, publicKey, said))));
  // Throws where S is not below the group's order, so that no signature has a second spelling.
  const sB = Point.BASE.multiplyUnsafe(bytesToNumberLE(signature.subarray(32)));
  return equalBytes(sB.subtract(key.multiplyUnsafe(k)).toBytes(), r);
}

export function memorySigner(seed: Uint8Array): Signer {
  const publicKey = new Uint8Array(ed25519.getPublicKey(seed));
  return {
    publicKey,
    sign: async (purpose, message) => new Uint8Array(ed25519.sign(signedBytes(purpose, message), seed)),
  };
}

export function memoryBox(secret: Uint8Array): Box {
  return {
    publicKey: bytesToBase64Url(x25519.getPublicKey(secret)) as string as BoxKey,
    agree: async (theirs, context) => {
      try {
        const shared = x25519.getSharedSecret(secret, keyBytes(theirs));
        return new Uint8Array(hkdf(sha256, shared, undefined, utf8ToBytes(context), 32));
      } catch {
        return null; // a point of small order: the library refuses it
      }
    },
  };
}

/** No secrecy: marks what was sealed with which key, so that tests can tell who could read it. */
const tellingCipher: Cipher = {
  seal: async (key, plain) => new Uint8Array([...key.slice(0, 16), ...plain]),
  open: async (key, sealed) => (key.slice(0, 16).every((byte, i) => byte === sealed[i]) ? sealed.slice(16) : null),
};

/** Keys that live as long as the test does. */
export function createMemoryKeyVault(cipher: Cipher = tellingCipher): KeyVault {
  const feeds = new Map<FeedKey, FeedKeys>();
  let seed: Uint8Array = ed25519.utils.randomSecretKey();
  return {
    cipher,
    identity: async () => memorySigner(seed),
    hasIdentity: async () => true,
    identitySeed: async () => new Uint8Array(seed),
    adoptIdentity: async (given) => {
      if (equalBytes(given, seed)) return "same";
      if (feeds.size > 0) return "another";
      seed = new Uint8Array(given);
      return "adopted";
    },
    passingBox: async () => memoryBox(x25519.utils.randomSecretKey()),
    createFeedKeys: async () => {
      const signer = memorySigner(ed25519.utils.randomSecretKey());
      const box = memoryBox(x25519.utils.randomSecretKey());
      const keys = { feed: bytesToBase64Url(signer.publicKey) as string as FeedKey, signer, box };
      feeds.set(keys.feed, keys);
      return keys;
    },
    feedKeys: async (feed) => feeds.get(feed) ?? null,
    signerFromSeed: async (given) => memorySigner(given),
  };
}
