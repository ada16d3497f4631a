import type { Span } from "./gate.ts";
import { PASS_ON_MS, PASS_ON_SPREAD_MS, TELL_MS } from "./limits.ts";
import type { Timers } from "./timers.ts";

/**
 * What others wrote, on its way through this device to one peer: the peer is told of it, and gets it after a while, if by
 * then it has not got it from somebody else (decision 0012).
 */
export interface PassingOn {
  /** The peer itself has sent us this: it need not be told that we have it. */
  brought(span: Span): void;
  grown(span: Span): void;
  /** True while something waits, which the peer may be getting from its author. */
  isWaiting(): boolean;
  stop(): void;
}

export interface PassingOnParts {
  readonly ownClient: number;
  readonly timers: Timers;
  readonly lacks: (span: Span) => boolean;
  readonly tell: (have: ReadonlyMap<number, number>) => void;
  readonly give: () => void;
}

/** A prime, so that turns go through all of the spread. */
const TURN_STEP = 389;

export function createPassingOn({ ownClient, timers, lacks, tell, give }: PassingOnParts): PassingOn {
  const brought = new Map<number, number>();
  const untold = new Map<number, number>();
  let stopTelling: (() => void) | null = null;
  let stopWaiting: (() => void) | null = null;

  return {
    brought: ({ client, to }) => {
      brought.set(client, Math.max(brought.get(client) ?? 0, to));
    },
    grown: (span) => {
      if ((brought.get(span.client) ?? 0) < span.to) {
        untold.set(span.client, span.to);
        stopTelling ??= timers.after(TELL_MS, () => {
          stopTelling = null;
          tell(untold);
          untold.clear();
        });
      }
      if (!lacks(span)) return;
      stopWaiting ??= timers.after(PASS_ON_MS + turnOf(ownClient, span), () => {
        stopWaiting = null;
        give();
      });
    },
    isWaiting: () => stopWaiting !== null,
    stop: () => {
      stopTelling?.();
      stopWaiting?.();
    },
  };
}

/** ms by which the devices of a room differ, for one record: who is first with one is not with the next. */
function turnOf(ownClient: number, { client, to }: Span): number {
  return (ownClient + client + to * TURN_STEP) % PASS_ON_SPREAD_MS;
}

/** The larger count of each feed. */
export function merged(
  one: ReadonlyMap<number, number>,
  other: ReadonlyMap<number, number>,
): ReadonlyMap<number, number> {
  const all = new Map(one);
  for (const [client, count] of other) all.set(client, Math.max(all.get(client) ?? 0, count));
  return all;
}
