import { WebrtcProvider } from "y-webrtc";
import * as Y from "yjs";
import { ROOT } from "../../src/sync/canonical-update.ts";
import { readFrame } from "../../src/sync/frames.ts";
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
  /** The clients and how many structs of each Eve's own doc holds. */
  heard(): readonly (readonly [client: number, count: number])[];
}

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

const doc = new Y.Doc();
const map = doc.getMap(ROOT);
const open = new Set<Peer>();
const followed = new WeakSet<Peer>();
let dropped = 0;
const greetings: (readonly number[])[] = [];

globalThis.eve = {
  join: ({ topic, password }, relay) => {
    const provider = new WebrtcProvider(topic, doc, { signaling: [relay], password });
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
  heard: () => [...Y.decodeStateVector(Y.encodeStateVector(doc))],
};

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
    if (report.type === "data-channel") return { messages: report.messagesSent, bytes: report.bytesSent };
  }
  return { messages: 0, bytes: 0 };
}
