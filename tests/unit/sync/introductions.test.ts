import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FeedKey, keyBytes } from "../../../src/domain/ids.ts";
import { introFrame, isAboutPeers, peersFrame, readFrame, vectorFrame } from "../../../src/sync/frames.ts";
import { shakeHands } from "../../../src/sync/handshake.ts";
import {
  INTRODUCE_AFTER_MS,
  INTRODUCE_AGAIN_MS,
  MAX_OFFENCES,
  MAX_PEERS_SAID,
  OPEN_WITHIN_MS,
  TELL_PEERS_MS,
  TWIN_MS,
  WORDS_ABOUT_PEERS,
} from "../../../src/sync/limits.ts";
import { writeDescription } from "../../../src/sync/pairing/description.ts";
import { readIntro, readPeers } from "../../../src/sync/strict-reader.ts";
import { sampleAnswer, sampleOffer } from "../../support/descriptions.ts";
import { createHandLinks, type HandLinks } from "../../support/hand-links.ts";
import { goOnline, introduce, type Online, renames, vectorOf } from "../../support/online.ts";
import { createHandChannels, greeterOf, type HandChannel, letCross, thinking } from "../../support/wire-pair.ts";
import { createWorld, type Device, meet } from "../../support/world.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

type Message = Uint8Array<ArrayBuffer>;

/** Devices of a pond, all known to each other, by the order of their feeds: the first one offers. */
async function pondOf(names: readonly string[]): Promise<readonly Device[]> {
  const world = createWorld();
  const founder = await world.startPond(await world.person("founder"));
  const devices: Device[] = [];
  for (const name of names) devices.push(await world.join(await world.person(name), await world.invite(founder)));
  for (const device of [...devices, ...devices]) await meet(founder, device);
  return devices.sort((a, b) => (a.keys.feed < b.keys.feed ? -1 : 1));
}

const connectionsOf = ({ device, status }: Online) => {
  vi.advanceTimersByTime(200);
  return status()
    .peers.map(({ identity }) => identity)
    .filter((identity) => identity !== device.person.me);
};

/** Lets everything cross, over links that come to be too, for so many ms. */
async function letPass(ms: number, links: HandLinks, ...ends: readonly HandChannel[]): Promise<void> {
  for (let passed = 0; passed < ms; passed += 250) {
    await letCross(...ends, ...links.opened.flat());
    vi.advanceTimersByTime(250);
  }
  await letCross(...ends, ...links.opened.flat());
}

const aboutPeers = (messages: readonly Uint8Array[]) => messages.filter(isAboutPeers);

/** Two who both know a third, and not each other. */
async function aroundAThird({ full }: { readonly full?: "low" | "high" } = {}) {
  const [low, middle, high, fourth] = await pondOf(["ana", "mei", "li", "zoe"]);
  if (low === undefined || middle === undefined || high === undefined || fourth === undefined) throw new Error("few");
  const links = createHandLinks();
  const online = (device: Device, isFull = false) => goOnline(device, { createLink: links.creator(), isFull });
  const [a, i, c] = [await online(low, full === "low"), await online(middle), await online(high, full === "high")];
  const [aToI, iToA] = introduce(a, i);
  const [cToI, iToC] = introduce(c, i);
  return { a, i, c, fourth, links, ends: [aToI, iToA, cToI, iToC] as const };
}

