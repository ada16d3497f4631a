import { proxy, type Remote } from "comlink";
import type { Clock } from "../lib/clock.ts";
import type { Observable } from "../lib/observable.ts";
import type { FeedKey, IdentityKey, PondId } from "../domain/ids.ts";
import { clientOf } from "../sync/client-id.ts";
import { createRtcLinks } from "../sync/pairing/rtc-link.ts";
import { pairingKeyOf, roomOf } from "../sync/room.ts";
import type { WantedPhoto } from "../sync/photo-exchange.ts";
import { byKind } from "../sync/relay-address.ts";
import { openWire, type Wire } from "../sync/wire.ts";
import type { WireStatus } from "../sync/wire-status.ts";
import type { joinMesh } from "../sync/y-webrtc-mesh.ts";
import type { SyncGlance } from "./api.ts";
import { answerKnocks } from "./knock.ts";
import { answerPairings, type PairingChannel } from "./pairing-desk.ts";
import type { ShoalNode } from "./node.ts";
import { NOTHING_KNOWN } from "./sync-api.ts";

/** What of a pond its wire needs to know. */
export interface WirePond {
  readonly pond: PondId;
  readonly feed: FeedKey;
  readonly secret: Uint8Array;
  readonly relays: readonly string[];
}

export interface HostParts {
  /** Given, and not imported: Yjs and WebRTC are the larger half, and run as a task of their own. */
  readonly joinMesh: typeof joinMesh;
  readonly node: Remote<ShoalNode>;
  readonly ponds: Observable<readonly WirePond[]>;
  /** The glance as it was last written, so that what was known to be saved stays known. */
  readonly lastGlance: (pond: PondId) => Promise<SyncGlance | null>;
  /** W7: photos that somebody wants to see and that are not here. */
  readonly wantedPhotos: (pond: PondId) => Observable<readonly WantedPhoto[]>;
  readonly iceServers: readonly RTCIceServer[];
  /** M2: where the screens of all tabs ask for pairings. */
  readonly pairings: PairingChannel;
  readonly clock: Clock;
}

/** Name of the lock that one tab of this browser holds (W5). */
const WIRE_LOCK = "shoal/wire";

/** W5: waits until no other tab holds the wire, then holds one for each pond until the tab closes. */
export async function holdWires(parts: HostParts): Promise<void> {
  await navigator.locks.request(WIRE_LOCK, () => {
    const wires = new Map<PondId, Promise<Wire | null>>();
    answerKnocks(parts.pairings);
    answerPairings(parts.pairings, async (pond) => (await wires.get(pond)) ?? null);
    parts.ponds.subscribe({
      next: (ponds) => {
        const allRelays = ponds.flatMap(({ relays }) => byKind(relays, location.protocol).networks);
        for (const pond of ponds) {
          if (wires.has(pond.pond)) continue;
          const wire = connect(parts, pond, allRelays).catch((cause: unknown) => {
            console.error("wire", cause); // its storage failed: the next change of my ponds tries again
            return null;
          });
          wires.set(pond.pond, wire);
          void wire.then((opened) => opened ?? wires.delete(pond.pond));
        }
      },
      // The screens read the same database and show the same failure.
      error: (cause) => console.error("wires", cause),
    });
    return new Promise<never>(() => undefined); // held for as long as the tab lives
  });
}

async function connect(
  parts: HostParts,
  { pond, feed, secret, relays }: WirePond,
  allRelays: readonly string[],
): Promise<Wire | null> {
  const last = await parts.lastGlance(pond);
  // The tab that said so is closed, and its connections with it.
  if (last !== null) await parts.node.putGlance(pond, notConnected(last), new Map());
  const [remote, greeter, photos] = await Promise.all([
    parts.node.gate(pond),
    parts.node.greeter(pond),
    parts.node.photos(),
  ]);
  if (remote === null || greeter === null) return null;
  const room = roomOf(secret);
  const { own, networks } = byKind(relays, location.protocol);
  const wire = await openWire({
    gate: {
      receive: (messages) => remote.receive(messages),
      page: (has) => remote.page(has),
      pageOf: (ask) => remote.pageOf(ask),
      vector: () => remote.vector(),
      summary: () => remote.summary(),
      heads: () => remote.heads(),
      subscribe: (listener) => remote.subscribe(proxy(listener)),
    },
    greeter: {
      feed: () => greeter.feed(),
      prove: (mine, theirs) => greeter.prove(mine, theirs),
      check: (mine, theirs, signature) => greeter.check(mine, theirs, signature),
      identityOf: (known) => greeter.identityOf(known),
    },
    photos: {
      read: (hash) => photos.read(hash),
      keep: (hash, bytes) => photos.keep(hash, bytes),
    },
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    joinMesh: (mesh) => parts.joinMesh({ ...mesh, room, relays: own, iceServers: parts.iceServers }),
    hall:
      networks.length === 0
        ? null
        : {
            relays: networks,
            enter: async (events) => {
              const { enterHall } = await import("../sync/rendezvous/trystero.ts");
              return enterHall({ ...events, room, relays: networks, allRelays, iceServers: parts.iceServers });
            },
          },
    createLink: createRtcLinks(parts.iceServers),
    pairingKey: pairingKeyOf(secret),
    ownClient: clientOf(feed),
    // As it was said, not reckoned from what was "only here": more may have been written since, with no wire to tell.
    acknowledged: last?.acknowledged ?? 0,
    copies: last?.copies ?? [],
    onStatus: (status) => void parts.node.putGlance(pond, glanceOf(status), identitiesIn(status)),
    now: () => parts.clock.now(),
    random: Math.random,
  });
  parts.wantedPhotos(pond).subscribe({
    next: wire.want,
    // The screens read the same database and show the same failure.
    error: (cause) => console.error("photos", cause),
  });
  return wire;
}

function identitiesIn({ peers }: WireStatus): ReadonlyMap<string, IdentityKey> {
  return new Map(peers.flatMap(({ id, identity }) => (identity === null ? [] : [[id, identity] as const])));
}

function notConnected(last: SyncGlance): SyncGlance {
  return { ...last, ...NOTHING_KNOWN, copies: last.copies, state: "starting", relays: [], peers: [], savedOn: 0 };
}

function glanceOf(status: WireStatus): SyncGlance {
  const { relays, peers, mine, acknowledged, savedOn, have, known, refused, copies, unmet, photos } = status;
  return {
    state: navigator.onLine ? "on" : "offline",
    relays,
    peers: peers.map(({ id, since, way }) => ({ id, since, way, name: null })), // the worker knows the names
    onlyHere: mine - acknowledged,
    acknowledged,
    savedOn,
    have,
    known,
    refused,
    copies,
    unmet,
    photos,
  };
}
