import { expect, type Page } from "@playwright/test";
import { keptRows } from "../support/device.ts";
import { eveJoins, reportOf } from "../support/eve.ts";
import { peerLine, inviteLink, join, person, startPond } from "../support/people.ts";
import { flag } from "../support/pictures.ts";
import { test } from "../support/test.ts";

/** Bytes that may be on their way when somebody hangs up; a flood that nobody stopped would be many times that. */
const MOST_FLOODED_BYTES = 16 * 1024 * 1024;

test("[W7] who sends another photo, or one without end, is sent away; the photos come whole from somebody else", async ({
  browser,
}) => {
  const [mei, li] = [await person(browser), await person(browser)];
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await join(li, link, "Li");
  for (const [i, lie] of (["wrong", "endless"] as const).entries()) {
    await test.step(lie, async () => {
      const title = `Rice cooker ${i}`;
      await listWithPhotos(mei, title, i);
      const listed = await blobsOf(mei);
      await expect(li.getByRole("link", { name: title })).toBeVisible();
      const held = (await blobsOf(li)).size;

      // Li meets Eve, and of Eve and Mei each is asked for some.
      const eve = await eveJoins(browser, link);
      await expect.poll(async () => (await reportOf(eve)).open).toBe(2);
      const sizes = Object.fromEntries([...listed].map(([hash, bytes]) => [hash, bytes.length]));
      await eve.evaluate(([what, known]) => globalThis.eve.lieAboutPhotos(what, known), [lie, sizes] as const);
      await li.getByRole("link", { name: title }).click();

      await expect.poll(async () => (await blobsOf(li)).size).toBe(held + 3);
      for (const [hash, bytes] of await blobsOf(li)) expect(bytes.equals(listed.get(hash) ?? Buffer.of())).toBe(true);
      await expect(li.getByText("on its way")).toHaveCount(0);
      await expect.poll(async () => (await reportOf(eve)).dropped).toBeGreaterThanOrEqual(1);
      const { photosAsked, photoBytes } = await reportOf(eve);
      expect(photosAsked).toBeGreaterThanOrEqual(1);
      expect(photoBytes).toBeLessThan(MOST_FLOODED_BYTES);
      await eve.close();
      await li.getByRole("link", { name: "Listings" }).click();
    });
  }
  // Mei has sent nothing but what was asked for, and is still there.
  await li.getByRole("link", { name: "Sync" }).click();
  await expect(peerLine(li, "Mei")).toBeVisible();
  await expect(li.getByText(/messages? (was|were) refused/)).toBeVisible();
});

async function listWithPhotos(page: Page, title: string, nth: number): Promise<void> {
  await page.getByRole("link", { name: "Listings" }).click();
  await page.getByRole("link", { name: "New listing" }).first().click();
  // Of other sizes each time, so that each is a photo of its own.
  const taken = await Promise.all(
    [900, 1000, 1100].map(async (width) => ({
      name: "IMG.jpg",
      mimeType: "image/jpeg",
      buffer: await flag(page, { width: width + nth * 20, height: 1200 }),
    })),
  );
  await page.locator("input[type=file]").setInputFiles(taken);
  await expect(page.getByRole("button", { name: "Remove photo 3" })).toBeVisible();
  await page.getByLabel("What is it?").fill(title);
  await page.getByRole("button", { name: "List it" }).click();
  await expect(page.getByRole("link", { name: title })).toBeVisible();
}

async function blobsOf(page: Page): Promise<ReadonlyMap<string, Buffer>> {
  const rows = await keptRows(page, "blobs");
  return new Map(rows.map(({ hash, bytes }) => [String(hash), Buffer.from(String(bytes), "base64")]));
}
