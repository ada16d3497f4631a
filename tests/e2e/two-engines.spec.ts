import { type Browser, expect, type Page } from "@playwright/test";
import type { Browser as Firefox } from "puppeteer-core";
import { findFirefox } from "../../scripts/find-browser.mjs";
import { firefoxGallery, type FirefoxPerson, firefoxPerson, launchFirefox } from "../support/firefox.ts";
import { confirmWithWords, join, list, offer, person, sixWords, vouchGood } from "../support/people.ts";
import { test } from "../support/test.ts";

let firefox: Firefox | null = null;

test.beforeAll(async () => {
  const path = findFirefox();
  if (path === null) return;
  firefox = await launchFirefox(path);
});

test.afterAll(async () => firefox?.close());

/** The Firefox of this machine; the test is skipped, and says why, where there is none. */
function installedFirefox(): Firefox {
  const reason = "No Firefox is installed, and none could be. Name one in the environment: FIREFOX=/path/to/firefox";
  if (firefox === null) console.log(`Skipped: ${reason}`);
  test.skip(firefox === null, reason);
  if (firefox === null) throw new Error(reason);
  return firefox;
}

test("[W1] [W8] [W7] Mei's Firefox and Li's Chromium: one pond, from the first screen to both vouches", async ({
  browser,
}, info) => {
  const mei = await firefoxPerson(installedFirefox());
  const li = await person(browser);

  await mei.open(info.project.use.baseURL ?? "");
  await mei.write("Name of the pond", "North Campus");
  await mei.write("Your name", "Mei");
  await mei.press("Start it", "button");
  await mei.press("Invite", "link");
  const link = await mei.read("Invite link");
  await join(li, link, "Li");
  await list(li, { title: "Desk lamp", wants: "anything", photo: { sign: "💡", hue: 45 } });

  await mei.press("Listings", "link");
  await mei.pressText("New listing");
  await mei.givePicture(info.outputPath("files"));
  await mei.sees("Another photo");
  await mei.write("What is it?", "Rice cooker");
  await mei.write("What would you like for it?", "a desk lamp");
  await mei.press("List it", "button");

  // Each sees the other's, with its photo: records and pictures went over WebRTC between two engines.
  await mei.sees("Desk lamp");
  await expect(li.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  await expectPhoto(li, "Rice cooker");
  await firefoxGallery(mei, "80-firefox-pond");

  await offer(li, "Rice cooker", { mine: "Desk lamp", note: "It is bright." });
  await mei.pressText("Deals");
  await mei.arrives("Deals");
  await mei.pressText("Rice cooker");
  await mei.sees("It is bright.");
  await mei.press("Accept", "button");
  await mei.press("Accept anyway", "button");

  // Face to face, by the six words.
  await expect(li.getByRole("heading", { name: "Handover" })).toBeVisible();
  const [wordsOfMei, wordsOfLi] = [await mei.textOf("Your six words"), await sixWords(li)];
  await mei.pressText("Without a camera");
  await mei.write("The six words that", wordsOfLi);
  await mei.press("Confirm with words", "button");
  await confirmWithWords(li, wordsOfMei);

  await mei.press("Good", "radio");
  await mei.press("Seal the vouch", "button");
  await mei.sees("From you: sealed until both are in.");
  await vouchGood(li);
  await mei.sees("Li: good");
  await expect(li.getByText("Mei: good")).toBeVisible();
  await firefoxGallery(mei, "81-firefox-vouches");
});

/** The photo of the listing in the grid is there and decoded. */
async function expectPhoto(page: Page, title: string): Promise<void> {
  const photo = page.getByRole("link", { name: new RegExp(title) }).locator("img");
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
}

/** Somebody's browser in which the host names a relay at which nobody listens: there is no way to others but the codes. */
const NO_RELAY = { relays: ["ws://nowhere.example/relay"], iceServers: [] };

test("[M2] Firefox shows a code and Chromium answers it, then the other way round", async ({ browser }, info) => {
  const mei = await firefoxPerson(installedFirefox());
  await mei.answerInstead("shoal.config.json", NO_RELAY);
  const [li, zoe] = [await withoutRelay(browser), await withoutRelay(browser)];

  await mei.open(info.project.use.baseURL ?? "");
  await mei.write("Name of the pond", "North Campus");
  await mei.write("Your name", "Mei");
  await mei.press("Start it", "button");
  await mei.press("Invite", "link");
  const link = await mei.read("Invite link");
  await join(li, link, "Li");
  await join(zoe, link, "Zoe");

  await openPairing(mei);
  await mei.press("Show my code", "button");
  await toPairPage(li);
  await paste(li, await codeOf(mei));
  await mei.pressText("Without a camera");
  await mei.write("The other's code as text", await codeTextOf(li));
  await mei.press("Use this text", "button");
  await expect(li.getByText("You are connected with Mei.")).toBeVisible();
  await mei.sees("You are connected with Li.");

  await openPairing(mei);
  await toPairPage(zoe);
  await zoe.getByRole("button", { name: "Show my code" }).click();
  await mei.pressText("Without a camera");
  await mei.write("The other's code as text", await codeTextOf(zoe));
  await mei.press("Use this text", "button");
  await paste(zoe, await codeOf(mei));
  await expect(zoe.getByText("You are connected with Mei.")).toBeVisible();
});

async function withoutRelay(browser: Browser): Promise<Page> {
  const page = await person(browser);
  await page.routeWebSocket("ws://nowhere.example/relay", (socket) => socket.close());
  await page.route("**/shoal.config.json", (route) => route.fulfill({ json: NO_RELAY }));
  return page;
}

async function openPairing(mei: FirefoxPerson): Promise<void> {
  await mei.press("Sync", "link");
  await mei.press("Connect by codes", "link");
  await mei.arrives("Meet without internet");
}

async function codeOf(mei: FirefoxPerson): Promise<string> {
  await mei.pressText("Show it as text");
  return mei.read("My code as text");
}

async function toPairPage(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Sync" }).click();
  await page.getByRole("link", { name: "Connect by codes" }).click();
}

async function codeTextOf(page: Page): Promise<string> {
  await page.getByText("Show it as text").click();
  return page.getByLabel("My code as text").inputValue();
}

async function paste(page: Page, text: string): Promise<void> {
  const field = page.getByLabel("The other's code as text");
  await expect(page.getByText("Without a camera").or(field).first()).toBeVisible();
  if (!(await field.isVisible())) await page.getByText("Without a camera").click();
  await field.fill(text);
  await page.getByRole("button", { name: "Use this text" }).click();
}
