import { utf8ToBytes } from "@noble/hashes/utils.js";
import { base64UrlToBytes, bytesToBase64Url, concatBytes } from "../lib/bytes.ts";
import { type Box, type Signer, signedBytes, type Verifier } from "../domain/crypto.ts";
import { type BoxKey, keyBytes, SIGNATURE_BYTES } from "../domain/ids.ts";
import type { CryptoSuite, KeyPair } from "./crypto-suite.ts";
import { isWeakKey } from "./weak-key.ts";

/** RFC 8410: a 32-byte secret becomes PKCS#8 by putting this in front. The two differ in the last byte of the curve's OID. */
const PKCS8_HEAD = {
  Ed25519: new Uint8Array([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20]),
  X25519: new Uint8Array([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20]),
};

/** Public keys kept ready for verifying: a pond of some hundred people with several devices each. ~1 KB apiece. */
const MAX_READY_KEYS = 1024;

/** The browser's Ed25519 and X25519. Private keys are non-extractable from their first moment. */
export const webCryptoSuite: CryptoSuite = {
  verifier: createWebCryptoVerifier(),
  createSigningKey: async () => {
    // The type of generateKey for a named algorithm covers secret keys too; for Ed25519 it is always a pair.
    const made = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    return exportPublic(made);
  },
  createBoxKey: async () => {
    const made = await crypto.subtle.generateKey("X25519", false, ["deriveBits"]); // as above
    return exportPublic(made);
  },
  signingKeyFromSeed: async (seed) => {
    const pkcs8 = concatBytes(PKCS8_HEAD.Ed25519, seed);
    // The public half is computed by the browser and shown only in the JWK of an extractable key, which is dropped at once.
    const open = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
    const { x } = await crypto.subtle.exportKey("jwk", open);
    const publicKey = base64UrlToBytes(x ?? "");
    if (publicKey === null || publicKey.length === 0) throw new Error("the browser gave no public key");
    return { publicKey, secret: await importSecret(seed, "Ed25519") };
  },
  signer: async ({ publicKey, secret }): Promise<Signer> => {
    const key = secret instanceof CryptoKey ? secret : await importSecret(secret, "Ed25519");
    return {
      publicKey,
      sign: async (purpose, message) =>
        new Uint8Array(await crypto.subtle.sign("Ed25519", key, signedBytes(purpose, message))),
    };
  },
  box: async ({ publicKey, secret }): Promise<Box> => {
    const key = secret instanceof CryptoKey ? secret : await importSecret(secret, "X25519");
    return {
      // 32 bytes from a key pair: a box's public key by construction.
      publicKey: bytesToBase64Url(publicKey) as string as BoxKey,
      agree: (theirs, context) => agree(key, theirs, context),
    };
  },
};

/** Verifies by the browser. Keys that libraries disagree about are refused first. */
export function createWebCryptoVerifier(maxReadyKeys = MAX_READY_KEYS): Verifier {
  // In order of use, the longest unused first.
  const readyKeys = new Map<string, Promise<CryptoKey | null>>();

  function ready(publicKey: Uint8Array): Promise<CryptoKey | null> {
    const name = bytesToBase64Url(publicKey);
    const key = readyKeys.get(name) ?? importPublic(publicKey);
    readyKeys.delete(name);
    readyKeys.set(name, key);
    const [oldest] = readyKeys.keys();
    if (readyKeys.size > maxReadyKeys && oldest !== undefined) readyKeys.delete(oldest);
    return key;
  }

  return {
    verify: async (purpose, publicKey, message, signature) => {
      if (signature.length !== SIGNATURE_BYTES || isWeakKey(publicKey)) return false;
      const key = await ready(publicKey);
      if (key === null) return false;
      return crypto.subtle.verify("Ed25519", key, new Uint8Array(signature), signedBytes(purpose, message));
    },
  };
}

/** Null for bytes that are no point of the curve, where the browser looks. */
async function importPublic(publicKey: Uint8Array): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey("raw", new Uint8Array(publicKey), "Ed25519", false, ["verify"]);
  } catch {
    return null; // the browser's way to say that it is no key
  }
}

/** X25519, then HKDF-SHA-256 with the context as info. Null where their key forces a secret that everyone knows. */
async function agree(mine: CryptoKey, theirs: BoxKey, context: string): Promise<Uint8Array<ArrayBuffer> | null> {
  let shared: Uint8Array<ArrayBuffer>;
  try {
    const their = await crypto.subtle.importKey("raw", keyBytes(theirs), "X25519", false, []);
    shared = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: their }, mine, 256));
  } catch {
    return null; // most browsers refuse points of small order here
  }
  if (shared.every((byte) => byte === 0)) return null; // and some do not
  const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: new Uint8Array(utf8ToBytes(context)) };
  return new Uint8Array(await crypto.subtle.deriveBits(how, secret, 256));
}

function importSecret(secret: Uint8Array, curve: "Ed25519" | "X25519"): Promise<CryptoKey> {
  const usage: KeyUsage = curve === "Ed25519" ? "sign" : "deriveBits";
  return crypto.subtle.importKey("pkcs8", concatBytes(PKCS8_HEAD[curve], secret), curve, false, [usage]);
}

async function exportPublic({ publicKey, privateKey }: CryptoKeyPair): Promise<KeyPair> {
  return { publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)), secret: privateKey };
}
