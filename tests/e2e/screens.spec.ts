import { join as pathOf } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { inviteLink, join, list, person, sixWords, startPond, vouchGood } from "../support/people.ts";
import { writeWall } from "../support/pictures.ts";
import { look } from "../support/looks.ts";

/** `SHOAL_PICTURES=docs/img npm run test:e2e -- screens` makes the README's picture anew. */
const STORY_PICTURE = pathOf(process.env["SHOAL_PICTURES"] ?? ".cache", "story.png");

/** What fits a phone's window, by day. */
async function inOneGlance(page: Page): Promise<Buffer> {
  await page.emulateMedia({ colorScheme: "light" });
  await page.evaluate(() => window.scrollTo(0, 0));
  return page.screenshot();
}

/** The whole life of a pond, seen screen by screen; `words` are those of the language that the screens are looked at in. */
test("every screen is clean for axe, fits its window, and is pictured, in both themes and sizes", async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const [ana, mei, li] = [await person(browser), await person(browser), await person(browser)];

  await ana.goto("./");
  await look(ana, "01-first-screen");
  await startPond(ana, "North Campus", "Ana");
  await look(ana, "02-pond-empty");
  await ana.getByRole("link", { name: "Deals" }).click();
  await look(ana, "03-deals-empty");
  await ana.getByRole("link", { name: "People" }).click();
  const link = await inviteLink(ana);
  await look(ana, "04-invite");

  await mei.goto(link);
  await expect(mei.getByText("Ana invites you to this pond.")).toBeVisible();
  await look(mei, "05-join");
  await mei.goto("./#/join/not-an-invite");
  await look(mei, "06-join-bad");
  await join(mei, link, "Mei");
  await list(mei, { title: "Rice cooker", wants: "a desk lamp", photo: { sign: "🍚", hue: 20 } });
  await list(mei, {
    title: "Forty books, one shelf long",
    wants: "anything to sit on",
    photo: { sign: "📚", hue: 210 },
  });
  await join(li, link, "Li");
  await list(li, { title: "Desk lamp", wants: "anything", photo: { sign: "💡", hue: 45 } });
  await list(li, { title: "Bicycle repair", wants: "a good meal", photo: { sign: "🚲", hue: 150 } });
  await list(li, { title: "Guitar lessons on Sundays", wants: "Chinese conversation" });
  await expect(mei.getByRole("link", { name: /Guitar lessons/ })).toBeVisible();
  await look(mei, "07-pond");
  const wall = [await inOneGlance(mei)];
  await mei.getByRole("link", { name: /Rice cooker/ }).click();
  await look(mei, "08-listing-mine");
  await mei.getByRole("link", { name: "Change it" }).click();
  await expect(mei.getByLabel("What is it?")).toHaveValue("Rice cooker");
  await look(mei, "08-listing-change");
  await mei.getByRole("link", { name: "New listing" }).click();
  await expect(mei.getByLabel("What is it?")).toHaveValue("");
  await look(mei, "08-listing-new");

  await li.getByRole("link", { name: /Rice cooker/ }).click();
  await look(li, "09-listing");
  await li.getByRole("link", { name: "Make an offer" }).click();
  await li.getByLabel("Desk lamp").check();
  await li.getByLabel("Something else, in words").fill("a bike repair");
  await li.getByLabel("A few words").fill("It is bright, and I can come by after five.");
  await look(li, "10-offer");
  await li.getByRole("button", { name: "Send the offer" }).click();
  await expect(li.getByText("It is bright", { exact: false })).toBeVisible();
  await look(li, "11-deal-offered");

  await mei.getByRole("link", { name: /Deals/ }).click();
  await look(mei, "12-deals");
  await mei.getByRole("link", { name: /Rice cooker/ }).click();
  await look(mei, "13-deal-my-turn");
  await mei.getByRole("link", { name: "Other terms" }).click();
  await mei.getByLabel("Desk lamp").check();
  await look(mei, "14-counter");
  await mei.getByLabel("Something else, in words").fill("two bike repairs");
  await mei.getByRole("button", { name: "Propose these terms" }).click();
  await li.getByRole("button", { name: "Accept" }).click();
  await expect(mei.getByRole("heading", { name: "Handover" })).toBeVisible();
  wall.push(await inOneGlance(mei));
  await mei.getByText("Without a camera").click();
  await mei.getByLabel(/The six words that/).fill("not the six words at all");
  await mei.getByRole("button", { name: "Confirm with words" }).click();
  await expect(mei.getByText("These are not the six words.")).toBeVisible();
  await look(mei, "15-handover");
  const [lisWords, meisWords] = [await sixWords(li), await sixWords(mei)];
  await mei.getByLabel(/The six words that/).fill(lisWords);
  await mei.getByRole("button", { name: "Confirm with words" }).click();
  await li.getByText("Without a camera").click();
  await li.getByLabel(/The six words that/).fill(meisWords);
  await li.getByRole("button", { name: "Confirm with words" }).click();
  await expect(mei.getByRole("heading", { name: "Vouches" })).toBeVisible();
  await look(mei, "16-vouch");
  await vouchGood(li);
  await expect(mei.getByText("From Li: sealed until both are in.")).toBeVisible();
  await vouchGood(mei);
  await expect(mei.getByText("Li: good")).toBeVisible();
  await look(mei, "17-deal-done");

  await ana.getByRole("link", { name: "People" }).click();
  await expect(ana.getByRole("link", { name: /^Li \d/ })).toBeVisible();
  await look(ana, "18-people");
  await ana.getByRole("link", { name: /^Li \d/ }).click();
  await expect(ana.getByText(/invited/).first()).toBeVisible();
  await look(ana, "19-member-path");
  await writeWall(browser, [...wall, await inOneGlance(ana)], STORY_PICTURE);
  await li.getByRole("link", { name: "People" }).click();
  await li.getByRole("link", { name: /^Ana \d/ }).click();
  await look(li, "20-member");
  await mei.getByRole("link", { name: "Sync" }).click();
  await expect(mei.getByText("Connected with 2 devices")).toBeVisible();
  await look(mei, "21-sync");
  await mei.goto("./#/");
  await expect(mei.getByRole("link", { name: /North Campus/ })).toBeVisible();
  await look(mei, "22-ponds");
  await mei.goto("./#/me");
  await look(mei, "23-me");
  await mei.getByRole("button", { name: "Show them" }).click();
  await look(mei, "24-me-words");

  // The same in Chinese: the screens with the most words.
  await mei.getByRole("radio", { name: "中文" }).check();
  await expect(mei.locator("html")).toHaveAttribute("lang", "zh-CN");
  await look(mei, "30-zh-me");
  await mei.goto("./#/");
  await look(mei, "31-zh-ponds");
  await mei.getByRole("link", { name: /North Campus/ }).click();
  await expect(mei.getByRole("link", { name: /Guitar lessons/ })).toBeVisible();
  await look(mei, "32-zh-pond");
});
