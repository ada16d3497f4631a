import { bytesToBase64Url, equalBytes } from "../lib/bytes.ts";
import { err, ok, type Result } from "../lib/result.ts";
import { keyBytes, type PondId } from "../domain/ids.ts";
import type { RefusalKind } from "../domain/ledger/refusal.ts";
import { updateFrame } from "./frames.ts";
import type { GateReply, GateService } from "./gate.ts";
import { BUNDLE_PAGES_AT_ONCE, MAX_BUNDLE_BYTES, MAX_BUNDLE_OFFENCES, MAX_FRAME_BYTES } from "./limits.ts";

/** First bytes of a `.pond` file: says what it is, and in which shape. Then the pond's id, then pages, each behind its size. */
const MAGIC = new Uint8Array([..."SHOALPOND1"].map((char) => char.charCodeAt(0)));
/** Where the pages of a file begin. */
export const HEAD_BYTES = MAGIC.length + 32;
const SIZE_BYTES = 4;

export type BundleError =
  | { readonly kind: "bundle-unreadable" }
  | { readonly kind: "bundle-of-another-pond" }
  | { readonly kind: "bundle-too-large" };

/** Why a file is not read on: what came before is kept. */
export type BundleStop =
  /** It ends in the middle of a page. */
  | "cut"
  /** From here on it is no such file. */
  | "broken"
  /** Too much in it was written by no honest device. */
  | "hostile"
  /** The disk is full, or storage is gone: the rest can be taken in later. */
  | "quota"
  | "storage";

export interface BundleReport {
  /** Records that were new here, that were here already, and that were refused. */
  readonly added: number;
  readonly known: number;
  readonly refused: number;
}

export interface BundleStep extends BundleReport {
  /** Records that were refused, by reason. */
  readonly why: Readonly<Partial<Record<RefusalKind, number>>>;
  /** Where to go on; null where nothing is left, or it stopped. */
  readonly next: number | null;
  readonly stopped: BundleStop | null;
}

/** A file of one page of records. */
export function bundleOfPage(pond: PondId, update: Uint8Array<ArrayBuffer>): Blob {
  return new Blob([...headOf(pond), sizeOf(update), update], { type: BUNDLE_TYPE });
}

export const BUNDLE_TYPE = "application/x-shoal-pond";

/** M5: all that the ledger may give to others and that is not among what they have, as a file. */
export async function writeBundle(
  pond: PondId,
  gate: Pick<GateService, "page">,
  theirs: ReadonlyMap<number, number> = new Map(),
): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [...headOf(pond)];
  const has = new Map(theirs);
  for (let page = await gate.page(has); page !== null; page = await gate.page(has)) {
    parts.push(sizeOf(page.update), page.update);
    for (const { client, to } of page.spans) has.set(client, to);
  }
  return new Blob(parts, { type: BUNDLE_TYPE });
}

/** The pond that a file says to be of; null where it is no bundle. */
export async function pondOfBundle(file: Blob): Promise<PondId | null> {
  if (file.size < HEAD_BYTES) return null;
  const head = await bytesOf(file, 0, HEAD_BYTES);
  if (!equalBytes(head.subarray(0, MAGIC.length), MAGIC)) return null;
  // Any 32 bytes are some pond's id.
  return bytesToBase64Url(head.subarray(MAGIC.length)) as string as PondId;
}

/** The same for a file that shall be opened: says why it can not be. */
export async function openBundle(file: Blob): Promise<Result<PondId, BundleError>> {
  const pond = await pondOfBundle(file);
  if (pond === null) return err({ kind: "bundle-unreadable" });
  return file.size > MAX_BUNDLE_BYTES ? err({ kind: "bundle-too-large" }) : ok(pond);
}

export interface Pages {
  readonly pages: readonly Uint8Array<ArrayBuffer>[];
  readonly next: number | null;
  readonly stopped: "cut" | "broken" | null;
}

