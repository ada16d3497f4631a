import { type Browser, expect, type Page } from "@playwright/test";
import { type CameraBrowser, launchWithCamera } from "../support/fake-camera.ts";
import { look } from "../support/looks.ts";
import { pictureOnPhone } from "../support/eyes.ts";
import { inviteLink, join, list, peerLine, person, startPond } from "../support/people.ts";
import { test } from "../support/test.ts";

let opened: CameraBrowser | null = null;

test.afterEach(async () => {
  await opened?.browser.close();
  opened = null;
});

/** Somebody whose host names a relay at which nobody listens: there is no way to others but the codes. */
async function withoutRelay(browser: Browser): Promise<Page> {
  const page = await person(browser);
  const config = { relays: ["ws://nowhere.example/relay"], iceServers: [] };
  await page.routeWebSocket("ws://nowhere.example/relay", (socket) => socket.close());
  await page.route("**/shoal.config.json", (route) => route.fulfill({ json: config }));
  return page;
}

async function openPairing(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Sync" }).click();
  await page.getByRole("link", { name: "Connect by codes" }).click();
  await expect(page.getByRole("heading", { name: "Meet without internet" })).toBeVisible();
}

const code = (page: Page) => page.getByRole("img", { name: "Your code for connecting" });

/** What is on the screen as a code, as text. */
async function textOf(page: Page): Promise<string> {
  await expect(code(page)).toBeVisible();
  await page.getByText("Show it as text").click();
  return page.getByLabel("My code as text").inputValue();
}

async function paste(page: Page, text: string): Promise<void> {
  const field = page.getByLabel("The other's code as text");
  if (!(await field.isVisible())) await page.getByText("Without a camera").click();
  await field.fill(text);
  await page.getByRole("button", { name: "Use this text" }).click();
}

/** One shows and the other answers, by text; or the offer goes over as a picture, which is no code at first. */
async function pair(one: Page, other: Page, how: "text" | "picture" = "text"): Promise<void> {
  await openPairing(one);
  await openPairing(other);
  await one.getByRole("button", { name: "Show my code" }).click();
  if (how === "text") await paste(other, await textOf(one));
  else {
    await expect(code(one)).toBeVisible();
    const choose = (buffer: Buffer) =>
      other.locator("input[type=file]").setInputFiles({ name: "code.png", mimeType: "image/png", buffer });
    await choose(Buffer.from("no picture"));
    await expect(other.getByText("No code is seen in this picture.", { exact: false })).toBeVisible();
    await choose(await one.screenshot());
  }
  await paste(one, await textOf(other));
}

const connectedWith = (page: Page, name: string) =>
  expect(page.getByText(`You are connected with ${name}.`)).toBeVisible();

test("[M2] [M3] two without any relay pair by text, a third pairs with one of them and is introduced to the other", async ({
  browser,
}) => {
  const [ana, mei, li] = [await withoutRelay(browser), await withoutRelay(browser), await withoutRelay(browser)];
  await startPond(ana, "North Campus", "Ana");
  const link = await inviteLink(ana);
  // Nobody has been met: all that there is of the pond is in the link.
  await join(mei, link, "Mei");
  await join(li, link, "Li");
  await pair(ana, mei);
  await connectedWith(ana, "Mei");
  await connectedWith(mei, "Ana");

  await pair(li, ana, "picture");
  await connectedWith(li, "Ana");
  for (const [page, names] of [
    [mei, ["Ana", "Li"]],
    [li, ["Ana", "Mei"]],
  ] as const) {
    await page.getByRole("link", { name: "Sync" }).click();
    await expect(page.getByText("Connected with 2 devices", { exact: true })).toBeVisible();
    for (const name of names) await expect(peerLine(page, name)).toBeVisible();
  }

  // Whoever introduced them is not needed any more.
  await ana.context().close();
  await expect(mei.getByText("Connected with 1 device", { exact: true })).toBeVisible();
  await li.getByRole("link", { name: "Listings" }).click();
  await list(li, { title: "Desk lamp", wants: "anything" });
  await mei.getByRole("link", { name: "Listings" }).click();
  await expect(mei.getByRole("link", { name: /Desk lamp/ })).toBeVisible();
});

test("[M2] the other's code is scanned from the screen, and so is the answer", async () => {
  opened = await launchWithCamera(test.info().outputPath("camera.y4m"));
  const [ana, mei] = [await withoutRelay(opened.browser), await withoutRelay(opened.browser)];
  await startPond(ana, "North Campus", "Ana");
  await join(mei, await inviteLink(ana), "Mei");
  await openPairing(ana);
  await openPairing(mei);
  await look(mei, "70-pair");
  await ana.getByRole("button", { name: "Show my code" }).click();
  await expect(code(ana)).toBeVisible();
  await look(ana, "71-pair-offer");
  await opened.pointAt(code(ana));
  await mei.getByRole("button", { name: "Scan their code" }).click();
  await expect(mei.getByRole("heading", { name: "Now let the other scan this answer" })).toBeVisible();
  await look(mei, "72-pair-answer");
  // The camera still sees her own code: that is said, and it looks on.
  await ana.getByRole("button", { name: "Scan their answer" }).click();
  await expect(ana.getByText("This is your own code.", { exact: false })).toBeVisible();
  await pictureOnPhone(ana, "73-pair-own-code");
  await opened.pointAt(code(mei));
  await connectedWith(ana, "Mei");
  await connectedWith(mei, "Ana");
  await look(mei, "74-pair-connected");
});
