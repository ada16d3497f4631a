// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawApp } from "../../../support/draw-app.tsx";
import { first } from "../../../support/follow.ts";
import { cooker, createStreet, meet, meiAndLi, type Street, termsFor, value } from "../../../support/nodes.ts";

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

/** Mei has listed a cooker, and Li offers each of the words for it. */
async function offered(...words: readonly string[]) {
  const party = await meiAndLi(street);
  const { mei, li, pond } = party;
  const listing = await value(mei.node.postListing(pond, cooker));
  await meet(mei, li, pond);
  const terms = words.flatMap((text) => termsFor(listing, text));
  const deal = await value(li.node.makeOffer(pond, listing, terms, ""));
  await meet(mei, li, pond);
  return { ...party, deal };
}

test("[D2] of several alternatives each has a button that says which, and that one is accepted", async () => {
  const { mei, pond, deal } = await offered("a bike repair", "a cake");
  drawApp(mei, `/pond/${pond}/deal/${deal}`);
  const button = await screen.findByRole("button", { name: "Accept 2" });
  const about = document.getElementById(button.getAttribute("aria-describedby") ?? "");
  expect(about?.textContent).toContain("2. Li");
  expect(about?.textContent).toContain("a cake");
  expect(screen.getByRole("button", { name: "Accept 1" })).toBeTruthy();
  fireEvent.click(button);
  const agreed = await first(mei.queries.deal(pond, deal), (view) => view?.state === "agreed");
  expect(agreed?.agreed?.choice).toBe(1);
});

test("[D2] where there is one, it is simply accepted", async () => {
  const { mei, pond, deal } = await offered("a bike repair");
  drawApp(mei, `/pond/${pond}/deal/${deal}`);
  fireEvent.click(await screen.findByRole("button", { name: "Accept" }));
  const agreed = await first(mei.queries.deal(pond, deal), (view) => view?.state === "agreed");
  expect(agreed?.agreed?.choice).toBe(0);
});
