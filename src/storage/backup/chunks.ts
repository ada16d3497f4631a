import { err, ok, type Result } from "../../lib/result.ts";
import { HEAD_BYTES, type Opened } from "./head.ts";
import { CHUNK_BYTES, SPILL_BYTES, TAG_BYTES } from "./limits.ts";

/*
 * The content of a backup in chunks of one size, each sealed by itself: AES-256-GCM under the file's own key, with the chunk's
 * number and whether it is the last one as nonce, and the head as additional data. So a chunk that is changed, moved, left out
 * or taken from another file does not open, and a file that was cut off between two chunks has no last one.
 */

const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES;
const NONCE_BYTES = 12;

export interface ChunkWriter {
  write(bytes: Uint8Array): Promise<void>;
  finish(): Promise<Blob>;
}

/** Holds a chunk and a few sealed ones in memory, whatever is written. */
export function createChunkWriter({ head, key }: Opened): ChunkWriter {
  const held = new Uint8Array(CHUNK_BYTES);
  let fill = 0;
  let index = 0;
  let file = new Blob([head]);
  let waiting: Uint8Array<ArrayBuffer>[] = [];

  async function seal(isLast: boolean): Promise<void> {
    const algorithm = { name: "AES-GCM", iv: nonceOf(index, isLast), additionalData: head };
    waiting.push(new Uint8Array(await crypto.subtle.encrypt(algorithm, key, held.slice(0, fill))));
    index++;
    fill = 0;
    if (!isLast && waiting.length * SEALED_BYTES < SPILL_BYTES) return;
    file = new Blob([file, ...waiting], { type: "application/x-shoal-backup" });
    waiting = [];
  }

  return {
    write: async (bytes) => {
      for (let at = 0; at < bytes.length;) {
        // A full one waits: it may be the last.
        if (fill === CHUNK_BYTES) await seal(false);
        const part = bytes.subarray(at, at + CHUNK_BYTES - fill);
        held.set(part, fill);
        fill += part.length;
        at += part.length;
      }
    },
    finish: async () => {
      await seal(true);
      held.fill(0);
      return file;
    },
  };
}

/** Broken: cut off, changed, or never whole. */
export interface Damaged {
  readonly kind: "backup-damaged";
}

export interface ChunkReader {
  /** The next `length` bytes; null where the content has ended just here. */
  read(length: number): Promise<Result<Uint8Array<ArrayBuffer> | null, Damaged>>;
}

/** Reads a chunk at a time. Callers bound `length`: it is allocated at once. */
export function createChunkReader(file: Blob, { head, key }: Opened): ChunkReader {
  const sealed = file.size - HEAD_BYTES;
  const count = Math.max(1, Math.ceil(sealed / SEALED_BYTES));
  let index = 0;
  let chunk: Uint8Array = new Uint8Array();
  let at = 0;
  let isCut = false;

  /** False where there is no further one. */
  async function advance(): Promise<Result<boolean, Damaged>> {
    if (index === count) return isCut ? damaged() : ok(false);
    const from = HEAD_BYTES + index * SEALED_BYTES;
    const isLast = index === count - 1;
    const bytes = new Uint8Array(await file.slice(from, from + SEALED_BYTES).arrayBuffer());
    let opened = bytes.length < TAG_BYTES ? null : await open(bytes, isLast);
    if (opened === null && isLast && bytes.length === SEALED_BYTES) {
      // Cut off just behind a chunk: what is in that one is good, and what should follow is missing.
      opened = await open(bytes, false);
      isCut = true;
    }
    if (opened === null) return damaged();
    chunk = opened;
    at = 0;
    index++;
    return ok(true);
  }

  async function open(bytes: Uint8Array<ArrayBuffer>, isLast: boolean): Promise<Uint8Array | null> {
    try {
      const algorithm = { name: "AES-GCM", iv: nonceOf(index, isLast), additionalData: head };
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, bytes));
    } catch {
      return null; // OperationError: the tag does not fit, and nothing more is ever said
    }
  }

  return {
    read: async (length) => {
      const bytes = new Uint8Array(length);
      for (let got = 0; got < length;) {
        if (at === chunk.length) {
          const more = await advance();
          if (!more.ok) return more;
          if (!more.value) return got === 0 ? ok(null) : damaged();
          continue;
        }
        const part = chunk.subarray(at, at + length - got);
        bytes.set(part, got);
        got += part.length;
        at += part.length;
      }
      return ok(bytes);
    },
  };
}

function damaged() {
  return err<Damaged>({ kind: "backup-damaged" });
}

function nonceOf(index: number, isLast: boolean): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(NONCE_BYTES);
  new DataView(nonce.buffer).setUint32(NONCE_BYTES - 5, index);
  nonce[NONCE_BYTES - 1] = isLast ? 1 : 0;
  return nonce;
}
