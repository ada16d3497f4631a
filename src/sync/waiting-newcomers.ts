import type { RunReply } from "./gate.ts";
import { MAX_FEEDS_IN_FRAME, MAX_NEWCOMERS_AGAIN_MS, NEWCOMERS_AGAIN_MS } from "./limits.ts";
import type { Timers } from "./timers.ts";

/**
 * L4c: feeds of a peer's that must wait here, for room or for whoever invited them. The peer is told that we have them, as
 * otherwise it would give them again at every word of ours; and they are asked for again when they may come in. Vectors that agree
 * are also what a search for forks begins with (W4).
 */
export interface WaitingNewcomers {
  /** Heeds what became of some records. */
  heed(reply: RunReply): void;
  /** These have come in: true where somebody has waited for them, and may be asked for. */
  grown(clients: readonly number[]): boolean;
  /** Our vector with what waits in it, as far as the peer has it. `except`: the peer's own feed, which it must not believe safe here. */
  covered(
    ours: ReadonlyMap<number, number>,
    theirs: ReadonlyMap<number, number> | null,
    except: number | null,
  ): ReadonlyMap<number, number>;
  stop(): void;
}

interface Waiting {
  /** Records of the feed that the peer has shown us. */
  readonly to: number;
  /** Whose feed it waits for; null where it waits for room. */
  readonly awaits: number | null;
}

export function createWaitingNewcomers(
  timers: Timers,
  { askAgain, holds }: { readonly askAgain: () => void; readonly holds?: ((client: number) => boolean) | undefined },
): WaitingNewcomers {
  const waiting = new Map<number, Waiting>();
  let patienceMs = NEWCOMERS_AGAIN_MS;
  let stopTimer: (() => void) | null = null;

  function wait(client: number, feed: Waiting): void {
    // Who brings more than a pond has is no honest peer, and may give them again.
    if (!waiting.has(client) && waiting.size >= MAX_FEEDS_IN_FRAME) return;
    waiting.set(client, feed);
    stopTimer ??= timers.after(patienceMs, () => {
      stopTimer = null;
      patienceMs = Math.min(patienceMs * 2, MAX_NEWCOMERS_AGAIN_MS);
      waiting.clear();
      askAgain();
    });
  }

  return {
    heed: ({ client, to, refused, awaits }) => {
      const known = waiting.get(client);
      const most = Math.max(to, known?.to ?? 0);
      if (refused === null) waiting.delete(client);
      else if (refused.kind === "newcomers-wait") wait(client, { to: most, awaits: null });
      else if (awaits !== undefined && holds?.(awaits) !== true) wait(client, { to: most, awaits });
      else if (known !== undefined) wait(client, { ...known, to: most });
    },
    grown: (clients) => {
      const came = new Set(clients);
      const guests = [...waiting].filter(([, { awaits }]) => awaits !== null && came.has(awaits));
      for (const [client] of guests) waiting.delete(client);
      return guests.length > 0;
    },
    covered: (ours, theirs, except) => {
      if (waiting.size === 0) return ours;
      const all = new Map(ours);
      for (const [client, { to }] of waiting) {
        if (client === except || all.size >= MAX_FEEDS_IN_FRAME) continue;
        all.set(client, Math.max(all.get(client) ?? 0, theirs?.get(client) ?? 0, to));
      }
      return all;
    },
    stop: () => stopTimer?.(),
  };
}
