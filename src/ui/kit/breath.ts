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

/** ms between two looks at whether the page is busy. */
const LOOK_MS = 50;
/** ms that a timer may come late on a page with nothing else to do. */
const LATE_MS = 16;
/** Looks in a row that must find nothing to do. */
const LOOKS = 4;
/** ms after which work begins though the page never came to rest. */
const LONGEST_MS = 3000;

/** Until the page has come to rest: timers are on time again, some in a row. For work that would slow down the drawing of a screen. */
export async function rest(): Promise<void> {
  const end = performance.now() + LONGEST_MS;
  for (let calm = 0; calm < LOOKS && performance.now() < end;) {
    const due = performance.now() + LOOK_MS;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    calm = performance.now() - due < LATE_MS ? calm + 1 : 0;
  }
}
