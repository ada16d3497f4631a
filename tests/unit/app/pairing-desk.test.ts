/* oxlint-disable unicorn/require-post-message-target-origin -- a BroadcastChannel has no target origin */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { PairingView } from "../../../src/app/pairing-api.ts";
import { answerPairings, createPairingDesk, type PairingChannel } from "../../../src/app/pairing-desk.ts";
import { parseKeyText, type PondId } from "../../../src/domain/ids.ts";
import type { PairingState } from "../../../src/sync/pairing/pairing.ts";
import type { Wire } from "../../../src/sync/wire.ts";

const pond = parseKeyText<PondId>("A".repeat(43));
const SHOWN: PairingState = { step: { kind: "shown", role: "offer", code: "SHOAL-PAIR1:abc" }, refused: null };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** BroadcastChannels of one name: each hears the others, never itself, and what is sent is a copy. */
function createHub() {
  const listeners = new Map<PairingChannel, (event: { readonly data: unknown }) => void>();
  return (): PairingChannel => {
    const channel: PairingChannel = {
      postMessage: (data) => {
        for (const [other, listener] of listeners) if (other !== channel) listener({ data: structuredClone(data) });
      },
      addEventListener: (_type, listener) => void listeners.set(channel, listener),
    };
    return channel;
  };
}

function desk(channel: PairingChannel, id: string) {
  const views: PairingView[] = [];
  if (pond === null) throw new Error("no pond");
  return { pairing: createPairingDesk(channel, () => id).open(pond, (view) => views.push(view)), views };
}

/** A wire of which nothing is asked but pairings. */
function wireThat(pair: Wire["pair"]): Wire {
  return { want: () => undefined, pair, close: async () => undefined };
}

const settled = () => new Promise((done) => setImmediate(done));

test("[M2] [W5] screens of any tab pair through the tab that holds the wire, each its own", async () => {
  const open = createHub();
  const done: string[] = [];
  answerPairings(open(), async () =>
    wireThat((onState) => ({
      show: () => onState(SHOWN),
      take: (code) => {
        done.push(code);
        onState({ ...SHOWN, refused: "own-code" });
      },
      close: () => done.push("closed"),
    })),
  );
  const [one, other] = [desk(open(), "one"), desk(open(), "other")];
  one.pairing.show();
  await settled();
  expect(one.views).toEqual([SHOWN]);
  expect(other.views).toEqual([]);
  other.pairing.take("a code");
  await settled();
  expect(other.views).toEqual([{ ...SHOWN, refused: "own-code" }]);
  one.pairing.close();
  await settled();
  expect(done).toEqual(["a code", "closed"]);
  // Answered: nothing more is said.
  vi.advanceTimersByTime(60_000);
  expect([one.views.length, other.views.length]).toEqual([1, 1]);
});

test("[M2] where no tab answers that is said, and where there is no wire for the pond as well", async () => {
  const open = createHub();
  const alone = desk(open(), "alone");
  alone.pairing.show();
  vi.advanceTimersByTime(60_000);
  expect(alone.views).toEqual([{ step: { kind: "failed", why: "nobody" }, refused: null }]);
  answerPairings(open(), async () => null);
  alone.pairing.show();
  await settled();
  expect(alone.views.at(-1)).toEqual({ step: { kind: "failed", why: "cannot" }, refused: null });
});

test("what another version of the app says on the channel is not heeded", async () => {
  const open = createHub();
  let asked = 0;
  answerPairings(open(), async () => {
    asked++;
    return null;
  });
  const stranger = open();
  const { views } = desk(open(), "one");
  for (const data of [
    null,
    "show",
    { to: "wire", id: "one", pond: "x", ask: "dance", code: "" },
    { to: "screen", id: "one" },
  ])
    stranger.postMessage(data);
  await settled();
  expect([asked, views]).toEqual([0, []]);
});
