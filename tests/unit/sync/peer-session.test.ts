import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CommitError } from "../../../src/domain/ledger/store.ts";
import { createMemoryLedgerStore } from "../../../src/domain/ledger/memory-store.ts";
import { writeVector } from "../../../src/sync/canonical-update.ts";
import { clientOf } from "../../../src/sync/client-id.ts";
import { updateFrame, vectorFrame } from "../../../src/sync/frames.ts";
import { createGate, type GateService } from "../../../src/sync/gate.ts";
import {
  ACK_DELAY_MS,
  HIGH_WATER_BYTES,
  MAX_FRAME_BYTES,
  MAX_OFFENCES,
  MAX_UNHEARD_UPDATES,
  MAX_REQUESTS_PER_MINUTE,
  MAX_WAITING_FRAMES,
} from "../../../src/sync/limits.ts";
import { framed, listThings, runOf } from "../../support/wire-frames.ts";
import {
  createHandChannels,
  type HandChannel,
  letCross,
  recordCounts,
  talk,
  thinking,
} from "../../support/wire-pair.ts";
import { createWorld, type Device, type DeviceOptions, headsOf, meet } from "../../support/world.ts";

const MINUTE_MS = 60_000;
const emptyVector = vectorFrame(writeVector(new Map()));

// Time passes where a test says so, and nowhere else; what is done in memory needs none.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function aliceAndBob(options: DeviceOptions = {}) {
  const world = createWorld();
  const alice = await world.startPond(await world.person("alice"));
  const bob = await world.join(await world.person("bob"), await world.invite(alice), options);
  await meet(alice, bob);
  return { world, alice, bob };
}

async function connect(alice: Device, bob: Device, gateOfBob: GateService = createGate(bob)) {
  const [a, b] = createHandChannels();
  const alices = await talk(alice, a);
  const bobs = await talk(bob, b, gateOfBob);
  return { a, b, alices, bobs };
}

/** Lets messages cross and time pass until the pauses after which peers tell what has arrived are over. */
async function letTalk(...ends: readonly HandChannel[]): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await letCross(...ends);
    vi.advanceTimersByTime(ACK_DELAY_MS);
  }
  await letCross(...ends);
}

function mostOften(messages: readonly Uint8Array[]): number {
  return Math.max(0, ...recordCounts(messages).values());
}

async function renames(device: Device, name: string): Promise<void> {
  const said = await device.ledger.append("member.profile.1", { name, about: "" });
  if (!said.ok) throw new Error(said.error.kind);
}

