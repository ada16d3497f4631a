import { mkdirSync } from "node:fs";
import { join as pathOf } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { type CDPSession, expect, type Page } from "@playwright/test";
import { goTo, kindOf } from "../support/all-screens.ts";
import { speakLonger } from "../support/longer-words.ts";
import { armMeasuring, boxesOnGround, edgeless, hiddenFocus, measure } from "../support/measure.ts";
import { settled } from "../support/looks.ts";
import { openPage } from "../support/people.ts";
import { DESKTOP, PHONE } from "../support/screens.ts";
import { test } from "../support/test.ts";
import { wholePond } from "../support/whole-pond.ts";

/** 1280 × 1024 at 400 % (WCAG 1.4.10), CSS pixels. */
const ZOOMED = { width: 320, height: 256 } as const;
/** The browser's own size of letters, and twice that (WCAG 1.4.4), px. */
const LETTERS = 16;
const LARGE_LETTERS = 32;

/** For eyes, where they are asked for: `npm run gallery -- bearing`. */
const GALLERY = ".cache/gallery";
const isPictured = process.env["SHOAL_GALLERY"] !== undefined;

/** What is found, as lines: how the screen was looked at, which it was, and what is wrong there. */
type Findings = string[];

test("every screen bears longer words, lines from the right, zoom, large letters, forced colours and thumbs", async ({
  browser,
}) => {
  if (isPictured) test.setTimeout(1_200_000);
  const { page, screens } = await wholePond(browser);
  const findings: Findings = [];
  const letters = await lettersOf(page);
  for (const [i, screen] of screens.entries()) {
    await page.setViewportSize(PHONE);
    await goTo(page, screen);
    const at = { page, screen, i, findings };
    await lookAt(at, "phone");
    note(at, "keyboard, phone", await hiddenFocus(page));
    await turn(page, "rtl");
    await lookAt(at, "from the right, phone");
    await page.setViewportSize(DESKTOP);
    await lookAt(at, "from the right, desktop");
    await turn(page, "ltr");
    await lookAt(at, "desktop");
    await boxesOnGround(page);
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    note(at, "forced colours: no edge", await edgeless(page));
    note(at, "forced colours, keyboard", await hiddenFocus(page));
    await pictureOf(at, "forced colours");
    await page.emulateMedia({ forcedColors: "none", reducedMotion: "reduce" });
    await page.setViewportSize(ZOOMED);
    await lookAt(at, "zoomed");
    note(at, "zoomed, keyboard", await hiddenFocus(page));
    for (const [size, name] of [
      [PHONE, "phone"],
      [DESKTOP, "desktop"],
    ] as const) {
      await page.setViewportSize(size);
      await setLetters(page, letters, LARGE_LETTERS);
      await lookAt(at, `large letters, ${name}`);
    }
    await setLetters(page, letters, LETTERS);
  }

  await speakLonger(page.context());
  const long = await openPage(page.context());
  await armMeasuring(long);
  await long.emulateMedia({ reducedMotion: "reduce" });
  await long.goto("./");
  await expect(long.getByRole("heading", { level: 1 })).toHaveText("Myy poondss");
  for (const [i, screen] of screens.entries()) {
    const at = { page: long, screen, i, findings };
    await long.setViewportSize(PHONE);
    await goTo(long, screen);
    await lookAt(at, "longer words, phone");
    await long.setViewportSize(DESKTOP);
    await lookAt(at, "longer words, desktop");
  }
  expect(findings).toEqual([]);
});

interface At {
  readonly page: Page;
  readonly screen: string;
  readonly i: number;
  readonly findings: Findings;
}

async function lookAt(at: At, how: string): Promise<void> {
  // The list that stood beside what is open goes with the room, which a busy machine notices late.
  if (!how.endsWith("desktop")) await expect(at.page.locator("[data-both='true']")).toHaveCount(0);
  const { sideways, cut, overlaps, small } = await measure(at.page);
  note(at, `${how}: sideways`, sideways);
  note(at, `${how}: cut`, cut);
  note(at, `${how}: one over another`, overlaps);
  note(at, `${how}: smaller than a thumb`, small);
  await pictureOf(at, how);
}

function note({ screen, findings }: At, how: string, found: readonly string[]): void {
  findings.push(...found.map((one) => `${how} | ${kindOf(screen)} | ${one}`));
}

async function pictureOf({ page, screen, i }: At, how: string): Promise<void> {
  if (!isPictured) return;
  mkdirSync(GALLERY, { recursive: true });
  const [mode, place] = [how, kindOf(screen)].map((text) => text.replaceAll(/[^a-z0-9]+/g, "-"));
  await page.screenshot({ path: pathOf(GALLERY, `bearing-${mode}-${String(i).padStart(2, "0")}${place}.png`) });
}

function turn(page: Page, way: "ltr" | "rtl"): Promise<void> {
  return page.evaluate((to) => {
    document.documentElement.dir = to;
  }, way);
}

function lettersOf(page: Page): Promise<CDPSession> {
  return page.context().newCDPSession(page);
}

/** As somebody sets it in the browser: what is measured in `rem` grows, windows in `em` of media queries too. */
async function setLetters(page: Page, session: CDPSession, size: number): Promise<void> {
  await session.send("Page.setFontSizes", { fontSizes: { standard: size, fixed: size } });
  await expect.poll(() => page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe(`${size}px`);
}

/** In English `screens.spec.ts` looks at every screen in both. */
test("every screen is clean for axe in Chinese, in both themes", async ({ browser }) => {
  const { page, screens } = await wholePond(browser);
  const findings: Findings = [];
  await goTo(page, "#/me");
  await page.getByRole("radio", { name: "中文" }).check();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  for (const [i, screen] of screens.entries()) {
    const at = { page, screen, i, findings };
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await goTo(page, screen);
    note(at, "axe, light", await violations(inOneFrame(page)));
    // Only colours differ in the other theme.
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    await settled(page);
    note(at, "axe, dark", await violations(inOneFrame(page).withRules(["color-contrast"])));
  }
  expect(findings).toEqual([]);
});

/** Not in a page of its own for the summing up, which only pages with frames need: it takes longer than the look itself. */
function inOneFrame(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode(true);
}

async function violations(axe: AxeBuilder): Promise<readonly string[]> {
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
