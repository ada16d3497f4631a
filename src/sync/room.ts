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

const BYTES = 32;

/** M1, P1: name and key of a pond's room, from its secret by HKDF-SHA-256 (RFC 5869). */
export function roomOf(secret: Uint8Array): Room {
  const derive = (use: string) =>
    bytesToBase64Url(hkdf(sha256, secret, undefined, utf8ToBytes(`shoal/room/1/${use}`), BYTES));
  return { topic: derive("topic"), password: derive("password") };
}