describe("two honest peers", () => {
  test("[W3] end with the same ledger, and no record crosses twice, in either direction", async () => {
    const { alice, bob } = await aliceAndBob();
    await listThings(alice, 20, 8000);
    await listThings(bob, 20, 8000);
    const { a, b, alices, bobs } = await connect(alice, bob);
    await letTalk(a, b);
    await renames(alice, "Alice, live");
    await renames(bob, "Bob, live");
    await letTalk(a, b);
    expect(headsOf(alice)).toEqual(headsOf(bob));
    expect(mostOften([...a.sent, ...b.sent])).toBe(1);
    expect(recordCounts(a.sent).size).toBe(21);
    expect([...alices.refused, ...bobs.refused]).toEqual([]);
    expect(alices.session.announced()).toEqual(await createGate(bob).vector());
  });

  test("[W3] what is on its way is not sent again, though the peer says that it lacks it", async () => {
    const { alice, bob } = await aliceAndBob();
    const { a, b } = await connect(alice, bob);
    await letCross(a, b);
    await renames(alice, "first");
    await letCross(a, b);
    vi.advanceTimersByTime(ACK_DELAY_MS);
    await thinking();
    // Bob's word about the first leaves as Alice's second leaves: they cross.
    await renames(alice, "second");
    await thinking();
    a.depart();
    while (b.deliverOne()) await thinking();
    await letTalk(a, b);
    expect(headsOf(bob)).toEqual(headsOf(alice));
    expect(mostOften(a.sent)).toBe(1);
  });

  test("[W3] no more waits to leave than the channel should hold and one page", async () => {
    const { alice, bob } = await aliceAndBob();
    await listThings(alice, 150, 8000);
    const { a, b } = await connect(alice, bob);
    while (b.deliverOne()) await thinking();
    const stopped = a.sent.length;
    expect(a.mostWaiting()).toBeGreaterThan(HIGH_WATER_BYTES);
    expect(a.mostWaiting()).toBeLessThanOrEqual(HIGH_WATER_BYTES + MAX_FRAME_BYTES);
    // More to say does not make it say more.
    await renames(alice, "Alice");
    await thinking();
    expect(a.sent).toHaveLength(stopped);
    await letTalk(a, b);
    expect(headsOf(bob)).toEqual(headsOf(alice));
    expect(a.mostWaiting()).toBeLessThanOrEqual(HIGH_WATER_BYTES + MAX_FRAME_BYTES);
    expect(mostOften(a.sent)).toBe(1);
  });

  test("[W3] cut half-way, the next connection goes on where this one stopped", async () => {
    const { alice, bob } = await aliceAndBob();
    await listThings(alice, 60, 8000);
    const first = await connect(alice, bob);
    while (first.b.deliverOne()) await thinking();
    for (let i = 0; i < 6; i++) {
      first.a.deliverOne();
      await thinking();
    }
    first.a.close();
    expect([first.alices.timesClosed(), first.bobs.timesClosed()]).toEqual([1, 1]);
    const half = bob.ledger.feed(alice.keys.feed)?.count ?? 0;
    expect(half).toBeGreaterThan(10);
    expect(half).toBeLessThan(50);
    const second = await connect(alice, bob);
    await letTalk(second.a, second.b);
    expect(headsOf(bob)).toEqual(headsOf(alice));
    expect(mostOften([...first.a.crossed, ...second.a.crossed])).toBe(1);
  });

  test("[W3] a slow gate slows the peer down, and is not taken for a flood", async () => {
    const { alice, bob } = await aliceAndBob();
    await listThings(alice, 300, 8000); // five a page: more pages than may be unheard of
    const gate = createGate(bob);
    let open = (): void => undefined;
    const held = new Promise<void>((done) => {
      open = done;
    });
    const slow: GateService = { ...gate, receive: (messages) => held.then(() => gate.receive(messages)) };
    const { a, b, alices, bobs } = await connect(alice, bob, slow);
    await letCross(a, b);
    expect(a.waiting()).toBe(0);
    const greeting = 1;
    expect(a.sent.length).toBe(greeting + MAX_UNHEARD_UPDATES);
    expect(MAX_UNHEARD_UPDATES).toBeLessThan(MAX_WAITING_FRAMES);
    open();
    await letTalk(a, b);
    await letTalk(a, b);
    expect(headsOf(bob)).toEqual(headsOf(alice));
    expect([...alices.refused, ...bobs.refused]).toEqual([]);
    expect(mostOften(a.sent)).toBe(1);
  });

  test("[W3] [P2] who was refused for an inviter that nobody knew is asked again once he is known", async () => {
    const { world, alice, bob } = await aliceAndBob();
    const dave = await world.join(await world.person("dave"), await world.invite(alice));
    const carol = await world.join(await world.person("carol"), await world.invite(dave));
    const { a, b, bobs } = await connect(carol, bob);
    await letTalk(a, b);
    expect(bobs.refused).toEqual([]); // late, and waited for
    expect(bob.ledger.feed(carol.keys.feed)).toBeUndefined();
    await meet(dave, bob);
    await letTalk(a, b);
    expect(bob.ledger.feed(carol.keys.feed)?.count).toBe(1);
    expect(bobs.timesClosed()).toBe(0);
  });

  test("[W3] [S3] what a full disk refuses is asked for again, more and more rarely, and arrives once there is room", async () => {
    let failing: () => CommitError | null = () => null;
    const { alice, bob } = await aliceAndBob({ store: createMemoryLedgerStore(() => failing()) });
    await listThings(alice, 3, 100);
    failing = () => ({ kind: "quota" });
    const { a, b, bobs } = await connect(alice, bob);
    for (let s = 0; s < 30 * 60; s++) {
      await letCross(a, b);
      vi.advanceTimersByTime(1000);
    }
    expect(mostOften(a.sent)).toBeGreaterThan(2);
    expect(mostOften(a.sent)).toBeLessThan(20);
    expect(new Set(bobs.refused)).toEqual(new Set(["quota"]));
    expect(bobs.timesClosed()).toBe(0);
    failing = () => null;
    for (let m = 0; m < 10; m++) {
      vi.advanceTimersByTime(MINUTE_MS);
      await letCross(a, b);
    }
    expect(headsOf(bob)).toEqual(headsOf(alice));
  });
});

