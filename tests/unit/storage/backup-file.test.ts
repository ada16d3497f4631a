import { expect, test } from "vitest";
import { createChunkReader, createChunkWriter } from "../../../src/storage/backup/chunks.ts";
import { HEAD_BYTES, makeHead, openHead } from "../../../src/storage/backup/head.ts";
import { parseItem, readItem, writeItem } from "../../../src/storage/backup/items.ts";
import { CHUNK_BYTES, SCRYPT, TAG_BYTES } from "../../../src/storage/backup/limits.ts";
import { encodeCanonical } from "../../../src/domain/encoding.ts";
import { equalBytes } from "../../../src/lib/bytes.ts";
import type { Time } from "../../../src/domain/ids.ts";

const CHEAP = { logN: 10, r: 8, p: 1 };
const SEALED = CHUNK_BYTES + TAG_BYTES;
const passphrase = "correct horse battery staple";

/** Content of which each byte says where it stands. */
const content = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 8)) & 255);

const WRITTEN = content(4 * CHUNK_BYTES);

async function fileOf(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const chunks = createChunkWriter(await makeHead(passphrase, CHEAP));
  await chunks.write(bytes);
  return new Uint8Array(await (await chunks.finish()).arrayBuffer());
}

/** What can be read of a file, and whether it then says that it is broken. */
async function readAll(file: Uint8Array<ArrayBuffer>, step = 1000) {
  const opened = await openHead(file.slice(0, HEAD_BYTES), passphrase);
  if (!opened.ok) return { read: 0, end: opened.error.kind };
  const chunks = createChunkReader(new Blob([file]), opened.value);
  let read = 0;
  for (;;) {
    const next = await chunks.read(step);
    if (!next.ok) return { read, end: next.error.kind };
    if (next.value === null) return { read, end: "whole" };
    if (!equalBytes(next.value, WRITTEN.subarray(read, read + step))) throw new Error(`other bytes at ${read}`);
    read += step;
  }
}

test("what is written is read again, whatever its length is to the size of a chunk", async () => {
  for (const length of [0, 1000, CHUNK_BYTES - 32, CHUNK_BYTES, 2 * CHUNK_BYTES, 2 * CHUNK_BYTES + 32]) {
    const file = await fileOf(content(length));
    // A chunk that is full to the brim is the last one where nothing follows.
    const chunks = Math.max(1, Math.ceil(length / CHUNK_BYTES));
    expect(file.length).toBe(HEAD_BYTES + length + chunks * TAG_BYTES);
    const step = length % 1000 === 0 ? 1000 : 32;
    expect(await readAll(file, step)).toEqual({ read: length, end: "whole" });
  }
}, 30_000);

test("[S5] a file that is cut off anywhere is never taken for a whole one, and gives what came before", async () => {
  const file = await fileOf(content(3 * CHUNK_BYTES));
  const at = (chunk: number) => HEAD_BYTES + chunk * SEALED;
  const cuts = [0, 1, 2].flatMap((chunk) => [at(chunk), at(chunk) + 1, at(chunk) + TAG_BYTES, at(chunk + 1) - 1]);
  for (const cut of [...cuts, at(1), at(2)]) {
    const { read, end } = await readAll(file.slice(0, cut), 256);
    expect(end, `cut at ${cut}`).toBe("backup-damaged");
    expect(read).toBe(Math.floor((cut - HEAD_BYTES) / SEALED) * CHUNK_BYTES);
  }
  for (const cut of [0, 5, HEAD_BYTES - 1]) expect((await readAll(file.slice(0, cut))).end).toBe("backup-unreadable");
});

