import { createHash } from "node:crypto";
import { bytesToBase64Url, concatBytes, equalBytes } from "../../src/lib/bytes.ts";
import { type Box, type Signer, signedBytes, type Verifier } from "../../src/domain/crypto.ts";
import type { BoxKey, FeedKey } from "../../src/domain/ids.ts";
import type { FeedKeys } from "../../src/domain/keys.ts";
import { memoryBox, memorySigner, memoryVerifier } from "../../src/domain/memory-keys.ts";
import type { Dice } from "./dice.ts";

/** Where the keys of a run come from. */
export interface Keyring {
  readonly verifier: Verifier;
  signer(seed: Uint8Array): Signer;
  feedKeys(seed: Uint8Array): FeedKeys;
  /** A signer for a public key of one's own choice, as from hours of grinding. Null where keys cannot be chosen. */
  groundKeys(publicKey: Uint8Array<ArrayBuffer>): FeedKeys | null;
}

/** Ed25519 and X25519, as on a device. Some hundred times slower than the other. */
export function createRealKeyring(): Keyring {
  const signer = (seed: Uint8Array) => memorySigner(digest("identity", seed));
  return {
    verifier: memoryVerifier,
    signer,
    feedKeys: (seed) => keysOf(signer(seed), memoryBox(digest("box", seed))),
    groundKeys: () => null,
  };
}

/**
 * Signatures that are hashes under a secret which only signer and verifier of this ring know. They bind purpose, key
 * and message as real ones do; nobody outside of the ring can make one, and no one in it does so for another.
 */
export function createToyKeyring(dice: Dice): Keyring {
  const ring = dice.bytes(32);

  function sign(publicKey: Uint8Array, said: Uint8Array): Uint8Array<ArrayBuffer> {
    const half = digest("signature", ring, publicKey, said);
    return concatBytes(half, digest("second half", ring, half));
  }

  function signerOf(publicKey: Uint8Array<ArrayBuffer>): Signer {
    return { publicKey, sign: async (purpose, message) => sign(publicKey, signedBytes(purpose, message)) };
  }

  const signer = (seed: Uint8Array) => signerOf(digest("public key", ring, seed));
  return {
    verifier: {
      verify: async (purpose, publicKey, message, signature) =>
        equalBytes(signature, sign(publicKey, signedBytes(purpose, message))),
    },
    signer,
    feedKeys: (seed) => keysOf(signer(seed), toyBox(seed)),
    groundKeys: (publicKey) => keysOf(signerOf(publicKey), toyBox(publicKey)),
  };
}

function keysOf(signer: Signer, box: Box): FeedKeys {
  // This is the one place of the simulator where a feed key is earned, as in the vaults.
  return { feed: bytesToBase64Url(signer.publicKey) as string as FeedKey, signer, box };
}

/** Nobody opens private words in a run: the box is there to be named. */
function toyBox(seed: Uint8Array): Box {
  return { publicKey: bytesToBase64Url(digest("box", seed)) as string as BoxKey, agree: async () => null };
}

/** Node's own SHA-256: the runs spend most of their time here. */
function digest(use: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const hash = createHash("sha256").update(use);
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
}
