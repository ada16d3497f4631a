import { expect, type Page, test } from "@playwright/test";
import { inviteLink, join, list, offer, openDeal, person, startPond } from "../support/people.ts";

/** As slow as a phone that is some years old, beside this machine. */
const SLOWER = 4;
/** ms until the next paint that nobody feels. */
const UNFELT_MS = 100;
const WORST = 8;

interface Interaction {
  readonly what: string;
  readonly ms: number;
}

test("from an interaction to the next paint, in the story, on a processor four times slower", async ({ browser }) => {
  const [mei, li] = [await person(browser), await person(browser)];
  await mei.addInitScript(watchInteractions);
  const session = await mei.context().newCDPSession(mei);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });

  await startPond(mei, "North Campus", "Mei");
  await join(li, await inviteLink(mei), "Li");
  await list(li, { title: "Desk lamp", wants: "anything" });
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "Rice cooker", wants: "a desk lamp", photo: { sign: "🍚", hue: 20 } });
  await mei.getByRole("searchbox", { name: "Search" }).pressSequentially("lamp");
  await mei.getByRole("link", { name: /Desk lamp/ }).click();
  await mei.getByRole("link", { name: "Back" }).click();
  await offer(li, "Rice cooker", { mine: "Desk lamp" });
  await openDeal(mei, "Rice cooker");
  await mei.getByRole("button", { name: "Accept", exact: true }).click();
  await mei.getByRole("button", { name: "Accept anyway" }).click();
  await expect(mei.getByRole("heading", { name: "Handover" })).toBeVisible();
  for (const tab of ["News", "People", "Sync", "Deals"]) {
    await mei.getByRole("link", { name: tab }).click();
    await expect(mei.getByRole("heading", { name: tab, level: 1 })).toBeVisible();
  }
  report(await interactionsOf(mei));
});

/** Runs in the page. One interaction is several events (pressed, released, clicked): the longest of them counts. */
function watchInteractions(): void {
  const known = new Map<number, { what: string; ms: number }>();
  Object.assign(globalThis, { shoalInteractions: known });
  new PerformanceObserver((entries) => {
    for (const entry of entries.getEntries()) {
      if (!("interactionId" in entry && "target" in entry)) continue;
      const { interactionId, target } = entry;
      if (typeof interactionId !== "number" || interactionId === 0) continue;
      if ((known.get(interactionId)?.ms ?? -1) >= entry.duration) continue;
      const pressed =
        target instanceof Element ? (target.closest("a, button, label, input, textarea") ?? target) : null;
      const text = pressed?.textContent.trim() || pressed?.getAttribute("aria-label") || pressed?.tagName || "gone";
      const where = location.hash.split("/")[3] ?? location.hash;
      known.set(interactionId, {
        what: `${entry.name} on "${text.slice(0, 40)}", then at ${where}`,
        ms: entry.duration,
      });
    }
  }).observe(Object.assign({ type: "event", buffered: true }, { durationThreshold: 16 })); // newer than the types
}

function interactionsOf(page: Page): Promise<readonly Interaction[]> {
  return page.evaluate(() => {
    const known: unknown = Reflect.get(globalThis, "shoalInteractions");
    // What the script above put there.
    return [...(known as Map<number, Interaction>).values()];
  });
}

function report(all: readonly Interaction[]): void {
  expect(all.length).toBeGreaterThan(10);
  const sorted = all.toSorted((a, b) => b.ms - a.ms);
  const [worst] = sorted;
  const median = sorted[Math.floor(sorted.length / 2)];
  console.log(`
${all.length} interactions of 16 ms or more, processor ${SLOWER} times slower
  interaction to next paint (the worst) ${worst?.ms} ms, median ${median?.ms} ms
  over ${UNFELT_MS} ms: ${all.filter(({ ms }) => ms > UNFELT_MS).length}
${sorted
  .slice(0, WORST)
  .map(({ what, ms }) => `    ${ms} ms ${what}`)
  .join("\n")}
`);
}
