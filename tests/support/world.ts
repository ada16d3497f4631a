import type { Clock } from "../../src/lib/clock.ts";
import type { Signer, Verifier } from "../../src/domain/crypto.ts";
import type { IdentityKey, PondId } from "../../src/domain/ids.ts";
import type { Invite } from "../../src/domain/invite/link.ts";
import { identityKeyOf, makeInvite, openFeedWithInvite, openPond } from "../../src/domain/invite/openings.ts";
import type { FeedKeys, KeyVault } from "../../src/domain/keys.ts";
import { type Ledger, openLedger } from "../../src/domain/ledger/ledger.ts";
import { createMemoryLedgerStore } from "../../src/domain/ledger/memory-store.ts";
import type { Projection } from "../../src/domain/ledger/projection.ts";
import type { LedgerStore } from "../../src/domain/ledger/store.ts";
import { createMemoryKeyVault, memoryVerifier } from "../../src/domain/memory-keys.ts";

/** A clock whose hands the test turns. */
export interface TestClock extends Clock {
  turn(ms: number): void;
}

export function createTestClock(start = Date.UTC(2026, 5, 1)): TestClock {
  let now = start;
  return {
    now: () => now,
    turn: (ms) => {
      now += ms;
    },
  };
}

/** One person with a device. */
export interface Person {
  readonly name: string;
  readonly vault: KeyVault;
  readonly identity: Signer;
  readonly me: IdentityKey;
}

/** A person's device in one pond. */
export interface Device {
  readonly person: Person;
  readonly keys: FeedKeys;
  readonly store: LedgerStore;
  readonly ledger: Ledger;
}

export interface World {
  readonly clock: TestClock;
  readonly verifier: Verifier;
  /** Signatures verified so far. */
  verified(): number;
  person(name: string): Promise<Person>;
  startPond(founder: Person, options?: DeviceOptions): Promise<Device>;
  invite(from: Device): Promise<Pick<Invite, "pond" | "certificate" | "seed">>;
  join(person: Person, invite: Pick<Invite, "pond" | "certificate" | "seed">, options?: DeviceOptions): Promise<Device>;
}

export interface DeviceOptions {
  readonly store?: LedgerStore;
  readonly project?: () => Projection;
}

const noViews: Projection = { absorb: () => [], endFeed: () => [] };

/** Alice, Bob, Eve and their devices, on the real ledger, with stores in memory. */
export function createWorld({
  clock = createTestClock(),
  verifier: given = memoryVerifier,
}: { readonly clock?: TestClock; readonly verifier?: Verifier } = {}): World {
  let verifications = 0;
  const verifier: Verifier = {
    verify: (...args) => {
      verifications++;
      return given.verify(...args);
    },
  };

  async function device(
    person: Person,
    pond: PondId,
    keys: FeedKeys,
    opening: Uint8Array,
    { store = createMemoryLedgerStore(), project = () => noViews }: DeviceOptions,
  ): Promise<Device> {
    const ledger = await openLedger({ pond, store, verifier, clock, project, keys });
    const outcome = await ledger.admitRun([opening]);
    if (outcome.admitted !== 1) throw new Error(`opening refused: ${outcome.refused?.kind ?? "?"}`);
    return { person, keys, store, ledger };
  }

  return {
    clock,
    verifier,
    verified: () => verifications,
    person: async (name) => {
      const vault = createMemoryKeyVault();
      const identity = await vault.identity();
      return { name, vault, identity, me: identityKeyOf(identity) };
    },
    startPond: async (founder, options = {}) => {
      const keys = await founder.vault.createFeedKeys();
      const about = { name: "North Campus", place: "library side", rules: "" };
      const opening = await openPond(about, founder.identity, keys, clock);
      if (!opening.ok) throw new Error(opening.error.kind);
      return device(founder, opening.value.pond, keys, opening.value.record, options);
    },
    invite: async (from) => {
      const seed = crypto.getRandomValues(new Uint8Array(32));
      const inviteKey = await from.person.vault.signerFromSeed(seed);
      const certificate = await makeInvite(from.ledger.pond, from.keys, inviteKey, clock);
      return { pond: from.ledger.pond, certificate, seed };
    },
    join: async (person, invite, options = {}) => {
      const keys = await person.vault.createFeedKeys();
      const inviteKey = await person.vault.signerFromSeed(invite.seed);
      const opening = await openFeedWithInvite(invite, inviteKey, person.identity, keys, clock);
      if (!opening.ok) throw new Error(opening.error.kind);
      return device(person, invite.pond, keys, opening.value.record, options);
    },
  };
}

/** Gives `to` all that `from` has and it lacks, run by run, as an honest wire would. */
export async function give(from: Device, to: Device): Promise<readonly (string | null)[]> {
  const refused: (string | null)[] = [];
  for (const { feed, count } of from.ledger.heads()) {
    const known = to.ledger.feed(feed)?.count ?? 0;
    if (known >= count) continue;
    const rows = await from.ledger.readRun(feed, known, count - known);
    const outcome = await to.ledger.admitRun(rows.map((row) => row.bytes));
    refused.push(outcome.refused?.kind ?? null);
  }
  return refused;
}

/** Both give until neither has anything new. */
export async function meet(a: Device, b: Device): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await give(a, b);
    await give(b, a);
  }
}

/** Feed and head of everything held: equal for two devices exactly when their ledgers are. */
export function headsOf(device: Device): Readonly<Record<string, string>> {
  const rows = device.ledger.heads().map(({ feed, count }) => {
    const row = device.ledger.feed(feed);
    return [feed, `${count}:${row?.head ?? ""}:${row?.endsAt ?? ""}`] as const;
  });
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}
