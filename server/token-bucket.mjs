/**
 * An allowance that fills up with time: `perSecond` as a rule, `burst` at once.
 * @param {{ perSecond: number, burst: number, now: () => number }} options
 */
export function createTokenBucket({ perSecond, burst, now }) {
  let tokens = burst;
  let filledAt = now();

  return {
    /**
     * Takes `cost` tokens, or none where there are not enough.
     * @param {number} cost
     * @returns {boolean}
     */
    take(cost) {
      const time = now();
      // A clock that was set back must not take allowance away.
      tokens = Math.min(burst, tokens + (Math.max(0, time - filledAt) / 1000) * perSecond);
      filledAt = time;
      if (tokens < cost) return false;
      tokens -= cost;
      return true;
    },
  };
}
