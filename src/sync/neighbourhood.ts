import type { FeedKey, IdentityKey, Time } from "../domain/ids.ts";
import { whomToLetGo } from "./letting-go.ts";
import { NEIGHBOUR_LOOK_MS, TWIN_MS } from "./limits.ts";
import type { PeerSession } from "./peer-session.ts";
import type { Timers } from "./timers.ts";

/** Who is at the other end, as far as it has proven. */
export interface Who {
  feed: FeedKey | null;
  identity: IdentityKey | null;
  /** Of the wire, as the peer speaks it; 0 before it has proven anything. */
  version: number;
}

/** How a connection came about: `relay` is y-webrtc's way, `network` a hall on somebody else's (M4). */
export type Way = "relay" | "paired" | "introduced" | "network";

/** One connection, wherever it came from. */
export interface Neighbour {
  readonly id: string;
  readonly since: Time;
  readonly who: Who;
  readonly session: PeerSession;
  readonly way: Way;
  send(message: Uint8Array<ArrayBuffer>): void;
}

export interface Neighbourhood {
  add(neighbour: Neighbour): void;
  remove(neighbour: Neighbour): void;
  /** It has said something: from now on it is one that is there. */
  seen(neighbour: Neighbour): void;
  /** It has proven its feed. */
  proven(neighbour: Neighbour): void;
  /** Those that are there, the first to come first. */
  all(): readonly Neighbour[];
  /** Those too that have not said anything yet. */
  open(): readonly Neighbour[];
  plainCount(): number;
  withFeed(feed: FeedKey): Neighbour | undefined;
  stop(): void;
}

export interface NeighbourhoodParts {
  readonly ownFeed: FeedKey;
  /** As many as this device takes, from all sources together. */
  readonly most: number;
  readonly now: () => number;
  readonly random: () => number;
  readonly timers: Timers;
}

/**
 * M3: all connections of a pond, whichever way they were made: no more than `most`, and one with each device. Of two with the same
 * device the end with the smaller feed closes one, so that never each closes another; the other end does so only if it does not.
 */
export function createNeighbourhood({ ownFeed, most, now, random, timers }: NeighbourhoodParts): Neighbourhood {
  const open = new Set<Neighbour>();
  const there = new Set<Neighbour>();
  let stopLooking: (() => void) | null = null;

  /** False for what y-webrtc has made, which would make it anew if we closed it. */
  const isPlain = ({ way }: Neighbour) => way !== "relay";

  /** One that y-webrtc keeps would come again; of two that are alike, the older one may be what is left of a device that went away. */
  function keepOne(feed: FeedKey): void {
    const twins = [...open].filter(({ who }) => who.feed === feed);
    const kept = twins.findLast((twin) => !isPlain(twin)) ?? twins.at(-1);
    for (const twin of twins) if (twin !== kept) twin.session.close();
  }

  /** Decision 0010: as long as there is no room for more, one is let go now and then. */
  function look(): void {
    if (stopLooking !== null || there.size < most) return;
    stopLooking = timers.after(NEIGHBOUR_LOOK_MS, () => {
      stopLooking = null;
      const sinceByNeighbour = new Map([...there].map((neighbour) => [neighbour, neighbour.since]));
      whomToLetGo(sinceByNeighbour, { most, now: now(), random })?.session.close();
      look();
    });
  }

  return {
    add: (neighbour) => void open.add(neighbour),
    remove: (neighbour) => {
      open.delete(neighbour);
      there.delete(neighbour);
    },
    seen: (neighbour) => {
      if (!open.has(neighbour)) return;
      there.add(neighbour);
      look();
    },
    proven: (neighbour) => {
      const { feed } = neighbour.who;
      if (feed === null) return;
      if (ownFeed < feed) keepOne(feed);
      else timers.after(TWIN_MS, () => keepOne(feed));
    },
    all: () => [...there],
    open: () => [...open],
    plainCount: () => [...open].filter(isPlain).length,
    withFeed: (feed) => [...open].find(({ who }) => who.feed === feed),
    stop: () => stopLooking?.(),
  };
}
