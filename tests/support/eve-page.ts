import { WebrtcProvider } from "y-webrtc";
import * as Y from "yjs";
import type { BlobHash } from "../../src/domain/ids.ts";
import { MAX_PHOTO_BYTES } from "../../src/domain/limits.ts";
import { ROOT } from "../../src/sync/canonical-update.ts";
import { readFrame } from "../../src/sync/frames.ts";
import { PHOTO_CHUNK_BYTES } from "../../src/sync/limits.ts";
import { chunkFrame, readPhotoFrame } from "../../src/sync/photo-frames.ts";
import type { Room } from "../../src/sync/room.ts";
import { readVector } from "../../src/sync/strict-reader.ts";

/** A y-webrtc peer from npm, unmodified, that has an invite and means harm. Built for a page of its own. */
export interface Eve {
  join(room: Room, relay: string): void;
  report(): Promise<EveReport>;
  deleteAll(): void;
  overwriteAll(): void;
  writeGarbage(): void;
  writeLargeUpdate(): void;
  sendRandomBytes(messages: number): void;
  /** These messages through every open data channel, past y-webrtc, so many times. */
  sendRaw(messages: readonly (readonly number[])[], times: number): void;
  /** Makes so many data channels more on each connection, and says things on each. */
  openChannels(count: number): void;
  /** The clients and how many structs of each Eve's own doc holds. */
  heard(): readonly (readonly [client: number, count: number])[];
  /** From now on Eve says to have every photo that she is asked for, and sends something else. */
  lieAboutPhotos(lie: PhotoLie, sizes: Readonly<Record<string, number>>): void;
}

/** `wrong`: just as many bytes as were asked for, of nothing. `endless`: chunk after chunk from the first question on. */
export type PhotoLie = "wrong" | "endless";

/** What Eve can tell of herself, from the browser's own counts where it counts. */
export interface EveReport {
  readonly open: number;
  /** Connections that have been open and are closed. */
  readonly dropped: number;
  /** Messages and bytes that have left through data channels that are open. */
  readonly messagesSent: number;
  readonly bytesSent: number;
  /** Entries of the pond's map in her own doc, made of what members sent. */
  readonly entries: number;
  readonly ownClient: number;
  /** First words of members to her: for each, the clients in the Yjs doc that y-webrtc carries there. */
  readonly greetings: readonly (readonly number[])[];
  /** Questions for photos, and bytes that she has sent on the channel of photos. */
  readonly photosAsked: number;
  readonly photoBytes: number;
}

declare global {
  var eve: Eve;
}

/** What is used of simple-peer, whose type y-webrtc does not tell. */
interface Peer {
  readonly _pc: RTCPeerConnection;
  send(bytes: Uint8Array): void;
  on(event: "connect" | "close", listener: () => void): void;
  on(event: "data", listener: (data: Uint8Array) => void): void;
}

/** More than a message may have here, less than Chromium's data channels take. */
const LARGE_BYTES = 150_000;
const MAX_RANDOM_BYTES = 2000;
/** The stream on which members talk about photos. */
const PHOTO_CHANNEL_ID = 100;

const doc = new Y.Doc();
const map = doc.getMap(ROOT);
const open = new Set<Peer>();
const followed = new WeakSet<Peer>();
const flooded = new WeakSet<RTCDataChannel>();
let dropped = 0;
const greetings: (readonly number[])[] = [];
let photoLie: { readonly lie: PhotoLie; readonly sizes: Readonly<Record<string, number>> } | null = null;
let photosAsked = 0;
let photoBytes = 0;

