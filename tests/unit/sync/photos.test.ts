import { sha256 } from "@noble/hashes/sha2.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bytesToBase64Url } from "../../../src/lib/bytes.ts";
import type { BlobHash } from "../../../src/domain/ids.ts";
import type { PhotoChannel } from "../../../src/sync/gated-connection.ts";
import {
  MAX_PHOTOS_AT_ONCE,
  MAX_WAITING_PHOTO_ASKS,
  PHOTO_AGAIN_MS,
  PHOTO_ANSWER_MS,
  PHOTO_CHUNK_BYTES,
  PHOTO_CHUNKS_AHEAD,
  STRANGER_PHOTOS,
} from "../../../src/sync/limits.ts";
import { createPhotoExchange, type PhotoStore } from "../../../src/sync/photo-exchange.ts";
import { askForChunk, chunkFrame, lackFrame, readPhotoFrame } from "../../../src/sync/photo-frames.ts";
import { createVirtualTime, type VirtualTime } from "../../sim/virtual-time.ts";

type Message = Uint8Array<ArrayBuffer>;
const LATENCY_MS = 5;

/** Two ends of a channel of photos; what is sent arrives a little later, in order. */
function channelPair(time: VirtualTime): readonly [End, End] {
  const [a, b] = [createEnd(time), createEnd(time)];
  a.other = b;
  b.other = a;
  return [a, b];
}

interface End extends PhotoChannel {
  other: End | null;
  readonly sent: Message[];
  hear(message: Message | null): void;
}

function createEnd(time: VirtualTime): End {
  let onMessage: ((message: Message | null) => void) | null = null;
  let onRoom: (() => void) | null = null;
  let waiting = 0;
  const end: End = {
    other: null,
    sent: [],
    waiting: () => waiting,
    send: (message) => {
      end.sent.push(message);
      waiting += message.length;
      time.after(LATENCY_MS, () => {
        waiting -= message.length;
        onRoom?.();
        end.other?.hear(new Uint8Array(message));
      });
    },
    listen: (given) => {
      ({ onMessage, onRoom } = given);
    },
    hear: (message) => onMessage?.(message),
  };
  return end;
}

function picture(
  seed: number,
  length: number,
): { readonly hash: BlobHash; readonly bytes: Message; readonly size: number } {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 17) & 255);
  return { hash: bytesToBase64Url(sha256(bytes)) as string as BlobHash, bytes, size: length };
}

/** A device: what it keeps, by hash as the real one does, and whom it sent away. */
function device(time: VirtualTime, held: readonly { readonly hash: BlobHash; readonly bytes: Message }[] = []) {
  const kept = new Map<BlobHash, Uint8Array>(held.map(({ hash, bytes }) => [hash, bytes]));
  const offences: string[] = [];
  let reads = 0;
  const store: PhotoStore = {
    read: async (hash) => {
      reads += kept.get(hash)?.length ?? 0;
      return kept.get(hash) ?? null;
    },
    keep: async (hash, bytes) => {
      if ((bytesToBase64Url(sha256(bytes)) as string) !== hash) return "wrong";
      kept.set(hash, new Uint8Array(bytes));
      return "kept";
    },
  };
  const exchange = createPhotoExchange({ store, timers: time });
  return {
    kept,
    offences,
    exchange,
    /** Bytes that it has read from its disk. */
    reads: () => reads,
    meet: (channel: PhotoChannel) => {
      const peer = exchange.meet({
        channel,
        now: () => time.now(),
        allowance: () => STRANGER_PHOTOS,
        onOffence: (reason) => offences.push(reason),
      });
      peer.ready();
      return peer;
    },
  };
}

/** Connects two devices. */
function connect(time: VirtualTime, a: ReturnType<typeof device>, b: ReturnType<typeof device>) {
  const [left, right] = channelPair(time);
  return { left, right, atA: a.meet(left), atB: b.meet(right) };
}

