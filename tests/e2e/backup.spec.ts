import { readFile } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { keptRows } from "../support/device.ts";
import { barePage, rowsOnDisk } from "../support/disk.ts";
import { look } from "../support/looks.ts";
import {
  acceptAnyway,
  handOver,
  inviteLink,
  join,
  list,
  offer,
  openDeal,
  openPage,
  person,
  startPond,
} from "../support/people.ts";
import { test } from "../support/test.ts";

test("[K3] [S5] a backup, a fresh device, and everything is back: by file and passphrase, then by words and a peer", async ({
  browser,
}) => {
  const [mei, li] = [await person(browser), await person(browser)];
  await startPond(mei, "North Campus", "Mei");
  await join(li, await inviteLink(mei), "Li");
  await list(mei, { title: "Rice cooker", wants: "a desk lamp", photo: { sign: "🍚", hue: 20 } });
  await list(li, { title: "Desk lamp", wants: "anything" });
  await offer(li, "Rice cooker", { mine: "Desk lamp", note: "Is it quiet?" });
  await openDeal(mei, "Rice cooker");
  await acceptAnyway(mei);
  await expect(li.getByText("Agreed: meet and hand over", { exact: false })).toBeVisible();
  await handOver(mei, li);

  // The reminder comes with the first finished swap, and with the next screen: it pushes none away from under a finger.
  await expect(mei.getByText("Handed over face to face", { exact: false })).toBeVisible();
  await expect(mei.getByText("You have swapped, and others trust you now.", { exact: false })).toBeHidden();
  // What is on this screen and what is due are read one after the other: the screen after this one may still be too early.
  await expect(async () => {
    await mei.getByRole("link", { name: "Deals", exact: true }).click();
    await mei.getByRole("link", { name: "Listings" }).click();
    await expect(mei.getByText("You have swapped, and others trust you now.", { exact: false })).toBeVisible({
      timeout: 2_000,
    });
  }).toPass();
  await mei.getByRole("link", { name: "Make a backup" }).click();
  await expect(mei.getByText("There is no backup yet.")).toBeVisible();
  await mei.getByRole("button", { name: "Propose one" }).click();
  await expect(mei.getByLabel("Passphrase")).toHaveValue(/^[a-z]+( [a-z]+){4}$/);
  const passphrase = await mei.getByLabel("Passphrase").inputValue();
  await look(mei, "61-backup");
  const saving = mei.waitForEvent("download");
  await mei.getByRole("button", { name: "Save the file" }).click();
  const file = await readFile(await (await saving).path());
  await expect(mei.getByText("Saved.", { exact: false })).toBeVisible();
  await mei.goto("./#/me");
  await mei.getByRole("button", { name: "Show them" }).click();
  await expect(mei.locator("ol li")).toHaveCount(24);
  const words = await mei.locator("ol li").allInnerTexts();
  const [before] = await keptRows(mei, "ponds");
  // The old device is gone; nobody else is there either.
  await mei.context().close();

  const byFile = await person(browser);
  await byFile.goto("./");
  await byFile.getByRole("link", { name: "I have been here before" }).click();
  await look(byFile, "62-restore");
  await byFile.locator("input[type=file]").setInputFiles({ name: "my.shoal", mimeType: "", buffer: file });
  await byFile.getByLabel("Passphrase of the backup").fill("wrong horse battery");
  await byFile.getByRole("button", { name: "Bring it back" }).click();
  await expect(byFile.getByText("The passphrase does not fit this file.", { exact: false })).toBeVisible();
  await byFile.getByLabel("Passphrase of the backup").fill(passphrase);
  await byFile.getByRole("button", { name: "Bring it back" }).click();
  await expect(byFile.getByText(/^1 pond is back, with \d+ records and 1 photos\.$/)).toBeVisible();
  await byFile.getByRole("link", { name: "To my ponds" }).click();
  await byFile.getByRole("link", { name: /North Campus/ }).click();
  await openDeal(byFile, "Rice cooker");
  await expect(byFile.getByText("Is it quiet?")).toBeVisible();
  await expect(byFile.getByRole("radio", { name: "Good", exact: true })).toBeVisible();
  const [anew] = await keptRows(byFile, "ponds");
  expect(anew?.["me"]).toBe(before?.["me"]);
  expect(anew?.["feed"]).not.toBe(before?.["feed"]);

  const byWords = await person(browser);
  await byWords.goto("./#/restore");
  await byWords.getByLabel("The 24 words").fill(`${words.slice(0, 23).join(" ")} pondling`);
  await byWords.getByRole("button", { name: "Take these words" }).click();
  await expect(byWords.getByText("by their place: 24.", { exact: false })).toBeVisible();
  await byWords.getByLabel("The 24 words").fill(words.join("\n"));
  await byWords.getByRole("button", { name: "Take these words" }).click();
  await expect(byWords.getByText("You are you again.", { exact: false })).toBeVisible();
  await li.getByRole("link", { name: "People" }).click();
  await join(byWords, await inviteLink(li), "Mei");
  // Comes from Li, as everything does.
  await byWords.getByRole("link", { name: /Deals/ }).click();
  await byWords.getByRole("link", { name: /Rice cooker/ }).click();
  await expect(byWords.getByRole("radio", { name: "Good", exact: true })).toBeVisible();
  await byWords.getByRole("link", { name: "Listings" }).click();
  await list(byWords, { title: "Forty books", wants: "tea" });
  await li.getByRole("link", { name: "Listings" }).click();
  await expect(li.getByRole("link", { name: /Forty books/ })).toBeVisible();
  for (const page of [byWords, li]) {
    const members = await keptRows(page, "members");
    expect(new Set(members.map(({ name }) => name))).toEqual(new Set(["Li", "Mei"]));
    expect(members.map(({ forked }) => forked)).toEqual([false, false]);
  }
});