test("[S5] a chunk that is changed, moved, doubled, left out or of another file does not open", async () => {
  const [file, other] = [await fileOf(content(3 * CHUNK_BYTES)), await fileOf(content(3 * CHUNK_BYTES))];
  const parts = (of: Uint8Array<ArrayBuffer>) =>
    [0, 1, 2].map((chunk) => of.slice(HEAD_BYTES + chunk * SEALED, HEAD_BYTES + (chunk + 1) * SEALED));
  const head = file.slice(0, HEAD_BYTES);
  const [a, b, c] = parts(file);
  const [, foreign] = parts(other);
  if (a === undefined || b === undefined || c === undefined || foreign === undefined) throw new Error("three chunks");
  const joined = async (...chunks: readonly Uint8Array<ArrayBuffer>[]) => {
    const blob = new Blob([head, ...chunks]);
    return readAll(new Uint8Array(await blob.arrayBuffer()), 256);
  };
  const flipped = b.slice();
  flipped[77] = (flipped[77] ?? 0) ^ 1;
  expect(await joined(a, b, c)).toEqual({ read: 3 * CHUNK_BYTES, end: "whole" });
  for (const second of [flipped, foreign, c, a]) {
    expect(await joined(a, second, c)).toEqual({ read: CHUNK_BYTES, end: "backup-damaged" });
  }
  expect(await joined(a, c)).toEqual({ read: CHUNK_BYTES, end: "backup-damaged" });
  expect((await joined(a, b, c, c)).end).toBe("backup-damaged");
  expect((await joined(b, a, c)).read).toBe(0);
});

test("the head is part of what is sealed: nobody makes a file cheaper to guess, or of another version", async () => {
  const file = await fileOf(content(1000));
  for (let at = 0; at < HEAD_BYTES; at++) {
    const changed = file.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect((await readAll(changed)).end, `byte ${at}`).not.toBe("whole");
  }
}, 30_000);

test("scrypt costs what is written down, and a passphrase is the same however its letters are put together", async () => {
  const { head } = await makeHead("caf\u00e9 au lait, please");
  expect([...head.subarray(9, 13)]).toEqual([1, SCRYPT.logN, SCRYPT.r, SCRYPT.p]);
  expect((await openHead(head, "cafe\u0301 au lait, please")).ok).toBe(true);
  expect(await openHead(head, "cafe au lait, please")).toEqual({ ok: false, error: { kind: "passphrase-wrong" } });
}, 60_000);

test("[S5] sizes that would fill the memory are refused before anything is allocated, whoever has written them", async () => {
  for (const size of [0, 0xffffffff, 5 * 1024 * 1024]) {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, size);
    const file = await fileOf(bytes);
    const opened = await openHead(file.slice(0, HEAD_BYTES), passphrase);
    if (!opened.ok) throw new Error(opened.error.kind);
    const read = await readItem(createChunkReader(new Blob([file]), opened.value));
    expect(read, `size ${size}`).toEqual({ ok: false, error: { kind: "backup-damaged" } });
  }
});

test("what a later app may have put in, or a hostile one, costs nothing else", async () => {
  const chunks = createChunkWriter(await makeHead(passphrase, CHEAP));
  const made = 1_780_000_000_000 as Time;
  await writeItem(chunks, "who", { seed: new Uint8Array(32).fill(7), made, swaps: 3 });
  const strange = encodeCanonical(["of-the-future", { anything: true }]);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, strange.length);
  await chunks.write(size);
  await chunks.write(strange);
  await writeItem(chunks, "end", { items: 2 });
  const file = new Uint8Array(await (await chunks.finish()).arrayBuffer());
  const opened = await openHead(file.slice(0, HEAD_BYTES), passphrase);
  if (!opened.ok) throw new Error(opened.error.kind);
  const reader = createChunkReader(new Blob([file]), opened.value);
  const kinds = [];
  for (let next = await readItem(reader); next.ok && next.value !== null; next = await readItem(reader)) {
    kinds.push(next.value === "unknown" ? next.value : next.value.kind);
  }
  expect(kinds).toEqual(["who", "unknown", "end"]);
  // A pond whose name is a book, a relay that is none, a draft of a megabyte.
  const pond = { pond: "p".repeat(43), secret: new Uint8Array(32), myName: "Mei", joined: 1 };
  for (const odd of [
    { relays: [], pondName: "x".repeat(61) },
    { relays: ["javascript:alert(1)"], pondName: "North" },
    { relays: Array.from({ length: 17 }, () => "wss://r.example"), pondName: "North" },
  ]) {
    expect(parseItem(encodeCanonical(["pond", { ...pond, ...odd }]))).toBeNull();
  }
  expect(
    parseItem(encodeCanonical(["settings", { language: "en", theme: "dark", more: "x".repeat(90_000) }])),
  ).toBeNull();
  expect(parseItem(encodeCanonical(["__proto__", {}]))).toBeNull();
});
