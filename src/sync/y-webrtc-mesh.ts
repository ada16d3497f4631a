/* oxlint-disable no-underscore-dangle -- y-webrtc names it so */
import * as broadcastChannel from "lib0/broadcastchannel";
import { Awareness } from "y-protocols/awareness";
import { WebrtcProvider } from "y-webrtc";
import type * as Y from "yjs";
import { gatedConnectionClass, type TappedChannel } from "./gated-connection.ts";
import { MIN_NEIGHBOURS, NEIGHBOUR_LOOK_MS, OPEN_WITHIN_MS } from "./limits.ts";
import { canBeAsked } from "./relay-address.ts";
import type { Room } from "./room.ts";
import { createUnmet, type Unmet } from "./unmet.ts";

/** The one file that knows y-webrtc. It comes from npm as it is, and is extended only through `peerOpts.wrtc`. */
export interface Mesh {
  relays(): readonly { readonly url: string; readonly up: boolean }[];
  /** Connections that it has, open or not. */
  count(): number;
  /** Devices that were heard of in the room in the last minute and with which no connection has come about. */
  unmet(): number;
  /** As many as it may have: what else there is takes up room as well (M3). */
  limit(most: number): void;
  /** Leaves the room and closes everything; nothing of it may go on. */
  leave(): Promise<void>;
}

export interface MeshParts {
  readonly room: Room;
  readonly relays: readonly string[];
  /** None is asked unless configured. */
  readonly iceServers: readonly RTCIceServer[];
  readonly doc: Y.Doc;
  readonly onChannel: (channel: TappedChannel) => void;
  readonly onChange: () => void;
}

/** ms between leaving a room and forgetting it: y-webrtc's last words must have gone out. */
const FAREWELL_MS = 100;

export function joinMesh(parts: MeshParts): Mesh {
  const awareness = new Awareness(parts.doc);
  awareness.setLocalState(null); // or everybody floods everybody every 15 s (W6)
  const provider = new WebrtcProvider(parts.room.topic, parts.doc, {
    signaling: parts.relays.filter((url) => canBeAsked(url, location.protocol)),
    password: parts.room.password,
    awareness,
    maxConns: MIN_NEIGHBOURS, // until the wire says
    filterBcConns: false,
    peerOpts: {
      config: { iceServers: [...parts.iceServers] },
      wrtc: {
        RTCPeerConnection: gatedConnectionClass(parts.onChannel),
        RTCSessionDescription: globalThis.RTCSessionDescription,
        RTCIceCandidate: globalThis.RTCIceCandidate,
      },
    },
  });
  const ready = Promise.resolve(provider.key).then(() => keepToOurselves(provider));
  let hasLeft = false;
  const goAway = () => {
    hasLeft = true;
    disconnect(provider);
  };
  // No browser keeps a page for later that holds a lock (W5) and has open connections: who hides it has left.
  globalThis.addEventListener("pagehide", goAway);
  provider.on("status", parts.onChange);
  const unmet = createUnmet(() => performance.now());
  const watched = new WeakSet<Connection>();
  provider.on("peers", () => {
    watch(provider, unmet, watched);
    parts.onChange();
  });
  const firstSeen = new WeakMap<Connection, number>();
  const look = setInterval(() => lookAround(provider, firstSeen), NEIGHBOUR_LOOK_MS);
  const relayWatch = setInterval(parts.onChange, NEIGHBOUR_LOOK_MS);

  return {
    count: () => provider.room?.webrtcConns.size ?? 0,
    unmet: unmet.count,
    limit: (most) => {
      if (!hasLeft) provider.maxConns = most;
    },
    relays: () => {
      const upByUrl = new Map(provider.signalingConns.map(({ url, connected }) => [url, connected] as const));
      return parts.relays.map((url) => ({ url, up: upByUrl.get(url) ?? false }));
    },
    leave: async () => {
      clearInterval(look);
      clearInterval(relayWatch);
      globalThis.removeEventListener("pagehide", goAway);
      await ready;
      goAway();
      await new Promise((done) => setTimeout(done, FAREWELL_MS));
      provider.destroy();
      awareness.destroy();
      await ready;
    },
  };
}

function keepToOurselves(provider: WebrtcProvider): void {
  silenceTabs(provider);
  stayUntilGone(provider);
}

/** W5: one tab holds the wire, so y-webrtc's own way between tabs, which would write into Yjs past the gate, is closed. */
function silenceTabs({ room }: WebrtcProvider): void {
  if (room === null) return;
  broadcastChannel.unsubscribe(room.name, room._bcSubscriber);
  room.bcconnected = false;
}

/**
 * y-webrtc leaves at `beforeunload`, which also comes where nobody goes (a link to a mail program, a download), and never
 * enters again.
 */
function stayUntilGone({ room }: WebrtcProvider): void {
  if (room !== null) globalThis.removeEventListener("beforeunload", room._beforeUnloadHandler);
}

/** Without room for anybody, so that closing makes nobody announced: others would try to connect to who has gone. */
function disconnect(provider: WebrtcProvider): void {
  provider.maxConns = 0;
  provider.disconnect();
}

/** Connections that never open are kept for ever by y-webrtc: forged announcements would fill every slot for good. */
function lookAround({ room }: WebrtcProvider, firstSeen: WeakMap<Connection, number>): void {
  const now = performance.now();
  for (const connection of room?.webrtcConns.values() ?? []) {
    const since = firstSeen.get(connection) ?? now;
    firstSeen.set(connection, since);
    if (!connection.connected && now - since > OPEN_WITHIN_MS) connection.destroy();
  }
}

/** y-webrtc says when it begins to make a connection, and not whether one came of it. */
function watch({ room }: WebrtcProvider, unmet: Unmet, watched: WeakSet<Connection>): void {
  for (const [peer, connection] of room?.webrtcConns ?? []) {
    if (watched.has(connection)) continue;
    watched.add(connection);
    unmet.tried(peer);
    connection.peer.on("connect", () => unmet.met(peer));
  }
}

interface Connection {
  readonly connected: boolean;
  readonly peer: { on(event: "connect", listener: () => void): void };
  destroy(): void;
}
