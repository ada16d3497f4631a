import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as pathOf } from "node:path";
import { expect } from "@playwright/test";
import { inviteLink, join, list, person, startPond } from "../support/people.ts";
import { look } from "../support/looks.ts";
import { test } from "../support/test.ts";

/** `npm run keeper`, as on a small computer, with a profile of its own; and all that it has said. */
function keeperOf(link: string, profile: string): { readonly process: ChildProcess; said(): string } {
  let said = "";
  const child = spawn("node", ["scripts/keeper.mjs", link, "--name", "Shed", "--profile", profile]);
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
  return { process: child, said: () => said };
}

test("[W7] a keeper without a screen joins by link, and gives the pond and its photos to who comes when their owner is away", async ({
  browser,
}) => {
  const profile = mkdtempSync(pathOf(tmpdir(), "shoal-keeper-"));
  const mei = await person(browser);
  await startPond(mei, "North Campus", "Mei");
  const link = await inviteLink(mei);
  const keeper = keeperOf(link, profile);
  try {
    await expect.poll(keeper.said, { timeout: 60_000 }).toContain("Joined as Shed.");
    await mei.getByRole("link", { name: "Listings" }).click();
    await list(mei, { title: "Rice cooker", wants: "a lamp", photo: { sign: "饭", hue: 30 } });
    // Nobody looks at it there, and yet it comes.
    await mei.getByRole("link", { name: "People" }).click();
    await expect(mei.getByRole("link", { name: /^Shed/ })).toBeVisible();
    await expect.poll(keeper.said, { timeout: 90_000 }).toMatch(/North Campus: 1 of 1 photos are here/);
    await mei.close();

    const zoe = await person(browser);
    await join(zoe, link, "Zoe");
    await zoe.getByRole("link", { name: /Rice cooker/ }).click();
    const photo = zoe.getByRole("button", { name: /^Photo 1 of 1/ }).locator("img");
    await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(200);

    await zoe.goto("./#/me");
    await zoe.getByLabel(/^Keep all photos here/).check();
    await expect(zoe.getByText("North Campus: 1 of 1 photos are here")).toBeVisible();
    await zoe.getByText("Be the pond’s memory").scrollIntoViewIfNeeded();
    await look(zoe, "80-keeping");
  } finally {
    const ended = new Promise((done) => keeper.process.once("exit", done));
    keeper.process.kill("SIGINT");
    await ended;
    rmSync(profile, { recursive: true, force: true });
  }
});
