import { expect, type Locator, type Page } from "@playwright/test";
import { settled } from "./looks.ts";

/** A picture for eyes, by day and by night: `.cache/gallery/`. */
export async function pictureOnPhone(page: Page, name: string): Promise<void> {
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await settled(page);
    await page.screenshot({ path: `.cache/gallery/${name}.phone-${scheme}.png` });
  }
}

/** All of it is seen without scrolling: in the window, and not behind the bar at its lower edge. */
export async function expectInSight(shown: Locator): Promise<void> {
  await expect(shown).toBeInViewport({ ratio: 1 });
  const bar = shown.page().getByRole("navigation", { name: "This pond" });
  const covered = async () => {
    const [edge, box] = [(await bar.count()) === 0 ? null : await bar.boundingBox(), await shown.boundingBox()];
    return edge === null || box === null ? 0 : Math.max(0, box.y + box.height - edge.y);
  };
  await expect.poll(covered, "hidden behind the bar").toBe(0);
}
