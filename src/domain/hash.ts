import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "../lib/bytes.ts";

/**
 * SHA-256, synchronous: for the few hundred bytes of a record the pure-JS function is faster than a promise a hash
 * (docs/decisions/0002). Photos, which are large, are hashed by the platform.
 */
export function hashBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = parts.length === 1 && parts[0] !== undefined ? parts[0] : concatBytes(...parts);
  return new Uint8Array(sha256(whole));
}
