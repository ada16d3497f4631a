import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { MAX_SEQ } from "../../../src/domain/limits.ts";
import { writeVector } from "../../../src/sync/canonical-update.ts";
import { clientOf } from "../../../src/sync/client-id.ts";
import { readFrame, vectorFrame } from "../../../src/sync/frames.ts";
import { createGate, type GateService } from "../../../src/sync/gate.ts";
import { LEFTOVERS_MS, MAX_CLAIMED_RECORDS } from "../../../src/sync/limits.ts";
import { goOnline, introduce, letTalk, renames, threeOfAPond, vectorOf } from "../../support/online.ts";
import { listThings } from "../../support/wire-frames.ts";
import { createHandChannels, letCross, recordCounts, thinking } from "../../support/wire-pair.ts";
import { headsOf } from "../../support/world.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

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

describe("a connection that breaks", () => {
  /** A gate that takes nothing in until it is told to. */
  function heldGate(gate: GateService) {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const held: GateService = { ...gate, receive: (messages) => released.then(() => gate.receive(messages)) };
    return { held, release: () => release() };
  }

  test("[W3] leaves what had come in to be taken in, and the next one does not bring it once more", async () => {
    const { alice, bob } = await threeOfAPond();
    const { held, release } = heldGate(createGate(bob));
    const [a, b] = [await goOnline(alice), await goOnline(bob, { gate: held })];
    await listThings(alice, 40, 8000);
    // Alice hears what Bob has and sends the rest; his gate looks at none of it.
    const first = introduce(a, b);
    await letCross(...first);
    first[0].close();
    const second = introduce(a, b);
    await letCross(...second);
    expect(recordCounts(second[0].sent).size).toBe(0);

    release();
    await letTalk(...second);
    expect(headsOf(bob)).toEqual(headsOf(alice));
    expect(recordCounts(first[0].crossed).size).toBeGreaterThan(1);
    expect(Math.max(...recordCounts([...first[0].crossed, ...second[0].sent]).values())).toBe(1);
  });

  test("[W3] does not keep the next one waiting for ever, though its leftovers are never taken in", async () => {
    const { alice, bob } = await threeOfAPond();
    const { held } = heldGate(createGate(bob));
    const [a, b] = [await goOnline(alice), await goOnline(bob, { gate: held })];
    const first = introduce(a, b);
    await letCross(...first);
    first[0].close();
    const second = introduce(a, b);
    await letCross(...second);
    const before = second[1].sent.filter(isVector).length;
    vi.advanceTimersByTime(LEFTOVERS_MS);
    await letCross(...second);
    expect([before, second[1].sent.filter(isVector).length]).toEqual([0, 1]);
  });
});

function isVector(message: Uint8Array): boolean {
  const frame = readFrame(message);
  return frame.ok && frame.value.kind === "vector";
}

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
      copies: [],
      unmet: 0,
      photos: { here: 0, all: 0, bytes: 0, allBytes: 0, underway: 0 },
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
