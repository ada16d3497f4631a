// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ShoalCommands } from "../../../../src/app/api.ts";
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
  expect(about?.textContent).toContain("2.You get: a cake");
  expect(about?.textContent).toContain("a cake");
  expect(screen.getByRole("button", { name: "Accept 1" })).toBeTruthy();
  fireEvent.click(button);
  fireEvent.click(await screen.findByRole("button", { name: "Accept anyway" }));
  const agreed = await first(mei.queries.deal(pond, deal), (view) => view?.state === "agreed");
  expect(agreed?.agreed?.choice).toBe(1);
});

test("[D2] a little is at stake, and the limit covers it: accepted with one tap, and that much goes with it", async () => {
  const { mei, pond, deal } = await offered("a bike repair");
  const acceptOffer = vi.fn<ShoalCommands["acceptOffer"]>((...said) => mei.node.acceptOffer(...said));
  drawApp(mei, `/pond/${pond}/deal/${deal}`, { acceptOffer });
  // Mei has brought Li here: that is worth one drop (T4).
  fireEvent.click(await screen.findByRole("radio", { name: "A little · 1 drop" }));
  await screen.findByText("1 drop of trust is kept for this deal until it ends.");
  fireEvent.click(screen.getByRole("button", { name: "Accept" }));
  const agreed = await first(mei.queries.deal(pond, deal), (view) => view?.state === "agreed");
  expect(agreed?.agreed?.choice).toBe(0);
  expect(acceptOffer.mock.calls.map(([, , , choice, stake]) => [choice, stake])).toEqual([[0, 1]]);
});

test("[D2] more is at stake than can be risked: what is known and what is not is said first, and nothing is signed until it is said twice", async () => {
  const { mei, pond, deal } = await offered("a bike repair");
  const acceptOffer = vi.fn<ShoalCommands["acceptOffer"]>((...said) => mei.node.acceptOffer(...said));
  drawApp(mei, `/pond/${pond}/deal/${deal}`, { acceptOffer });
  fireEvent.click(await screen.findByRole("button", { name: "Accept" }));
  await screen.findByText("With Li you can risk 1 drop; 2 drops would be at stake.");
  expect(screen.getByText(/What is known: You invited Li\. Li has finished 0 swaps/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Not yet" }));
  expect(screen.queryByText("More than you can risk")).toBeNull();
  expect(acceptOffer).not.toHaveBeenCalled();

  fireEvent.click(screen.getByRole("radio", { name: "A lot · 4 drops" }));
  fireEvent.click(screen.getByRole("button", { name: "Accept" }));
  fireEvent.click(await screen.findByRole("button", { name: "Accept anyway" }));
  await first(mei.queries.deal(pond, deal), (view) => view?.state === "agreed");
  expect(acceptOffer.mock.calls.map(([, , , choice, stake]) => [choice, stake])).toEqual([[0, 4]]);
});
