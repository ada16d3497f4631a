import { describe, expect, test } from "vitest";
import { runSeed } from "./run-seed.ts";

/** `npm run sim` runs a thousand others. */
const SEEDS = Array.from({ length: 16 }, (_, i) => 5001 + i);

describe("a pond on a network that fails, with up to a third of its devices hostile", () => {
  test.for(SEEDS)(
    "[P4] [W2] [W3] [W4] [L1] [L4] all honest devices end with the same, nothing lost, nothing false let in: seed %i",
    async (seed) => {
      const { findings } = await runSeed(seed);
      expect(findings, `again with: npm run sim -- --seed ${seed}`).toEqual([]);
    },
  );

  test("[K4] [L2] holds with real signatures too", async () => {
    const { findings, records } = await runSeed(11, { keys: "real" });
    expect(findings).toEqual([]);
    expect(records).toBeGreaterThan(10);
  });

  test("a seed decides everything", async () => {
    expect(await runSeed(7)).toEqual(await runSeed(7));
  });
});
