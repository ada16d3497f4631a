import { expect, type Page } from "@playwright/test";
import { pictureOnPhone } from "../support/eyes.ts";
import { look } from "../support/looks.ts";
import { keptRows } from "../support/device.ts";
import {
  acceptAnyway,
  handOver,
  inviteLink,
  join,
  list,
  offer,
  openDeal,
  openFilters,
  openMember,
  person,
  startPond,
  tabInHours,
} from "../support/people.ts";
import { test } from "../support/test.ts";

test("people ask, answer and like under a listing; what is taken back is gone everywhere", async ({ browser }) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "Rice cooker", wants: "a lamp", photo: { sign: "饭", hue: 30 } });
  const li = await person(browser);
  await join(li, link, "Li");
  await li.getByRole("link", { name: /Rice cooker/ }).click();
  await li.getByRole("button", { name: "I like it" }).click();
  await expect(li.getByRole("button", { name: "I like it" })).toHaveAttribute("aria-pressed", "true");
  await li.getByLabel("Ask or say something").fill("Does it steam, too? <b>really</b>");
  await li.getByRole("button", { name: "Send" }).click();

  await mei.getByRole("link", { name: /Deals/ }).click();
  await expect(mei.getByText("1 person waits for your answer")).toBeVisible();
  await look(mei, "73-owed");
  await mei.getByRole("link", { name: /Rice cooker/ }).click();
  await expect(mei.getByText("1 person likes it")).toBeVisible();
  await expect(mei.getByText("Does it steam, too? <b>really</b>")).toBeVisible();
  await mei.getByRole("button", { name: "Answer" }).click();
  await mei.getByLabel("Your answer to Li").fill("It does. 也可以蒸包子。");
  await mei.getByRole("button", { name: "Send" }).click();

  await expect(li.getByText("It does. 也可以蒸包子。")).toBeVisible();
  await expect(li.getByText("In answer to You")).toBeVisible();
  await li.getByText("It does. 也可以蒸包子。").scrollIntoViewIfNeeded();
  await look(li, "60-talk");

  await li.getByRole("button", { name: "Take it back" }).click();
  await expect(mei.getByText("Taken back.")).toBeVisible();
  await expect(mei.getByText("really")).toHaveCount(0);
  await mei.getByRole("link", { name: /Deals/ }).click();
  await expect(mei.getByText("waits for your answer")).toHaveCount(0);

  // Whom one mutes is not seen any more, here; and is seen again when one wants it.
  await li.getByLabel("Ask or say something").fill("Buy my course instead!");
  await li.getByRole("button", { name: "Send" }).click();
  await mei.getByRole("link", { name: "Listings" }).click();
  await mei.getByRole("link", { name: /Rice cooker/ }).click();
  await expect(mei.getByText("Buy my course instead!")).toBeVisible();
  const listing = mei.url();
  await openMember(mei, "Li");
  await mei.getByRole("button", { name: "Mute Li" }).click();
  await expect(mei.getByText("Li is not told")).toBeVisible();
  await mei.goto(listing);
  await expect(mei.getByRole("heading", { name: "Questions and answers" })).toBeVisible();
  await expect(mei.getByText("Buy my course instead!")).toHaveCount(0);
  await openMember(mei, "Li");
  await mei.getByRole("button", { name: "No longer mute Li" }).click();
  await mei.goto(listing);
  await expect(mei.getByText("Buy my course instead!")).toBeVisible();
});

