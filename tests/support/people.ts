import { mkdirSync } from "node:fs";
import { join as pathOf } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Locator,
  type Page,
} from "@playwright/test";
import { picture } from "./pictures.ts";
import { scenePicture } from "./scene-picture.ts";
import type { SceneName } from "../../src/app/sample/scenes.ts";
import { PHONE } from "./screens.ts";

const GALLERY = ".cache/gallery";

/** A page of the app's origin with nothing of the app in it. */
export const BARE_PAGE = "/shoal.config.json";

/** A person with a browser of his own: own storage, own worker, own connections. */
export async function person(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: PHONE, locale: "en", ...options });
  return openPage(context);
}

/** One more tab of the same person. What goes wrong in it is told in the test's output. */
export async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.on("pageerror", (error) => console.log("page error:", error.message));
  page.on("console", (message) => {
    if (message.type() === "error") console.log("console:", message.text());
  });
  return page;
}

/** Opens the device of a person again who had closed it. */
export async function comesBack(closed: Page, at: string): Promise<Page> {
  const page = await openPage(closed.context());
  await page.goto(at);
  return page;
}

/** What a person sees at this moment, for eyes: `.cache/gallery/`. */
export async function gallery(page: Page, name: string): Promise<void> {
  mkdirSync(GALLERY, { recursive: true });
  await page.screenshot({ path: pathOf(GALLERY, `${name}.png`) });
}

export async function startPond(page: Page, pond: string, name: string): Promise<void> {
  await page.goto("./");
  await page.getByLabel("Name of the pond").fill(pond);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Start it" }).click();
  await expect(page.getByRole("heading", { name: pond, level: 1 })).toBeVisible();
}

export async function inviteLink(page: Page): Promise<string> {
  await page.getByRole("link", { name: "Invite" }).first().click();
  return page.getByLabel("Invite link").inputValue();
}

export async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("navigation", { name: "This pond" })).toBeVisible();
}

/** Something to list; with `photo`, the composer gets a camera's picture first. */
export interface Thing {
  readonly title: string;
  readonly wants: string;
  readonly photo?: { readonly sign: string; readonly hue: number };
  /** A picture of the sample pond in its place. */
  readonly scene?: SceneName;
}

export async function list(page: Page, { title, wants, photo, scene }: Thing): Promise<void> {
  await page.getByRole("link", { name: "New listing" }).first().click();
  const shot = scene ? await scenePicture(page, scene) : photo && (await picture(page, photo.sign, photo.hue));
  if (shot !== undefined) {
    await page.locator("input[type=file]").setInputFiles(shot);
    await expect(page.getByText("Another photo")).toBeVisible();
  }
  await page.getByLabel("What is it?").fill(title);
  await page.getByLabel("What would you like for it?").fill(wants);
  await page.getByRole("button", { name: "List it" }).click();
  await expect(page.getByRole("link", { name: new RegExp(title) })).toBeVisible();
}

/** Order and filters lie behind a line, which stays open while something is chosen. */
export async function openFilters(page: Page): Promise<void> {
  const filters = page.locator("details").filter({ hasText: "Order and filters" });
  if ((await filters.getAttribute("open")) === null) await filters.locator("summary").click();
}

/** From the pond to a sent offer: a thing of one's own, or words, for somebody's listing. */
export async function offer(
  page: Page,
  listing: string,
  { mine, words, note }: { readonly mine: string; readonly words?: string; readonly note?: string },
): Promise<void> {
  await page.getByRole("link", { name: new RegExp(listing) }).click();
  await page.getByRole("link", { name: "Make an offer" }).click();
  await page.getByLabel(mine).check();
  if (words !== undefined) await page.getByLabel("Something else, in words").fill(words);
  if (note !== undefined) await page.getByLabel("A few words").fill(note);
  await page.getByRole("button", { name: "Send the offer" }).click();
  await expect(page.getByRole("button", { name: "Withdraw" })).toBeVisible();
}

/** Opens the deal about a listing from the list of deals. */
export async function openDeal(page: Page, listing: string): Promise<void> {
  await page.getByRole("link", { name: /Deals/ }).click();
  // The listing has a link on the screen before as well.
  await expect(page.getByRole("heading", { name: "Deals" })).toBeVisible();
  await page.getByRole("link", { name: new RegExp(listing) }).click();
}

/** Accepts what is on the table from somebody of whom little is known: said twice, because more is at stake than can be risked. */
export async function acceptAnyway(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Accept", exact: true }).click();
  await page.getByRole("button", { name: "Accept anyway" }).click();
}

export function sixWords(page: Page): Promise<string> {
  return page.getByLabel("Your six words").innerText();
}

export async function confirmWithWords(page: Page, words: string): Promise<void> {
  await page.getByText("Without a camera").click();
  await page.getByLabel(/The six words that/).fill(words);
  await page.getByRole("button", { name: "Confirm with words" }).click();
}

/** Face to face: each says six words to the other. Both have the deal open, agreed. */
export async function handOver(a: Page, b: Page): Promise<void> {
  const [wordsOfA, wordsOfB] = [await sixWords(a), await sixWords(b)];
  await confirmWithWords(a, wordsOfB);
  await confirmWithWords(b, wordsOfA);
}

export async function vouchGood(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Good", exact: true }).check();
  await page.getByRole("button", { name: "Seal the vouch" }).click();
}

export async function openMember(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("link", { name: new RegExp(`^${name} \\d`) }).click();
}

/** One more tab of the same person, some hours later: its page and its worker have a clock that is that far ahead. */
export async function tabInHours(context: BrowserContext, hours: number): Promise<Page> {
  const page = await openPage(context);
  const shift = `{ const now = Date.now; Date.now = () => now() + ${hours * 3_600_000}; }`;
  await page.addInitScript(shift);
  await page.route("**/worker-*.js", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: `${shift}\n${await answer.text()}` });
  });
  return page;
}

/** Opens a `.pond` file, reads what is in it, and lets it in. */
export async function letInFile(page: Page, path: string): Promise<void> {
  await page.goto("./#/open");
  await page.locator("input[type=file]").setInputFiles(path);
  await page.getByRole("button", { name: "Let it in" }).click({ timeout: 60_000 });
}

/** Whoever the sync page says to be connected with. */
export function peerLine(page: Page, name: string): Locator {
  return page.locator("main li", { hasText: new RegExp(`^${name}(now|\\d| )`) });
}