test("[K5] [K6] a second device is linked by two codes; both write at once, one is lost and closed", async ({
  browser,
}) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const second = await person(browser);
  await second.goto("./#/restore");
  await second.getByRole("button", { name: "Show a code" }).click();
  await second.getByText("The code as text").click();
  const ask = await second.getByLabel("The code of this device").last().inputValue();
  const words = (await second.getByText("Both devices must show these words").innerText()).split(": ")[1] ?? "?";
  await mei.goto("./#/me/devices");
  await typeCode(mei, "Its code as text", ask, "Look at it");
  await expect(mei.getByText(words)).toBeVisible();
  await look(mei, "65-link-check");
  await mei.getByRole("button", { name: "Yes, link it" }).click();
  await mei.getByText("The code as text").click();
  const answer = await mei.getByLabel("The answer for your new device").last().inputValue();
  await typeCode(second, "The answer as text", answer, "Link");
  await expect(second.getByText("This device is yours now.", { exact: false })).toBeVisible();
  await second.getByRole("link", { name: "To my ponds" }).click();
  await second.getByRole("link", { name: /North Campus/ }).click();
  await mei.goto("./");
  await mei.getByRole("link", { name: /North Campus/ }).click();
  await Promise.all([
    list(second, { title: "From the second", wants: "tea" }),
    list(mei, { title: "From the first", wants: "tea" }),
  ]);
  for (const page of [mei, second]) {
    await expect(page.getByRole("link", { name: /From the first/ })).toBeVisible();
    await expect(page.getByRole("link", { name: /From the second/ })).toBeVisible();
    expect(await keptRows(page, "members")).toMatchObject([{ name: "Mei", forked: false }]);
  }

  await second.goto("./#/me/devices");
  await expect(second.getByText("It is lost: close it")).toHaveCount(1);
  await look(second, "66-devices");
  await second.getByRole("button", { name: "It is lost: close it" }).click();
  await second.getByRole("button", { name: "Close it", exact: true }).click();
  await expect(second.getByText("· Closed")).toBeVisible();
  await expect.poll(async () => (await keptRows(mei, "feeds")).filter(({ endsAt }) => endsAt !== null)).toHaveLength(1);
  await mei.getByRole("link", { name: "New listing" }).first().click();
  await mei.getByLabel("What is it?").fill("By the finder");
  await mei.getByLabel("What would you like for it?").fill("tea");
  await mei.getByRole("button", { name: "List it" }).click();
  await expect(mei.getByText("it was closed from another device of yours", { exact: false })).toBeVisible();
  await expect(mei.getByLabel("What is it?")).toHaveValue("By the finder");
});

test("[S3] leaving a pond and wiping the device take two steps each, and leave nothing behind", async ({ browser }) => {
  const [mei, li] = [await person(browser), await person(browser)];
  await startPond(mei, "North Campus", "Mei");
  await join(li, await inviteLink(mei), "Li");
  await list(li, { title: "Desk lamp", wants: "tea" });
  await mei.getByRole("link", { name: "Listings" }).click();
  await expect(mei.getByRole("link", { name: /Desk lamp/ })).toBeVisible();
  await li.goto("./#/me/storage");
  await expect(li.getByText(/Shoal uses .* of .* that the browser allows/)).toBeVisible();
  await look(li, "67-storage");
  await li.getByRole("link", { name: "Leave North Campus" }).click();
  await look(li, "68-leave");
  await li.getByRole("button", { name: "Leave the pond" }).click();
  await li.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(li.getByText("Somebody has heard of it.", { exact: true })).toBeVisible();
  await expect(mei.getByRole("link", { name: /Desk lamp/ })).toBeHidden();
  await li.getByRole("button", { name: "Remove it from this device" }).click();
  await expect(li.getByText("A pond is where things change hands")).toBeVisible();
  expect(await keptRows(li, "records")).toEqual([]);

  await mei.goto("./#/me/storage");
  await mei.getByRole("button", { name: "Wipe this device" }).click();
  await mei.getByRole("button", { name: "Wipe it" }).click();
  await expect(mei.getByText("A pond is where things change hands")).toBeVisible();
  const disk = await barePage(mei.context());
  expect(await rowsOnDisk(disk)).toMatchObject({ records: 0, ponds: 0, vault: 0, feedKeys: 0, blobs: 0 });
  await disk.close();
});

test("[S3] a database that is deleted under the app's hands is said, with the ways back", async ({ browser }) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const disk = await openPage(mei.context());
  await disk.goto("/shoal.config.json");
  await disk.evaluate(
    () =>
      new Promise<void>((done, failed) => {
        const request = indexedDB.deleteDatabase("shoal");
        request.addEventListener("success", () => done());
        request.addEventListener("error", () => failed(new Error("not deleted")));
      }),
  );
  await expect(mei.getByText("closed or deleted while it was open", { exact: false })).toBeVisible();
  await mei.getByRole("button", { name: "Try again" }).click();
  await mei.goto("./#/");
  await expect(mei.getByRole("link", { name: "I have been here before" })).toBeVisible();
});

async function typeCode(page: Page, label: string, code: string, action: string): Promise<void> {
  await page.getByText("Without a camera").click();
  await page.getByLabel(label).fill(code);
  await page.getByRole("button", { name: action, exact: true }).click();
}