test("a listing says what is wanted in return, where it is, and by what words it is found", async ({ browser }) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  await mei.getByRole("link", { name: "New listing" }).first().click();
  await mei.getByLabel("What is it?").fill("Guitar lessons");
  await mei.getByRole("radio", { name: "Service or lesson" }).check();
  await mei.getByRole("radio", { name: "Cash in hand" }).check();
  await mei.getByLabel("What would you like for it?").fill("10 € an hour");
  await mei.getByText("Tags and place").click();
  await mei.getByLabel("Tags").fill("music, 吉他, music, ");
  await mei.getByLabel("Where it is").fill("library side");
  await look(mei, "61-composer-kinds");
  // A draft is kept, whole.
  await expect(mei.getByLabel("Tags")).toHaveValue("music, 吉他, music, ");
  await mei.getByRole("button", { name: "List it" }).click();
  await mei.getByRole("link", { name: /Guitar lessons/ }).click();
  await expect(mei.getByText("Cash in hand: 10 € an hour")).toBeVisible();
  await expect(mei.getByText("library side")).toBeVisible();
  await expect(mei.getByText("吉他", { exact: true })).toBeVisible();
  await look(mei, "62-listing-kinds");

  await mei.getByRole("link", { name: "Change it" }).click();
  await mei.getByRole("radio", { name: "Gift" }).check();
  await expect(mei.getByLabel("What would you like for it?")).toHaveCount(0);
  await mei.getByRole("button", { name: "Save" }).click();
  await expect(mei.getByText("Given away")).toBeVisible();
});

test("two agree on when and where, in private; a deal that does not work out ends by agreement, or is broken and says whom", async ({
  browser,
}) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "Rice cooker", wants: "a lamp" });
  const li = await person(browser, { timezoneId: "Asia/Shanghai", acceptDownloads: true });
  await join(li, link, "Li");
  await list(li, { title: "Desk lamp", wants: "anything" });
  await list(li, { title: "Floor lamp", wants: "anything" });
  await offer(li, "Rice cooker", { mine: "Desk lamp" });

  await openDeal(mei, "Rice cooker");
  await mei.getByRole("button", { name: "Decline" }).click();
  await look(mei, "63-decline");
  await mei.getByRole("button", { name: "It does not suit me" }).click();
  await expect(li.getByText("It does not suit me")).toBeVisible();
  await li.getByRole("link", { name: "Listings" }).click();
  await offer(li, "Rice cooker", { mine: "Floor lamp" });
  await mei.getByRole("link", { name: /Deals/ }).click();
  await mei.getByRole("link", { name: /Your turn/ }).click();
  await acceptAnyway(mei);

  // 20:30 in Shanghai is what it is everywhere.
  await li.getByText("Propose when and where to meet").click();
  await li.getByLabel("When").fill("2027-03-01T20:30");
  await li.getByLabel("Where").fill("Library steps");
  await li.getByRole("button", { name: "Propose it" }).click();
  await expect(mei.getByText("Li would like to meet:")).toBeVisible();
  await mei.getByRole("button", { name: "That suits me" }).click();
  await expect(li.getByText("You meet:")).toBeVisible();
  await expect(li.getByText("8:30 PM")).toBeVisible();
  const saving = li.waitForEvent("download");
  await li.getByRole("button", { name: "Put it into my calendar" }).click();
  const saved = await (await saving).createReadStream();
  expect(Buffer.concat(await saved.toArray()).toString()).toContain("DTSTART:20270301T123000Z");
  await look(li, "64-meeting");
  // Nobody else can read it: it is in no record as it stands.
  const records = await keptRows(mei, "records");
  expect(records.some((row) => Buffer.from(String(row["bytes"]), "base64").includes("Library steps"))).toBe(false);

  await mei.getByText("It does not work out").click();
  await look(mei, "65-ending");
  await mei.getByRole("button", { name: "End it by agreement" }).click();
  await li.getByRole("button", { name: "Agree to end it" }).click();
  for (const page of [mei, li]) await expect(page.getByText(/Ended by agreement on/)).toBeVisible();
  await mei.getByRole("link", { name: "Listings" }).click();
  await expect(mei.getByRole("link", { name: /Rice cooker/ })).toBeVisible();

  await li.getByRole("link", { name: "Listings" }).click();
  await offer(li, "Rice cooker", { mine: "Desk lamp" });
  await mei.getByRole("link", { name: /Deals/ }).click();
  await mei.getByRole("link", { name: /Your turn/ }).click();
  await acceptAnyway(mei);
  await li.getByText("It does not work out").click();
  await li.getByRole("button", { name: "Did not come" }).click();
  await expect(mei.getByText("Broken off, says Li: Did not come")).toBeVisible();
  await expect(mei.getByText(/How was it with Li/)).toBeVisible();
  await openMember(li, "Mei");
  await li.getByText("1 deal broken off after it was agreed").click();
  await expect(li.getByText("Did not come, says Li:")).toBeVisible();
});

