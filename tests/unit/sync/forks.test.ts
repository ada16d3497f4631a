import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Signer } from "../../../src/domain/crypto.ts";
import { writeVector } from "../../../src/sync/canonical-update.ts";
import { clientOf } from "../../../src/sync/client-id.ts";
import { createForkSearch } from "../../../src/sync/fork-search.ts";
import { askFrame, headsFrame, reportFrame } from "../../../src/sync/frames.ts";
import { createGate } from "../../../src/sync/gate.ts";
import { createHeads, digestOf, writeHeads } from "../../../src/sync/heads.ts";
import { ACK_DELAY_MS, MAX_ASKS_A_FEED, MAX_OFFENCES, MAX_REQUESTS_PER_MINUTE } from "../../../src/sync/limits.ts";
import { profilesAfter, scribbler } from "../../support/wire-frames.ts";
import { createHandChannels, type HandChannel, letCross, recordCounts, talk } from "../../support/wire-pair.ts";
import { createWorld, type Device, headsOf, meet } from "../../support/world.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function connect(one: Device, other: Device) {
  const [a, b] = createHandChannels();
  return { ends: [a, b] as const, talks: [await talk(one, a), await talk(other, b)] as const };
}

/** Time enough for reports, questions and answers. */
async function letTalk(ends: readonly HandChannel[], rounds = 12): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    await letCross(...ends);
    vi.advanceTimersByTime(ACK_DELAY_MS);
  }
  await letCross(...ends);
}

interface Faces {
  /** Records that both faces share after the opening. */
  readonly common: number;
  readonly toAlice: number;
  readonly toBob: number;
  /** Records at the beginning of Bob's face that carry a rubbish signature. */
  readonly scribbled?: number;
}

/** Eve shows Alice one face and Bob another; Carol is of Bob's group, and Dave of Alice's. */
async function equivocation({ common, toAlice, toBob, scribbled = 0 }: Faces) {
  const world = createWorld();
  const alice = await world.startPond(await world.person("alice"));
  const bob = await world.join(await world.person("bob"), await world.invite(alice));
  const eve = await world.join(await world.person("eve"), await world.invite(alice));
  for (let i = 0; i < common; i++) await eve.ledger.append("member.profile.1", { name: `Eve ${i}`, about: "" });
  await meet(alice, eve);
  await meet(alice, bob);
  const signers = (length: number): Signer[] => Array.from({ length }, () => eve.keys.signer);
  const first = await profilesAfter(eve, signers(toAlice), "one face");
  const second = await profilesAfter(
    eve,
    signers(toBob).map((signer, i) => (i < scribbled ? scribbler(signer) : signer)),
    "another face",
  );
  expect((await alice.ledger.admitRun(first.map(({ bytes }) => bytes))).admitted).toBe(toAlice);
  expect((await bob.ledger.admitRun(second.map(({ bytes }) => bytes))).admitted).toBe(toBob);
  const endsAt = 1 + common;
  const ends = () => [alice, bob].map(({ ledger }) => ledger.feed(eve.keys.feed)?.endsAt);
  return { world, alice, bob, eve, endsAt, ends };
}

describe("eve shows two faces to two groups, and the groups meet", () => {
  test.each<[string, Faces]>([
    ["in her very last record", { common: 3, toAlice: 1, toBob: 1 }],
    ["a few records ago", { common: 3, toAlice: 7, toBob: 7 }],
    ["more to one than to the other", { common: 3, toAlice: 2, toBob: 9 }],
    ["with rubbish for signatures", { common: 0, toAlice: 6, toBob: 6, scribbled: 5 }],
    ["long ago, in a long feed", { common: 40, toAlice: 120, toBob: 120 }],
    ["long ago, and more to one", { common: 5, toAlice: 90, toBob: 30 }],
  ])("[W4] [L5] %s", async (_when, faces) => {
    const { world, alice, bob, endsAt, ends } = await equivocation(faces);
    const { ends: channels, talks } = await connect(alice, bob);
    await letTalk(channels);
    expect(ends()).toEqual([endsAt, endsAt]);
    expect(talks.map((one) => one.timesClosed())).toEqual([0, 0]);
    expect(talks.flatMap((one) => one.refused)).not.toContain("bad-signature");

    // Whoever comes later sees the same, from whomever.
    const carol = await world.join(await world.person("carol"), await world.invite(bob));
    const late = await connect(carol, bob);
    await letTalk(late.ends);
    await letTalk(channels);
    expect(served(carol)).toEqual(served(bob));
    expect(served(alice)).toEqual(served(bob));
    const digests = await Promise.all([alice, bob, carol].map((device) => createGate(device).summary()));
    expect(digests[0]?.digest).toEqual(digests[1]?.digest);
    expect(digests[2]?.digest).toEqual(digests[1]?.digest);
  });

  test("[W4] peers that hold the same say so once, and ask for nothing", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    await meet(alice, bob);
    const { ends } = await connect(alice, bob);
    await letTalk(ends);
    // y-webrtc's vector and one report, in each direction.
    expect(ends.map(({ sent }) => sent.length)).toEqual([2, 2]);
    expect(headsOf(alice)).toEqual(headsOf(bob));
  });
});

