import type { FeedKey, IdentityKey, Time } from "../domain/ids.ts";
import { MAX_SEQ } from "../domain/limits.ts";
import { writeVector } from "./canonical-update.ts";
import { type Carrier, createCarrier } from "./carrier.ts";
import { clientOf } from "./client-id.ts";
import { type Copy, createCopies } from "./copies.ts";
import { vectorFrame } from "./frames.ts";
import type { GateService, Growth } from "./gate.ts";
import type { TappedChannel } from "./gated-connection.ts";
import type { Greeter } from "./greeter.ts";
import { shakeHands } from "./handshake.ts";
import { createIntroductions } from "./introductions.ts";
import {
  MAX_CLAIMED_RECORDS,
  MEMBER_PHOTOS,
  MEMBER_WASTE,
  MIN_NEIGHBOURS,
  RANDOM_NEIGHBOURS,
  SHUN_MS,
  STRANGER_PHOTOS,
  STRANGER_WASTE,
} from "./limits.ts";
import { createNeighbourhood, type Neighbour, type Way, type Who } from "./neighbourhood.ts";
import type { CreateLink, Link } from "./pairing/link.ts";
import { createPairing, type Pairing, type PairingState } from "./pairing/pairing.ts";
import { createPeerSession, type PeerSession } from "./peer-session.ts";
import { createPhotoExchange, type PhotoStore, type WantedPhoto } from "./photo-exchange.ts";
import type { PairingKey } from "./room.ts";
import { createRendezvous, type RendezvousParts } from "./rendezvous/rendezvous.ts";
import { systemTimers, type Timers } from "./timers.ts";
import type { WireStatus } from "./wire-status.ts";
import type { Mesh, MeshParts } from "./y-webrtc-mesh.ts";

export interface Wire {
  /** W7: photos that somebody on this device wants to see, the most wanted first. */
  want(photos: readonly WantedPhoto[]): void;
  /** M2: begins to pair by codes. */
  pair(onState: (state: PairingState) => void): Pairing;
  close(): Promise<void>;
}

export interface WireParts {
  readonly gate: GateService;
  readonly greeter: Greeter;
  readonly photos: PhotoStore;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Where peers come from: y-webrtc's mesh over relays, and links for those who pair or are introduced; null where none can be made. */
  readonly joinMesh: (parts: Pick<MeshParts, "doc" | "onChannel" | "onChange">) => Mesh;
  readonly createLink: CreateLink | null;
  /** M4: the way into a hall on other networks, and its relays; null where the pond names none. */
  readonly hall: Pick<RendezvousParts, "enter" | "relays"> | null;
  readonly pairingKey: PairingKey;
  /** Yjs client of one's own feed. */
  readonly ownClient: number;
  /** How many of one's own records some device was known to have when the wire was last closed. */
  readonly acknowledged: number;
  /** Who was known to have what of them then. */
  readonly copies?: readonly Copy[];
  readonly onStatus: (status: WireStatus) => void;
  readonly now: () => number;
  /** At least 0 and below 1. */
  readonly random: () => number;
  /** The platform's own where none are given. */
  readonly timers?: Timers;
}

/** Of a connection that y-webrtc has not made. */
interface PlainParts {
  /** M3: whose device was asked for; null where anybody of the pond is welcome. */
  readonly expected: FeedKey | null;
  readonly way: Way;
}

/** Longest silence between a change and its showing, in ms; many changes in that time show as one. */
const STATUS_DELAY_MS = 200;

/** Shortest time between two tellings of how far photos have come, in ms: each is a write to the disk. */
const PROGRESS_MS = 1000;

