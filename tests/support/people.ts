import { type Browser, type BrowserContext, type BrowserContextOptions, expect, type Page } from "@playwright/test";

/** A phone in one hand. */
export const PHONE = { width: 390, height: 844 } as const;
export const DESKTOP = { width: 1280, height: 800 } as const;

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

export async function list(page: Page, title: string, wants: string): Promise<void> {
  await page.getByRole("link", { name: "New listing" }).first().click();
  await page.getByLabel("What is it?").fill(title);
  await page.getByLabel("What would you like for it?").fill(wants);
  await page.getByRole("button", { name: "List it" }).click();
  await expect(page.getByRole("link", { name: new RegExp(title) })).toBeVisible();
}

export function sixWords(page: Page): Promise<string> {
  return page.getByLabel("Your six words").innerText();
}

export async function confirmWithWords(page: Page, words: string): Promise<void> {
  await page.getByText("Without a camera").click();
  await page.getByLabel(/The six words that/).fill(words);
  await page.getByRole("button", { name: "Confirm with words" }).click();
}

export async function vouchGood(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Good", exact: true }).check();
  await page.getByRole("button", { name: "Seal the vouch" }).click();
}
