import type { FeedKey, IdentityKey, Time } from "../domain/ids.ts";
import { MAX_SEQ } from "../domain/limits.ts";
import { type Carrier, createCarrier } from "./carrier.ts";
import { clientOf } from "./client-id.ts";
import type { GateService, Growth } from "./gate.ts";
import type { TappedChannel } from "./gated-connection.ts";
import type { Greeter } from "./greeter.ts";
import { shakeHands } from "./handshake.ts";
import {
  MAX_CLAIMED_RECORDS,
  MEMBER_PHOTOS,
  MEMBER_WASTE,
  SHUN_MS,
  STRANGER_PHOTOS,
  STRANGER_WASTE,
} from "./limits.ts";
import { createPeerSession, type PeerSession } from "./peer-session.ts";
import { createPhotoExchange, type PhotoStore, type WantedPhoto } from "./photo-exchange.ts";
import { systemTimers, type Timers } from "./timers.ts";
import type { Mesh, MeshParts } from "./y-webrtc-mesh.ts";

/** What the wire knows about itself, for people to see. */
export interface WireStatus {
  readonly relays: readonly { readonly url: string; readonly up: boolean }[];
  readonly peers: readonly {
    readonly id: string;
    readonly since: Time;
    /** Whose device it has proven to be; null for a stranger, and while the ledger does not know. */
    readonly identity: IdentityKey | null;
  }[];
  /** Records of one's own feed, and how many of them some other device is known to have. */
  readonly mine: number;
  readonly acknowledged: number;
  /** Peers known to have all of one's own feed. */
  readonly savedOn: number;
  /** Records held, and records that peers say there are: a claim that nothing proves yet, so MAX_CLAIMED_RECORDS more at most. */
  readonly have: number;
  readonly known: number;
  readonly refused: Readonly<Record<string, number>>;
}

export interface Wire {
  /** W7: photos that somebody on this device wants to see, the most wanted first. */
  want(photos: readonly WantedPhoto[]): void;
  close(): Promise<void>;
}

export interface WireParts {
  readonly gate: GateService;
  readonly greeter: Greeter;
  readonly photos: PhotoStore;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly joinMesh: (parts: Pick<MeshParts, "doc" | "onChannel" | "onChange">) => Mesh;
  /** Yjs client of one's own feed. */
  readonly ownClient: number;
  /** How many of one's own records some device was known to have when the wire was last closed. */
  readonly acknowledged: number;
  readonly onStatus: (status: WireStatus) => void;
  readonly now: () => number;
  /** The platform's own where none are given. */
  readonly timers?: Timers;
}

/** Who is at the other end, as far as it has proven. */
interface Who {
  feed: FeedKey | null;
  identity: IdentityKey | null;
}

/** Longest silence between a change and its showing, in ms; many changes in that time show as one. */
const STATUS_DELAY_MS = 200;

