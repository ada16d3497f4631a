// @vitest-environment jsdom
import { cleanup, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawApp } from "../../../support/draw-app.tsx";
import { createStreet, meiAndLi, type Street } from "../../../support/nodes.ts";

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

const WELL_FORMED = "A".repeat(43);

test.each(["listing", "deal", "market", "member"])(
  "a %s that is not here, or an address changed by hand, has a heading, a word and a way back",
  async (kind) => {
    const { mei, pond } = await meiAndLi(street);
    for (const id of [WELL_FORMED, "nothing"]) {
      drawApp(mei, `/pond/${pond}/${kind}/${id}`);
      expect(await screen.findByRole("heading", { level: 1, name: "Nothing here" })).toBeTruthy();
      expect(screen.getByRole("alert").textContent).toContain("It is not here");
      expect(screen.getByRole("link", { name: "Back" }).getAttribute("href")).toContain(pond);
      cleanup();
    }
  },
);
