import { expect, type Page } from "@playwright/test";
import {
  acceptAnyway,
  comesBack,
  gallery,
  handOver,
  inviteLink,
  join,
  openDeal,
  openFilters,
  person,
  startPond,
  tabInHours,
  vouchGood,
} from "../support/people.ts";
import { test } from "../support/test.ts";

const MONTH_AND_A_DAY_HOURS = 31 * 24;

/** One listing of each kind and what becomes of it; a thing has its story in story.spec.ts. */
interface Life {
  readonly kind: string;
  readonly title: string;
  /** What somebody types who looks for it. */
  readonly search: string;
  readonly returns?: string;
  readonly wants?: string;
  /** What the listing says is wanted in return. */
  readonly says: string;
  /** The button by which one asks for it. */
  readonly ask: string;
  /** What is given for it, in words. */
  readonly gives?: string;
  /** The terms, as they stand in the deal for the one who listed it. */
  readonly terms: string;
  /** What it says once it is handed over. */
  readonly end: string;
}

const LIVES: readonly Life[] = [
  {
    kind: "Service or lesson",
    title: "Guitar lesson",
    search: "guitar",
    returns: "Cash in hand",
    wants: "10 € an hour",
    says: "Cash in hand: 10 € an hour",
    ask: "Make an offer",
    gives: "10 € on Friday",
    terms: "You get: 10 € on FridayYou give: Guitar lesson",
    end: "Swapped.",
  },
  {
    kind: "Time",
    title: "An afternoon of help with moving",
    search: "moving",
    wants: "a dinner",
    says: "For: a dinner",
    ask: "Make an offer",
    gives: "dumplings for three",
    terms: "You get: dumplings for threeYou give: An afternoon of help with moving",
    end: "Swapped.",
  },
  {
    kind: "Space",
    title: "Half a cellar",
    search: "celar",
    returns: "Anything",
    says: "Anything",
    ask: "Make an offer",
    gives: "a jar of honey",
    terms: "You get: a jar of honeyYou give: Half a cellar",
    end: "Swapped.",
  },
  {
    kind: "Gift",
    title: "Forty books",
    search: "books",
    says: "Given away",
    ask: "Ask for it",
    terms: "You get: nothingYou give: Forty books",
    end: "Given away.",
  },
  {
    kind: "Wanted",
    title: "A desk lamp",
    search: "lamp",
    wants: "two cakes",
    says: "Gives: two cakes",
    ask: "I have that",
    gives: "my brass lamp",
    terms: "You get: my brass lampYou give: Wanted: A desk lamp + two cakes",
    end: "Found.",
  },
];

/** It is lent by days, and stays in the pond. */
const DRILL = { kind: "To lend", title: "Power drill", search: "drill", returns: "Nothing" };

