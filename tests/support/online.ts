import { vi } from "vitest";
import type * as Y from "yjs";
import { encodeStateVector } from "yjs";
import { writeVector } from "../../src/sync/canonical-update.ts";
import { clientOf } from "../../src/sync/client-id.ts";
import { updateFrame, vectorFrame } from "../../src/sync/frames.ts";
import { createGate, type GateService } from "../../src/sync/gate.ts";
import { ACK_DELAY_MS, MIN_NEIGHBOURS, RANDOM_NEIGHBOURS } from "../../src/sync/limits.ts";
import type { CreateLink } from "../../src/sync/pairing/link.ts";
import { pairingKeyOf } from "../../src/sync/room.ts";
import { openWire, type Wire, type WireParts } from "../../src/sync/wire.ts";
import type { WireStatus } from "../../src/sync/wire-status.ts";
import { createHandChannels, greeterOf, type HandChannel, letCross, noPhotos, thinking } from "./wire-pair.ts";
import { createWorld, type Device, meet } from "./world.ts";

type JoinParts = Parameters<WireParts["joinMesh"]>[0];

/** A room of the test: what y-webrtc does with a doc and its connections, without a network. */
export interface Room {
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
      channel.own(vectorFrame(encodeStateVector(doc)));
      onChange();
    },
  };
  const leave = async () => {
    hasLeft = true;
    for (const channel of channels) channel.close();
  };
  const relays = () => [{ url: "wss://relay.example", up: true }];
  const count = () => channels.filter((channel) => !channel.isClosed()).length;
  return { room, mesh: { relays, count, unmet: () => 0, limit: () => undefined, leave } };
}

/** A device's wire, the rooms that it has entered, and its newest status. */
export interface Online {
  readonly device: Device;
  readonly wire: Wire;
  readonly rooms: readonly Room[];
  room(): Room;
  status(): WireStatus;
}

export async function goOnline(
  device: Device,
  options: {
    acknowledged?: number;
    gate?: GateService;
    createLink?: CreateLink;
    isFull?: boolean;
    hall?: WireParts["hall"];
  } = {},
): Promise<Online> {
  const rooms: Room[] = [];
  const told: WireStatus[] = [];
  const wire = await openWire({
    gate: options.gate ?? createGate(device),
    greeter: greeterOf(device),
    photos: noPhotos,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    joinMesh: (parts) => {
      const { room, mesh } = enterRoom(parts);
      rooms.push(room);
      // More than any device takes.
      return options.isFull === true ? { ...mesh, count: () => MIN_NEIGHBOURS + RANDOM_NEIGHBOURS } : mesh;
    },
    hall: options.hall ?? null,
    createLink: options.createLink ?? null,
    pairingKey: pairingKeyOf(new Uint8Array(32)),
    ownClient: clientOf(device.keys.feed),
    acknowledged: options.acknowledged ?? 0,
    onStatus: (status) => told.push(status),
    now: () => Date.now(),
    random: () => 0.5,
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

export function introduce(one: Online, other: Online): readonly [HandChannel, HandChannel] {
  const [a, b] = createHandChannels();
  one.room().connect(a);
  other.room().connect(b);
  return [a, b];
}

export async function letTalk(...ends: readonly HandChannel[]): Promise<void> {
  for (let i = 0; i < 8; i++) {
    await letCross(...ends);
    vi.advanceTimersByTime(ACK_DELAY_MS);
  }
  await letCross(...ends);
}

export async function renames({ ledger }: Device, name: string): Promise<void> {
  const said = await ledger.append("member.profile.1", { name, about: "" });
  if (!said.ok) throw new Error(said.error.kind);
  await thinking();
}

export async function threeOfAPond() {
  const world = createWorld();
  const alice = await world.startPond(await world.person("alice"));
  const bob = await world.join(await world.person("bob"), await world.invite(alice));
  const carol = await world.join(await world.person("carol"), await world.invite(alice));
  await meet(alice, bob);
  await meet(alice, carol);
  await meet(alice, bob);
  return { alice, bob, carol };
}

export async function vectorOf(device: Device): Promise<Uint8Array> {
  return writeVector(await createGate(device).vector());
}
