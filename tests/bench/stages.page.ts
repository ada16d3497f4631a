import * as z from "zod/mini";
import { systemClock } from "../../src/lib/clock.ts";
import { bytesToBase64Url } from "../../src/lib/bytes.ts";
import type { Verifier } from "../../src/domain/crypto.ts";
import type { PondId } from "../../src/domain/ids.ts";
import { openLedger } from "../../src/domain/ledger/ledger.ts";
import { createMemoryLedgerStore } from "../../src/domain/ledger/memory-store.ts";
import type { Projection } from "../../src/domain/ledger/projection.ts";
import type { LedgerStore } from "../../src/domain/ledger/store.ts";
import { createPondFold } from "../../src/domain/pond/fold.ts";
import { loadCryptoSuite } from "../../src/storage/crypto-suite.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { createDexieLedgerStore } from "../../src/storage/dexie-ledger-store.ts";
import { readBundle } from "../../src/sync/bundle.ts";
import { createGate } from "../../src/sync/gate.ts";

/** ms of taking in one bundle: everything, and what each stage adds to reading, hashing and placing alone. */
export interface Stages {
  readonly records: number;
  readonly all: number;
  readonly read: number;
  readonly verify: number;
  /** Records and feeds alone. */
  readonly store: number;
  /** Folding, and storing the views that come of it. */
  readonly fold: number;
}

const POND_AT = 10;
const unverified: Verifier = { verify: async () => true };
const noViews = (): Projection => ({ absorb: () => [], endFeed: () => [] });

z.config({ jitless: true });
Object.assign(globalThis, { measureStages });

/** The same code as in the worker, on the browser's own IndexedDB and WebCrypto, with one stage at a time left out. */
async function measureStages(address: string): Promise<Stages> {
  const bundle = await (await fetch(address)).blob();
  const id = new Uint8Array(await bundle.slice(POND_AT, POND_AT + 32).arrayBuffer());
  const pond = bytesToBase64Url(id) as string as PondId; // the bundle's own head
  const { verifier } = await loadCryptoSuite();
  const fold = () => createPondFold(pond);
  let records = 0;

  async function take(with_: { verifier: Verifier; store: LedgerStore; project: () => Projection }): Promise<number> {
    const ledger = await openLedger({ pond, clock: systemClock, keys: null, ...with_ });
    const started = performance.now();
    const report = await readBundle(pond, bundle, createGate({ ledger }));
    const taken = performance.now() - started;
    if (!report.ok || report.value.refused > 0) throw new Error("the bundle was not taken in whole");
    records = report.value.added;
    return taken;
  }
  async function disk(name: string): Promise<LedgerStore> {
    const db = await openDatabase({ name, onLost: () => undefined });
    if (!db.ok) throw new Error(db.error.kind);
    return createDexieLedgerStore(db.value);
  }

  const memory = createMemoryLedgerStore;
  await take({ verifier: unverified, store: memory(), project: noViews }); // warms the compiler up
  const read = await take({ verifier: unverified, store: memory(), project: noViews });
  const verify = (await take({ verifier, store: memory(), project: noViews })) - read;
  const store = (await take({ verifier: unverified, store: await disk("bench-store"), project: noViews })) - read;
  const folded = (await take({ verifier: unverified, store: await disk("bench-fold"), project: fold })) - read - store;
  const all = await take({ verifier, store: await disk("bench-all"), project: fold });
  return { records, all, read, verify, store, fold: folded };
}
