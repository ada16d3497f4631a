import type { Browser } from "@playwright/test";
import * as z from "zod/mini";

/** The longest task of a page's main thread while something was done; ms by the clock, and ms of the processor alone. */
export interface LongestTask {
  readonly wall: number;
  readonly cpu: number;
  readonly tasks: number;
}

const Trace = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      pid: z.number(),
      tid: z.number(),
      ts: z.number(),
      dur: z.optional(z.number()),
      tdur: z.optional(z.number()),
    }),
  ),
});

/**
 * Traces Chromium while `act` runs; counts from the moment when the page sets the performance mark `from`, by which its
 * thread is found among those of all pages, too.
 */
export async function longestTask(browser: Browser, from: string, act: () => Promise<void>): Promise<LongestTask> {
  await browser.startTracing(undefined, {
    categories: ["disabled-by-default-devtools.timeline", "devtools.timeline", "blink.user_timing", "toplevel"],
  });
  await act();
  const trace = Trace.parse(JSON.parse((await browser.stopTracing()).toString("utf8")));
  const marked = trace.traceEvents.find(({ name }) => name === from);
  if (marked === undefined) throw new Error("the trace does not hold the page's mark");
  const tasks = trace.traceEvents.filter(
    ({ name, pid, tid, ts }) => name === "RunTask" && pid === marked.pid && tid === marked.tid && ts >= marked.ts,
  );
  if (tasks.length === 0) throw new Error("the trace holds no task of the page");
  const longest = (times: readonly number[]) => times.reduce((most, time) => Math.max(most, time), 0) / 1000;
  return {
    wall: longest(tasks.map(({ dur }) => dur ?? 0)),
    cpu: longest(tasks.map(({ tdur }) => tdur ?? 0)),
    tasks: tasks.length,
  };
}
