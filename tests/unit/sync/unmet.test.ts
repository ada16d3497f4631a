import { expect, test } from "vitest";
import type { FeedKey } from "../../../src/domain/ids.ts";
import { createCopies } from "../../../src/sync/copies.ts";
import { createUnmet } from "../../../src/sync/unmet.ts";

test("who was tried and not met is remembered for a minute, and no flood of made-up ones grows it", () => {
  let now = 0;
  const unmet = createUnmet(() => now);
  unmet.tried("li");
  unmet.tried("mei");
  unmet.tried("li");
  expect(unmet.count()).toBe(2);
  unmet.met("li");
  expect(unmet.count()).toBe(1);
  now = 60_001;
  expect(unmet.count()).toBe(0);
  for (let n = 0; n < 1000; n++) unmet.tried(`eve ${n}`);
  expect(unmet.count()).toBe(64);
});

test("copies only ever grow, and the device heard of longest ago is forgotten first", () => {
  const feed = (n: number) => String(n) as FeedKey; // its text does not matter here
  const copies = createCopies([{ feed: feed(0), upTo: 3 }]);
  copies.note(feed(0), 2);
  expect(copies.all()).toEqual([{ feed: feed(0), upTo: 3 }]);
  for (let n = 1; n <= 256; n++) copies.note(feed(n), 1);
  expect(copies.all()).toHaveLength(256);
  expect(copies.all().some((copy) => copy.feed === feed(0))).toBe(false);
});
