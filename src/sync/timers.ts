/** Where waiting comes from. Passed in, so that a simulation decides when time passes. */
export interface Timers {
  /** Does the work in so many ms, unless the returned function is called before. */
  after(ms: number, work: () => void): () => void;
}

export const systemTimers: Timers = {
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
