import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { clientOf } from "../../../src/sync/client-id.ts";
import { writeVector } from "../../../src/sync/canonical-update.ts";
import { haveFrame, readFrame, updateFrame, vectorFrame } from "../../../src/sync/frames.ts";
import { createGate } from "../../../src/sync/gate.ts";
import { PASS_ON_MS, PASS_ON_SPREAD_MS } from "../../../src/sync/limits.ts";
import { pairingKeyOf } from "../../../src/sync/room.ts";
import { openWire, type WireParts } from "../../../src/sync/wire.ts";
import { createDice } from "../../sim/dice.ts";
import { createNetwork, type End } from "../../sim/network.ts";
import { createVirtualTime, type VirtualTime } from "../../sim/virtual-time.ts";
import { greeterOf, noPhotos, recordCounts } from "../../support/wire-pair.ts";
import { createWorld, type Device, headsOf, meet } from "../../support/world.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
/** Seeds, and with them speeds and delays of all connections, that each promise is tried with. */
const SEEDS = [1, 2, 3];

interface Sent {
  readonly to: string;
  readonly message: Uint8Array<ArrayBuffer>;
}

interface Room {
  readonly time: VirtualTime;
  readonly devices: readonly Device[];
  connect(a: Device, b: Device): void;
  /** The last connection of `from` to `to` carries a message that no wire has written. */
  say(from: Device, to: Device, message: Uint8Array<ArrayBuffer>): void;
  /** All that was sent since this was last asked, by anybody. */
  sent(): readonly Sent[];
}

/** A pond of so many devices on real wires, each of which stands for y-webrtc at its end; time passes where the test says so. */
async function openRoom(size: number, seed: number): Promise<Room> {
  const time = createVirtualTime();
  const network = createNetwork(time, createDice(seed));
  const world = createWorld();
  const founder = await world.startPond(await world.person("device 0"));
  const devices = [founder];
  while (devices.length < size) {
    const device = await world.join(await world.person(`device ${devices.length}`), await world.invite(founder));
    await meet(founder, device);
    devices.push(device);
  }
  for (const device of devices) await meet(founder, device);

  let sent: Sent[] = [];
  const ends: End[] = [];
  const connectByDevice = new Map<Device, (end: End) => void>();
  for (const device of devices) {
    await openWire({
      gate: createGate(device),
      greeter: greeterOf(device),
      photos: noPhotos,
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      joinMesh: (parts) => {
        connectByDevice.set(device, joinRoom(parts));
        return {
          relays: () => [],
          count: () => size - 1,
          unmet: () => 0,
          limit: () => undefined,
          leave: async () => undefined,
        };
      },
      hall: null,
      createLink: null,
      pairingKey: pairingKeyOf(new Uint8Array(32)),
      ownClient: clientOf(device.keys.feed),
      acknowledged: 0,
      onStatus: () => undefined,
      now: () => time.now(),
      random: () => 0.5,
      timers: time,
    });
  }

  /** What y-webrtc does with a doc and its connections. */
  function joinRoom({ doc, onChannel }: Parameters<WireParts["joinMesh"]>[0]): (end: End) => void {
    const own: End[] = [];
    doc.on("update", (update: Uint8Array) => {
      for (const end of own) end.own(updateFrame(update));
    });
    return (end) => {
      onChannel({
        ...end,
        send: (message) => {
          sent.push({ to: end.to, message: new Uint8Array(message) });
          end.send(message);
        },
      });
      own.push(end);
      end.own(vectorFrame(Y.encodeStateVector(doc)));
    };
  }

  return {
    time,
    devices,
    connect: (a, b) => {
      const [one, other] = network.connect(a.person.name, b.person.name) ?? [];
      if (one === undefined || other === undefined) throw new Error("no connection");
      ends.push(one, other);
      connectByDevice.get(a)?.(one);
      connectByDevice.get(b)?.(other);
    },
    say: (from, to, message) =>
      ends.findLast((end) => end.from === from.person.name && end.to === to.person.name)?.send(message),
    sent: () => {
      const all = sent;
      sent = [];
      return all;
    },
  };
}

async function openFullRoom(size: number, seed: number): Promise<Room> {
  const room = await openRoom(size, seed);
  for (const [i, a] of room.devices.entries()) for (const b of room.devices.slice(i + 1)) room.connect(a, b);
  await room.time.pass(MINUTE_MS);
  room.sent();
  return room;
}

async function renames({ ledger }: Device, name: string): Promise<void> {
  const said = await ledger.append("member.profile.1", { name, about: "" });
  if (!said.ok) throw new Error(said.error.kind);
}

