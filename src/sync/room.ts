import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { bytesToBase64Url } from "../lib/bytes.ts";

/** Where the members of a pond meet. */
export interface Room {
  /** What a relay sees: says nothing of the pond to who does not have its secret. */
  readonly topic: string;
  /** Encrypts the introductions that pass through the relay. */
  readonly password: string;
}

/** What the codes of a pond's members are known and sealed by (M2). */
export interface PairingKey {
  /** 4 bytes by which a code of another pond is known. */
  readonly hint: Uint8Array;
  /** 32 bytes that only who is in the pond, or invited, has. */
  readonly seal: Uint8Array;
}

const BYTES = 32;
const HINT_BYTES = 4;

/** M1, P1: name and key of a pond's room, from its secret by HKDF-SHA-256 (RFC 5869). */
export function roomOf(secret: Uint8Array): Room {
  const derive = (use: string) => bytesToBase64Url(derived(secret, `room/1/${use}`, BYTES));
  return { topic: derive("topic"), password: derive("password") };
}

/** M2: from the same secret. */
export function pairingKeyOf(secret: Uint8Array): PairingKey {
  return { hint: derived(secret, "pair/1/hint", HINT_BYTES), seal: derived(secret, "pair/1/seal", BYTES) };
}

function derived(secret: Uint8Array, use: string, bytes: number): Uint8Array {
  return hkdf(sha256, secret, undefined, utf8ToBytes(`shoal/${use}`), bytes);
}
