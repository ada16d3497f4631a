/* oxlint-disable no-unmodified-loop-condition -- both are changed by other handlers while the loop waits */
import type { GateReply, GateService, Page, RunReply, Span } from "./gate.ts";
import { ackFrame, isAck, readFrame, updateFrame, vectorFrame } from "./frames.ts";
import type { TappedChannel } from "./gated-connection.ts";
import { writeVector } from "./canonical-update.ts";
import {
  ACK_DELAY_MS,
  ACK_EVERY,
  HIGH_WATER_BYTES,
  MAX_FRAME_BYTES,
  MAX_OFFENCES,
  MAX_UNHANDLED,
  MAX_VECTORS_PER_MINUTE,
  MAX_WAITING_FRAMES,
} from "./limits.ts";
import { readUpdate } from "./strict-reader.ts";

/** One connected peer: what it has, what it may have, and how it behaves. */
export interface PeerSession {
  /** What the peer said it has, as last announced; null before it has said anything. */
  announced(): ReadonlyMap<number, number> | null;
  /** The ledger has grown: whatever this peer lacks goes out. */
  grown(newFeeds: boolean): void;
  close(): void;
}

export interface SessionParts {
  readonly gate: GateService;
  readonly channel: TappedChannel;
  /** Something that a status line may show has changed. */
  readonly onChange: () => void;
  readonly onRefused: (reason: string) => void;
  readonly onClosed: () => void;
  readonly now: () => number;
}

const MINUTE_MS = 60_000;

/**
 * W3: gives a peer what it lacks, page by page, nothing twice, never more than the channel can take or the peer can look
 * at; takes in what it sends, message by message, through the gate. Ends the connection of who offends too often.
 */