/** Holds one pond's connections: carrier, mesh, and a session for each peer. Runs on the main thread (decision 0001). */
export async function openWire(parts: WireParts): Promise<Wire> {
  const { gate, timers = systemTimers } = parts;
  const sessions = new Map<string, { readonly session: PeerSession; readonly since: Time; readonly who: Who }>();
  /** Whoever was disconnected for offences, and until when, by identity where it is known. */
  const shunned = new Map<IdentityKey | FeedKey, number>();
  const refused: Record<string, number> = {};
  const photos = createPhotoExchange({ store: parts.photos, timers });
  /** What came in over connections that are gone and is not taken in yet. */
  const leaving = new Set<Promise<void>>();
  let acknowledged = parts.acknowledged;
  let sessionCount = 0;
  let isOpen = true;
  let stopStatusTimer: (() => void) | null = null;
  let vector = new Map<number, number>();
  let carrier: Carrier | null = null;
  let mesh: Mesh | null = null;

  // What grows before the vector has been read is in it already.
  await gate.subscribe(take);
  await enter();

  return {
    want: photos.want,
    close: async () => {
      isOpen = false;
      photos.close();
      stopStatusTimer?.();
      for (const { session } of sessions.values()) session.close();
      await mesh?.leave();
      carrier?.destroy();
    },
  };

  async function enter(): Promise<void> {
    const held = await gate.vector();
    if (!isOpen) return;
    vector = new Map(held);
    carrier = createCarrier(vector);
    mesh = parts.joinMesh({ doc: carrier.doc, onChannel: meet, onChange: changed });
    changed();
  }

  /** W4: a carrier that disagrees with the ledger is thrown away, and the room entered anew. */
  async function enterAnew(): Promise<void> {
    const [oldMesh, oldCarrier] = [mesh, carrier];
    mesh = null;
    carrier = null;
    for (const { session } of sessions.values()) session.close();
    await oldMesh?.leave();
    oldCarrier?.destroy();
    if (isOpen) await enter();
  }

  function take(growth: Growth): void {
    if (carrier === null || !isOpen) return;
    for (const { client, to } of growth.spans) vector.set(client, Math.max(vector.get(client) ?? 0, to));
    // The carrier's update event makes y-webrtc send to every connection; each session lets through what its peer lacks.
    const agrees = carrier.write(growth);
    for (const { session, who } of sessions.values()) {
      session.grown(growth);
      if (growth.newFeeds) void learn(who, session);
    }
    changed();
    if (!agrees) void enterAnew();
  }

  function meet(channel: TappedChannel): void {
    const id = String(++sessionCount);
    const who: Who = { feed: null, identity: null };
    const greeted = shakeHands({
      greeter: parts.greeter,
      channel,
      randomBytes: parts.randomBytes,
      onProven: (feed) => {
        who.feed = feed;
        void learn(who, channel);
      },
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
        if (!sessions.has(id)) sessions.set(id, { session, since: parts.now() as Time, who });
        // Noted at once: it may be gone before anybody looks.
        acknowledged = Math.max(acknowledged, mineAt(session));
        photoPeer?.ready();
        changed();
      },
      onRefused: note,
      leftovers,
      onClosed: () => {
        sessions.delete(id);
        photoPeer?.leave();
        keepLeftovers(session);
        changed();
      },
    });
  }

  function shun(who: Who): void {
    const name = who.identity ?? who.feed;
    if (name !== null) shunned.set(name, parts.now() + SHUN_MS);
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
  async function learn(who: Who, channel: { close(): void }): Promise<void> {
    if (who.feed === null || who.identity !== null) return;
    who.identity = await parts.greeter.identityOf(who.feed);
    const isShunned = [who.identity, who.feed].some((name) => name !== null && (shunned.get(name) ?? 0) > parts.now());
    if (isShunned) channel.close();
    changed();
  }

  /** How many of one's own records a peer says it has. Nobody can have more than there are: a boast counts for nothing. */
  function mineAt(session: PeerSession): number {
    const count = session.announced()?.get(parts.ownClient) ?? 0;
    return count > (vector.get(parts.ownClient) ?? 0) ? 0 : count;
  }

  function changed(): void {
    if (stopStatusTimer !== null || !isOpen) return;
    stopStatusTimer = timers.after(STATUS_DELAY_MS, () => {
      stopStatusTimer = null;
      parts.onStatus(status());
    });
  }

  function status(): WireStatus {
    const mine = vector.get(parts.ownClient) ?? 0;
    const theirs = [...sessions.values()].flatMap(({ session }) => session.announced() ?? []);
    const have = sum(vector);
    const all = new Map(vector);
    for (const peer of theirs)
      for (const [client, count] of peer) {
        if (count <= MAX_SEQ) all.set(client, Math.max(all.get(client) ?? 0, count));
      }
    return {
      relays: mesh?.relays() ?? [],
      peers: [...sessions].map(([id, { since, who }]) => ({ id, since, identity: who.identity })),
      mine,
      acknowledged: Math.min(acknowledged, mine),
      savedOn: [...sessions.values()].filter(({ session }) => mine > 0 && mineAt(session) === mine).length,
      have,
      known: Math.min(sum(all), have + MAX_CLAIMED_RECORDS),
      refused: { ...refused },
    };
  }
}

function sum(vector: ReadonlyMap<number, number>): number {
  let total = 0;
  for (const count of vector.values()) total += count;
  return total;
}
