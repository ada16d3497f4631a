import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Browser, expect, type Page } from "@playwright/test";
import { keptRows } from "../support/device.ts";
import { expectInSight, pictureOnPhone } from "../support/eyes.ts";
import { type CameraBrowser, launchWithCamera } from "../support/fake-camera.ts";
import { look } from "../support/looks.ts";
import {
  acceptAnyway,
  inviteLink,
  join,
  list,
  offer,
  openDeal,
  person,
  sixWords,
  startPond,
  vouchGood,
} from "../support/people.ts";
import { test } from "../support/test.ts";

let opened: CameraBrowser | null = null;
test.afterEach(async () => {
  await opened?.browser.close();
  opened = null;
});

/** A person whose way to the relay a test closes and opens: without it, and after a reload, nobody is met. */
async function onLeash(browser: Browser): Promise<{ page: Page; meetsOthers: (may: boolean) => void }> {
  // Nothing moves by itself: the run of codes is turned by hand.
  const page = await person(browser, { reducedMotion: "reduce" });
  let may = true;
  await page.routeWebSocket(/./, (socket) => void (may ? socket.connectToServer() : socket.close()));
  return {
    page,
    meetsOthers: (now) => {
      may = now;
    },
  };
}

const myCode = (page: Page) => page.getByRole("img", { name: "Your handover code" });
const viewfinder = (page: Page) => page.locator("video");

/** `looker` holds the camera over one code after the other on the screen of `shower`, until all of them were seen. */
async function scanAll(camera: CameraBrowser, looker: Page, shower: Page): Promise<number> {
  await looker.getByRole("button", { name: "Scan their code" }).click();
  await expect
    .poll(() => viewfinder(looker).evaluate((video: HTMLVideoElement) => video.videoWidth))
    .toBeGreaterThan(0);
  const next = shower.getByRole("button", { name: "Next code" });
  const of =
    (await next.count()) === 0 ? 1 : Number((await myCode(shower).getAttribute("aria-label"))?.match(/\d+$/)?.[0]);
  for (let n = 1; n <= of; n++) {
    await camera.pointAt(myCode(shower));
    if (n === of) break;
    await expect(looker.getByText(`${n} of ${of} codes seen`)).toBeVisible();
    if (n === 1) await pictureOnPhone(looker, "carry-1-missing");
    await next.click();
  }
  await expect(viewfinder(looker)).toHaveCount(0);
  await camera.pointAway();
  return of;
}

async function handoversAt(page: Page): Promise<readonly string[]> {
  const rows = await keptRows(page, "deals");
  return JSON.stringify(rows.map(({ handovers }) => handovers)).match(/"how":"\w+"/g) ?? [];
}

test("[D7] [M5] two phones without any network hand over by codes alone, and one of them brings it to a third", async () => {
  const camera = (opened = await launchWithCamera(test.info().outputPath("camera.y4m")));
  const [mei, li] = [await onLeash(camera.browser), await onLeash(camera.browser)];
  const ana = await person(camera.browser);
  await startPond(mei.page, "North Campus", "Mei");
  const link = await inviteLink(mei.page);
  await join(li.page, link, "Li");
  await join(ana, link, "Ana");
  await list(mei.page, { title: "Rice cooker", wants: "make me an offer" });
  await list(li.page, { title: "Desk lamp", wants: "anything" });
  await offer(li.page, "Rice cooker", { mine: "Desk lamp" });
  await openDeal(mei.page, "Rice cooker");
  await acceptAnyway(mei.page);
  await expect(myCode(li.page)).toBeVisible();

  // In aeroplane mode: the pages are opened anew with no way to anybody, and then all of the network is off.
  for (const { page, meetsOthers } of [mei, li]) {
    meetsOthers(false);
    await page.reload();
    await expect(myCode(page)).toBeVisible();
    expect((await sixWords(page)).split(" ")).toHaveLength(6);
    // What an installed app has with it: the camera's part is loaded when it is first wanted.
    await page.getByRole("button", { name: "Scan their code" }).click();
    await expect.poll(() => viewfinder(page).count()).toBe(1);
    await page.getByRole("button", { name: "Close the camera" }).click();
    await page.context().setOffline(true);
  }

  // Mei shows one code; Li scans it, and his codes bring his word along.
  expect(await scanAll(camera, li.page, mei.page)).toBe(1);
  await expect(li.page.getByText("You have confirmed. It is done once Mei has too.")).toBeVisible();
  await expect(li.page.getByText("Now let Mei scan this: it brings your word along.")).toBeVisible();
  await pictureOnPhone(li.page, "carry-2-brings");
  expect(await scanAll(camera, mei.page, li.page)).toBeGreaterThan(1);
  // Mei holds both words now; one more scan, and so does Li.
  await expect(mei.page.getByText("Handed over face to face", { exact: false })).toBeVisible();
  await expect(mei.page.getByText("Let Li scan this too", { exact: false })).toBeVisible();
  await look(mei.page, "carry-3-now-theirs");
  expect(await handoversAt(li.page)).toEqual(['"how":"code"']);
  await scanAll(camera, li.page, mei.page);
  await expect(li.page.getByText("Handed over face to face", { exact: false })).toBeVisible();
  for (const { page } of [mei, li]) expect(await handoversAt(page)).toEqual(['"how":"code"', '"how":"code"']);
  await vouchGood(li.page);
  await expect(li.page.getByText("From you: sealed until both are in.")).toBeVisible();
  expect(await handoversAt(ana)).toEqual([]);

  // Only Li comes home to a network; Mei stays away. Ana sees the whole of it.
  li.meetsOthers(true);
  await li.page.context().setOffline(false);
  await li.page.reload();
  await ana.goto(li.page.url());
  await expect(ana.getByText("Handed over face to face", { exact: false })).toBeVisible({ timeout: 60_000 });
  expect(await handoversAt(ana)).toEqual(['"how":"code"', '"how":"code"']);
});

