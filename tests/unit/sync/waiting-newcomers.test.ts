import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { refusal } from "../../../src/domain/ledger/refusal.ts";
import { MAX_FEEDS_IN_FRAME, NEWCOMERS_AGAIN_MS } from "../../../src/sync/limits.ts";
import { systemTimers } from "../../../src/sync/timers.ts";
import { createWaitingNewcomers } from "../../../src/sync/waiting-newcomers.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("feeds of a peer's that wait here", () => {
  function start(held: readonly number[] = []) {
    let asked = 0;
    const waiting = createWaitingNewcomers(systemTimers, {
      askAgain: () => asked++,
      holds: (client) => held.includes(client),
    });
    return { waiting, asked: () => asked };
  }
  const span = { from: 0, admitted: 0 };
  const noRoom = refusal("newcomers-wait");
  const noInviter = refusal("inviter-unknown");

  test("[L4c] [W3] the peer is told that they are here, as far as it has them, and asked for them after a while", () => {
    const { waiting, asked } = start();
    waiting.heed({ ...span, client: 7, to: 3, refused: noRoom });
    const ours = new Map([[1, 5]]);
    expect(waiting.covered(ours, new Map([[7, 9]]), null)).toEqual(
      new Map([
        [1, 5],
        [7, 9],
      ]),
    );
    expect(waiting.covered(ours, null, null).get(7)).toBe(3);
    vi.advanceTimersByTime(NEWCOMERS_AGAIN_MS - 1);
    expect(asked()).toBe(0);
    vi.advanceTimersByTime(1);
    expect(asked()).toBe(1);
    expect(waiting.covered(ours, new Map([[7, 9]]), null)).toEqual(ours);
  });

  test("[L4c] a newcomer is not told that his own records are safe here", () => {
    const { waiting } = start();
    waiting.heed({ ...span, client: 7, to: 3, refused: noRoom });
    expect(waiting.covered(new Map(), new Map([[7, 3]]), 7).has(7)).toBe(false);
  });

  test("[P2] guests wait for who invited them, and for nobody else", () => {
    const { waiting } = start([2]);
    waiting.heed({ ...span, client: 8, to: 1, refused: noInviter, awaits: 7 });
    waiting.heed({ ...span, client: 9, to: 1, refused: noInviter, awaits: 2 }); // who came in meanwhile
    const covered = () => [...waiting.covered(new Map(), null, null).keys()];
    expect(covered()).toEqual([8]);
    expect(waiting.grown([3, 4])).toBe(false);
    expect(covered()).toEqual([8]);
    expect(waiting.grown([3, 7])).toBe(true);
    expect(covered()).toEqual([]);
  });

  test("[L4c] who was let in waits no more; whoever brings more than a pond has is not remembered", () => {
    const { waiting } = start();
    for (let client = 0; client < MAX_FEEDS_IN_FRAME + 5; client++) {
      waiting.heed({ ...span, client, to: 1, refused: noRoom });
    }
    expect(waiting.covered(new Map(), null, null).size).toBe(MAX_FEEDS_IN_FRAME);
    waiting.heed({ ...span, client: 0, to: 1, admitted: 1, refused: null });
    expect(waiting.covered(new Map(), null, null).has(0)).toBe(false);
  });
});
