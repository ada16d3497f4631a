import { bytesToBase64Url } from "../lib/bytes.ts";
import { type FeedKey, keyBytes } from "../domain/ids.ts";
import { type Budget, createBudget } from "./budget.ts";
import { INTRODUCES_SINCE, introFrame, peersFrame, readFrame } from "./frames.ts";
import {
  INTRO_ANSWER_MS,
  INTRO_PAIR_MS,
  INTRODUCE_AFTER_MS,
  INTRODUCE_AGAIN_MS,
  MAX_INTRODUCE_AGAIN_MS,
  MAX_PEERS_SAID,
  TELL_PEERS_MS,
  WORDS_ABOUT_PEERS,
} from "./limits.ts";
import { createLinkAttempts, offers } from "./link-attempts.ts";
import type { Neighbour } from "./neighbourhood.ts";
import { type LinkDescription, writeDescription } from "./pairing/description.ts";
import type { Link } from "./pairing/link.ts";
import { type Intro, readIntro, readPeers } from "./strict-reader.ts";
import type { Timers } from "./timers.ts";

export interface Introductions {
  /** Somebody has come, has proven who it is, is known by the ledger now, or has gone. */
  changed(): void;
  /** What a peer that has proven its feed says about others. */
  heed(from: Neighbour, message: Uint8Array): void;
  stop(): void;
}

export interface IntroductionsParts {
  readonly ownFeed: FeedKey;
  /** Those that are there. */
  readonly neighbours: () => readonly Neighbour[];
  readonly isConnected: (feed: FeedKey) => boolean;
  /** True where this device takes one more neighbour. */
  readonly hasRoom: () => boolean;
  readonly isShunned: (feed: FeedKey) => boolean;
  /** A link at whose other end nobody but that feed's device will be heard; null where this device makes none. */
  readonly makeLink: (expected: FeedKey, onClosed: () => void) => Link | null;
  readonly now: () => number;
  readonly random: () => number;
  readonly timers: Timers;
}

/** What is known of one neighbour. */
interface Acquaintance {
  readonly budget: Budget;
  /** Whom it is connected with, by its word. */
  readonly knows: Set<FeedKey>;
  /** Whom we have said to it that we are connected with. */
  told: string;
}

/**
 * M3: the mesh is its own signalling. Each tells its neighbours whom of the pond it is connected with. Of two that hear of each other
 * so, and are not connected, the one with the smaller feed sends an offer through whoever knows both, and the other its answer
 * the same way. Who hands them on could put in words of his own, and would be found out: at the new connection each end proves its feed,
 * together with both certificates (W8), and nobody but the feed that was asked for is heard there (decision 0025).
 */
