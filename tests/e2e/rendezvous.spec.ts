import { expect } from "@playwright/test";
import { startNostrRelay } from "../support/nostr-relay.ts";
import { peerLine, inviteLink, join, list, person, startPond } from "../support/people.ts";
import { test } from "../support/test.ts";

test("[M4] two find each other over a Nostr relay that the host names, with no relay of ours; it learns nothing of the pond", async ({
  browser,
}) => {
  const relay = await startNostrRelay();
  const config = { relays: [`nostr+${relay.url}`], iceServers: [] };
  const [mei, li] = [await person(browser), await person(browser)];
  for (const page of [mei, li]) await page.route("**/shoal.config.json", (route) => route.fulfill({ json: config }));
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  await mei.getByRole("link", { name: "Listings" }).click();
  await list(mei, { title: "Rice cooker", wants: "a lamp" });
  await join(li, link, "Li");
  await expect(li.getByRole("link", { name: /Rice cooker/ })).toBeVisible({ timeout: 60_000 });
  await list(li, { title: "Desk lamp", wants: "anything" });
  await expect(mei.getByRole("link", { name: /Desk lamp/ })).toBeVisible();
  await li.getByRole("link", { name: "Sync" }).click();
  await expect(peerLine(li, "Mei")).toBeVisible();
  const way = li.locator("div", { has: li.getByText(`nostr+${relay.url}`), hasText: "relay is" }).last();
  await expect(way.getByText("A relay is reached", { exact: false })).toBeVisible();
  const words = relay.said.join("\n");
  expect(words).toContain("EVENT");
  // Neither what they have, nor where they are to be reached. (A name of three letters may be in any base64.)
  for (const secret of ["North Campus", "Rice cooker", "typ host", "ice-ufrag", "fingerprint"])
    expect(words).not.toContain(secret);
  await relay.close();
});
