import { concatBytes, equalBytes } from "../../lib/bytes.ts";
import { err, ok, type Result } from "../../lib/result.ts";
import { SCRYPT, SCRYPT_RANGE } from "./limits.ts";

/** First bytes of a backup. Then: version, scrypt's log2 N, r and p, a byte each; the salt; what shows that the passphrase is right. */
const MAGIC = new Uint8Array([..."SHOALBACK"].map((char) => char.charCodeAt(0)));
const VERSION = 1;
const SALT_BYTES = 16;
const CHECK_BYTES = 16;
const KEY_BYTES = 32;
const FIXED_BYTES = MAGIC.length + 4;
export const HEAD_BYTES = FIXED_BYTES + SALT_BYTES + CHECK_BYTES;

export type HeadError =
  /** It is something else, or its first bytes are broken. */
  { readonly kind: "backup-unreadable" } | { readonly kind: "backup-newer" } | { readonly kind: "passphrase-wrong" };

/** What scrypt costs: its memory is 128 · 2^logN · r bytes. */
export interface Cost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** A backup's head and the key of what follows. */
export interface Opened {
  readonly head: Uint8Array<ArrayBuffer>;
  readonly key: CryptoKey;
}

/** A fresh head: its salt is of this file alone, so the key is too. */
export async function makeHead(passphrase: string, cost: Cost = SCRYPT): Promise<Opened> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const { check, key } = await derive(passphrase, salt, cost);
  return { head: concatBytes(MAGIC, new Uint8Array([VERSION, cost.logN, cost.r, cost.p]), salt, check), key };
}

/** Reads the first HEAD_BYTES of a file. Nothing is derived for a cost that this app does not accept. */
export async function openHead(head: Uint8Array<ArrayBuffer>, passphrase: string): Promise<Result<Opened, HeadError>> {
  if (head.length !== HEAD_BYTES || !equalBytes(head.subarray(0, MAGIC.length), MAGIC)) {
    return err({ kind: "backup-unreadable" });
  }
  const [version = 0, logN = 0, r = 0, p = 0] = head.subarray(MAGIC.length, FIXED_BYTES);
  if (version > VERSION) return err({ kind: "backup-newer" });
  const isAccepted = isWithin(logN, SCRYPT_RANGE.logN) && isWithin(r, SCRYPT_RANGE.r) && isWithin(p, SCRYPT_RANGE.p);
  if (version !== VERSION || !isAccepted) return err({ kind: "backup-unreadable" });
  const salt = head.subarray(FIXED_BYTES, FIXED_BYTES + SALT_BYTES);
  const { check, key } = await derive(passphrase, salt, { logN, r, p });
  const isRight = equalBytes(check, head.subarray(FIXED_BYTES + SALT_BYTES));
  return isRight ? ok({ head, key }) : err({ kind: "passphrase-wrong" });
}

/**
 * The key, and bytes beside it that tell a wrong passphrase from a broken file. They give a guesser nothing that the first
 * chunk would not give him.
 */
async function derive(passphrase: string, salt: Uint8Array, { logN, r, p }: Cost) {
  // The same letters are typed as other bytes on another keyboard; and a line copied from a note has ends.
  const typed = passphrase.normalize("NFKC").trim();
  const { scryptAsync } = await import("@noble/hashes/scrypt.js");
  const derived = await scryptAsync(typed, salt, { N: 2 ** logN, r, p, dkLen: KEY_BYTES + CHECK_BYTES });
  const raw = new Uint8Array(derived.subarray(0, KEY_BYTES));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  raw.fill(0);
  return { key, check: new Uint8Array(derived.subarray(KEY_BYTES)) };
}

function isWithin(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most;
}
