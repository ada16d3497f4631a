import { expect, type Page } from "@playwright/test";
import { look } from "../support/looks.ts";
import {
  acceptAnyway,
  BARE_PAGE,
  handOver,
  inviteLink,
  join,
  list,
  offer,
  openDeal,
  person,
  startPond,
} from "../support/people.ts";
import { test } from "../support/test.ts";

const newLines = (page: Page) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: "New since you last looked" }) });

async function openNews(page: Page): Promise<void> {
  await page.getByRole("link", { name: /^News/ }).click();
  await expect(page.getByRole("heading", { name: "News", level: 1 })).toBeVisible();
}

test("[X8] [X9] what came while Mei was away is new until she has looked: what she looks for, a mention, thanks", async ({
  browser,
}) => {
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "Desk lamp", wants: "anything" });
  const li = await person(browser);
  await join(li, link, "Li");
  await list(li, { title: "Tent", wants: "anything" });
  await offer(li, "Desk lamp", { mine: "Tent" });
  await openDeal(mei, "Desk lamp");
  await acceptAnyway(mei);
  await expect(li.getByRole("heading", { name: "Handover" })).toBeVisible();
  await handOver(mei, li);
  await expect(li.getByText("Thank Mei in public").first()).toBeVisible();

  // Mei looks for a bicycle, sees the news, and goes.
  await mei.getByRole("link", { name: "Listings" }).click();
  await mei.getByRole("searchbox", { name: "Search" }).fill("bicycle");
  await mei.getByRole("button", { name: "Tell me when one comes" }).click();
  await expect(mei.getByText("You hear of it in the news.")).toBeVisible();
  await mei.getByRole("searchbox", { name: "Search" }).fill("");
  await look(mei, "90-kept-search");
  await openNews(mei);
  await expect(newLines(mei).getByText("Li is new here")).toBeVisible();
  await mei.goto(BARE_PAGE);

  // Li is alone.
  await li.getByText("Thank Mei in public").first().click();
  await li.getByRole("textbox", { name: "Thank Mei in public" }).fill("Thanks, Mei, for the lamp! 谢谢");
  await li.getByRole("button", { name: "Say thanks" }).click();
  await expect(li.getByText("Thanks, Mei, for the lamp! 谢谢").first()).toBeVisible();
  await look(li, "91-thanks");
  await li.getByRole("link", { name: "Listings" }).click();
  await list(li, { title: "City bicycle", wants: "a tent" });
  await li.getByRole("link", { name: /City bicycle/ }).click();
  const say = li.getByRole("combobox", { name: /Say something about it/ });
  await say.fill("for you, @m");
  await expect(li.getByRole("option", { name: /^Mei/ })).toHaveAttribute("aria-selected", "true");
  await look(li, "92-mention");
  await say.press("Enter");
  await say.pressSequentially("perhaps?");
  await li.getByRole("button", { name: "Send" }).click();
  await expect(li.getByRole("link", { name: "@Mei" })).toBeVisible();

  // Back: what came is told on the list of ponds, in the pond's tabs, and in the news, where it is marked.
  await mei.goto("./");
  await expect(mei.getByText("3 new for you")).toBeVisible();
  await look(mei, "93-ponds-with-news");
  await mei.getByRole("link", { name: /North Campus/ }).click();
  await expect(mei.getByLabel("3 new for you")).toBeVisible();
  await openNews(mei);
  for (const line of ["Li lists what you look for: bicycle", "Li mentions you", "Li thanks you"]) {
    await expect(newLines(mei).getByText(line)).toBeVisible();
  }
  await expect(mei.getByLabel("3 new for you")).toHaveCount(0);
  await look(mei, "94-news");
  await mei.getByRole("link", { name: "Listings" }).click();
  await openNews(mei);
  await expect(mei.getByText("Nothing new since you last looked.")).toBeVisible();
  await expect(mei.getByText("Li mentions you")).toBeVisible();

  // A mention leads to the member; thanks stand on the card.
  await mei.getByRole("link", { name: /Li mentions you/ }).click();
  await mei.getByRole("link", { name: "@Mei" }).click();
  await expect(mei.getByRole("heading", { name: "Thanks received" })).toBeVisible();
  await expect(mei.getByText("Thanks, Mei, for the lamp! 谢谢")).toBeVisible();
  await look(mei, "95-card-with-thanks");
  await mei.goto("./#/me");
  await expect(mei.getByRole("heading", { name: "Notifications" })).toBeVisible();
  await look(mei, "96-me");
});