describe("[W7] photos between honest devices", () => {
  test("a wanted photo comes from whoever has it, whole and once", async () => {
    const time = createVirtualTime();
    const photo = picture(1, 3 * PHOTO_CHUNK_BYTES + 7);
    const [mei, li, zoe] = [device(time, [photo]), device(time), device(time)];
    const withMei = connect(time, li, mei);
    connect(time, li, zoe);
    li.exchange.want([photo]);
    await time.pass(1000);
    expect(li.kept.has(photo.hash)).toBe(true);
    expect(withMei.right.sent.length).toBe(4);
    expect([...li.offences, ...mei.offences, ...zoe.offences]).toEqual([]);
  });

  test("where the sender goes away, another goes on where it ended", async () => {
    const time = createVirtualTime();
    const photo = picture(2, 40 * PHOTO_CHUNK_BYTES);
    const [mei, ana, li] = [device(time, [photo]), device(time, [photo]), device(time)];
    const first = connect(time, li, mei);
    li.exchange.want([photo]);
    await time.pass(2 * LATENCY_MS + 1);
    first.atA.leave();
    first.left.other = null;
    const cameFromMei = first.right.sent.length;
    expect(cameFromMei).toBeGreaterThan(0);
    const second = connect(time, li, ana);
    await time.pass(1000);
    expect(li.kept.has(photo.hash)).toBe(true);
    expect(second.right.sent.length).toBeLessThan(40);
  });

  test("several photos come from several peers at once, no more than may be", async () => {
    const time = createVirtualTime();
    const photos = Array.from({ length: 20 }, (_, i) => picture(i, PHOTO_CHUNK_BYTES * 2));
    const li = device(time);
    const others = Array.from({ length: 5 }, () => device(time, photos));
    const lines = others.map((other) => connect(time, li, other));
    li.exchange.want(photos);
    await time.pass(LATENCY_MS / 2);
    const askedOf = lines.filter(({ left }) => left.sent.length > 0).length;
    const underway = new Set(lines.flatMap(({ left }) => left.sent.map((ask) => readPhotoFrame(ask)?.hash)));
    expect(askedOf).toBe(5);
    expect(underway.size).toBe(MAX_PHOTOS_AT_ONCE);
    await time.pass(2000);
    expect(li.kept.size).toBe(20);
  });

  test("who has none is asked again later, and a silent one is not waited for", async () => {
    const time = createVirtualTime();
    const photo = picture(3, 100);
    const [mei, li] = [device(time), device(time)];
    const [deaf] = channelPair(time);
    li.meet(deaf);
    li.exchange.want([photo]);
    await time.pass(PHOTO_ANSWER_MS + 100);
    const line = connect(time, li, mei);
    await time.pass(100);
    expect(line.left.sent.length).toBe(1);
    mei.kept.set(photo.hash, photo.bytes);
    await time.pass(2 * PHOTO_AGAIN_MS);
    expect(li.kept.has(photo.hash)).toBe(true);
  });

  test("what is no longer wanted is no longer asked for", async () => {
    const time = createVirtualTime();
    const photo = picture(4, 100 * PHOTO_CHUNK_BYTES);
    const [mei, li] = [device(time, [photo]), device(time)];
    const line = connect(time, li, mei);
    li.exchange.want([photo]);
    await time.pass(3 * LATENCY_MS);
    li.exchange.want([]);
    await time.pass(1000);
    expect(line.left.sent.length).toBeLessThan(30);
    expect(li.kept.size).toBe(0);
    expect(li.offences).toEqual([]);
  });
});