/** Holds one pond's connections: carrier, mesh, and a session for each peer. Runs on the main thread (decision 0001). */
export async function openWire(parts: WireParts): Promise<Wire> {
  const { gate, random, timers = systemTimers } = parts;
  const ownFeed = await parts.greeter.feed();
  /** Neighbours from all sources together. */
  const most = MIN_NEIGHBOURS + Math.floor(random() * RANDOM_NEIGHBOURS);
  const neighbours = createNeighbourhood({ ownFeed, most, now: parts.now, random, timers });
  /** What whoever makes links has to go by. */
  const linking = (way: Way) => ({
    ownFeed,
    isConnected: (feed: FeedKey) => neighbours.withFeed(feed) !== undefined,
    hasRoom: () => (mesh?.count() ?? 0) + plainCount() < most,
    isShunned: (feed: FeedKey) => isShunned(feed),
    makeLink: (expected: FeedKey, onClosed: () => void) =>
      makeLink({ expected, way }, { onOpen: () => undefined, onClosed }),
    now: parts.now,
    timers,
  });
  const introductions = createIntroductions({ ...linking("introduced"), neighbours: neighbours.all, random });
  const rendezvous =
    parts.hall === null
      ? null
      : createRendezvous({
          ...parts.hall,
          ...linking("network"),
          neighbours: () => neighbours.all().map(({ who }) => who.feed),
          onRefused: (reason) => note(reason),
          onChange: () => changed(),
        });
  /** Links that are not open yet. */
  const making = new Set<Link>();
  /** Whoever was disconnected for offences, and until when, by feed, and by identity where it is known. */
  const shunned = new Map<IdentityKey | FeedKey, number>();
  const refused: Record<string, number> = {};
  const photos = createPhotoExchange({ store: parts.photos, timers, onProgress });
  const copies = createCopies(parts.copies ?? []);
  /** What came in over connections that are gone and is not taken in yet. */
  const leaving = new Set<Promise<void>>();
  let acknowledged = parts.acknowledged;
  let sessionCount = 0;
  let isOpen = true;
  let stopStatusTimer: (() => void) | null = null;
  let stopProgressTimer: (() => void) | null = null;
  let vector = new Map<number, number>();
  let carrier: Carrier | null = null;
  let mesh: Mesh | null = null;

  // What grows before the vector has been read is in it already.
  await gate.subscribe(take);
  await enter();

  return {
    want: photos.want,
    pair: (onState) =>
      createPairing({
        key: parts.pairingKey,
        makeLink: (events) => makeLink({ expected: null, way: "paired" }, events),
        onState,
        timers,
      }),
    close: async () => {
      isOpen = false;
      photos.close();
      introductions.stop();
      await rendezvous?.stop();
      neighbours.stop();
      stopStatusTimer?.();
      stopProgressTimer?.();
      for (const link of making) link.close();
      for (const { session } of neighbours.open()) session.close();
      await mesh?.leave();
      carrier?.destroy();
    },
  };

  async function enter(): Promise<void> {
    const held = await gate.vector();
    if (!isOpen) return;
    vector = new Map(held);
    carrier = createCarrier(vector);
    mesh = parts.joinMesh({ doc: carrier.doc, onChannel: (channel) => meet(channel, null), onChange: changed });
    limitMesh();
    changed();
  }

  /** W4: a carrier that disagrees with the ledger is thrown away, and the room entered anew. */
  async function enterAnew(): Promise<void> {
    const [oldMesh, oldCarrier] = [mesh, carrier];
    mesh = null;
    carrier = null;
    for (const { session } of neighbours.open()) session.close();
    await oldMesh?.leave();
    oldCarrier?.destroy();
    if (isOpen) await enter();
  }

  function take(growth: Growth): void {
    if (carrier === null || !isOpen) return;
    for (const { client, to } of growth.spans) vector.set(client, Math.max(vector.get(client) ?? 0, to));
    // The carrier's update event makes y-webrtc send to every connection; each session lets through what its peer lacks.
    const agrees = carrier.write(growth);
    for (const { session } of neighbours.all()) session.grown(growth);
    // Also who has not said yet what he has: his first word and his opening may come in together.
    if (growth.newFeeds) for (const { who, session } of neighbours.open()) void learn(who, session, session);
    changed();
    if (!agrees) void enterAnew();
  }

  /** M2, M3: a connection that is made by telling the other end of it some other way than over a relay. */
  function makeLink(
    plain: PlainParts,
    events: { readonly onOpen: (peer: string) => void; readonly onClosed: () => void },
  ): Link | null {
    if (parts.createLink === null || !isOpen) return null;
    const link = parts.createLink({
      onOpen: () => {
        making.delete(link);
        const { id } = meet(link.channel, plain);
        link.speak(vectorFrame(writeVector(vector)));
        events.onOpen(id);
      },
      onClosed: () => {
        making.delete(link);
        limitMesh();
        events.onClosed();
      },
    });
    making.add(link);
    limitMesh();
    return link;
  }

  function plainCount(): number {
    return making.size + neighbours.plainCount();
  }

  /** What y-webrtc knows nothing of takes up room all the same. */
  function limitMesh(): void {
    mesh?.limit(Math.max(0, most - plainCount()));
  }

  function meet(channel: TappedChannel, plain: PlainParts | null): Neighbour {
    const who: Who = { feed: null, identity: null, version: 0 };
    const greeted = shakeHands({
      greeter: parts.greeter,
      channel,
      randomBytes: parts.randomBytes,
      onProven: (feed, version) => {
        // Whoever introduced us has put somebody else in the place.
        if ((plain?.expected ?? feed) !== feed) {
          note("impostor");
          return session.close();
        }
        who.feed = feed;
        who.version = version;
        neighbours.proven(neighbour);
        void learn(who, session, channel);
      },
      onAboutPeers: (message) => introductions.heed(neighbour, message),
      onImpostor: () => note("impostor"),
    });
    const photoPeer =
      channel.photos === null
        ? null
        : photos.meet({
            channel: channel.photos,
            now: parts.now,
            allowance: () => (who.identity === null ? STRANGER_PHOTOS : MEMBER_PHOTOS),
            onOffence: (reason) => {
              note(reason);
              shun(who);
              channel.close();
            },
          });
    const session = createPeerSession({
      gate,
      channel: greeted,
      ownClient: parts.ownClient,
      theirClient: () => (who.feed === null ? null : clientOf(who.feed)),
      holds: (client) => (vector.get(client) ?? 0) > 0,
      now: parts.now,
      timers,
      allowance: () => (who.identity === null ? STRANGER_WASTE : MEMBER_WASTE),
      onBarred: () => shun(who),
      onChange: () => {
        // A peer that has said what it has is one that is there.
        neighbours.seen(neighbour);
        // Noted at once: it may be gone before anybody looks.
        acknowledged = Math.max(acknowledged, mineAt(session));
        noteCopy(who, session);
        photoPeer?.ready();
        changed();
      },
      onRefused: note,
      leftovers,
      onClosed: () => {
        neighbours.remove(neighbour);
        photoPeer?.leave();
        keepLeftovers(session);
        limitMesh();
        introductions.changed();
        changed();
      },
    });
    const neighbour: Neighbour = {
      id: String(++sessionCount),
      since: parts.now() as Time,
      who,
      session,
      way: plain?.way ?? "relay",
      send: channel.send,
    };
    neighbours.add(neighbour);
    return neighbour;
  }

  function isShunned(...names: readonly (IdentityKey | FeedKey | null)[]): boolean {
    return names.some((name) => name !== null && (shunned.get(name) ?? 0) > parts.now());
  }

  function shun(who: Who): void {
    for (const name of [who.identity, who.feed]) if (name !== null) shunned.set(name, parts.now() + SHUN_MS);
  }

  function leftovers(): Promise<unknown> | null {
    return leaving.size === 0 ? null : Promise.all(leaving);
  }

  function keepLeftovers(session: PeerSession): void {
    const emptied = session.emptied();
    if (emptied === null) return;
    leaving.add(emptied);
    void emptied.finally(() => leaving.delete(emptied));
  }

  function note(reason: string): void {
    refused[reason] = (refused[reason] ?? 0) + 1;
    changed();
  }

  /** Whose device a peer is, once the ledger knows; who is shunned is sent away. */
  async function learn(who: Who, session: PeerSession, channel: { close(): void }): Promise<void> {
    if (who.feed === null || who.identity !== null) return;
    who.identity = await parts.greeter.identityOf(who.feed);
    noteCopy(who, session);
    if (isShunned(who.identity, who.feed)) channel.close();
    introductions.changed();
    changed();
  }

  /** How many of one's own records a peer says it has. Nobody can have more than there are: a boast counts for nothing. */
  function mineAt(session: PeerSession): number {
    const count = session.announced()?.get(parts.ownClient) ?? 0;
    return count > (vector.get(parts.ownClient) ?? 0) ? 0 : count;
  }

  /** Strangers' words do not count: anybody who has the link can be many of them. */
  function noteCopy(who: Who, session: PeerSession): void {
    const upTo = mineAt(session);
    if (who.feed !== null && who.identity !== null && upTo > 0) copies.note(who.feed, upTo);
  }

  function onProgress(): void {
    if (stopProgressTimer !== null || !isOpen) return;
    stopProgressTimer = timers.after(PROGRESS_MS, () => {
      stopProgressTimer = null;
      changed();
    });
  }

  function changed(): void {
    rendezvous?.changed();
    if (stopStatusTimer !== null || !isOpen) return;
    stopStatusTimer = timers.after(STATUS_DELAY_MS, () => {
      stopStatusTimer = null;
      parts.onStatus(status());
    });
  }

  function status(): WireStatus {
    const mine = vector.get(parts.ownClient) ?? 0;
    const peers = neighbours.all();
    const theirs = peers.flatMap(({ session }) => session.announced() ?? []);
    const have = sum(vector);
    const all = new Map(vector);
    for (const peer of theirs)
      for (const [client, count] of peer) {
        if (count <= MAX_SEQ) all.set(client, Math.max(all.get(client) ?? 0, count));
      }
    return {
      relays: [...(mesh?.relays() ?? []), ...(rendezvous?.relays() ?? [])],
      peers: peers.map(({ id, since, way, who }) => ({ id, since, way, identity: who.identity })),
      mine,
      acknowledged: Math.min(acknowledged, mine),
      savedOn: peers.filter(({ session }) => mine > 0 && mineAt(session) === mine).length,
      have,
      known: Math.min(sum(all), have + MAX_CLAIMED_RECORDS),
      refused: { ...refused },
      copies: copies.all(),
      unmet: mesh?.unmet() ?? 0,
      photos: photos.progress(),
    };
  }
}

function sum(vector: ReadonlyMap<number, number>): number {
  let total = 0;
  for (const count of vector.values()) total += count;
  return total;
}
