import { expect, type Page } from "@playwright/test";

/** Of most screens there is one kind. */
const MOST_OF_A_KIND = 1;
/** With and without a photo, with and without talk. */
const MOST_LISTINGS = 4;
/** One in each state. */
const MOST_DEALS = 4;
/** One who is known, and a stranger. */
const MOST_MEMBERS = 2;
/** A screen between two others, so that what was there before is not taken for what comes. */
const BETWEEN = "#/open";

/** Every screen that links lead to, from where the page is: one of each kind, several where they differ. */
export async function screensFrom(page: Page, starts: readonly string[]): Promise<readonly string[]> {
  const found = new Map<string, string[]>();
  const queue = [...starts];
  const seen = new Set(queue);
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const kind = kindOf(at);
    const alike = found.get(kind) ?? [];
    if (alike.length >= mostOf(kind)) continue;
    found.set(kind, [...alike, at]);
    await goTo(page, at);
    const hrefs = await page
      .locator('a[href^="#/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
    for (const href of hrefs) {
      if (seen.has(href)) continue;
      seen.add(href);
      queue.push(href);
    }
  }
  return [...found.values()].flat();
}

function mostOf(kind: string): number {
  if (kind.endsWith("/listing/:")) return MOST_LISTINGS;
  if (kind.endsWith("/deal/:")) return MOST_DEALS;
  return kind.endsWith("/member/:") ? MOST_MEMBERS : MOST_OF_A_KIND;
}

/** The route of an address: "#/pond/:/deal/:". */
export function kindOf(address: string): string {
  return address.replaceAll(/\/(pond|listing|deal|market|member|join)\/[^/]+/g, "/$1/:").replace(/\?.*$/, "");
}

/** Goes there without a reload, and waits until the screen is there whole; folds are opened, since what is in them has to bear it too. */
export async function goTo(page: Page, address: string, { opensFolds = true } = {}): Promise<void> {
  for (const hash of [BETWEEN, address]) {
    await page.evaluate((to) => {
      for (const title of document.querySelectorAll("h1")) title.dataset["left"] = "";
      if (location.hash !== to) location.hash = to;
      else for (const title of document.querySelectorAll("h1")) delete title.dataset["left"];
    }, hash);
    await expect(page.locator("h1:not([data-left])")).toBeVisible();
  }
  await page.evaluate(async (opens) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    for (let round = 0; round < 3; round++) {
      if (opens) for (const fold of document.querySelectorAll("details")) fold.open = true;
      await frame();
      for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
    }
  }, opensFolds);
}