test("[W3] [S3] a storage that breaks for a while at either end stops nothing: both go on once it is whole", async () => {
  const { alice, bob } = await aliceAndBob();
  await listThings(alice, 3, 100);
  vi.spyOn(console, "error").mockReturnValue();
  let isBroken = true;
  const breakable = (gate: GateService): GateService => ({
    ...gate,
    receive: (messages) => (isBroken ? Promise.reject(new Error("broken")) : gate.receive(messages)),
    page: (has) => (isBroken ? Promise.reject(new Error("broken")) : gate.page(has)),
  });
  const [a, b] = createHandChannels();
  await talk(alice, a, breakable(createGate(alice)));
  const bobs = await talk(bob, b, breakable(createGate(bob)));
  await letCross(a, b);
  isBroken = false;
  a.own(vectorFrame(writeVector(await createGate(alice).vector())));
  b.own(vectorFrame(writeVector(await createGate(bob).vector())));
  for (let m = 0; m < 10; m++) {
    await letCross(a, b);
    vi.advanceTimersByTime(MINUTE_MS);
  }
  expect(headsOf(bob)).toEqual(headsOf(alice));
  expect(bobs.refused).toEqual([]);
});

describe("what y-webrtc itself wants to send", () => {
  test("[W2] [W3] goes out if it is a vector, or just what the peer lacks; and nothing before the peer's first word", async () => {
    const { alice, bob } = await aliceAndBob();
    const { feed } = alice.keys;
    const [a, eve] = createHandChannels();
    await talk(alice, a);
    const greeting = a.sent.length;
    expect(greeting).toBe(1);
    await renames(alice, "first");
    a.own(framed(await runOf(alice, feed, 1)));
    a.own(new Uint8Array([1, 0]));
    await thinking();
    expect(a.sent).toHaveLength(greeting);

    eve.send(vectorFrame(writeVector(await createGate(alice).vector())));
    await letCross(eve, a);
    const lines: readonly (readonly [Uint8Array<ArrayBuffer>, number])[] = [
      [framed(await runOf(alice, feed, 0)), 0],
      [framed(await runOf(alice, feed, 1)), 0],
      [framed({ client: clientOf(bob.keys.feed), from: 5, records: [new Uint8Array(50)] }), 0],
      [new Uint8Array([1, 0]), 0],
      [new Uint8Array([0, 2, 1, 9]), 0],
      [emptyVector, 1],
    ];
    for (const [message, goesOut] of lines) {
      const before = a.sent.length;
      a.own(message);
      await thinking();
      expect(a.sent.length - before).toBe(goesOut);
    }
  });

  test("[W3] is not sent a second time by our own pages", async () => {
    const { alice, bob } = await aliceAndBob();
    const { a, b } = await connect(alice, bob);
    await letCross(a, b);
    await renames(alice, "Alice");
    a.own(framed(await runOf(alice, alice.keys.feed, 1)));
    await letTalk(a, b);
    expect(mostOften(a.sent)).toBe(1);
    expect(headsOf(bob)).toEqual(headsOf(alice));
  });

  test("[W3] is not sent back to the peer that brought it", async () => {
    const { alice, bob } = await aliceAndBob();
    const [a, b] = createHandChannels();
    const gate = createGate(alice);
    // As the wire does: the carrier hands what the ledger took in to y-webrtc, which sends it to every connection.
    await gate.subscribe(({ update }) => a.own(updateFrame(update)));
    await talk(alice, a, gate);
    await talk(bob, b);
    await letTalk(a, b);
    await renames(bob, "Bob");
    await letTalk(a, b);
    expect(headsOf(alice)).toEqual(headsOf(bob));
    expect(recordCounts(a.sent).size).toBe(0);
  });
});

