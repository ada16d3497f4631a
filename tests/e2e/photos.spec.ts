import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";
import { keptRows } from "../support/device.ts";
import { expectInSight, pictureOnPhone } from "../support/eyes.ts";
import { armMeasuring, measure } from "../support/measure.ts";
import { inviteLink, join, person, startPond } from "../support/people.ts";
import { flag, lookAt, TRACES, withExif } from "../support/pictures.ts";
import { test } from "../support/test.ts";

const KB = 1024;

async function compose(page: Page): Promise<void> {
  await startPond(page, "North Campus", "Mei");
  await page.getByRole("link", { name: "New listing" }).first().click();
}

function choosePhoto(page: Page, buffer: Buffer, name = "IMG_0001.jpg"): Promise<void> {
  return page.locator("input[type=file]").setInputFiles({ name, mimeType: "image/jpeg", buffer });
}

async function listIt(page: Page): Promise<void> {
  await expect(page.getByText("Another photo")).toBeVisible();
  await page.getByLabel("What is it?").fill("Rice cooker");
  await page.getByRole("button", { name: "List it" }).click();
  await expect(page.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
}

/** The one listing's picture: the preview that lies in its record, and the photo that lies beside it. */
async function kept(page: Page): Promise<{ readonly preview: Buffer; readonly photo: Buffer }> {
  const [[listing], records, [blob]] = [
    await keptRows(page, "listings"),
    await keptRows(page, "records"),
    await keptRows(page, "blobs"),
  ];
  const preview = bytesOf(listing?.["preview"]);
  const [photo, written] = [bytesOf(blob?.["bytes"]), records.map((row) => bytesOf(row["bytes"]))];
  expect(preview.length).toBeGreaterThan(0);
  expect(written.filter((record) => record.includes(preview))).toHaveLength(1);
  for (const trace of TRACES) expect(written.some((record) => record.includes(trace))).toBe(false);
  return { preview, photo };
}

/** As `keptRows` gives them. */
function bytesOf(value: unknown): Buffer {
  return Buffer.from(typeof value === "string" ? value : "", "base64");
}

/** The second bytes of the markers before a JPEG's pixels. */
function segmentsOf(jpeg: Buffer): readonly number[] {
  const found: number[] = [];
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2))
    found.push(jpeg.readUInt8(at + 1));
  return found;
}

/** JFIF, the canvas's own colour profile, and else only what pixels need: tables and the frame. */
const PIXELS_ONLY: ReadonlySet<number> = new Set([0xe0, 0xe2, 0xdb, 0xc0, 0xc2, 0xc4, 0xdd]);

test("a phone's photo is listed upright, small, and without the place where it was taken", async ({ browser }) => {
  const mei = await person(browser);
  await compose(mei);
  // As a phone writes it that is held upright: the rows of its sensor lie on their side, and a tag says so.
  const taken = withExif(await flag(mei, { width: 2000, height: 1500 }), 6);
  for (const trace of TRACES) expect(taken.includes(trace)).toBe(true);
  expect(segmentsOf(taken)).toContain(0xe1);
  const upright = ["yellow", "red", "lime", "blue"];
  expect((await lookAt(mei, taken)).corners).toEqual(upright);

  await choosePhoto(mei, taken);
  await listIt(mei);
  const { preview, photo } = await kept(mei);
  expect(preview.length).toBeLessThanOrEqual(8 * KB);
  for (const picture of [preview, photo]) {
    expect(segmentsOf(picture).filter((marker) => !PIXELS_ONLY.has(marker))).toEqual([]);
    for (const trace of TRACES) expect(picture.includes(trace)).toBe(false);
    const { width, height, corners } = await lookAt(mei, picture);
    expect(width / height).toBeCloseTo(3 / 4, 1);
    expect(corners).toEqual(upright);
  }
});

test("a file that is no picture is said to be none, and nothing that was typed is lost", async ({ browser }) => {
  const mei = await person(browser);
  await compose(mei);
  await mei.getByLabel("What is it?").fill("Rice cooker");
  await mei.getByLabel("What would you like for it?").fill("a desk lamp");
  await choosePhoto(mei, Buffer.from("%PDF-1.7 a scan of a picture is not a picture"), "scan.jpg");
  const refusal = mei.getByRole("alert").filter({ hasText: "This file is not a picture that can be read here." });
  await expectInSight(refusal);
  await expect(mei.getByLabel("What is it?")).toHaveValue("Rice cooker");
  await expect(mei.getByLabel("What would you like for it?")).toHaveValue("a desk lamp");
  await pictureOnPhone(mei, "50-no-picture");

  await choosePhoto(mei, await flag(mei, { width: 1200, height: 1600 }));
  await expect(refusal).toHaveCount(0);
  await expect(mei.getByText("Another photo")).toBeVisible();
  // A second refusal leaves the first photo where it was.
  await choosePhoto(mei, Buffer.from("neither is this"), "notes.jpg");
  await expect(refusal).toBeVisible();
  await pictureOnPhone(mei, "51-composer-photo");
  await listIt(mei);
  expect((await lookAt(mei, (await kept(mei)).preview)).corners).toEqual(["red", "lime", "blue", "yellow"]);
});

