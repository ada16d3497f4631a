import { expect, type Page } from "@playwright/test";
import {
  acceptAnyway,
  confirmWithWords,
  peerLine,
  handOver,
  inviteLink,
  join,
  list,
  offer,
  openDeal,
  openMember,
  openPage,
  person,
  sixWords,
  startPond,
  vouchGood,
} from "../support/people.ts";
import { test } from "../support/test.ts";

test("[W1] [W2] [W3] [T6] Ana, Mei, Li and Zoe swap in a pond, over real WebRTC, from the first screen to the path", async ({
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
  await list(mei, { title: "Rice cooker", wants: "a desk lamp", photo: { sign: "🍚", hue: 20 } });

  // 3: Li sees it over WebRTC, its picture too, and offers.
  await join(li, link, "Li");
  await list(li, { title: "Desk lamp", wants: "anything", photo: { sign: "💡", hue: 45 } });
  const cooker = li.getByRole("link", { name: /Rice cooker/ }).locator("img");
  await expect.poll(() => cooker.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await offer(li, "Rice cooker", { mine: "Desk lamp", words: "a bike repair", note: "It is bright." });

  await openDeal(mei, "Rice cooker");
  await expect(mei.getByText("It is bright.")).toBeVisible();
  await mei.getByRole("link", { name: "Other terms" }).click();
  await mei.getByLabel("Desk lamp").check();
  await mei.getByLabel("Something else, in words").fill("two bike repairs");
  await mei.getByRole("button", { name: "Propose these terms" }).click();
  await acceptAnyway(li);

  // 4: face to face, in a courtyard without a network.
  await expect(mei.getByRole("heading", { name: "Handover" })).toBeVisible();
  for (const page of [mei, li]) await page.context().setOffline(true);
  expect(await sixWords(li)).not.toBe(await sixWords(mei));
  await confirmWithWords(mei, "not the six words at all");
  await expect(mei.getByText("These are not the six words.")).toBeVisible();
  await mei.getByLabel(/The six words that/).fill(await sixWords(li));
  await mei.getByRole("button", { name: "Confirm with words" }).click();
  await confirmWithWords(li, await sixWords(mei));
  // Each has it on his own device; the other's word comes with the network at the latest.
  for (const page of [mei, li]) await expect(page.getByLabel(/The six words that/)).toBeHidden();
  for (const page of [mei, li]) await page.context().setOffline(false);

  // Mei's page is closed mid-way and opened again: nothing is lost.
  await expect(mei.getByRole("heading", { name: "Vouches" })).toBeVisible();
  const where = mei.url();
  await mei.close();
  const again = await openPage(mei.context());
  await again.goto(where);

  // 5: nobody reads the other's vouch before both are in.
  await vouchGood(li);
  await expect(li.getByText("From you: sealed until both are in.")).toBeVisible();
  await expect(again.getByText("From Li: sealed until both are in.")).toBeVisible();
  await vouchGood(again);
  await expect(li.getByText("Mei: good")).toBeVisible();
  await expect(again.getByText("Li: good")).toBeVisible();

  // 6: Zoe, a stranger to Li, hears so; once she has swapped with Mei, she sees the way to him.
  await join(zoe, link, "Zoe");
  await openMember(zoe, "Li");
  await expect(zoe.getByText("Nobody you know has dealt with Li yet.", { exact: false })).toBeVisible();
  await again.getByRole("link", { name: "Listings" }).click();
  await list(again, { title: "Forty books", wants: "tea", photo: { sign: "📚", hue: 210 } });
  await list(zoe, { title: "Tea set", wants: "books", photo: { sign: "🫖", hue: 120 } });
  await offer(zoe, "Forty books", { mine: "Tea set" });
  await openDeal(again, "Forty books");
  await acceptAnyway(again);
  await expect(zoe.getByRole("heading", { name: "Handover" })).toBeVisible();
  await handOver(zoe, again);
  await vouchGood(zoe);
  await vouchGood(again);
  await expect(zoe.getByText("Mei: good")).toBeVisible();
  await openMember(zoe, "Li");
  await expect(
    zoe.getByText(/^You swapped with Mei once, face to face; Mei swapped with Li once, face to face: \d drops?\.$/),
  ).toBeVisible();
});

test("[P4] [W3] [W8] two act while apart, nobody else there, and both see all of it when they meet", async ({
  browser,
}) => {
  const [mei, li] = [await person(browser), await person(browser)];
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await join(li, link, "Li");
  await list(mei, { title: "Rice cooker", wants: "a desk lamp" });
  await expect(li.getByRole("link", { name: /Rice cooker/ })).toBeVisible();

  // Mei's device is away: Li lists and offers. Then Li's is away: Mei lists, and changes what Li wants to have.
  const at = mei.url();
  await mei.close();
  await list(li, { title: "Desk lamp", wants: "anything" });
  await offer(li, "Rice cooker", { mine: "Desk lamp", note: "Is it still there?" });
  await li.close();
  const meiLater = await openPage(mei.context());
  await meiLater.goto(at);
  await list(meiLater, { title: "Bookshelf", wants: "help to carry it" });
  await expect(meiLater.getByRole("link", { name: /Desk lamp/ })).toBeHidden();

  const liLater = await openPage(li.context());
  await liLater.goto(at);
  await expect(liLater.getByRole("link", { name: /Bookshelf/ })).toBeVisible();
  await expect(meiLater.getByRole("link", { name: /Desk lamp/ })).toBeVisible();
  await openDeal(meiLater, "Rice cooker");
  await expect(meiLater.getByText("Is it still there?")).toBeVisible();
  // Each has proven to the other whose device it is.
  await liLater.getByRole("link", { name: "Sync" }).click();
  await expect(peerLine(liLater, "Mei")).toBeVisible();
  await liLater.getByRole("link", { name: "Listings" }).click();
  // The same pond on both: the same listings in the same order.
  await meiLater.getByRole("link", { name: "Listings" }).click();
  await expect(titles(meiLater)).toHaveCount(3);
  await expect(titles(liLater)).toHaveText(await titles(meiLater).allInnerTexts());
});

const titles = (page: Page) => page.locator("main li strong");
