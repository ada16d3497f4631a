import { expect } from "@playwright/test";
import { killWhile } from "../kills/kill.ts";
import { test } from "../support/test.ts";

// `npm run kills` does it 200 times.
test("[S1] [S4] a tab that is killed while it writes, receives or migrates loses nothing that was confirmed", async ({
  browser,
}, info) => {
  for (const work of ["write", "receive", "migrate"] as const) {
    const toll = await killWhile(browser, work, 3, Math.random, info.outputPath("kills.pond"));
    expect(toll.kills).toBe(3);
    expect(toll.records).toBeGreaterThan(0);
  }
});
