import { describe, expect, test } from "vitest";
import type { FeedKey, Time } from "../../../../src/domain/ids.ts";
import { openFeedWithInvite } from "../../../../src/domain/invite/openings.ts";
import { roomAfter } from "../../../../src/domain/ledger/day-count.ts";
import { openLedger } from "../../../../src/domain/ledger/ledger.ts";
import { createMemoryLedgerStore } from "../../../../src/domain/ledger/memory-store.ts";
import { type Arrival, mayEnterNow } from "../../../../src/domain/ledger/newcomers.ts";
import {
  FEED_BYTES_A_DAY,
  FIRST_FEED_BYTES,
  MAX_BEFORE_INVITER_MS,
  MAX_DAY_BYTES,
  NEWCOMERS,
} from "../../../../src/domain/limits.ts";
import type { LedgerRecord } from "../../../../src/domain/record/record.ts";
import { listThings } from "../../../support/wire-frames.ts";
import { createTestClock, createWorld, type Device, give, headsOf, meet, type World } from "../../../support/world.ts";

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 5, 1);
const noViews = { absorb: () => [], endFeed: () => [] };

function feed(name: string): FeedKey {
  return name as FeedKey; // a name stands for a key: only sameness is asked
}

function arrival(name: string, by: string | null, daysAgo: number): Arrival {
  return { feed: feed(name), by: by === null ? null : feed(by), time: (NOW - daysAgo * DAY) as Time };
}

describe("who may come in now", () => {
  const limits = { atOnce: 10, aDay: 2, dayMs: DAY };
  const founder = arrival("founder", null, 400);
  /** Mei, Tom and Ada are old; Tom's guest `farm` has brought names, each of whom brings the next. */
  const old = [arrival("mei", "founder", 300), arrival("tom", "founder", 300), arrival("ada", "mei", 300)];
  const farm = (count: number) =>
    Array.from({ length: count }, (_, i) => arrival(`farm${i}`, i === 0 ? "tom" : `farm${i - 1}`, 0.5));
  const may = (there: readonly Arrival[], who: Arrival, now = NOW) => mayEnterNow(there, who, now, limits);

  test("[L4c] as many as there is room for, through whomever they come", () => {
    const there = [founder, ...old, ...farm(11)];
    expect(may(there, arrival("next", "farm10", 0))).toBe(true);
    expect(may([...there, arrival("next", "farm10", 0)], arrival("one more", "farm10", 0))).toBe(false);
  });

  test("[L4c] where the room is used up, who has brought it about waits, however deep, and others' guests come in", () => {
    const there = [founder, ...old, ...farm(12)];
    expect(may(there, arrival("deep", "farm11", 0))).toBe(false);
    expect(may(there, arrival("direct", "tom", 0))).toBe(false);
    for (const host of ["founder", "mei", "ada"]) expect(may(there, arrival("guest", host, 0))).toBe(true);
    const guests = Array.from({ length: 6 }, (_, i) => arrival(`guest${i}`, "ada", 0));
    expect(may([...there, ...guests.slice(0, 5)], arrival("sixth", "ada", 0))).toBe(true);
    expect(may([...there, ...guests], arrival("seventh", "ada", 0))).toBe(false);
  });

  test("[L4c] who is new cannot answer for his own guests: a branch has one share, however it is cut", () => {
    const flat = Array.from({ length: 12 }, (_, i) => arrival(`name${i}`, "tom", 0.5));
    for (let i = 0; i < 12; i++) expect(may([founder, ...old, ...flat], arrival("guest", `name${i}`, 0))).toBe(false);
  });

  test("[L4c] who waits comes in as days pass, a few a day, and no faster by being called old", () => {
    const there = [founder, ...old, ...farm(12)];
    const late = arrival("late", "farm11", 0);
    expect(may(there, late, NOW + DAY)).toBe(true);
    // Called three days old, they fill what four days have room for.
    const backdated = Array.from({ length: 18 }, (_, i) => arrival(`old${i}`, "tom", 3));
    expect(may([founder, ...old, ...backdated], arrival("old18", "tom", 3))).toBe(false);
    expect(may([founder, ...old, ...backdated], arrival("today", "tom", 0))).toBe(false);
    expect(may([founder, ...old, ...backdated], arrival("old18", "tom", 3), NOW + 2 * DAY)).toBe(true);
  });

  test("[L4c] the history of a pond that grew in good order comes in at once", () => {
    const grown = Array.from({ length: 300 }, (_, i) => arrival(`m${i}`, i < 20 ? "founder" : `m${i - 20}`, 300 - i));
    const there: Arrival[] = [founder];
    for (const member of grown) {
      expect(may(there, member)).toBe(true);
      there.push(member);
    }
  });
});