test("[M5] a file says what is in it before it is let in; one of a pond that one is not in, a broken and a huge one say what to do", async ({
  browser,
}) => {
  const [mei, bob] = [await onLeash(browser), await onLeash(browser)];
  await startPond(mei.page, "North Campus", "Mei");
  await list(mei.page, { title: "Rice cooker", wants: "a lamp" });
  const link = await inviteLink(mei.page);
  await mei.page.goto("./");
  await mei.page.getByRole("link", { name: /North Campus/ }).click();
  await mei.page.getByRole("link", { name: "Sync" }).click();
  await mei.page.getByRole("link", { name: "Files and codes" }).click();
  await look(mei.page, "carry-4-page");
  const [saved] = await Promise.all([
    mei.page.waitForEvent("download"),
    mei.page.getByRole("button", { name: "Save a .pond file" }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe("North Campus.pond");
  const whole = test.info().outputPath("whole.pond");
  await saved.saveAs(whole);

  const choose = async (page: Page, file: string) => page.locator("input[type=file]").setInputFiles(file);
  bob.meetsOthers(false);
  await bob.page.goto("./#/open");
  await pictureOnPhone(bob.page, "carry-5-open");
  await choose(bob.page, whole);
  await expect(bob.page.getByRole("heading", { name: "North Campus" })).toBeVisible();
  await expect(bob.page.getByText("You are not in this pond.", { exact: false })).toBeVisible();
  await pictureOnPhone(bob.page, "carry-6-not-in");

  await join(bob.page, link, "Bob");
  await bob.page.goto("./#/open");
  await choose(bob.page, whole);
  await expect(bob.page.getByText("1 new listing")).toBeVisible();
  await expect(bob.page.getByText("By 1 person: Mei")).toBeVisible();
  await look(bob.page, "carry-7-explained");
  expect(await keptRows(bob.page, "listings")).toEqual([]);
  await bob.page.getByRole("button", { name: "Let it in" }).click();
  await expect(bob.page.getByText(/^\d+ records have come in\.$/)).toBeVisible();
  await pictureOnPhone(bob.page, "carry-8-report");

  for (const [name, make, said] of [
    ["none.pond", (path: string) => writeFileSync(path, "a holiday photo, by mistake"), "This is not a .pond file."],
    ["huge.pond", hugeFile, "This file is larger than any pond."],
    ["lying.pond", lyingFile, "This is not a .pond file."],
    ["spoilt.pond", spoiltFile, "From some place on this is no .pond file any more."],
  ] as const) {
    const path = test.info().outputPath(name);
    mkdirSync(dirname(path), { recursive: true });
    make(path);
    await choose(bob.page, path);
    await expectInSight(bob.page.getByText(said, { exact: false }));
    await pictureOnPhone(bob.page, `carry-9-${name}`);
  }
  await bob.page.goto("./");
  await bob.page.getByRole("link", { name: /North Campus/ }).click();
  await expect(bob.page.getByRole("link", { name: /Rice cooker/ })).toBeVisible();

  /** Of two gigabytes, all of them a hole but the head. */
  function hugeFile(path: string): void {
    writeFileSync(path, Buffer.concat([Buffer.from("SHOALPOND1"), Buffer.alloc(32, 7)]));
    truncateSync(path, 2 * 1024 ** 3);
  }
  /** Whole, and then a page that says to be of four gigabytes. */
  function spoiltFile(path: string): void {
    writeFileSync(path, Buffer.concat([readFileSync(whole), Buffer.alloc(4, 255)]));
  }
  /** Nothing but such a page. */
  function lyingFile(path: string): void {
    writeFileSync(path, Buffer.concat([Buffer.from("SHOALPOND1"), Buffer.alloc(32, 7), Buffer.alloc(4, 255)]));
  }
});
