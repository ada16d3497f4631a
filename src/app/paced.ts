/** Rest after a round of work, as a multiple of how long it took, and at least and at most so long, in ms. */
const REST_FACTOR = 10;
const LEAST_REST_MS = 200;
const MOST_REST_MS = 5000;

/**
 * Does `work` when it is asked for, one round at a time, with a rest after each: during a first sync it is asked for many
 * times a second. What was asked for in the meantime is done in one more round.
 */
export function paced(work: () => Promise<void>): () => void {
  let isBusy = false;
  let isAsked = false;

  async function round(): Promise<void> {
    isBusy = true;
    isAsked = false;
    const started = performance.now();
    await work();
    const rest = (performance.now() - started) * REST_FACTOR;
    setTimeout(
      () => {
        isBusy = false;
        if (isAsked) void round();
      },
      Math.min(MOST_REST_MS, Math.max(LEAST_REST_MS, rest)),
    );
  }

  return () => {
    isAsked = true;
    if (!isBusy) void round();
  };
}
