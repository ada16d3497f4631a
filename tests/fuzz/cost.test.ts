import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/app/config.ts";
import { concatBytes } from "../../src/lib/bytes.ts";
import { decodeCanonical, encodeCanonical } from "../../src/domain/encoding.ts";
import { parseInvite } from "../../src/domain/invite/link.ts";
import { parseBody } from "../../src/domain/kinds/body.ts";
import { MAX_BODY_BYTES, MAX_RECORD_BYTES } from "../../src/domain/limits.ts";
import { parseHandoverCode } from "../../src/domain/pond/handover-code.ts";
import { parseRecord } from "../../src/domain/record/record.ts";
import { MyPondRow, readRow, WireRow } from "../../src/storage/rows.ts";
import { writeUpdate, writeVector } from "../../src/sync/canonical-update.ts";
import { readFrame, updateFrame } from "../../src/sync/frames.ts";
import { MAX_FRAME_BYTES } from "../../src/sync/limits.ts";
import { readUpdate, readVector } from "../../src/sync/strict-reader.ts";
import { readClientMessage, withClients } from "../../server/client-message.mjs";
import { RELAY_LIMITS } from "../../server/limits.mjs";
import { quietly } from "./quietly.ts";

/** Made to cost its reader much: `size` is bytes or characters, or entries where it is a row. */
interface Bomb {
  readonly name: string;
  /** The largest that is let in. */
  readonly max: number;
  /** What to read, made before the clock starts. */
  make(size: number): () => unknown;
}

const key32 = new Uint8Array(32);
const ids = (count: number) => Array.from({ length: count }, (_, i) => `k${String(i).padStart(5, "0")}`);
const filled = (size: number, ...head: readonly number[]) =>
  Uint8Array.from({ length: size }, (_, i) => head[i % head.length] ?? 0);

function ofCbor(name: string, make: (size: number) => Uint8Array, max = MAX_BODY_BYTES): Bomb {
  return {
    name: `cbor: ${name}`,
    max,
    make: (size) => {
      const input = make(size).slice(0, size);
      return () => decodeCanonical(input, MAX_RECORD_BYTES);
    },
  };
}

function ofBody(name: string, kind: string, make: (size: number) => unknown): Bomb {
  return {
    name: `body: ${name}`,
    max: MAX_BODY_BYTES - 400,
    make: (size) => {
      const input = encodeCanonical(make(size));
      return () => parseBody(kind, input);
    },
  };
}

function of<T>(name: string, max: number, make: (size: number) => T, read: (input: T) => unknown): Bomb {
  return {
    name,
    max,
    make: (size) => {
      const input = make(size);
      return () => read(input);
    },
  };
}

const offer = (terms: unknown) => ({ listing: key32, owner: key32, terms });
const relayText = (text: string) => readClientMessage(text, RELAY_LIMITS);
const nothing = new Uint8Array();

