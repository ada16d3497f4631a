import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { rest } from "../../../../src/ui/kit/breath.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

/** Whether the page is at rest after `ms`, where each timer comes `late` ms too late. */
async function restsWithin(ms: number, late: number): Promise<boolean> {
  let isOver = false;
  void rest().then(() => (isOver = true));
  const now = performance.now.bind(performance);
  let behind = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now() + behind);
  for (let passed = 0; passed + behind < ms; passed += 50) {
    behind += late;
    await vi.advanceTimersByTimeAsync(50);
  }
  vi.restoreAllMocks();
  return isOver;
}

test("a page whose timers are on time is at rest after some of them", async () => {
  expect(await restsWithin(150, 0)).toBe(false);
  expect(await restsWithin(250, 0)).toBe(true);
});

test("a page whose timers come late is not, but in the end work begins all the same", async () => {
  expect(await restsWithin(2000, 40)).toBe(false);
  expect(await restsWithin(4000, 40)).toBe(true);
});
