import { bytesToBase64Url } from "../../lib/bytes.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Verifier } from "../../domain/crypto.ts";
import type { FeedKey, IdentityKey, PondId, RecordId } from "../../domain/ids.ts";
import { identityKeyOf, makeInvite, openFeedWithInvite, openPond, type Opening } from "../../domain/invite/openings.ts";
import type { FeedKeys } from "../../domain/keys.ts";
import type { BodyOf, RecordKind } from "../../domain/kinds/registry.ts";
import { type Ledger, openLedger } from "../../domain/ledger/ledger.ts";
import { createMemoryLedgerStore } from "../../domain/ledger/memory-store.ts";
import type { Projection } from "../../domain/ledger/projection.ts";
import type { Result } from "../../lib/result.ts";
import type { Ground } from "../pond-session.ts";

/** Somebody made up: keys that nobody keeps, and a ledger in memory that lasts as long as the sample is written. */
export interface Actor {
  readonly me: IdentityKey;
  readonly keys: FeedKeys;
  readonly ledger: Ledger;
  readonly opening: Uint8Array;
  say<K extends RecordKind>(kind: K, body: BodyOf<K>): Promise<RecordId>;
}

/** A clock of the story, which only goes forward. */
export interface StoryClock extends Clock {
  /** To that time, where it is not later already. */
  goTo(time: number): void;
}

/** ms between two things that happen in the story. */
const STEP_MS = 3 * 60_000;
const SEED_BYTES = 32;
/** Each of them only writes; the ledger that takes it all in looks at every signature. */
const TRUSTING: Verifier = { verify: async () => true };
const NO_VIEWS: Projection = { absorb: () => [], endFeed: () => [] };

export function createStoryClock(start: number): StoryClock {
  let now = start;
  return {
    now: () => now,
    goTo: (time) => {
      now = Math.max(now + STEP_MS, time);
    },
  };
}

/** People for one story: the first starts the pond, the others come in by invites, and each has said a name. */
export function createCast(ground: Ground, clock: StoryClock) {
  const { vault, random } = ground;

  async function passingKeys(): Promise<FeedKeys> {
    const signer = await vault.signerFromSeed(random.bytes(SEED_BYTES));
    // The public key of the pair made one line above: a feed key by construction.
    const feed = bytesToBase64Url(signer.publicKey) as string as FeedKey;
    return { feed, signer, box: await vault.passingBox() };
  }

  async function actorOf(me: IdentityKey, keys: FeedKeys, { pond, record }: Opening): Promise<Actor> {
    const store = createMemoryLedgerStore();
    const ledger = await openLedger({ pond, store, verifier: TRUSTING, clock, project: () => NO_VIEWS, keys });
    await ledger.admitRun([record]);
    return {
      me,
      keys,
      ledger,
      opening: record,
      say: async (kind, body) => {
        clock.goTo(0);
        return good(await ledger.append(kind, body)).id;
      },
    };
  }

  return {
    start: async (about: { readonly name: string; readonly place: string; readonly rules: string }): Promise<Actor> => {
      const identity = await vault.signerFromSeed(random.bytes(SEED_BYTES));
      const keys = await passingKeys();
      const opening = good(await openPond(about, identity, keys, clock));
      return actorOf(identityKeyOf(identity), keys, opening);
    },
    /** `keys`: those of whoever looks around, which this device keeps for as long as the sample. */
    join: async (pond: PondId, inviter: Actor, keys?: FeedKeys): Promise<Actor> => {
      clock.goTo(0);
      const identity = await vault.signerFromSeed(random.bytes(SEED_BYTES));
      const inviteKey = await vault.signerFromSeed(random.bytes(SEED_BYTES));
      const certificate = await makeInvite(pond, inviter.keys, inviteKey, clock);
      const own = keys ?? (await passingKeys());
      const opening = good(await openFeedWithInvite({ pond, certificate }, inviteKey, identity, own, clock));
      return actorOf(identityKeyOf(identity), own, opening);
    },
  };
}

/** The story is ours: what it says is always right, or it is a bug. */
export function good<T, E extends { readonly kind: string }>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`the sample's story: ${result.error.kind}`);
  return result.value;
}
