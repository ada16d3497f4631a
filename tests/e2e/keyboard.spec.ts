import { expect, type Page } from "@playwright/test";
import { enter, tabTo, type } from "../support/keyboard.ts";
import { person, sixWords } from "../support/people.ts";
import { test } from "../support/test.ts";

const heading = (page: Page, name: string) => expect(page.getByRole("heading", { name, exact: true })).toBeVisible();

/** A screen of the pond is there, and the keyboard stands before its content. */
async function arrives(page: Page, name: string): Promise<void> {
  await heading(page, name);
  await expect(page.locator("[data-content]")).toBeFocused();
}

/** From a screen of the pond, where the keyboard stands before its content. */
async function list(page: Page, title: string, wants: string): Promise<void> {
  await enter(page, "New listing", "Shift+Tab");
  await arrives(page, "New listing");
  await type(page, "What is it?", title);
  await type(page, "What would you like for it?", wants);
  await enter(page, "List it");
  await arrives(page, "North Campus");
}

async function handOver(page: Page, words: string): Promise<void> {
  await enter(page, "Without a camera");
  await type(page, "The six words that", words);
  await page.keyboard.press("Enter");
}

async function vouch(page: Page): Promise<void> {
  await heading(page, "Vouches");
  await tabTo(page, "Good");
  await page.keyboard.press("Space");
  await enter(page, "Seal the vouch");
}

test("two swap by keyboard alone, from the first screen to the opened vouches", async ({ browser, baseURL }) => {
  const [mei, li] = [await person(browser), await person(browser)];
  await mei.goto(baseURL ?? "");
  await heading(mei, "Start a pond");
  await type(mei, "Name of the pond", "North Campus");
  await type(mei, "Your name", "Mei");
  await mei.keyboard.press("Enter");
  await arrives(mei, "North Campus");
  await enter(mei, "Invite");
  await arrives(mei, "Invite");
  const link = await mei.getByLabel("Invite link").inputValue();

  await li.goto(link);
  await type(li, "Your name", "Li");
  await li.keyboard.press("Enter");
  await arrives(li, "North Campus");
  await list(li, "Desk lamp", "anything");

  await enter(mei, "Listings", "Shift+Tab");
  await arrives(mei, "North Campus");
  // The first stop of a pond's screen leads past its tabs.
  await tabTo(mei, "Skip to the content", "Shift+Tab");
  await mei.keyboard.press("Enter");
  await enter(mei, "Back");
  await heading(mei, "My ponds");
  await enter(mei, "North Campus");
  await arrives(mei, "North Campus");
  await list(mei, "Rice cooker", "a desk lamp");

  await expect(li.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  await enter(li, "Rice cooker");
  await arrives(li, "Rice cooker");
  await enter(li, "Make an offer");
  await arrives(li, "Make an offer");
  await tabTo(li, "Desk lamp");
  await li.keyboard.press("Space");
  await enter(li, "Send the offer");

  // That an offer came is read out, once, and leads to it.
  const said = mei.getByRole("status").getByText("Li made you an offer");
  await expect(said).toHaveCount(1);
  await enter(mei, "Li made you an offer", "Shift+Tab");
  await arrives(mei, "Rice cooker");
  await enter(mei, "Accept");
  await enter(mei, "Accept anyway");
  await heading(mei, "Handover");
  await heading(li, "Handover");
  const [wordsOfMei, wordsOfLi] = [await sixWords(mei), await sixWords(li)];
  await handOver(mei, wordsOfLi);
  await handOver(li, wordsOfMei);
  await vouch(mei);
  await vouch(li);
  await expect(li.getByText("Mei: good")).toBeVisible();
  await expect(mei.getByText("Li: good")).toBeVisible();
});
