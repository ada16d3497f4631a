import { mkdirSync } from "node:fs";
import { join as pathOf } from "node:path";
import { expect } from "@playwright/test";
import { goTo, kindOf } from "../support/all-screens.ts";
import { settled } from "../support/looks.ts";
import { DESKTOP, PHONE, TABLET, TABLET_UPRIGHT, WIDE } from "../support/screens.ts";
import { test } from "../support/test.ts";
import { wholePond } from "../support/whole-pond.ts";

const FOLDER = ".cache/gallery/every";
const LANGUAGES = [
  { tag: "en", name: "English" },
  { tag: "zh-CN", name: "中文" },
] as const;
const SIZES = { phone: PHONE, upright: TABLET_UPRIGHT, tablet: TABLET, desktop: DESKTOP, wide: WIDE };

/** For eyes: nothing is measured here that `bearing.spec.ts` does not measure. */
test("every screen of a full pond and of an empty one, in each size, theme and language", async ({ browser }) => {
  test.setTimeout(3_600_000);
  const { page, screens } = await wholePond(browser);
  mkdirSync(FOLDER, { recursive: true });
  for (const { tag, name } of LANGUAGES) {
    await goTo(page, "#/me");
    await page.getByRole("radio", { name }).check();
    await expect(page.locator("html")).toHaveAttribute("lang", tag);
    for (const [i, screen] of screens.entries()) {
      const place = kindOf(screen).replaceAll(/[^a-z0-9]+/g, "-");
      await goTo(page, screen, { opensFolds: false });
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          await settled(page);
          const file = `${String(i).padStart(2, "0")}${place}.${size}-${colorScheme}-${tag}.png`;
          await page.screenshot({ path: pathOf(FOLDER, file) });
        }
      }
    }
  }
});
