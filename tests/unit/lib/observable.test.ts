import { expect, test } from "vitest";
import type { Observer } from "../../../src/lib/observable.ts";
import { until } from "../../../src/lib/observable.ts";

test("the first value that is wanted is waited for, and then no more is heard", async () => {
  const heard: Observer<number>[] = [];
  let isLeft = false;
  const source = {
    subscribe: (observer: Observer<number>) => {
      heard.push(observer);
      observer.next(1);
      return { unsubscribe: () => void (isLeft = true) };
    },
  };
  const waiting = until(source, (value) => value > 1);
  heard[0]?.next(2);
  heard[0]?.next(3);
  expect(await waiting).toBe(2);
  await Promise.resolve();
  expect(isLeft).toBe(true);
});

test("a source that fails before is told of", async () => {
  const source = {
    subscribe: (observer: Observer<number>) => {
      observer.error(new Error("no storage"));
      return { unsubscribe: () => undefined };
    },
  };
  await expect(until(source, () => true)).rejects.toThrow("no storage");
});
