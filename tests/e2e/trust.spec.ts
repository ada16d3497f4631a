import { expect, type Page } from "@playwright/test";
import {
  acceptAnyway,
  handOver,
  inviteLink,
  join,
  list,
  offer,
  openDeal,
  openMember,
  person,
  startPond,
  vouchGood,
} from "../support/people.ts";
import { changeVouch, choose, layDown, meetByText, openIdentity, openMyCard } from "../support/trust-doings.ts";
import { test } from "../support/test.ts";

const toListings = (page: Page) => page.getByRole("link", { name: "Listings" }).click();

test("[H1] [H2] [H3] [V4] what the founder lays down is read by all with its reason, holds newcomers kindly, and opens with a swap; a changed vouch stays readable", async ({
  browser,
}) => {
  const [ana, mei] = [await person(browser), await person(browser)];
  await startPond(ana, "North Campus", "Ana");
  const link = await inviteLink(ana);
  await toListings(ana);
  await layDown(ana, { invites: "Those who have swapped here", newcomers: "1", reason: "Too many came only to look." });
  await join(mei, link, "Mei");

  // Mei reads it, and is told instead of being let into a dead end.
  await mei.getByRole("link", { name: "About this pond" }).click();
  await expect(mei.getByText("Too many came only to look.")).toBeVisible();
  await expect(mei.getByText("Members who have finished a swap here may invite.")).toBeVisible();
  await expect(mei.getByText("Change who may do what")).toBeHidden();
  await mei.getByRole("link", { name: "People" }).click();
  await mei.getByRole("link", { name: "Invite" }).first().click();
  await expect(mei.getByRole("heading", { name: "Here you cannot invite yet" })).toBeVisible();
  await expect(mei.getByLabel("Invite link")).toBeHidden();
  await toListings(mei);
  await list(mei, { title: "Rice cooker", wants: "a desk lamp" });
  await mei.getByRole("link", { name: "New listing" }).first().click();
  await expect(mei.getByText("at most 1 open listing", { exact: false })).toBeVisible();
  await mei.getByLabel("What is it?").fill("Forty books");
  await mei.getByRole("button", { name: "List it" }).click();
  await expect(mei.getByText("Your first swap opens this", { exact: false })).toBeVisible();
  await expect(mei.getByLabel("What is it?")).toHaveValue("Forty books");

  // The first swap.
  await list(ana, { title: "Desk lamp", wants: "anything" });
  await offer(ana, "Rice cooker", { mine: "Desk lamp" });
  await openDeal(mei, "Rice cooker");
  await acceptAnyway(mei);
  await expect(ana.getByRole("heading", { name: "Handover" })).toBeVisible();
  await handOver(ana, mei);
  await vouchGood(ana);
  await vouchGood(mei);
  await expect(ana.getByText("Mei: good")).toBeVisible();

  // Mei has another mind about it, and Ana reads both.
  await changeVouch(mei, { good: false, words: "The lamp went out on the second day." });
  await expect(mei.getByText("You: not good")).toBeVisible();
  await expect(ana.getByText("Mei: not good")).toBeVisible();
  await expect(ana.getByText("The lamp went out on the second day.")).toBeVisible();
  await expect(ana.getByText("Said before, on", { exact: false })).toBeVisible();
  await expect(ana.getByText("Mei: good")).toBeVisible();
  await expect(ana.getByText("Change what I said")).toHaveCount(1);

  // What the rules held back is open to her now.
  await mei.getByRole("link", { name: "New listing" }).first().click();
  await expect(mei.getByLabel("What is it?")).toHaveValue("Forty books");
  await mei.getByRole("button", { name: "List it" }).click();
  await expect(ana.getByRole("link", { name: /Deals/ })).toBeVisible();
  await toListings(ana);
  await expect(ana.getByRole("link", { name: /Forty books/ })).toBeVisible();
  await mei.getByRole("link", { name: "People" }).click();
  await mei.getByRole("link", { name: "Invite" }).first().click();
  await expect(mei.getByLabel("Invite link")).toHaveValue(/#\/join\//);
});

test("[T2] two who stand before each other read each other's card, and the card of each says so; in another pond the file of a card is checked", async ({
  browser,
}, info) => {
  const [mei, li] = [await person(browser), await person(browser)];
  await startPond(mei, "North Campus", "Mei");
  await join(li, await inviteLink(mei), "Li");
  await openMyCard(mei);
  await openMyCard(li);

  // What is no card is said to be none.
  await li.getByText("Without a camera").click();
  await li.getByLabel("The other's card as text").fill("https://example.com");
  await li.getByRole("button", { name: "We have met" }).click();
  await expect(li.getByText("This is not a card of another member of this pond.", { exact: false })).toBeVisible();

  // One way: both see whose turn it is.
  await meetByText(li, mei);
  await expect(li.getByText("You have scanned Mei. Now let Mei scan yours", { exact: false })).toBeVisible();
  await expect(mei.getByText("Li has scanned you. Scan Li's card too", { exact: false })).toBeVisible();
  await openMember(li, "Mei");
  await expect(li.getByText("Mei has not scanned you yet.", { exact: false })).toBeVisible();
  await li.getByRole("link", { name: "Meet in person" }).click();

  // Both ways.
  await meetByText(mei, li);
  for (const [page, name] of [
    [mei, "Li"],
    [li, "Mei"],
  ] as const) {
    await expect(page.getByText(`You and ${name} have met.`, { exact: false })).toBeVisible();
    await openMember(page, name);
    await expect(page.getByText("Met in person by 1 member")).toBeVisible();
    await expect(page.getByRole("link", { name: "Meet in person" })).toBeHidden();
  }

  // Li takes his card along to a pond that Zoe has started.
  await openMyCard(li);
  const saving = li.waitForEvent("download");
  await li.getByRole("button", { name: "Save my card as a file" }).click();
  const file = info.outputPath("li.card");
  await (await saving).saveAs(file);
  const zoe = await person(browser);
  await startPond(zoe, "Harbour", "Zoe");
  await zoe.getByRole("link", { name: "People" }).click();
  await zoe.getByRole("link", { name: "A card from another pond" }).click();
  await zoe.locator("input[type=file]").setInputFiles(file);
  await expect(zoe.getByRole("heading", { name: "Li" })).toBeVisible();
  await expect(zoe.getByText("In the pond North Campus")).toBeVisible();
  await expect(zoe.getByText("Met 1 person there")).toBeVisible();
  await expect(zoe.getByText("What is in it is true. What was left out cannot be known.")).toBeVisible();
  await expect(zoe.getByText("This identity is not a member here.")).toBeVisible();

  // What is no card is said to be none, and nothing of the one before stays beside it.
  await zoe
    .locator("input[type=file]")
    .setInputFiles({ name: "no.card", mimeType: "application/octet-stream", buffer: Buffer.from("no card") });
  await expect(zoe.getByText("This is not the whole file of a card", { exact: false })).toBeVisible();
  await expect(zoe.getByRole("heading", { name: "Li" })).toBeHidden();
});

test("[N1] [N2] [N4] who has both phones at hand goes on at once; who only says so is asked about, and the old phone objects", async ({
  browser,
}) => {
  const [ana, old, fresh, eve] = [
    await person(browser),
    await person(browser),
    await person(browser),
    await person(browser),
  ];
  await startPond(ana, "North Campus", "Ana");
  const link = await inviteLink(ana);
  await join(old, link, "Li");
  await join(fresh, link, "Li again");
  await join(eve, link, "Eve");

  // Eve says that she was Ana: Ana's phone hears it wherever she opens the pond, and one tap objects.
  await openIdentity(eve);
  await choose(eve, "Who were you before?", "Ana");
  await eve.getByRole("button", { name: "I was Ana" }).click();
  await eve.getByRole("button", { name: "Yes, I was" }).click();
  await expect(eve.getByText("Nobody here has vouched for that member", { exact: false })).toBeVisible();
  await ana.getByRole("link", { name: "People" }).click();
  await expect(ana.getByRole("alert").filter({ hasText: "Somebody says they are you" })).toContainText("Eve");
  await ana.getByRole("button", { name: "That is not me" }).click();
  await expect(ana.getByText("Somebody says they are you")).toBeHidden();
  await expect(eve.getByText("The old phone has objected", { exact: false })).toBeVisible();

  // Li has both phones in his hands, and compares the sign.
  await openIdentity(fresh);
  const sign = /Your sign is (.+)\./.exec(await fresh.getByText("Your sign is", { exact: false }).innerText())?.[1];
  await openIdentity(old);
  await choose(old, "Who are you on the new phone?", "Li again");
  await old.getByRole("button", { name: "Go on as Li again" }).click();
  await expect(old.getByText(`shows the sign ${sign}:`, { exact: false })).toBeVisible();
  await old.getByRole("button", { name: "Yes, that is me" }).click();
  await expect(old.getByText("Said. Now choose on the new phone", { exact: false })).toBeVisible();
  await choose(fresh, "Who were you before?", "Li");
  await fresh.getByRole("button", { name: "I was Li", exact: true }).click();
  await fresh.getByRole("button", { name: "Yes, I was" }).click();
  await expect(fresh.getByText("It counts: you go on here for Li.")).toBeVisible();
  await expect(old.getByText("You go on here as Li again, on another phone.")).toBeVisible();
  await openMember(ana, "Li again");
  await expect(ana.getByText("Was a member here before, on another phone")).toBeVisible();
});
