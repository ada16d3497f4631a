import { type Browser, expect, type Page } from "@playwright/test";
import { screensFrom } from "./all-screens.ts";
import { armMeasuring } from "./measure.ts";
import { person, startPond } from "./people.ts";

/** Screens of a pond that a sample does not have: they lead to others. */
const OUTWARD = /\/(invite|sync|carry|pair|card|identity|leave)$/;

/** A sample pond, which is full, and one of one's own, which is empty but leads outwards; and every screen of both. */
export async function wholePond(
  browser: Browser,
): Promise<{ readonly page: Page; readonly screens: readonly string[] }> {
  const page = await person(browser, { reducedMotion: "reduce" });
  await armMeasuring(page);
  await page.goto("./");
  await page.getByRole("button", { name: "Look around in a sample" }).click();
  await expect(page.getByRole("link", { name: /Two loaves of bread/ }).locator("img")).toBeVisible();
  const sample = await page.evaluate(() => location.hash);
  const full = await screensFrom(page, [sample, "#/", "#/me", "#/restore", "#/join/nothing", "#/share"]);
  await startPond(page, "North Campus", "Mei");
  const own = await page.evaluate(() => location.hash);
  const outward = (await screensFrom(page, [own])).filter((screen) => screen === own || OUTWARD.test(screen));
  return { page, screens: [...new Set([...full, ...outward])] };
}
