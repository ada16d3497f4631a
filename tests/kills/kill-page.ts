import { entropyToMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import * as z from "zod/mini";
import { bytesToBase64Url } from "../../src/lib/bytes.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { PondId } from "../../src/domain/ids.ts";
import { type Ledger, openLedger } from "../../src/domain/ledger/ledger.ts";
import { createMemoryLedgerStore } from "../../src/domain/ledger/memory-store.ts";
import type { FeedRow, RecordRow } from "../../src/domain/ledger/store.ts";
import { MAX_RUN_RECORDS } from "../../src/domain/limits.ts";
import { createPondFold } from "../../src/domain/pond/fold.ts";
import type { ListingDraft } from "../../src/app/api.ts";
import { createNeighbours } from "../../src/app/neighbours.ts";
import { createNode, type ShoalNode } from "../../src/app/node.ts";
import { type CryptoSuite, loadCryptoSuite } from "../../src/storage/crypto-suite.ts";
import { openDatabase, type ShoalDatabase, VIEW_TABLES } from "../../src/storage/database.ts";
import { createDexieLedgerStore } from "../../src/storage/dexie-ledger-store.ts";
import { createKeepStore } from "../../src/storage/keep-store.ts";
import { createKeyVault } from "../../src/storage/key-vault.ts";
import { createLocalStore } from "../../src/storage/local-rows.ts";
import { createGate } from "../../src/sync/gate.ts";
import { updateFrame } from "../../src/sync/frames.ts";
import { deleteDatabase, makeVersion1, readRaw, SHIPPED_IN_VERSION_1 } from "../support/version-1.ts";

/** What the page was told is stored, and thus told the person: said outside at once, where a kill cannot reach it. */
export type Confirmed =
  | { readonly kind: "pond"; readonly pond: PondId }
  | { readonly kind: "record"; readonly id: string }
  /** Null once it is about to become a listing. */
  | { readonly kind: "draft"; readonly title: string | null }
  /** So many records of the pond are here. */
  | { readonly kind: "records"; readonly count: number }
  | { readonly kind: "done" };

/** What stands on the disk after a kill, once the app's own code has opened it again. */
export interface Found {
  /** Everything that is wrong; empty where the ledger verifies from its genesis and shows what a fresh fold shows. */
  readonly faults: readonly string[];
  readonly ids: readonly string[];
  readonly draft: string | null;
}

declare global {
  // A global can be declared by `var` alone.
  var kills: typeof api;
  var confirmed: (what: Confirmed) => Promise<void>;
}

z.config({ jitless: true });

const POND_AT = 10;
const SIZE_BYTES = 4;
const api = { start, write, receive, toVersion1, migrate, verify };
globalThis.kills = api;

async function open(): Promise<{ readonly db: ShoalDatabase; readonly suite: CryptoSuite }> {
  const opened = await openDatabase({ onLost: () => undefined });
  if (!opened.ok) throw new Error(opened.error.kind);
  return { db: opened.value, suite: await loadCryptoSuite() };
}

/** The worker's inside on the page's own disk. */
function nodeOn({ db, suite }: Awaited<ReturnType<typeof open>>): ShoalNode {
  return createNode({
    ground: {
      store: createDexieLedgerStore(db),
      local: createLocalStore(db),
      keep: createKeepStore(db),
      vault: createKeyVault(db, suite),
      verifier: suite.verifier,
      clock: systemClock,
      random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    },
    config: { appUrl: location.origin, relays: [] },
    loadWordlist: async () => wordlist,
    phraseOf: async (seed) => entropyToMnemonic(seed, wordlist).split(" "),
    seedOfPhrase: async () => null,
    allowedBytes: async () => null,
    neighbours: createNeighbours(new BroadcastChannel("shoal/grown")),
  });
}

async function start(): Promise<PondId> {
  const node = nodeOn(await open());
  const started = await node.startPond({ name: "North Campus", place: "", rules: "", myName: "Mei" });
  if (!started.ok) throw new Error(started.error.kind);
  return started.value;
}

/** Lists, changes, comments and drafts without end. */
async function write(pond: PondId): Promise<never> {
  const node = nodeOn(await open());
  for (let i = 0; ; i++) {
    await confirmed({ kind: "draft", title: null });
    const posted = await node.postListing(pond, draftOf(`Thing ${i}`));
    if (!posted.ok) throw new Error(posted.error.kind);
    await confirmed({ kind: "record", id: posted.value });
    await node.saveDraft(pond, draftOf(`Half a thought ${i}`));
    await confirmed({ kind: "draft", title: `Half a thought ${i}` });
    await node.editListing(pond, posted.value, draftOf(`Thing ${i}, changed`));
    await node.comment(pond, posted.value, { text: "It is still there.", answers: null });
    await node.like(pond, posted.value, true);
  }
}

/** Takes in a bundle's pages one after the other, as from a peer. */
async function receive(address: string): Promise<PondId> {
  const bundle = new Uint8Array(await (await fetch(address)).arrayBuffer());
  const pond = pondIn(bundle);
  await confirmed({ kind: "pond", pond });
  const { db, suite } = await open();
  const gate = createGate({ ledger: await ledgerOn(db, suite, pond) });
  for (let at = POND_AT + 32; at < bundle.length;) {
    const size = new DataView(bundle.buffer).getUint32(at);
    at += SIZE_BYTES;
    await gate.receive([updateFrame(bundle.slice(at, at + size))]);
    at += size;
    let count = 0;
    for (const held of (await gate.vector()).values()) count += held;
    await confirmed({ kind: "records", count });
  }
  await confirmed({ kind: "done" });
  return pond;
}

/** Puts the whole disk back to how version 1 of the app laid it out: rows that it did not have are gone, as they would be. */
async function toVersion1(): Promise<void> {
  const { rows } = await readRaw(indexedDB);
  await deleteDatabase(indexedDB);
  const known = SHIPPED_IN_VERSION_1.map(([table]) => [table, rows[table] ?? []] as const);
  await makeVersion1(indexedDB, Object.fromEntries(known));
}

/** Opens it with today's code: the upgrade, and all views written anew. */
async function migrate(): Promise<void> {
  const opened = await open();
  nodeOn(opened);
  while ((await opened.db.missingViews.count()) > 0) await new Promise((done) => setTimeout(done, 1));
  await confirmed({ kind: "done" });
}

async function verify(pond: PondId): Promise<Found> {
  const { db, suite } = await open();
  // Views that a migration had taken away are written anew by opening.
  await ledgerOn(db, suite, pond);
  const records = await db.records.where("[pond+n]").between([pond, 0], [pond, Infinity]).toArray();
  const feeds = await db.feeds.where("[pond+feed]").between([pond, ""], [pond, "\uffff"]).toArray();
  const faults = [...gapsIn(records, feeds)];

  const store = createMemoryLedgerStore();
  const fresh = await openLedger({
    pond,
    store,
    verifier: suite.verifier,
    clock: systemClock,
    keys: null,
    project: () => createPondFold(pond),
  });
  for (const run of runsOf(records)) {
    const { refused } = await fresh.admitRun(run.map(({ bytes }) => bytes));
    if (refused !== null) faults.push(`a fresh ledger refuses a stored run: ${refused.kind}`);
  }
  const expected = new Map<string, string[]>();
  for (const view of store.views()) {
    const texts = expected.get(view.table) ?? [];
    expected.set(view.table, [...texts, textOf(view.row)]);
  }
  for (const table of VIEW_TABLES) {
    const shown = (await db.table<{ readonly pond: PondId }>(table).toArray()).filter((row) => row.pond === pond);
    const [a, b] = [shown.map(textOf).toSorted(), (expected.get(table) ?? []).toSorted()];
    if (JSON.stringify(a) !== JSON.stringify(b)) faults.push(`${table}: ${a.length} rows stored, ${b.length} folded`);
  }
  const draft = (await db.drafts.get(pond))?.draft.title ?? null;
  return { faults, ids: records.map(({ id }) => id), draft };
}

function ledgerOn(db: ShoalDatabase, suite: CryptoSuite, pond: PondId): Promise<Ledger> {
  const store = createDexieLedgerStore(db);
  const project = () => createPondFold(pond);
  return openLedger({ pond, store, verifier: suite.verifier, clock: systemClock, keys: null, project });
}

/** S1: record and head are stored together, or neither. */
function* gapsIn(records: readonly RecordRow[], feeds: readonly FeedRow[]): Iterable<string> {
  if (records.some(({ n }, i) => n !== i + 1)) yield "the order of arrival has gaps";
  for (const { feed, count, head } of feeds) {
    const own = records.filter((row) => row.feed === feed).toSorted((a, b) => a.seq - b.seq);
    if (own.length !== count) yield `a head counts ${count} records, ${own.length} are stored`;
    if (own.some(({ seq }, i) => seq !== i)) yield "a feed has gaps";
    if (own.at(-1)?.id !== head) yield "a head is not the last record";
  }
  if (records.some(({ feed }) => feeds.every((row) => row.feed !== feed))) yield "a record has no head";
}

/** As they arrived, what came together together. */
function runsOf(records: readonly RecordRow[]): readonly (readonly RecordRow[])[] {
  const runs: RecordRow[][] = [];
  for (const row of records) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before?.feed === row.feed && last.length < MAX_RUN_RECORDS) last.push(row);
    else runs.push([row]);
  }
  return runs;
}

function textOf(row: unknown): string {
  return JSON.stringify(row, (_, value: unknown) =>
    value instanceof Uint8Array ? bytesToBase64Url(value) : value instanceof Map ? [...value] : value,
  );
}

function pondIn(bundle: Uint8Array): PondId {
  return bytesToBase64Url(bundle.subarray(POND_AT, POND_AT + 32)) as string as PondId; // the bundle's own head
}

function draftOf(title: string): ListingDraft {
  return {
    kind: "thing",
    title,
    story: "",
    condition: "good",
    wants: "anything",
    returns: "swap",
    tags: [],
    place: "",
    lot: null,
    preview: null,
    photos: [],
  };
}
