import { decode, encode } from "cborg";
import { equalBytes } from "../lib/bytes.ts";
import { err, ok, type Result } from "../lib/result.ts";
import { MAX_DEPTH } from "./limits.ts";

export interface EncodingError {
  readonly kind: "malformed";
  readonly why: string;
}

const DECODE_OPTIONS = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  allowBigInt: false,
  rejectDuplicateMapKeys: true,
} as const;

/** Deterministic CBOR (RFC 8949 §4.2): one value has one encoding (L1). */
export function encodeCanonical(value: unknown): Uint8Array<ArrayBuffer> {
  return copyToOwnBuffer(encode(value));
}

/**
 * Reads hostile bytes. Refuses whatever is not the one canonical encoding of what it says, so that two different byte
 * strings are never the same value; that also refuses keys such as `__proto__`, which do not survive the round trip.
 */
export function decodeCanonical(bytes: Uint8Array, maxBytes: number): Result<unknown, EncodingError> {
  if (bytes.length > maxBytes) return malformed("too large");
  try {
    const value: unknown = decode(bytes, DECODE_OPTIONS);
    // Before it is encoded again, which takes the square of the depth.
    if (!isWithin(MAX_DEPTH, value)) return malformed("too deep");
    return equalBytes(encode(value), bytes) ? ok(value) : malformed("not canonical");
  } catch (cause) {
    // cborg says by exception what is wrong with its input; very deep nesting ends in a RangeError. Both are the sender's.
    return malformed(cause instanceof Error ? cause.message : "undecodable");
  }
}

function isWithin(depth: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return true;
  return depth > 0 && Object.values(value).every((inner) => isWithin(depth - 1, inner));
}

function malformed(why: string): Result<never, EncodingError> {
  return err({ kind: "malformed", why });
}

/** cborg may return a view into a shared buffer; what we keep and transfer must own its bytes. */
function copyToOwnBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
