import { join as pathOf } from "node:path";
import { expect, type Page } from "@playwright/test";
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
  sixWords,
  startPond,
  vouchGood,
} from "../support/people.ts";
import { writeWall } from "../support/pictures.ts";
import { look } from "../support/looks.ts";
import { PHONE } from "../support/screens.ts";
import { changeVouch, choose, layDown, meetByText, openIdentity, openMyCard } from "../support/trust-doings.ts";
import { test } from "../support/test.ts";

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
  test.setTimeout(1_200_000);
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
  await li.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(li.getByRole("heading", { name: "More than you can risk" })).toBeVisible();
  await look(li, "14-deal-warning");
  await li.getByRole("button", { name: "Accept anyway" }).click();
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

  await lookAtTrust({ ana, mei, li, zoe: await person(browser) }, link);
  await ana.setViewportSize(PHONE);
  await writeWall(browser, [...wall, await inOneGlance(ana)], STORY_PICTURE);
  await mei.getByRole("link", { name: "Sync" }).click();
  await expect(mei.getByText("Connected with 3 devices")).toBeVisible();
  await look(mei, "21-sync");
  await mei.goto("./#/");
  await expect(mei.getByRole("link", { name: /North Campus/ })).toBeVisible();
  await look(mei, "22-ponds");
  await mei.getByRole("link", { name: /North Campus/ }).click();
  await openMember(mei, "Li");
  await expect(mei.getByText("You can risk up to", { exact: false })).toBeVisible();
  const lisCard = mei.url();
  await mei.goto("./#/me");
  await look(mei, "23-me");
  await mei.getByRole("button", { name: "Show them" }).click();
  await look(mei, "24-me-words");

  await mei.getByRole("link", { name: "Read and try it" }).click();
  await expect(mei.getByRole("option", { name: "Li" })).toBeAttached();
  await look(mei, "25-about-trust");
  await mei.getByLabel("Who plays the cheat").selectOption("Li");
  await mei.getByRole("button", { name: "Let them cheat" }).click();
  await expect(mei.getByText("Put in: 50 made-up people", { exact: false })).toBeVisible();
  await look(mei, "26-about-trust-played");
  await mei.goto("./#/me");

  // The same in Chinese: the screens with the most words.
  await mei.getByRole("radio", { name: "中文" }).check();
  await expect(mei.locator("html")).toHaveAttribute("lang", "zh-CN");
  await look(mei, "30-zh-me");
  await mei.goto("./#/me/trust");
  await mei.getByRole("button", { name: "开始作弊" }).click();
  await expect(mei.getByText("投入：50 个编造的人", { exact: false })).toBeVisible();
  await look(mei, "30-zh-about-trust");
  await mei.goto("./#/");
  await look(mei, "31-zh-ponds");
  await mei.getByRole("link", { name: /North Campus/ }).click();
  await expect(mei.getByRole("link", { name: /Guitar lessons/ })).toBeVisible();
  await look(mei, "32-zh-pond");
  await mei.goto(lisCard);
  await expect(mei.getByText("通过你认识的人")).toBeVisible();
  for (const line of await mei.locator("main details").all()) await line.click();
  await look(mei, "33-zh-member");
});

/** Cards of somebody near, of a stranger and of oneself, and who is trusted in lists. All but Zoe know each other. */
async function lookAtTrust({ ana, mei, li, zoe }: Readonly<Record<"ana" | "mei" | "li" | "zoe", Page>>, link: string) {
  // One more swap, so that two ways lead from Ana to Li: her invite, and Mei.
  await ana.getByRole("link", { name: "Listings" }).click();
  await list(ana, { title: "Tea set", wants: "books" });
  await offer(ana, "Forty books", { mine: "Tea set" });
  await openDeal(mei, "Forty books");
  await acceptAnyway(mei);
  await expect(ana.getByRole("heading", { name: "Handover" })).toBeVisible();
  await handOver(ana, mei);
  await vouchGood(ana);
  await vouchGood(mei);
  await expect(ana.getByText("Mei: good")).toBeVisible();
  await ana.getByRole("link", { name: "People" }).click();
  await expect(ana.getByText("Mei, whom you know, swapped with Li once")).toBeVisible();
  await look(ana, "18-people");
  await ana.getByRole("link", { name: /^Li \d/ }).click();
  await expect(ana.getByText("You can risk up to", { exact: false })).toBeVisible();
  await look(ana, "19-member-paths");
  await ana.getByText(/You swapped with Mei once, face to face; Mei swapped with Li/).click();
  await ana.getByText("1 deal done", { exact: false }).click();
  await look(ana, "19-member-why");
  await ana.getByText("1 deal done", { exact: false }).click();

  await mei.getByRole("link", { name: "People" }).click();
  await mei.getByRole("link", { name: /^Mei \(you\)/ }).click();
  await look(mei, "20-member-myself");

  // Zoe knows nobody yet.
  await join(zoe, link, "Zoe");
  await expect(zoe.getByRole("link", { name: /Desk lamp|Tea set|Guitar/ }).first()).toBeVisible();
  await openFilters(zoe);
  await zoe.getByLabel("From people I trust").check();
  await expect(zoe.getByRole("heading", { name: "Nothing from people you trust yet" })).toBeVisible();
  await look(zoe, "20-pond-nobody-trusted");
  await openMember(zoe, "Li");
  await expect(zoe.getByText("A safe first step")).toBeVisible();
  await look(zoe, "20-member-stranger");
  await li.getByRole("link", { name: "Listings" }).click();
  await openFilters(li);
  await li.getByLabel("From people I trust").check();
  await li.getByLabel("Order").selectOption("most-trusted");
  await look(li, "20-pond-trusted");
}

