// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { err, ok } from "../../../../src/lib/result.ts";
import { drawApp } from "../../../support/draw-app.tsx";
import { createStreet, meiAndLi, type Street } from "../../../support/nodes.ts";

/** A code of a card is good for an hour from when it was shown, in ms (CARD_CODE_LIFE_MS). */
const CODE_LIFE_MS = 60 * 60 * 1000;

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => {
  vi.useRealTimers();
  cleanup();
  street.closeAll();
});

const shownText = () => screen.getByLabelText<HTMLInputElement>("My card as text", { exact: true }).value;

test("a code that stays on the screen is made anew long before its hour is over, without the page going away", async () => {
  const { mei, pond } = await meiAndLi(street);
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  let made = 0;
  drawApp(mei, `/pond/${pond}/card`, { cardCode: async () => ok({ code: `card ${++made}` }) });
  const picture = await screen.findByRole("img", { name: "Code of your card" });
  expect(shownText()).toBe("card 1");
  vi.advanceTimersByTime(CODE_LIFE_MS / 4);
  await waitFor(() => expect(shownText()).toBe("card 2"));
  expect(screen.getByRole("img", { name: "Code of your card" })).toBe(picture);
  vi.advanceTimersByTime(CODE_LIFE_MS / 4);
  await waitFor(() => expect(shownText()).toBe("card 3"));
});

test("a code that is no card is said to be none, and one that is too old to be too old", async () => {
  const { mei, pond } = await meiAndLi(street);
  const typed: string[] = [];
  drawApp(mei, `/pond/${pond}/card`, {
    cardCode: async () => ok({ code: "mine" }),
    confirmMet: async (_pond, code) => {
      typed.push(code);
      return err(code === "old" ? { kind: "code-too-old" } : { kind: "code-unreadable" });
    },
  });
  const line = await screen.findByLabelText("The other's card as text");
  fireEvent.input(line, { target: { value: " what " } });
  fireEvent.click(screen.getByRole("button", { name: "We have met" }));
  expect((await screen.findByRole("alert")).textContent).toContain("This is not a card of another member");
  fireEvent.input(line, { target: { value: "old" } });
  fireEvent.click(screen.getByRole("button", { name: "We have met" }));
  await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("shown too long ago"));
  expect(typed).toEqual(["what", "old"]);
});
