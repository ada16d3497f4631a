/* oxlint-disable import/no-named-as-default -- the default export is the documented one */
import { expect, type Locator, type Page } from "@playwright/test";
import decodeQR from "qr/decode.js";
import { look } from "../support/looks.ts";
import { gallery, inviteLink, join, list, openMember, person, startPond } from "../support/people.ts";
import { test } from "../support/test.ts";

/** A sheet of A4 as a window, CSS pixels. */
const PAPER = { width: 794, height: 1123 } as const;

const undo = (page: Page) => page.getByRole("button", { name: "Undo" });

/** What a code says that is to be seen. */
async function readCode(shown: Locator): Promise<string> {
  const png = (await shown.screenshot()).toString("base64");
  const { width, height, pixels } = await shown.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const brush = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    if (brush === null) throw new Error("no canvas");
    brush.drawImage(bitmap, 0, 0);
    const { data } = brush.getImageData(0, 0, bitmap.width, bitmap.height);
    return { width: bitmap.width, height: bitmap.height, pixels: [...data] };
  }, png);
  return decodeQR({ width, height, data: Uint8Array.from(pixels) });
}

/** How many sheets of paper what is shown takes. */
async function sheetsOf(page: Page, format: "A4" | "Letter"): Promise<number> {
  const pdf = (await page.pdf({ format, preferCSSPageSize: false })).toString("latin1");
  return [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length;
}

test("what was done is taken back: a mute, a search, a photo, a draft; what is withdrawn is listed anew", async ({
  browser,
}) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "Rice cooker", wants: "a lamp", photo: { sign: "饭", hue: 30 } });
  const li = await person(browser);
  await join(li, link, "Li");
  // That Li is here is heard, and that he has it is told.
  await expect(mei.getByRole("link", { name: "Your listing has reached Li's device" })).toBeVisible();
  await expect(mei.getByText("Li is here.")).toHaveCount(1);
  await gallery(mei, "120-reached");

  await openMember(mei, "Li");
  await mei.getByRole("button", { name: "Mute Li" }).click();
  await expect(mei.getByText("Li is muted.")).toBeVisible();
  await look(mei, "121-muted");
  await undo(mei).click();
  await expect(mei.getByText("Undone.")).toBeVisible();
  await expect(mei.getByRole("button", { name: "Mute Li" })).toBeVisible();
  await expect(undo(mei)).toHaveCount(0);

  await mei.getByRole("link", { name: "Listings" }).click();
  await mei.getByRole("searchbox", { name: "Search" }).fill("tent");
  await mei.getByRole("button", { name: "Tell me when one comes" }).click();
  await mei.getByRole("button", { name: "Let go of tent" }).click();
  await expect(mei.getByRole("button", { name: "Let go of tent" })).toHaveCount(0);
  await mei.getByRole("heading", { level: 1 }).click();
  await mei.keyboard.press("ControlOrMeta+z");
  await expect(mei.getByRole("button", { name: "Let go of tent" })).toBeVisible();

  // Withdrawn, and listed anew: it is the draft, with its photo, until it is sent.
  await mei.getByRole("searchbox", { name: "Search" }).fill("");
  await mei.getByRole("link", { name: /Rice cooker/ }).click();
  await mei.getByText("Take it out of the pond").click();
  await mei.getByRole("button", { name: "I keep it" }).click();
  await mei.getByRole("button", { name: "List it anew" }).click();
  await expect(mei.getByLabel("What is it?")).toHaveValue("Rice cooker");
  await mei.getByRole("button", { name: "Remove photo 1" }).click();
  await expect(mei.getByRole("button", { name: "Remove photo 1" })).toHaveCount(0);
  await undo(mei).click();
  await expect(mei.getByRole("button", { name: "Remove photo 1" })).toBeVisible();
  await mei.getByRole("button", { name: "Start afresh" }).click();
  await expect(mei.getByLabel("What is it?")).toHaveValue("");
  await undo(mei).click();
  await expect(mei.getByLabel("What is it?")).toHaveValue("Rice cooker");
  await mei.getByRole("button", { name: "List it", exact: true }).click();
  await expect(mei.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
});

test("a listing becomes a sheet of paper, with a code for members or for everyone", async ({ browser }) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  await list(mei, {
    title: "Rice cooker, hardly used, with a steaming basket and its book",
    wants: "一盏好看的台灯，能调亮度的那种；".repeat(11),
    photo: { sign: "饭", hue: 30 },
  });
  await mei.getByRole("link", { name: /Rice cooker/ }).click();
  const listing = mei.url();
  await mei.getByRole("link", { name: "Print for a notice board" }).click();
  const sheet = mei.getByRole("article");
  const code = sheet.getByRole("img").last();

  await mei.setViewportSize(PAPER);
  await mei.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(mei.getByRole("navigation")).toBeHidden();
  await expect(mei.getByRole("button", { name: "Print" })).toBeHidden();
  expect(await readCode(code)).toBe(listing);
  await gallery(mei, "123-paper-members");

  await mei.emulateMedia({ media: "screen", colorScheme: "light" });
  await mei.getByRole("radio", { name: "Everyone" }).check();
  await expect(mei.getByText("can join North Campus by your invite until", { exact: false })).toBeVisible();
  await look(mei, "124-print-everyone");
  await mei.setViewportSize(PAPER);
  await mei.emulateMedia({ media: "print" });
  const link = await readCode(code);
  expect(link).toContain("/#/join/");
  await expect(sheet.getByText(link)).toBeVisible();
  await gallery(mei, "125-paper-everyone");
  expect([await sheetsOf(mei, "A4"), await sheetsOf(mei, "Letter")]).toEqual([1, 1]);

  // Any other page prints without what only a screen has.
  await mei.goto(listing);
  await expect(mei.getByRole("heading", { name: /Rice cooker/ })).toBeVisible();
  await expect(mei.getByRole("navigation")).toBeHidden();
  await gallery(mei, "126-paper-listing");
});
