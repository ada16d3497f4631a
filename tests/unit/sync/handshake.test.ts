import { beforeEach, describe, expect, test } from "vitest";
import { type FeedKey, keyBytes } from "../../../src/domain/ids.ts";
import { createBudget } from "../../../src/sync/budget.ts";
import { helloFrame, proofFrame, vectorFrame } from "../../../src/sync/frames.ts";
import { shakeHands } from "../../../src/sync/handshake.ts";
import { createHandChannels, greeterOf, type HandChannel, letCross } from "../../support/wire-pair.ts";
import { createWorld, type Device } from "../../support/world.ts";

const word = vectorFrame(new Uint8Array([0]));
let alice: Device;
let bob: Device;
let eve: Device;

beforeEach(async () => {
  const world = createWorld();
  alice = await world.startPond(await world.person("alice"));
  bob = await world.join(await world.person("bob"), await world.invite(alice));
  eve = await world.join(await world.person("eve"), await world.invite(alice));
});

/** A device at one end, greeting as soon as the channel is used. */
function atTheDoor(device: Device, channel: HandChannel) {
  const proven: FeedKey[] = [];
  const heard: (Uint8Array | null)[] = [];
  let impostors = 0;
  const greeted = shakeHands({
    greeter: greeterOf(device),
    channel,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    onProven: (feed) => proven.push(feed),
    onImpostor: () => impostors++,
  });
  greeted.listen({
    onMessage: (message) => heard.push(message),
    onOwn: (message) => greeted.send(message),
    onRoom: () => undefined,
    onClosed: () => undefined,
  });
  return { proven, heard, impostors: () => impostors };
}

/** The last message that an end has sent and that is a proof. */
function proofOf(channel: HandChannel): Uint8Array<ArrayBuffer> {
  const proof = channel.sent.findLast((message) => message[1] === 7);
  if (proof === undefined) throw new Error("nothing was proven");
  return proof;
}

test("[W8] two members prove their feeds to each other, and the words are not for the session", async () => {
  const [a, b] = createHandChannels();
  const [alices, bobs] = [atTheDoor(alice, a), atTheDoor(bob, b)];
  a.own(word);
  b.own(word);
  await letCross(a, b);
  expect(alices.proven).toEqual([bob.keys.feed]);
  expect(bobs.proven).toEqual([alice.keys.feed]);
  expect(alices.heard).toEqual([word]);
  expect([a, b].some((end) => end.isClosed())).toBe(false);
});

test("[W8] who is greeted before it has said a word greets first, and then proves it", async () => {
  const [a, b] = createHandChannels();
  const [alices, bobs] = [atTheDoor(alice, a), atTheDoor(bob, b)];
  a.own(word);
  await letCross(a, b);
  b.own(word);
  await letCross(a, b);
  expect(alices.impostors() + bobs.impostors()).toBe(0);
  expect(alices.proven).toEqual([bob.keys.feed]);
  expect(bobs.proven).toEqual([alice.keys.feed]);
  expect(
    b.sent.filter((message) => message[1] === 6),
    "one greeting",
  ).toHaveLength(1);
});

describe("[W8] eve is not let in as somebody else", () => {
  test("a relay that sits in between and hands on every word is found out", async () => {
    // Two connections, each with certificates of its own: Alice to Eve, and Eve to Bob.
    const [a, toAlice] = createHandChannels({ mine: "alice", theirs: "eve 1" });
    const [toBob, b] = createHandChannels({ mine: "eve 2", theirs: "bob" });
    const [alices, bobs] = [atTheDoor(alice, a), atTheDoor(bob, b)];
    handOn(toAlice, toBob);
    handOn(toBob, toAlice);
    a.own(word);
    b.own(word);
    await letCross(a, b, toAlice, toBob);
    expect([alices.proven, bobs.proven]).toEqual([[], []]);
    expect([alices.impostors(), bobs.impostors()]).toEqual([1, 1]);
    expect(a.isClosed() && b.isClosed()).toBe(true);
  });

  test("with another's feed and her own signature", async () => {
    const [a, e] = createHandChannels();
    const alices = atTheDoor(alice, a);
    a.own(word);
    e.send(helloFrame(keyBytes(bob.keys.feed), new Uint8Array(32)));
    await letCross(a, e);
    const scribble = await eve.keys.signer.sign("shoal/hello/1", new Uint8Array(3));
    e.send(proofFrame(scribble));
    await letCross(a, e);
    expect(alices.proven).toEqual([]);
    expect(a.isClosed()).toBe(true);
  });

  test("with a proof of an earlier connection", async () => {
    const [a, b] = createHandChannels();
    atTheDoor(alice, a);
    atTheDoor(bob, b);
    a.own(word);
    b.own(word);
    await letCross(a, b);
    const [again, e] = createHandChannels();
    const alices = atTheDoor(alice, again);
    again.own(word);
    const hello = b.sent.find((message) => message[1] === 6);
    e.send(hello ?? word);
    e.send(proofOf(b));
    await letCross(again, e);
    expect(alices.proven).toEqual([]);
    expect(again.isClosed()).toBe(true);
  });

  test("by sending alice's own words back to her", async () => {
    const [a, e] = createHandChannels({ mine: "same", theirs: "same" });
    const alices = atTheDoor(alice, a);
    handOn(e, e);
    a.own(word);
    await letCross(a, e);
    expect(alices.proven).toEqual([]);
    expect(a.isClosed()).toBe(true);
  });

  test.each<[string, () => Uint8Array<ArrayBuffer>[]]>([
    ["a proof before any hello", () => [proofFrame(new Uint8Array(64))]],
    ["two hellos", () => [1, 2].map((n) => helloFrame(keyBytes(bob.keys.feed), new Uint8Array(32).fill(n)))],
    ["a hello that is too short", () => [helloFrame(new Uint8Array(3), new Uint8Array(32))]],
    ["a hello with more than it says", () => [helloFrame(keyBytes(bob.keys.feed), new Uint8Array(33))]],
  ])("with %s", async (_what, words) => {
    const [a, e] = createHandChannels();
    const alices = atTheDoor(alice, a);
    a.own(word);
    for (const message of words()) e.send(message);
    await letCross(a, e);
    expect(alices.proven).toEqual([]);
    expect(alices.impostors()).toBe(1);
    expect(a.isClosed()).toBe(true);
  });
});

test("[W8] who says nothing of himself is heard as a stranger", async () => {
  const [a, e] = createHandChannels();
  const alices = atTheDoor(alice, a);
  a.own(word);
  e.send(word);
  await letCross(a, e);
  expect(alices.heard).toEqual([word]);
  expect(alices.proven).toEqual([]);
  expect(a.isClosed()).toBe(false);
});

test("[W9] a budget gives so much at once and so much a second, and nothing for a clock that goes back", () => {
  let now = 0;
  const budget = createBudget(
    () => now,
    () => ({ atOnce: 100, perSecond: 10 }),
  );
  expect(budget.spend(100)).toBe(true);
  expect(budget.spend(1)).toBe(false);
  now = 2000;
  expect(budget.spend(19)).toBe(true);
  expect(budget.spend(1)).toBe(false);
  now = 0;
  expect(budget.spend(1)).toBe(false);
});

/** Whatever one end hears, the other sends on. */
function handOn(from: HandChannel, to: HandChannel): void {
  from.listen({
    onMessage: (message) => {
      if (message !== null) to.send(message);
    },
    onOwn: () => undefined,
    onRoom: () => undefined,
    onClosed: () => undefined,
  });
}