const bombs: readonly Bomb[] = [
  ofCbor("arrays in arrays", (size) => filled(size, 0x81).fill(0x80, -1)),
  ofCbor("arrays the stack can take", (size) => filled(size, 0x81).fill(0x80, -1), 3200),
  ofCbor("maps in maps", (size) => filled(size, 0xa1, 0x60)),
  ofCbor("arrays without an end", (size) => filled(size, 0x9f)),
  ofCbor("tags on tags", (size) => filled(size, 0xc0)),
  ofCbor("a wide array", (size) => encodeCanonical(Array.from({ length: size - 3 }, () => []))),
  ofCbor("an array that promises more", (size) =>
    concatBytes(new Uint8Array([0x9a, 0xff, 0xff, 0xff, 0xff]), filled(size, 0x80)),
  ),
  ofCbor("a wide map", (size) => encodeCanonical(Object.fromEntries(ids(size >> 3).map((id) => [id, 0])))),
  ofCbor("one key again and again", (size) =>
    concatBytes(new Uint8Array([0xb9, size >> 10, 0]), filled(size, 0x61, 0x61, 0)),
  ),
  ofCbor("a long text", (size) => encodeCanonical("é".repeat((size - 4) >> 1))),
  ofCbor("a text that is none", (size) => concatBytes(new Uint8Array([0x79, size >> 8, 0]), filled(size, 0xff))),
  ofBody("things that are none", "offer.make.1", (size) =>
    offer([{ fromMaker: Array.from({ length: size }, () => []), fromOwner: [] }]),
  ),
  ofBody("terms that are none", "offer.make.1", (size) => offer(Array.from({ length: size }, () => 0))),
  ofBody("keys that are none", "deal.say.1", (size) => Object.fromEntries(ids(size >> 3).map((id) => [id, 0]))),
  ofBody("a long name", "member.profile.1", (size) => ({ name: "\u0301".repeat(size >> 1), about: "" })),
  of(
    "record",
    MAX_BODY_BYTES,
    (size) => encodeCanonical([key32, new Uint8Array(64), new Uint8Array(size)]),
    parseRecord,
  ),
  of("frame", MAX_FRAME_BYTES - 10, (size) => updateFrame(new Uint8Array(size)), readFrame),
  of(
    "update: many feeds",
    60_000,
    (size) => writeUpdate(Array.from({ length: size / 24 }, (_, i) => ({ client: i, from: 0, records: [nothing] }))),
    readUpdate,
  ),
  of(
    "update: many records",
    40_000,
    (size) => writeUpdate([{ client: 1, from: 0, records: Array.from({ length: size / 20 }, () => nothing) }]),
    readUpdate,
  ),
  of("update: promises", MAX_FRAME_BYTES, (size) => filled(size, 0xff, 0xff, 0x0f), readUpdate),
  of(
    "vector: many feeds",
    28_000,
    (size) => writeVector(new Map(Array.from({ length: size / 7 }, (_, i) => [2 ** 30 + i, 1]))),
    readVector,
  ),
  of("invite: routes in routes", 64_000, (size) => "#/join/".repeat(size / 7), parseInvite),
  of("invite: a long blank", 64_000, (size) => `${" ".repeat(size)}a`, parseInvite),
  of("handover: a long blank", 64_000, (size) => `${" ".repeat(size)}SHOAL1:`, parseHandoverCode),
  of(
    "relay: arrays in arrays",
    64_000,
    (size) => `{"type":"ping","a":${"[".repeat(size >> 1)}${"]".repeat(size >> 1)}}`,
    relayText,
  ),
  of(
    "relay: many topics",
    64_000,
    (size) => JSON.stringify({ type: "subscribe", topics: Array.from({ length: size >> 2 }, () => "a") }),
    relayText,
  ),
  of(
    "relay: a long blank",
    64_000,
    (size) => `{"type":"ping"}${" ".repeat(size)}`,
    (text) => withClients(text, 3),
  ),
  of(
    "config: relays that are none",
    64_000,
    (size) => `{"relays":[0${",0".repeat(size >> 1)}],"iceServers":[]}`,
    (text) => quietly("error", () => parseConfig(text)),
  ),
  of(
    "config: a long address",
    64_000,
    (size) => `{"relays":["wss://${"a.".repeat(size >> 1)}"],"iceServers":[{"urls":"stun:${"a.".repeat(size >> 1)}"}]}`,
    (text) => quietly("error", () => parseConfig(text)),
  ),
  of(
    "row: relays that are none",
    64_000,
    (size) => ({ relays: Array.from({ length: size }) }),
    (row) => quietly("warn", () => readRow(MyPondRow, row, "ponds")),
  ),
  of(
    "row: refusals that are none",
    64_000,
    (size) => ({ refused: Object.fromEntries(ids(size).map((id) => [id, -1])) }),
    (row) => quietly("warn", () => readRow(WireRow, row, "wire")),
  ),
];

/** Bytes allocated for each byte of input, and for none at all. An empty CBOR array is one byte, and some objects in memory. */
const MAX_ALLOCATED = 250;
const MAX_ALLOCATED_FOR_NOTHING = 256 * 1024;
/** Eight times the input takes eight times as long; the square would take 64 times. */
const MAX_SLOWER = 32;
/** Runs at most, of which the best counts: others work on this machine too. */
const ROUNDS = 25;

describe("what a stranger's bomb costs", () => {
  test.each(bombs)("$name: memory in proportion to its size", ({ max, make }) => {
    const read = make(max);
    const bound = MAX_ALLOCATED * max + MAX_ALLOCATED_FOR_NOTHING;
    read();
    let allocated = allocatedBy(read);
    for (let i = 1; i < ROUNDS && allocated > bound; i++) allocated = Math.min(allocated, allocatedBy(read));
    expect(allocated).toBeLessThan(bound);
  });

  test.each(bombs)("$name: time in proportion to its size", ({ max, make }) => {
    const [small, large] = [make(Math.floor(max / 8)), make(max)];
    let [ofSmall, ofLarge] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0; i < ROUNDS && (i < 3 || ofLarge / ofSmall > MAX_SLOWER); i++) {
      ofSmall = Math.min(ofSmall, timeOf(small));
      ofLarge = Math.min(ofLarge, timeOf(large));
    }
    expect(ofLarge / ofSmall).toBeLessThan(MAX_SLOWER);
  });
});

/** Bytes; the young generation of this process is so large that nothing is collected meanwhile (vite.config.ts). */
function allocatedBy(read: () => unknown): number {
  if (globalThis.gc === undefined) throw new Error("run with --expose-gc");
  globalThis.gc();
  const before = process.memoryUsage();
  const kept = read();
  const after = process.memoryUsage();
  expect(kept).toBeDefined();
  return after.heapUsed - before.heapUsed + after.external - before.external;
}

function timeOf(read: () => unknown): number {
  const start = performance.now();
  for (let i = 0; i < 4; i++) read();
  return performance.now() - start;
}
