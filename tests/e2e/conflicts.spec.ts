import { expect, type Page } from "@playwright/test";
import {
  acceptAnyway,
  comesBack,
  inviteLink,
  join,
  list,
  offer,
  openDeal,
  person,
  startPond,
  tabInHours,
} from "../support/people.ts";
import { test } from "../support/test.ts";

// Three people each, who come and go: some 25 seconds, and several times that on a machine that is busy.
test.describe.configure({ timeout: 300_000 });

/** Mei, Li and Zoe in one pond, each with the pond open. */
async function threeInAPond(browser: Parameters<typeof person>[0]) {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const home = mei.url();
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  const [li, zoe] = [await person(browser), await person(browser)];
  await join(li, link, "Li");
  await join(zoe, link, "Zoe");
  return { home, mei, li, zoe };
}

test("[D6] one lamp, promised twice by people who were apart: the earlier yes stands, and all three see that", async ({
  browser,
}) => {
  const { home, ...three } = await threeInAPond(browser);
  let { mei, li, zoe } = three;
  await list(li, { title: "Desk lamp", wants: "anything" });
  await list(mei, { title: "Rice cooker", wants: "a lamp" });
  await list(zoe, { title: "Armchair", wants: "a lamp" });
  for (const title of ["Rice cooker", "Armchair"]) {
    await offer(li, title, { mine: "Desk lamp" });
    await li.getByRole("link", { name: "Listings" }).click();
  }
  for (const page of [mei, zoe]) {
    await page.getByRole("link", { name: /Deals/ }).click();
    await expect(page.getByRole("link", { name: /Your turn/ })).toBeVisible();
  }

  // Each alone: nobody is there who could tell of the other's yes.
  await li.close();
  await zoe.close();
  await openDeal(mei, "Rice cooker");
  await acceptAnyway(mei);
  await expect(mei.getByRole("heading", { name: "Handover" })).toBeVisible();
  await mei.close();
  zoe = await comesBack(zoe, `${home}/deals`);
  await openDeal(zoe, "Armchair");
  await acceptAnyway(zoe);
  await expect(zoe.getByRole("heading", { name: "Handover" })).toBeVisible();
  mei = await comesBack(mei, `${home}/deals`);
  li = await comesBack(li, `${home}/deals`);

  const lost = "The thing went to somebody else before";
  await expect(zoe.getByText(lost)).toBeVisible();
  await expect(zoe.getByRole("heading", { name: "Handover" })).toHaveCount(0);
  await expect(li.getByRole("link", { name: /Rice cooker/ })).toContainText("Agreed");
  await expect(li.getByRole("link", { name: /Armchair/ })).toContainText(lost);
  await expect(mei.getByRole("link", { name: /Rice cooker/ })).toContainText("Agreed");
  // What was not given away is there for others again, and the lamp is not: for everyone.
  for (const page of [mei, li, zoe]) {
    await page.getByRole("link", { name: "Listings" }).click();
    await expect(page.locator("a[href*='/listing/']")).toHaveText(/Armchair/);
  }
});

test("[X7] the same day, asked for by two who were apart: one has it, and all three see whose it is", async ({
  browser,
}) => {
  let { mei, li, zoe } = await threeInAPond(browser);
  await mei.getByRole("link", { name: "New listing" }).first().click();
  await mei.getByLabel("What is it?").fill("Power drill");
  await mei.getByRole("radio", { name: "To lend" }).check();
  await mei.getByRole("radio", { name: "Nothing" }).check();
  await mei.getByRole("button", { name: "List it" }).click();
  for (const page of [mei, li, zoe]) await page.getByRole("link", { name: /Power drill/ }).click();
  const drill = zoe.url();

  await mei.close();
  await zoe.close();
  await askFor(li, "2027-05-03", "2027-05-05");
  await li.close();
  zoe = await comesBack(zoe, drill);
  await expect(zoe.getByText("All days are free.")).toBeVisible();
  await askFor(zoe, "2027-05-05", "2027-05-07");
  mei = await comesBack(mei, drill);
  li = await comesBack(li, drill);

  const one = (page: Page, days: string) => page.getByRole("listitem").filter({ hasText: days });
  await expect(mei.getByRole("button", { name: "Lend it" })).toHaveCount(2);
  await one(mei, "May 3 – 5, 2027").getByRole("button", { name: "Lend it" }).click();
  for (const page of [mei, li, zoe]) await expect(one(page, "May 3 – 5, 2027")).toContainText("has it then");
  // Nobody is left waiting for what cannot be: it is said, and not offered any more.
  for (const page of [mei, zoe])
    await expect(one(page, "May 5 – 7, 2027")).toContainText("one of these days is lent by now");
  await expect(mei.getByRole("button", { name: "Lend it" })).toHaveCount(0);
  // Called off by Li, and the day is free for Zoe.
  for (let step = 0; step < 2; step++)
    await one(li, "May 3 – 5, 2027").getByRole("button", { name: "Call it off" }).click();
  await one(mei, "May 5 – 7, 2027").getByRole("button", { name: "Lend it" }).click();
  for (const page of [mei, zoe]) await expect(one(page, "May 5 – 7, 2027")).toContainText("has it then");
  await expect(li.getByText("called off")).toBeVisible();
  await expect(one(li, "May 5 – 7, 2027")).toContainText("has it then");
});

