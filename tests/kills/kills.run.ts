import { test } from "@playwright/test";
import { killWhile, type Work } from "./kill.ts";

/** `npm run kills`: 200 in all; `SHOAL_KILLS` says another number. */
const KILLS = Number(process.env["SHOAL_KILLS"] ?? 200);
const SHARES: Readonly<Record<Work, number>> = { write: 0.5, receive: 0.3, migrate: 0.2 };

for (const work of ["write", "receive", "migrate"] as const) {
  test(`[S1] [S4] killed while it is to ${work}: the ledger verifies from its genesis, and nothing confirmed is gone`, async ({
    browser,
  }, info) => {
    const kills = Math.round(KILLS * SHARES[work]);
    const toll = await killWhile(browser, work, kills, Math.random, info.outputPath("kills.pond"));
    console.log(`${work}: killed ${toll.kills} times, ${toll.records} records found and verified`);
  });
}