test("a lesson, time, space, a gift and something wanted: listed, changed, found, agreed, handed over, vouched, over; each device alone in between", async ({
  browser,
}) => {
  test.setTimeout(400_000);
  let mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  const home = mei.url().replace(/\/invite$/, "");
  let li = await person(browser);
  await join(li, link, "Li");
  await mei.getByRole("link", { name: "People" }).click();
  await expect(mei.getByRole("link", { name: /^Li / })).toBeVisible();
  await li.close();

  // Mei alone lists each of them, and changes it.
  for (const life of LIVES) {
    await listOfKind(mei, life);
    await mei.getByRole("link", { name: new RegExp(life.title) }).click();
    await mei.getByRole("link", { name: "Change it" }).click();
    await mei.getByLabel("Its story").fill(`Now with a story: ${life.title}.`);
    await mei.getByRole("button", { name: "Save" }).click();
    await expect(mei.getByText(`Now with a story: ${life.title}.`)).toBeVisible();
  }
  await listOfKind(mei, DRILL);

  // Li meets her; then he alone finds each, and asks for it.
  li = await comesBack(li, home);
  for (const { title } of [...LIVES, DRILL])
    await expect(li.getByRole("link", { name: new RegExp(title) })).toBeVisible();
  await mei.close();
  const placeOf = new Map<string, string>();
  for (const life of LIVES) {
    await li.getByRole("link", { name: "Listings" }).click();
    await find(li, life);
    placeOf.set(life.title, li.url());
    await expect(li.getByText(`Now with a story: ${life.title}.`)).toBeVisible();
    await expect(li.getByText(life.says, { exact: true })).toBeVisible();
    await li.getByRole("link", { name: life.ask }).click();
    if (life.gives !== undefined) await li.getByLabel("What do you give?").fill(life.gives);
    await li.getByRole("button", { name: "Send the offer" }).click();
    await expect(li.getByRole("button", { name: "Withdraw" })).toBeVisible();
  }
  await li.getByRole("link", { name: "Listings" }).click();
  await find(li, DRILL);
  await li.getByLabel("From").fill(dayIn(10));
  await li.getByLabel("To", { exact: true }).fill(dayIn(12));
  await li.getByRole("button", { name: "Ask to borrow it" }).click();
  await expect(li.getByText("has asked")).toBeVisible();
  placeOf.set(DRILL.title, li.url());

  // They meet; then Mei alone agrees.
  mei = await comesBack(mei, `${home}/deals`);
  await expect(mei.getByRole("link", { name: /Your turn/ })).toHaveCount(LIVES.length + 1);
  await li.close();
  for (const { title, terms } of LIVES) {
    await openDeal(mei, title);
    await expect(mei.getByRole("listitem").filter({ hasText: terms })).toBeVisible();
    if (title === "A desk lamp") await gallery(mei, "90-wanted-terms");
    await acceptAnyway(mei);
    await expect(mei.getByRole("heading", { name: "Handover" })).toBeVisible();
  }
  await openDeal(mei, DRILL.title);
  await mei.getByRole("button", { name: "Lend it" }).click();
  await expect(mei.getByText("has it then")).toBeVisible();

  // Face to face: each thing changes hands; what both say of it opens, and the listing is over at both.
  li = await comesBack(li, `${home}/deals`);
  await expect(li.getByRole("link", { name: /Agreed: meet and hand over/ })).toHaveCount(LIVES.length + 1);
  for (const { title } of [...LIVES, DRILL]) {
    for (const page of [mei, li]) await openDeal(page, title);
    await handOver(mei, li);
    for (const page of [mei, li]) await vouchGood(page);
    await expect(mei.getByText("Li: good")).toBeVisible();
    await expect(li.getByText("Mei: good")).toBeVisible();
    for (const page of [mei, li]) await expect(page.getByText(/Handed over face to face/)).toBeVisible();
  }
  for (const page of [mei, li]) {
    for (const { title, end } of LIVES) {
      await page.goto(placeOf.get(title) ?? "");
      await expect(page.getByRole("status").filter({ hasText: end })).toBeVisible();
    }
    await page.getByRole("link", { name: "Listings" }).click();
    await expect(page.locator("a[href*='/listing/']")).toHaveText(/Power drill/);
  }

  // What is lent is there for whoever wants it next, for a month; renewed, it is there again, until it is withdrawn.
  for (const page of [mei, li]) await page.close();
  const [meiLater, liLater] = [
    await tabInHours(mei.context(), MONTH_AND_A_DAY_HOURS),
    await tabInHours(li.context(), MONTH_AND_A_DAY_HOURS),
  ];
  for (const page of [meiLater, liLater]) {
    await page.goto(home);
    await expect(page.getByRole("link", { name: /Power drill/ })).toHaveCount(0);
    await page.goto(placeOf.get(DRILL.title) ?? "");
    await expect(page.getByText("Its month is over.")).toBeVisible();
  }
  await expect(liLater.getByRole("button", { name: "Ask to borrow it" })).toHaveCount(0);
  await meiLater.getByRole("link", { name: "Change it" }).click();
  await meiLater.getByRole("button", { name: "Save" }).click();
  await expect(liLater.getByRole("button", { name: "Ask to borrow it" })).toBeVisible();
  await meiLater.getByText("Take it out of the pond").click();
  await meiLater.getByRole("button", { name: "I keep it" }).click();
  await expect(liLater.getByText("Withdrawn.")).toBeVisible();
  await liLater.getByRole("link", { name: "Listings" }).click();
  await expect(liLater.getByRole("link", { name: /Power drill/ })).toHaveCount(0);
});

/** By its kind and by what somebody types, and by nothing else. */
async function find(page: Page, { kind, search, title }: Pick<Life, "kind" | "search" | "title">): Promise<void> {
  await openFilters(page);
  await page.getByLabel("Kind").selectOption(kind);
  await page.getByRole("searchbox", { name: "Search" }).fill(search);
  const cards = page.locator("a[href*='/listing/']");
  await expect(cards).toHaveCount(1);
  await cards.click();
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
}

/** As a date field takes it. */
function dayIn(days: number): string {
  return new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);
}

/** From the pond to the listing in it. */
async function listOfKind(
  page: Page,
  { kind, title, returns, wants }: Pick<Life, "kind" | "title" | "returns" | "wants">,
): Promise<void> {
  await page.getByRole("link", { name: "Listings" }).click();
  await page.getByRole("link", { name: "New listing" }).first().click();
  await page.getByLabel("What is it?").fill(title);
  await page.getByRole("radio", { name: kind, exact: true }).check();
  if (returns !== undefined) await page.getByRole("radio", { name: returns, exact: true }).check();
  if (wants !== undefined)
    await page
      .getByLabel(kind === "Wanted" ? "What would you give for it?" : "What would you like for it?")
      .fill(wants);
  await page.getByRole("button", { name: "List it" }).click();
  await expect(page.getByRole("link", { name: new RegExp(title) })).toBeVisible();
}
