import { writeFileSync } from "node:fs";
import { join as pathOf } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { root } from "../../scripts/root.mjs";
import { movingPicture } from "../support/moving-picture.ts";
import { handOver, join, list, person, startPond, vouchGood } from "../support/people.ts";
import { scenePicture } from "../support/scene-picture.ts";
import { PHONE } from "../support/screens.ts";

/** Long enough to read a line and look at two phones, in ms. */
const FRAME_MS = 2600;
/** Then it stands still, as moving pictures beside text should. */
const ROUNDS = 3;
/** Bytes: it is loaded with the front page. */
const MAX_SIZE = 600_000;

const GAP = 24;
const LINE = 64;
const SIZE = { width: 2 * PHONE.width + 3 * GAP, height: PHONE.height + 2 * GAP + LINE } as const;

/** One swap between two phones, from an empty pond to trust: `docs/img/story.webp`. */
test("the moving picture of the README", async ({ browser }) => {
  const quiet = { colorScheme: "light", reducedMotion: "reduce" } as const;
  const [mei, li] = [await person(browser, quiet), await person(browser, quiet)];
  const studio = await browser.newPage({ viewport: SIZE });
  const frames: Buffer[] = [];
  const frame = async (line: string, at: "top" | "here" = "top") => {
    frames.push(await pair(studio, line, [await glance(mei, at), await glance(li, at)]));
  };

  await mei.goto("./");
  await li.goto("./");
  await mei.getByLabel("Name of the pond").fill("North Campus");
  await mei.getByLabel("Your name").fill("Mei");
  await frame("Mei starts a pond: no company, no account");
  await startPond(mei, "North Campus", "Mei");
  await mei.getByRole("link", { name: "Invite" }).first().click();
  const link = await mei.getByLabel("Invite link").inputValue();
  await li.goto(link);
  await li.getByLabel("Your name").fill("Li");
  await frame("Li joins by her invite");
  await join(li, link, "Li");
  await list(li, { title: "Desk lamp", wants: "anything", scene: "lamp" });
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "Forty books", wants: "a chair", scene: "books" });
  await mei.getByRole("link", { name: "New listing" }).first().click();
  await mei.locator("input[type=file]").setInputFiles(await scenePicture(mei, "cooker"));
  await expect(mei.getByText("Another photo")).toBeVisible();
  await mei.getByLabel("What is it?").fill("Rice cooker");
  await mei.getByLabel("What would you like for it?").fill("a desk lamp");
  await expect(li.getByRole("link", { name: /Forty books/ })).toBeVisible();
  await frame("Mei lists what lies idle");
  await mei.getByRole("button", { name: "List it" }).click();
  await expect(li.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  await expect(mei.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  await frame("It comes to Li's phone, from Mei's");

  await li.getByRole("link", { name: /Rice cooker/ }).click();
  await li.getByRole("link", { name: "Make an offer" }).click();
  await li.getByLabel("Desk lamp").check();
  await li.getByLabel("A few words").fill("It is bright, and I am around after five.");
  await frame("Li offers a lamp for it");
  await li.getByRole("button", { name: "Send the offer" }).click();
  await mei.getByRole("link", { name: /Deals/ }).click();
  await mei.getByRole("link", { name: /Rice cooker/ }).click();
  await expect(mei.getByRole("button", { name: "Accept", exact: true })).toBeVisible();
  await frame("Mei looks at the offer, and accepts");
  await mei.getByRole("button", { name: "Accept", exact: true }).click();
  await mei.getByRole("button", { name: "Accept anyway" }).click();
  for (const page of [mei, li]) await page.getByRole("heading", { name: "Handover" }).scrollIntoViewIfNeeded();
  await frame("They meet, and scan each other's code", "here");
  await handOver(mei, li);
  for (const page of [mei, li]) await vouchGood(page);
  for (const [page, other] of [
    [mei, "Li"],
    [li, "Mei"],
  ] as const) {
    await expect(page.getByText(`${other}: good`)).toBeVisible();
  }
  for (const page of [mei, li]) await page.getByRole("heading", { name: "Vouches" }).scrollIntoViewIfNeeded();
  await frame("Each vouches for the other, sealed until both have", "here");
  for (const [page, other] of [
    [mei, "Li"],
    [li, "Mei"],
  ] as const) {
    await page.getByRole("link", { name: "People" }).click();
    await page.getByRole("link", { name: new RegExp(`^${other} \\d`) }).click();
    await expect(page.getByText("You can risk up to", { exact: false })).toBeVisible();
  }
  await frame("How much can I risk with this person, and why?");

  const moving = movingPicture(frames, { ...SIZE, frameMs: FRAME_MS, rounds: ROUNDS });
  expect(moving.length, "a front page loads it").toBeLessThanOrEqual(MAX_SIZE);
  expect(await framesSeen(mei, moving), "a browser reads as many frames").toBe(frames.length);
  writeFileSync(pathOf(root, "docs/img/story.webp"), moving);
});

/** What stands on a phone's screen, without the notices that pass. */
async function glance(page: Page, at: "top" | "here"): Promise<Buffer> {
  const notice = page.getByRole("status").getByRole("button", { name: "Dismiss" });
  for (let left = await notice.count(); left > 0; left--) await notice.first().click();
  if (at === "top") await page.evaluate(() => window.scrollTo(0, 0));
  return page.screenshot();
}

/** Two phones beside each other under a line of words, as a still WebP, which the browser encodes. */
async function pair(studio: Page, line: string, screens: readonly Buffer[]): Promise<Buffer> {
  const images = screens.map((screen) => `<img alt="" src="data:image/png;base64,${screen.toString("base64")}">`);
  await studio.setContent(
    `<style>
      body { margin: 0; padding: 0 ${GAP}px; display: grid; grid-template-columns: 1fr 1fr; gap: 0 ${GAP}px; background: #cfe3df }
      p { grid-column: 1 / -1; margin: 0; font: 600 26px/${LINE + GAP}px system-ui, sans-serif; text-align: center; color: #0f2b2d }
      img { border-radius: 32px; box-shadow: 0 8px 20px #0003 }
    </style><p>${line}</p>${images.join("")}`,
  );
  await studio.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  const png = (await studio.screenshot()).toString("base64");
  const webp = await studio.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d", { alpha: false })?.drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.8 });
    let binary = "";
    for (const byte of new Uint8Array(await blob.arrayBuffer())) binary += String.fromCharCode(byte);
    return btoa(binary);
  }, png);
  return Buffer.from(webp, "base64");
}

/** How many frames a browser makes of it, the last of them decoded: on a page of the app, as only secure ones may. */
function framesSeen(page: Page, moving: Buffer): Promise<number> {
  return page.evaluate(async (base64) => {
    const data = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const decoder = new ImageDecoder({ data, type: "image/webp" });
    await decoder.tracks.ready;
    const count = decoder.tracks.selectedTrack?.frameCount ?? 0;
    await decoder.decode({ frameIndex: count - 1 });
    return count;
  }, moving.toString("base64"));
}
