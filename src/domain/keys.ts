import type { Box, Cipher, Signer } from "./crypto.ts";
import type { FeedKey } from "./ids.ts";

/** The keys of one feed: made on this device, for one pond, never leaving it (K2). */
export interface FeedKeys {
  readonly feed: FeedKey;
  readonly signer: Signer;
  readonly box: Box;
}

/** Where secrets rest. The browser's vault keeps non-extractable CryptoKeys in IndexedDB; tests keep theirs in memory. */
export interface KeyVault {
  readonly cipher: Cipher;
  /** This device's identity, made on first use (K1). */
  identity(): Promise<Signer>;
  /** True once an identity exists. */
  hasIdentity(): Promise<boolean>;
  /** The identity's 32-byte seed, to be shown as 24 words. */
  identitySeed(): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Takes this seed for the device's identity. Refused ("another") where the device is somebody else's already and has a
   * pond: that identity would be lost. "same" where it is that identity already.
   */
  adoptIdentity(seed: Uint8Array): Promise<"adopted" | "same" | "another">;
  /** A box for one exchange; not kept. */
  passingBox(): Promise<Box>;
  /** Makes and keeps the keys of a new feed. */
  createFeedKeys(): Promise<FeedKeys>;
  /** Null where this device never had them. */
  feedKeys(feed: FeedKey): Promise<FeedKeys | null>;
  /** A signer from a seed that came in an invite link; not kept. */
  signerFromSeed(seed: Uint8Array): Promise<Signer>;
}
