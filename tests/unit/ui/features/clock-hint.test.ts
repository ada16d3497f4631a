// @vitest-environment jsdom
import { cleanup, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SyncGlance } from "../../../../src/app/api.ts";
import type { Time } from "../../../../src/domain/ids.ts";
import { drawApp, WITHIN } from "../../../support/draw-app.tsx";
import { cooker, createStreet, meet, meiAndLi, type Phone, type Street, value } from "../../../support/nodes.ts";
import { NOTHING_KNOWN } from "../../../../src/app/sync-api.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

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

async function glance(phone: Phone, pond: Parameters<Phone["node"]["putGlance"]>[0], said: Partial<SyncGlance>) {
  const nobody: SyncGlance = {
    state: "on",
    relays: [],
    peers: [],
    onlyHere: 0,
    acknowledged: 3,
    savedOn: 1,
    have: 9,
    known: 9,
    refused: {},
    ...NOTHING_KNOWN,
  };
  await phone.node.putGlance(pond, { ...nobody, ...said }, new Map());
}

test("[L4] a clock that is three days behind takes nothing in, says so, and takes all of it once it is right", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  street.clock.turn(3 * DAY_MS);
  await value(li.node.postListing(pond, cooker));
  street.clock.turn(-3 * DAY_MS);
  await meet(mei, li, pond);
  expect(await mei.db.listings.count()).toBe(0);
  // As the gate's counts come to the glance.
  await glance(mei, pond, { refused: { "time-ahead": 1 } });
  drawApp(mei, `/pond/${pond}/sync`);
  expect(await screen.findByText(/seem to come from the future/, {}, { timeout: WITHIN })).toBeTruthy();
  street.clock.turn(3 * DAY_MS);
  await meet(mei, li, pond);
  expect(await mei.db.listings.count()).toBe(1);
});

test("[L4] a clock that is three days ahead writes what nobody takes, says so, and nothing of it is lost", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const now = street.clock.now();
  street.clock.turn(3 * DAY_MS);
  await value(mei.node.postListing(pond, cooker));
  street.clock.turn(-3 * DAY_MS);
  await meet(mei, li, pond);
  expect(await li.db.listings.count()).toBe(0);
  const since = (now - 60_000) as Time;
  await glance(mei, pond, { onlyHere: 1, peers: [{ id: "li", since, name: null }] });
  drawApp(mei, `/pond/${pond}/sync`);
  expect(await screen.findByText(/Others do not take what this device writes/, {}, { timeout: WITHIN })).toBeTruthy();
  street.clock.turn(3 * DAY_MS);
  await meet(mei, li, pond);
  expect(await li.db.listings.count()).toBe(1);
});
