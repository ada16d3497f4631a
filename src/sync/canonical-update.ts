import { createFrameWriter } from "./varint.ts";

/** Name of the root map that holds all records of a pond (W1). */
export const ROOT = "shoal";
/** Yjs: an item with binary content (3) whose parent is named and which has a key in it (0x20), without origins. */
export const STRUCT_INFO = 0x23;
/** Yjs: the parent is a root type, named by the text that follows. */
export const PARENT_IS_ROOT = 1;
const GC_INFO = 0;

/** Consecutive records of one feed, as structs of one Yjs client (W1). */
export interface WireRun {
  readonly client: number;
  /** Clock of the first, which is its seq. */
  readonly from: number;
  readonly records: readonly Uint8Array[];
}

/** W1: the Yjs update (v1) of some runs, which anybody who holds the records writes to the same bytes. */
export function writeUpdate(runs: readonly WireRun[]): Uint8Array<ArrayBuffer> {
  const out = createFrameWriter();
  out.uint(runs.length);
  for (const { client, from, records } of runs) {
    out.uint(records.length);
    out.uint(client);
    out.uint(from);
    for (const [i, record] of records.entries()) {
      out.byte(STRUCT_INFO);
      out.uint(PARENT_IS_ROOT);
      out.ascii(ROOT);
      out.ascii(`${client}:${from + i}`);
      out.sized(record);
    }
  }
  out.uint(0); // the empty delete set
  return out.finish();
}

/** W4a: an update that says "so many records of these feeds" without their content: one collapsed struct a feed. */
export function writeCollapsed(vector: ReadonlyMap<number, number>): Uint8Array<ArrayBuffer> {
  const held = [...vector].filter(([, count]) => count > 0);
  const out = createFrameWriter();
  out.uint(held.length);
  for (const [client, count] of held) {
    out.uint(1);
    out.uint(client);
    out.uint(0);
    out.byte(GC_INFO);
    out.uint(count);
  }
  out.uint(0);
  return out.finish();
}

/** A Yjs state vector: how many records of each feed. */
export function writeVector(vector: ReadonlyMap<number, number>): Uint8Array<ArrayBuffer> {
  const held = [...vector].filter(([, count]) => count > 0);
  const out = createFrameWriter();
  out.uint(held.length);
  for (const [client, count] of held) {
    out.uint(client);
    out.uint(count);
  }
  return out.finish();
}