describe("what one link can make others store", () => {
  /** The most that who holds one link brings into a pond of three old members, in so many days, trying without end. */
  function reach(days: number, linkAgeDays: number): { names: number; megabytes: number } {
    const there: Arrival[] = [
      arrival("founder", null, 400),
      arrival("mei", "founder", 300),
      arrival("tom", "founder", 300),
    ];
    let megabytes = 0;
    for (let day = 0; day <= days; day++) {
      for (let age = linkAgeDays + 1 + day; age >= 0; age--) {
        for (;;) {
          const next = arrival(`eve${there.length}`, "tom", age - day);
          if (!mayEnterNow(there, next, NOW + day * DAY, NEWCOMERS)) break;
          there.push(next);
        }
      }
    }
    for (const { by, time } of there.slice(3)) {
      if (by !== null)
        megabytes += (FIRST_FEED_BYTES + ((NOW + days * DAY - time) / DAY) * FEED_BYTES_A_DAY) / 1024 / 1024;
    }
    return { names: there.length - 3, megabytes: Math.round(megabytes) };
  }

  test.for([
    [1, 0, 510, 271],
    [7, 0, 540, 338],
    [30, 0, 660, 650],
    [1, 30, 660, 660],
  ] as const)(
    "[L4b] [L4c] in %i days, with a link of %i days: %i names and %i MB",
    ([days, linkAge, names, megabytes]) => {
      expect(reach(days, linkAge)).toEqual({ names, megabytes });
    },
  );
});

describe("a newcomer's room", () => {
  /** As much of a record as is counted. */
  function record(time: number, bodySize: number): LedgerRecord {
    // Only these fields are read; a whole record would need a feed around it.
    return { header: { time, bodySize }, headerBytes: new Uint8Array(100) } as LedgerRecord;
  }

  test("[L4b] grows by the day, is saved up to a day's measure, and is the same in whatever pieces a feed arrives", () => {
    const start = { bytes: FIRST_FEED_BYTES, at: NOW as Time };
    expect(roomAfter(start, [record(NOW, FIRST_FEED_BYTES - 100)])).toEqual({ bytes: 0, at: NOW });
    expect(roomAfter(start, [record(NOW, FIRST_FEED_BYTES - 99)])).toBeNull();
    const later = NOW + DAY;
    expect(roomAfter({ bytes: 0, at: NOW as Time }, [record(later, FEED_BYTES_A_DAY - 100)])?.bytes).toBe(0);
    expect(roomAfter(start, [record(NOW + 5000 * DAY, 0)])?.bytes).toBe(MAX_DAY_BYTES - 100);
    const records = Array.from({ length: 60 }, (_, i) => record(NOW + i * 7_654_321, 1000 + i));
    let piece: ReturnType<typeof roomAfter> = start;
    for (let i = 0; i < records.length && piece !== null; i += 7) piece = roomAfter(piece, records.slice(i, i + 7));
    expect(piece).toEqual(roomAfter(start, records));
  });

  test("[L4b] who has used his up is told so, nobody takes in more, not after a restart either, and he goes on later", async () => {
    const world = createWorld({ clock: createTestClock(NOW) });
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    await meet(alice, bob);
    await expect(listThings(bob, Math.ceil(FIRST_FEED_BYTES / 8000), 8000)).rejects.toThrow("day-limit");
    const { pond } = bob.ledger;
    const again = await openLedger({ ...world, pond, store: bob.store, project: () => noViews, keys: bob.keys });
    await expect(listThings({ ...bob, ledger: again }, 1, 8000)).rejects.toThrow("day-limit");
    await meet(alice, bob);
    expect(headsOf(alice)).toEqual(headsOf(bob));
    world.clock.turn(DAY);
    await again.catchUp();
    await listThings({ ...bob, ledger: again }, 1, 8000);
  });
});

