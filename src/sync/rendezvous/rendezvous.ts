import { bytesToBase64Url, concatBytes } from "../../lib/bytes.ts";
import { type FeedKey, KEY_BYTES, keyBytes } from "../../domain/ids.ts";
import { type Budget, createBudget } from "../budget.ts";
import {
  ENOUGH_NEIGHBOURS,
  HALL_AGAIN_MS,
  HALL_ENTER_MS,
  HALL_LEAVE_MS,
  HALL_STAYERS,
  INTRODUCE_AGAIN_MS,
  MAX_HALL_PEERS,
  WORDS_ABOUT_PEERS,
} from "../limits.ts";
import { createLinkAttempts, offers } from "../link-attempts.ts";
import { type LinkDescription, readDescription, writeDescription } from "../pairing/description.ts";
import type { Link } from "../pairing/link.ts";
import type { Timers } from "../timers.ts";
import type { Hall, HallParts } from "./trystero.ts";

export interface Rendezvous {
  /** Somebody has come, has proven who it is, or has gone. */
  changed(): void;
  relays(): readonly { readonly url: string; readonly up: boolean }[];
  stop(): Promise<void>;
}

export interface RendezvousParts {
  readonly ownFeed: FeedKey;
  /** As the pond names them; shown as not reached while nobody is in the hall. */
  readonly relays: readonly string[];
  readonly enter: (events: Pick<HallParts, "onCome" | "onGone" | "onWords">) => Promise<Hall>;
  /** Feeds of the neighbours that are there, as far as they have proven them; null for who has not. */
  readonly neighbours: () => readonly (FeedKey | null)[];
  readonly isConnected: (feed: FeedKey) => boolean;
  readonly hasRoom: () => boolean;
  readonly isShunned: (feed: FeedKey) => boolean;
  /** A link at whose other end nobody but that feed's device will be heard; null where this device makes none. */
  readonly makeLink: (expected: FeedKey, onClosed: () => void) => Link | null;
  readonly onRefused: (reason: string) => void;
  readonly onChange: () => void;
  readonly now: () => number;
  readonly timers: Timers;
}

/** Who is in the hall, as far as it has said. */
interface Peer {
  feed: FeedKey | null;
  readonly budget: Budget;
}

const HAIL = 0;
const DESCRIPTION = 1;

/**
 * M4: meets others in a hall on somebody else's network, and only as long as it must: a device that has neighbours enough leaves it to
 * the few of them with the smallest feeds, who stay for whoever comes (M3 does the rest). In the hall each says its feed; of two
 * that are not connected the smaller one offers a link, and at that link nobody but the feed that was asked for is heard (W8).
 */
