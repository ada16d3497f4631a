import { expect, test } from "vitest";
import { whomToLetGo } from "../../src/sync/letting-go.ts";
import { MIN_NEIGHBOURS, NEIGHBOUR_LOOK_MS, RANDOM_NEIGHBOURS } from "../../src/sync/limits.ts";
import { createDice, type Dice } from "./dice.ts";

const SEEDS = Array.from({ length: 200 }, (_, i) => i + 1);
const PEOPLE = 60;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

interface Peer {
  readonly most: number;
  /** Neighbours, and since when. */
  readonly sinceByNeighbour: Map<Peer, number>;
}

interface Habits {
  readonly most: (dice: Dice) => number;
  readonly letsGo: boolean;
  /** ms that a person stays, on average; another one comes at once. Not given: for ever. */
  readonly stay?: number;
}

/** Who is connected with whom after somebody has come every ten seconds, and then a while has passed. */
function playRoom(seed: number, habits: Habits): readonly Peer[] {
  const dice = createDice(seed);
  const random = () => dice.int(2 ** 31) / 2 ** 31;
  const peers = new Set<Peer>();

  for (let now = 0; now < PEOPLE * 10 * SECOND_MS + 10 * MINUTE_MS; now += NEIGHBOUR_LOOK_MS) {
    if (now % (10 * SECOND_MS) === 0 && now < PEOPLE * 10 * SECOND_MS) come();
    for (const peer of peers) {
      if (habits.stay !== undefined && random() < NEIGHBOUR_LOOK_MS / habits.stay) {
        leave(peer);
        come();
      } else if (habits.letsGo) {
        const gone = whomToLetGo(peer.sinceByNeighbour, { most: peer.most, now, random });
        if (gone !== null) part(peer, gone);
      }
    }

    function come(): void {
      const peer = { most: habits.most(dice), sinceByNeighbour: new Map<Peer, number>() };
      peers.add(peer);
      announce(peer);
    }

    /** Whoever hears it and has room connects; the one who is called refuses nobody (y-webrtc.js, "announce" and "signal"). */
    function announce(peer: Peer): void {
      for (const other of peers) {
        if (other === peer || other.sinceByNeighbour.has(peer) || !hasRoom(other)) continue;
        other.sinceByNeighbour.set(peer, now);
        peer.sinceByNeighbour.set(other, now);
      }
    }

    /** Each end of a closed connection announces itself if it has room (y-webrtc.js, "close"). */
    function part(...ends: readonly [Peer, Peer]): void {
      const [one, other] = ends;
      one.sinceByNeighbour.delete(other);
      other.sinceByNeighbour.delete(one);
      for (const end of dice.shuffled(ends)) if (hasRoom(end)) announce(end);
    }

    function leave(peer: Peer): void {
      peers.delete(peer);
      const left = [...peer.sinceByNeighbour.keys()];
      for (const other of left) other.sinceByNeighbour.delete(peer);
      for (const other of left) if (hasRoom(other)) announce(other);
    }
  }
  return [...peers];
}

function hasRoom({ most, sinceByNeighbour }: Peer): boolean {
  return sinceByNeighbour.size < most;
}

/** Hands from a peer to the one furthest away; Infinity where somebody cannot be reached. */
function reachOf(peer: Peer, room: readonly Peer[]): number {
  const distances = new Map([[peer, 0]]);
  for (const [one, distance] of distances)
    for (const next of one.sinceByNeighbour.keys()) if (!distances.has(next)) distances.set(next, distance + 1);
  return distances.size === room.length ? Math.max(...distances.values()) : Infinity;
}

function widthOf(room: readonly Peer[]): number {
  return Math.max(...room.map((peer) => reachOf(peer, room)));
}

const ours = (dice: Dice): number => MIN_NEIGHBOURS + dice.int(RANDOM_NEIGHBOURS);

test("of 200 rooms of 60 that choose neighbours as y-webrtc does, ours are connected and few hands wide", () => {
  const widths = (habits: Habits) => SEEDS.map((seed) => widthOf(playRoom(seed, habits)));
  const same = widths({ most: () => MIN_NEIGHBOURS, letsGo: false });
  const chain = widths({ most: ours, letsGo: false });
  const mixed = widths({ most: ours, letsGo: true });
  const mean = (all: readonly number[]) => (all.reduce((sum, width) => sum + width, 0) / all.length).toFixed(1);
  const connected = (all: readonly number[]) => all.filter((width) => width < Infinity);
  console.log(`200 rooms of ${PEOPLE}, connected: ${connected(same).length} with ${MIN_NEIGHBOURS} neighbours each,
  ${connected(chain).length} with 8 to 16 (${mean(chain)} hands wide), ${connected(mixed).length} where the full let go (${mean(mixed)})`);
  // Without this, the test could not fail.
  expect(connected(same).length).toBeLessThan(SEEDS.length / 10);
  expect(connected(mixed)).toHaveLength(SEEDS.length);
  expect(Math.max(...mixed)).toBeLessThanOrEqual(5);
  expect(Number(mean(chain))).toBeGreaterThan(6);
});

test("where people come and go, at most one moment in fifty finds somebody who has not found room yet", () => {
  const rooms = SEEDS.map((seed) => playRoom(seed, { most: ours, letsGo: true, stay: 20 * MINUTE_MS }));
  const split = rooms.filter((room) => widthOf(room) === Infinity);
  console.log(`people who stay 20 minutes: ${rooms.length - split.length} of ${rooms.length} rooms connected`);
  expect(split.length).toBeLessThanOrEqual(SEEDS.length / 50);
});
