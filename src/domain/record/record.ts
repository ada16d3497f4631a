import { equalBytes, bytesToBase64Url } from "../../lib/bytes.ts";
import { err, ok, type Result } from "../../lib/result.ts";
import type { Signer } from "../crypto.ts";
import { decodeCanonical, encodeCanonical, type EncodingError } from "../encoding.ts";
import { hashBytes } from "../hash.ts";
import { type PondId, type RecordId, SIGNATURE_BYTES } from "../ids.ts";
import { MAX_HEADER_BYTES, MAX_RECORD_BYTES } from "../limits.ts";
import { encodeHeader, parseHeader, type RecordHeader, ZERO_ID } from "./header.ts";

/** L1: a record as it was read; nothing about it but its own shape has been checked yet. */
export interface LedgerRecord {
  readonly id: RecordId;
  readonly header: RecordHeader;
  /** The very bytes that were signed. */
  readonly headerBytes: Uint8Array;
  readonly signature: Uint8Array;
  /** Null once dropped (L3). */
  readonly body: Uint8Array | null;
  /** The whole record as it travels. */
  readonly bytes: Uint8Array;
}

export type RecordError = EncodingError | { readonly kind: "body-mismatch" };

/** L1: reads one record from a peer, a file or the store: size, encoding, shape, and that the body is the one it names. */
export function parseRecord(bytes: Uint8Array): Result<LedgerRecord, RecordError> {
  const decoded = decodeCanonical(bytes, MAX_RECORD_BYTES);
  if (!decoded.ok) return decoded;
  const parts: unknown = decoded.value;
  if (!Array.isArray(parts) || parts.length !== 3) return malformed("record");
  const [headerBytes, signature, body] = parts as readonly unknown[];
  if (!(headerBytes instanceof Uint8Array) || headerBytes.length > MAX_HEADER_BYTES) return malformed("header");
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_BYTES) return malformed("signature");
  if (body !== null && !(body instanceof Uint8Array)) return malformed("body");
  const header = parseHeader(headerBytes);
  if (!header.ok) return header;
  if (body !== null) {
    const honest = body.length === header.value.bodySize && equalBytes(hashBytes(body), header.value.bodyHash);
    if (!honest) return err({ kind: "body-mismatch" });
  }
  return ok({ id: idOf(headerBytes, signature), header: header.value, headerBytes, signature, body, bytes });
}

/** Makes the next record of a feed and signs it. */
export async function signRecord(
  place: Pick<RecordHeader, "pond" | "feed" | "seq" | "prev" | "time" | "kind">,
  body: Uint8Array,
  signer: Signer,
): Promise<LedgerRecord> {
  const header: RecordHeader = { ...place, bodyHash: hashBytes(body), bodySize: body.length };
  const headerBytes = encodeHeader(header);
  const signature = await signer.sign("shoal/record/1", headerBytes);
  const bytes = encodeCanonical([headerBytes, signature, body]);
  return { id: idOf(headerBytes, signature), header, headerBytes, signature, body, bytes };
}

/** L3: the same record without its body; the chain still verifies. */
export function withoutBody(record: LedgerRecord): LedgerRecord {
  return { ...record, body: null, bytes: encodeCanonical([record.headerBytes, record.signature, null]) };
}

/** P1: the pond that a record belongs to; a genesis record names itself. */
export function pondOf(record: LedgerRecord): PondId {
  const isGenesis = record.header.kind === "pond.genesis.1" && record.header.pond === ZERO_ID;
  // P1 says that the one is the other.
  return isGenesis ? (record.id as string as PondId) : record.header.pond;
}

/** L1: the id covers the signature too, so that `prev` does (L2). */
export function idOf(headerBytes: Uint8Array, signature: Uint8Array): RecordId {
  return bytesToBase64Url(hashBytes(headerBytes, signature)) as string as RecordId;
}

function malformed(why: string): Result<never, EncodingError> {
  return err({ kind: "malformed", why });
}
