import { writeVector } from "../../src/sync/canonical-update.ts";
import { clientOf } from "../../src/sync/client-id.ts";
import { readFrame, vectorFrame } from "../../src/sync/frames.ts";
import { createGate, type GateService } from "../../src/sync/gate.ts";
import type { ChannelListener, Fingerprints, TappedChannel } from "../../src/sync/gated-connection.ts";
import { createGreeter, type Greeter } from "../../src/sync/greeter.ts";
import { memoryVerifier } from "../../src/domain/memory-keys.ts";
import type { PhotoStore } from "../../src/sync/photo-exchange.ts";
import { createPeerSession, type PeerSession } from "../../src/sync/peer-session.ts";
import { readUpdate } from "../../src/sync/strict-reader.ts";
import type { Device } from "./world.ts";

type Message = Uint8Array<ArrayBuffer>;

/** One end of a data channel that the test holds in its hand: nothing crosses until it is let across. */
export interface HandChannel extends TappedChannel {
  /** All that was sent from this end, and what of it has come to the other, oldest first. */
  readonly sent: readonly Message[];
  readonly crossed: readonly Message[];
  /** The most bytes that ever waited at this end. */
  mostWaiting(): number;
  isClosed(): boolean;
  /** What waits leaves, and is on its way: it no longer counts as waiting. */
  depart(): void;
  /** Lets the oldest message across; false where there is none. */
  deliverOne(): boolean;
  /** What y-webrtc at this end wants to send. */
  own(message: Message): void;
  /** What this end hears. Null: a message that is no bytes. */
  hear(message: Message | null): void;
}

/** Bytes waiting at or below which a data channel says that there is room: the browser's own default. */
const LOW_WATER_BYTES = 0;

/** Of a device that has no photos and wants none. */
export const noPhotos: PhotoStore = { read: async () => null, keep: async () => "full" };

/** Two ends of one reliable, ordered data channel. */
export function createHandChannels(
  { mine, theirs }: Fingerprints = { mine: "sha-256 aa", theirs: "sha-256 bb" },
): readonly [HandChannel, HandChannel] {
  const a = createEnd({ mine, theirs });
  const b = createEnd({ mine: theirs, theirs: mine });
  a.meet(b);
  b.meet(a);
  return [a, b];
}

function createEnd(
  fingerprints: Fingerprints,
): HandChannel & { meet(end: HandChannel & { lose(): void }): void; lose(): void } {
  const sent: Message[] = [];
  const crossed: Message[] = [];
  const queue: Message[] = [];
  const underway: Message[] = [];
  let listener: ChannelListener | null = null;
  let other: (HandChannel & { lose(): void }) | null = null;
  let most = 0;
  let isClosed = false;

  function waiting(): number {
    return queue.reduce((sum, { length }) => sum + length, 0);
  }

  function lose(): void {
    if (isClosed) return;
    isClosed = true;
    queue.length = 0;
    underway.length = 0;
    listener?.onClosed();
  }

  return {
    sent,
    crossed,
    mostWaiting: () => most,
    isClosed: () => isClosed,
    photos: null,
    waiting,
    send: (message) => {
      if (isClosed) return;
      sent.push(message);
      queue.push(message);
      most = Math.max(most, waiting());
    },
    close: () => {
      lose();
      other?.lose();
    },
    fingerprints: () => fingerprints,
    listen: (given) => {
      listener = given;
    },
    depart: () => {
      underway.push(...queue.splice(0));
      listener?.onRoom();
    },
    deliverOne: () => {
      const message = underway.shift() ?? queue.shift();
      if (message === undefined) return false;
      crossed.push(message);
      other?.hear(new Uint8Array(message));
      if (waiting() <= LOW_WATER_BYTES) listener?.onRoom();
      return true;
    },
    own: (message) => listener?.onOwn(message),
    hear: (message) => {
      if (!isClosed) listener?.onMessage(message);
    },
    meet: (end) => {
      other = end;
    },
    lose,
  };
}

/** Signs and checks for a device at the door. */
export function greeterOf({ ledger, keys }: Device): Greeter {
  return createGreeter({ pond: ledger.pond, keys, verifier: memoryVerifier, ledger });
}

/** One device's end of a connection, and what it says of the peer. */
export interface Talk {
  readonly channel: HandChannel;
  readonly session: PeerSession;
  readonly refused: readonly string[];
  timesClosed(): number;
}

/** A session of a device on one end of a channel; its first word is y-webrtc's. */
export async function talk(
  device: Device,
  channel: HandChannel,
  gate: GateService = createGate(device),
): Promise<Talk> {
  const refused: string[] = [];
  let closed = 0;
  const session = createPeerSession({
    gate,
    channel,
    ownClient: clientOf(device.keys.feed),
    now: () => Date.now(),
    onChange: () => undefined,
    onRefused: (reason) => refused.push(reason),
    onClosed: () => closed++,
  });
  await gate.subscribe((growth) => session.grown(growth));
  channel.own(vectorFrame(writeVector(await gate.vector())));
  return { channel, session, refused, timesClosed: () => closed };
}

/** Lets everything cross in both directions, until neither end has anything to say without time passing. */
export async function letCross(...ends: readonly HandChannel[]): Promise<void> {
  await thinking();
  while (ends.map((end) => end.deliverOne()).some(Boolean)) await thinking();
}

/** Until all that is being done in memory is done: it needs no more than microtasks. */
export function thinking(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

/** How often each record is in some messages, by "client:clock". */
export function recordCounts(messages: readonly Uint8Array[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const message of messages) {
    const frame = readFrame(message);
    const update = frame.ok && frame.value.kind === "update" ? readUpdate(frame.value.payload) : null;
    if (update === null || !update.ok) continue;
    for (const { client, from, records } of update.value) {
      for (const i of records.keys()) {
        const key = `${client}:${from + i}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  return counts;
}
