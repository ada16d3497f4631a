/** Lets the browser do what waits before the work goes on: work in several steps is not one long task. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** ms after which work goes on though something else is always to do. */
const PATIENCE_MS = 1000;

/** Until nothing else is to do, as far as the browser can tell. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: PATIENCE_MS });
    else setTimeout(resolve, 0);
  });
}
