import * as z from "zod/mini";
import { err, ok, type Result } from "../../lib/result.ts";
import { decodeCanonical, encodeCanonical, type EncodingError } from "../encoding.ts";
import {
  bytesField,
  type FeedKey,
  feedKeyField,
  keyBytes,
  type PondId,
  pondIdField,
  type RecordId,
  recordIdField,
  type Time,
  timeField,
} from "../ids.ts";
import { MAX_BODY_BYTES, MAX_HEADER_BYTES, MAX_SEQ } from "../limits.ts";

/** L1: what a signature covers. */
export interface RecordHeader {
  readonly pond: PondId;
  readonly feed: FeedKey;
  /** 0, 1, 2 … without gaps. */
  readonly seq: number;
  /** Id of the record before; ZERO_ID at seq 0. */
  readonly prev: RecordId;
  readonly time: Time;
  readonly kind: string;
  /** SHA-256 of the body, 32 bytes. */
  readonly bodyHash: Uint8Array;
  readonly bodySize: number;
}

const HEADER_VERSION = 1;
const KIND_SHAPE = /^[a-z]{1,16}\.[a-z]{1,16}\.[0-9]{1,3}$/;

/** Stands for "nothing before": the `prev` of a feed's first record, and the pond named by a genesis record. */
export const ZERO_ID = "A".repeat(43) as RecordId & PondId;

const HeaderWire = z.tuple([
  z.literal(HEADER_VERSION),
  pondIdField,
  feedKeyField,
  z.int().check(z.nonnegative(), z.maximum(MAX_SEQ)),
  recordIdField,
  timeField,
  z.string().check(z.regex(KIND_SHAPE)),
  bytesField(32, 32),
  z.int().check(z.positive(), z.maximum(MAX_BODY_BYTES)),
]);

export function encodeHeader(header: RecordHeader): Uint8Array<ArrayBuffer> {
  return encodeCanonical([
    HEADER_VERSION,
    keyBytes(header.pond),
    keyBytes(header.feed),
    header.seq,
    keyBytes(header.prev),
    header.time,
    header.kind,
    header.bodyHash,
    header.bodySize,
  ]);
}

export function parseHeader(bytes: Uint8Array): Result<RecordHeader, EncodingError> {
  const decoded = decodeCanonical(bytes, MAX_HEADER_BYTES);
  if (!decoded.ok) return decoded;
  const parsed = z.safeParse(HeaderWire, decoded.value);
  if (!parsed.success) return err({ kind: "malformed", why: "header" });
  const [, pond, feed, seq, prev, time, kind, bodyHash, bodySize] = parsed.data;
  return ok({ pond, feed, seq, prev, time, kind, bodyHash, bodySize });
}
