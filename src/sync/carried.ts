import * as z from "zod/mini";
import { concatBytes } from "../lib/bytes.ts";
import { decodeCanonical, encodeCanonical } from "../domain/encoding.ts";
import { bytesField, type PondId, pondIdField } from "../domain/ids.ts";
import { writeVector } from "./canonical-update.ts";
import { deflate, inflate } from "./deflate.ts";
import { MAX_CARRIED_BYTES, MAX_FRAME_BYTES } from "./limits.ts";
import { readVector } from "./strict-reader.ts";

const STORED = 0;
const PACKED = 1;
/** Characters of a handover's code. */
const MAX_HANDOVER = 400;

const CarriedWire = z.tuple([
  pondIdField,
  z.nullable(z.string().check(z.maxLength(MAX_HANDOVER))),
  z.nullable(bytesField(0, MAX_FRAME_BYTES)),
  z.nullable(bytesField(1, MAX_FRAME_BYTES)),
]);

/** M5: what a run of codes says. Nothing of it has been checked but its shape. */
export interface Carried {
  readonly pond: PondId;
  /** The code of a handover (decision 0006). */
  readonly handover: string | null;
  /** How many records of which feeds the sender has: of all, or of those that the other one asks himself about. */
  readonly has: ReadonlyMap<number, number> | null;
  /** One page of records for the gate. */
  readonly update: Uint8Array<ArrayBuffer> | null;
}

/** Packed where that makes it smaller. */
export async function encodeCarried({ pond, handover, has, update }: Carried): Promise<Uint8Array<ArrayBuffer>> {
  const vector = has === null ? null : writeVector(has);
  const plain = encodeCanonical(z.encode(CarriedWire, [pond, handover, vector, update]));
  const packed = await deflate(plain);
  return packed !== null && packed.length < plain.length
    ? concatBytes(new Uint8Array([PACKED]), packed)
    : concatBytes(new Uint8Array([STORED]), plain);
}

/** Reads hostile bytes; null where they say nothing of the kind. */
export async function decodeCarried(bytes: Uint8Array): Promise<Carried | null> {
  const content = bytes.slice(1);
  const plain = bytes[0] === PACKED ? await inflate(content, MAX_CARRIED_BYTES) : bytes[0] === STORED ? content : null;
  const decoded = plain === null ? null : decodeCanonical(plain, MAX_CARRIED_BYTES);
  const parsed = decoded?.ok === true ? z.safeParse(CarriedWire, decoded.value) : null;
  if (parsed?.success !== true) return null;
  const [pond, handover, vector, update] = parsed.data;
  const has = vector === null ? null : readVector(vector);
  if (has?.ok === false) return null;
  return { pond, handover, has: has?.value ?? null, update: update === null ? null : new Uint8Array(update) };
}
