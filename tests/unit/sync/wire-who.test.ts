import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { vectorFrame } from "../../../src/sync/frames.ts";
import { shakeHands } from "../../../src/sync/handshake.ts";
import { MAX_OFFENCES, SAID_AGAIN_SHARE, SHUN_MS, STRANGER_WASTE } from "../../../src/sync/limits.ts";
import { goOnline, introduce, letTalk, type Online, threeOfAPond, vectorOf } from "../../support/online.ts";
import { framed, listThings, runOf } from "../../support/wire-frames.ts";
import { createHandChannels, greeterOf, type HandChannel, letCross, thinking } from "../../support/wire-pair.ts";
import { createWorld, type Device, headsOf, meet } from "../../support/world.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("who is at the other end", () => {
  /** Bob's device at one end of a new connection to a wire, with words of its own. */
  async function bobAt(online: Online, bob: Device, beforeHisWord?: () => Promise<void>): Promise<HandChannel> {
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
    if (beforeHisWord !== undefined) {
      await letCross(end, bobs);
      await beforeHisWord();
    }
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
    expect(a.status().peers.map(({ way }) => way)).toEqual(["relay", "relay"]);
  });

  test("[W8a] who has what of mine counts by devices of members, strangers' words for nothing, and stays known", async () => {
    const { alice, bob, carol } = await threeOfAPond();
    const a = await goOnline(alice);
    const bobs = await bobAt(a, bob);
    const [end, strangers] = createHandChannels();
    a.room().connect(end);
    strangers.send(vectorFrame(await vectorOf(carol)));
    await letCross(end, strangers);
    vi.advanceTimersByTime(1000);
    const copies = [{ feed: bob.keys.feed, upTo: 1 }];
    expect(a.status()).toMatchObject({ copies, savedOn: 2 });
    bobs.close();
    vi.advanceTimersByTime(1000);
    expect(a.status()).toMatchObject({ copies, savedOn: 1 });
    expect(a.status().peers).toHaveLength(1);
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

  test("[W8] whose feed comes in before he has said what he has is named too", async () => {
    const world = createWorld();
    const alice = await world.startPond(await world.person("alice"));
    const bob = await world.join(await world.person("bob"), await world.invite(alice));
    const a = await goOnline(alice);
    await bobAt(a, bob, () => meet(alice, bob));
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
    for (let sent = 0; sent <= STRANGER_WASTE.atOnce / SAID_AGAIN_SHARE; sent += again.length) {
      eve.send(again);
      await letCross(end, eve);
    }
    expect(end.isClosed()).toBe(true);
    vi.advanceTimersByTime(1000);
    expect(b.status().refused).toEqual({ wasteful: 1 });
  });
});
