import { describe, expect, test } from "vitest";
import { runSeed } from "./run-seed.ts";

/** Seeds that once failed, and what they found. */
const KEPT: readonly (readonly [seed: number, found: string])[] = [
  [2, "rubbish that a slow clock uncovered was blamed on who carried it, and honest devices shut each other out"],
  [43, "of one identity's many feeds each device let in the first sixteen that it saw"],
];

describe("what a seed has found once is not found again", { timeout: 180_000 }, () => {
  test.for(KEPT)("[W2] [L2] [P4] seed %i: %s", async ([seed]) => {
    expect((await runSeed(seed)).findings).toEqual([]);
  });
});
