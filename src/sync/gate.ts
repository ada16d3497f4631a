import { equalBytes } from "../lib/bytes.ts";
import type { FeedKey } from "../domain/ids.ts";
import type { AdmitOutcome } from "../domain/ledger/ledger.ts";
import { type Refusal, refusal } from "../domain/ledger/refusal.ts";
import { parseBody } from "../domain/kinds/body.ts";
import { MAX_RUN_RECORDS } from "../domain/limits.ts";
import { parseRecord } from "../domain/record/record.ts";
import { type WireRun, writeUpdate } from "./canonical-update.ts";
import { clientOf } from "./client-id.ts";
import type { Ask } from "./fork-search.ts";
import { headsFrame, readFrame } from "./frames.ts";
import { createHeads, digestOf, type Head, writeHeads } from "./heads.ts";
import { MAX_CONFLICTS, MAX_FRAME_BYTES, MAX_HEADS_IN_FRAME, PAGE_BYTES, STRUCT_HEAD_BYTES } from "./limits.ts";
import { readAsk, readHeadsFrame, readReport, readUpdate, readVector } from "./strict-reader.ts";
import type { SyncLedger } from "./sync-ledger.ts";

/** Records of one client up to, not including, a clock. */
export interface Span {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

export interface RunReply extends Span {
  readonly admitted: number;
  readonly refused: Refusal | null;
  /** Whose feed must be here before this one can be let in (P2), where that is why it was refused. */
  readonly awaits?: number;
}

/** What became of one message of a peer. All of it can be sent from the worker to the page as it is. */
export type GateReply =
  /**
   * What the peer holds, once it has taken so many of our updates; 0 where it does not say. `differs`: it counts as we
   * do, and holds something else (W4).
   */
  | {
      readonly kind: "vector";
      readonly vector: ReadonlyMap<number, number>;
      readonly taken: number;
      readonly differs: boolean;
    }
  /** What the peer has learnt from somebody else. */
  | { readonly kind: "have"; readonly vector: ReadonlyMap<number, number> }
  /** Feeds of which the peer holds as many records as we do, and others. */
  | { readonly kind: "conflicts"; readonly conflicts: readonly { readonly client: number; readonly count: number }[] }
  | { readonly kind: "ask"; readonly ask: Ask }
  | { readonly kind: "runs"; readonly runs: readonly RunReply[] }
  /** W6: presence is who is connected; awareness says nothing that is used, and is looked at no further. */
  | { readonly kind: "ignored" }
  | { readonly kind: "dropped"; readonly reason: string };

/** Records for a peer, ready to be sent. */
export interface Page {
  readonly update: Uint8Array<ArrayBuffer>;
  readonly spans: readonly Span[];
}

/** What the ledger has taken in, as one canonical update for the carrier. */
export interface Growth {
  readonly update: Uint8Array<ArrayBuffer>;
  readonly spans: readonly Span[];
  /** True where a feed came in that was not here before: what was refused for lack of it may be asked for again. */
  readonly newFeeds: boolean;
}

/** W2, W3: the only way between peers and the ledger. Knows no peer; never throws for anything that a peer can send. */
export interface GateService {
  /** Messages of one peer in their order, an answer for each. Those given together are stored by one write to the disk. */
  receive(messages: readonly Uint8Array[]): Promise<readonly GateReply[]>;
  /** The next page for a peer that has this; null where it has all that may be given. */
  page(has: ReadonlyMap<number, number>): Promise<Page | null>;
  /** Some records of one feed, whatever the peer has; null where there are none to give. */
  pageOf(ask: Ask): Promise<Page | null>;
  /** Pond-wide vector clock, feeds in order of admission. */
  vector(): Promise<ReadonlyMap<number, number>>;
  /** W4: the vector, and the digest of the records that it counts. */
  summary(): Promise<{ readonly vector: ReadonlyMap<number, number>; readonly digest: Uint8Array }>;
  /** W4: where all feeds stand, as messages for a peer. */
  heads(): Promise<readonly Uint8Array<ArrayBuffer>[]>;
  subscribe(listener: (growth: Growth) => void): Promise<void>;
}

export function createGate({ ledger }: { readonly ledger: SyncLedger }): GateService {
  const feedByClient = new Map<number, FeedKey>();
  const currentHeads = createHeads(ledger);

  function vector(): ReadonlyMap<number, number> {
    return new Map(ledger.heads().map(({ feed, count }) => [clientOf(feed), count] as const));
  }

  async function receiveOne(message: Uint8Array): Promise<GateReply> {
    if (message.length > MAX_FRAME_BYTES) return { kind: "dropped", reason: "too-large" };
    const frame = readFrame(message);
    if (!frame.ok) return malformed;
    if (frame.value.kind === "awareness") return { kind: "ignored" };
    if (frame.value.kind === "hello" || frame.value.kind === "proof") return malformed; // said at the door, and once
    if (frame.value.kind === "peers" || frame.value.kind === "intro") return malformed; // only for who has proven his feed
    if (frame.value.kind === "vector") {
      const read = readVector(frame.value.payload);
      return read.ok ? { kind: "vector", vector: read.value, taken: 0, differs: false } : malformed;
    }
    if (frame.value.kind === "have") {
      const read = readVector(frame.value.payload);
      return read.ok ? { kind: "have", vector: read.value } : malformed;
    }
    if (frame.value.kind === "report") {
      const read = readReport(frame.value.payload);
      if (!read.ok) return malformed;
      const { vector: theirs, taken, digest } = read.value;
      return { kind: "vector", vector: theirs, taken, differs: await differs(theirs, digest) };
    }
    if (frame.value.kind === "heads") {
      const read = readHeadsFrame(frame.value.payload);
      return read.ok ? { kind: "conflicts", conflicts: await conflictsIn(read.value) } : malformed;
    }
    if (frame.value.kind === "ask") {
      const read = readAsk(frame.value.payload);
      return read.ok ? { kind: "ask", ask: read.value } : malformed;
    }
    const update = readUpdate(frame.value.payload);
    if (!update.ok) return malformed;
    // All at once: the ledger keeps their order and stores them together.
    return { kind: "runs", runs: await Promise.all(update.value.map(admit)) };
  }

  return {
    receive: (messages) => Promise.all(messages.map(receiveOne)),
    page: (has) => buildPage(ledger, has),
    pageOf: ({ client, from }) => buildPageOf(ledger, client, from),
    vector: async () => vector(),
    summary: async () => {
      const heads = await currentHeads();
      return { vector: vectorOf(heads), digest: digestOf(heads) };
    },
    heads: async () => {
      const heads = await currentHeads();
      const frames: Uint8Array<ArrayBuffer>[] = [];
      for (let i = 0; i < heads.length; i += MAX_HEADS_IN_FRAME)
        frames.push(headsFrame(writeHeads(heads.slice(i, i + MAX_HEADS_IN_FRAME))));
      return frames;
    },
    subscribe: async (listener) => {
      const known = new Set(ledger.heads().map(({ feed }) => feed));
      ledger.onGrowth((grown) => {
        const newFeeds = grown.some(({ feed }) => !known.has(feed));
        for (const { feed } of grown) known.add(feed);
        const runs = grown.map(({ feed, from, records }) => ({ client: clientOf(feed), from, records }));
        listener({ update: writeUpdate(runs), spans: runs.map(spanOf), newFeeds });
      });
    },
  };

  /** W4: true where a peer's vector is ours and its records are not. */
  async function differs(theirs: ReadonlyMap<number, number>, digest: Uint8Array): Promise<boolean> {
    const heads = await currentHeads();
    const counted = [...theirs.values()].filter((count) => count > 0).length;
    const isSameVector = counted === heads.length && heads.every(({ client, count }) => theirs.get(client) === count);
    return isSameVector && !equalBytes(digestOf(heads), digest);
  }

  async function conflictsIn(theirs: readonly Head[]): Promise<readonly { client: number; count: number }[]> {
    const oursByClient = new Map((await currentHeads()).map((head) => [head.client, head] as const));
    return theirs
      .filter(({ client, count, id }) => {
        const ours = oursByClient.get(client);
        return ours?.count === count && !equalBytes(ours.id, id);
      })
      .slice(0, MAX_CONFLICTS)
      .map(({ client, count }) => ({ client, count }));
  }

  async function admit(run: WireRun): Promise<RunReply> {
    const span = spanOf(run);
    const flaw = placeFlaw(run);
    if (flaw !== null) return { ...span, admitted: 0, refused: flaw };
    try {
      const outcome: AdmitOutcome = await ledger.admitRun(run.records);
      const awaits = outcome.refused?.kind === "inviter-unknown" ? inviterOf(run) : null;
      return { ...span, admitted: outcome.admitted, refused: outcome.refused, ...(awaits === null ? {} : { awaits }) };
    } catch (cause) {
      // The store is gone (closed, deleted, full): not the peer's fault, and the next reading of a screen tells the person.
      console.error("admit", cause);
      return { ...span, admitted: 0, refused: refusal("storage") };
    }
  }

  /**
   * W1: a record stands at the client and clock that its own header gives it; no two feeds share a client. Of two that
   * do, because somebody ground keys for it, each device keeps the one it saw first: no fault of who carries the other.
   */
  function placeFlaw({ client, from, records }: WireRun): Refusal | null {
    const first = records[0] === undefined ? null : parseRecord(records[0]);
    if (first === null || !first.ok) return refusal("malformed");
    const { feed, seq } = first.value.header;
    if (seq !== from || clientOf(feed) !== client) return refusal("malformed");
    const known = feedByClient.get(client) ?? ledger.heads().find((head) => clientOf(head.feed) === client)?.feed;
    if (known !== undefined) feedByClient.set(client, known);
    return known === undefined || known === feed ? null : refusal("client-taken");
  }
}

const malformed: GateReply = { kind: "dropped", reason: "malformed" };

function inviterOf({ records: [first] }: WireRun): number | null {
  const opening = first === undefined ? null : parseRecord(first);
  if (opening === null || !opening.ok || opening.value.body === null) return null;
  const known = parseBody(opening.value.header.kind, opening.value.body);
  const inviter =
    known.ok && known.value?.kind === "feed.open.1" ? known.value.body.invite?.certificate.inviter : undefined;
  return inviter === undefined ? null : clientOf(inviter);
}

function vectorOf(heads: readonly Head[]): ReadonlyMap<number, number> {
  return new Map(heads.map(({ client, count }) => [client, count] as const));
}

/** W4: as many records of one feed, from a clock on, as fit into one page. */
async function buildPageOf(ledger: SyncLedger, client: number, from: number): Promise<Page | null> {
  const head = ledger.heads().find(({ feed }) => clientOf(feed) === client);
  if (head === undefined || from >= head.count) return null;
  const rows = await ledger.readRun(head.feed, from, Math.min(head.count - from, MAX_RUN_RECORDS));
  const fitting = cutAtSignature(rows, PAGE_BYTES, true);
  if (fitting.length === 0) return null;
  const run = { client, from, records: fitting };
  return { update: writeUpdate([run]), spans: [spanOf(run)] };
}

/** W3: whole records, feeds in order of admission, runs cut only where a signature was verified (decision 0005). */
export async function buildPage(
  ledger: Pick<SyncLedger, "heads" | "readRun">,
  has: ReadonlyMap<number, number>,
): Promise<Page | null> {
  const runs: WireRun[] = [];
  let room = PAGE_BYTES;
  for (const { feed, count } of ledger.heads()) {
    const client = clientOf(feed);
    const from = has.get(client) ?? 0;
    if (from >= count) continue;
    const rows = await ledger.readRun(feed, from, Math.min(count - from, MAX_RUN_RECORDS));
    const fitting = cutAtSignature(rows, room, runs.length === 0);
    if (fitting.length === 0) {
      if (runs.length > 0) break; // it opens the next page
      continue; // nothing of it can be given: its end (L5) lies within a run
    }
    runs.push({ client, from, records: fitting });
    room -= sizeOf(fitting);
    if (room <= 0) break;
  }
  return runs.length === 0 ? null : { update: writeUpdate(runs), spans: runs.map(spanOf) };
}

/**
 * The longest beginning that ends in a signed record within `room` bytes. Where there is none, and the page is still
 * empty, the shortest there is: it came in one message and is written to the same bytes (W1), so it fits into one.
 */
function cutAtSignature(
  rows: readonly { readonly bytes: Uint8Array; readonly signed: boolean }[],
  room: number,
  isFirst: boolean,
): readonly Uint8Array[] {
  let size = 0;
  let fitting = 0;
  for (const [i, { bytes, signed }] of rows.entries()) {
    size += bytes.length + STRUCT_HEAD_BYTES;
    if (size > room && !(isFirst && fitting === 0)) break;
    if (signed) fitting = i + 1;
  }
  return rows.slice(0, fitting).map(({ bytes }) => bytes);
}

function sizeOf(records: readonly Uint8Array[]): number {
  return records.reduce((sum, bytes) => sum + bytes.length + STRUCT_HEAD_BYTES, 0);
}

export function spanOf({ client, from, records }: WireRun): Span {
  return { client, from, to: from + records.length };
}
