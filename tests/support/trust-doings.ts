import { expect, type Page } from "@playwright/test";

/** The founder says who may do what; from the pond's first screen. */
export async function layDown(
  page: Page,
  rules: { readonly invites: string; readonly newcomers: string; readonly reason: string },
): Promise<void> {
  await page.getByRole("link", { name: "About this pond" }).click();
  await page.getByText("Change who may do what").click();
  await page.getByRole("radio", { name: rules.invites }).check();
  await page.getByRole("radio", { name: rules.newcomers, exact: true }).check();
  await page.getByLabel("Why?").fill(rules.reason);
  await page.getByRole("button", { name: "Set these rules" }).click();
  await expect(page.getByText("Set on", { exact: false })).toBeVisible();
}

/** Another mind about the deal that is open on the screen. */
export async function changeVouch(
  page: Page,
  vouch: { readonly good: boolean; readonly words: string },
): Promise<void> {
  await page.getByText("Change what I said").click();
  await page.getByRole("radio", { name: vouch.good ? "Good" : "Not good", exact: true }).check();
  await page.getByLabel("In your words").fill(vouch.words);
  await page.getByRole("button", { name: "Say this instead" }).click();
}

/** From any screen of a pond to one's own card. */
export async function openMyCard(page: Page): Promise<void> {
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("link", { name: /\(you\)/ }).click();
  await page.getByRole("link", { name: "Show my card" }).click();
  await expect(page.getByRole("img", { name: "Code of your card" })).toBeVisible();
}

/** `page` takes in the card that `shown` shows, by its text; both have their cards open. */
export async function meetByText(page: Page, shown: Page): Promise<void> {
  const text = shown.getByLabel("My card as text");
  if (!(await text.isVisible())) await shown.getByText("Show it as text").click();
  const typed = page.getByLabel("The other's card as text");
  if (!(await typed.isVisible())) await page.getByText("Without a camera").click();
  await typed.fill(await text.inputValue());
  await page.getByRole("button", { name: "We have met" }).click();
}

/** From any screen of a pond to where one goes on with another phone. */
export async function openIdentity(page: Page): Promise<void> {
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("link", { name: /\(you\)/ }).click();
  await page.getByRole("link", { name: "New phone or lost phone" }).click();
}

/** Somebody by name, where a page asks for a member. */
export async function choose(page: Page, question: string, name: string): Promise<void> {
  const group = page.getByRole("group", { name: question });
  await group.getByRole("radio", { name: new RegExp(`^${name} ·`) }).check();
}