describe("[W7] a listing that lies about a photo", () => {
  test.each([
    1,
    PHOTO_CHUNK_BYTES - 1,
    PHOTO_CHUNK_BYTES,
    2 * PHOTO_CHUNK_BYTES,
    5 * PHOTO_CHUNK_BYTES + 3,
    12 * PHOTO_CHUNK_BYTES,
  ])(
    "of another size, %i bytes: who holds it is not sent away, and it comes once an honest listing names it",
    async (size) => {
      const time = createVirtualTime();
      const photo = picture(21, 5 * PHOTO_CHUNK_BYTES + 100);
      const [mei, ana, li] = [device(time, [photo]), device(time, [photo]), device(time)];
      for (const other of [mei, ana]) connect(time, li, other);
      li.exchange.want([{ hash: photo.hash, size }]);
      await time.pass(2 * PHOTO_ANSWER_MS);
      expect([...li.offences, ...mei.offences, ...ana.offences]).toEqual([]);
      li.exchange.want([photo]);
      await time.pass(PHOTO_ANSWER_MS);
      expect(li.kept.has(photo.hash)).toBe(true);
      expect([...li.offences, ...mei.offences, ...ana.offences]).toEqual([]);
    },
  );

  test("of a size that cannot be told from a whole photo: it is not asked for without end", async () => {
    const time = createVirtualTime();
    const photo = picture(22, 2 * PHOTO_CHUNK_BYTES);
    const [mei, li] = [device(time, [photo]), device(time)];
    const line = connect(time, li, mei);
    li.exchange.want([{ hash: photo.hash, size: PHOTO_CHUNK_BYTES }]);
    await time.pass(PHOTO_AGAIN_MS / 2);
    expect(line.left.sent.length).toBe(1);
  });
});

