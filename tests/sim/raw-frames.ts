import { PARENT_IS_ROOT, ROOT, STRUCT_INFO, type WireRun } from "../../src/sync/canonical-update.ts";
import { updateFrame } from "../../src/sync/frames.ts";
import { createFrameWriter } from "../../src/sync/varint.ts";

/** What a raw Yjs update may say that none of ours does. */
export interface RawShape {
  readonly info?: number;
  readonly parent?: number;
  readonly root?: string;
  readonly key?: string;
  /** How many structs it claims to hold, whatever it does hold. */
  readonly claims?: number;
  /** [client, clock, length] of what it deletes. */
  readonly deletes?: readonly (readonly [number, number, number])[];
}

/** A Yjs update as any program may write it. */
export function rawUpdate(runs: readonly WireRun[], shape: RawShape = {}): Uint8Array<ArrayBuffer> {
  const { info = STRUCT_INFO, parent = PARENT_IS_ROOT, root = ROOT, deletes = [] } = shape;
  const out = createFrameWriter();
  out.uint(runs.length);
  for (const { client, from, records } of runs) {
    out.uint(shape.claims ?? records.length);
    out.uint(client);
    out.uint(from);
    for (const [i, record] of records.entries()) {
      out.byte(info);
      out.uint(parent);
      out.ascii(root);
      out.ascii(shape.key ?? `${client}:${from + i}`);
      out.sized(record);
    }
  }
  out.uint(deletes.length);
  for (const [client, clock, length] of deletes) {
    out.uint(client);
    out.uint(1);
    out.uint(clock);
    out.uint(length);
  }
  return updateFrame(out.finish());
}

/** The 12 bytes that replace records by nothing: one garbage-collected struct. */
export function garbageStruct(client: number, from: number, length: number): Uint8Array<ArrayBuffer> {
  const out = createFrameWriter();
  for (const value of [1, 1, client, from]) out.uint(value);
  out.byte(0);
  out.uint(length);
  out.uint(0);
  return updateFrame(out.finish());
}

/** Seven bytes that claim 2^25 structs. */
export function allocationBomb(): Uint8Array<ArrayBuffer> {
  const out = createFrameWriter();
  for (const value of [1, 2 ** 25, 1]) out.uint(value);
  return updateFrame(out.finish());
}

export function awareness(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = createFrameWriter();
  out.byte(1);
  out.sized(payload);
  return out.finish();
}

export function withBitFlipped(message: Uint8Array, bit: number): Uint8Array<ArrayBuffer> {
  const flipped = new Uint8Array(message);
  const at = Math.floor(bit / 8) % Math.max(1, flipped.length);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit % 8));
  return flipped;
}
