import { expect, type Page } from "@playwright/test";
import { inviteLink, join, list, openPage, person, startPond, tabInHours } from "../support/people.ts";
import { test } from "../support/test.ts";

const THREE_DAYS_H = 72;

test("[L4] a device whose clock is three days ahead is told so, and nothing of either is lost", async ({ browser }) => {
  const li = await person(browser);
  await startPond(li, "North Campus", "Li");
  const link = await inviteLink(li);
  const mei = await tabInHours((await person(browser)).context(), THREE_DAYS_H);
  await join(mei, link, "Mei");
  await list(mei, { title: "Rice cooker", wants: "a lamp" });
  await li.getByRole("link", { name: "Listings" }).click();
  await list(li, { title: "Desk lamp", wants: "anything" });
  await mei.getByRole("link", { name: "Sync" }).click();
  await expect(mei.getByText(/Others do not take what this device writes. Is its clock right/)).toBeVisible({
    timeout: 90_000,
  });
  // Who is right hears that something came too early; what he writes arrives all the same.
  await li.getByRole("link", { name: "Sync" }).click();
  await expect(li.getByText(/they seem to come from the future/)).toBeVisible();
  await mei.getByRole("link", { name: "Listings" }).click();
  await expect(mei.getByRole("link", { name: /Desk lamp/ })).toBeVisible();
  const again = await setRight(mei);
  for (const title of [/Rice cooker/, /Desk lamp/])
    await expect(again.getByRole("link", { name: title })).toBeVisible();
});

test("[L4] [L4a] one that is three days behind is told so, before it joins and after, and nothing of either is lost", async ({
  browser,
}) => {
  const li = await person(browser);
  await startPond(li, "North Campus", "Li");
  const link = await inviteLink(li);
  const context = (await person(browser)).context();
  const early = await tabInHours(context, -THREE_DAYS_H);
  await early.goto(link);
  await expect(early.getByText(/By the clock of this device, this invite is not written yet/)).toBeVisible();
  await early.close();

  const mei = await openPage(context);
  await join(mei, link, "Mei");
  await expect(mei.getByText("Nothing afloat yet")).toBeVisible();
  await mei.close();
  const behind = await tabInHours(context, -THREE_DAYS_H);
  await behind.goto("./");
  await behind.getByRole("link", { name: /North Campus/ }).click();
  await list(behind, { title: "Rice cooker", wants: "a lamp" });
  await li.getByRole("link", { name: "Listings" }).click();
  await list(li, { title: "Desk lamp", wants: "anything" });
  await behind.getByRole("link", { name: "Sync" }).click();
  await expect(behind.getByText(/they seem to come from the future/)).toBeVisible({ timeout: 90_000 });
  // His own words never fall behind what he has written before: they arrive.
  await expect(li.getByRole("link", { name: /Rice cooker/ })).toBeVisible();
  const again = await setRight(behind);
  for (const title of [/Rice cooker/, /Desk lamp/])
    await expect(again.getByRole("link", { name: title })).toBeVisible();
});

/** The same device with a clock that is right: it goes on where it was. */
async function setRight(page: Page): Promise<Page> {
  await page.close();
  const again = await openPage(page.context());
  await again.goto("./");
  await again.getByRole("link", { name: /North Campus/ }).click();
  return again;
}

const REFUSALS: readonly (readonly [name: string, refuse: (page: Page) => Promise<unknown>])[] = [
  [
    "has no IndexedDB at all",
    (page) => page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined })),
  ],
  [
    "refuses it, as some do in private windows",
    (page) =>
      page.addInitScript(() => {
        IDBFactory.prototype.open = () => {
          throw new DOMException("The operation is insecure.", "SecurityError");
        };
      }),
  ],
];

for (const [name, refuse] of REFUSALS) {
  test(`[S3] where the browser ${name}, that is said, with the next step`, async ({ browser }) => {
    const mei = await person(browser);
    await refuse(mei);
    await mei.goto("./");
    await expect(mei.getByRole("alert")).toBeVisible();
    await expect(mei.getByRole("button", { name: "Try again" })).toBeVisible();
  });
}