test("an auction ends with a deal, a gift is drawn; all see who won and why", async ({ browser }) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  const [li, zoe] = [await person(browser), await person(browser)];
  await join(li, link, "Li");
  await join(zoe, link, "Zoe");

  await mei.getByRole("link", { name: "New listing" }).first().click();
  await mei.getByLabel("What is it?").fill("Bicycle");
  await mei.getByText("Auction it instead").click();
  await mei.getByRole("radio", { name: "The highest open bid" }).check();
  await mei.getByLabel("What bids are counted in").fill("hours of help");
  await mei.getByLabel("Least bid").fill("2");
  await look(mei, "66-composer-auction");
  await mei.getByRole("button", { name: "List it" }).click();
  await expect(mei.getByRole("link", { name: /Bicycle/ })).toBeVisible();
  await mei.getByRole("link", { name: "New listing" }).first().click();
  await mei.getByLabel("What is it?").fill("Forty books");
  await mei.getByRole("radio", { name: "Gift" }).check();
  await mei.getByText("Draw lots instead").click();
  await mei.getByRole("radio", { name: "A draw among all who would like it" }).check();
  await mei.getByRole("button", { name: "List it" }).click();

  await li.getByRole("link", { name: /Bicycle/ }).click();
  await li.getByLabel("Your bid (hours of help)").fill("1");
  await li.getByRole("button", { name: "Bid" }).click();
  await expect(li.getByRole("alert")).toBeVisible();
  await li.getByLabel("Your bid (hours of help)").fill("3");
  await li.getByRole("button", { name: "Bid" }).click();
  await zoe.getByRole("link", { name: /Bicycle/ }).click();
  await expect(zoe.getByText("3 hours of help", { exact: true })).toBeVisible();
  await zoe.getByLabel("Your bid (hours of help)").fill("5");
  await zoe.getByRole("button", { name: "Bid" }).click();
  await expect(li.getByText("5 hours of help", { exact: true })).toBeVisible();
  await look(li, "67-auction");
  await li.getByRole("link", { name: "Listings" }).click();
  await li.getByRole("link", { name: /Forty books/ }).click();
  await li.getByRole("button", { name: "Enter the draw" }).click();
  await expect(li.getByText("You are in the draw.")).toBeVisible();

  // Two days later Mei ends both. Li's and Zoe's clocks are where they were: a record that far ahead waits for them.
  const [meiAfter, zoeAfter] = [await tabInHours(mei.context(), 48), await tabInHours(zoe.context(), 48)];
  await mei.close();
  await zoe.close();
  await meiAfter.goto("./");
  await zoeAfter.goto("./");
  for (const page of [meiAfter, zoeAfter]) await page.getByRole("link", { name: /North Campus/ }).click();
  await meiAfter.getByRole("link", { name: /Bicycle/ }).click();
  await expect(meiAfter.getByText("5 hours of help", { exact: true })).toBeVisible();
  await meiAfter.getByRole("button", { name: "End the auction" }).click();
  await expect(meiAfter.getByText("Zoe won.")).toBeVisible();
  await look(meiAfter, "68-auction-over");
  await meiAfter.getByRole("link", { name: "Listings" }).click();
  await meiAfter.getByRole("link", { name: /Forty books/ }).click();
  await meiAfter.getByRole("button", { name: "Draw now" }).click();
  await expect(meiAfter.getByText("Li won.")).toBeVisible();

  await zoeAfter.getByRole("link", { name: /Deals/ }).click();
  await expect(zoeAfter.getByRole("link", { name: /Bicycle.*Agreed/ })).toBeVisible();
});

