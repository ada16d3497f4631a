import type { Box, Signer, Verifier } from "../domain/crypto.ts";

/** A secret key: one that no script can read, or its 32 bytes where the browser has no such thing for these curves. */
export type Secret = CryptoKey | Uint8Array<ArrayBuffer>;

export interface KeyPair {
  /** 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly secret: Secret;
}

/** Ed25519 and X25519 from one source: the browser, or a library where the browser lacks one of them. */
export interface CryptoSuite {
  readonly verifier: Verifier;
  createSigningKey(): Promise<KeyPair>;
  createBoxKey(): Promise<KeyPair>;
  signingKeyFromSeed(seed: Uint8Array): Promise<KeyPair>;
  /** Takes secrets of both forms: a browser may have learnt these curves since they were kept. */
  signer(keys: KeyPair): Promise<Signer>;
  box(keys: KeyPair): Promise<Box>;
}

/** The browser's own where it has both curves, else pure JS, loaded only then. */
export async function loadCryptoSuite(): Promise<CryptoSuite> {
  if (await hasBothCurves()) return (await import("./web-crypto.ts")).webCryptoSuite;
  return (await import("./noble-crypto.ts")).nobleCryptoSuite;
}

/** Tries, because nothing announces it: an algorithm that is missing rejects with NotSupportedError. */
export async function hasBothCurves(subtle: SubtleCrypto = crypto.subtle): Promise<boolean> {
  try {
    await Promise.all([
      subtle.generateKey("Ed25519", false, ["sign", "verify"]),
      subtle.generateKey("X25519", false, ["deriveBits"]),
    ]);
    return true;
  } catch {
    return false; // the answer to the question, whatever the browser calls it
  }
}
