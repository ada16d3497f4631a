import { base64UrlToBytes, bytesToBase64Url, concatBytes } from "../lib/bytes.ts";
import type { BlobHash } from "../domain/ids.ts";
import { MAX_PHOTO_BYTES } from "../domain/limits.ts";
import { PHOTO_CHUNK_BYTES } from "./limits.ts";

/** W7: what peers say on the channel of photos. `offset` in bytes; a chunk is PHOTO_CHUNK_BYTES long, or reaches the photo's end. */
export type PhotoFrame =
  | { readonly kind: "ask"; readonly hash: BlobHash; readonly offset: number }
  | { readonly kind: "chunk"; readonly hash: BlobHash; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: "lack"; readonly hash: BlobHash };

const ASK = 0;
const CHUNK = 1;
const LACK = 2;
const HASH_BYTES = 32;
const OFFSET_AT = 1 + HASH_BYTES;
const HEAD_BYTES = OFFSET_AT + 4;

export function askForChunk(hash: BlobHash, offset: number): Uint8Array<ArrayBuffer> {
  return headOf(ASK, hash, offset);
}

export function chunkFrame(hash: BlobHash, offset: number, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return concatBytes(headOf(CHUNK, hash, offset), bytes);
}

export function lackFrame(hash: BlobHash): Uint8Array<ArrayBuffer> {
  return headOf(LACK, hash, 0).slice(0, OFFSET_AT);
}

/** Null for whatever is none of the three, to the byte. */
export function readPhotoFrame(message: Uint8Array): PhotoFrame | null {
  if (message.length < OFFSET_AT) return null;
  // 32 bytes name a photo, whatever they are.
  const hash = bytesToBase64Url(message.subarray(1, OFFSET_AT)) as string as BlobHash;
  if (message[0] === LACK) return message.length === OFFSET_AT ? { kind: "lack", hash } : null;
  if (message.length < HEAD_BYTES) return null;
  const offset = new DataView(message.buffer, message.byteOffset).getUint32(OFFSET_AT);
  if (offset >= MAX_PHOTO_BYTES || offset % PHOTO_CHUNK_BYTES !== 0) return null;
  if (message[0] === ASK) return message.length === HEAD_BYTES ? { kind: "ask", hash, offset } : null;
  const bytes = message.subarray(HEAD_BYTES);
  const isChunk = message[0] === CHUNK && bytes.length > 0 && bytes.length <= PHOTO_CHUNK_BYTES;
  return isChunk ? { kind: "chunk", hash, offset, bytes } : null;
}

function headOf(kind: number, hash: BlobHash, offset: number): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(HEAD_BYTES);
  head[0] = kind;
  head.set(base64UrlToBytes(hash) ?? [], 1);
  new DataView(head.buffer).setUint32(OFFSET_AT, offset);
  return head;
}