describe("[M3] whoever is connected introduces the others", () => {
  test("two who both know a third are connected soon, and stay so without him", async () => {
    const { a, i, c, links, ends } = await aroundAThird();
    await letPass(INTRODUCE_AFTER_MS + 3000, links, ...ends);
    expect(links.opened).toHaveLength(1);
    for (const one of [a, c]) expect(connectionsOf(one)).toHaveLength(2);
    expect(connectionsOf(a)).toContain(c.device.person.me);
    await i.wire.close();
    await letPass(500, links);
    expect(connectionsOf(a)).toEqual([c.device.person.me]);
    await renames(a.device, "somebody else");
    await letPass(1000, links);
    const count = (device: Device) => device.ledger.feed(a.device.keys.feed)?.count;
    expect(count(c.device)).toBe(count(a.device));
  });

  test("who is connected already is not introduced", async () => {
    const { a, c, links, ends } = await aroundAThird();
    const direct = introduce(a, c);
    await letPass(INTRODUCE_AFTER_MS + 5000, links, ...ends, ...direct);
    expect(links.made()).toBe(0);
  });

  test.each([
    ["low", 0],
    ["high", 1],
  ] as const)("nobody who has as many neighbours as it takes gets one more: the %s feed", async (full, made) => {
    const { links, ends } = await aroundAThird({ full });
    await letPass(INTRODUCE_AFTER_MS + 3000, links, ...ends);
    expect(links.made()).toBe(made);
    expect(links.opened).toHaveLength(0);
  });

  test("a pond of five that is a chain becomes one where everybody knows everybody", async () => {
    const devices = await pondOf(["a", "b", "c", "d", "e"]);
    const links = createHandLinks();
    const all: Online[] = [];
    for (const device of devices) all.push(await goOnline(device, { createLink: links.creator() }));
    const ends = all.slice(1).flatMap((one, n) => introduce(all[n] ?? one, one));
    await letPass(30_000, links, ...ends);
    for (const one of all) expect(connectionsOf(one)).toHaveLength(4);
    expect(links.opened.filter((pair) => pair.every((end) => !end.isClosed()))).toHaveLength(6);
    // And then they are silent about it.
    const said = () => aboutPeers([...ends, ...links.opened.flat()].flatMap(({ sent }) => sent)).length;
    const before = said();
    await letPass(30_000, links, ...ends);
    expect(said()).toBe(before);
  });

  test("an introduction that leads to nothing is tried again, ever more rarely", async () => {
    const { links, ends } = await aroundAThird();
    await letCross(...ends);
    // What is handed on never arrives.
    const drop = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 250) {
        await letCross(...ends.slice(0, 3));
        vi.advanceTimersByTime(250);
      }
      return links.made();
    };
    expect(await drop(INTRODUCE_AFTER_MS + 1000)).toBe(1);
    expect(await drop(OPEN_WITHIN_MS + INTRODUCE_AGAIN_MS + 1000)).toBe(2);
    expect(await drop(OPEN_WITHIN_MS + INTRODUCE_AGAIN_MS + 1000)).toBe(2);
    expect(await drop(INTRODUCE_AGAIN_MS)).toBe(3);
  });
});

describe("[M3] one connection with each device", () => {
  test("of two, the end with the smaller feed closes the older one", async () => {
    const [low, high] = await pondOf(["ana", "mei"]);
    if (low === undefined || high === undefined) throw new Error("too few");
    const [a, b] = [await goOnline(low), await goOnline(high)];
    const first = introduce(a, b);
    await letCross(...first);
    const second = introduce(a, b);
    await letCross(...first, ...second);
    await letCross(...first, ...second);
    expect([first[0].isClosed(), second[0].isClosed()]).toEqual([true, false]);
    for (const one of [a, b]) expect(connectionsOf(one)).toHaveLength(1);
  });

  test("where that end does not choose, the other one does after a while", async () => {
    const [low, high] = await pondOf(["ana", "mei"]);
    if (low === undefined || high === undefined) throw new Error("too few");
    const b = await goOnline(high);
    const [first] = await memberAt(b, low);
    const [second] = await memberAt(b, low);
    expect(first.isClosed()).toBe(false);
    await vi.advanceTimersByTimeAsync(TWIN_MS);
    expect([first.isClosed(), second.isClosed()]).toEqual([true, false]);
  });
});

/** A member's device at one end of a new connection to a wire: it proves itself, and then says what the test says. */
async function memberAt(
  online: Online,
  device: Device,
  heard: (message: Uint8Array) => void = () => undefined,
): Promise<readonly [HandChannel, HandChannel]> {
  const [end, theirs] = createHandChannels({ mine: "wire", theirs: "member" });
  online.room().connect(end);
  const greeted = shakeHands({
    greeter: greeterOf(device),
    channel: theirs,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    onProven: () => undefined,
    onAboutPeers: heard,
    onImpostor: () => undefined,
  });
  greeted.listen({
    onMessage: () => undefined,
    onOwn: (message) => theirs.send(message),
    onRoom: () => undefined,
    onClosed: () => undefined,
  });
  theirs.own(vectorFrame(await vectorOf(device)));
  await letCross(end, theirs);
  await letCross(end, theirs);
  return [end, theirs];
}

