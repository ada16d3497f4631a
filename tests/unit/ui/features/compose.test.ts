// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ok, type Result } from "../../../../src/lib/result.ts";
import type { RecordId } from "../../../../src/domain/ids.ts";
import type { AppError } from "../../../../src/app/api.ts";
import { drawApp, WITHIN } from "../../../support/draw-app.tsx";
import { first } from "../../../support/follow.ts";
import { createStreet, meiAndLi, type Street } from "../../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => {
  cleanup();
  street.closeAll();
});

const title = () => screen.findByLabelText<HTMLInputElement>("What is it?");
const type = async (text: string) => fireEvent.input(await title(), { target: { value: text } });
const submit = async () => fireEvent.click(await screen.findByRole("button", { name: "List it" }));

/** A use case that ends when the test says so. */
function pending<T>() {
  let finish: (result: Result<T, AppError>) => void = () => undefined;
  const started = new Promise<Result<T, AppError>>((done) => {
    finish = done;
  });
  return { run: () => started, finish: (result: Result<T, AppError>) => finish(result) };
}

test("[S3] a draft for which the disk has no room is said in the form, until it is kept after all", async () => {
  const { mei, pond } = await meiAndLi(street);
  let isFull = true;
  drawApp(mei, `/pond/${pond}/new`, {
    saveDraft: async (...draft) => (isFull ? { ok: false, error: { kind: "quota" } } : mei.node.saveDraft(...draft)),
  });
  await type("Rice cooker");
  expect((await screen.findByRole("alert")).textContent).toContain("This device is full");
  expect(screen.getByText("What you type here is not kept", { exact: false })).toBeTruthy();
  expect((await title()).value).toBe("Rice cooker");

  isFull = false;
  await type("Rice cooker, red");
  await first(mei.queries.draft(pond), (draft) => draft?.title === "Rice cooker, red");
  await expect.poll(() => screen.queryByRole("alert"), { timeout: WITHIN }).toBeNull();
});

test("[S3] who leaves at once with a draft that could not be kept hears of it on the next screen", async () => {
  const { mei, pond } = await meiAndLi(street);
  drawApp(mei, `/pond/${pond}/new`, { saveDraft: async () => ({ ok: false, error: { kind: "quota" } }) });
  await type("Rice cooker");
  fireEvent.click(screen.getByRole("link", { name: "Back" }));
  expect(await screen.findByText("What you typed was not kept", { exact: false })).toBeTruthy();
});

test("what is being listed is no draft any more: neither the pause in the typing nor leaving puts it back", async () => {
  const { mei, pond } = await meiAndLi(street);
  const listing = pending<RecordId>();
  const drafts: string[] = [];
  drawApp(mei, `/pond/${pond}/new`, {
    saveDraft: async (_, draft) => {
      drafts.push(draft?.title ?? "");
      return ok(undefined);
    },
    postListing: listing.run,
  });
  await type("Rice cooker");
  await submit();
  expect(drafts).toEqual(["Rice cooker"]);
  const line = await title();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  fireEvent.input(line, { target: { value: "Rice cooker!" } });
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  fireEvent.click(screen.getByRole("link", { name: "Back" }));
  await expect.poll(() => screen.queryByLabelText("What is it?"), { timeout: WITHIN }).toBeNull();
  expect(drafts).toEqual(["Rice cooker"]);
  listing.finish(ok("listing" as RecordId)); // any text stands for an id here
});

test("what was typed while a listing was refused is kept like anything else", async () => {
  const { mei, pond } = await meiAndLi(street);
  const listing = pending<RecordId>();
  drawApp(mei, `/pond/${pond}/new`, { postListing: listing.run });
  await type("Rice cooker");
  await submit();
  await type("Rice cooker, red");
  listing.finish({ ok: false, error: { kind: "invalid-input", field: "title" } });
  await first(mei.queries.draft(pond), (draft) => draft?.title === "Rice cooker, red");
});
