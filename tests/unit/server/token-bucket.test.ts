import { expect, test } from "vitest";
import { createTokenBucket } from "../../../server/token-bucket.mjs";

test("a bucket gives its burst at once, then what flows in, and never holds more than the burst", () => {
  let time = 1_000_000;
  const bucket = createTokenBucket({ perSecond: 10, burst: 3, now: () => time });
  expect([1, 1, 1, 1].map(bucket.take)).toEqual([true, true, true, false]);
  time += 100;
  expect([bucket.take(1), bucket.take(1)]).toEqual([true, false]);
  time += 3_600_000;
  expect([bucket.take(4), bucket.take(3), bucket.take(1)]).toEqual([false, true, false]);
});

test("a clock that is set back takes nothing away and gives nothing", () => {
  let time = 1_000_000;
  const bucket = createTokenBucket({ perSecond: 10, burst: 2, now: () => time });
  bucket.take(1);
  time -= 500_000;
  expect([bucket.take(1), bucket.take(1)]).toEqual([true, false]);
});
