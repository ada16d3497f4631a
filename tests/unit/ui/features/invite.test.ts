// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { drawApp } from "../../../support/draw-app.tsx";
import { createStreet, meiAndLi, type Street } from "../../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => {
  cleanup();
  street.closeAll();
});

test("an invite link cannot be changed by a slip, and where the browser does not copy it, that is said", async () => {
  const { mei, pond, link } = await meiAndLi(street);
  drawApp(mei, `/pond/${pond}/invite`);
  const line = await screen.findByLabelText<HTMLInputElement>("Invite link");
  expect([line.value, line.readOnly]).toEqual([link, true]);
  // jsdom has no clipboard, as no browser has on plain http.
  fireEvent.click(screen.getByRole("button", { name: "Copy the link" }));
  expect((await screen.findByRole("alert")).textContent).toContain("copy it by hand");
});
