import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { bytesToBase64Url } from "../lib/bytes.ts";
import { type Box, type Cipher, type Signer, signedBytes, type Verifier } from "./crypto.ts";
import { type BoxKey, type FeedKey, keyBytes } from "./ids.ts";
import type { FeedKeys, KeyVault } from "./keys.ts";

/** Ed25519 in pure JS (RFC 8032, as browsers check it: not ZIP 215). */
export const memoryVerifier: Verifier = {
  verify: async (purpose, publicKey, message, signature) => {
    try {
      return ed25519.verify(signature, signedBytes(purpose, message), publicKey, { zip215: false });
    } catch {
      return false; // not a point, not a scalar: the library's way to say no
    }
  },
};

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
  const seed = ed25519.utils.randomSecretKey();
  return {
    cipher,
    identity: async () => memorySigner(seed),
    hasIdentity: async () => true,
    identitySeed: async () => new Uint8Array(seed),
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
