// @vitest-environment jsdom
import { Blob as NodeBlob } from "node:buffer";
import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawApp } from "../../../support/draw-app.tsx";
import { cooker, createStreet, meiAndLi, type Phone, type Street, value } from "../../../support/nodes.ts";
import type { PondId } from "../../../../src/domain/ids.ts";

// jsdom's own cannot be read.
Reflect.set(globalThis, "Blob", NodeBlob);

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

const textOfCodes = async () => (await screen.findByLabelText<HTMLInputElement>("These codes as text")).value;

/** Takes a text as who has no camera does. */
async function paste(text: string): Promise<void> {
  fireEvent.input(await screen.findByLabelText("Their codes as text"), { target: { value: text } });
  fireEvent.click(screen.getByRole("button", { name: "Take the text" }));
}

function openCarry(phone: Phone, pond: PondId): void {
  cleanup();
  drawApp(phone, `/pond/${pond}/carry`);
}

test("[M5] one shows what she has, the other what she lacks, and what comes is explained first", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  for (let i = 0; i < 3; i++) await value(li.node.postListing(pond, { ...cooker, title: `Thing ${i}` }));

  openCarry(mei, pond);
  fireEvent.click(await screen.findByRole("button", { name: "Show it as codes" }));
  const has = await textOfCodes();
  expect(screen.getByRole("img", { name: "What you have" })).toBeTruthy();

  openCarry(li, pond);
  await paste("https://example.org/menu");
  expect(await screen.findByText(/^These are not codes that carry records\./)).toBeTruthy();
  await paste(has);
  expect(await screen.findByText("They lack 3 records that you have.")).toBeTruthy();
  expect(screen.getByRole("img", { name: "What they lack: code 1 of 2" })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Next code" }));
  expect(screen.getByRole("img", { name: "What they lack: code 2 of 2" })).toBeTruthy();
  const codes = (await textOfCodes()).split(" ");

  openCarry(mei, pond);
  await paste(codes[1] ?? "");
  expect(await screen.findByText("1 of 2 codes seen")).toBeTruthy();
  expect(screen.getByText("Still missing: 1")).toBeTruthy();
  await paste(codes[0] ?? "");
  expect(await screen.findByText("3 of them are new here")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Let it in" }));
  expect(await screen.findByText("3 records have come in.")).toBeTruthy();
});