test("[A1] [A2] [A3] sealed bids, one that came after the end and one that was late: all see the same, and who won", async ({
  browser,
}) => {
  const { home, ...three } = await threeInAPond(browser);
  const { mei, li, zoe } = three;
  await auction(mei, "Bicycle", "The highest open bid");
  await auction(mei, "Violin", "The highest sealed bid");
  for (const page of [li, zoe]) await expect(page.getByRole("link", { name: /Bicycle/ })).toBeVisible();

  // Both seal a bid for the violin. Li bids for the bicycle; Zoe does so later, while her device is alone.
  await bid(li, "Violin", "7", "Bid in a sealed envelope");
  await bid(zoe, "Violin", "9", "Bid in a sealed envelope");
  for (const page of [li, zoe]) await expect(page.getByText("Your envelope is in.")).toBeVisible();
  await bid(li, "Bicycle", "3", "Bid");
  await mei.getByRole("link", { name: /Bicycle/ }).click();
  await expect(mei.getByText("3 hours", { exact: true })).toBeVisible();
  const bicycle = mei.url();
  await mei.getByRole("link", { name: "Listings" }).click();
  await mei.getByRole("link", { name: /Violin/ }).click();
  // Two envelopes, and nobody can look into them.
  await expect(mei.getByText("sealed", { exact: true })).toHaveCount(2);
  const violin = mei.url();
  for (const page of [mei, li]) await page.close();
  await bid(zoe, "Bicycle", "8", "Bid");
  await expect(zoe.getByText("8 hours", { exact: true })).toBeVisible();
  await zoe.close();
  // Her clock was two days ahead for a while: what she signs after that bears that time, and is late by her own record.
  const ahead = await tabInHours(zoe.context(), 48);
  await ahead.goto(bicycle);
  await ahead.getByRole("button", { name: "I like it" }).click();
  await expect(ahead.getByRole("button", { name: "I like it" })).toHaveAttribute("aria-pressed", "true");
  await ahead.close();
  const late = await comesBack(zoe, home);
  await bid(late, "Bicycle", "12", "Bid");
  await expect(late.getByText("too late", { exact: true })).toBeVisible();
  await late.close();

  // The time is over. Li's device opens his envelope by itself, Mei ends the auction of the bicycle without Zoe.
  const [meiLater, liLater] = [await tabInHours(mei.context(), 48), await tabInHours(li.context(), 48)];
  await meiLater.goto(bicycle);
  await liLater.goto(bicycle);
  await meiLater.getByRole("button", { name: "End the auction" }).click();
  for (const page of [meiLater, liLater])
    await expect(page.getByRole("status").filter({ hasText: / won[.!]/ })).toBeVisible();
  await expect(liLater.getByText("You won!")).toBeVisible();
  await meiLater.goto(violin);
  await expect(meiLater.getByText("7 hours", { exact: true })).toBeVisible();
  await expect(meiLater.getByText("Some bids are still sealed")).toBeVisible();

  // Zoe comes: what she bid in time is shown as left out, and changes nothing; her envelope opens, and wins.
  const zoeLater = await tabInHours(zoe.context(), 48);
  await zoeLater.goto(bicycle);
  for (const page of [liLater, zoeLater]) {
    await expect(page.getByText("1 entry came in time and was not looked at")).toBeVisible();
    await expect(page.getByText("left out", { exact: true })).toBeVisible();
    await expect(page.getByText("too late", { exact: true })).toBeVisible();
  }
  await expect(liLater.getByText("You won!")).toBeVisible();
  await expect(zoeLater.getByText("Li won.")).toBeVisible();
  await expect(meiLater.getByText("9 hours", { exact: true })).toBeVisible();
  await meiLater.getByRole("button", { name: "End the auction" }).click();
  for (const page of [liLater, zoeLater]) await page.goto(violin);
  await expect(zoeLater.getByText("You won!")).toBeVisible();
  for (const page of [meiLater, liLater]) await expect(page.getByText("Zoe won.")).toBeVisible();
  for (const page of [meiLater, liLater, zoeLater]) {
    await expect(page.getByText("7 hours", { exact: true })).toBeVisible();
    await expect(page.getByText("9 hours", { exact: true })).toBeVisible();
  }
});

