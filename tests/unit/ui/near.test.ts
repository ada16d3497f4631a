import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { IdentityKey, RecordId } from "../../../src/domain/ids.ts";
import { createArrivals, createPace, createReached, SAME_VISIT_MS } from "../../../src/ui/near.ts";
import { key } from "../../fuzz/samples.ts";

const peers = (...names: (string | null)[]) => names.map((name) => ({ name }));

describe("who is here", () => {
  test("one is named, several are counted together with those who are here already", () => {
    const arrived = createArrivals();
    expect(arrived(peers(), 0)).toBeNull();
    expect(arrived(peers("Mei"), 1000)).toEqual({ name: "Mei" });
    expect(arrived(peers("Mei"), 2000)).toBeNull();
    expect(arrived(peers("Mei", "Li", "Bob"), 3000)).toEqual({ here: 3 });
    expect(arrived(peers("Mei", "Li", "Bob", "Eve"), 4000)).toEqual({ name: "Eve" });
  });

  test("connections of nobody known are not told of, and two devices of one name are one member", () => {
    const arrived = createArrivals();
    expect(arrived(peers(null, null), 0)).toBeNull();
    expect(arrived(peers("Mei", "Mei", null), 1)).toEqual({ name: "Mei" });
  });

  test("whoever was gone for a moment is not told of again, whoever was gone for long is", () => {
    const arrived = createArrivals();
    arrived(peers("Mei"), 0);
    arrived(peers(), 1000);
    expect(arrived(peers("Mei"), 2000)).toBeNull();
    arrived(peers(), 3000);
    expect(arrived(peers("Mei"), 3001 + SAME_VISIT_MS)).toEqual({ name: "Mei" });
    // Here all the time since then, with nothing to look at.
    expect(arrived(peers("Mei", "Li"), 10 * SAME_VISIT_MS)).toEqual({ name: "Li" });
  });
});

test("a listing that reaches the first other device is told of once, and once more when it was written anew", () => {
  const [cooker, lamp] = [key<RecordId>(1), key<RecordId>(2)];
  const of = (id: RecordId, devices: number) => ({ id, devices, by: key<IdentityKey>(3) });
  const reached = createReached();
  expect(reached([of(cooker, 0), of(lamp, 2)])).toEqual([]);
  expect(reached([of(cooker, 1), of(lamp, 3)]).map(({ id }) => id)).toEqual([cooker]);
  expect(reached([of(cooker, 2), of(lamp, 3)])).toEqual([]);
  expect(reached([of(cooker, 0), of(lamp, 0)])).toEqual([]);
  expect(reached([of(cooker, 1), of(lamp, 1)]).map(({ id }) => id)).toEqual([cooker, lamp]);
});

describe("the pace of what is said", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("what comes together is said together, and not more often than that", () => {
    const look = vi.fn();
    const pace = createPace(look, { settleMs: 2000, everyMs: 10_000, now: () => Date.now() });
    for (let n = 0; n < 5; n++) pace.wake();
    vi.advanceTimersByTime(1999);
    expect(look).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(look).toHaveBeenCalledTimes(1);
    pace.wake();
    vi.advanceTimersByTime(9999);
    expect(look).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    expect(look).toHaveBeenCalledTimes(2);
    pace.wake();
    pace.stop();
    vi.advanceTimersByTime(60_000);
    expect(look).toHaveBeenCalledTimes(2);
  });
});
