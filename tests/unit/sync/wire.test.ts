import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { MAX_SEQ } from "../../../src/domain/limits.ts";
import { writeVector } from "../../../src/sync/canonical-update.ts";
import { clientOf } from "../../../src/sync/client-id.ts";
import { updateFrame, vectorFrame } from "../../../src/sync/frames.ts";
import { createGate, type GateService } from "../../../src/sync/gate.ts";
import { shakeHands } from "../../../src/sync/handshake.ts";
import { ACK_DELAY_MS, MAX_CLAIMED_RECORDS, MAX_OFFENCES, SHUN_MS, STRANGER_WASTE } from "../../../src/sync/limits.ts";
import { openWire, type Wire, type WireParts, type WireStatus } from "../../../src/sync/wire.ts";
import {
  createHandChannels,
  greeterOf,
  type HandChannel,
  letCross,
  recordCounts,
  thinking,
} from "../../support/wire-pair.ts";
import { framed, listThings, runOf } from "../../support/wire-frames.ts";
import { createWorld, type Device, headsOf, meet } from "../../support/world.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

type JoinParts = Parameters<WireParts["joinMesh"]>[0];

/** A room of the test: what y-webrtc does with a doc and its connections, without a network. */
interface Room {
  readonly doc: Y.Doc;
  hasLeft(): boolean;
  /** A new connection, whose first word is the doc's vector and which then gets all its updates. */
  connect(channel: HandChannel): void;
}

function enterRoom({ doc, onChannel, onChange }: JoinParts) {
  const channels: HandChannel[] = [];
  let hasLeft = false;
  doc.on("update", (update: Uint8Array) => {
    for (const channel of channels) channel.own(updateFrame(update));
  });
  const room: Room = {
    doc,
    hasLeft: () => hasLeft,
    connect: (channel) => {
      onChannel(channel);
      channels.push(channel);
      channel.own(vectorFrame(Y.encodeStateVector(doc)));
      onChange();
    },
  };
  const leave = async () => {
    hasLeft = true;
    for (const channel of channels) channel.close();
  };
  return { room, mesh: { relays: () => [{ url: "wss://relay.example", up: true }], leave } };
}

/** A device's wire, the rooms that it has entered, and its newest status. */
interface Online {
  readonly device: Device;
  readonly wire: Wire;
  readonly rooms: readonly Room[];
  room(): Room;
  status(): WireStatus;
}

async function goOnline(device: Device, options: { acknowledged?: number; gate?: GateService } = {}): Promise<Online> {
  const rooms: Room[] = [];
  const told: WireStatus[] = [];
  const wire = await openWire({
    gate: options.gate ?? createGate(device),
    greeter: greeterOf(device),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    joinMesh: (parts) => {
      const { room, mesh } = enterRoom(parts);
      rooms.push(room);
      return mesh;
    },
    ownClient: clientOf(device.keys.feed),
    acknowledged: options.acknowledged ?? 0,
    onStatus: (status) => told.push(status),
    now: () => Date.now(),
  });
  return {
    device,
    wire,
    rooms,
    room: () => {
      const room = rooms.at(-1);
      if (room === undefined) throw new Error("in no room");
      return room;
    },
    status: () => {
      const last = told.at(-1);
      if (last === undefined) throw new Error("no status yet");
      return last;
    },
  };
}

function introduce(one: Online, other: Online): readonly [HandChannel, HandChannel] {
  const [a, b] = createHandChannels();
  one.room().connect(a);
  other.room().connect(b);
  return [a, b];
}

async function letTalk(...ends: readonly HandChannel[]): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await letCross(...ends);
    vi.advanceTimersByTime(ACK_DELAY_MS);
  }
  await letCross(...ends);
}

async function renames({ ledger }: Device, name: string): Promise<void> {
  const said = await ledger.append("member.profile.1", { name, about: "" });
  if (!said.ok) throw new Error(said.error.kind);
  await thinking();
}

