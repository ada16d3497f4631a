import type { Cipher } from "../domain/crypto.ts";
import { concatBytes } from "../lib/bytes.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM by the browser, random nonce in front. Every browser has it. */
export const webCipher: Cipher = {
  seal: async (key, plain) => sealWith(await importKey(key, "encrypt"), plain),
  open: async (key, sealed) => openWith(await importKey(key, "decrypt"), sealed),
};

/** A fresh key that no script can read. */
export function createWrappingKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function sealWith(key: CryptoKey, plain: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new Uint8Array(plain));
  return concatBytes(iv, new Uint8Array(sealed));
}

/** Null where the key is another or the bytes were changed. */
export async function openWith(key: CryptoKey, sealed: Uint8Array): Promise<Uint8Array<ArrayBuffer> | null> {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const iv = new Uint8Array(sealed.subarray(0, NONCE_BYTES));
  try {
    const rest = new Uint8Array(sealed.subarray(NONCE_BYTES));
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, rest));
  } catch {
    return null; // OperationError: the tag does not fit, and nothing more is ever said
  }
}

function importKey(key: Uint8Array, usage: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", new Uint8Array(key), "AES-GCM", false, [usage]);
}