test("the screens of a pond's rules and of a changed vouch, the same way", async ({ browser }) => {
  test.setTimeout(300_000);
  const [ana, mei] = [await person(browser), await person(browser)];
  await startPond(ana, "North Campus", "Ana");
  const link = await inviteLink(ana);
  await ana.getByRole("link", { name: "Listings" }).click();
  await ana.getByRole("link", { name: "About this pond" }).click();
  await ana.getByText("Change who may do what").click();
  await look(ana, "70-about-founder");
  await ana.getByRole("link", { name: "Back" }).click();
  const reason = "Some came only to collect gifts; bring somebody in once you have swapped.";
  await layDown(ana, { invites: "Those who have swapped here", newcomers: "1", reason });
  await join(mei, link, "Mei");
  await mei.getByRole("link", { name: "About this pond" }).click();
  await expect(mei.getByText(reason)).toBeVisible();
  await look(mei, "71-about");
  await mei.getByRole("link", { name: "People" }).click();
  await mei.getByRole("link", { name: "Invite" }).first().click();
  await expect(mei.getByRole("heading", { name: "Here you cannot invite yet" })).toBeVisible();
  await look(mei, "72-invite-not-yet");
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "Rice cooker", wants: "a desk lamp" });
  await mei.getByRole("link", { name: "New listing" }).first().click();
  await mei.getByLabel("What is it?").fill("Forty books");
  await mei.getByRole("button", { name: "List it" }).click();
  await expect(mei.getByText("Your first swap opens this", { exact: false })).toBeVisible();
  await look(mei, "73-listing-not-yet");

  await ana.getByRole("link", { name: "Listings" }).click();
  await list(ana, { title: "Desk lamp", wants: "anything" });
  await offer(ana, "Rice cooker", { mine: "Desk lamp" });
  await openDeal(mei, "Rice cooker");
  await acceptAnyway(mei);
  await expect(ana.getByRole("heading", { name: "Handover" })).toBeVisible();
  await handOver(ana, mei);
  await vouchGood(ana);
  await vouchGood(mei);
  await expect(mei.getByText("Ana: good")).toBeVisible();
  await mei.getByText("Change what I said").click();
  await look(mei, "74-vouch-change");
  await mei.getByText("Change what I said").click();
  await changeVouch(mei, { good: false, words: "The lamp went out on the second day." });
  await expect(ana.getByText("Mei: not good")).toBeVisible();
  await look(ana, "75-vouch-changed");
  await speakChinese(mei);
  await mei.getByRole("link", { name: /North Campus/ }).click();
  await mei.getByRole("link", { name: "关于这个池塘" }).click();
  await expect(mei.getByText(reason)).toBeVisible();
  await look(mei, "76-zh-about");
});

