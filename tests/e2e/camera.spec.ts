/* oxlint-disable import/no-named-as-default -- the default export is the documented one */
import { expect, type Page } from "@playwright/test";
import encodeQR from "qr";
import { keptRows } from "../support/device.ts";
import { look } from "../support/looks.ts";
import { expectInSight, pictureOnPhone } from "../support/eyes.ts";
import { type CameraBrowser, launchWithCamera } from "../support/fake-camera.ts";
import {
  acceptAnyway,
  confirmWithWords,
  inviteLink,
  join,
  list,
  offer,
  openDeal,
  openPage,
  person,
  sixWords,
  startPond,
} from "../support/people.ts";
import { openMyCard } from "../support/trust-doings.ts";
import { test } from "../support/test.ts";

let opened: CameraBrowser | null = null;

async function withCamera(answer: "allow" | "unasked" = "allow"): Promise<CameraBrowser> {
  opened = await launchWithCamera(test.info().outputPath("camera.y4m"), answer);
  return opened;
}

test.afterEach(async () => {
  await opened?.browser.close();
  opened = null;
});

const handoverCode = (page: Page) => page.getByRole("img", { name: "Your handover code" });
const cardCode = (page: Page) => page.getByRole("img", { name: "Code of your card" });
const inviteCode = (page: Page) => page.getByRole("img", { name: "Invite code of this pond" });
const viewfinder = (page: Page) => page.locator("video");

async function scan(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Scan their code" }).click();
  await seesThrough(page);
}

/** The camera's picture is there, and where the person looks. */
async function seesThrough(page: Page): Promise<void> {
  await expectInSight(viewfinder(page));
  await expect.poll(() => viewfinder(page).evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0);
}

/** Li offers a thing of his for one of Mei's, and Mei accepts; both have the deal open then. */
async function agree(mei: Page, li: Page, meis: string, lis: string): Promise<void> {
  await list(mei, { title: meis, wants: "make me an offer" });
  await list(li, { title: lis, wants: "anything" });
  await offer(li, meis, { mine: lis });
  await openDeal(mei, meis);
  await acceptAnyway(mei);
  await expect(handoverCode(mei)).toBeVisible();
  await expect(handoverCode(li)).toBeVisible();
}

const toListings = (page: Page) => page.getByRole("link", { name: "Listings" }).click();

/** How this device has it that two met for a deal. */
async function howTheyMet(page: Page): Promise<string> {
  return JSON.stringify((await keptRows(page, "deals")).map(({ handovers }) => handovers));
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
  await pictureOnPhone(mei, "40-scanner");
  await li.getByRole("link", { name: "People" }).click();
  await inviteLink(li);
  await camera.pointAt(inviteCode(li));
  await expectInSight(mei.getByText("This is not a handover code.", { exact: false }));
  await pictureOnPhone(mei, "41-scanner-no-handover");
  await openDeal(li, "Bookshelf");
  await camera.pointAt(handoverCode(li));
  await expectInSight(mei.getByText("This code belongs to another deal.", { exact: false }));
  await pictureOnPhone(mei, "42-scanner-other-deal");

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

test("an invite code is scanned on the first screen and leads into the pond; a code on the wall does not", async () => {
  const camera = await withCamera();
  const [mei, li] = [await person(camera.browser), await person(camera.browser)];
  await startPond(mei, "North Campus", "Mei");
  await inviteLink(mei);
  const wall = await openPage(li.context());
  await wall.setContent(encodeQR("https://example.org/menu/", "svg"));
  await camera.pointAt(wall.locator("svg"));
  await li.goto("./");
  await li.getByRole("button", { name: "Scan an invite code" }).click();
  await expectInSight(li.getByText("This is not a whole invite.", { exact: false }));
  await seesThrough(li);
  await pictureOnPhone(li, "43-scanner-no-invite");
  await camera.pointAt(inviteCode(mei));
  await expect(li.getByText("Mei invites you to this pond.")).toBeVisible();
  await li.getByLabel("Your name").fill("Li");
  await li.getByRole("button", { name: "Join" }).click();
  await mei.getByRole("link", { name: "People" }).click();
  await expect(mei.getByRole("link", { name: /^Li \d/ })).toBeVisible();
});

/** Mei, with a camera or without, is about to hand over to Li. */
async function aboutToMeet(mei: Page, li: Page): Promise<void> {
  await startPond(mei, "North Campus", "Mei");
  await join(li, await inviteLink(mei), "Li");
  await toListings(mei);
  await agree(mei, li, "Rice cooker", "Desk lamp");
}

test("[T2] two who meet scan each other's card; a code of something else is said to be none", async () => {
  const camera = await withCamera();
  const [mei, li] = [await person(camera.browser), await person(camera.browser)];
  await startPond(mei, "North Campus", "Mei");
  await join(li, await inviteLink(mei), "Li");
  await openMyCard(li);
  await mei.goto("./#/me");
  await mei.getByRole("link", { name: "Scan a card" }).click();
  await seesThrough(mei);
  await pictureOnPhone(mei, "46-scanner-card");
  await camera.pointAt(cardCode(li));
  // Her own card is shown for him at once, and the camera is let go.
  await expect(mei.getByText("You have scanned Li. Now let Li scan yours", { exact: false })).toBeVisible();
  await expect(viewfinder(mei)).toHaveCount(0);
  await expectInSight(cardCode(mei));
  await camera.pointAway();
  await li.getByRole("button", { name: "Scan a card" }).click();
  await seesThrough(li);
  // Each shows his own in a mirror at times.
  await camera.pointAt(cardCode(li));
  await expectInSight(li.getByText("This is not a card of another member of this pond.", { exact: false }));
  await camera.pointAt(cardCode(mei));
  for (const [page, name] of [
    [mei, "Li"],
    [li, "Mei"],
  ] as const) {
    await expect(page.getByText(`You and ${name} have met.`, { exact: false })).toBeVisible();
  }
});

test("who denies the camera hears how to allow it, the words work meanwhile, and the camera once it is allowed", async () => {
  const camera = await withCamera("unasked");
  const [mei, li] = [await person(camera.browser), await person(camera.browser)];
  await aboutToMeet(mei, li);
  await mei.getByRole("button", { name: "Scan their code" }).click();
  const denied = mei.getByRole("alert").filter({ hasText: "The browser does not let Shoal use the camera." });
  await expectInSight(denied);
  await pictureOnPhone(mei, "44-denied");
  await look(mei, "44-denied");
  await confirmWithWords(mei, await sixWords(li));
  await expect(mei.getByText("You have confirmed.", { exact: false })).toBeVisible();

  await li.getByRole("button", { name: "Scan their code" }).click();
  await expect(li.getByRole("alert")).toBeVisible();
  await li.context().grantPermissions(["camera"]);
  await li.getByRole("button", { name: "Try the camera again" }).click();
  await seesThrough(li);
  await camera.pointAt(handoverCode(mei));
  await expect(li.getByText("Handed over face to face", { exact: false })).toBeVisible();
});

test("where there is no camera that is said, and the words do", async ({ browser }) => {
  const [mei, li] = [await person(browser, { permissions: ["camera"] }), await person(browser)];
  await aboutToMeet(mei, li);
  await mei.getByRole("button", { name: "Scan their code" }).click();
  await expectInSight(mei.getByRole("alert").filter({ hasText: "There is no camera here." }));
  await pictureOnPhone(mei, "45-no-camera");
  await confirmWithWords(mei, await sixWords(li));
  await expect(mei.getByText("You have confirmed.", { exact: false })).toBeVisible();
});