async function threeOfAPond() {
  const world = createWorld();
  const alice = await world.startPond(await world.person("alice"));
  const bob = await world.join(await world.person("bob"), await world.invite(alice));
  const carol = await world.join(await world.person("carol"), await world.invite(alice));
  await meet(alice, bob);
  await meet(alice, carol);
  await meet(alice, bob);
  return { alice, bob, carol };
}

async function vectorOf(device: Device): Promise<Uint8Array> {
  return writeVector(await createGate(device).vector());
}

function clocks(bytes: Uint8Array): ReadonlyMap<number, number> {
  return Y.decodeStateVector(bytes);
}

/** A doc that waits for what the ledger knows nothing of will never again be what the ledger is. */
function leadAstray(doc: Y.Doc): void {
  const stray = new Y.Doc();
  stray.getMap("shoal").set("one", 1);
  const half = Y.encodeStateVector(stray);
  stray.getMap("shoal").set("two", 2);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(stray, half));
}

describe("the carrier of a wire", () => {
  test("[W4a] has the ledger's vector from the start, and after every word and every visit", async () => {
    const { alice, bob } = await threeOfAPond();
    const [a, b] = [await goOnline(alice), await goOnline(bob)];
    const holds = async () => {
      for (const { room, device } of [a, b]) {
        expect(clocks(Y.encodeStateVector(room().doc))).toEqual(clocks(await vectorOf(device)));
      }
    };
    await holds();
    const ends = introduce(a, b);
    await renames(alice, "Alice");
    await letTalk(...ends);
    await renames(bob, "Bob");
    await letTalk(...ends);
    await holds();
    expect(headsOf(alice)).toEqual(headsOf(bob));
    expect(Math.max(...recordCounts(ends.flatMap(({ sent }) => sent)).values())).toBe(1);
    expect([a.rooms.length, b.rooms.length]).toEqual([1, 1]);
  });

  test("[W4] that disagrees with the ledger is thrown away, and the room is entered anew", async () => {
    const { alice, bob } = await threeOfAPond();
    const [a, b] = [await goOnline(alice), await goOnline(bob)];
    const before = introduce(a, b);
    await letTalk(...before);
    const broken = a.room();
    leadAstray(broken.doc);
    await renames(alice, "Alice");
    await thinking();

    expect([broken.hasLeft(), broken.doc.isDestroyed]).toEqual([true, true]);
    expect(before.map((end) => end.isClosed())).toEqual([true, true]);
    expect(a.rooms).toHaveLength(2);
    expect(clocks(Y.encodeStateVector(a.room().doc))).toEqual(clocks(await vectorOf(alice)));
    await letTalk(...introduce(a, b));
    expect(headsOf(bob)).toEqual(headsOf(alice));
    expect(a.rooms).toHaveLength(2);
  });

  test("[W4] is not made any more once the wire is closed, however late the ledger answers", async () => {
    const { alice } = await threeOfAPond();
    const gate = createGate(alice);
    const answers: (() => void)[] = [];
    let isSlow = false;
    const slow: GateService = {
      ...gate,
      vector: async () => {
        if (isSlow) await new Promise<void>((done) => answers.push(done));
        return gate.vector();
      },
    };
    const a = await goOnline(alice, { gate: slow });
    isSlow = true;
    leadAstray(a.room().doc);
    await renames(alice, "Alice");
    expect(answers).toHaveLength(1);
    await a.wire.close();
    for (const answer of answers) answer();
    await thinking();
    expect(a.rooms).toHaveLength(1);
  });
});

