import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { concatBytes } from "../../../src/lib/bytes.ts";
import { type FeedKey, keyBytes } from "../../../src/domain/ids.ts";
import {
  HALL_ENTER_MS,
  HALL_LEAVE_MS,
  INTRODUCE_AGAIN_MS,
  OPEN_WITHIN_MS,
  WORDS_ABOUT_PEERS,
} from "../../../src/sync/limits.ts";
import { writeDescription } from "../../../src/sync/pairing/description.ts";
import { mustBeIn } from "../../../src/sync/rendezvous/rendezvous.ts";
import { sampleOffer } from "../../support/descriptions.ts";
import { createHandHall, type HandHall } from "../../support/hand-hall.ts";
import { createHandLinks, type HandLinks } from "../../support/hand-links.ts";
import { goOnline, introduce, type Online } from "../../support/online.ts";
import { letCross } from "../../support/wire-pair.ts";
import { createWorld, type Device, meet } from "../../support/world.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const RELAYS = ["nostr+wss://relay.example"];

async function pondOf(count: number): Promise<readonly Device[]> {
  const world = createWorld();
  const founder = await world.startPond(await world.person("founder"));
  const devices = [founder];
  for (let i = 1; i < count; i++)
    devices.push(await world.join(await world.person(`p${i}`), await world.invite(founder)));
  for (const device of [...devices, ...devices]) if (device !== founder) await meet(founder, device);
  return devices;
}

const go = (device: Device, links: HandLinks, hall: HandHall): Promise<Online> =>
  goOnline(device, { createLink: links.creator(), hall: { relays: RELAYS, enter: hall.enter } });

async function pass(ms: number, links: HandLinks): Promise<void> {
  for (let passed = 0; passed < ms; passed += 250) {
    await letCross(...links.opened.flat());
    vi.advanceTimersByTime(250);
  }
  await letCross(...links.opened.flat());
}

const peersOf = ({ status }: Online) => {
  vi.advanceTimersByTime(200);
  return status().peers.map(({ identity }) => identity);
};

test("[M4] two who meet in a hall are connected by a link of their own, and know each other", async () => {
  const [hall, links] = [createHandHall(), createHandLinks()];
  const [alice, bob] = await pondOf(2);
  if (alice === undefined || bob === undefined) throw new Error("nobody");
  const [a, b] = [await go(alice, links, hall), await go(bob, links, hall)];
  expect(hall.count()).toBe(0);
  await pass(HALL_ENTER_MS + 2000, links);
  expect(hall.count()).toBe(2);
  expect(links.opened).toHaveLength(1);
  expect(peersOf(a)).toEqual([bob.person.me]);
  expect(peersOf(b)).toEqual([alice.person.me]);
  expect(a.status().relays.map(({ url }) => url)).toContain(RELAYS[0]);
  await a.wire.close();
  expect(hall.count()).toBe(1);
});

test("[M4] who is lost again while both stay in the hall is met anew", async () => {
  const [hall, links] = [createHandHall(), createHandLinks()];
  const [alice, bob] = await pondOf(2);
  if (alice === undefined || bob === undefined) throw new Error("nobody");
  const [a, b] = [await go(alice, links, hall), await go(bob, links, hall)];
  await pass(HALL_ENTER_MS + 2000, links);
  for (const end of links.opened[0] ?? []) end.close();
  await pass(1000, links);
  expect(peersOf(a)).toEqual([]);
  await pass(INTRODUCE_AGAIN_MS + 3000, links);
  expect(hall.count()).toBe(2);
  expect(links.opened).toHaveLength(2);
  expect(peersOf(a)).toEqual([bob.person.me]);
  expect(peersOf(b)).toEqual([alice.person.me]);
});

test("[M4] who has met over a relay by then makes no second connection", async () => {
  const [hall, links] = [createHandHall(), createHandLinks()];
  const [alice, bob] = await pondOf(2);
  if (alice === undefined || bob === undefined) throw new Error("nobody");
  const [a, b] = [await go(alice, links, hall), await go(bob, links, hall)];
  const ends = introduce(a, b);
  for (let i = 0; i < 40; i++) {
    await letCross(...ends);
    vi.advanceTimersByTime(250);
  }
  expect(hall.count()).toBe(2);
  expect(links.made()).toBe(0);
});

test("[M4] who has company leaves the hall to the two with the smallest feeds", async () => {
  const key = (name: string) => name as FeedKey;
  const all = ["a", "b", "c", "d", "e"].map(key);
  const stays = all.filter((own) =>
    mustBeIn(
      own,
      all.filter((feed) => feed !== own),
    ),
  );
  expect(stays).toEqual(["a", "b"]);
  expect(mustBeIn(key("z"), ["a", "b"].map(key))).toBe(true);
  // Who has not said who he is may be anybody.
  expect(mustBeIn(key("z"), [null, null, null])).toBe(true);

  const [hall, links] = [createHandHall(), createHandLinks()];
  const online: Online[] = [];
  for (const device of await pondOf(4)) online.push(await go(device, links, hall));
  await pass(HALL_ENTER_MS + 15_000, links);
  for (const one of online) expect(peersOf(one)).toHaveLength(3);
  await pass(HALL_LEAVE_MS + 5000, links);
  expect(hall.count()).toBe(2);
});

test("[M4] whoever lies in the hall is not heard any more, and nobody else is harmed", async () => {
  const [hall, links] = [createHandHall(), createHandLinks()];
  const [alice, bob] = await pondOf(2);
  if (alice === undefined || bob === undefined) throw new Error("nobody");
  const a = await go(alice, links, hall);
  await pass(HALL_ENTER_MS + 500, links);
  const hail = (feed: FeedKey) => concatBytes(new Uint8Array([0]), keyBytes(feed));
  const offer = concatBytes(new Uint8Array([1]), writeDescription(sampleOffer));

  // Without a hail; of no kind; cut short; nothing at all.
  const lies = [offer, new Uint8Array([7]), hail(bob.keys.feed).subarray(0, 20), new Uint8Array()];
  for (const lie of lies) hall.stranger().say(lie);
  await pass(500, links);
  expect(a.status().refused).toMatchObject({ malformed: lies.length });

  // Words without end.
  const flood = hall.stranger();
  flood.say(hail(bob.keys.feed));
  for (let i = 0; i < WORDS_ABOUT_PEERS.atOnce + 10; i++) flood.say(offer);
  await pass(500, links);
  expect(links.made()).toBeLessThanOrEqual(2);

  // Somebody who says to be Bob gets a link on which nobody but Bob would be heard; it comes to nothing, and Bob is met.
  await pass(OPEN_WITHIN_MS, links);
  const b = await go(bob, links, hall);
  await pass(HALL_ENTER_MS + 2000, links);
  expect(peersOf(b)).toEqual([alice.person.me]);
  expect(peersOf(a)).toEqual([bob.person.me]);
});
