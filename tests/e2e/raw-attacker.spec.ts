import { expect, type Page } from "@playwright/test";
import { writeVector } from "../../src/sync/canonical-update.ts";
import { askFrame, headsFrame, helloFrame, proofFrame, reportFrame, vectorFrame } from "../../src/sync/frames.ts";
import { writeHeads } from "../../src/sync/heads.ts";
import { allocationBomb, awareness, garbageStruct, rawUpdate } from "../sim/raw-frames.ts";
import { eveJoins, reportOf } from "../support/eve.ts";
import { inviteLink, join, list, person, startPond } from "../support/people.ts";
import { test } from "../support/test.ts";

/** The worst that was tried on a bare Y.Doc and on this wire (LEDGER.md), for a feed of somebody else's. */
const attacks: Readonly<Record<string, (victim: number, count: number) => readonly Uint8Array[]>> = {
  "delete everything, and what is yet to come": (victim) => [rawUpdate([], { deletes: [[victim, 0, 1_000_000]] })],
  "one garbage struct in the place of all": (victim) => [garbageStruct(victim, 0, 1_000_000)],
  "another's client ahead of its clock": (victim, count) => [
    rawUpdate([{ client: victim, from: count, records: [bytes(200)] }]),
  ],
  "an allocation bomb": () => [allocationBomb()],
  "a flood of clients": () => [
    rawUpdate(Array.from({ length: 200 }, (_, i) => ({ client: i + 1, from: 0, records: [bytes(20)] }))),
  ],
  "other roots": (victim) => [rawUpdate([{ client: victim, from: 0, records: [bytes(50)] }], { root: "__proto__" })],
  "messages beyond all size": () => [bytes(200_000)],
  "endless sync requests": () => Array.from({ length: 50 }, () => vectorFrame(writeVector(new Map()))),
  "lying reports, heads and questions": (victim, count) => [
    reportFrame(1_000_000, bytes(16), writeVector(new Map([[victim, count]]))),
    headsFrame(writeHeads([{ client: victim, count, id: bytes(32) }])),
    ...Array.from({ length: 50 }, () => askFrame({ client: victim, from: 0 })),
  ],
  "a flood of presence": () => Array.from({ length: 100 }, () => awareness(bytes(3000))),
  "somebody else's name, without his key": () => [helloFrame(bytes(32), bytes(32)), proofFrame(bytes(64))],
};

test("[W2] [W4] [W8] [W9] the worst that raw data channels carry changes nothing, and the honest stay responsive", async ({
  browser,
}) => {
  test.setTimeout(400_000);
  const [ana, mei] = [await person(browser), await person(browser)];
  await startPond(ana, "North Campus", "Ana");
  const link = await inviteLink(ana);
  await ana.getByRole("link", { name: "Listings" }).click();
  await list(ana, { title: "Rice cooker", wants: "a desk lamp" });
  await join(mei, link, "Mei");
  await expect(mei.getByRole("link", { name: /Rice cooker/ })).toBeVisible();

  const titles = ["Rice cooker"];
  for (const [name, attack] of Object.entries(attacks)) {
    await test.step(name, async () => {
      const eve = await eveJoins(browser, link);
      await expect.poll(async () => (await reportOf(eve)).open).toBe(2);
      await expect.poll(async () => (await reportOf(eve)).entries).toBeGreaterThanOrEqual(titles.length);
      const heard = await eve.evaluate(() => globalThis.eve.heard());
      const [victim, count] = heard.toSorted((a, b) => b[1] - a[1])[0] ?? [1, 1];
      const messages = attack(victim, count).map((message) => Array.from(message));
      const before = (await reportOf(eve)).messagesSent;
      await eve.evaluate(([raw]) => globalThis.eve.sendRaw(raw, 20), [messages] as const);
      // It is on its way, or she has been thrown out for it already.
      await expect
        .poll(async () => {
          const { messagesSent, dropped } = await reportOf(eve);
          return dropped > 0 || messagesSent > before;
        })
        .toBe(true);

      // In the middle of it one lists, and the other sees it.
      const title = `Kite ${titles.length}`;
      titles.unshift(title);
      await list(ana, { title, wants: "wind" });
      await expect(mei.getByRole("link", { name: title, exact: false })).toBeVisible();
      await eve.close();
    });
  }
  for (const page of [ana, mei]) await sees(page, titles);

  // What both hold goes on whole to who comes now.
  const li = await person(browser);
  await join(li, link, "Li");
  await sees(li, titles);
});

test("[W2] who makes channel after channel on one connection is sent away, and stays one to those who are there", async ({
  browser,
}) => {
  const [ana, mei] = [await person(browser), await person(browser)];
  await startPond(ana, "North Campus", "Ana");
  const link = await inviteLink(ana);
  await join(mei, link, "Mei");
  const eve = await eveJoins(browser, link);
  await expect.poll(async () => (await reportOf(eve)).open).toBe(2);
  await ana.getByRole("link", { name: "Sync" }).click();
  await expect(ana.getByText("Connected with 2 devices", { exact: true })).toBeVisible();
  await eve.evaluate(() => globalThis.eve.openChannels(3));
  await expect.poll(async () => (await reportOf(eve)).dropped).toBeGreaterThanOrEqual(2);
  // She comes back at once, as anybody may.
  await expect(ana.getByText("Connected with 2 devices", { exact: true })).toBeVisible();
  await eve.close();
  await expect(ana.getByText("Connected with 1 device", { exact: true })).toBeVisible();
  await ana.getByRole("link", { name: "Listings" }).click();
  await list(ana, { title: "Kite", wants: "wind" });
  await expect(mei.getByRole("link", { name: /Kite/ })).toBeVisible();
});

/** A list is drawn as far as somebody looks. */
async function sees(page: Page, titles: readonly string[]): Promise<void> {
  const cards = page.locator("main li strong");
  await expect(async () => {
    await cards.last().scrollIntoViewIfNeeded();
    await expect(cards).toHaveText([...titles], { timeout: 1_000 });
  }).toPass();
}

function bytes(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + 7) % 256);
}
