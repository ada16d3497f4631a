import { utf8ToBytes } from "@noble/hashes/utils.js";
import { concatBytes } from "../lib/bytes.ts";
import type { BoxKey } from "./ids.ts";

/** K4: what a signature is for. It is part of what is signed, so a signature made for one purpose proves no other. */
export type Purpose =
  | "shoal/record/1"
  | "shoal/feed-open/1"
  | "shoal/feed-close/1"
  | "shoal/invite/1"
  | "shoal/invite-use/1"
  | "shoal/handover/1"
  | "shoal/card/1"
  | "shoal/hello/1";

/** Holds one Ed25519 secret; never shows it. */
export interface Signer {
  /** 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** 64 bytes over purpose and message. */
  sign(purpose: Purpose, message: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
}

export interface Verifier {
  /** Never throws: a bad key or signature is simply false. */
  verify(purpose: Purpose, publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/** Holds one X25519 secret; agrees on keys with other people's public halves. */
export interface Box {
  readonly publicKey: BoxKey;
  /** 32 bytes that only the two of them can compute, bound to `context` (HKDF-SHA-256 of the X25519 secret). Null for a bad key. */
  agree(theirs: BoxKey, context: string): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** Authenticated encryption under a 32-byte key: AES-256-GCM, random nonce in front. */
export interface Cipher {
  seal(key: Uint8Array, plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Null where the key is another or the bytes were changed. */
  open(key: Uint8Array, sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer> | null>;
}

const SEPARATOR = new Uint8Array([0]);

/** What is really signed: the purpose, a zero byte (no purpose contains one), the message. */
export function signedBytes(purpose: Purpose, message: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(utf8ToBytes(purpose), SEPARATOR, message);
}