function withRecords(sent: readonly Sent[]): readonly Sent[] {
  return sent.filter(({ message }) => recordCounts([message]).size > 0);
}

function bytesOf(sent: readonly Sent[]): number {
  return sent.reduce((sum, { message }) => sum + message.length, 0);
}

function kindsOf(sent: readonly Sent[]): Readonly<Record<string, number>> {
  const kinds: Record<string, number> = {};
  for (const { message } of sent) {
    const frame = readFrame(message);
    const kind = frame.ok ? frame.value.kind : "other";
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  return kinds;
}

describe("a room of eight, all connected", () => {
  test.for(SEEDS)("[W3] one record costs at most twice the seven messages that are needed (seed %i)", async (seed) => {
    const { time, devices, sent } = await openFullRoom(8, seed);
    const [author] = devices;
    if (author === undefined) throw new Error("nobody");
    await renames(author, "Alice, live");
    await time.pass(MINUTE_MS);
    for (const device of devices) expect(headsOf(device)).toEqual(headsOf(author));
    const all = sent();
    const records = withRecords(all);
    expect(records.length).toBeGreaterThanOrEqual(7);
    expect(records.length).toBeLessThanOrEqual(14);
    // Each of the seven tells the six others that he has it, and each message with a record is answered for once.
    const { have = 0, report = 0 } = kindsOf(all);
    expect(have).toBe(7 * 6);
    expect(report).toBe(records.length);
    expect(bytesOf(all) - bytesOf(records)).toBeLessThan(3000);
    expect(records.filter(({ to }) => to === author.person.name)).toEqual([]);
  });

  test.for(SEEDS)("[W3] eight who write at once cost less than half of a flood (seed %i)", async (seed) => {
    const { time, devices, sent } = await openFullRoom(8, seed);
    for (const [i, device] of devices.entries()) await renames(device, `At once ${i}`);
    await time.pass(MINUTE_MS);
    for (const device of devices) expect(headsOf(device)).toEqual(headsOf(devices[0] ?? device));
    const crossings = [...recordCounts(sent().map(({ message }) => message)).values()];
    expect(crossings).toHaveLength(8);
    expect(crossings.reduce((sum, count) => sum + count, 0)).toBeLessThan((8 * 7 * 7) / 2);
  });

  test.for(SEEDS)("[W3] [W6] at rest not a byte is sent in ten minutes (seed %i)", async (seed) => {
    const { time, sent } = await openFullRoom(8, seed);
    await time.pass(10 * MINUTE_MS);
    expect(kindsOf(sent())).toEqual({});
  });
});

describe("a room where not everybody is connected", () => {
  test.for(SEEDS)(
    "[W3] a record goes from hand to hand, once over each connection of a line (seed %i)",
    async (seed) => {
      const { time, devices, connect, sent } = await openRoom(6, seed);
      for (const [i, device] of devices.entries()) {
        const next = devices[i + 1];
        if (next !== undefined) connect(device, next);
      }
      await time.pass(MINUTE_MS);
      sent();
      const [author] = devices;
      if (author === undefined) throw new Error("nobody");
      await renames(author, "Alice, live");
      // Four hands pass it on, none waits longer than it may, and no connection of this network is slower than 800 ms.
      await time.pass(4 * (PASS_ON_MS + PASS_ON_SPREAD_MS) + 5 * 800);
      for (const device of devices) expect(headsOf(device)).toEqual(headsOf(author));
      expect(withRecords(sent())).toHaveLength(5);
    },
  );

  test.for(SEEDS)("[W3] who says falsely that he has it harms nobody but himself (seed %i)", async (seed) => {
    const { time, devices, connect, say, sent } = await openRoom(3, seed);
    const [alice, bob, carol] = devices;
    if (alice === undefined || bob === undefined || carol === undefined) throw new Error("nobody");
    connect(alice, bob);
    connect(bob, carol);
    await time.pass(MINUTE_MS);
    sent();
    // Carol boasts of all that Alice will ever write.
    say(carol, bob, haveFrame(writeVector(new Map([[clientOf(alice.keys.feed), 1000]]))));
    await renames(alice, "Alice, live");
    await time.pass(MINUTE_MS);
    expect(headsOf(bob)).toEqual(headsOf(alice));
    expect(headsOf(carol)).not.toEqual(headsOf(alice));
    // Her next report says what she has, and she gets it.
    await renames(bob, "Bob, live");
    await time.pass(MINUTE_MS);
    expect(headsOf(carol)).toEqual(headsOf(alice));
    expect(sent().length).toBeLessThan(20);
  });
});
