import type { FeedKey } from "../domain/ids.ts";
import { MAX_LINKS_IN_MAKING, OPEN_WITHIN_MS } from "./limits.ts";
import type { Link } from "./pairing/link.ts";
import type { Timers } from "./timers.ts";

/** A link that is being made with one feed's device; `via` is whoever carries offer and answer. */
export interface LinkAttempt<Via> {
  readonly link: Link;
  readonly via: Via;
  /** True where the offer is ours. */
  readonly isOurs: boolean;
}

/** M3, M4: links in the making, one a feed and few at a time; each ends once it stands, or after a while. */
export interface LinkAttempts<Via> {
  of(feed: FeedKey): LinkAttempt<Via> | undefined;
  /** True where one more may be begun. */
  hasRoom(): boolean;
  /** Null where this device makes none. */
  begin(feed: FeedKey, via: Via, isOurs: boolean): LinkAttempt<Via> | null;
  /** By now it is open and has proven who is there, or it leads to nothing and is closed. Nothing where it has ended before. */
  end(feed: FeedKey, attempt: LinkAttempt<Via>): void;
  /** Ends those that stand. */
  settle(): void;
  endAll(): void;
}

export interface LinkAttemptsParts {
  readonly isConnected: (feed: FeedKey) => boolean;
  /** A link at whose other end nobody but that feed's device will be heard; null where this device makes none. */
  readonly makeLink: (expected: FeedKey, onClosed: () => void) => Link | null;
  readonly onEnded: (feed: FeedKey, isOurs: boolean, isConnected: boolean) => void;
  readonly timers: Timers;
}

export function createLinkAttempts<Via>(parts: LinkAttemptsParts): LinkAttempts<Via> {
  const attempts = new Map<FeedKey, { readonly attempt: LinkAttempt<Via>; readonly stopTimer: () => void }>();

  function end(feed: FeedKey, attempt: LinkAttempt<Via>): void {
    const known = attempts.get(feed);
    if (known?.attempt !== attempt) return;
    attempts.delete(feed);
    known.stopTimer();
    const isConnected = parts.isConnected(feed);
    if (!isConnected) attempt.link.close();
    parts.onEnded(feed, attempt.isOurs, isConnected);
  }

  return {
    of: (feed) => attempts.get(feed)?.attempt,
    hasRoom: () => attempts.size < MAX_LINKS_IN_MAKING,
    begin: (feed, via, isOurs) => {
      const link = parts.makeLink(feed, () => end(feed, attempt));
      if (link === null) return null;
      const attempt: LinkAttempt<Via> = { link, via, isOurs };
      attempts.set(feed, { attempt, stopTimer: parts.timers.after(OPEN_WITHIN_MS, () => end(feed, attempt)) });
      return attempt;
    },
    end,
    settle: () => {
      for (const [feed, { attempt }] of attempts) if (parts.isConnected(feed)) end(feed, attempt);
    },
    endAll: () => {
      for (const [feed, { attempt }] of attempts) end(feed, attempt);
    },
  };
}

/** The smaller feed offers and the greater answers, so that never both offer at once. */
export function offers(source: FeedKey, target: FeedKey): boolean {
  return source < target;
}
