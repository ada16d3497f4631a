/** Lets the browser do what waits before the work goes on: work in several steps is not one long task. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Until nothing else is to do, as far as the browser can tell. */
export function idle(): Promise<void> {
  const wait = "requestIdleCallback" in globalThis ? requestIdleCallback : setTimeout;
  return new Promise((resolve) => wait(() => resolve()));
}
