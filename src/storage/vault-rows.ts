import * as z from "zod/mini";
import { bytesField, type FeedKey, KEY_BYTES, parseKeyText } from "../domain/ids.ts";

/** K1: what the vault keeps of the identity: its seed, wrapped by `wrapping`, which no script can read. */
export interface VaultRow {
  readonly id: "identity";
  readonly publicKey: Uint8Array;
  /** AES-GCM, non-extractable. */
  readonly wrapping: CryptoKey;
  readonly wrappedSeed: Uint8Array;
  /** Ed25519, non-extractable; null where the browser has none and the seed is unwrapped for each signature. */
  readonly signing: CryptoKey | null;
}

/** K2: the secrets of one feed: CryptoKeys that no script can read or, where the browser lacks these curves, wrapped bytes. */
export interface FeedKeysRow {
  readonly feed: FeedKey;
  readonly boxPublic: Uint8Array;
  readonly signing: CryptoKey | Uint8Array;
  readonly box: CryptoKey | Uint8Array;
}

const publicKey = bytesField(KEY_BYTES, KEY_BYTES);
/** A wrapped secret: 12 bytes of nonce, 32 of secret, 16 of tag. */
const wrapped = bytesField(60, 60);
const cryptoKey = z.custom<CryptoKey>((value) => value instanceof CryptoKey);

export const VaultRow: z.ZodMiniType<VaultRow> = z.object({
  id: z.literal("identity"),
  publicKey,
  wrapping: cryptoKey,
  wrappedSeed: wrapped,
  signing: z.nullable(cryptoKey),
});

export const FeedKeysRow: z.ZodMiniType<FeedKeysRow> = z.object({
  feed: z.custom<FeedKey>((value) => typeof value === "string" && parseKeyText(value) !== null),
  boxPublic: publicKey,
  signing: z.union([cryptoKey, wrapped]),
  box: z.union([cryptoKey, wrapped]),
});
