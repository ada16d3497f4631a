import type { BlobHash } from "../domain/ids.ts";
import { type BudgetLimits, createBudget } from "./budget.ts";
import type { PhotoChannel } from "./gated-connection.ts";
import {
  HIGH_WATER_BYTES,
  LEAST_WASTE_BYTES,
  MAX_PHOTOS_FROM_ONE,
  MAX_WAITING_PHOTO_ASKS,
  PHOTO_ANSWER_MS,
  PHOTO_CHUNK_BYTES,
  PHOTO_CHUNKS_AHEAD,
  PHOTO_READ_KEPT_MS,
  PHOTO_READ_SHARE,
} from "./limits.ts";
import type { PhotoStore } from "./photo-exchange.ts";
import { askForChunk, chunkFrame, lackFrame, type PhotoFrame, readPhotoFrame } from "./photo-frames.ts";
import type { Timers } from "./timers.ts";

/** Questions that may be without an answer when a further photo is asked for. */
const MAX_UNANSWERED = MAX_WAITING_PHOTO_ASKS / 2;

export interface PhotoPeerParts {
  readonly channel: PhotoChannel;
  /** Ends the peer's whole connection for an offence. */
  readonly onOffence: (reason: string) => void;
  /** Bytes that it may be given. */
  readonly allowance: () => BudgetLimits;
  readonly now: () => number;
  readonly store: Pick<PhotoStore, "read">;
  readonly timers: Timers;
}

/** A photo that is fetched from one peer. */
export interface PeerFetch {
  readonly hash: BlobHash;
  readonly size: number;
  /** Bytes that are here already, a multiple of a chunk's. */
  readonly from: number;
  /** In order, each where the last ended. */
  readonly onChunk: (offset: number, bytes: Uint8Array) => void;
  /** True once all of it has come; false where the peer has none, is silent, or has gone. Called once. */
  readonly onEnd: (isWhole: boolean) => void;
}

/** One peer as a source of photos, and as somebody who asks for them. */
export interface PhotoPeer {
  /** How many photos are being fetched from it. */
  fetching(): number;
  fetch(wanted: PeerFetch): void;
  /** Nobody wants that photo any more. */
  stop(hash: BlobHash): void;
  /** It sent a whole photo that is another one. */
  bar(reason: string): void;
  leave(): void;
}

interface Running extends PeerFetch {
  /** Where the next question begins, and where the next chunk has to. */
  askedTo: number;
  filled: number;
}

/**
 * W7: questions and answers of one channel. Answers come in the order of the questions, one to each, a chunk at most:
 * anything else ends the connection, so no peer can send what nobody wants, or without end.
 */
