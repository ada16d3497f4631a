import type { GateReply } from "./gate.ts";
import { LEAST_WASTE_BYTES, SAID_AGAIN_SHARE } from "./limits.ts";

/** What a peer may make us spend for nothing: so much at once, and so much more each second. */
export interface Budget {
  /** False where it is used up. */
  spend(amount: number): boolean;
}

export interface BudgetLimits {
  readonly atOnce: number;
  readonly perSecond: number;
}

/** A token bucket. `now` in ms; `limits` may change with what is known of the peer. */
export function createBudget(now: () => number, limits: () => BudgetLimits): Budget {
  let spent = 0;
  let last = now();
  return {
    spend: (amount) => {
      const { atOnce, perSecond } = limits();
      const time = now();
      // A clock that was set back gives nothing.
      spent = Math.max(0, spent - (Math.max(0, time - last) / 1000) * perSecond) + amount;
      last = time;
      return spent <= atOnce;
    },
  };
}

/** Bytes of a message that brought nothing: none where it brought something, few where it said what another had said before. */
export function wasteOf(reply: GateReply, bytes: number): number {
  const size = Math.max(bytes, LEAST_WASTE_BYTES);
  if (reply.kind !== "runs") return size;
  if (reply.runs.some(({ admitted }) => admitted > 0)) return 0;
  return reply.runs.every(({ refused }) => refused === null) ? size * SAID_AGAIN_SHARE : size;
}
