import { expect } from "@playwright/test";
import { look } from "../support/looks.ts";
import { person, startPond } from "../support/people.ts";
import { test } from "../support/test.ts";

const PICTURES = process.env["SHOAL_LOOK_AT_SAMPLE"] === "1";

test("[S7] a newcomer looks around in a sample, takes it away with one tap, and starts a pond of his own", async ({
  browser,
}) => {
  const page = await person(browser);
  const sockets: string[] = [];
  page.on("websocket", (socket) => sockets.push(socket.url()));
  await page.goto("./");
  await page.getByRole("button", { name: "Look around in a sample" }).click();
  const banner = page.getByText("A sample, on this device only.");
  await expect(page.getByRole("heading", { name: /Willow Campus/, level: 1 })).toBeVisible();
  await expect(banner).toBeVisible();
  await expect(page.getByRole("link", { name: /Two loaves of bread/ }).locator("img")).toBeVisible();
  if (PICTURES) await look(page, "sample-grid");

  await page.getByRole("link", { name: /Tea set for four/ }).click();
  await expect(page.getByRole("heading", { name: /Tea set/, level: 1 })).toBeVisible();
  await expect(page.getByText("这套茶具真好看。")).toBeVisible();
  await expect(banner).toBeVisible();
  if (PICTURES) await look(page, "sample-listing");

  // A member two steps away: the way leads over somebody with whom the visitor has swapped.
  await page.getByRole("link", { name: "People" }).click();
  await page.getByRole("link", { name: /^李航/ }).click();
  await expect(page.getByRole("heading", { name: "李航", level: 1 })).toBeVisible();
  await expect(
    page
      .getByRole("main")
      .getByText(/Mei 梅/)
      .first(),
  ).toBeVisible();
  await expect(banner).toBeVisible();
  // The hint comes once: read here, it is gone for good.
  await page.getByRole("button", { name: "Got it" }).click();
  await expect(page.getByRole("button", { name: "Got it" })).toBeHidden();
  if (PICTURES) await look(page, "sample-member");

  await page.getByRole("link", { name: /Deals/ }).click();
  await expect(page.getByRole("link", { name: /Desk fan/ })).toBeVisible();
  await expect(page.getByRole("link", { name: /护眼台灯/ })).toBeVisible();
  if (PICTURES) await look(page, "sample-deals");

  // It meets nobody.
  await page.getByRole("link", { name: "Sync" }).click();
  await expect(page.getByText("Nothing leaves a sample")).toBeVisible();
  if (PICTURES) await look(page, "sample-sync");
  expect(sockets).toEqual([]);

  await page.getByRole("button", { name: "Remove it" }).click();
  await expect(page.getByText("The sample is gone.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Look around in a sample" })).toBeVisible();
  await startPond(page, "North Campus", "Mei");
  await expect(banner).toBeHidden();
});
