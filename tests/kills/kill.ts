import { type Browser, expect, type Page } from "@playwright/test";
import { bundled } from "../bench/bare-page.ts";
import { writeLargePond } from "../support/large-pond.ts";
import { BARE_PAGE } from "../support/people.ts";
import type { Confirmed, Found } from "./kill-page.ts";

/** ms after its beginning until when the work may be killed: some kills come before the first write, some after dozens. */
const WITHIN_MS = { write: 600, receive: 900, migrate: 250 } as const;
export type Work = keyof typeof WITHIN_MS;

/** Kills in one browser profile: a feed may write 1,000 records a day (L4a). */
const KILLS_A_PROFILE = 8;
/** Records and members of the pond that is received. */
const RECORDS = 2000;
const MEMBERS = 60;

/** What came of so many kills, for eyes. */
export interface Toll {
  kills: number;
  /** Records that were found on the disk in the end, over all profiles. */
  records: number;
}

let scriptOnce: Promise<string> | null = null;

/** Kills the tab so many times in the middle of that work, and looks after each kill at what is left. */
export async function killWhile(
  browser: Browser,
  work: Work,
  kills: number,
  random: () => number,
  bundlePath: string,
): Promise<Toll> {
  const script = await (scriptOnce ??= bundled("../kills/kill-page.ts"));
  if (work === "receive") await writeLargePond({ records: RECORDS, members: MEMBERS, path: bundlePath });
  const toll: Toll = { kills: 0, records: 0 };
  while (toll.kills < kills) {
    const profile = await openProfile(browser, script, bundlePath);
    try {
      await profile.killSome(work, Math.min(KILLS_A_PROFILE, kills - toll.kills), random, toll);
    } finally {
      await profile.close();
    }
  }
  return toll;
}

async function openProfile(browser: Browser, script: string, bundlePath: string) {
  const context = await browser.newContext();
  await context.route("**/kills.pond", (route) => route.fulfill({ path: bundlePath }));
  const said = {
    ids: new Set<string>(),
    draft: null as string | null,
    records: 0,
    pond: null as string | null,
    done: false,
  };
  await context.exposeBinding("confirmed", (_, what: Confirmed) => {
    if (what.kind === "record") said.ids.add(what.id);
    if (what.kind === "draft") said.draft = what.title;
    if (what.kind === "records") said.records = what.count;
    if (what.kind === "pond") said.pond = what.pond;
    if (what.kind === "done") said.done = true;
  });

  async function page(): Promise<Page> {
    const fresh = await context.newPage();
    await fresh.goto(BARE_PAGE);
    await fresh.evaluate(script);
    return fresh;
  }

  /** The process of the page dies in the middle of whatever it does, as by a full memory or a battery's end. */
  async function crash(victim: Page, afterMs: number): Promise<void> {
    const browserOf = await context.newCDPSession(victim);
    const dead = new Promise((done) => victim.once("crash", done));
    await new Promise((done) => setTimeout(done, afterMs));
    // It cannot answer that it is dead.
    void browserOf.send("Page.crash").catch(() => undefined);
    await dead;
    await victim.close();
  }

  async function begin(work: Work): Promise<Page> {
    const victim = await page();
    if (work !== "receive" && said.pond === null) said.pond = await victim.evaluate(() => globalThis.kills.start());
    if (work === "migrate") await victim.evaluate(() => globalThis.kills.toVersion1());
    const args = { work, pond: said.pond, bundle: new URL("kills.pond", victim.url()).href };
    // Not waited for: it will not live to answer.
    void victim
      .evaluate(async ({ work: what, pond, bundle }) => {
        if (what === "write") return void (await globalThis.kills.write(pond as never)); // as it came from there
        if (what === "receive") return void (await globalThis.kills.receive(bundle));
        return globalThis.kills.migrate();
      }, args)
      .catch(() => undefined);
    return victim;
  }

  async function check(): Promise<void> {
    if (said.pond === null) return; // killed before it had a pond
    const looker = await page();
    const found: Found = await looker.evaluate((pond) => globalThis.kills.verify(pond as never), said.pond);
    await looker.close();
    expect(found.faults).toEqual([]);
    expect([...said.ids].filter((id) => !found.ids.includes(id))).toEqual([]);
    expect(found.ids.length).toBeGreaterThanOrEqual(said.records);
    if (said.draft !== null) expect(found.draft).toBe(said.draft);
    said.records = found.ids.length;
  }

  return {
    killSome: async (work: Work, kills: number, random: () => number, toll: Toll): Promise<void> => {
      // A migration needs something to migrate.
      if (work === "migrate") await crash(await begin("write"), WITHIN_MS.write);
      for (let i = 0; i < kills; i++) {
        // All of the pond is here: nothing more to be received.
        if (work === "receive" && said.done) break;
        said.draft = null; // each life begins its own count
        await crash(await begin(work), random() * WITHIN_MS[work]);
        toll.kills++;
        await check();
      }
      // On a slow machine each may have come before anything was on the disk: then one life goes on until something is.
      if (said.records === 0) {
        const survivor = await begin(work);
        await expect.poll(() => said.records + said.ids.size).toBeGreaterThan(0);
        await survivor.close();
        await check();
      }
      toll.records += said.records;
    },
    close: () => context.close(),
  };
}