export function createPeerSession(parts: SessionParts): PeerSession {
  const { gate, channel } = parts;
  /** What the peer has as far as we can know: what it announced, what it sent, what we sent. Null before its first word. */
  let has: Map<number, number> | null = null;
  let announced: ReadonlyMap<number, number> | null = null;
  /** Update messages that were sent and not yet acknowledged, oldest first, and how many were. */
  const unhandled: (readonly Span[])[] = [];
  let acknowledged = 0;
  /** Update messages of the peer that were looked at, and how many of them it was told. */
  let handled = 0;
  let handledTold = 0;
  let isOpen = true;
  let isBarred = false;
  let offences = 0;
  let isPumping = false;
  let pumpAgain = false;
  let wakePump: (() => void) | null = null;
  let ackTimer: ReturnType<typeof setTimeout> | null = null;
  /** True where something was refused for lack of a feed that may come later. */
  let wantsAgain = false;
  let vectorTimes: number[] = [];
  const inbox: Uint8Array<ArrayBuffer>[] = [];
  let isReading = false;

  channel.listen({
    onMessage: (message) => {
      if (!isOpen) return;
      if (message === null || message.length > MAX_FRAME_BYTES) return offend("too-large");
      if (isAck(message)) return heedAck(message);
      if (inbox.length >= MAX_WAITING_FRAMES) return offend("flood");
      inbox.push(message);
      if (!isReading) void readInbox();
    },
    onOwn: sendOwn,
    onRoom: () => wakePump?.(),
    onClosed: end,
  });

  return {
    announced: () => announced,
    grown: (newFeeds) => {
      if (wantsAgain && newFeeds) {
        wantsAgain = false;
        scheduleAnnounce();
      }
      void pump();
    },
    close: () => {
      channel.close();
      end();
    },
  };

  async function readInbox(): Promise<void> {
    isReading = true;
    // What came in before the connection broke is taken in too, or it would have to come once more.
    for (let message = inbox.shift(); message !== undefined && !isBarred; message = inbox.shift()) {
      const reply = await gate.receive(message);
      if (isOpen) heed(reply);
    }
    isReading = false;
  }

  function heedAck(message: Uint8Array): void {
    const frame = readFrame(message);
    if (!frame.ok || frame.value.kind !== "ack") return offend("malformed");
    const fresh = frame.value.handled - acknowledged;
    if (fresh < 0 || fresh > unhandled.length) return offend("malformed");
    acknowledged += fresh;
    unhandled.splice(0, fresh);
    wakePump?.();
  }

  /** Tells the peer how far it was looked at, now and then, and when nothing is waiting. */
  function countHandled(): void {
    handled++;
    if (inbox.length > 0 && handled - handledTold < ACK_EVERY) return;
    handledTold = handled;
    channel.send(ackFrame(handled));
  }

  function heed(reply: GateReply): void {
    switch (reply.kind) {
      case "vector":
        return heedVector(reply.vector);
      case "runs":
        for (const run of reply.runs) heedRun(run);
        countHandled();
        scheduleAnnounce();
        return;
      case "dropped":
        countHandled();
        return offend(reply.reason);
      case "ignored":
        return;
    }
  }

  function heedVector(vector: ReadonlyMap<number, number>): void {
    const now = parts.now();
    vectorTimes = [...vectorTimes.filter((time) => time > now - MINUTE_MS), now];
    if (vectorTimes.length > MAX_VECTORS_PER_MINUTE) return offend("too-many-requests");
    announced = vector;
    // What it says it has is what it has: what it refused may be given again. What is still on its way to it is not.
    has = new Map(vector);
    for (const spans of unhandled) markSent(spans);
    parts.onChange();
    void pump();
  }

  function heedRun({ client, from, to, refused }: RunReply): void {
    if (refused === null) has?.set(client, Math.max(has.get(client) ?? 0, to));
    else {
      if (refused.kind === "inviter-unknown" || refused.kind === "gap") wantsAgain = true;
      if (refused.offence) offend(refused.kind);
      else parts.onRefused(refused.kind);
      has?.set(client, Math.max(has.get(client) ?? 0, from));
    }
  }

  /** What y-webrtc wants to send: our vector goes out as it is; an update goes out if it is just what the peer lacks. */
  function sendOwn(message: Uint8Array<ArrayBuffer>): void {
    const frame = readFrame(message);
    if (!frame.ok) return;
    if (frame.value.kind === "vector") return channel.send(message);
    if (frame.value.kind !== "update") return;
    const update = readUpdate(frame.value.payload);
    const known = has;
    if (known === null) return; // its first word will say what it lacks
    const isNext = (run: { readonly client: number; readonly from: number }) =>
      (known.get(run.client) ?? 0) === run.from;
    if (!update.ok || isPumping || !hasRoom() || !update.value.every(isNext)) return void pump();
    const spans = update.value.map(({ client, from, records }) => ({ client, from, to: from + records.length }));
    sendUpdate(message, spans);
  }

  function sendUpdate(message: Uint8Array<ArrayBuffer>, spans: readonly Span[]): void {
    markSent(spans);
    unhandled.push(spans);
    channel.send(message);
  }

  function markSent(spans: readonly Span[]): void {
    for (const { client, to } of spans) has?.set(client, Math.max(has.get(client) ?? 0, to));
  }

  /** Sends pages as long as the peer lacks something and the channel has room. */
  async function pump(): Promise<void> {
    pumpAgain = true;
    if (isPumping) return;
    isPumping = true;
    while (pumpAgain && isOpen && has !== null) {
      pumpAgain = false;
      for (let page = await nextPage(); page !== null && isOpen; page = await nextPage()) {
        await roomAhead();
        if (isOpen) sendUpdate(updateFrame(page.update), page.spans);
      }
    }
    isPumping = false;
  }

  function nextPage(): Promise<Page | null> {
    return has === null ? Promise.resolve(null) : gate.page(has);
  }

  function hasRoom(): boolean {
    return channel.waiting() <= HIGH_WATER_BYTES && unhandled.length < MAX_UNHANDLED;
  }

  async function roomAhead(): Promise<void> {
    while (isOpen && !hasRoom()) {
      await new Promise<void>((wake) => {
        wakePump = wake;
      });
    }
    wakePump = null;
  }

  /** Tells the peer what has arrived, once it pauses; that is also how lost pages are asked for again. */
  function scheduleAnnounce(): void {
    if (ackTimer !== null) clearTimeout(ackTimer);
    ackTimer = setTimeout(() => void announce(), ACK_DELAY_MS);
  }

  async function announce(): Promise<void> {
    ackTimer = null;
    const vector = await gate.vector();
    if (isOpen) channel.send(vectorFrame(writeVector(vector)));
  }

  function offend(reason: string): void {
    offences++;
    parts.onRefused(reason);
    if (offences < MAX_OFFENCES) return;
    isBarred = true;
    inbox.length = 0;
    channel.close();
    end();
  }

  function end(): void {
    if (!isOpen) return;
    isOpen = false;
    if (ackTimer !== null) clearTimeout(ackTimer);
    wakePump?.();
    parts.onClosed();
  }
}
