import { describe, expect, test } from "vitest";
import { runSeed } from "./run-seed.ts";

/** `npm run sim` runs a thousand others. */
const SEEDS = Array.from({ length: 24 }, (_, i) => 5009 + i);
/** Ponds in which more newcomers are made up than there is room for. */
const FARM_SEEDS = [2, 4];
/** Two cores are shared with browsers and builds: a run may take many times what it takes alone. */
const TIMEOUT_MS = 180_000;

describe("a pond on a network that fails, with up to a third of its devices hostile", { timeout: TIMEOUT_MS }, () => {
  test.for(SEEDS)(
    "[P4] [W2] [W3] [W4] [L1] [L4] all honest devices end with the same, nothing lost, nothing false let in: seed %i",
    async (seed) => {
      const { findings } = await runSeed(seed);
      expect(findings, `again with: npm run sim -- --seed ${seed}`).toEqual([]);
    },
  );

  test("[K4] [L2] holds with real signatures too", async () => {
    const { findings, records } = await runSeed(5014, { keys: "real" });
    expect(findings).toEqual([]);
    expect(records).toBeGreaterThan(5);
  });

  test("[L4c] [L4b] [P4] an invite farm fills no disk, and all devices agree once it has been taken in", async () => {
    for (const seed of FARM_SEEDS) {
      const { findings, hostile } = await runSeed(seed, { favourite: "invite farm fills the disks" });
      expect(findings, `again with: npm run sim -- --farm --seed ${seed}`).toEqual([]);
      expect(hostile).toBeGreaterThan(0);
    }
  });

  test("a seed decides everything", async () => {
    expect(await runSeed(5015)).toEqual(await runSeed(5015));
  });
});