test("[R2] a yes and a no to the same ring, said apart: all three see that nobody is bound, and may try again", async ({
  browser,
}) => {
  const { home, ...three } = await threeInAPond(browser);
  let { mei, li, zoe } = three;
  await list(mei, { title: "Rice cooker", wants: "a chair" });
  await list(li, { title: "Desk lamp", wants: "a rice cooker" });
  await list(zoe, { title: "Armchair", wants: "a lamp" });
  await offer(mei, "Armchair", { mine: "Rice cooker" });
  await offer(zoe, "Desk lamp", { mine: "Armchair" });
  await offer(li, "Rice cooker", { mine: "Desk lamp" });
  for (const page of [mei, li, zoe]) await page.getByRole("link", { name: /Deals/ }).click();
  const propose = (page: Page) => page.getByRole("button", { name: "Propose it to the others" });
  for (const page of [mei, li, zoe]) await expect(propose(page)).toBeVisible();
  await propose(mei).click();
  for (const page of [li, zoe]) await expect(page.getByRole("button", { name: "I am in" })).toBeVisible();

  await mei.close();
  await zoe.close();
  await li.getByRole("button", { name: "Not for me" }).click();
  await expect(propose(li)).toBeVisible();
  await li.close();
  zoe = await comesBack(zoe, `${home}/deals`);
  await zoe.getByRole("button", { name: "I am in" }).click();
  await expect(zoe.getByText(/You said yes. It waits for the others/)).toBeVisible();
  mei = await comesBack(mei, `${home}/deals`);
  li = await comesBack(li, `${home}/deals`);

  for (const page of [mei, li, zoe]) {
    await expect(propose(page)).toBeVisible();
    await expect(page.getByText(/said yes/i)).toHaveCount(0);
    await expect(page.getByRole("link", { name: /Agreed/ })).toHaveCount(0);
    await page.getByRole("link", { name: "Listings" }).click();
    await expect(page.locator("a[href*='/listing/']")).toHaveCount(3);
  }
});

async function auction(page: Page, title: string, way: string): Promise<void> {
  await page.getByRole("link", { name: "Listings" }).click();
  await page.getByRole("link", { name: "New listing" }).first().click();
  await page.getByLabel("What is it?").fill(title);
  await page.getByText("Auction it instead").click();
  await page.getByRole("radio", { name: way }).check();
  await page.getByLabel("What bids are counted in").fill("hours");
  await page.getByRole("button", { name: "List it" }).click();
  await expect(page.getByRole("link", { name: new RegExp(title) })).toBeVisible();
}

async function bid(page: Page, title: string, amount: string, button: string): Promise<void> {
  await page.getByRole("link", { name: "Listings" }).click();
  await page.getByRole("link", { name: new RegExp(title) }).click();
  await page.getByLabel("Your bid (hours)").fill(amount);
  await page.getByRole("button", { name: button, exact: true }).click();
  await expect(page.getByLabel("Your bid (hours)")).toHaveValue("");
}

async function askFor(page: Page, from: string, to: string): Promise<void> {
  await page.getByLabel("From").fill(from);
  await page.getByLabel("To", { exact: true }).fill(to);
  await page.getByRole("button", { name: "Ask to borrow it" }).click();
  await expect(page.getByText("has asked")).toBeVisible();
}
