import { describe, expect, test } from "vitest";
import type { Time } from "../../../../src/domain/ids.ts";
import { MAX_AHEAD_MS, MAX_FEEDS_PER_IDENTITY } from "../../../../src/domain/limits.ts";
import { openFeedWithInvite } from "../../../../src/domain/invite/openings.ts";
import { openLedger } from "../../../../src/domain/ledger/ledger.ts";
import { memorySigner } from "../../../../src/domain/memory-keys.ts";
import { parseRecord, signRecord, withoutBody } from "../../../../src/domain/record/record.ts";
import { profilesAfter, scribbler } from "../../../support/wire-frames.ts";
import { createWorld, type Device, give, headsOf, meet, type World } from "../../../support/world.ts";

const profile = (name: string) => ({ name, about: "" });

/** One more tab of alice's, which reads one record at a time, and after so many reads finds its database closed. */
async function openBreakable(world: World, alice: Device) {
  let reads = Number.POSITIVE_INFINITY;
  const tab = await openLedger({
    ...world,
    pond: alice.ledger.pond,
    store: {
      ...alice.store,
      readSince: async (pond, after) => {
        if (reads-- <= 0) throw new Error("the database was closed");
        return alice.store.readSince(pond, after, 1);
      },
    },
    project: () => ({ absorb: () => [], endFeed: () => [] }),
    keys: alice.keys,
  });
  return {
    tab,
    breakAfter: (count: number) => {
      reads = count;
    },
  };
}

