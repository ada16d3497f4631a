import { expect, type Page } from "@playwright/test";
import { rowsOnDisk } from "../support/disk.ts";
import { type LargePond, writeLargePond } from "../support/large-pond.ts";
import { join, letInFile, openPage, person } from "../support/people.ts";
import { test } from "../support/test.ts";

const RECORDS = 5000;
const MEMBERS = 200;
/** What a state vector and the page that was on its way when the cable broke may cost once more. */
const SPARE_BYTES = 256 * 1024;

let pond: LargePond;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  pond = await writeLargePond({ records: RECORDS, members: MEMBERS, path: test.info().outputPath("large.pond") });
});

test("[W3] [M5] a newcomer gets a pond of 5,000 records over WebRTC, through a cable that breaks half-way", async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(300_000);
  // Stock y-webrtc never gets more than one message of 256 KB across (see the attacker's test for what it can do).
  expect(pond.bytes).toBeGreaterThan(4 * 256 * 1024);
  const link = pond.linkFor(baseURL ?? "");

  // Hana has all of it, from a file.
  const hana = await person(browser);
  await join(hana, link, "Hana");
  await letInFile(hana, pond.path);
  await expect(hana.getByText(`${grouped(RECORDS)} records have come in.`)).toBeVisible({ timeout: 120_000 });
  await hana.getByRole("link", { name: "To the pond" }).click();

  // Nia joins by link, and sees it come in.
  const nia = await person(browser);
  await watchConnections(nia, pond.bytes / 4);
  await join(nia, link, "Nia");
  await expect(nia.getByRole("progressbar")).toBeVisible();

  // The cable breaks half-way.
  await expect.poll(() => bytesBeforeCut(nia)).not.toBeNull();
  const before = (await bytesBeforeCut(nia)) ?? 0;
  const held = await have(nia);
  console.log(`cut after ${before} of ${pond.bytes} bytes; then at ${held} of ${RECORDS} records`);
  expect(before).toBeLessThan(pond.bytes);

  // It goes on by itself, from where it stopped: nothing comes twice.
  await nia.getByRole("link", { name: "Sync" }).click();
  // Hana and Nia came in with two records each.
  const kept = async () => (await rowsOnDisk(nia))["records"];
  await expect.poll(kept, { timeout: 120_000, intervals: [1000] }).toBe(RECORDS + 4);
  await expect(nia.getByRole("progressbar")).toBeHidden();
  const after = await received(nia);
  console.log(`then ${after} bytes; the pond as a file: ${pond.bytes}`);
  expect(after).toBeGreaterThan(0);
  expect(before + after).toBeLessThan(pond.bytes + SPARE_BYTES);
  // What was refused, and why: nothing.
  expect(await nia.locator("details", { hasText: "What was refused" }).allTextContents()).toEqual([]);

  // The page closed and opened again has it all, and the same things as Hana's.
  const at = hana.url();
  await nia.close();
  const again = await openPage(nia.context());
  await again.goto(at);
  await expect(again.locator("main li strong").first()).toBeVisible();
  await expect(again.locator("main li strong")).toHaveText(await hana.locator("main li strong").allInnerTexts());

  // Far down, into a listing and back: the eye is where it was.
  const top = () => again.evaluate(() => Math.round(scrollY));
  await expect
    .poll(async () => {
      await again.evaluate((to) => scrollTo(0, to), FAR_DOWN);
      return top();
    })
    .toBe(FAR_DOWN);
  const card = again.locator("main li a").filter({ visible: true });
  const seen = await card.evaluateAll((cards) => cards.findIndex((one) => one.getBoundingClientRect().top > 0));
  await card.nth(seen).click();
  await expect(again.getByRole("button", { name: "I like it" })).toBeVisible();
  await again.goBack();
  await expect.poll(top).toBe(FAR_DOWN);
});

/** px: a screen below what is seen at first; most of the pond is swapped already. */
const FAR_DOWN = 800;

const grouped = (count: number) => new Intl.NumberFormat("en").format(count);

/** Records that have arrived, as the screen says. */
async function have(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector("progress")?.value ?? 0);
}

/**
 * Keeps hold of the page's connections, so that the test can read their counters; and once, when so many bytes have come
 * in, ends all of them at once, as a lost network does. The page does that itself: by the time it is told to from
 * outside, all may have come.
 */
async function watchConnections(page: Page, cutAfter: number): Promise<void> {
  await page.addInitScript((most) => {
    const made: RTCPeerConnection[] = [];
    Object.assign(globalThis, { connectionsMade: made, bytesBeforeCut: null });
    async function look(): Promise<void> {
      let bytes = 0;
      for (const connection of made) {
        for (const report of (await connection.getStats()).values())
          if (report.type === "data-channel") bytes += report.bytesReceived;
      }
      if (bytes < most) return void setTimeout(() => void look(), 5);
      Object.assign(globalThis, { bytesBeforeCut: bytes });
      for (const connection of made.splice(0)) connection.close();
    }
    void look();
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(config?: RTCConfiguration) {
        super(config);
        made.push(this);
      }
    };
  }, cutAfter);
}

/** Null until the cable has broken. */
async function bytesBeforeCut(page: Page): Promise<number | null> {
  return page.evaluate(() => (globalThis as unknown as { bytesBeforeCut: number | null }).bytesBeforeCut); // put there above
}

/** Bytes that have come in over the data channels that are open. */
async function received(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { connectionsMade } = globalThis as unknown as { connectionsMade: RTCPeerConnection[] }; // put there above
    let bytes = 0;
    for (const connection of connectionsMade) {
      for (const report of (await connection.getStats()).values())
        if (report.type === "data-channel") bytes += report.bytesReceived;
    }
    return bytes;
  });
}