test("the screens of meeting, of cards that travel and of going on as the same member, the same way", async ({
  browser,
}, info) => {
  test.setTimeout(400_000);
  const [ana, mei, li] = [await person(browser), await person(browser), await person(browser)];
  await startPond(ana, "North Campus", "Ana");
  const link = await inviteLink(ana);
  await join(mei, link, "Mei");
  await join(li, link, "Li");
  await swap(ana, mei, "Rice cooker");
  // Three who vouched for her: so many words it takes.
  for (const [name, thing] of [
    ["Dan", "Bookshelf"],
    ["Zoe", "Tea set"],
  ] as const) {
    const other = await person(browser);
    await join(other, link, name);
    await swap(ana, other, thing);
    await other.context().close();
  }

  await mei.goto("./#/me");
  await expect(mei.getByRole("link", { name: "Scan a card" })).toBeVisible();
  await look(mei, "80-me-cards");
  await mei.getByRole("link", { name: "Show my card" }).click();
  await expect(mei.getByRole("img", { name: "Code of your card" })).toBeVisible();
  await look(mei, "81-my-card");
  await openMyCard(ana);
  await meetByText(ana, mei);
  await expect(ana.getByText("Now let Mei scan yours", { exact: false })).toBeVisible();
  await look(ana, "82-scanned");
  await expect(mei.getByText("Ana has scanned you.", { exact: false })).toBeVisible();
  await meetByText(mei, ana);
  await expect(mei.getByText("You and Ana have met.", { exact: false })).toBeVisible();
  await look(mei, "83-met");
  await openMember(mei, "Ana");
  await expect(mei.getByRole("button", { name: "Save Ana's card as a file" })).toBeVisible();
  await look(mei, "84-member-actions");

  await openMyCard(ana);
  const saving = ana.waitForEvent("download");
  await ana.getByRole("button", { name: "Save my card as a file" }).click();
  const file = info.outputPath("ana.card");
  await (await saving).saveAs(file);
  await li.getByRole("link", { name: "People" }).click();
  await li.getByRole("link", { name: "A card from another pond" }).click();
  await look(li, "85-card-choose");
  await li.locator("input[type=file]").setInputFiles(file);
  await expect(li.getByText("What is in it is true.", { exact: false })).toBeVisible();
  await look(li, "86-card-read");

  // Li says that he was Ana: Mei, who vouched for her, is asked, and Ana hears an alarm.
  await openIdentity(li);
  await look(li, "87-identity");
  await choose(li, "Who were you before?", "Ana");
  await li.getByRole("button", { name: "I was Ana" }).click();
  await look(li, "88-identity-sure");
  await li.getByRole("button", { name: "Yes, I was" }).click();
  await expect(li.getByText("You said: I was Ana.")).toBeVisible();
  await look(li, "89-identity-claimed");
  await mei.getByRole("link", { name: "People" }).click();
  await expect(mei.getByRole("heading", { name: "Li says: I was Ana" })).toBeVisible();
  await mei.getByRole("button", { name: "Yes, I am sure" }).click();
  // Not half under the bar, where a colour is that of both.
  await mei.getByRole("button", { name: "Back" }).evaluate((button) => button.scrollIntoView({ block: "center" }));
  await look(mei, "90-identity-asked");
  await ana.getByRole("link", { name: "Listings" }).click();
  await expect(ana.getByText("Somebody says they are you")).toBeVisible();
  await look(ana, "91-identity-alarm");
  await ana.getByRole("button", { name: "That is not me" }).click();
  await expect(li.getByText("The old phone has objected", { exact: false })).toBeVisible();
  await look(li, "92-identity-objected");

  await speakChinese(mei);
  await mei.goto("./#/me");
  await mei.getByRole("link", { name: "出示我的名片" }).click();
  await expect(mei.getByRole("img", { name: "你的名片码" })).toBeVisible();
  await look(mei, "93-zh-my-card");
  await mei.goto("./#/me");
  await mei.getByRole("link", { name: "换手机或丢了手机" }).click();
  await expect(mei.getByText("这是旧手机")).toBeVisible();
  await look(mei, "94-zh-identity");
});

/** One whole swap of two newcomers, good for both. */
async function swap(a: Page, b: Page, thing: string): Promise<void> {
  await a.getByRole("link", { name: "Listings" }).click();
  await list(b, { title: thing, wants: "anything" });
  await list(a, { title: `Lamp for a ${thing}`, wants: "anything" });
  await offer(a, `^${thing}`, { mine: `Lamp for a ${thing}` });
  await openDeal(b, thing);
  await acceptAnyway(b);
  await expect(a.getByRole("heading", { name: "Handover" })).toBeVisible();
  await handOver(a, b);
  await vouchGood(a);
  await vouchGood(b);
  await expect(a.getByRole("heading", { name: "Vouches" })).toBeVisible();
  await expect(a.getByText(": good")).toHaveCount(2);
}

async function speakChinese(page: Page): Promise<void> {
  await page.goto("./#/me");
  await page.getByRole("radio", { name: "中文" }).check();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await page.goto("./#/");
}
