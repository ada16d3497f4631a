import type { Browser, Page } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { parseInvite } from "../../src/domain/invite/link.ts";
import { roomOf } from "../../src/sync/room.ts";
import { BARE_PAGE, openPage } from "./people.ts";
import type { EveReport } from "./eve-page.ts";

const ENTRY = fileURLToPath(new URL("eve-page.ts", import.meta.url));

/** Eve's own page, without Shoal, in the room that an invite link leads to. */
export async function eveJoins(browser: Browser, link: string): Promise<Page> {
  const invite = parseInvite(link);
  const relay = invite?.relays[0];
  if (invite === null || relay === undefined) throw new Error("Eve needs a whole invite with a relay in it");
  const page = await openPage(await browser.newContext());
  // Shoal's origin, which browsers give WebCrypto to, but nothing of Shoal.
  await page.goto(new URL(BARE_PAGE, link).href);
  await page.evaluate(await eveScript());
  await page.evaluate(([room, url]) => globalThis.eve.join(room, url), [roomOf(invite.secret), relay] as const);
  return page;
}

export function reportOf(page: Page): Promise<EveReport> {
  return page.evaluate(() => globalThis.eve.report());
}

async function eveScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    build: { write: false, minify: false, lib: { entry: ENTRY, formats: ["iife"], name: "evesScript" } },
  });
  const outputs = Array.isArray(built) ? built : "output" in built ? [built] : [];
  const chunk = outputs.flatMap(({ output }) => output).find(({ type }) => type === "chunk");
  if (chunk?.type !== "chunk") throw new Error("vite built nothing for Eve");
  return chunk.code;
}