describe("what a wire says about itself", () => {
  test("[W3] is what is known: mine, acknowledged, saved on so many, held and known of", async () => {
    const { alice, bob, carol } = await threeOfAPond();
    await renames(alice, "Alice");
    const a = await goOnline(alice);
    vi.advanceTimersByTime(1000);
    expect(a.status()).toEqual({
      relays: [{ url: "wss://relay.example", up: true }],
      peers: [],
      mine: 2,
      acknowledged: 0,
      savedOn: 0,
      have: 4,
      known: 4,
      refused: {},
    });
    const withBob = introduce(a, await goOnline(bob));
    await letTalk(...withBob);
    expect(a.status()).toMatchObject({ acknowledged: 2, savedOn: 1, have: 4, known: 4 });
    expect(a.status().peers).toHaveLength(1);

    await renames(carol, "Carol");
    await renames(carol, "Carol again");
    const withCarol = introduce(a, await goOnline(carol));
    // Carol has spoken, and nothing of hers has come yet.
    withCarol[1].deliverOne();
    await thinking();
    vi.advanceTimersByTime(200);
    expect(a.status()).toMatchObject({ have: 4, known: 6, savedOn: 1 });
    expect(a.status().peers).toHaveLength(2);
    await letTalk(...withBob, ...withCarol);
    expect(a.status()).toMatchObject({ mine: 2, acknowledged: 2, savedOn: 2, have: 6, known: 6 });
    // Through Alice, in their turn.
    expect(headsOf(bob)).toEqual(headsOf(carol));

    await renames(alice, "Alice, alone");
    for (const [end] of [withBob, withCarol]) end.close();
    vi.advanceTimersByTime(1000);
    expect(a.status()).toMatchObject({ peers: [], mine: 3, acknowledged: 2, savedOn: 0, have: 7, known: 7 });
  });

  test("[W3] counts what a peer was heard to hold even where it is gone before the next look", async () => {
    const { alice, bob } = await threeOfAPond();
    const a = await goOnline(alice);
    const [end, other] = createHandChannels();
    a.room().connect(end);
    other.send(vectorFrame(await vectorOf(bob)));
    await letCross(end, other);
    end.close();
    vi.advanceTimersByTime(1000);
    expect(a.status()).toMatchObject({ peers: [], mine: 1, acknowledged: 1, savedOn: 0 });
  });

  test("[W2] [W3] gives nothing for a boast: who says to hold more than there is has saved nothing, now or later", async () => {
    const { alice } = await threeOfAPond();
    const a = await goOnline(alice);
    const [end, eve] = createHandChannels();
    a.room().connect(end);
    eve.send(vectorFrame(writeVector(new Map([[clientOf(alice.keys.feed), 1_000_000]]))));
    await letCross(end, eve);
    vi.advanceTimersByTime(1000);
    expect(a.status()).toMatchObject({ mine: 1, acknowledged: 0, savedOn: 0 });
    await renames(alice, "Alice");
    vi.advanceTimersByTime(1000);
    expect(a.status()).toMatchObject({ mine: 2, acknowledged: 0, savedOn: 0 });
  });

  test("[W2] [W3] a liar's numbers are bounded: an impossible feed counts for nothing, and many feeds for so much at most", async () => {
    const { alice } = await threeOfAPond();
    const a = await goOnline(alice);
    const [end, eve] = createHandChannels();
    a.room().connect(end);
    eve.send(vectorFrame(writeVector(new Map([[7, MAX_SEQ + 1]]))));
    await letCross(end, eve);
    vi.advanceTimersByTime(1000);
    const { have } = a.status();
    expect(a.status().known).toBe(have);
    eve.send(vectorFrame(writeVector(new Map(Array.from({ length: 4000 }, (_, i) => [i + 1, MAX_SEQ])))));
    await letCross(end, eve);
    vi.advanceTimersByTime(1000);
    expect(a.status()).toMatchObject({ have, known: have + MAX_CLAIMED_RECORDS });
  });

  test("[W2] tells why things were refused, and how often", async () => {
    const { alice } = await threeOfAPond();
    const a = await goOnline(alice);
    const [end, eve] = createHandChannels();
    a.room().connect(end);
    for (let i = 0; i < 3; i++) eve.send(new Uint8Array([9]));
    await letCross(end, eve);
    vi.advanceTimersByTime(1000);
    expect(a.status().refused).toEqual({ malformed: 3 });
  });

  test("[W3] remembers what was acknowledged before, and says nothing any more once closed", async () => {
    const { alice } = await threeOfAPond();
    await renames(alice, "Alice");
    const a = await goOnline(alice, { acknowledged: 1 });
    vi.advanceTimersByTime(1000);
    expect(a.status()).toMatchObject({ mine: 2, acknowledged: 1 });
    const last = a.status();
    await a.wire.close();
    expect([a.room().hasLeft(), a.room().doc.isDestroyed]).toEqual([true, true]);
    await renames(alice, "Alice, after hours");
    vi.advanceTimersByTime(1000);
    expect(a.status()).toBe(last);
  });
});