test("a photo of 48 megapixels is taken, and is small afterwards", async ({ browser }) => {
  const mei = await person(browser);
  await compose(mei);
  await choosePhoto(mei, await flag(mei, { width: 8000, height: 6000 }));
  await listIt(mei);
  const { preview, photo } = await kept(mei);
  expect(preview.length).toBeLessThanOrEqual(8 * KB);
  expect(photo.length).toBeLessThan(1000 * KB);
  const { width, height, corners } = await lookAt(mei, photo);
  expect([width, height, corners]).toEqual([1600, 1200, ["red", "lime", "blue", "yellow"]]);
});

test("[W7] photos reach another person when he looks, are the same to the byte, and can be looked at large", async ({
  browser,
}) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  const li = await person(browser);
  await armMeasuring(li);
  await join(li, link, "Li");

  await mei.getByRole("link", { name: "Listings" }).click();
  await mei.getByRole("link", { name: "New listing" }).first().click();
  const taken = [
    { name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: await flag(mei, { width: 4000, height: 3000 }) },
    { name: "IMG_2.jpg", mimeType: "image/jpeg", buffer: await flag(mei, { width: 900, height: 1200 }) },
    { name: "IMG_3.jpg", mimeType: "image/jpeg", buffer: await flag(mei, { width: 1200, height: 900 }) },
  ];
  await mei.locator("input[type=file]").setInputFiles(taken);
  await expect(mei.getByRole("button", { name: "Remove photo 3" })).toBeVisible();
  await pictureOnPhone(mei, "52-composer-photos");
  // Another one first, one fewer: what is listed is what is seen.
  await mei.getByRole("button", { name: "Show photo 2 first" }).click();
  await expect.poll(async () => (await drawnAs(mei.getByAltText("Photo of your listing"))).join()).toBe("900,1200");
  await listIt(mei);
  const bytesByHash = await blobsOf(mei);
  expect(bytesByHash.size).toBe(3);

  await li.getByRole("link", { name: "Listings" }).click();
  await expect(li.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  expect((await blobsOf(li)).size).toBe(0);
  await li.getByRole("link", { name: /Rice cooker/ }).click();
  const photos = li.getByRole("button", { name: /^Photo \d of 3/ });
  await expect(photos).toHaveCount(3);
  await expect.poll(async () => (await blobsOf(li)).size).toBe(3);
  expect(await blobsOf(li)).toEqual(bytesByHash);
  await expect(li.getByText("on its way")).toHaveCount(0);
  await pictureOnPhone(li, "53-listing-photos");

  await photos.first().click();
  const viewer = li.getByRole("dialog");
  await expect(viewer.getByText("1 / 3")).toBeVisible();
  await li.keyboard.press("ArrowRight");
  await expect(viewer.getByText("2 / 3")).toBeVisible();
  await viewer.getByRole("button", { name: "The next photo" }).click();
  await expect(viewer.getByText("3 / 3")).toBeVisible();
  await pictureOnPhone(li, "54-photo-large");
  // At the end the button has nothing more to turn to: it keeps the keyboard, and the arrows go on working.
  await expect(viewer.getByRole("button", { name: "The next photo" })).toBeFocused();
  await li.keyboard.press("ArrowLeft");
  await expect(viewer.getByText("2 / 3")).toBeVisible();
  // What lies below cannot be reached while the photos are open.
  for (let stop = 0; stop < 5; stop++) {
    await li.keyboard.press("Tab");
    expect(await li.evaluate(() => document.activeElement?.matches("body, dialog *"))).toBe(true);
  }
  expect((await new AxeBuilder({ page: li }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  expect(await measure(li)).toEqual({ sideways: [], cut: [], overlaps: [], small: [] });
  await li.keyboard.press("Escape");
  await expect(viewer).toHaveCount(0);
  await expect(photos.first()).toBeFocused();

  // Offline, and the one who took them gone: they are here.
  await mei.context().close();
  await li.reload();
  await expect(photos).toHaveCount(3);
  await expect.poll(async () => (await drawnAs(li.getByAltText("Rice cooker").first())).join()).toBe("900,1200");
});

async function blobsOf(page: Page): Promise<ReadonlyMap<unknown, unknown>> {
  return new Map((await keptRows(page, "blobs")).map(({ hash, bytes }) => [hash, bytes]));
}

/** Pixels of the picture that an image shows. */
function drawnAs(image: Locator): Promise<readonly [number, number]> {
  return image.evaluate((element) => {
    const { naturalWidth, naturalHeight } = element as HTMLImageElement; // found by its alternative text
    return [naturalWidth, naturalHeight] as const;
  });
}
