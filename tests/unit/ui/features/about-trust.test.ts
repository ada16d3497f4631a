// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawApp } from "../../../support/draw-app.tsx";
import { createStreet, meiAndLi, type Street, value } from "../../../support/nodes.ts";

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

test("mei lets li cheat with seven false friends, and reads what it brought and why no more", async () => {
  const { mei } = await meiAndLi(street);
  drawApp(mei, "/me/trust");
  const who = await screen.findByLabelText("Who plays the cheat");
  await screen.findByRole("option", { name: "Li" });
  expect(who).toHaveProperty("value", (await screen.findByRole<HTMLOptionElement>("option", { name: "Li" })).value);
  const slider = screen.getByLabelText("False friends");
  fireEvent.input(slider, { target: { value: "7", valueAsNumber: 7 } });
  expect(slider.getAttribute("aria-valuetext")).toBe("7 false friends who all praise each other");
  fireEvent.click(screen.getByRole("button", { name: "Let them cheat" }));
  // Each of eight praises the seven others.
  expect(await screen.findByText("Put in: 7 made-up people and 56 made-up words of praise.")).toBeTruthy();
  expect(screen.getAllByText("1 drop → 1 drop")).toHaveLength(2);
  expect(screen.getByText(/cannot be more than what honest people gave the cheat before: 1 drop/)).toBeTruthy();
});

test("alone in her pond, mei plays with somebody whom she would invite", async () => {
  const mei = await street.phone();
  await value(mei.node.startPond({ name: "North Campus", place: "", rules: "", myName: "Mei" }));
  drawApp(mei, "/me/trust");
  await screen.findByRole("option", { name: "Somebody new whom I invite" });
  expect(screen.getAllByRole("option")).toHaveLength(1);
  fireEvent.click(screen.getByRole("button", { name: "Let them cheat" }));
  expect(await screen.findByText(/^Put in: 50 made-up people/)).toBeTruthy();
});

test("of two ponds, the one is asked about that was chosen; without any, it says where to start one", async () => {
  const mei = await street.phone();
  drawApp(mei, "/me/trust");
  expect(await screen.findByText(/You are in no pond yet/)).toBeTruthy();
  cleanup();
  await value(mei.node.startPond({ name: "North Campus", place: "", rules: "", myName: "Mei" }));
  const south = await value(mei.node.startPond({ name: "South Street", place: "", rules: "", myName: "Mei" }));
  const asked = vi.fn(mei.node.playground);
  drawApp(mei, "/me/trust", { playground: asked });
  const pond = await screen.findByLabelText("In which pond");
  fireEvent.change(pond, { target: { value: south } });
  fireEvent.click(await screen.findByRole("button", { name: "Let them cheat" }));
  expect(await screen.findByText(/^Put in/)).toBeTruthy();
  expect(asked.mock.calls[0]?.[0]).toBe(south);
});