describe("eve at the other end", () => {
  async function eveAtAlices() {
    const { alice } = await aliceAndBob();
    const [a, eve] = createHandChannels();
    const alices = await talk(alice, a);
    const send = async (message: Uint8Array<ArrayBuffer> | null) => {
      a.hear(message);
      await thinking();
    };
    return { alice, a, eve, alices, send };
  }

  test("[W2] who offends too often is disconnected, once, and heard no more", async () => {
    const { alice, a, alices, send } = await eveAtAlices();
    const before = headsOf(alice);
    for (let i = 1; i < MAX_OFFENCES; i++) await send(new Uint8Array([9, 9, 9]));
    expect(alices.timesClosed()).toBe(0);
    await send(new Uint8Array([9, 9, 9]));
    expect([a.isClosed(), alices.timesClosed()]).toEqual([true, 1]);
    await send(new Uint8Array([9, 9, 9]));
    vi.advanceTimersByTime(MINUTE_MS);
    expect(alices.refused).toEqual(Array.from({ length: MAX_OFFENCES }, () => "malformed"));
    expect(vi.getTimerCount()).toBe(0);
    expect(headsOf(alice)).toEqual(before);
  });

  test("[W2] what is too large or no bytes at all is counted without being read", async () => {
    const { alices, send } = await eveAtAlices();
    await send(null);
    await send(new Uint8Array(MAX_FRAME_BYTES + 1));
    expect(alices.refused).toEqual(["too-large", "too-large"]);
  });

  test("[W2] vectors beyond so many a minute are offences; as many over a longer time are none", async () => {
    const patient = await eveAtAlices();
    for (let i = 0; i < MAX_REQUESTS_PER_MINUTE * 2; i++) {
      await patient.send(emptyVector);
      vi.advanceTimersByTime(MINUTE_MS / MAX_REQUESTS_PER_MINUTE);
    }
    expect(patient.alices.refused).toEqual([]);
    const flooding = await eveAtAlices();
    for (let i = 0; i < MAX_REQUESTS_PER_MINUTE; i++) await flooding.send(emptyVector);
    expect(flooding.alices.refused).toEqual([]);
    for (let i = 0; i < MAX_OFFENCES; i++) await flooding.send(emptyVector);
    expect(new Set(flooding.alices.refused)).toEqual(new Set(["too-many-requests"]));
    expect(flooding.a.isClosed()).toBe(true);
  });

  test("[W2] messages that come faster than the gate can look at them are a flood, and memory stays bounded", async () => {
    const { a, alices } = await eveAtAlices();
    for (let i = 0; i < MAX_WAITING_FRAMES + MAX_OFFENCES + 10; i++) a.hear(emptyVector);
    expect(alices.refused).toEqual(Array.from({ length: MAX_OFFENCES }, () => "flood"));
    expect(a.isClosed()).toBe(true);
  });

  test("[W2] a lie about what she has harms nobody but her", async () => {
    const { alice, a, eve, alices } = await eveAtAlices();
    eve.send(vectorFrame(writeVector(new Map([[clientOf(alice.keys.feed), 1_000_000]]))));
    await letTalk(eve, a);
    await renames(alice, "Alice");
    await letTalk(eve, a);
    expect(recordCounts(a.sent).has(`${clientOf(alice.keys.feed)}:1`)).toBe(false);
    expect(alices.timesClosed()).toBe(0);
  });
});
