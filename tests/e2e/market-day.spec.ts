import { expect, type Page } from "@playwright/test";
import { look } from "../support/looks.ts";
import { inviteLink, join, list, offer, openFilters, openPage, person, startPond } from "../support/people.ts";
import { test } from "../support/test.ts";

const MINUTE = 60_000;

/** As a form for a day and a time writes it, on this person's clock. */
function fieldTime(page: Page, inMs: number): Promise<string> {
  return page.evaluate((ahead) => {
    const there = new Date(Date.now() + ahead);
    return new Date(there.getTime() - there.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  }, inMs);
}

/** The text of somebody's card, on the page of the market day. */
async function cardOf(page: Page): Promise<string> {
  const text = page.getByLabel("My card as text");
  if (!(await text.isVisible())) {
    await page.getByText("Show my card").click();
    await page.getByText("Show it as text").click();
  }
  return text.inputValue();
}

async function checkInWith(page: Page, card: string): Promise<void> {
  if (!(await page.getByLabel("The other's card as text").isVisible()))
    await page.getByText("Without a camera").click();
  await page.getByLabel("The other's card as text").fill(card);
  await page.getByRole("button", { name: "Check in", exact: true }).click();
}

async function openDay(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Listings" }).click();
  await page.getByRole("link", { name: "Market days" }).click();
  await page.getByRole("link", { name: /Swap in the courtyard/ }).click();
  await expect(page.getByRole("heading", { name: "Swap in the courtyard" })).toBeVisible();
}

test("[B1] [B3] [B4] [B5] a market day is called, come to, checked in at without a network, and those there swap in a ring", async ({
  browser,
}) => {
  const mei = await person(browser, { acceptDownloads: true });
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "Rice cooker", wants: "a desk lamp" });
  const [li, zoeBefore] = [await person(browser), await person(browser)];
  await join(li, link, "Li");
  await list(li, { title: "Desk lamp", wants: "anything warm" });
  await join(zoeBefore, link, "Zoe");
  await list(zoeBefore, { title: "Armchair", wants: "a rice cooker" });
  for (const page of [mei, li, zoeBefore])
    for (const thing of [/Rice cooker/, /Desk lamp/, /Armchair/])
      await expect(page.getByRole("link", { name: thing })).toBeVisible();

  // What they want finds who would take my lamp.
  await openFilters(li);
  await li.getByLabel("What they want").fill("lamp");
  await expect(li.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  await expect(li.getByRole("link", { name: /Armchair/ })).toHaveCount(0);
  await li.getByLabel("What they want").fill("");

  // Zoe is away while the day is called, and Li says that he comes.
  const at = zoeBefore.url();
  await zoeBefore.close();
  await mei.getByRole("link", { name: "Market days" }).click();
  await mei.getByRole("link", { name: "Call a market day" }).click();
  await mei.getByLabel("What is it called?").fill("Swap in the courtyard");
  await mei.getByLabel("Where", { exact: true }).fill("North courtyard, under the trees");
  await mei.getByLabel("From", { exact: true }).fill(await fieldTime(mei, 40 * MINUTE));
  await mei.getByLabel("To", { exact: true }).fill(await fieldTime(mei, 20 * MINUTE));
  await mei.getByLabel("Anything to know").fill("Bring a bag. 下雨就在走廊里。");
  await mei.getByRole("button", { name: "Call it" }).click();
  await expect(mei.getByText("It has to begin from now on")).toBeVisible();
  await look(mei, "81-market-day-new");
  await mei.getByLabel("To", { exact: true }).fill(await fieldTime(mei, 200 * MINUTE));
  await mei.getByRole("button", { name: "Call it" }).click();
  await expect(mei.getByRole("heading", { name: "Swap in the courtyard" })).toBeVisible();
  const saving = mei.waitForEvent("download");
  await mei.getByRole("button", { name: "Put it into my calendar" }).click();
  const file = Buffer.concat(await (await (await saving).createReadStream()).toArray()).toString();
  expect(file).toContain("LOCATION:North courtyard\\, under the trees");

  await expect(li.getByText(/Market day: Swap in the courtyard/)).toBeVisible();
  await openDay(li);
  await li.getByLabel("Desk lamp").check();
  await li.getByRole("button", { name: "I come" }).click();
  await expect(li.getByRole("heading", { name: "You come" })).toBeVisible();
  const zoe = await openPage(zoeBefore.context());
  await zoe.goto(at);
  await zoe.getByRole("link", { name: "Market days" }).click();
  await expect(zoe.getByText("1 person comes")).toBeVisible();
  await look(zoe, "80-market-days");
  await openDay(zoe);
  await zoe.getByLabel("Armchair").check();
  await zoe.getByLabel("What I look for").fill("a rice cooker");
  await zoe.getByRole("button", { name: "I come" }).click();
  await expect(li.getByText("Looks for: a rice cooker")).toBeVisible();

  // In the courtyard nobody has a network.
  const all = [mei, li, zoe];
  for (const page of all) await page.context().setOffline(true);
  for (const page of [li, zoe]) {
    await checkInWith(page, await cardOf(mei));
    await expect(page.getByRole("heading", { name: "You are checked in" })).toBeVisible();
  }
  for (const page of all) await page.context().setOffline(false);
  for (const page of all) {
    const here = page.locator("section", { has: page.getByRole("heading", { name: "Who is here" }) });
    await expect(here.getByRole("listitem")).toHaveCount(3);
  }
  await expect(li.getByRole("link", { name: /Armchair.*Zoe/ })).toBeVisible();

  // Each would like what another has: of those who are here a ring comes.
  for (const [page, theirs, mine] of [
    [mei, "Armchair", "Rice cooker"],
    [zoe, "Desk lamp", "Armchair"],
    [li, "Rice cooker", "Desk lamp"],
  ] as const) {
    await page.getByRole("link", { name: "Listings" }).click();
    await offer(page, theirs, { mine });
    await openDay(page);
  }
  await expect(mei.getByText("Of the offers between those who are here")).toBeVisible();
  await expect(mei.getByRole("button", { name: "Propose it to the others" })).toBeVisible();
  await mei.evaluate(() => globalThis.scrollTo({ top: 0 }));
  await look(mei, "83-market-day");
  await mei.getByRole("button", { name: "Propose it to the others" }).click();
  await expect(zoe.getByRole("button", { name: "I am in" })).toBeVisible();

  await mei.getByRole("button", { name: "Call it off" }).click();
  await mei.getByRole("button", { name: "Call it off" }).click();
  await expect(li.getByText("It was called off.")).toBeVisible();
  await expect(li.getByRole("button", { name: "I come" })).toHaveCount(0);
});