globalThis.eve = {
  join: ({ topic, password }, relay) => {
    const provider = new WebrtcProvider(topic, doc, {
      signaling: [relay],
      password,
      peerOpts: { wrtc: { RTCPeerConnection: WithPhotos, RTCSessionDescription, RTCIceCandidate } },
    });
    provider.on("peers", () => {
      for (const { peer } of provider.room?.webrtcConns.values() ?? []) follow(peer as Peer);
    });
  },
  report: async () => {
    const sent = await Promise.all([...open].map(({ _pc }) => sentThrough(_pc)));
    return {
      open: open.size,
      dropped,
      messagesSent: sent.reduce((sum, { messages }) => sum + messages, 0),
      bytesSent: sent.reduce((sum, { bytes }) => sum + bytes, 0),
      entries: map.size,
      ownClient: doc.clientID,
      greetings,
      photosAsked,
      photoBytes,
    };
  },
  deleteAll: () => doc.transact(() => [...map.keys()].forEach((key) => map.delete(key))),
  overwriteAll: () => doc.transact(() => [...map.keys()].forEach((key) => map.set(key, "mine now"))),
  writeGarbage: () =>
    doc.transact(() => {
      map.set("nonsense", { nested: ["garbage", 1, null] });
      map.set(`${doc.clientID}:0`, crypto.getRandomValues(new Uint8Array(300)));
      doc.getText("elsewhere").insert(0, "garbage");
    }),
  writeLargeUpdate: () => void map.set("large", new Uint8Array(LARGE_BYTES)),
  sendRandomBytes: (messages) => {
    for (let i = 0; i < messages; i++) {
      const bytes = crypto.getRandomValues(new Uint8Array(1 + Math.floor(Math.random() * MAX_RANDOM_BYTES)));
      for (const peer of open) peer.send(bytes);
    }
  },
  sendRaw: (messages, times) => {
    for (let i = 0; i < times; i++) {
      for (const message of messages) for (const peer of open) sendIfOpen(peer, new Uint8Array(message));
    }
  },
  openChannels: (count) => {
    for (const { _pc } of open)
      for (let i = 0; i < count; i++) {
        const channel = _pc.createDataChannel(`more ${i}`);
        channel.addEventListener("open", () => channel.send(Y.encodeStateAsUpdate(doc) as Uint8Array<ArrayBuffer>));
      }
  },
  heard: () => [...Y.decodeStateVector(Y.encodeStateVector(doc))],
  lieAboutPhotos: (lie, sizes) => {
    photoLie = { lie, sizes };
  },
};

/** The channel of photos as members have it (W7), beside y-webrtc's. */
class WithPhotos extends RTCPeerConnection {
  constructor(config?: RTCConfiguration) {
    super(config);
    const channel = this.createDataChannel("photos", { negotiated: true, id: PHOTO_CHANNEL_ID });
    channel.binaryType = "arraybuffer";
    channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      const frame = data instanceof ArrayBuffer ? readPhotoFrame(new Uint8Array(data)) : null;
      if (frame?.kind === "ask") void answer(channel, frame.hash, frame.offset);
    });
  }
}

async function answer(channel: RTCDataChannel, hash: BlobHash, offset: number): Promise<void> {
  photosAsked++;
  if (photoLie === null) return;
  const length = Math.min(PHOTO_CHUNK_BYTES, (photoLie.sizes[hash] ?? 0) - offset);
  if (photoLie.lie === "wrong") return give(channel, hash, offset, length);
  // No question is waited for after the first one.
  if (flooded.has(channel)) return;
  flooded.add(channel);
  for (let at = 0; channel.readyState === "open"; at = (at + PHOTO_CHUNK_BYTES) % MAX_PHOTO_BYTES) {
    if (channel.bufferedAmount < LARGE_BYTES) give(channel, hash, at, PHOTO_CHUNK_BYTES);
    else await new Promise((done) => setTimeout(done));
  }
}

function give(channel: RTCDataChannel, hash: BlobHash, offset: number, length: number): void {
  channel.send(chunkFrame(hash, offset, new Uint8Array(length).fill(7)));
  photoBytes += length;
}

function sendIfOpen(peer: Peer, bytes: Uint8Array): void {
  try {
    peer.send(bytes);
  } catch {
    // Its members have closed it in the middle of the flood, as they should.
    open.delete(peer);
  }
}

/** Listens beside y-webrtc, and changes nothing of it. */
function follow(peer: Peer): void {
  if (followed.has(peer)) return;
  followed.add(peer);
  peer.on("connect", () => open.add(peer));
  peer.on("close", () => {
    if (open.delete(peer)) dropped++;
  });
  let isGreeted = false;
  peer.on("data", (data) => {
    const frame = readFrame(data);
    if (!frame.ok || frame.value.kind !== "vector") return;
    const vector = readVector(frame.value.payload);
    if (!isGreeted && vector.ok) greetings.push([...vector.value.keys()]);
    isGreeted = true;
  });
}

async function sentThrough(connection: RTCPeerConnection): Promise<{ messages: number; bytes: number }> {
  for (const report of (await connection.getStats()).values()) {
    // Not on that of photos, which is counted by itself.
    if (report.type === "data-channel" && report.label !== "photos")
      return { messages: report.messagesSent, bytes: report.bytesSent };
  }
  return { messages: 0, bytes: 0 };
}