describe("who is at the other end", () => {
  /** Bob's device at one end of a new connection to a wire, with words of its own. */
  async function bobAt(online: Online, bob: Device): Promise<HandChannel> {
    const [end, bobs] = createHandChannels();
    online.room().connect(end);
    shakeHands({
      greeter: greeterOf(bob),
      channel: bobs,
      randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
      onProven: () => undefined,
      onImpostor: () => undefined,
    });
    bobs.own(vectorFrame(await vectorOf(bob)));
    bobs.send(vectorFrame(await vectorOf(bob)));
    await letCross(end, bobs);
    return bobs;
  }

  test("[W8] a member's device is named by its identity, a stranger by nothing", async () => {
    const { alice, bob, carol } = await threeOfAPond();
    const a = await goOnline(alice);
    await bobAt(a, bob);
    const [end, strangers] = createHandChannels();
    a.room().connect(end);
    strangers.send(vectorFrame(await vectorOf(carol)));
    await letCross(end, strangers);
    vi.advanceTimersByTime(1000);
    expect(a.status().peers.map(({ identity }) => identity)).toEqual([bob.person.me, null]);
  });

  test("[W8] whose feed comes in only later is named then", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    const a = await goOnline(alice);
    await bobAt(a, bob);
    vi.advanceTimersByTime(1000);
    expect(a.status().peers.map(({ identity }) => identity)).toEqual([null]);
    await meet(alice, bob);
    await thinking();
    vi.advanceTimersByTime(1000);
    expect(a.status().peers.map(({ identity }) => identity)).toEqual([bob.person.me]);
  });

  test("[W9] a member who was disconnected for offences is sent away when he comes back, and let in again later", async () => {
    const { alice, bob } = await threeOfAPond();
    const a = await goOnline(alice);
    const bobs = await bobAt(a, bob);
    for (let i = 0; i < MAX_OFFENCES; i++) {
      bobs.send(new Uint8Array([9]));
      await letCross(bobs);
    }
    expect(bobs.isClosed()).toBe(true);
    expect((await bobAt(a, bob)).isClosed()).toBe(true);
    vi.advanceTimersByTime(SHUN_MS);
    expect((await bobAt(a, bob)).isClosed()).toBe(false);
  });

  test("[W9] what brings nothing new is counted, and ends the connection; a first sync is not held up", async () => {
    const { alice, bob } = await threeOfAPond();
    await listThings(alice, 300, 8000);
    expect(STRANGER_WASTE.atOnce).toBeLessThan(300 * 8000);
    const a = await goOnline(alice);
    const b = await goOnline(bob);
    const ends = introduce(a, b);
    await letTalk(...ends);
    expect(headsOf(bob)).toEqual(headsOf(alice));
    expect(ends.some((end) => end.isClosed())).toBe(false);

    const [end, eve] = createHandChannels();
    b.room().connect(end);
    const again = framed(await runOf(alice, alice.keys.feed, 1, 5));
    for (let sent = 0; sent <= STRANGER_WASTE.atOnce; sent += again.length) {
      eve.send(again);
      await letCross(end, eve);
    }
    expect(end.isClosed()).toBe(true);
    vi.advanceTimersByTime(1000);
    expect(b.status().refused).toEqual({ wasteful: 1 });
  });
});