export function createIntroductions(parts: IntroductionsParts): Introductions {
  const { ownFeed, timers, now } = parts;
  const acquaintances = new WeakMap<Neighbour, Acquaintance>();
  const attempts = createLinkAttempts<Neighbour>({
    isConnected: parts.isConnected,
    makeLink: parts.makeLink,
    timers,
    onEnded: (feed, isOurs, isConnected) => {
      if (isConnected) failures.delete(feed);
      else if (isOurs) fail(feed);
      lookIn(INTRODUCE_AFTER_MS);
    },
  });
  /** Who could not be reached, how often in a row, and from when on it is tried again. */
  const failures = new Map<FeedKey, { readonly times: number; readonly again: number }>();
  /** When who last offered himself to whom through us; without an answer so far where `isOpen`. */
  const handedOn = new Map<string, { readonly at: number; isOpen: boolean }>();
  let stopTelling: (() => void) | null = null;
  let look: { readonly at: number; readonly stop: () => void } | null = null;
  let isOpen = true;

  return {
    changed: () => {
      if (!isOpen) return;
      attempts.settle();
      stopTelling ??= timers.after(TELL_PEERS_MS, () => {
        stopTelling = null;
        tell();
      });
      lookIn(INTRODUCE_AFTER_MS);
    },
    heed: (from, message) => {
      const of = acquaintanceOf(from);
      if (!of.budget.spend(1)) return from.session.offend("words-flood");
      const frame = readFrame(message);
      if (frame.ok && frame.value.kind === "peers") heedPeers(from, of, frame.value.payload);
      else if (frame.ok && frame.value.kind === "intro") heedIntro(from, of, frame.value.payload);
      else from.session.offend("malformed");
    },
    stop: () => {
      isOpen = false;
      stopTelling?.();
      look?.stop();
      attempts.endAll();
    },
  };

  function acquaintanceOf(neighbour: Neighbour): Acquaintance {
    const known = acquaintances.get(neighbour);
    if (known !== undefined) return known;
    const budget = createBudget(now, () => WORDS_ABOUT_PEERS);
    const made: Acquaintance = { budget, knows: new Set(), told: "" };
    acquaintances.set(neighbour, made);
    return made;
  }

  /** Members whose devices know what an introduction is. */
  function acquainted(): readonly Neighbour[] {
    return parts.neighbours().filter(({ who }) => who.identity !== null && who.version >= INTRODUCES_SINCE);
  }

  function tell(): void {
    const all = acquainted();
    for (const neighbour of all) {
      const feeds = all.flatMap(({ who }) => (who.feed === null || who.feed === neighbour.who.feed ? [] : who.feed));
      const told = feeds.slice(0, MAX_PEERS_SAID).sort();
      const of = acquaintanceOf(neighbour);
      if (of.told === told.join()) continue;
      of.told = told.join();
      neighbour.send(peersFrame(told.map(keyBytes)));
    }
  }

  function heedPeers(from: Neighbour, { knows }: Acquaintance, payload: Uint8Array): void {
    const said = readPeers(payload);
    if (!said.ok) return from.session.offend("malformed");
    knows.clear();
    for (const feed of said.value) knows.add(feedOf(feed));
    lookIn(INTRODUCE_AFTER_MS);
  }

  /** Looks once, at the earliest time that was asked for. */
  function lookIn(ms: number): void {
    const at = now() + ms;
    if (!isOpen || (look !== null && look.at <= at)) return;
    look?.stop();
    const stop = timers.after(ms, () => {
      look = null;
      seekAll();
    });
    look = { at, stop };
  }

  /** Asks for those that were heard of, as many as there is room for. */
  function seekAll(): void {
    const introducers = new Map<FeedKey, Neighbour[]>();
    for (const neighbour of acquainted()) {
      for (const feed of acquaintanceOf(neighbour).knows) {
        if (!offers(ownFeed, feed) || isHere(feed) || parts.isShunned(feed)) continue;
        introducers.set(feed, [...(introducers.get(feed) ?? []), neighbour]);
      }
    }
    // In any order, or all would ask for the same ones.
    const wanted = [...introducers].map((entry) => ({ entry, lot: parts.random() })).sort((a, b) => a.lot - b.lot);
    for (const { entry } of wanted) {
      const [feed, neighbours] = entry;
      const failed = failures.get(feed);
      if (failed !== undefined && failed.again > now()) lookIn(failed.again - now());
      else if (mayMakeLink()) void seek(feed, neighbours[(failed?.times ?? 0) % neighbours.length]);
    }
  }

  function isHere(feed: FeedKey): boolean {
    return attempts.of(feed) !== undefined || parts.isConnected(feed);
  }

  function mayMakeLink(): boolean {
    return isOpen && attempts.hasRoom() && parts.hasRoom();
  }

  async function seek(feed: FeedKey, through: Neighbour | undefined): Promise<void> {
    const attempt = through === undefined ? null : attempts.begin(feed, through, true);
    if (attempt === null) return;
    const offer = await attempt.link.offer();
    if (attempts.of(feed) !== attempt) return;
    if (offer === null) return attempts.end(feed, attempt);
    attempt.via.send(introFrame("to", keyBytes(feed), writeDescription(offer)));
  }

  function fail(feed: FeedKey): void {
    const times = (failures.get(feed)?.times ?? 0) + 1;
    const wait = Math.min(INTRODUCE_AGAIN_MS * 2 ** (times - 1), MAX_INTRODUCE_AGAIN_MS);
    failures.delete(feed);
    failures.set(feed, { times, again: now() + wait });
    // The longest ago goes first: more than a few hundred at once are made up.
    for (const oldest of failures.keys()) if (failures.size > MAX_FAILURES) failures.delete(oldest);
  }

  function heedIntro(from: Neighbour, of: Acquaintance, payload: Uint8Array): void {
    const intro = readIntro(payload);
    if (!intro.ok) return from.session.offend("malformed");
    if (intro.value.direction === "to") handOn(from, intro.value);
    else void meet(from, of, intro.value);
  }

  /** Between two who are both members and both here; each offers himself to another rarely, and answers once. */
  function handOn(from: Neighbour, { feed, description }: Intro): void {
    const [source, target] = [from.who.feed, feedOf(feed)];
    if (source === null || !offersByRule(description, source, target)) return from.session.offend("intro-malformed");
    const to = acquainted().find(({ who }) => who.feed === target);
    // He may have gone in this moment; and whom the ledger does not know yet is handed on for by nobody.
    if (to === undefined || from.who.identity === null) return;
    for (const [pair, { at }] of handedOn) if (now() - at > INTRO_ANSWER_MS) handedOn.delete(pair);
    if (description.kind === "offer") {
      const pair = `${source} ${target}`;
      if (now() - (handedOn.get(pair)?.at ?? -INTRO_PAIR_MS) < INTRO_PAIR_MS) return from.session.offend("intro-flood");
      handedOn.set(pair, { at: now(), isOpen: true });
    } else {
      const asked = handedOn.get(`${target} ${source}`);
      if (asked?.isOpen !== true) return;
      asked.isOpen = false;
    }
    to.send(introFrame("from", keyBytes(source), writeDescription(description)));
  }

  /** Somebody wants to be connected with us, or answers that he does. */
  async function meet(from: Neighbour, of: Acquaintance, { feed, description }: Intro): Promise<void> {
    const other = feedOf(feed);
    if (!offersByRule(description, other, ownFeed)) return from.session.offend("intro-malformed");
    if (description.kind === "answer") {
      const attempt = attempts.of(other);
      // Late, or of somebody who was not asked: nothing follows from it.
      if (attempt?.isOurs !== true || attempt.via !== from) return;
      if (!(await attempt.link.accept(description))) attempts.end(other, attempt);
      return;
    }
    const isWelcome = of.knows.has(other) && !isHere(other) && !parts.isShunned(other) && mayMakeLink();
    const attempt = isWelcome ? attempts.begin(other, from, false) : null;
    if (attempt === null) return;
    const answer = await attempt.link.answer(description);
    if (attempts.of(other) !== attempt) return;
    if (answer === null) return attempts.end(other, attempt);
    from.send(introFrame("to", keyBytes(other), writeDescription(answer)));
  }
}

/** Feeds whose failures are remembered: more than any room has. */
const MAX_FAILURES = 256;

function offersByRule({ kind }: LinkDescription, source: FeedKey, target: FeedKey): boolean {
  return kind === "offer" ? offers(source, target) : offers(target, source);
}

/** 32 bytes, which is all that a feed's key looks like. */
function feedOf(bytes: Uint8Array): FeedKey {
  return bytesToBase64Url(bytes) as string as FeedKey;
}
