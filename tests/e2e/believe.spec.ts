import { expect, type Page } from "@playwright/test";
import { serve } from "../../server/serve.mjs";
import { look } from "../support/looks.ts";
import { inviteLink, join, list, person, startPond } from "../support/people.ts";
import { test } from "../support/test.ts";

test("a listing says on how many devices it is, and who meets nobody is told why and what to do next", async ({
  browser,
}) => {
  const [mei, li] = [await person(browser), await person(browser)];
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "Rice cooker", wants: "a desk lamp" });

  // The relay answers, and nobody else is there.
  await mei.getByRole("link", { name: /Rice cooker/ }).click();
  await expect(mei.getByText("only on this device so far")).toBeVisible();
  await openSync(mei);
  await expect(mei.getByText("Listing: Rice cooker")).toBeVisible();
  await findOut(mei, "nobody else of this pond is there");
  await expect(mei.getByRole("link", { name: "Invite somebody" })).toBeVisible();
  await look(mei, "believe-nobody");

  await join(li, link, "Li");
  await expect(mei.getByText("met over a relay")).toBeVisible();
  await expect(mei.getByText("on at least 1 other device")).toBeVisible();
  await expect(mei.getByText("Listing: Rice cooker")).toBeHidden();
  await findOut(mei, "All is well: you are connected with 1 device.", "Look again");
  await look(mei, "believe-well");
  await mei.getByRole("link", { name: "Listings" }).click();
  await mei.getByRole("link", { name: /Rice cooker/ }).click();
  await expect(mei.getByText("Your listing is on at least 1 other device.")).toBeVisible();
  await look(mei, "believe-listing");
  await li.close();

  // Alone, with a relay that is not there; then without any network.
  const ana = await person(browser);
  const relay = await serve({ dir: null, port: 0, host: "localhost", relay: true });
  await relay.close();
  const config = { relays: [`ws://localhost:${relay.port}/relay`], iceServers: [] };
  await ana.route("**/shoal.config.json", (route) => route.fulfill({ json: config }));
  await startPond(ana, "River Street", "Ana");
  await openSync(ana);
  await findOut(ana, "No relay can be reached");
  await look(ana, "believe-no-relay");
  await ana.context().setOffline(true);
  await findOut(ana, "This device has no network. Turn on", "Look again");
});

async function openSync(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Sync" }).click();
  await expect(page.getByRole("heading", { name: "Sync" })).toBeVisible();
}

/** Runs the self-test, which is over within fifteen seconds, and hears what it says. */
async function findOut(page: Page, cause: string, action = "Find out"): Promise<void> {
  await page.getByRole("button", { name: action }).click();
  await expect(page.getByRole("status").filter({ hasText: cause })).toBeVisible();
}
