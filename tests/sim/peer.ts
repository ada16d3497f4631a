import * as Y from "yjs";
import type { Clock } from "../../src/lib/clock.ts";
import type { Signer, Verifier } from "../../src/domain/crypto.ts";
import type { PondId } from "../../src/domain/ids.ts";
import type { FeedKeys } from "../../src/domain/keys.ts";
import { type Ledger, openLedger } from "../../src/domain/ledger/ledger.ts";
import type { NewcomerLimits } from "../../src/domain/ledger/newcomers.ts";
import { createPondFold } from "../../src/domain/pond/fold.ts";
import { clientOf } from "../../src/sync/client-id.ts";
import { updateFrame, vectorFrame } from "../../src/sync/frames.ts";
import { createGate } from "../../src/sync/gate.ts";
import { createGreeter } from "../../src/sync/greeter.ts";
import { pairingKeyOf } from "../../src/sync/room.ts";
import { openWire, type WireParts } from "../../src/sync/wire.ts";
import { noPhotos } from "../support/wire-pair.ts";
import type { Disk } from "./disk.ts";
import { createMeter, type Meter } from "./meter.ts";
import type { End } from "./network.ts";
import { createMortalTimers, type VirtualTime } from "./virtual-time.ts";

/** Who a person is on one device, before anything runs there. */
export interface Seat {
  readonly name: string;
  readonly pond: PondId;
  readonly identity: Signer;
  readonly keys: FeedKeys;
  /** The first record of its feed. */
  readonly opening: Uint8Array;
  /** Off by so much, for ever. */
  readonly clock: Clock;
}

/** An honest device: the real ledger, gate, fold, carrier and sessions, on a disk and a network that fail. */
export interface Peer extends Seat {
  readonly disk: Disk;
  readonly meter: Meter;
  /** Bytes of each record that this device has ever told of, by "feed:seq". */
  readonly held: ReadonlyMap<string, Uint8Array>;
  start(): void;
  crash(): void;
  /** Null while nothing runs, or before the disk was read. */
  ledger(): Ledger | null;
  /** False where it is not there to be met. */
  meet(end: End): boolean;
  /** W4: the doc holds nothing that waits, and says of each feed what the ledger says. */
  carrierAgrees(): boolean;
}

type JoinParts = Parameters<WireParts["joinMesh"]>[0];

interface Process {
  readonly die: () => void;
  ledger: Ledger | null;
  room: JoinParts | null;
  ends: readonly End[];
}

/** A run has minutes where a pond has days. */
export const SHORT_DAYS: NewcomerLimits = { atOnce: 24, aDay: 2, dayMs: 60_000 };

export function createPeer(seat: Seat, parts: { time: VirtualTime; disk: Disk; verifier: Verifier }): Peer {
  const { pond, keys, clock, opening } = seat;
  const { time, disk } = parts;
  const meter = createMeter(parts.verifier);
  const held = new Map<string, Uint8Array>();
  let running: Process | null = null;
  /** Each nonce is another one; that nobody can guess it matters to no property here. */
  let nonces = 0;

  async function run(process: Process, timers: ReturnType<typeof createMortalTimers>, store: ReturnType<Disk["open"]>) {
    const project = () => createPondFold(pond);
    const ledger = await openLedger({
      pond,
      store,
      verifier: meter.verifier,
      clock,
      project,
      keys,
      newcomers: SHORT_DAYS,
    });
    ledger.onGrowth((runs) => {
      for (const { feed, from, records } of runs) {
        for (const [i, bytes] of records.entries()) held.set(`${feed}:${from + i}`, bytes);
      }
    });
    while (ledger.feed(keys.feed) === undefined) await ledger.admitRun([opening]);
    process.ledger = ledger;
    await openWire({
      gate: meter.gate(createGate({ ledger })),
      greeter: createGreeter({ pond, keys, verifier: parts.verifier, ledger }),
      photos: noPhotos,
      randomBytes: (length) => new Uint8Array(length).fill(nonces++),
      joinMesh: (room) => enterRoom(process, room),
      hall: null,
      createLink: null,
      pairingKey: pairingKeyOf(new Uint8Array(32)),
      ownClient: clientOf(keys.feed),
      acknowledged: 0,
      onStatus: () => undefined,
      now: () => time.now(),
      // Nobody here has as many neighbours as would make it matter.
      random: () => 0.5,
      timers,
    });
  }

  return {
    ...seat,
    disk,
    meter,
    held,
    start: () => {
      if (running !== null) return;
      const timers = createMortalTimers(time);
      const store = disk.open();
      const process: Process = {
        die: () => {
          timers.kill();
          store.die();
        },
        ledger: null,
        room: null,
        ends: [],
      };
      running = process;
      void run(process, timers, store);
    },
    crash: () => {
      running?.die();
      running = null;
    },
    ledger: () => running?.ledger ?? null,
    meet: (end) => {
      if (running === null || running.room === null) return false;
      const { doc, onChannel } = running.room;
      onChannel(meter.watched(end));
      running.ends = [...running.ends.filter((known) => !known.isClosed()), end];
      end.own(vectorFrame(Y.encodeStateVector(doc)));
      return true;
    },
    carrierAgrees: () => {
      const doc = running?.room?.doc;
      const ledger = running?.ledger;
      if (doc === undefined || ledger == null) return false;
      const isWaiting = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
      return !isWaiting && ledger.heads().every(({ feed, count }) => Y.getState(doc.store, clientOf(feed)) >= count);
    },
  };
}

/** What y-webrtc does with a doc and its connections. */
function enterRoom(process: Process, room: JoinParts): ReturnType<WireParts["joinMesh"]> {
  process.room = room;
  room.doc.on("update", (update: Uint8Array) => {
    for (const end of process.ends) end.own(updateFrame(update));
  });
  return {
    relays: () => [],
    count: () => process.ends.filter((end) => !end.isClosed()).length,
    unmet: () => 0,
    limit: () => undefined,
    leave: async () => {
      if (process.room === room) process.room = null;
      for (const end of process.ends) end.close();
    },
  };
}