test("what somebody looks for is found as he types: with a typo, by a part of a Chinese word, by tag or name, by kind", async ({
  browser,
}) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "电饭锅 Rice cooker", wants: "a lamp" });
  await list(mei, { title: "Bicycle with basket", wants: "anything" });
  const li = await person(browser);
  await join(li, link, "Jürgen");
  await list(li, { title: "Guitar lessons", wants: "Chinese conversation" });

  const cards = mei.locator("a[href*='/listing/']");
  const search = mei.getByRole("searchbox", { name: "Search" });
  const finds = async (query: string, titles: readonly RegExp[]) => {
    await search.fill(query);
    for (const title of titles) await expect(mei.getByRole("link", { name: title })).toBeVisible();
    await expect(cards).toHaveCount(titles.length);
  };
  await expect(mei.getByRole("link", { name: /Guitar lessons/ })).toBeVisible();
  await finds("bycycle", [/Bicycle/]);
  await finds("饭锅", [/电饭锅/]);
  await finds("gui", [/Guitar/]);
  await finds("jurgen", [/Guitar/]);
  await finds("lamp cooker", [/电饭锅/]);
  await finds("zebra", []);
  await expect(mei.getByText("Nothing here by these words.")).toBeVisible();
  await look(mei, "69-nothing-found");
  await search.fill("");
  await openFilters(mei);
  await mei.getByLabel("Kind").selectOption("Gift");
  await expect(cards).toHaveCount(0);
  await mei.getByLabel("Kind").selectOption("Thing");
  await expect(cards).toHaveCount(3);
  await look(mei, "70-search-choices");
  // A wanted post says what fits it.
  await search.fill("");
  await mei.getByRole("link", { name: "New listing" }).first().click();
  await mei.getByLabel("What is it?").fill("Guitar lesson");
  await mei.getByRole("radio", { name: "Wanted" }).check();
  await mei.getByRole("button", { name: "List it" }).click();
  await expect(mei.getByRole("link", { name: /Guitar lesson$/ }).or(cards.first())).toBeVisible();
  await mei.getByLabel("Kind").selectOption("Wanted");
  await cards.first().click();
  await expect(mei.getByRole("heading", { name: "What might fit" })).toBeVisible();
  await expect(mei.getByRole("link", { name: /Guitar lessons/ })).toBeVisible();
  await mei.getByRole("link", { name: "Listings" }).click();
  await mei.getByLabel("Kind").selectOption("Everything");
  // What is listed while the words stand there is found, too.
  await search.fill("kite");
  await list(li, { title: "Red kite", wants: "wind" });
  await expect(mei.getByRole("link", { name: /Red kite/ })).toBeVisible();
});

