import { expect, type Locator, type Page } from "@playwright/test";
import { serve } from "../../server/serve.mjs";
import { barePage, limitStorage, raiseVersion, rowsOnDisk } from "../support/disk.ts";
import { look } from "../support/looks.ts";
import { gallery, inviteLink, join, list, offer, openDeal, openPage, person, startPond } from "../support/people.ts";
import { picture } from "../support/pictures.ts";
import { test } from "../support/test.ts";

test("[M1] [W3] two who are connected go on when their relay dies, are told so, and meet newcomers when it is back", async ({
  browser,
}) => {
  let relay = await ownRelay(0);
  const { port } = relay;
  const [ana, mei, li] = [await person(browser), await person(browser), await person(browser)];
  // The app comes from the usual place; what is to die is the relay alone.
  const config = { relays: [`ws://localhost:${port}/relay`], iceServers: [] };
  for (const page of [ana, mei, li])
    await page.route("**/shoal.config.json", (route) => route.fulfill({ json: config }));
  await startPond(ana, "North Campus", "Ana");
  const link = await inviteLink(ana);
  await join(mei, link, "Mei");
  await openSync(ana);
  await expect(ana.getByText("Connected with 1 device")).toBeVisible();
  await expect(ana.getByText("A relay is reached")).toBeVisible();

  await relay.close();
  await expect(ana.getByText(/not reached/)).toBeVisible();
  await expect(ana.getByText("Connected with 1 device")).toBeVisible();
  await expect(ana.getByText("All that you wrote is on other devices too.")).toBeVisible();
  await gallery(ana, "fault-relay-down");
  await list(mei, { title: "Rice cooker", wants: "a desk lamp" });
  await ana.getByRole("link", { name: "Listings" }).click();
  await expect(ana.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  await list(ana, { title: "Desk lamp", wants: "anything" });
  await expect(mei.getByRole("link", { name: /Desk lamp/ })).toBeVisible();
  await join(li, link, "Li");
  await expect(li.getByText("Nothing afloat yet")).toBeVisible();

  relay = await ownRelay(port);
  await expect(li.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  await expect(li.getByRole("link", { name: /Desk lamp/ })).toBeVisible();
  await openSync(ana);
  await expect(ana.getByText("A relay is reached")).toBeVisible();
  await relay.close();
});

test("[W3] [S1] what is listed, offered and drafted without a network is kept, and goes out when there is one", async ({
  browser,
}) => {
  const [mei, li] = [await person(browser), await person(browser)];
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await join(li, link, "Li");
  await list(li, { title: "Desk lamp", wants: "anything" });
  await mei.getByRole("link", { name: "Listings" }).click();
  await expect(mei.getByRole("link", { name: /Desk lamp/ })).toBeVisible();
  // All parts of an open page come by themselves, also those of screens that nobody has opened yet.
  await expect.poll(() => mei.evaluate(loadedParts)).toContainEqual(expect.stringContaining("counter-page"));
  await openSync(mei);
  await expect(mei.getByText("All that you wrote is on other devices too.")).toBeVisible();
  await mei.getByRole("link", { name: "Listings" }).click();

  const at = li.url();
  await li.close();
  await mei.context().setOffline(true);
  await list(mei, { title: "Rice cooker", wants: "a desk lamp" });
  await offer(mei, "Desk lamp", { mine: "Rice cooker", note: "Still there?" });
  await mei.getByRole("link", { name: "New listing" }).click();
  await mei.getByLabel("What is it?").fill("Half a thought");
  // Left at once: what was typed last is kept too.
  await openSync(mei);
  await expect(mei.getByText("3 things that you wrote are only on this device so far")).toBeVisible();
  await expect(mei.getByText("Connected with nobody at the moment")).toBeVisible();
  await expect(mei.getByText("This device has no network.", { exact: false })).toBeVisible();
  await expect(mei.getByText(/not reached/)).toBeVisible();
  await gallery(mei, "fault-offline-sync");

  await mei.context().setOffline(false);
  await mei.reload();
  await mei.getByRole("link", { name: "New listing" }).click();
  await expect(mei.getByLabel("What is it?")).toHaveValue("Half a thought");
  await mei.getByRole("link", { name: "Listings" }).click();
  await expect(mei.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  const liLater = await openPage(li.context());
  await liLater.goto(at);
  await expect(liLater.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  await openDeal(liLater, "Desk lamp");
  await expect(liLater.getByText("Still there?")).toBeVisible();
  await expect(liLater.getByText("Half a thought")).toBeHidden();
});

/** Runs in the page: what came over the network. */
const loadedParts = () => performance.getEntriesByType("resource").map(({ name }) => name);
test("[W3] what is written while nothing looks for others is not said to be on other devices, then or later", async ({
  browser,
}) => {
  const [mei, li] = [await person(browser), await person(browser)];
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await join(li, link, "Li");
  await openSync(mei);
  await expect(mei.getByText("All that you wrote is on other devices too.")).toBeVisible();
  await li.close();

  // Mei's page comes, but not the part that meets others: as where the network ends in the middle.
  const at = mei.url();
  await mei.close();
  const alone = await openPage(mei.context());
  await alone.route("**/host-*.js", (route) => route.abort());
  await alone.goto(at);
  await alone.getByRole("link", { name: "Listings" }).click();
  await list(alone, { title: "Rice cooker", wants: "a desk lamp" });
  await startPond(alone, "River Street", "Mei");
  await openSync(alone);
  await expect(alone.getByText("Nobody has been looked for yet", { exact: false })).toBeVisible();
  await alone.close();

  const later = await openPage(mei.context());
  await later.goto(at);
  await expect(later.getByText("1 thing that you wrote is only on this device so far")).toBeVisible();
});

test("where the worker does not load the person is told, and not that the storage is at fault", async ({ browser }) => {
  const mei = await person(browser);
  await mei.route("**/worker-*.js", (route) => route.abort());
  await mei.goto("./");
  await expect(mei.getByRole("heading", { name: "Shoal has stopped" })).toBeVisible();
  await expect(mei.getByText("Something went wrong that nobody had thought of.", { exact: false })).toBeVisible();
  await mei.unroute("**/worker-*.js");
  await mei.getByRole("button", { name: "Try again" }).click();
  await expect(mei.getByRole("heading", { name: "My ponds" })).toBeVisible();
});

test("[S4] a database that a newer version has written is left as it is, and the person is told", async ({
  browser,
}) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  await list(mei, { title: "Rice cooker", wants: "a desk lamp" });
  const at = mei.url();

  // The newer one comes while this one is open: it makes way at once, and says so.
  const future = await barePage(mei.context());
  const before = await rowsOnDisk(future);
  await raiseVersion(future);
  await expect(mei.getByText("A newer version of Shoal has been here.", { exact: false })).toBeVisible();
  await gallery(mei, "fault-newer-version");
  await look(mei, "40-stopped");

  // And the other way round: this one is opened where a newer one has been.
  await mei.close();
  const later = await openPage(mei.context());
  await later.goto(at);
  await expect(later.getByText("Your data is safe", { exact: false })).toBeVisible();
  await later.getByRole("button", { name: "Try again" }).click();
  await expect(later.getByText("Your data is safe", { exact: false })).toBeVisible();
  expect(await rowsOnDisk(future)).toEqual({ ...before, ofTheFuture: 1 });
  expect(before).toMatchObject({ records: 3, listings: 1, vault: 1, feedKeys: 1 });
});

test("[S4] who reads Chinese is told of the newer version in Chinese", async ({ browser }) => {
  const mei = await person(browser, { locale: "zh-CN" });
  const future = await barePage(mei.context());
  await raiseVersion(future);
  await mei.goto("./");
  await expect(mei.getByText("这里用过更新版本的 Shoal。", { exact: false })).toBeVisible();
  await expect(mei.locator("html")).toHaveAttribute("lang", "zh-CN");
  await gallery(mei, "fault-newer-version-zh");
  await look(mei, "40-stopped-zh");
  expect(await rowsOnDisk(future)).toEqual({ ofTheFuture: 1 });
});

test("[S3] on a full device a listing is refused in words, its draft stays, and the same press works when there is room", async ({
  browser,
}) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  await list(mei, { title: "Rice cooker", wants: "a desk lamp", photo: { sign: "🍚", hue: 20 } });
  const disk = await barePage(mei.context());

  await mei.getByRole("link", { name: "New listing" }).first().click();
  await mei.locator("input[type=file]").setInputFiles(await picture(mei, "📚", 210));
  await expect(mei.getByText("Another photo")).toBeVisible();
  await mei.getByLabel("What is it?").fill("Forty books");
  await expect.poll(async () => (await rowsOnDisk(disk))["drafts"]).toBe(1);
  const before = await rowsOnDisk(disk);
  const bugs: Error[] = [];
  mei.on("pageerror", (error) => bugs.push(error));
  await limitStorage(disk, 1);
  await mei.getByRole("button", { name: "List it" }).click();
  const message = mei.getByText("This device is full: nothing was lost", { exact: false });
  await expect(message).toBeVisible();
  await expect.poll(() => isUncovered(message)).toBe(true);
  await gallery(mei, "fault-quota");
  await expect(mei.getByLabel("What is it?")).toHaveValue("Forty books");
  await expect(mei.getByAltText("Photo of your listing")).toBeVisible();
  // A picture that cannot be kept is said where pictures are chosen; the one before stays.
  await mei.locator("input[type=file]").setInputFiles(await picture(mei, "🫖", 120));
  await expect(message).toHaveCount(2);
  expect(await rowsOnDisk(disk)).toEqual(before);

  await limitStorage(disk, null);
  await mei.getByRole("button", { name: "List it" }).click();
  await expect(mei.getByRole("link", { name: /Forty books/ })).toBeVisible();
  await expect(mei.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  const after = { records: (before["records"] ?? 0) + 1, listings: 2, drafts: 0, blobs: 2 };
  await expect.poll(() => rowsOnDisk(disk)).toMatchObject(after);
  expect(bugs).toEqual([]);
});

test("[W5] two tabs of one person show what either writes; one holds the wire, and the other takes it over", async ({
  browser,
}) => {
  const [mei, li] = [await person(browser), await person(browser)];
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  await join(li, link, "Li");
  await expect.poll(() => wireLocks(mei)).toEqual({ held: 1, waiting: 0 });
  const second = await openPage(mei.context());
  await second.goto(mei.url());
  await expect.poll(() => wireLocks(second)).toEqual({ held: 1, waiting: 1 });

  await list(mei, { title: "Rice cooker", wants: "a desk lamp" });
  await expect(second.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  await list(second, { title: "Forty books", wants: "tea" });
  await expect(mei.getByRole("link", { name: /Forty books/ })).toBeVisible();
  // The second tab has no wire of its own; what it writes goes out through the first.
  await expect(li.getByRole("link", { name: /Forty books/ })).toBeVisible();
  await openSync(li);
  await expect(li.getByText("Connected with 1 device")).toBeVisible();
  expect(await wireLocks(mei)).toEqual({ held: 1, waiting: 1 });

  await mei.close();
  await expect.poll(() => wireLocks(second)).toEqual({ held: 1, waiting: 0 });
  await li.getByRole("link", { name: "Listings" }).click();
  await list(li, { title: "Desk lamp", wants: "anything" });
  await expect(second.getByRole("link", { name: /Desk lamp/ })).toBeVisible();
  await list(second, { title: "Bookshelf", wants: "help to carry it" });
  await expect(li.getByRole("link", { name: /Bookshelf/ })).toBeVisible();
});

/** True where a person sees the lowest line of it: in the window, and under nothing else. */
function isUncovered(text: Locator): Promise<boolean> {
  return text.evaluate((element) => {
    const { left, bottom } = element.getBoundingClientRect();
    const seen = document.elementFromPoint(left + 1, bottom - 1);
    return seen !== null && element.contains(seen);
  });
}

async function openSync(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Sync" }).click();
  await expect(page.getByRole("heading", { name: "Sync" })).toBeVisible();
}

function ownRelay(port: number) {
  return serve({ dir: null, port, host: "localhost", relay: true });
}

/** Tabs of this browser that hold the wire, and tabs that wait for it. */
function wireLocks(page: Page): Promise<{ held: number; waiting: number }> {
  return page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const ofWire = (locks: readonly LockInfo[]) => locks.filter(({ name }) => name === "shoal/wire").length;
    return { held: ofWire(held), waiting: ofWire(pending) };
  });
}