const feedOf = (byte: number) => new Uint8Array(32).fill(byte);
/** Feeds of nobody, which come after and before all others in their text form. */
const HIGHEST = Uint8Array.from({ length: 32 }, (_, n) => [0xcf, 0x3c, 0xf3][n % 3] ?? 0);
const LOWEST = Uint8Array.from({ length: 32 }, (_, n) => [0xfb, 0xef, 0xbe][n % 3] ?? 0);
const offer = writeDescription(sampleOffer);
const answer = writeDescription(sampleAnswer);

describe("[M3] words about peers from whoever means harm", () => {
  async function attacked() {
    const { a, i, c, links, ends } = await aroundAThird();
    await letPass(2000, links, ...ends);
    return { a, i, c, links, ends };
  }

  test.each<[string, (target: FeedKey) => Message]>([
    ["a list that is no list of feeds", () => peersFrame([new Uint8Array(33)])],
    ["a list that is too long", () => peersFrame(Array.from({ length: MAX_PEERS_SAID + 1 }, (_, n) => feedOf(n)))],
    ["an introduction with no description", (target) => introFrame("to", keyBytes(target), new Uint8Array(80))],
    ["an answer where an offer is due", (target) => introFrame("to", keyBytes(target), answer)],
    ["an introduction that is cut off", (target) => introFrame("to", keyBytes(target), offer.subarray(0, 60))],
    ["an offer of somebody who is to wait for one", () => introFrame("from", HIGHEST, offer)],
    ["words longer than any", () => peersFrame(Array.from({ length: 100 }, () => feedOf(1)))],
  ])("%s is an offence, and those who go on are shut out", async (_what, message) => {
    const { a, i, c, ends } = await attacked();
    const said = message(c.device.keys.feed);
    for (let n = 0; n < MAX_OFFENCES; n++) {
      ends[1].hear(said);
      await thinking();
    }
    await letCross(...ends);
    vi.advanceTimersByTime(1000);
    expect(Object.values(i.status().refused).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(
      MAX_OFFENCES,
    );
    expect(ends[1].isClosed()).toBe(true);
    expect(connectionsOf(i)).toEqual([c.device.person.me]);
    await a.wire.close();
  });

  test("a stranger says them to deaf ears, and is told nothing himself", async () => {
    const { i, ends } = await attacked();
    const [end, strangers] = createHandChannels();
    i.room().connect(end);
    strangers.send(vectorFrame(await vectorOf(i.device)));
    strangers.send(peersFrame([feedOf(1)]));
    await letCross(end, strangers, ...ends);
    await vi.advanceTimersByTimeAsync(TELL_PEERS_MS + 1000);
    expect(i.status().refused).toMatchObject({ malformed: 1 });
    expect(aboutPeers(end.sent)).toEqual([]);
  });

  test("a flood of them ends the connection, and nobody offers himself to the same other again and again", async () => {
    const { a, i, c, ends } = await attacked();
    const toC = introFrame("to", keyBytes(c.device.keys.feed), offer);
    for (let n = 0; n < 3; n++) ends[1].hear(toC);
    await thinking();
    vi.advanceTimersByTime(1000);
    expect(i.status().refused["intro-flood"]).toBeGreaterThanOrEqual(2);
    for (let n = 0; n < WORDS_ABOUT_PEERS.atOnce + 50; n++) {
      ends[1].hear(peersFrame([]));
      if (n % 20 === 0) await thinking();
    }
    await thinking();
    vi.advanceTimersByTime(1000);
    expect(i.status().refused["words-flood"]).toBe(MAX_OFFENCES - 2);
    expect(ends[1].isClosed()).toBe(true);
    await a.wire.close();
  });

  test("who is not known to the introducer, an answer to nothing, and made-up peers lead nowhere and harm nobody", async () => {
    const { a, links, ends } = await attacked();
    const [, iToA, , iToC] = ends;
    const handedOn = () => [iToA, iToC].flatMap(({ sent }) => sent.filter((message) => message[1] === 10));
    const made = links.made();
    iToA.hear(introFrame("to", HIGHEST, offer));
    await thinking();
    // Li answers Ana, who has not asked.
    iToC.hear(introFrame("to", keyBytes(a.device.keys.feed), answer));
    // An offer in the name of somebody of whom nobody has said that he is there.
    ends[0].hear(introFrame("from", LOWEST, offer));
    await thinking();
    expect(handedOn()).toEqual([]);
    expect(links.made()).toBe(made);
    expect(ends.some((end) => end.isClosed())).toBe(false);
  });

  test("an introducer who puts himself in between is heard by nobody", async () => {
    const [low, middle, high] = await pondOf(["ana", "mei", "li"]);
    if (low === undefined || middle === undefined || high === undefined) throw new Error("too few");
    const links = createHandLinks();
    const a = await goOnline(low, { createLink: links.creator() });
    const heard: Uint8Array[] = [];
    const [anas, eves] = await memberAt(a, middle, (message) => heard.push(message));
    // She says that she knows Li, and answers Ana's offer with an end of her own.
    eves.send(peersFrame([keyBytes(high.keys.feed)]));
    await letPass(INTRODUCE_AFTER_MS + 1000, links, anas, eves);
    const asked = introIn(heard);
    if (asked === null) throw new Error("Ana has not asked");
    const own = links.creator()({ onOpen: () => greetAsEve(), onClosed: () => undefined });
    const greetAsEve = () => {
      shakeHands({
        greeter: greeterOf(middle),
        channel: own.channel,
        randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
        onProven: () => undefined,
        onImpostor: () => undefined,
      });
      own.speak(vectorFrame(new Uint8Array([0])));
    };
    const description = await own.answer(asked);
    if (description === null) throw new Error("no answer");
    eves.send(introFrame("from", keyBytes(high.keys.feed), writeDescription(description)));
    await letPass(1000, links, anas, eves);
    expect(links.opened).toHaveLength(1);
    expect(links.opened[0]?.[0].isClosed()).toBe(true);
    expect(connectionsOf(a)).toEqual([middle.person.me]);
    expect(a.status().refused).toEqual({ impostor: 1 });
  });

  function introIn(heard: readonly Uint8Array[]) {
    for (const message of heard) {
      const frame = readFrame(message);
      const intro = frame.ok && frame.value.kind === "intro" ? readIntro(frame.value.payload) : null;
      if (intro?.ok === true) return intro.value.description;
    }
    return null;
  }
});

test("[M3] a peer of an earlier version is told nothing of others, nor are others told of it", async () => {
  const { i, fourth, links, ends } = await aroundAThird();
  const [end, theirs] = createHandChannels();
  i.room().connect(end);
  // Its greeting says version 1, as the one before this did.
  const old = { ...theirs, send: (message: Message) => theirs.send(asVersion1(message)) };
  shakeHands({
    greeter: greeterOf(fourth),
    channel: old,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    onProven: () => undefined,
    onImpostor: () => undefined,
  });
  theirs.own(vectorFrame(new Uint8Array([0])));
  theirs.send(vectorFrame(new Uint8Array([0])));
  await letPass(3000, links, end, theirs, ...ends);
  expect(connectionsOf(i)).toContain(fourth.person.me);
  expect(aboutPeers(end.sent)).toEqual([]);
  const told = aboutPeers(ends[1].sent).flatMap((message) => {
    const frame = readFrame(message);
    const peers = frame.ok ? readPeers(frame.value.payload) : null;
    return peers?.ok === true ? peers.value : [];
  });
  expect(told).not.toEqual([]);
  expect(told).not.toContainEqual(keyBytes(fourth.keys.feed));
});

function asVersion1(message: Message): Message {
  return message[1] === 6 ? message.map((byte, at) => (at === 3 ? 1 : byte)) : message;
}
