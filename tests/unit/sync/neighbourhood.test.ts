import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FeedKey, Time } from "../../../src/domain/ids.ts";
import { LET_GO_AFTER_MS, NEIGHBOUR_LOOK_MS } from "../../../src/sync/limits.ts";
import { createNeighbourhood, type Neighbour, type NeighbourhoodParts } from "../../../src/sync/neighbourhood.ts";
import { systemTimers } from "../../../src/sync/timers.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** In their text form, which is what is compared. */
const LOW_TEXT = "-".repeat(43) as FeedKey;
const HIGH_TEXT = "z".repeat(43) as FeedKey;

/** Neighbours with no wire behind them, which came two minutes ago. */
function crowd(parts: Pick<NeighbourhoodParts, "ownFeed" | "most" | "random">) {
  const neighbourhood = createNeighbourhood({ ...parts, now: () => Date.now(), timers: systemTimers });
  const at = (n: number, { isPlain, feed }: { readonly isPlain: boolean; readonly feed: FeedKey | null }) => {
    let isClosed = false;
    const neighbour: Neighbour = {
      id: String(n),
      since: (Date.now() - 2 * LET_GO_AFTER_MS) as Time,
      who: { feed, identity: null, version: 2 },
      session: {
        announced: () => null,
        grown: () => undefined,
        offend: () => undefined,
        emptied: () => null,
        close: () => {
          isClosed = true;
          neighbourhood.remove(neighbour);
        },
      },
      way: isPlain ? "paired" : "relay",
      send: () => undefined,
    };
    neighbourhood.add(neighbour);
    neighbourhood.seen(neighbour);
    return { neighbour, isClosed: () => isClosed };
  };
  return { neighbourhood, at };
}

test("[M3] what y-webrtc has made is kept, and a link closed: y-webrtc would come again", () => {
  const { neighbourhood, at } = crowd({ ownFeed: LOW_TEXT, most: 8, random: () => 1 });
  const [mesh, link] = [at(1, { isPlain: false, feed: HIGH_TEXT }), at(2, { isPlain: true, feed: HIGH_TEXT })];
  neighbourhood.proven(link.neighbour);
  expect([mesh.isClosed(), link.isClosed()]).toEqual([false, true]);
  expect(neighbourhood.plainCount()).toBe(0);
});

test("[M3] a device that is full lets one go now and then, wherever it came from", () => {
  const lots = [0, 0.5];
  const { at } = crowd({ ownFeed: LOW_TEXT, most: 3, random: () => lots.shift() ?? 1 });
  const all = [1, 2, 3].map((n) => at(n, { isPlain: n > 1, feed: null }));
  vi.advanceTimersByTime(NEIGHBOUR_LOOK_MS);
  expect(all.map((one) => one.isClosed())).toEqual([false, true, false]);
  vi.advanceTimersByTime(10 * NEIGHBOUR_LOOK_MS);
  expect(all.map((one) => one.isClosed())).toEqual([false, true, false]);
});