describe("days cannot be borrowed", () => {
  test("[L4a] [P2] neither a guest nor a further device begins before who let it in", async () => {
    const world = createWorld({ clock: createTestClock(NOW) });
    const alice = await world.startPond(await world.person("alice"));
    world.clock.turn(100 * DAY);
    const eve = await world.join(await world.person("eve"), await world.invite(alice));
    await give(eve, alice);
    const outcomeAt = async (ms: number) => {
      const clock = createTestClock(world.clock.now() + ms);
      const borrowed = createWorld({ clock });
      // Eve writes the certificate too, with any date that she likes.
      const invite = await borrowed.invite(eve);
      const guest = await world.person("guest");
      const keys = await guest.vault.createFeedKeys();
      const key = await guest.vault.signerFromSeed(invite.seed);
      const opening = await openFeedWithInvite(invite, key, guest.identity, keys, clock);
      if (!opening.ok) throw new Error(opening.error.kind);
      return (await alice.ledger.admitRun([opening.value.record])).refused?.kind ?? null;
    };
    expect(await outcomeAt(-50 * DAY)).toBe("inviter-unknown");
    expect(await outcomeAt(-MAX_BEFORE_INVITER_MS - 1)).toBe("inviter-unknown");
    expect(await outcomeAt(-MAX_BEFORE_INVITER_MS)).toBeNull();
  });
});

describe("on a device", () => {
  async function guestsOf(world: World, host: Device, count: number): Promise<readonly Uint8Array[]> {
    const invite = await world.invite(host);
    const openings: Uint8Array[] = [];
    for (let i = 0; i < count; i++) {
      const guest = await world.person(`guest ${i}`);
      const key = await guest.vault.signerFromSeed(invite.seed);
      const keys = await guest.vault.createFeedKeys();
      const opening = await openFeedWithInvite(invite, key, guest.identity, keys, world.clock);
      if (!opening.ok) throw new Error(opening.error.kind);
      openings.push(opening.value.record);
    }
    return openings;
  }

  test("[L4c] [P4] devices that a flood reached in different order hold the same once the days have passed; nobody is blamed", async () => {
    const world = createWorld({ clock: createTestClock(NOW) });
    const newcomers = { atOnce: 4, aDay: 2, dayMs: DAY };
    const alice = await world.startPond(await world.person("alice"));
    const { pond } = alice.ledger;
    const two = await Promise.all(
      [1, 2].map(() =>
        openLedger({ ...world, pond, store: createMemoryLedgerStore(), project: () => noViews, keys: null, newcomers }),
      ),
    );
    const genesis = (await alice.ledger.readRun(alice.keys.feed, 0, 1)).map(({ bytes }) => bytes);
    for (const ledger of two) await ledger.admitRun(genesis);
    const openings = await guestsOf(world, alice, 12);
    const hear = async (of: number, heard: readonly Uint8Array[]) => {
      const refused: unknown[] = [];
      for (const bytes of heard) refused.push((await two[of]?.admitRun([bytes]))?.refused ?? null);
      return refused.filter((kind) => kind !== null);
    };
    const waits = { kind: "newcomers-wait", offence: false };
    expect(await hear(0, openings)).toEqual(Array.from({ length: 6 }, () => waits));
    expect(await hear(1, openings.toReversed())).toEqual(Array.from({ length: 6 }, () => waits));
    const held = () =>
      two.map((ledger) =>
        ledger
          .heads()
          .map(({ feed: key }) => key)
          .sort(),
      );
    expect(held()[0]).not.toEqual(held()[1]);
    world.clock.turn(4 * DAY);
    expect(await hear(0, openings)).toEqual([]);
    expect(await hear(1, openings.toReversed())).toEqual([]);
    expect(held()[0]).toEqual(held()[1]);
    expect(held()[0]).toHaveLength(13);
  });
});
