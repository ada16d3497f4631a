import { ed25519, x25519 } from "@noble/curves/ed25519.js";
import { memoryBox, memorySigner, memoryVerifier } from "../domain/memory-keys.ts";
import type { CryptoSuite, Secret } from "./crypto-suite.ts";

/**
 * The same in pure JS, for browsers that lack one of the curves: about twenty times slower, and its secrets lie open in
 * this thread's memory while it runs (at rest the vault wraps them). Loaded only where it is needed.
 */
export const nobleCryptoSuite: CryptoSuite = {
  verifier: memoryVerifier,
  createSigningKey: async () => signingKey(ed25519.utils.randomSecretKey()),
  createBoxKey: async () => {
    const secret = new Uint8Array(x25519.utils.randomSecretKey());
    return { publicKey: new Uint8Array(x25519.getPublicKey(secret)), secret };
  },
  signingKeyFromSeed: async (seed) => signingKey(seed),
  signer: async ({ secret }) => memorySigner(bytesOf(secret)),
  box: async ({ secret }) => memoryBox(bytesOf(secret)),
};

function signingKey(seed: Uint8Array) {
  return { publicKey: new Uint8Array(ed25519.getPublicKey(seed)), secret: new Uint8Array(seed) };
}

/** A CryptoKey here was made by a browser that had the curves and has lost them: nothing that this file could mend. */
function bytesOf(secret: Secret): Uint8Array<ArrayBuffer> {
  if (secret instanceof CryptoKey)
    throw new DOMException("this browser no longer has Ed25519 or X25519", "NotSupportedError");
  return secret;
}
