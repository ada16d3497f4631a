import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as pathOf } from "node:path";
import { chromium, expect, type Locator, type Page } from "@playwright/test";
import { BROWSER_ARGS } from "../../scripts/find-browser.mjs";
import { root } from "../../scripts/root.mjs";
import { rowsOnDisk } from "../support/disk.ts";
import { type Host, startHost } from "../support/hosts.ts";
import { look } from "../support/looks.ts";
import { buildNext } from "../support/next-build.ts";
import { inviteLink, join, list, offer, openPage, person, startPond } from "../support/people.ts";
import { picture } from "../support/pictures.ts";
import { test } from "../support/test.ts";

// Everywhere else they are blocked: see playwright.config.ts.
test.use({ serviceWorkers: "allow" });

let host: Host;
test.beforeEach(async () => {
  host = await startHost();
});
test.afterEach(async ({ browser }) => {
  // Before their host goes.
  for (const context of browser.contexts()) await context.close();
  await host.stop();
});

test("the browser finds nothing that keeps Shoal from being installed, and the manifest speaks the app's language", async () => {
  const profile = mkdtempSync(pathOf(tmpdir(), "shoal-profile-"));
  // With a profile: nothing can be installed from a private window, which all other tests are in.
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env["CHROMIUM"] ?? "",
    args: BROWSER_ARGS,
    locale: "en",
    serviceWorkers: "allow",
  });
  try {
    const page = await openPage(context);
    await page.goto(host.url);
    await isKept(page);
    const browser = await context.newCDPSession(page);
    const found = await browser.send("Page.getAppManifest");
    expect(found.errors).toEqual([]);
    expect(found.url).toBe(`${host.url}manifest.en.webmanifest`);
    expect((await browser.send("Page.getInstallabilityErrors")).installabilityErrors).toEqual([]);
    expect((await browser.send("Page.getAppId")).appId).toBe(`${host.url}shoal`);

    await page.goto(`${host.url}#/me`);
    await expect(page.getByRole("heading", { name: "The app" })).toBeVisible();
    await page.getByLabel("中文").check();
    await expect(page.getByRole("heading", { name: "应用" })).toBeVisible();
    await expect
      .poll(async () => (await browser.send("Page.getAppManifest")).url)
      .toBe(`${host.url}manifest.zh-CN.webmanifest`);
    expect((await browser.send("Page.getAppManifest")).errors).toEqual([]);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

test("with the server stopped and the network off, a cold start works from the first to the last screen", async ({
  browser,
}) => {
  const [ana, mei] = [await person(browser, { baseURL: host.url }), await person(browser, { baseURL: host.url })];
  await startPond(ana, "North Campus", "Ana");
  await list(ana, { title: "Tent", wants: "a sleeping bag", photo: { sign: "⛺", hue: 95 } });
  const listing = await lastOf(ana, `a[href*="/listing/"]`);
  await join(mei, await inviteLink(ana), "Mei");
  await list(mei, { title: "Bicycle", wants: "a tent" });
  await offer(mei, "Tent", { mine: "Bicycle" });
  const deal = mei.url().replace(/^.*\/deal\//, "");
  await ana.getByRole("link", { name: /Deals/ }).click();
  await ana.getByRole("link", { name: /Tent/ }).click();
  await expect(ana.getByRole("button", { name: "Accept", exact: true })).toBeVisible();
  const pond = /#(\/pond\/[^/]+)/.exec(ana.url())?.[1] ?? "";
  await ana.getByRole("link", { name: "People" }).click();
  const member = await lastOf(ana, `a[href*="/member/"]`);
  await isKept(ana);

  const context = ana.context();
  await ana.close();
  await host.stop();
  await context.setOffline(true);
  const cold = await openPage(context);
  await cold.goto(host.url);
  await expect(cold.getByRole("link", { name: /North Campus/ })).toBeVisible();
  const SCREENS: readonly (readonly [path: string, heading: string])[] = [
    ["/me", "Me"],
    ["/me/trust", "About trust"],
    ["/share", "Shared with Shoal"],
    ["/open", "A pond in a file"],
    ["/go/new", "New listing"],
    ["/go/card", "My card"],
    [pond, "North Campus"],
    [`${pond}/new`, "New listing"],
    [`${pond}/listing/${listing}`, "Tent"],
    [`${pond}/listing/${listing}/edit`, "Change the listing"],
    [`${pond}/listing/${listing}/offer`, "Make an offer"],
    [`${pond}/deals`, "Deals"],
    [`${pond}/deal/${deal}`, "Tent"],
    [`${pond}/deal/${deal}/counter`, "Other terms"],
    [`${pond}/people`, "People"],
    [`${pond}/member/${member}`, "Ana"],
    [`${pond}/invite`, "Invite"],
    [`${pond}/about`, "About this pond"],
    [`${pond}/card`, "My card"],
    [`${pond}/card/read`, "A card from another pond"],
    [`${pond}/identity`, "New phone or lost phone"],
    [`${pond}/sync`, "Sync"],
  ];
  for (const [path, heading] of SCREENS) {
    await cold.goto(`${host.url}#${path}`);
    await expect.soft(cold.getByRole("heading", { level: 1 }), path).toHaveText(heading);
    await expect.soft(cold.getByText(/could not be loaded/), path).toHaveCount(0);
    // A shortcut has the name of the screen that it leads to, and is on its way there.
    await expect.soft(cold, path).not.toHaveURL(/#\/go\//);
  }
  // Workers and whatever a screen loads only when it is asked to: every file of the build is on the device.
  const files = readdirSync(pathOf(root, "dist/assets"), { recursive: true, encoding: "utf8" });
  const code = files.filter((name) => /\.(js|css|svg|woff2)$/.test(name));
  expect(code.length).toBeGreaterThan(30);
  const missing = await cold.evaluate(async (names) => {
    const answers = await Promise.all(names.map(async (name) => ({ name, ok: (await fetch(`assets/${name}`)).ok })));
    return answers.filter(({ ok }) => !ok).map(({ name }) => name);
  }, code);
  expect(missing).toEqual([]);
});

test("[S4] a new version is offered, put off, and taken: every tab changes over, its database is raised, and nothing is lost", async ({
  browser,
}) => {
  const next = mkdtempSync(pathOf(tmpdir(), "shoal-next-"));
  try {
    await buildNext(next);
    const ana = await person(browser, { baseURL: host.url });
    await startPond(ana, "North Campus", "Ana");
    await list(ana, { title: "Tent", wants: "a sleeping bag", photo: { sign: "⛺", hue: 95 } });
    await isKept(ana);
    const pond = ana.url();
    const other = await openPage(ana.context());
    await other.goto(pond);
    await expect(other.getByRole("link", { name: /Tent/ })).toBeVisible();
    const [before, old] = [await rowsOnDisk(ana), (await entry(ana).getAttribute("src")) ?? ""];
    expect(before["ofTheFuture"]).toBeUndefined();

    host.deploy(next);
    await ana.reload();
    const card = ana.getByRole("heading", { name: "A new version is here" });
    await expect(card).toBeVisible();
    await expect(other.getByRole("heading", { name: "A new version is here" })).toBeVisible();
    await look(ana, "update-card");

    // Later: the whole of the old version goes on, though its host has nothing of it any more.
    await ana.getByRole("button", { name: "Later" }).click();
    await expect(card).toHaveCount(0);
    await ana.getByRole("link", { name: "New listing" }).first().click();
    await expect(ana.getByRole("heading", { name: "New listing" })).toBeVisible();
    for (const page of [ana, other]) await expect(entry(page)).toHaveAttribute("src", old);
    expect(await rowsOnDisk(ana)).toEqual(before);

    await ana.reload();
    await expect(card).toBeVisible();
    await ana.getByLabel("What is it?").fill("Half a ladder");
    await ana.getByRole("button", { name: "Update" }).click();
    for (const page of [ana, other]) await expect(entry(page)).not.toHaveAttribute("src", old);
    await expect(ana.getByLabel("What is it?")).toHaveValue("Half a ladder");
    await expect(other.getByRole("link", { name: /Tent/ })).toBeVisible();
    const after = await rowsOnDisk(ana);
    expect(after).toEqual({ ...before, drafts: 1, missingViews: 0, ofTheFuture: 0 });
    await expect(card).toHaveCount(0);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
});

test("a photo that another app shares becomes a draft without any network, in the pond that the person picks", async ({
  browser,
}) => {
  const ana = await person(browser, { baseURL: host.url });
  const photo = await (async () => {
    await ana.goto("./");
    return picture(ana, "🪜", 30);
  })();
  await isKept(ana);
  await host.stop();
  await ana.context().setOffline(true);

  // In no pond yet: it waits.
  await share(ana, { title: "Ladder", photo });
  await expect(ana.getByText("1 photo for a new listing.")).toBeVisible();
  await look(ana, "share-no-pond");
  await ana.getByRole("link", { name: "My ponds" }).click();
  await expect(ana.getByRole("heading", { name: "Something that you shared waits" })).toBeVisible();

  for (const name of ["North Campus", "Book club"]) await startPond(ana, name, "Ana");
  await ana.getByRole("link", { name: "Go on with it" }).click();
  await look(ana, "share-which-pond");
  await ana.getByRole("button", { name: "Book club" }).click();
  await expect(ana.getByLabel("What is it?")).toHaveValue("Ladder");
  await expect(ana.getByText("Another photo")).toBeVisible();
  await ana.getByLabel("What would you like for it?").fill("anything");
  await ana.getByRole("button", { name: "List it" }).click();
  await expect(ana.getByRole("link", { name: /Ladder/ })).toBeVisible();
  await expect(ana.getByRole("heading", { name: "Book club", level: 1 })).toBeVisible();

  // What is no picture is said to be none, and leaves nothing behind.
  await share(ana, { title: "", photo: { name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF") } });
  await expect(ana.getByText("There was no photo and no text in what was shared.")).toBeVisible();
  expect(await ana.evaluate(async () => (await (await caches.open("shoal-intake")).keys()).length)).toBe(0);
  // What calls itself a picture and is none can be left out.
  await share(ana, {
    title: "",
    photo: { name: "a.png", mimeType: "image/png", buffer: Buffer.from("not a picture") },
  });
  await ana.getByRole("button", { name: "North Campus" }).click();
  await expect(ana.getByText(/This file is not a picture/)).toBeVisible();
  await ana.getByRole("button", { name: "Leave this photo out" }).click();
  await expect(ana.getByText("Nothing that was shared is waiting.")).toBeVisible();
});

/** The service worker has the page and all files of its build. */
async function isKept(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
}

/** The id at the end of a link on this screen. */
async function lastOf(page: Page, link: string): Promise<string> {
  const href = await page.locator(`main ${link}`).first().getAttribute("href");
  return href?.split("/").at(-1) ?? "";
}

/** As the browser does it when somebody chooses Shoal from the share sheet. */
async function share(
  page: Page,
  { title, photo }: { readonly title: string; readonly photo: { name: string; mimeType: string; buffer: Buffer } },
): Promise<void> {
  const target = await openPage(page.context());
  await target.setContent(
    `<form method="post" enctype="multipart/form-data" action="${host.url}share">
      <input name="title" value="${title}"><input name="text"><input type="file" name="photo"><button>share</button>
    </form>`,
  );
  await target.locator("input[type=file]").setInputFiles(photo);
  await target.getByRole("button", { name: "share" }).click();
  await expect(target.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goto(target.url());
  await target.close();
}

/** Names the build that a page is of. */
function entry(page: Page): Locator {
  return page.locator('head script[type="module"]');
}
