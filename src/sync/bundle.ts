import { bytesToBase64Url, equalBytes } from "../lib/bytes.ts";
import { err, ok, type Result } from "../lib/result.ts";
import { keyBytes, type PondId } from "../domain/ids.ts";
import { updateFrame } from "./frames.ts";
import type { GateService } from "./gate.ts";
import { MAX_FRAME_BYTES } from "./limits.ts";

/** First bytes of a `.pond` file: says what it is, and in which shape. Then the pond's id, then pages, each behind its size. */
const MAGIC = new Uint8Array([..."SHOALPOND1"].map((char) => char.charCodeAt(0)));
const HEAD_BYTES = MAGIC.length + 32;
const SIZE_BYTES = 4;
/** Bytes of a file that is still opened. */
const MAX_BUNDLE_BYTES = 256 * 1024 * 1024;

export type BundleError =
  | { readonly kind: "bundle-unreadable" }
  | { readonly kind: "bundle-of-another-pond" }
  /** The disk is full, or storage is gone: what came before is kept, the rest can be taken in later. */
  | { readonly kind: "quota" }
  | { readonly kind: "storage" };

export interface BundleReport {
  /** Records that were new here, that were here already, and that were refused. */
  readonly added: number;
  readonly known: number;
  readonly refused: number;
}

/** M5: all that the ledger may give to others, as a file. */
export async function writeBundle(pond: PondId, gate: Pick<GateService, "page">): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [new Uint8Array(MAGIC), keyBytes(pond)];
  const has = new Map<number, number>();
  for (let page = await gate.page(has); page !== null; page = await gate.page(has)) {
    const size = new Uint8Array(SIZE_BYTES);
    new DataView(size.buffer).setUint32(0, page.update.length);
    parts.push(size, page.update);
    for (const { client, to } of page.spans) has.set(client, to);
  }
  return new Blob(parts, { type: "application/x-shoal-pond" });
}

/** The pond that a file says to be of; null where it is no bundle. */
export async function pondOfBundle(file: Blob): Promise<PondId | null> {
  if (file.size < HEAD_BYTES) return null;
  const head = await bytesOf(file, 0, HEAD_BYTES);
  if (!equalBytes(head.subarray(0, MAGIC.length), MAGIC)) return null;
  // Any 32 bytes are some pond's id.
  return bytesToBase64Url(head.subarray(MAGIC.length)) as string as PondId;
}

/** M5: lets the pages of a file in through the same gate as a peer's. A broken end loses nothing of what came before. */
export async function readBundle(
  pond: PondId,
  file: Blob,
  gate: GateService,
): Promise<Result<BundleReport, BundleError>> {
  if (file.size < HEAD_BYTES || file.size > MAX_BUNDLE_BYTES) return err({ kind: "bundle-unreadable" });
  const head = await bytesOf(file, 0, HEAD_BYTES);
  if (!equalBytes(head.subarray(0, MAGIC.length), MAGIC)) return err({ kind: "bundle-unreadable" });
  if (!equalBytes(head.subarray(MAGIC.length), keyBytes(pond))) return err({ kind: "bundle-of-another-pond" });
  const report = { added: 0, known: 0, refused: 0 };
  for (let at = HEAD_BYTES; at < file.size;) {
    if (at + SIZE_BYTES > file.size) return err({ kind: "bundle-unreadable" });
    const size = new DataView((await bytesOf(file, at, SIZE_BYTES)).buffer).getUint32(0);
    at += SIZE_BYTES;
    if (size > MAX_FRAME_BYTES || at + size > file.size) return err({ kind: "bundle-unreadable" });
    const [reply] = await gate.receive([updateFrame(await bytesOf(file, at, size))]);
    at += size;
    // No file of ours has an empty page; one of nothing else would be read for hours.
    if (reply?.kind !== "runs" || reply.runs.length === 0) return err({ kind: "bundle-unreadable" });
    for (const { from, to, admitted, refused } of reply.runs) {
      if (refused?.kind === "quota" || refused?.kind === "storage") return err({ kind: refused.kind });
      report.added += admitted;
      if (refused === null) report.known += to - from - admitted;
      else report.refused += to - from - admitted;
    }
  }
  return ok(report);
}

async function bytesOf(file: Blob, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(from, from + length).arrayBuffer());
}