test("something to lend: days are asked for and lent, and nobody gets a day that is lent", async ({ browser }) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  await mei.getByRole("link", { name: "New listing" }).first().click();
  await mei.getByLabel("What is it?").fill("Power drill");
  await mei.getByRole("radio", { name: "To lend" }).check();
  await mei.getByRole("radio", { name: "Nothing" }).check();
  await mei.getByRole("button", { name: "List it" }).click();
  const [li, zoe] = [await person(browser), await person(browser)];
  await join(li, link, "Li");
  await join(zoe, link, "Zoe");
  const askFor = async (page: Page, from: string, to: string) => {
    await page.getByLabel("From").fill(from);
    await page.getByLabel("To", { exact: true }).fill(to);
    await page.getByRole("button", { name: "Ask to borrow it" }).click();
  };
  await li.getByRole("link", { name: /Power drill/ }).click();
  await expect(li.getByText("All days are free.")).toBeVisible();
  await askFor(li, "2027-05-03", "2027-05-05");
  await expect(li.getByText("has asked")).toBeVisible();
  await mei.getByRole("link", { name: /Power drill/ }).click();
  await look(mei, "71-loan-asked");
  await mei.getByRole("button", { name: "Lend it" }).click();
  await expect(mei.getByText("has it then")).toBeVisible();
  await zoe.getByRole("link", { name: /Power drill/ }).click();
  await expect(zoe.getByText("May 3 – 5, 2027")).toBeVisible();
  await askFor(zoe, "2027-05-05", "2027-05-07");
  await expect(zoe.getByRole("alert").filter({ hasText: "One of these days is no longer free." })).toBeVisible();
  await look(zoe, "72-loan-not-free");
  // What has other words by now than when it was asked for is asked for anew.
  await askFor(zoe, "2027-05-06", "2027-05-07");
  await expect(mei.getByRole("button", { name: "Lend it" })).toBeVisible();
  await mei.getByRole("link", { name: "Change it" }).click();
  await mei.getByLabel("What is it?").fill("Power drill, old");
  await mei.getByRole("button", { name: "Save" }).click();
  await mei.getByRole("button", { name: "Lend it" }).click();
  await expect(mei.getByRole("alert").filter({ hasText: "let them ask again." })).toBeVisible();
  await pictureOnPhone(mei, "72-loan-changed");
  // Li has a deal like any other.
  await openDeal(li, "Power drill");
  await expect(li.getByText("Show this code to Mei when you meet.")).toBeVisible();
});

test("three who do not want what the other has swap in a ring; each hands over, and a refusal binds nobody", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "Rice cooker", wants: "a chair" });
  const [li, zoe] = [await person(browser), await person(browser)];
  await join(li, link, "Li");
  await list(li, { title: "Desk lamp", wants: "a rice cooker" });
  await join(zoe, link, "Zoe");
  await list(zoe, { title: "Armchair", wants: "a lamp" });
  for (const [page, title] of [
    [mei, /Armchair/],
    [li, /Armchair/],
    [zoe, /Desk lamp/],
  ] as const)
    await expect(page.getByRole("link", { name: title })).toBeVisible();
  await offer(mei, "Armchair", { mine: "Rice cooker" });
  await offer(zoe, "Desk lamp", { mine: "Armchair" });
  await offer(li, "Rice cooker", { mine: "Desk lamp" });

  for (const page of [mei, li, zoe]) await page.getByRole("link", { name: /Deals/ }).click();
  for (const page of [mei, li, zoe])
    await expect(page.getByRole("button", { name: "Propose it to the others" })).toBeVisible();
  await look(li, "74-ring-found");
  await mei.getByRole("button", { name: "Propose it to the others" }).click();
  await expect(mei.getByText(/You said yes. It waits for the others/)).toBeVisible();
  await li.getByRole("button", { name: "Not for me" }).click();
  await expect(li.getByRole("button", { name: "I am in" })).toBeHidden();
  for (const page of [mei, zoe])
    await expect(page.getByRole("button", { name: "Propose it to the others" })).toBeVisible();

  // Once more: this time all are in it.
  await zoe.getByRole("button", { name: "Propose it to the others" }).click();
  await li.getByRole("button", { name: "I am in" }).click();
  await look(mei, "75-ring-waits");
  await mei.getByRole("button", { name: "I am in" }).click();
  for (const page of [mei, li, zoe]) {
    await expect(page.getByRole("heading", { name: "Swap rings" })).toHaveCount(0);
    await expect(page.getByRole("link", { name: /Agreed: meet and hand over/ })).toHaveCount(2);
  }
  await look(zoe, "76-ring-agreed");
  // Zoe gets Li's lamp, and shows him her words.
  const leg = (page: Page, title: RegExp) => page.getByRole("link", { name: title }).filter({ hasText: "Agreed" });
  await leg(zoe, /Desk lamp/).click();
  await leg(li, /Desk lamp/).click();
  await handOver(zoe, li);
  await expect(zoe.getByText(/Handed over face to face/)).toBeVisible();
});
