import { mkdirSync } from "node:fs";
import { join as pathOf } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { DESKTOP, PHONE, TABLET, TABLET_UPRIGHT } from "./screens.ts";

/** Every screen as it was seen in this run, for eyes, where they are asked for (`npm run gallery`): a picture takes longer than all checks. */
const GALLERY = ".cache/gallery";
const isPictured = process.env["SHOAL_GALLERY"] !== undefined;

const LOOKS = [
  { name: "phone-light", viewport: PHONE, scheme: "light" },
  { name: "phone-dark", viewport: PHONE, scheme: "dark" },
  { name: "desktop-light", viewport: DESKTOP, scheme: "light" },
  { name: "desktop-dark", viewport: DESKTOP, scheme: "dark" },
] as const;

/** WCAG 2.2 AA and the best practices that axe knows, in both themes and at both sizes; and a picture of each. */
export async function look(page: Page, name: string): Promise<void> {
  mkdirSync(GALLERY, { recursive: true });
  for (const { name: kind, viewport, scheme } of LOOKS) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await settled(page);
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    expect.soft(found, `axe on ${name}, ${kind}`).toEqual([]);
    // Wider than its window is a screen that must be pushed sideways to be read.
    const spill = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(spill, `${name}, ${kind} is wider than its window`).toBeLessThanOrEqual(0);
    if (isPictured) await page.screenshot({ path: pathOf(GALLERY, `${name}.${kind}.png`), fullPage: true });
  }
  await page.setViewportSize(PHONE);
  // The list that stood beside what is open has gone with the room: until then a name may be there twice.
  await expect(page.locator("[data-both='true']")).toHaveCount(0);
}

/** What fits the window of a desktop and of a tablet held either way, in both themes; for eyes only, and only where pictures are asked for. */
export async function inWindows(page: Page, name: string): Promise<void> {
  if (!isPictured) return;
  mkdirSync(GALLERY, { recursive: true });
  // The desktop last: that is where whoever is pictured goes on.
  for (const [size, viewport] of Object.entries({ tablet: TABLET, upright: TABLET_UPRIGHT, window: DESKTOP })) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await settled(page);
      await page.screenshot({ path: pathOf(GALLERY, `${name}.${size}-${colorScheme}.png`) });
    }
  }
}

/**
 * Colours that are still on their way from one theme to the other are of neither. Put to their end rather than waited for:
 * a page that draws no frames, on a busy machine, never finishes any.
 */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // Some begin only once the page has heard of its new theme.
    for (let round = 0; round < 3; round++) {
      for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
      await new Promise((done) => setTimeout(done, 40));
    }
  });
}
