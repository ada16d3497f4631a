import { expect, type Locator, type Page } from "@playwright/test";
import { inWindows } from "../support/looks.ts";
import { person } from "../support/people.ts";
import { DESKTOP, PHONE } from "../support/screens.ts";
import { test } from "../support/test.ts";

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function toSample(page: Page): Promise<void> {
  await page.goto("./");
  await page.getByRole("button", { name: "Look around in a sample" }).click();
  await expect(page.getByRole("heading", { name: /Willow Campus/, level: 1 })).toBeVisible();
}

/** How many there are once all are drawn: a list is drawn as far as somebody looks. */
async function grown(cards: Locator): Promise<number> {
  await expect(async () => {
    await cards.last().scrollIntoViewIfNeeded();
    await expect(cards.page().getByRole("button", { name: "Show more" })).toHaveCount(0, { timeout: 500 });
  }).toPass();
  return cards.count();
}

test("on a wide screen the list stays beside what is open, and the keyboard walks it", async ({ browser }) => {
  const page = await person(browser, { viewport: DESKTOP });
  await toSample(page);
  const search = page.getByRole("searchbox", { name: "Search" });
  const cards = page.locator("[data-list] li > a");

  // "/" leads to the search; what is written there is written, also letters that are shortcuts elsewhere.
  // The keys are heard a breath after the screen is there.
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(search).toBeFocused({ timeout: 1_000 });
  }).toPass();
  const all = await grown(cards);
  await page.keyboard.type("for");
  await expect(search).toHaveValue("for");
  await expect.poll(() => cards.count()).toBeLessThan(all);
  await expect.poll(() => cards.count()).toBeGreaterThan(1);
  const [first, second] = [
    await cards.nth(0).locator("strong").innerText(),
    await cards.nth(1).locator("strong").innerText(),
  ];

  await cards.nth(0).click();
  const open = region(page, "Open listing");
  await expect(open.getByRole("heading", { level: 1 })).toHaveText(first);
  await expect(open).toBeFocused();
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(new RegExp(`^${first}`));
  await expect(region(page, "Listings").getByRole("heading", { name: /Willow Campus/ })).toBeVisible();
  await expect(search).toHaveValue("for");
  await expect(cards.nth(0)).toHaveAttribute("aria-current", "page");

  await page.keyboard.press("j");
  await expect(open.getByRole("heading", { level: 1 })).toHaveText(second);
  await expect(cards.nth(1)).toHaveAttribute("aria-current", "page");
  await expect(open).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(open).toHaveCount(0);
  await expect(cards.nth(1)).toBeFocused();
  await expect(page.getByRole("heading", { name: /Willow Campus/, level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(/Willow Campus/);
  await page.keyboard.press("k");
  await expect(cards.nth(0)).toBeFocused();
  await expect(search).toHaveValue("for");

  // Far down in the list, a card stays where the eye is: opened, and closed by the link.
  await search.fill("");
  await expect.poll(() => grown(cards)).toBe(all);
  const last = cards.nth(all - 1);
  await last.scrollIntoViewIfNeeded();
  const stands = async () => (await last.boundingBox())?.y ?? Number.NaN;
  const before = await stands();
  await last.click();
  await expect(open).toBeFocused();
  expect(Math.abs((await stands()) - before)).toBeLessThan(DESKTOP.height / 2);
  await expect(last).toBeInViewport();
  await open.getByRole("link", { name: "Back" }).click();
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport();

  // The keys are listed; Escape then closes the list of them and not what is open.
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await cards.first().click();
  await expect(region(page, "Open deal")).toBeFocused();
  await expect(region(page, "Deals").getByRole("heading", { name: "Deals" })).toBeVisible();
  await inWindows(page, "beside-deal");
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(keys).toBeVisible();
  await inWindows(page, "keys");
  await page.keyboard.press("Escape");
  await expect(keys).toHaveCount(0);
  await expect(region(page, "Open deal")).toBeVisible();

  // In a window that becomes narrow, what is open stays, as it was.
  const stays = await page.getByRole("heading", { level: 1 }).elementHandle();
  await page.setViewportSize(PHONE);
  await expect(page.locator("[data-list]")).toHaveCount(0);
  expect(await stays?.evaluate((element) => element.isConnected)).toBe(true);
});

test("whoever does not want single keys has none, and Escape still closes", async ({ browser }) => {
  const page = await person(browser, { viewport: DESKTOP });
  await toSample(page);
  await page.getByRole("link", { name: "Me", exact: true }).click();
  await page.getByRole("button", { name: "Show the shortcuts" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("New listing");
  await page.getByRole("button", { name: "Dismiss" }).click();
  await page.getByLabel("Use single keys").uncheck();
  await page.goBack();
  await page.getByRole("link", { name: "People", exact: true }).click();
  // By name: the order of people comes a breath after they are there.
  const mei = page.locator("[data-list]").getByRole("link", { name: /^Mei/ });
  await mei.click();
  const open = region(page, "Open card");
  await expect(open).toBeFocused();
  await inWindows(page, "beside-card");
  // Were they on, each would lead away or open a dialog, and Escape would have something else to close.
  for (const key of ["n", "g", "d", "?"]) await page.keyboard.press(key);
  await page.keyboard.press("Escape");
  await expect(open).toHaveCount(0);
  await expect(mei).toBeFocused();
  await expect(page).toHaveURL(/\/people$/);

  await page.getByRole("link", { name: "Listings", exact: true }).click();
  await inWindows(page, "beside-nothing");
  await page.getByRole("link", { name: /Tea set for four/ }).click();
  await expect(region(page, "Open listing")).toBeFocused();
  await inWindows(page, "beside-listing");

  // Straight from one list to a thing of another.
  await page.getByRole("link", { name: "Ana", exact: true }).click();
  await expect(open).toBeFocused();
  await expect(open.getByRole("heading", { name: "Ana", level: 1 })).toBeVisible();
});