export function createRendezvous(parts: RendezvousParts): Rendezvous {
  const { ownFeed, timers, now } = parts;
  const peers = new Map<string, Peer>();
  const attempts = createLinkAttempts<string>({
    isConnected: parts.isConnected,
    makeLink: parts.makeLink,
    timers,
    onEnded: (_, __, isConnected) => {
      if (!isConnected) seekLater();
    },
  });
  let hall: Promise<Hall> | null = null;
  let entered: Hall | null = null;
  let stopMove: (() => void) | null = null;
  let stopSeeking: (() => void) | null = null;
  let isOpen = true;
  consider();

  return {
    changed: consider,
    relays: () => entered?.relays() ?? parts.relays.map((url) => ({ url, up: false })),
    stop: async () => {
      isOpen = false;
      stopMove?.();
      stopSeeking?.();
      await leave();
    },
  };

  /** Goes in or out after a while, if it is still called for then. */
  function consider(): void {
    attempts.settle();
    // Who was met here and is lost, or could not be met, may be here still.
    if (peers.size > 0) seekLater();
    const isIn = hall !== null;
    if (!isOpen || stopMove !== null || isIn === mustBeIn(ownFeed, parts.neighbours())) return;
    stopMove = timers.after(isIn ? HALL_LEAVE_MS : HALL_ENTER_MS, () => {
      stopMove = null;
      if (!isOpen || mustBeIn(ownFeed, parts.neighbours()) === (hall !== null)) return;
      void (hall === null ? enter() : leave());
    });
  }

  async function enter(): Promise<void> {
    const events = { onCome: come, onGone: (who: string) => void peers.delete(who), onWords: hear };
    // Not at once: somebody may come while it is entered, and is greeted once that is done.
    const entering = Promise.resolve().then(() => parts.enter(events));
    hall = entering;
    try {
      const opened = await entering;
      if (hall === entering) entered = opened;
      parts.onChange();
    } catch (cause) {
      console.info("rendezvous", cause); // its code did not come over the network
      if (hall === entering) hall = null;
      if (!isOpen) return;
      stopMove = timers.after(HALL_AGAIN_MS, () => {
        stopMove = null;
        consider();
      });
    }
  }

  async function leave(): Promise<void> {
    const leaving = hall;
    hall = null;
    entered = null;
    peers.clear();
    attempts.endAll();
    parts.onChange();
    await leaving?.then((opened) => opened.leave()).catch((cause: unknown) => console.info("rendezvous", cause));
  }

  function come(who: string): void {
    if (peers.size >= MAX_HALL_PEERS) return;
    peers.set(who, { feed: null, budget: createBudget(now, () => WORDS_ABOUT_PEERS) });
    void say(who, HAIL, keyBytes(ownFeed));
  }

  async function say(to: string, kind: number, words: Uint8Array): Promise<void> {
    (await hall)?.say(to, concatBytes(new Uint8Array([kind]), words));
  }

  function hear(from: string, words: Uint8Array | null): void {
    const peer = peers.get(from);
    if (peer === undefined || !isOpen) return;
    if (!peer.budget.spend(1)) return refuse(from, "words-flood");
    const [kind, rest] = [words?.[0], words?.subarray(1) ?? new Uint8Array()];
    if (kind === HAIL && rest.length === KEY_BYTES && peer.feed === null) return hailed(from, peer, rest);
    const description = kind === DESCRIPTION ? readDescription(rest) : null;
    if (description === null || peer.feed === null) return refuse(from, "malformed");
    void meet(from, peer.feed, description);
  }

  /** From now on it is not heard; Trystero keeps its connection, over which nothing more goes. */
  function refuse(from: string, reason: string): void {
    peers.delete(from);
    parts.onRefused(reason);
  }

  function hailed(from: string, peer: Peer, key: Uint8Array): void {
    const feed = bytesToBase64Url(key) as string as FeedKey; // 32 bytes, which is all that a key looks like
    peer.feed = feed;
    seek(from, feed);
  }

  function seek(who: string, feed: FeedKey): void {
    if (offers(ownFeed, feed) && mayMeet(feed)) void offerTo(who, feed);
  }

  /** Those who were greeted and are not met yet: at their time there was no room, or it did not work. */
  function seekLater(): void {
    if (stopSeeking !== null || !isOpen || hall === null) return;
    stopSeeking = timers.after(INTRODUCE_AGAIN_MS, () => {
      stopSeeking = null;
      for (const [who, { feed }] of peers) if (feed !== null) seek(who, feed);
    });
  }

  function mayMeet(feed: FeedKey): boolean {
    const isFree = attempts.of(feed) === undefined && !parts.isConnected(feed) && !parts.isShunned(feed);
    return isFree && attempts.hasRoom() && parts.hasRoom();
  }

  async function offerTo(to: string, feed: FeedKey): Promise<void> {
    const attempt = attempts.begin(feed, to, true);
    const offer = await attempt?.link.offer();
    if (attempt === null || attempts.of(feed) !== attempt) return;
    if (offer === null || offer === undefined) return attempts.end(feed, attempt);
    await say(to, DESCRIPTION, writeDescription(offer));
  }

  async function meet(from: string, feed: FeedKey, description: LinkDescription): Promise<void> {
    const attempt = attempts.of(feed);
    if (description.kind === "answer") {
      // Late, or of somebody who was not asked: nothing follows from it.
      if (attempt?.isOurs !== true || attempt.via !== from) return;
      if (!(await attempt.link.accept(description))) attempts.end(feed, attempt);
      return;
    }
    if (!offers(feed, ownFeed)) return refuse(from, "intro-malformed");
    const made = mayMeet(feed) ? attempts.begin(feed, from, false) : null;
    const answer = await made?.link.answer(description);
    if (made === null || attempts.of(feed) !== made) return;
    if (answer === null || answer === undefined) return attempts.end(feed, made);
    await say(from, DESCRIPTION, writeDescription(answer));
  }
}

/** M4: who has few neighbours must be where others can come; of those who have enough, the few with the smallest feeds stay for whoever comes. */
export function mustBeIn(ownFeed: FeedKey, neighbours: readonly (FeedKey | null)[]): boolean {
  if (neighbours.length < ENOUGH_NEIGHBOURS) return true;
  return neighbours.filter((feed) => feed !== null && feed < ownFeed).length < HALL_STAYERS;
}
