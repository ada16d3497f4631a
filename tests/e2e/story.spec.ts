import { expect, test } from "@playwright/test";
import { confirmWithWords, inviteLink, join, list, person, sixWords, startPond, vouchGood } from "../support/people.ts";

test("[W1] [W2] [W3] Ana, Mei, Li and Zoe swap in a pond, over real WebRTC, from the first screen to the path", async ({
  browser,
}) => {
  const [ana, mei, li, zoe] = [
    await person(browser),
    await person(browser),
    await person(browser),
    await person(browser),
  ];

  // 1: the pond exists at once.
  await startPond(ana, "North Campus", "Ana");
  const link = await inviteLink(ana);

  // 2: Mei is in and has listed before any network answered.
  await join(mei, link, "Mei");
  await list(mei, "Rice cooker", "a desk lamp");

  // 3: Li sees it over WebRTC, and offers.
  await join(li, link, "Li");
  await list(li, "Desk lamp", "anything");
  await li.getByRole("link", { name: /Rice cooker/ }).click();
  await li.getByRole("link", { name: "Make an offer" }).click();
  await li.getByLabel("Desk lamp").check();
  await li.getByLabel("Something else, in words").fill("a bike repair");
  await li.getByLabel("A few words").fill("It is bright.");
  await li.getByRole("button", { name: "Send the offer" }).click();

  await mei.getByRole("link", { name: /Deals/ }).click();
  await mei.getByRole("link", { name: /Rice cooker/ }).click();
  await expect(mei.getByText("It is bright.")).toBeVisible();
  await mei.getByRole("link", { name: "Other terms" }).click();
  await mei.getByLabel("Desk lamp").check();
  await mei.getByLabel("Something else, in words").fill("two bike repairs");
  await mei.getByRole("button", { name: "Propose these terms" }).click();
  await li.getByRole("button", { name: "Accept" }).click();

  // 4: face to face.
  await expect(mei.getByRole("heading", { name: "Handover" })).toBeVisible();
  const lisWords = await sixWords(li);
  const meisWords = await sixWords(mei);
  expect(lisWords).not.toBe(meisWords);
  await confirmWithWords(mei, "not the six words at all");
  await expect(mei.getByText("These are not the six words.")).toBeVisible();
  await mei.getByLabel(/The six words that/).fill(lisWords);
  await mei.getByRole("button", { name: "Confirm with words" }).click();
  await confirmWithWords(li, meisWords);

  // Mei's page is closed mid-way and opened again: nothing is lost.
  await expect(mei.getByRole("heading", { name: "Vouches" })).toBeVisible();
  const where = mei.url();
  const again = await mei.context().newPage();
  await mei.close();
  await again.goto(where);

  // 5: nobody reads the other's vouch before both are in.
  await vouchGood(li);
  await expect(li.getByText("From you: sealed until both are in.")).toBeVisible();
  await expect(again.getByText("From Li: sealed until both are in.")).toBeVisible();
  await vouchGood(again);
  await expect(li.getByText("Mei: good")).toBeVisible();
  await expect(again.getByText("Li: good")).toBeVisible();

  // 6: Zoe has swapped with nobody and hears so; Ana, who brought Mei and Li, sees both ways to him.
  await join(zoe, link, "Zoe");
  await zoe.getByRole("link", { name: "People" }).click();
  await zoe.getByRole("link", { name: /^Li \d/ }).click();
  await expect(zoe.getByText("Nobody you know has dealt with them.", { exact: false })).toBeVisible();
  await ana.getByRole("link", { name: "People" }).click();
  await ana.getByRole("link", { name: /^Li \d/ }).click();
  await expect(
    ana
      .getByText(/Mei \(invited\) → Li/)
      .or(ana.getByText(/Li \(invited\)/))
      .first(),
  ).toBeVisible();
});
