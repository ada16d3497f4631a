import { expect, test } from "vitest";
import type { Time } from "../../../../src/domain/ids.ts";
import { openFeedWithInvite } from "../../../../src/domain/invite/openings.ts";
import { countDays, NOTHING_YET } from "../../../../src/domain/ledger/day-count.ts";
import { INVITE_LIFE_MS, MAX_BEFORE_INVITE_MS, MAX_DAY_BYTES, MAX_DAY_RECORDS } from "../../../../src/domain/limits.ts";
import type { LedgerRecord } from "../../../../src/domain/record/record.ts";
import { createTestClock, createWorld, meet } from "../../../support/world.ts";
import { listThings } from "../../../support/wire-frames.ts";

const DAY = 24 * 60 * 60 * 1000;
const NOON = (Math.floor(Date.UTC(2026, 5, 1) / DAY) * DAY + DAY / 2) as Time;

/** As much of a record as is counted. */
function record(time: number, bodySize: number): LedgerRecord {
  // Only these fields are read; a whole record would need a feed around it.
  return { header: { time, bodySize }, headerBytes: new Uint8Array(100) } as LedgerRecord;
}

test("[L4a] a day's records and bytes are counted, and begin anew with the next day", () => {
  const start = { headTime: NOON, today: NOTHING_YET };
  const many = (count: number, time: number) => Array.from({ length: count }, () => record(time, 10));
  expect(countDays(start, many(MAX_DAY_RECORDS, NOON))).toEqual({
    records: MAX_DAY_RECORDS,
    bytes: MAX_DAY_RECORDS * 110,
  });
  expect(countDays(start, many(MAX_DAY_RECORDS + 1, NOON))).toBeNull();
  expect(countDays(start, [...many(MAX_DAY_RECORDS, NOON), record(NOON + DAY, 10)])).toEqual({
    records: 1,
    bytes: 110,
  });
  expect(countDays(start, [record(NOON, MAX_DAY_BYTES)])).toBeNull();
});

test("[L4a] in whatever pieces a feed arrives, the count is the same", () => {
  const records = Array.from({ length: 60 }, (_, i) => record(NOON + i * (DAY / 20), 1000 + i));
  const whole = countDays({ headTime: NOON, today: NOTHING_YET }, records);
  let piece = { headTime: NOON, today: NOTHING_YET };
  for (let i = 0; i < records.length; i += 7) {
    const some = records.slice(i, i + 7);
    const today = countDays(piece, some);
    if (today === null) throw new Error("too much");
    piece = { headTime: some.at(-1)?.header.time ?? piece.headTime, today };
  }
  expect(piece.today).toEqual(whole);
});

test("[L4a] who writes too much in a day is told so, nobody takes in more, and he goes on the next day", async () => {
  const clock = createTestClock(NOON);
  const world = createWorld({ clock });
  const alice = await world.startPond(await world.person("alice"));
  const bob = await world.join(await world.person("bob"), await world.invite(alice));
  const things = Math.ceil(MAX_DAY_BYTES / 8000);
  await expect(listThings(alice, things, 8000)).rejects.toThrow("day-limit");
  await meet(alice, bob);
  expect(bob.ledger.heads()).toContainEqual(alice.ledger.heads()[0]);
  clock.turn(DAY);
  await listThings(alice, 1, 8000);
});

test("[L4a] [P2] a feed cannot begin long before its invite, to have more days to fill", async () => {
  const clock = createTestClock(NOON);
  const world = createWorld({ clock });
  const alice = await world.startPond(await world.person("alice"));
  const eve = await world.person("eve");
  clock.turn(DAY);
  const invite = await world.invite(alice);
  const outcomeAt = async (time: number) => {
    const keys = await eve.vault.createFeedKeys();
    const key = await eve.vault.signerFromSeed(invite.seed);
    const opening = await openFeedWithInvite(invite, key, eve.identity, keys, { now: () => time });
    if (!opening.ok) throw new Error(opening.error.kind);
    const { refused } = await alice.ledger.admitRun([opening.value.record]);
    return refused?.kind ?? null;
  };
  const earliest = invite.certificate.until - INVITE_LIFE_MS - MAX_BEFORE_INVITE_MS;
  expect(await outcomeAt(earliest - 1)).toBe("invite-invalid");
  expect(await outcomeAt(earliest)).toBeNull();
});
