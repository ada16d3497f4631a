// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { VouchDraft } from "../../../../src/app/api.ts";
import { drawApp } from "../../../support/draw-app.tsx";
import { first } from "../../../support/follow.ts";
import { agreedDeal, createStreet, idOf, meet, type Street, value } from "../../../support/nodes.ts";

const good: VouchDraft = { good: true, keptTerms: true, showedUp: true, asDescribed: true, words: "" };
const DAY_MS = 24 * 60 * 60 * 1000;

let street: Street;
beforeEach(() => {
  street = createStreet();
  vi.setSystemTime(street.clock.now());
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  street.closeAll();
});

/** Mei and Li have swapped, and Mei says how it was. */
async function swapped(meiSays: VouchDraft) {
  const party = await agreedDeal(street);
  const { mei, li, pond, deal } = party;
  for (const tab of [mei, li]) await value(tab.node.confirmHandover(pond, deal, "apart"));
  await meet(mei, li, pond);
  await value(mei.node.sealVouch(pond, deal, meiSays));
  await value(li.node.sealVouch(pond, deal, good));
  await meet(mei, li, pond);
  await first(mei.queries.deal(pond, deal), (view) => view?.vouches.every((vouch) => vouch.opened !== null) === true);
  return { ...party, lisCard: `/pond/${pond}/member/${await idOf(li, pond)}` };
}

/** The line that opens, with what is in it. */
async function opened(line: RegExp) {
  const summary = await screen.findByText(line);
  const { parentElement } = summary;
  if (parentElement === null) throw new Error("a summary is in its details");
  return within(parentElement);
}

test("[T9] each number on the card opens the records behind it: deals with a link, and what was said", async () => {
  const { mei, deal, lisCard } = await swapped({ ...good, words: "Came early." });
  drawApp(mei, lisCard);
  const done = await opened(/^1 deal done · with 1 person$/);
  expect((await done.findByText("Rice cooker")).closest("a")?.getAttribute("href")).toContain(deal);
  expect(done.getByText("Came early.")).toBeTruthy();
  // What Li says of Mei is on hers.
  expect(done.queryByText("Li: good")).toBeNull();
  expect((await opened(/^1 good vouch$/)).getByText("You: good")).toBeTruthy();
  expect(screen.getByText("No vouch that was not good")).toBeTruthy();
  expect(screen.getByText("No deal broken off after it was agreed")).toBeTruthy();
});

test("[T4] the card shows who brought whom, from both ends", async () => {
  const { mei, li, pond, lisCard } = await swapped(good);
  drawApp(mei, lisCard);
  const inviter = await screen.findByText("Invited by Mei");
  const hers = `/pond/${pond}/member/${await idOf(mei, pond)}`;
  expect(inviter.closest("a")?.getAttribute("href")).toContain(hers);
  cleanup();
  drawApp(li, hers);
  const guests = await opened(/^Brought 1 person here$/);
  expect(guests.getByText("Li").closest("a")?.getAttribute("href")).toContain(lisCard);
});

test("[T9] a way is a sentence for those who listen, a stream for those who look; both open the same records", async () => {
  const { mei, lisCard } = await swapped(good);
  drawApp(mei, lisCard);
  const sentence = await opened(/^You swapped with Li once: \d drops\.$/);
  expect(await sentence.findByText("Rice cooker")).toBeTruthy();
  const picture = document.querySelector("main svg[data-tone='good']");
  expect(picture?.getAttribute("aria-hidden")).toBe("true");
  expect([...(picture?.querySelectorAll("text") ?? [])].map(({ textContent }) => textContent)).toContain("Li");
  const before = screen.queryAllByText("Rice cooker").length;
  const stream = picture?.querySelector("g");
  if (stream == null) throw new Error("a way is drawn as a stream");
  fireEvent.click(stream);
  await vi.waitFor(() => expect(screen.queryAllByText("Rice cooker").length).toBe(before + 1));
  expect(stream.dataset["chosen"]).toBe("true");
});

test("[T7] [T9] bad word is shown as what speaks against it, with who says so, and how to be careful", async () => {
  const { mei, lisCard } = await swapped({ ...good, good: false, showedUp: false, words: "Nobody came." });
  drawApp(mei, lisCard);
  const report = await opened(/^You had a bad swap with Li: \d drops? less\.$/);
  expect(await report.findByText("Nobody came.")).toBeTruthy();
  expect(screen.getByText("People you know had bad swaps with Li: nothing is left that you could risk.")).toBeTruthy();
  expect(screen.getByText("A safe first step")).toBeTruthy();
  const broken = await opened(/^1 deal broken off after it was agreed$/);
  expect(broken.getByText("Did not show up, says Mei:")).toBeTruthy();
  expect((await opened(/^1 vouch that was not good$/)).getByText("Nobody came.")).toBeTruthy();
});

test("a deal that nobody handed over is on both cards, and the records do not say whose doing it was", async () => {
  const { mei, li, pond } = await agreedDeal(street);
  street.clock.turn(15 * DAY_MS);
  vi.setSystemTime(street.clock.now());
  drawApp(mei, `/pond/${pond}/member/${await idOf(li, pond)}`);
  const broken = await opened(/^1 deal broken off after it was agreed$/);
  expect(broken.getByText("No handover within 14 days. The records do not say whose doing it was:")).toBeTruthy();
  expect(await broken.findByText("Rice cooker")).toBeTruthy();
});
