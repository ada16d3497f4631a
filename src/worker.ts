import { expose, proxy, type ProxyMarked } from "comlink";
import * as z from "zod/mini";
import { systemClock } from "./lib/clock.ts";
import { err, ok, type Result } from "./lib/result.ts";
import type { PondId } from "./domain/ids.ts";
import type { AppError } from "./app/api.ts";
import { createNode, type ShoalNode } from "./app/node.ts";
import { createNeighbours } from "./app/neighbours.ts";
import { appErrorOf } from "./app/storage-errors.ts";
import { loadCryptoSuite } from "./storage/crypto-suite.ts";
import { openDatabase } from "./storage/database.ts";
import { createDexieLedgerStore } from "./storage/dexie-ledger-store.ts";
import { createKeepStore } from "./storage/keep-store.ts";
import { createKeyVault } from "./storage/key-vault.ts";
import { createLocalStore } from "./storage/local-rows.ts";
import { readRoom } from "./storage/quota.ts";

// The security policy allows no eval, which zod's compiler would try first.
z.config({ jitless: true });

/** What the page gives the worker to start with. */
export interface WorkerConfig {
  readonly appUrl: string;
  readonly relays: readonly string[];
}

/** The worker as the page sees it through comlink. */
export interface WorkerPort {
  /** Opens the database and keys; call once, before anything else. */
  start(config: WorkerConfig): Promise<Result<void, AppError>>;
  /** What was started. A method of its own: comlink hands over only what is returned by itself. */
  node(): ShoalNode & ProxyMarked;
}

/** ms from the start until parts are loaded that may be wanted later. */
const LOAD_AHEAD_MS = 3000;

let started: ShoalNode | null = null;

const port: WorkerPort = {
  start: async (config) => {
    const opened = await openDatabase({
      onLost: () => {
        // The page holds the same database open, hears the same event, and tells the person.
      },
    });
    if (!opened.ok) return err(appErrorOf(opened.error));
    const db = opened.value;
    const suite = await loadCryptoSuite();
    started = createNode({
      ground: {
        store: createDexieLedgerStore(db),
        local: createLocalStore(db),
        keep: createKeepStore(db),
        vault: createKeyVault(db, suite),
        verifier: suite.verifier,
        clock: systemClock,
        random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
      },
      config,
      loadWordlist,
      phraseOf: async (seed) => {
        const [{ entropyToMnemonic }, wordlist] = await Promise.all([import("@scure/bip39"), loadWordlist()]);
        return entropyToMnemonic(seed, wordlist).split(" ");
      },
      allowedBytes: async () => (await readRoom()).allowed,
      seedOfPhrase: async (words) => {
        const [{ mnemonicToEntropy, validateMnemonic }, wordlist] = await Promise.all([
          import("@scure/bip39"),
          loadWordlist(),
        ]);
        const phrase = words.join(" ");
        return validateMnemonic(phrase, wordlist) ? mnemonicToEntropy(phrase, wordlist) : null;
      },
      neighbours: createNeighbours(new BroadcastChannel("shoal/grown")),
    });
    loadAhead();
    return ok(undefined);
  },
  node: () => {
    if (started === null) throw new Error("start() comes first");
    const node = started;
    return proxy({
      ...node,
      gate: async (pond: PondId) => proxied(await node.gate(pond)),
      greeter: async (pond: PondId) => proxied(await node.greeter(pond)),
      photos: async () => proxy(await node.photos()),
    });
  },
};

async function loadWordlist(): Promise<string[]> {
  return (await import("@scure/bip39/wordlists/english.js")).wordlist;
}

/** Handover words and backups are wanted where there is no network: once the first screen has what it wants, their parts are fetched. */
function loadAhead(): void {
  const load = () => Promise.allSettled([import("@scure/bip39"), loadWordlist(), import("@noble/hashes/scrypt.js")]);
  setTimeout(() => void load(), LOAD_AHEAD_MS);
}

/** Stays here and is called from the page. */
function proxied<T extends object>(service: T | null) {
  return service === null ? null : proxy(service);
}

expose(port);