describe("[W7] hostile peers", () => {
  const WHOLE = 5 * PHOTO_CHUNK_BYTES;

  test("a few bytes of ever another photo: what is read for them is bounded", async () => {
    const time = createVirtualTime();
    const photos = [1, 2, 3].map((seed) => picture(seed, 100 * PHOTO_CHUNK_BYTES + 1));
    const mei = device(time, photos);
    const [left, eve] = channelPair(time);
    mei.meet(left);
    for (let i = 0; i < 1500; i++) {
      for (const photo of photos.slice(i % 3, (i % 3) + 1)) eve.send(askForChunk(photo.hash, 100 * PHOTO_CHUNK_BYTES));
      await time.pass(LATENCY_MS * 2);
    }
    // 16 MB and a little more, of which each photo that was read costs an eighth.
    expect(mei.reads()).toBeGreaterThan(0);
    expect(mei.reads()).toBeLessThan(8 * (STRANGER_PHOTOS.atOnce + 16 * STRANGER_PHOTOS.perSecond));
  });

  /** Li wants a photo; eve answers as `answer` says; honest Mei has it. */
  async function attacked(answer: (ask: Message, eve: End) => void) {
    const time = createVirtualTime();
    const photo = picture(9, WHOLE + 5);
    const [li, mei] = [device(time), device(time, [photo])];
    const [left, eve] = channelPair(time);
    eve.listen({ onMessage: (ask) => ask !== null && answer(ask, eve), onRoom: () => undefined });
    const atEve = li.meet(left);
    li.exchange.want([photo]);
    await time.pass(50);
    if (li.offences.length > 0) atEve.leave();
    connect(time, li, mei);
    await time.pass(PHOTO_ANSWER_MS + 3 * PHOTO_AGAIN_MS);
    return { li, photo };
  }
  const asked = (ask: Message) => readPhotoFrame(ask);

  test("a whole photo that is another one: its sender is sent away, another one is asked", async () => {
    const { li, photo } = await attacked((ask, eve) => {
      const frame = asked(ask);
      if (frame?.kind === "ask")
        eve.send(
          chunkFrame(frame.hash, frame.offset, new Uint8Array(frame.offset < WHOLE ? PHOTO_CHUNK_BYTES : 5).fill(7)),
        );
    });
    expect(li.offences).toEqual(["photo-wrong"]);
    expect(li.kept.has(photo.hash)).toBe(true);
  });

  test("bytes of another length: it is asked no more for that photo, which comes from another one", async () => {
    let answers = 0;
    const { li, photo } = await attacked((ask, eve) => {
      const frame = asked(ask);
      if (frame?.kind !== "ask") return;
      answers++;
      eve.send(chunkFrame(frame.hash, frame.offset, new Uint8Array(9)));
    });
    expect(answers).toBeLessThanOrEqual(PHOTO_CHUNKS_AHEAD);
    expect(li.kept.has(photo.hash)).toBe(true);
  });

  test("bytes without end, at another place, of another photo, or unasked: gone at the first", async () => {
    const other = picture(77, 10).hash;
    const lies: ((ask: Message, eve: End) => void)[] = [
      (ask, eve) =>
        eve.send(chunkFrame(asked(ask)?.hash ?? other, PHOTO_CHUNK_BYTES, new Uint8Array(PHOTO_CHUNK_BYTES))),
      (_, eve) => eve.send(chunkFrame(other, 0, new Uint8Array(PHOTO_CHUNK_BYTES))),
      (_, eve) => eve.send(lackFrame(other)),
    ];
    for (const lie of lies) {
      const { li, photo } = await attacked(lie);
      expect(li.offences).toEqual(["photo-unasked"]);
      expect(li.kept.has(photo.hash)).toBe(true);
    }
    const { li } = await attacked((_, eve) => eve.send(new Uint8Array(9)));
    expect(li.offences).toEqual(["photo-malformed"]);
  });

  test("half a lie from one and half from another sends nobody away wrongly, and the photo comes", async () => {
    const time = createVirtualTime();
    const photo = picture(11, 20 * PHOTO_CHUNK_BYTES);
    const [li, mei] = [device(time), device(time, [photo])];
    const [left, eve] = channelPair(time);
    let answers = 0;
    eve.listen({
      onMessage: (ask) => {
        const frame = ask === null ? null : readPhotoFrame(ask);
        if (frame?.kind !== "ask" || answers++ >= 3) return;
        eve.send(chunkFrame(frame.hash, frame.offset, new Uint8Array(PHOTO_CHUNK_BYTES)));
      },
      onRoom: () => undefined,
    });
    const atEve = li.meet(left);
    li.exchange.want([photo]);
    await time.pass(100);
    atEve.leave();
    connect(time, li, mei);
    await time.pass(3000);
    expect(li.kept.has(photo.hash)).toBe(true);
    expect(li.offences).toEqual([]);
  });

  test("who asks without end is answered with less, then is cut off; who floods is cut off at once", async () => {
    const time = createVirtualTime();
    const photo = picture(12, 100 * PHOTO_CHUNK_BYTES);
    const mei = device(time, [photo]);
    const [left, eve] = channelPair(time);
    let got = 0;
    eve.listen({ onMessage: (answer) => (got += answer?.length ?? 0), onRoom: () => undefined });
    mei.meet(left);
    for (let i = 0; i < 2000; i++) {
      eve.send(askForChunk(photo.hash, 0));
      await time.pass(LATENCY_MS * 2);
    }
    const seconds = (2000 * LATENCY_MS * 2) / 1000;
    expect(got).toBeLessThan(STRANGER_PHOTOS.atOnce + seconds * STRANGER_PHOTOS.perSecond + 200_000);
    for (let i = 0; i <= MAX_WAITING_PHOTO_ASKS; i++) left.hear(askForChunk(photo.hash, 0));
    expect(mei.offences).toContain("photo-flood");
  });

  test("no bytes whatever make the reader throw, and what it reads is within bounds", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const frame = readPhotoFrame(bytes);
        if (frame?.kind === "ask") expect(frame.offset % PHOTO_CHUNK_BYTES).toBe(0);
      }),
    );
    const { hash } = picture(1, 1);
    expect(readPhotoFrame(askForChunk(hash, PHOTO_CHUNK_BYTES))).toEqual({
      kind: "ask",
      hash,
      offset: PHOTO_CHUNK_BYTES,
    });
    expect(readPhotoFrame(lackFrame(hash))).toEqual({ kind: "lack", hash });
    expect(readPhotoFrame(chunkFrame(hash, 0, new Uint8Array(PHOTO_CHUNK_BYTES + 1)))).toBeNull();
  });
});
