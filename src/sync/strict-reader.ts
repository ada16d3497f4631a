import { KEY_BYTES } from "../domain/ids.ts";
import { MAX_SEQ } from "../domain/limits.ts";
import { err, ok, type Result } from "../lib/result.ts";
import { PARENT_IS_ROOT, ROOT, STRUCT_INFO, type WireRun } from "./canonical-update.ts";
import type { Ask } from "./fork-search.ts";
import { WIRE_VERSION } from "./frames.ts";
import { DIGEST_BYTES, type Head, readHeads } from "./heads.ts";
import {
  MAX_FEEDS_IN_FRAME,
  MAX_FRAME_BYTES,
  MAX_PEERS_SAID,
  MAX_RECORDS_IN_FRAME,
  MAX_STRUCT_BYTES,
} from "./limits.ts";
import { type LinkDescription, readDescription } from "./pairing/description.ts";
import { createFrameReader, type FrameReader, MalformedFrame } from "./varint.ts";

export interface FrameError {
  readonly kind: "frame-malformed";
  readonly why: string;
}

export interface Hello {
  readonly version: number;
  /** 32 bytes each. */
  readonly feed: Uint8Array;
  readonly nonce: Uint8Array;
}

export interface Report {
  readonly taken: number;
  /** 16 bytes. */
  readonly digest: Uint8Array;
  readonly vector: ReadonlyMap<number, number>;
}

/** M3: a description that is to be handed on to that feed's device, or comes from it. */
export interface Intro {
  readonly direction: "to" | "from";
  /** 32 bytes. */
  readonly feed: Uint8Array;
  readonly description: LinkDescription;
}

/** Bytes of a number that is used once. */
export const NONCE_BYTES = 32;
/** Least bytes of a struct: info, parent, root, key, length and one byte of content. */
const MIN_STRUCT_BYTES = 12;
/** Least bytes of a run: three numbers and a struct. */
const MIN_RUN_BYTES = 3 + MIN_STRUCT_BYTES;

/**
 * W2: reads the one shape of Yjs update that W1 allows, and nothing else: no deletions, no garbage or skip structs, no
 * origins, no other root, no other keys. Counts are held against the bytes that are left before anything is allocated.
 * The records it returns are copies; nothing keeps the frame alive.
 */
export function readUpdate(frame: Uint8Array): Result<readonly WireRun[], FrameError> {
  return guarded(frame, (reader) => {
    const runs = reader.count(Math.min(MAX_FEEDS_IN_FRAME, Math.floor(reader.left() / MIN_RUN_BYTES)));
    const seen = new Set<number>();
    let records = 0;
    const update: WireRun[] = [];
    for (let i = 0; i < runs; i++) {
      const run = readRun(reader);
      if (seen.has(run.client)) throw new MalformedFrame("a feed twice");
      seen.add(run.client);
      records += run.records.length;
      if (records > MAX_RECORDS_IN_FRAME) throw new MalformedFrame("too many records");
      update.push(run);
    }
    if (reader.uint() !== 0) throw new MalformedFrame("deletions");
    return update;
  });
}

/** Reads a Yjs state vector. */
export function readVector(frame: Uint8Array): Result<ReadonlyMap<number, number>, FrameError> {
  return guarded(frame, readClocks);
}

/** Reads how many updates the peer has taken, and the digest and vector that it had after them. */
export function readReport(frame: Uint8Array): Result<Report, FrameError> {
  return guarded(frame, (reader) => ({
    taken: reader.uint(),
    digest: reader.bytes(DIGEST_BYTES).slice(),
    vector: readClocks(reader),
  }));
}

export function readHeadsFrame(frame: Uint8Array): Result<readonly Head[], FrameError> {
  return guarded(frame, readHeads);
}

export function readAsk(frame: Uint8Array): Result<Ask, FrameError> {
  return guarded(frame, (reader) => ({ client: reader.uint(), from: reader.count(MAX_SEQ) }));
}

/** Reads who a peer says it is. A version beyond ours may say more after it, which is left unread. */
export function readHello(frame: Uint8Array): Result<Hello, FrameError> {
  return guarded(frame, (reader) => {
    const version = reader.uint();
    if (version === 0) throw new MalformedFrame("no version");
    const hello = { version, feed: reader.bytes(KEY_BYTES).slice(), nonce: reader.bytes(NONCE_BYTES).slice() };
    reader.bytes(version > WIRE_VERSION ? reader.left() : 0);
    return hello;
  });
}

/** M3: feeds, each once. */
export function readPeers(frame: Uint8Array): Result<readonly Uint8Array[], FrameError> {
  return guarded(frame, (reader) => {
    const count = reader.left() / KEY_BYTES;
    if (!Number.isInteger(count) || count > MAX_PEERS_SAID) throw new MalformedFrame("no list of feeds");
    return Array.from({ length: count }, () => reader.bytes(KEY_BYTES).slice());
  });
}

export function readIntro(frame: Uint8Array): Result<Intro, FrameError> {
  return guarded(frame, (reader) => {
    const direction = reader.count(1) === 0 ? "to" : "from";
    const feed = reader.bytes(KEY_BYTES).slice();
    const description = readDescription(reader.bytes(reader.left()));
    if (description === null) throw new MalformedFrame("no description");
    return { direction, feed, description };
  });
}

function readClocks(reader: FrameReader): ReadonlyMap<number, number> {
  const feeds = reader.count(Math.min(MAX_FEEDS_IN_FRAME, Math.floor(reader.left() / 2)));
  const vector = new Map<number, number>();
  for (let i = 0; i < feeds; i++) {
    const client = reader.uint();
    if (vector.has(client)) throw new MalformedFrame("a feed twice");
    vector.set(client, reader.count(MAX_SEQ));
  }
  return vector;
}

function readRun(reader: FrameReader): WireRun {
  const count = reader.count(Math.min(MAX_RECORDS_IN_FRAME, Math.floor(reader.left() / MIN_STRUCT_BYTES)));
  if (count === 0) throw new MalformedFrame("an empty run");
  const client = reader.uint();
  const from = reader.count(MAX_SEQ);
  const records: Uint8Array[] = [];
  for (let i = 0; i < count; i++) records.push(readStruct(reader, `${client}:${from + i}`));
  return { client, from, records };
}

function readStruct(reader: FrameReader, key: string): Uint8Array {
  if (reader.byte() !== STRUCT_INFO) throw new MalformedFrame("not a record's struct");
  if (reader.uint() !== PARENT_IS_ROOT) throw new MalformedFrame("not in the root");
  expectAscii(reader, ROOT);
  expectAscii(reader, key);
  return reader.bytes(reader.count(MAX_STRUCT_BYTES)).slice();
}

function expectAscii(reader: FrameReader, text: string): void {
  if (reader.count(text.length) !== text.length) throw new MalformedFrame(`not "${text}"`);
  const bytes = reader.bytes(text.length);
  for (let i = 0; i < text.length; i++) if (bytes[i] !== text.charCodeAt(i)) throw new MalformedFrame(`not "${text}"`);
}

function guarded<T>(frame: Uint8Array, read: (reader: FrameReader) => T): Result<T, FrameError> {
  if (frame.length > MAX_FRAME_BYTES) return err({ kind: "frame-malformed", why: "too large" });
  try {
    const reader = createFrameReader(frame);
    const value = read(reader);
    if (reader.left() > 0) throw new MalformedFrame("more than it says");
    return ok(value);
  } catch (cause) {
    if (cause instanceof MalformedFrame) return err({ kind: "frame-malformed", why: cause.message });
    throw cause;
  }
}
