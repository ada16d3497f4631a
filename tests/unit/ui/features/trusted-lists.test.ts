// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawApp } from "../../../support/draw-app.tsx";
import { cooker, createStreet, idOf, meet, meiAndLi, type Street, value } from "../../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
  vi.setSystemTime(street.clock.now());
  // jsdom scrolls nothing: a list draws its first rows and waits.
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe = () => undefined;
      unobserve = () => undefined;
      disconnect = () => undefined;
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  street.closeAll();
});

/** Mei has brought Li, then Li has brought Zoe, then Mei has brought Kim. */
async function four() {
  const party = await meiAndLi(street);
  const { mei, li, pond, link } = party;
  const [zoe, kim] = [await street.phone(), await street.phone()];
  street.clock.turn(60_000);
  const invite = await value(li.node.createInvite(pond));
  await value(zoe.node.joinPond({ link: invite.link, myName: "Zoe" }));
  await meet(li, zoe, pond);
  street.clock.turn(60_000);
  await value(kim.node.joinPond({ link, myName: "Kim" }));
  await meet(mei, li, pond);
  await meet(mei, kim, pond);
  return { ...party, zoe, kim };
}

const titles = () => screen.getAllByRole("listitem").map((row) => row.querySelector("strong")?.textContent);

test("[T10] people: I, then whom my walk meets most, with how I know them; one question for all of them", async () => {
  const { mei, pond } = await four();
  const briefs = vi.spyOn(mei.queries, "briefs");
  drawApp(mei, `/pond/${pond}/people`);
  await screen.findByText("Li, whom you know, invited Zoe");
  expect(screen.getByText("You invited Kim")).toBeTruthy();
  await waitFor(() => expect(titles().at(0)).toBe("Mei (you)"));
  // Zoe has been here longer than Kim, and is further away.
  await waitFor(() => expect(titles().at(-1)).toBe("Zoe"));
  expect(new Set(titles().slice(1, 3))).toEqual(new Set(["Li", "Kim"]));
  expect(briefs.mock.calls.length).toBe(1);
});

test("things: from whom I trust and mine, or the most trusted first; kept while the page is open", async () => {
  const { mei, li, zoe, pond } = await four();
  await value(mei.node.postListing(pond, { ...cooker, title: "Mine" }));
  await meet(mei, li, pond);
  street.clock.turn(60_000);
  await value(li.node.postListing(pond, { ...cooker, title: "Of Li" }));
  street.clock.turn(60_000);
  await meet(li, zoe, pond);
  await value(zoe.node.postListing(pond, { ...cooker, title: "Of Zoe" }));
  await meet(li, zoe, pond);
  await meet(mei, li, pond);

  drawApp(mei, `/pond/${pond}`);
  await screen.findByText("You invited Li");
  expect(titles()).toEqual(["Of Zoe", "Of Li", "Mine"]);
  fireEvent.change(screen.getByLabelText("Order"), { target: { value: "most-trusted" } });
  await waitFor(() => expect(titles()).toEqual(["Of Li", "Of Zoe", "Mine"]));

  // Elsewhere and back again.
  cleanup();
  drawApp(mei, `/pond/${pond}`);
  await waitFor(() => expect(titles()).toEqual(["Of Li", "Of Zoe", "Mine"]));

  // Zoe trusts nobody: her inviter's drops go from him to her, not back.
  cleanup();
  drawApp(zoe, `/pond/${pond}`);
  await screen.findByText("Of Li");
  fireEvent.click(screen.getByLabelText("From people I trust"));
  await waitFor(() => expect(titles()).toEqual(["Of Zoe"]));
});

test("the card of somebody whom nobody I know has dealt with says so, and how to begin; my own says that I have no number", async () => {
  const { mei, zoe, pond } = await four();
  drawApp(zoe, `/pond/${pond}/member/${await idOf(mei, pond)}`);
  await screen.findByText(/^Nobody you know has dealt with Mei yet\./);
  expect(screen.getByText("Hand both things over at the same time, face to face.")).toBeTruthy();
  cleanup();
  drawApp(zoe, `/pond/${pond}/member/${await idOf(zoe, pond)}`);
  await screen.findByText(/^How others see you is not one number/);
});
