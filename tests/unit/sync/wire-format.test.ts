import fc from "fast-check";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { ROOT, writeUpdate, writeVector } from "../../../src/sync/canonical-update.ts";
import { createCarrier } from "../../../src/sync/carrier.ts";
import { readUpdate, readVector } from "../../../src/sync/strict-reader.ts";

const client = 7_000_000_000_000_123; // 53 bits
const records = [new Uint8Array([1, 2, 3]), new Uint8Array(300).fill(9)];
const update = writeUpdate([{ client, from: 0, records }]);

test("[W1] Yjs reads our update as the records, and writes the very same bytes", () => {
  const doc = new Y.Doc({ gc: false });
  Y.applyUpdate(doc, update);
  expect(doc.getMap(ROOT).get(`${client}:1`)).toEqual(records[1]);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(update);
  expect(Y.encodeStateVector(doc)).toEqual(writeVector(new Map([[client, 2]])));
});

test("[W2] the strict reader reads back what was written, and nothing with one bit changed into another record's place", () => {
  expect(readUpdate(update)).toEqual({ ok: true, value: [{ client, from: 0, records }] });
  fc.assert(
    fc.property(fc.nat(update.length * 8 - 1), (bit) => {
      const bytes = new Uint8Array(update);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const read = readUpdate(bytes);
      // Only a record's own content may differ; the ledger looks at that.
      if (read.ok)
        expect(read.value.map((run) => [run.client, run.from, run.records.length])).toEqual([[client, 0, 2]]);
    }),
    { numRuns: 2000 },
  );
});

test("[W2] deletes, garbage structs, other keys, bombs and arbitrary bytes are refused without a throw", () => {
  const doc = new Y.Doc({ gc: false });
  Y.applyUpdate(doc, update);
  doc.getMap(ROOT).delete(`${client}:0`);
  expect(readUpdate(Y.encodeStateAsUpdate(doc)).ok).toBe(false);
  const foreign = new Y.Doc();
  foreign.getMap(ROOT).set("anything", new Uint8Array([1]));
  foreign.getArray("other").push([1]);
  expect(readUpdate(Y.encodeStateAsUpdate(foreign)).ok).toBe(false);
  const bomb = new Uint8Array([1, 0x80, 0x80, 0x80, 0x10, 1, 0]); // numberOfStructs = 2^25
  expect(readUpdate(bomb).ok).toBe(false);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      readUpdate(bytes);
      readVector(bytes);
    }),
    { numRuns: 3000 },
  );
});

test("[W4a] a carrier made from heads has the ledger's vector and takes the live tail", () => {
  const carrier = createCarrier(new Map([[client, 100_000]]));
  expect(Y.encodeStateVector(carrier.doc)).toEqual(writeVector(new Map([[client, 100_000]])));
  const tail = writeUpdate([{ client, from: 100_000, records }]);
  const spans = [{ client, from: 100_000, to: 100_002 }];
  expect(carrier.write({ update: tail, spans, newFeeds: false })).toBe(true);
  const hole = writeUpdate([{ client, from: 200_000, records }]);
  expect(carrier.write({ update: hole, spans: [{ client, from: 200_000, to: 200_002 }], newFeeds: false })).toBe(false);
});

test("[W4] a carrier says no where it does not end up where the ledger stands, and yes to what it holds already", () => {
  const growth = { update, spans: [{ client, from: 0, to: 2 }], newFeeds: false };
  const carrier = createCarrier(new Map());
  expect([carrier.write(growth), carrier.write(growth)]).toEqual([true, true]);
  expect(Y.encodeStateAsUpdate(carrier.doc)).toEqual(update);
  expect(carrier.write({ ...growth, spans: [{ client, from: 0, to: 3 }] })).toBe(false);
  const hushed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  expect(carrier.write({ ...growth, update: update.subarray(0, 20) })).toBe(false);
  expect(hushed).toHaveBeenCalledOnce();
  hushed.mockRestore();
});
