import { expect, test } from "vitest";
import { askToKeep, readRoom } from "../../../src/storage/quota.ts";

test("[S3] says how much room there is and whether it is kept", async () => {
  const browser = {
    estimate: async () => ({ usage: 1000, quota: 5000 }),
    persisted: async () => true,
    persist: async () => true,
  };
  expect(await readRoom(browser)).toEqual({ used: 1000, allowed: 5000, kept: true });
  expect(await askToKeep(browser)).toBe(true);
});

test("[S3] a browser that says nothing is believed nothing", async () => {
  expect(await readRoom({})).toEqual({ used: null, allowed: null, kept: false });
  expect(await readRoom({ estimate: async () => ({}) })).toEqual({ used: null, allowed: null, kept: false });
  expect(await askToKeep({})).toBe(false);
  expect(await askToKeep({ persist: async () => false })).toBe(false);
});