/** What a device gives to others: feeds, counts. */
function served(device: Device): Readonly<Record<string, number>> {
  return Object.fromEntries(device.ledger.heads().map(({ feed, count }) => [feed, count]));
}

describe("a peer that lies about heads", () => {
  async function aliceAndEve() {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const [a, b] = createHandChannels();
    const alices = await talk(alice, a);
    const { vector } = await createGate(alice).summary();
    return { alice, a, b, alices, vector };
  }

  test("[W4] a lying digest costs the heads once for each growth, and nothing else", async () => {
    const { alice, a, b, vector } = await aliceAndEve();
    const before = headsOf(alice);
    for (let i = 0; i < 50; i++) b.send(reportFrame(0, new Uint8Array(16).fill(i), writeVector(vector)));
    await letTalk([a, b]);
    expect(a.sent.filter((message) => message[1] === 4)).toHaveLength(1);
    expect(headsOf(alice)).toEqual(before);
  });

  test("[W4] lying heads are asked about a bounded number of times", async () => {
    const { alice, a, b } = await aliceAndEve();
    const heads = await createHeads(alice.ledger)();
    const lies = heads.map(({ client, count }) => ({ client, count, id: new Uint8Array(32).fill(1) }));
    for (let i = 0; i < 100; i++) b.send(headsFrame(writeHeads(lies)));
    await letTalk([a, b]);
    expect(a.sent.filter((message) => message[1] === 5).length).toBeLessThanOrEqual(MAX_ASKS_A_FEED);
  });

  test("[W4] endless questions are counted, and end the connection", async () => {
    const { alice, a, b, alices } = await aliceAndEve();
    const question = askFrame({ client: clientOf(alice.keys.feed), from: 0 });
    for (let i = 0; i < MAX_REQUESTS_PER_MINUTE + MAX_OFFENCES; i++) {
      b.send(question);
      await letCross(a, b);
    }
    expect(alices.timesClosed()).toBe(1);
    expect(alices.refused).toContain("too-many-requests");
    const given = Math.max(...recordCounts(a.sent).values());
    expect(given).toBeLessThanOrEqual(MAX_REQUESTS_PER_MINUTE);
  });
});

test("[W4] the digest tells two ledgers that count the same and hold something else, and is 16 bytes", async () => {
  const { alice, bob } = await equivocation({ common: 1, toAlice: 1, toBob: 1 });
  const [ofAlice, ofBob] = await Promise.all([alice, bob].map((device) => createHeads(device.ledger)()));
  if (ofAlice === undefined || ofBob === undefined) throw new Error("no heads");
  expect(ofAlice.map(({ count }) => count)).toEqual(ofBob.map(({ count }) => count));
  expect(digestOf(ofAlice)).not.toEqual(digestOf(ofBob));
  expect(digestOf(ofAlice)).toHaveLength(16);
});

test("[W4] a search goes back in growing steps, then forward, and gives up in the end", () => {
  const search = createForkSearch();
  expect(search.isSameUpTo(7, 10)).toBeNull();
  expect(search.differsBefore(7, 1000)).toEqual({ client: 7, from: 984 });
  expect(search.differsBefore(7, 984)).toEqual({ client: 7, from: 920 });
  expect(search.differsBefore(7, 920)).toEqual({ client: 7, from: 664 });
  expect(search.isSameUpTo(7, 700)).toEqual({ client: 7, from: 700 });
  expect(search.isSameUpTo(7, 920)).toBeNull();
  for (let i = 0; i < MAX_ASKS_A_FEED; i++) search.differsBefore(8, 500_000 - i);
  expect(search.differsBefore(8, 400_000)).toBeNull();
});
