import { expect, type Page, test } from "@playwright/test";
import { keptRows } from "../support/device.ts";
import { type CameraBrowser, launchWithCamera } from "../support/fake-camera.ts";
import {
  confirmWithWords,
  inviteLink,
  join,
  list,
  offer,
  openDeal,
  person,
  sixWords,
  startPond,
} from "../support/people.ts";

let opened: CameraBrowser | null = null;

async function withCamera(answer: "allow" | "deny" = "allow"): Promise<CameraBrowser> {
  opened = await launchWithCamera(test.info().outputPath("camera.y4m"), answer);
  return opened;
}

test.afterEach(async () => {
  await opened?.browser.close();
  opened = null;
});

const handoverCode = (page: Page) => page.getByRole("img", { name: "Your handover code" });
const inviteCode = (page: Page) => page.getByRole("img", { name: "Invite code of this pond" });
const viewfinder = (page: Page) => page.locator("video");

async function scan(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Scan their code" }).click();
  await expect.poll(() => viewfinder(page).evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0);
}

/** Li offers a thing of his for one of Mei's, and Mei accepts; both have the deal open then. */
async function agree(mei: Page, li: Page, meis: string, lis: string): Promise<void> {
  await list(mei, { title: meis, wants: "make me an offer" });
  await list(li, { title: lis, wants: "anything" });
  await offer(li, meis, { mine: lis });
  await openDeal(mei, meis);
  await mei.getByRole("button", { name: "Accept" }).click();
  await expect(handoverCode(mei)).toBeVisible();
  await expect(handoverCode(li)).toBeVisible();
}

const toListings = (page: Page) => page.getByRole("link", { name: "Listings" }).click();

/** How this device has it that two met for a deal. */
async function howTheyMet(page: Page): Promise<string> {
  return JSON.stringify((await keptRows(page, "deals")).map(({ handovers }) => handovers));
}

/** A picture for eyes, by day and by night: `.cache/gallery/`. */
async function picture(page: Page, name: string): Promise<void> {
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.screenshot({ path: `.cache/gallery/${name}.phone-${scheme}.png` });
  }
}

test("[D7] two who meet scan each other's code; other codes are said to be others, and the camera looks on", async () => {
  const camera = await withCamera();
  const [mei, li] = [await person(camera.browser), await person(camera.browser)];
  await startPond(mei, "North Campus", "Mei");
  await join(li, await inviteLink(mei), "Li");
  await toListings(mei);
  await agree(mei, li, "Bookshelf", "Tea set");
  await toListings(mei);
  await toListings(li);
  await agree(mei, li, "Rice cooker", "Desk lamp");

  await scan(mei);
  await expect(mei.getByText("Hold the camera over the code on Li's screen")).toBeVisible();
  await picture(mei, "40-scanner");
  await li.getByRole("link", { name: "People" }).click();
  await inviteLink(li);
  await camera.pointAt(inviteCode(li));
  await expect(mei.getByText("This is not a handover code.", { exact: false })).toBeVisible();
  await picture(mei, "41-scanner-no-handover");
  await openDeal(li, "Bookshelf");
  await camera.pointAt(handoverCode(li));
  await expect(mei.getByText("This code belongs to another deal.", { exact: false })).toBeVisible();
  await picture(mei, "42-scanner-other-deal");

  await openDeal(li, "Rice cooker");
  await camera.pointAt(handoverCode(li));
  await expect(mei.getByText("You have confirmed.", { exact: false })).toBeVisible();
  await expect(viewfinder(mei)).toHaveCount(0);
  await camera.pointAway();
  await scan(li);
  await camera.pointAt(handoverCode(mei));
  await expect(li.getByText("Handed over face to face", { exact: false })).toBeVisible();
  await expect(mei.getByText("Handed over face to face", { exact: false })).toBeVisible();
  expect((await howTheyMet(mei)).match(/"how":"\w+"/g)).toEqual(['"how":"code"', '"how":"code"']);
});

test("an invite code is scanned on the first screen, and leads into the pond", async () => {
  const camera = await withCamera();
  const [mei, li] = [await person(camera.browser), await person(camera.browser)];
  await startPond(mei, "North Campus", "Mei");
  await inviteLink(mei);
  await camera.pointAt(inviteCode(mei));
  await li.goto("./");
  await li.getByRole("button", { name: "Scan an invite code" }).click();
  await expect(li.getByText("Mei invites you to this pond.")).toBeVisible();
  await li.getByLabel("Your name").fill("Li");
  await li.getByRole("button", { name: "Join" }).click();
  await mei.getByRole("link", { name: "People" }).click();
  await expect(mei.getByRole("link", { name: /^Li \d/ })).toBeVisible();
});

/** Mei cannot use a camera here, hears why, and Li's words do. */
async function doWithWords(mei: Page, li: Page, why: RegExp, name: string): Promise<void> {
  await startPond(mei, "North Campus", "Mei");
  await join(li, await inviteLink(mei), "Li");
  await toListings(mei);
  await agree(mei, li, "Rice cooker", "Desk lamp");
  await mei.getByRole("button", { name: "Scan their code" }).click();
  await expect(mei.getByRole("alert")).toHaveText(why);
  await picture(mei, name);
  await confirmWithWords(mei, await sixWords(li));
  await expect(mei.getByText("You have confirmed.", { exact: false })).toBeVisible();
}

test("who does not let the browser use the camera hears how to, and the words still do", async () => {
  const { browser } = await withCamera("deny");
  await doWithWords(await person(browser), await person(browser), /does not let Shoal use the camera/, "43-denied");
});

test("where there is no camera that is said, and the words still do", async ({ browser }) => {
  const mei = await person(browser, { permissions: ["camera"] });
  await doWithWords(mei, await person(browser), /There is no camera here/, "44-no-camera");
});