export function createPhotoPeer(parts: PhotoPeerParts): PhotoPeer {
  const { channel, store, timers } = parts;
  const running = new Map<BlobHash, Running>();
  /** Questions without an answer, the oldest first. */
  let unanswered: { readonly fetch: Running; readonly offset: number; readonly length: number }[] = [];
  /** The peer's questions. */
  const asked: { readonly hash: BlobHash; readonly offset: number }[] = [];
  const budget = createBudget(parts.now, parts.allowance);
  let isOpen = true;
  let isServing = false;
  let wakeServing: (() => void) | null = null;
  let stopSilenceTimer: (() => void) | null = null;
  /** What was read last, for a moment: an honest peer asks for the chunks of so many photos by turns. */
  let lastRead: { readonly hash: BlobHash; readonly bytes: Uint8Array }[] = [];
  let stopForgetTimer: (() => void) | null = null;

  channel.listen({
    onMessage: (message) => {
      if (!isOpen) return;
      const frame = message === null ? null : readPhotoFrame(message);
      if (frame === null) return bar("photo-malformed");
      if (frame.kind === "ask") hearAsk(frame);
      else hearAnswer(frame);
    },
    onRoom: () => wakeServing?.(),
  });

  function hearAsk({ hash, offset }: PhotoFrame & { readonly kind: "ask" }): void {
    if (asked.length >= MAX_WAITING_PHOTO_ASKS) return bar("photo-flood");
    asked.push({ hash, offset });
    if (!isServing) void serve();
  }

  async function serve(): Promise<void> {
    isServing = true;
    stopForgetTimer?.();
    // Empty once the peer has gone.
    for (let next = asked[0]; next !== undefined; next = asked[0]) {
      while (asked.length > 0 && channel.waiting() > HIGH_WATER_BYTES)
        await new Promise<void>((wake) => {
          wakeServing = wake;
        });
      const chunk = await chunkOf(next.hash, next.offset);
      if (asked.shift() !== undefined)
        channel.send(chunk === null ? lackFrame(next.hash) : chunkFrame(next.hash, next.offset, chunk));
    }
    isServing = false;
    if (lastRead.length === 0 || !isOpen) return;
    stopForgetTimer = timers.after(PHOTO_READ_KEPT_MS, () => {
      lastRead = [];
    });
  }

  async function chunkOf(hash: BlobHash, offset: number): Promise<Uint8Array | null> {
    if (!budget.spend(LEAST_WASTE_BYTES)) return null;
    const bytes = lastRead.find((read) => read.hash === hash)?.bytes ?? (await readAnew(hash));
    if (bytes === null || offset >= bytes.length) return null;
    const chunk = bytes.subarray(offset, offset + PHOTO_CHUNK_BYTES);
    return budget.spend(chunk.length) ? chunk : null;
  }

  /** Costs its part of the budget: a few bytes of ever another photo would make us read megabytes for each. */
  async function readAnew(hash: BlobHash): Promise<Uint8Array | null> {
    const bytes = await store.read(hash).catch((cause: unknown) => {
      console.error("photo", cause); // our storage is gone, which the screens tell
      return null;
    });
    if (bytes === null || !budget.spend(bytes.length * PHOTO_READ_SHARE) || !isOpen) return null;
    lastRead = [...lastRead, { hash, bytes }].slice(-MAX_PHOTOS_FROM_ONE);
    return bytes;
  }

  function hearAnswer(frame: PhotoFrame & { readonly kind: "chunk" | "lack" }): void {
    const [expected, ...rest] = unanswered;
    if (expected === undefined || expected.fetch.hash !== frame.hash) return bar("photo-unasked");
    if (frame.kind === "chunk" && frame.offset !== expected.offset) return bar("photo-unasked");
    unanswered = rest;
    watchSilence();
    const { fetch } = expected;
    if (running.get(frame.hash) !== fetch) return; // no longer wanted, or wanted anew
    // Another length is another size: the listing may have lied about it, so nobody is blamed, and this peer has no such photo.
    if (frame.kind === "lack" || frame.bytes.length !== expected.length) return end(fetch, false);
    fetch.filled += frame.bytes.length;
    fetch.onChunk(frame.offset, frame.bytes);
    if (fetch.filled === fetch.size) end(fetch, true);
    else askOn(fetch);
  }

  function askOn(fetch: Running): void {
    while (fetch.askedTo < fetch.size && fetch.askedTo - fetch.filled < PHOTO_CHUNKS_AHEAD * PHOTO_CHUNK_BYTES) {
      const offset = fetch.askedTo;
      const length = Math.min(PHOTO_CHUNK_BYTES, fetch.size - offset);
      unanswered.push({ fetch, offset, length });
      fetch.askedTo += length;
      channel.send(askForChunk(fetch.hash, offset));
      if (stopSilenceTimer === null) watchSilence();
    }
  }

  /** Waits for the next answer as long as one is due. */
  function watchSilence(): void {
    stopSilenceTimer?.();
    stopSilenceTimer = null;
    if (unanswered.length === 0 || !isOpen) return;
    stopSilenceTimer = timers.after(PHOTO_ANSWER_MS, () => {
      stopSilenceTimer = null;
      endAll();
    });
  }

  function end(fetch: Running, isWhole: boolean): void {
    running.delete(fetch.hash);
    fetch.onEnd(isWhole);
  }

  /** Those that are running now: what begins meanwhile goes on. */
  function endAll(): void {
    const ended = Array.from(running.values());
    running.clear();
    for (const { onEnd } of ended) onEnd(false);
  }

  function bar(reason: string): void {
    if (!isOpen) return;
    parts.onOffence(reason);
    leave();
  }

  function leave(): void {
    if (!isOpen) return;
    isOpen = false;
    stopSilenceTimer?.();
    stopForgetTimer?.();
    lastRead = [];
    wakeServing?.();
    asked.length = 0;
    endAll();
  }

  return {
    fetching: () => running.size,
    fetch: (wanted) => {
      // It was silent before, and more questions would look like a flood to it.
      if (!isOpen || unanswered.length >= MAX_UNANSWERED) return wanted.onEnd(false);
      const fetch: Running = { ...wanted, askedTo: wanted.from, filled: wanted.from };
      running.set(wanted.hash, fetch);
      askOn(fetch);
    },
    stop: (hash) => void running.delete(hash),
    bar,
    leave,
  };
}
