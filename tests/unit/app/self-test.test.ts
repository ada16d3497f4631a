import { describe, expect, test, vi } from "vitest";
import type { SyncGlance } from "../../../src/app/api.ts";
import { answerKnocks } from "../../../src/app/knock.ts";
import type { PairingChannel } from "../../../src/app/pairing-desk.ts";
import { causeOf, CHECKS, type Findings, verdictOf } from "../../../src/app/self-test/cause.ts";
import { runSelfTest } from "../../../src/app/self-test/run.ts";
import { NOTHING_KNOWN } from "../../../src/app/sync-api.ts";
import type { Time } from "../../../src/domain/ids.ts";

const RELAY = "wss://relay.example";

/** All is as it should be, and nobody else is there. */
const alone: Findings = {
  online: true,
  browser: "works",
  relays: [{ url: RELAY, reached: true }],
  tab: "here",
  met: 0,
  unmet: 0,
  clock: "right",
  storage: "room",
};

describe("why nobody is met", () => {
  test.each([
    ["nobody", {}],
    ["offline", { online: false }],
    ["missing", { browser: "missing" }],
    ["blocked", { browser: "blocked" }],
    ["asleep", { tab: "silent" }],
    ["nobody", { tab: "elsewhere" }],
    ["no-relay", { relays: [] }],
    ["relay", { relays: [{ url: RELAY, reached: false }] }],
    [
      "nobody",
      {
        relays: [
          { url: RELAY, reached: false },
          { url: "wss://other.example", reached: true },
        ],
      },
    ],
    ["no-way", { unmet: 2 }],
    ["clock", { clock: "behind" }],
    ["nobody", { clock: "doubtful" }],
    ["full", { storage: "full" }],
    ["well", { met: 1 }],
    ["clock", { met: 1, clock: "doubtful" }],
    ["full", { met: 1, clock: "doubtful", storage: "full" }],
    // Who is connected needs no relay and no network but the one between.
    ["well", { met: 2, online: false, relays: [], unmet: 1, browser: "blocked" }],
    // Of several causes, the one that has to be mended first.
    ["offline", { online: false, browser: "blocked", relays: [{ url: RELAY, reached: false }] }],
    ["blocked", { browser: "blocked", relays: [{ url: RELAY, reached: false }], unmet: 1 }],
    ["asleep", { tab: "silent", relays: [] }],
    ["relay", { relays: [{ url: RELAY, reached: false }], unmet: 1, storage: "full" }],
    ["no-way", { unmet: 1, clock: "behind", storage: "full" }],
  ] satisfies readonly (readonly [string, Partial<Findings>])[])("is %s where %o", (cause, part) => {
    expect(causeOf({ ...alone, ...part })).toBe(cause);
  });

  test("each check stands for itself; what could not be looked at is not said to be wrong", () => {
    const verdicts = (found: Partial<Findings>) => CHECKS.map((check) => verdictOf(check, found));
    expect(verdicts({})).toEqual(CHECKS.map(() => "unknown"));
    expect(verdicts({ ...alone, met: 1 })).toEqual(CHECKS.map(() => "fine"));
    expect(verdictOf("room", alone)).toBe("wrong");
    expect(verdictOf("room", { ...alone, relays: [{ url: RELAY, reached: false }] })).toBe("unknown");
    expect(verdictOf("room", { ...alone, relays: [], unmet: 1 })).toBe("wrong");
    expect(verdictOf("browser", { ...alone, browser: "blocked" })).toBe("wrong");
  });
});

describe("the self-test", () => {
  const glance: SyncGlance = {
    state: "on",
    relays: [{ url: RELAY, up: true }],
    peers: [],
    onlyHere: 0,
    acknowledged: 0,
    savedOn: 0,
    have: 0,
    known: 0,
    refused: {},
    ...NOTHING_KNOWN,
  };

  /** Two ends that hear each other. */
  function channels(): readonly [PairingChannel, PairingChannel] {
    const listeners: ((event: { readonly data: unknown }) => void)[][] = [[], []];
    const end = (own: number): PairingChannel => ({
      postMessage: (data) => queueMicrotask(() => listeners[1 - own]?.forEach((listener) => listener({ data }))),
      addEventListener: (_type, listener) => void listeners[own]?.push(listener),
    });
    return [end(0), end(1)];
  }

  function run(how: { awake: boolean; online?: boolean; later?: SyncGlance; used?: number }) {
    const [channel, host] = channels();
    if (how.awake) answerKnocks(host);
    const told: Partial<Findings>[] = [];
    const asked: string[] = [];
    const result = runSelfTest({
      sync: {
        subscribe: ({ next }) => {
          next(glance);
          if (how.later !== undefined) setTimeout(() => next(how.later ?? glance), 3000);
          return { unsubscribe: () => undefined };
        },
      },
      device: { room: async () => ({ used: how.used ?? 0, allowed: 1e9, kept: true }) },
      channel,
      isOnline: () => how.online ?? true,
      now: () => Date.now(),
      newId: () => "one",
      onFound: (found) => void told.push(found),
      reachesRelay: async (url) => {
        asked.push(url);
        return true;
      },
      connectsToItself: async () => "works",
    });
    return { result, told, asked };
  }

  test("waits for somebody who comes, tells what it knows as it goes, and is over in fifteen seconds", async () => {
    vi.useFakeTimers();
    const peers = [{ id: "1", since: 0 as Time, name: null }];
    const coming = run({ awake: true, later: { ...glance, peers } });
    const nobody = run({ awake: true });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await coming.result).toEqual({ ...alone, met: 1 });
    expect(await nobody.result).toEqual(alone);
    expect(coming.told[0]).toEqual({ online: true });
    expect(coming.told.at(-1)).toEqual({ ...alone, met: 1 });
    vi.useRealTimers();
  });

  test("offline it asks no relay; a tab that sleeps and a full disk are found", async () => {
    vi.useFakeTimers();
    const { result, asked } = run({ awake: false, online: false, used: 1e9 });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await result).toMatchObject({ online: false, tab: "silent", storage: "full", relays: [{ reached: false }] });
    expect(asked).toEqual([]);
    vi.useRealTimers();
  });
});
