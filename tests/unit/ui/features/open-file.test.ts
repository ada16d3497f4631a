// @vitest-environment jsdom
import { Blob as NodeBlob } from "node:buffer";
import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ok } from "../../../../src/lib/result.ts";
import type { ShoalCommands } from "../../../../src/app/api.ts";
import { openPondFile } from "../../../../src/ui/opened-file.ts";
import { drawApp } from "../../../support/draw-app.tsx";
import { cooker, createStreet, meiAndLi, type Street, value } from "../../../support/nodes.ts";

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

const button = (name: string) => screen.findByRole("button", { name });

/** A pond's file that somebody else of it holds, with one listing that is new to mei. */
async function newsForMei() {
  const { mei, li, pond } = await meiAndLi(street);
  await value(li.node.postListing(pond, cooker));
  return { mei, pond, file: await value(li.node.exportBundle(pond)) };
}

test("[M5] what the system hands over is explained on the screen, let in on request, and told about", async () => {
  const { mei, file } = await newsForMei();
  drawApp(mei, "/");
  await screen.findByText("North Campus");
  openPondFile(file);
  expect(await screen.findByText("1 of them is new here")).toBeTruthy();
  expect(screen.getByText("1 new listing")).toBeTruthy();
  expect(screen.getByText("By 2 people, among them Mei, Li")).toBeTruthy();
  fireEvent.click(await button("Let it in"));
  expect(await screen.findByText("1 record has come in.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "To the pond" })).toBeTruthy();
});

test("[M5] a large file shows how far it is, and is stopped when somebody has enough: what came in stays", async () => {
  const { mei, file } = await newsForMei();
  // As a file of a hundred megabytes would answer: one step after the other, and there is always more.
  let answerStep: () => void = () => undefined;
  const letIn = vi.fn<ShoalCommands["letIn"]>(async (_pond, _bundle, from) => {
    await new Promise<void>((answered) => {
      answerStep = answered;
    });
    return ok({ added: 7, known: 0, refused: 2, why: { gap: 2 }, next: from + 1, stopped: null });
  });
  drawApp(mei, "/", { letIn });
  await screen.findByText("North Campus");
  openPondFile(file);
  fireEvent.click(await button("Let it in"));
  expect(await screen.findByRole("progressbar", { name: "How far it is read" })).toBeTruthy();
  answerStep();
  await vi.waitFor(() => expect(letIn).toHaveBeenCalledTimes(2));
  fireEvent.click(await button("Stop here"));
  answerStep();
  expect(await screen.findByText(/^You stopped it\./)).toBeTruthy();
  expect(screen.getByText("14 records have come in.")).toBeTruthy();
  expect(screen.getByText("4 records stayed outside:")).toBeTruthy();
  expect(screen.getByText(/^4: records before them are missing\./)).toBeTruthy();
  expect(letIn).toHaveBeenCalledTimes(2);
});

test("[M5] looking into a file can be given up, and another one be chosen", async () => {
  const { mei, file } = await newsForMei();
  const never = new Promise<never>(() => undefined);
  drawApp(mei, "/", { glimpseBundle: () => never });
  await screen.findByText("North Campus");
  openPondFile(file);
  fireEvent.click(await button("Cancel"));
  expect(await screen.findByText(/^Drop a \.pond file here/)).toBeTruthy();
});
