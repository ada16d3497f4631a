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
