import { expect, type Page } from "@playwright/test";
import { eveJoins, reportOf } from "../support/eve.ts";
import { gallery, inviteLink, join, list, person, startPond } from "../support/people.ts";
import { test } from "../support/test.ts";

test("[W2] a stock y-webrtc peer with an invite can delete, overwrite and send garbage: nothing changes for anybody", async ({
  browser,
}) => {
  const [ana, mei, li] = [await person(browser), await person(browser), await person(browser)];
  await startPond(ana, "North Campus", "Ana");
  const link = await inviteLink(ana);
  await ana.getByRole("link", { name: "Listings" }).click();
  await list(ana, { title: "Rice cooker", wants: "a desk lamp" });
  await join(mei, link, "Mei");
  await list(mei, { title: "Desk lamp", wants: "anything" });
  await expect(ana.getByRole("link", { name: /Desk lamp/ })).toBeVisible();

  // Eve is connected with both, and has in her own Yjs what they have: openings, names, listings.
  const eve = await eveJoins(browser, link);
  await expect.poll(async () => (await reportOf(eve)).open).toBe(2);
  await expect.poll(async () => (await reportOf(eve)).entries).toBe(6);

  for (const harm of ["writeGarbage", "overwriteAll", "deleteAll", "writeLargeUpdate"] as const) {
    const before = await reportOf(eve);
    const [byAna, byMei] = [await refusedBy(ana), await refusedBy(mei)];
    await eve.evaluate((what) => globalThis.eve[what](), harm);
    // It has left her browser towards both, and both have refused it.
    await expect
      .poll(async () => (await reportOf(eve)).messagesSent, harm)
      .toBeGreaterThanOrEqual(before.messagesSent + 2);
    await expect.poll(() => refusedBy(ana), harm).toBeGreaterThan(byAna);
    await expect.poll(() => refusedBy(mei), harm).toBeGreaterThan(byMei);
  }
  expect((await reportOf(eve)).bytesSent).toBeGreaterThan(2 * 150_000);
  await ana.getByRole("link", { name: "Sync" }).click();
  await expect(ana.getByText(/messages were refused/)).toBeVisible();
  await gallery(ana, "fault-attacker-refused");

  // A flood of random bytes ends her connections.
  const { dropped, ownClient } = await reportOf(eve);
  await eve.evaluate(() => globalThis.eve.sendRandomBytes(40));
  await expect.poll(async () => (await reportOf(eve)).dropped).toBeGreaterThanOrEqual(dropped + 2);

  // Who comes next is greeted with the vector of the doc that y-webrtc carries: had it read a struct of hers, she would be in it.
  await eve.close();
  const spy = await eveJoins(browser, link);
  await expect.poll(async () => (await reportOf(spy)).greetings.length).toBeGreaterThanOrEqual(2);
  for (const clients of (await reportOf(spy)).greetings) expect(clients).not.toContain(ownClient);

  // All is there, both still hear each other, and who comes now gets it all from them.
  await ana.getByRole("link", { name: "Listings" }).click();
  await list(ana, { title: "Forty books", wants: "tea" });
  await expect(mei.getByRole("link", { name: /Forty books/ })).toBeVisible();
  await list(mei, { title: "Bookshelf", wants: "help to carry it" });
  await expect(ana.getByRole("link", { name: /Bookshelf/ })).toBeVisible();
  await join(li, link, "Li");
  for (const page of [ana, mei, li]) {
    await expect(titles(page)).toHaveText(["Bookshelf", "Forty books", "Desk lamp", "Rice cooker"]);
  }
});

const titles = (page: Page) => page.locator("main li strong");

/** How many messages a member's own screen says were refused. */
async function refusedBy(page: Page): Promise<number> {
  const at = page.url();
  await page.getByRole("link", { name: "Sync" }).click();
  await expect(page.getByRole("heading", { name: "Sync" })).toBeVisible();
  const line = page.getByText(/messages? (was|were) refused/);
  const said = (await line.isVisible()) ? await line.innerText() : "0";
  await page.goto(at);
  return Number.parseInt(said, 10);
}