/** The next pages of a file from a place on, whatever its sizes say: never more than `BUNDLE_PAGES_AT_ONCE` of MAX_FRAME_BYTES. */
export async function readPages(file: Blob, from: number): Promise<Pages> {
  const pages: Uint8Array<ArrayBuffer>[] = [];
  let at = Number.isSafeInteger(from) ? Math.max(HEAD_BYTES, from) : file.size;
  while (at < file.size) {
    if (pages.length === BUNDLE_PAGES_AT_ONCE) return { pages, next: at, stopped: null };
    if (at + SIZE_BYTES > file.size) return { pages, next: null, stopped: "cut" };
    const size = new DataView((await bytesOf(file, at, SIZE_BYTES)).buffer).getUint32(0);
    if (size === 0 || size > MAX_FRAME_BYTES) return { pages, next: null, stopped: "broken" };
    if (at + SIZE_BYTES + size > file.size) return { pages, next: null, stopped: "cut" };
    pages.push(await bytesOf(file, at + SIZE_BYTES, size));
    at += SIZE_BYTES + size;
  }
  return { pages, next: null, stopped: null };
}

/** M5: lets the next pages of a file in through the same gate as a peer's, and stops where one was written by nobody. */
export async function letInPages(file: Blob, from: number, gate: Pick<GateService, "receive">): Promise<BundleStep> {
  const { pages, next, stopped } = await readPages(file, from);
  const step = countReplies(await gate.receive(pages.map(updateFrame)));
  const all = { ...step, stopped: step.stopped ?? stopped };
  return { ...all, next: all.stopped === null ? next : null };
}

function countReplies(replies: readonly GateReply[]): Omit<BundleStep, "next"> {
  let [added, known, refused, offences] = [0, 0, 0, 0];
  const why: Partial<Record<RefusalKind, number>> = {};
  let stopped: BundleStop | null = null;
  for (const reply of replies) {
    // No file of ours has an empty page; one of nothing else would be read for hours.
    if (reply.kind !== "runs" || reply.runs.length === 0) {
      stopped ??= "broken";
      continue;
    }
    for (const { from, to, admitted, refused: reason } of reply.runs) {
      added += admitted;
      const rest = to - from - admitted;
      if (reason === null) known += rest;
      else if (reason.kind === "quota" || reason.kind === "storage") stopped ??= reason.kind;
      else {
        refused += rest;
        why[reason.kind] = (why[reason.kind] ?? 0) + rest;
        offences += reason.offence ? 1 : 0;
      }
    }
  }
  return { added, known, refused, why, stopped: stopped ?? (offences > MAX_BUNDLE_OFFENCES ? "hostile" : null) };
}

/** M5: lets in a whole file of one pond. A broken end loses nothing of what came before. */
export async function readBundle(
  pond: PondId,
  file: Blob,
  gate: Pick<GateService, "receive">,
): Promise<Result<BundleReport, BundleError | { readonly kind: BundleStop }>> {
  const opened = await openBundle(file);
  if (!opened.ok) return opened;
  if (opened.value !== pond) return err({ kind: "bundle-of-another-pond" });
  const report = { added: 0, known: 0, refused: 0 };
  for (let at: number | null = HEAD_BYTES; at !== null;) {
    const step: BundleStep = await letInPages(file, at, gate);
    report.added += step.added;
    report.known += step.known;
    report.refused += step.refused;
    if (step.stopped !== null) return err({ kind: step.stopped });
    at = step.next;
  }
  return ok(report);
}

function headOf(pond: PondId): readonly Uint8Array<ArrayBuffer>[] {
  return [new Uint8Array(MAGIC), keyBytes(pond)];
}

function sizeOf(page: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = new Uint8Array(SIZE_BYTES);
  new DataView(size.buffer).setUint32(0, page.length);
  return size;
}

async function bytesOf(file: Blob, from: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(from, from + length).arrayBuffer());
}
