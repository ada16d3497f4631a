import type { Verifier } from "../domain/crypto.ts";
import { type FeedKey, type IdentityKey, keyBytes, type PondId } from "../domain/ids.ts";
import type { FeedKeys } from "../domain/keys.ts";
import type { FeedRow } from "../domain/ledger/store.ts";
import { type HelloEnd, helloWord } from "../domain/ledger/signed-words.ts";

/** Signs and checks who is at the ends of a connection. Lives where the keys are; knows no connection. */
export interface Greeter {
  /** The feed of this device's in the pond. */
  feed(): Promise<FeedKey>;
  /** This feed's signature over both ends. */
  prove(mine: HelloEnd, theirs: HelloEnd): Promise<Uint8Array>;
  /** True where the other end's feed has signed it. */
  check(mine: HelloEnd, theirs: HelloEnd, signature: Uint8Array): Promise<boolean>;
  /** Whose feed it is; null where the ledger does not have it (yet). */
  identityOf(feed: FeedKey): Promise<IdentityKey | null>;
}

export interface GreeterParts {
  readonly pond: PondId;
  readonly keys: FeedKeys;
  readonly verifier: Verifier;
  readonly ledger: { feed(feed: FeedKey): FeedRow | undefined };
}

export function createGreeter({ pond, keys, verifier, ledger }: GreeterParts): Greeter {
  return {
    feed: async () => keys.feed,
    prove: (mine, theirs) => keys.signer.sign("shoal/hello/1", helloWord(pond, mine, theirs)),
    check: (mine, theirs, signature) =>
      verifier.verify("shoal/hello/1", keyBytes(theirs.feed), helloWord(pond, theirs, mine), signature),
    identityOf: async (feed) => {
      const row = ledger.feed(feed);
      return row === undefined || row.order === null ? null : row.identity;
    },
  };
}