describe("a pond's ledger", () => {
  test("[P1] the pond's id is the id of its genesis record", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    expect(alice.ledger.feed(alice.keys.feed)?.head).toBe(alice.ledger.pond);
  });

  test("[P2] who was invited is let in, once the chain reaches the genesis", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    const carol = await world.join(await world.person("carol"), await world.invite(bob));

    // Carol meets Alice before Alice has ever heard of Bob.
    expect(await give(carol, alice)).toEqual(["inviter-unknown"]);
    await meet(bob, alice);
    await meet(carol, alice);
    expect(headsOf(carol)).toEqual(headsOf(alice));
    expect(Object.keys(headsOf(alice))).toHaveLength(3);
  });

  test("[L3] who carries a record without its body is refused, and the whole one comes in after him", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    await meet(alice, bob);
    await alice.ledger.append("member.profile.1", profile("Alice"));
    const rows = await alice.ledger.readRun(alice.keys.feed, 0, 10);
    const whole = rows.map(({ bytes }) => bytes);
    const stripped = whole.map((bytes, seq) => {
      const record = parseRecord(bytes);
      if (!record.ok) throw new Error("unreadable");
      return seq === whole.length - 1 ? withoutBody(record.value).bytes : bytes;
    });
    expect(await bob.ledger.admitRun(stripped)).toMatchObject({
      admitted: 0,
      refused: { kind: "body-missing", offence: true },
    });
    expect(await bob.ledger.admitRun(whole)).toMatchObject({ admitted: 1, refused: null });
    const held = await bob.ledger.readRun(alice.keys.feed, 0, 10);
    expect(held.map(({ bytes }) => bytes)).toEqual(whole);
  });

  test("[P2] eve, whom nobody invited, stays outside", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const evesOwn = await world.startPond(await world.person("eve"));
    const forged = await world.invite(evesOwn);
    const eve = await world
      .join(await world.person("eve again"), { ...forged, pond: alice.ledger.pond })
      .catch((cause: unknown) => String(cause));
    // Her certificate is for another pond: it does not even verify on her own device.
    expect(eve).toContain("invite-invalid");
  });

  test("[P2] a newcomer writes before meeting anyone; all of it arrives", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    expect((await bob.ledger.append("member.profile.1", profile("Bob"))).ok).toBe(true);
    expect(bob.ledger.feed(bob.keys.feed)?.order).toBeNull();
    await meet(alice, bob);
    expect(alice.ledger.feed(bob.keys.feed)?.count).toBe(2);
    expect(bob.ledger.feed(bob.keys.feed)?.order).not.toBeNull();
  });

  test("[W3] feeds are served in the order of admission, so a chain arrives from its root", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    await meet(alice, bob);
    const carol = await world.join(await world.person("carol"), await world.invite(bob));
    await meet(bob, carol);
    const dave = await world.join(await world.person("dave"), await world.invite(alice));
    expect(await give(carol, dave)).toEqual([null, null, null]);
  });

  test("[L2] a run costs one signature, and one for every sixteenth record", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    await meet(alice, bob);
    for (let i = 0; i < 50; i++) await alice.ledger.append("member.profile.1", profile(`Alice ${i}`));
    const before = world.verified();
    await give(alice, bob);
    expect(bob.ledger.feed(alice.keys.feed)?.count).toBe(51);
    expect(world.verified() - before).toBe(4);
    const rows = await bob.ledger.readRun(alice.keys.feed, 0, 100);
    expect(rows.filter((row) => row.signed).map((row) => row.seq)).toEqual([0, 15, 31, 47, 50]);
  });

  test("[L1] [L2] one changed bit anywhere in a run lets in only what came before it", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    await meet(alice, bob);
    for (let i = 0; i < 5; i++) await alice.ledger.append("member.profile.1", profile(`Alice ${i}`));
    const rows = await alice.ledger.readRun(alice.keys.feed, 1, 5);
    const bytes = rows.map((row) => new Uint8Array(row.bytes));
    const third = bytes[2];
    if (third === undefined) throw new Error("no third record");
    third[third.length - 3] = (third[third.length - 3] ?? 0) ^ 1;
    const outcome = await bob.ledger.admitRun(bytes);
    expect(outcome.refused?.offence).toBe(true);
    expect(bob.ledger.feed(alice.keys.feed)?.count).toBe(1 + outcome.admitted);
    expect(outcome.admitted).toBeLessThanOrEqual(2);
  });

  test("[L4] a time far ahead is refused, and is no offence of the carrier; it may come again later", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    await meet(alice, bob);
    world.clock.turn(60 * 60 * 1000);
    await alice.ledger.append("member.profile.1", profile("Alice of the future"));
    world.clock.turn(-60 * 60 * 1000);
    const [row] = await alice.ledger.readRun(alice.keys.feed, 1, 1);
    const bytes = row === undefined ? [] : [row.bytes];
    expect((await bob.ledger.admitRun(bytes)).refused).toEqual({ kind: "time-ahead", offence: false });
    world.clock.turn(60 * 60 * 1000);
    expect((await bob.ledger.admitRun(bytes)).admitted).toBe(1);
  });

  test("[L2] [L4] what a slow clock cuts off from the word that vouches for it is no offence of the carrier, and comes later", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const eve = await world.join(await world.person("eve"), await world.invite(alice));
    await meet(alice, eve);
    const [rubbish] = await profilesAfter(eve, [scribbler(eve.keys.signer)]);
    if (rubbish?.body == null) throw new Error("no rubbish");
    const place = { ...rubbish.header, seq: 2, prev: rubbish.id, time: (world.clock.now() + MAX_AHEAD_MS + 1) as Time };
    const good = await signRecord(place, rubbish.body, eve.keys.signer);
    const run = [rubbish.bytes, good.bytes];
    expect((await alice.ledger.admitRun(run)).refused).toEqual({ kind: "time-ahead", offence: false });
    expect((await alice.ledger.admitRun([rubbish.bytes])).refused?.kind).toBe("bad-signature");
    world.clock.turn(1);
    expect((await alice.ledger.admitRun(run)).admitted).toBe(2);
  });

  test("[L4] [P4] whoever opens more feeds than others look at: the same are held everywhere, whichever came first", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const eve = await world.person("eve");
    const invite = await world.invite(alice);
    const bob = await world.join(await world.person("bob"), invite);
    await meet(alice, bob);
    const eves = await world.join(eve, invite);
    await meet(alice, eves);
    await meet(bob, eves);
    const keys = await Promise.all(
      Array.from({ length: MAX_FEEDS_PER_IDENTITY + 1 }, () => eve.vault.createFeedKeys()),
    );
    const further = await Promise.all(
      keys.map((mine) => openFeedWithInvite(invite, memorySigner(invite.seed), eve.identity, mine, world.clock)),
    );
    const openings = further.flatMap((opening) => (opening.ok ? opening.value.record : []));
    for (const opening of openings) await alice.ledger.admitRun([opening]);
    for (const opening of openings.reverse()) await bob.ledger.admitRun([opening]);
    expect(headsOf(bob)).toEqual(headsOf(alice));
    expect(alice.ledger.feedsOf(eve.me)).toHaveLength(openings.length + 1);
  });

  test("[L1] times never fall within a feed, even where the clock is set back", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const first = await alice.ledger.append("member.profile.1", profile("Alice"));
    world.clock.turn(-3 * 24 * 60 * 60 * 1000);
    const second = await alice.ledger.append("member.profile.1", profile("Alice"));
    expect(first.ok && second.ok && second.value.time >= first.value.time).toBe(true);
  });

  test("a record with a hole before it waits: gap, no offence", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    await meet(alice, bob);
    await alice.ledger.append("member.profile.1", profile("one"));
    await alice.ledger.append("member.profile.1", profile("two"));
    const rows = await alice.ledger.readRun(alice.keys.feed, 2, 1);
    expect((await bob.ledger.admitRun(rows.map((row) => row.bytes))).refused?.kind).toBe("gap");
  });

  test("what is opened again from its store is what was closed", async () => {
    const world = createWorld();
    const person = await world.person("alice");
    const alice = await world.startPond(person);
    await alice.ledger.append("member.profile.1", profile("Alice"));
    const again = await openLedger({
      pond: alice.ledger.pond,
      store: alice.store,
      verifier: world.verifier,
      clock: world.clock,
      project: () => ({ absorb: () => [], endFeed: () => [] }),
      keys: alice.keys,
    });
    expect(again.heads()).toEqual(alice.ledger.heads());
    expect((await again.append("member.profile.1", profile("Alice again"))).ok).toBe(true);
    // The first tab has not heard of it; its own write must not fork the feed.
    const late = await alice.ledger.append("member.profile.1", profile("from the other tab"));
    expect(late.ok && late.value.seq).toBe(3);
  });

  test("[S1] a catch-up that breaks off half way goes on from there: nothing is counted, told or written twice", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const { tab, breakAfter } = await openBreakable(world, alice);
    const told: number[] = [];
    tab.onGrowth((runs) => told.push(...runs.flatMap(({ from, records }) => records.map((_, i) => from + i))));
    for (const name of ["one", "two", "three"]) await alice.ledger.append("member.profile.1", profile(name));

    breakAfter(2);
    await expect(tab.catchUp()).rejects.toThrow("the database was closed");
    expect(told).toEqual([1, 2]);
    breakAfter(Number.POSITIVE_INFINITY);
    const next = await tab.append("member.profile.1", profile("four"));
    expect(next.ok && next.value.seq).toBe(4);
    expect(told).toEqual([1, 2, 3, 4]);
    expect(tab.heads()).toEqual([{ feed: alice.keys.feed, count: 5 }]);
    await alice.ledger.catchUp();
    expect(alice.ledger.heads()).toEqual(tab.heads());
  });

  test("[S1] a catch-up that breaks off just before its end leaves nothing to catch up, and the next record is the next", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const { tab, breakAfter } = await openBreakable(world, alice);
    await alice.ledger.append("member.profile.1", profile("one"));
    breakAfter(1);
    await expect(tab.catchUp()).rejects.toThrow("the database was closed");
    breakAfter(Number.POSITIVE_INFINITY);
    const next = await tab.append("member.profile.1", profile("two"));
    expect(next.ok && next.value.seq).toBe(2);
  });
});
