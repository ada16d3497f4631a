import type { Timers } from "../../src/sync/timers.ts";

/** Time that passes only where something happens. */
export interface VirtualTime extends Timers {
  /** ms since the start of the run. */
  now(): number;
  /** Lets everything happen that is due within so many ms, one thing after the other. */
  pass(ms: number): Promise<void>;
}

interface Due {
  readonly at: number;
  /** Of two things that are due at once, the one planned first comes first. */
  readonly nth: number;
  readonly work: () => void;
}

export function createVirtualTime(): VirtualTime {
  const heap: Due[] = [];
  let now = 0;
  let planned = 0;

  return {
    now: () => now,
    after: (ms, work) => {
      let isWanted = true;
      push(heap, {
        at: now + Math.max(0, ms),
        nth: planned++,
        work: () => {
          if (isWanted) work();
        },
      });
      return () => {
        isWanted = false;
      };
    },
    pass: async (ms) => {
      const until = now + ms;
      await thinking();
      for (let due = heap[0]; due !== undefined && due.at <= until; due = heap[0]) {
        pop(heap);
        now = due.at;
        due.work();
        await thinking();
      }
      now = until;
    },
  };
}

/** Timers of one process: when it dies, nothing of it goes on. */
export function createMortalTimers(time: Timers): Timers & { kill(): void } {
  let isAlive = true;
  return {
    after: (ms, work) =>
      time.after(ms, () => {
        if (isAlive) work();
      }),
    kill: () => {
      isAlive = false;
    },
  };
}

/** Until all that is being done in memory is done: it needs no more than microtasks. */
function thinking(): Promise<void> {
  return new Promise((done) => {
    setImmediate(done);
  });
}

function isBefore(a: Due | undefined, b: Due | undefined): boolean {
  if (a === undefined || b === undefined) return a !== undefined;
  return a.at === b.at ? a.nth < b.nth : a.at < b.at;
}

function push(heap: Due[], due: Due): void {
  heap.push(due);
  for (let at = heap.length - 1; at > 0;) {
    const above = (at - 1) >> 1;
    if (!isBefore(heap[at], heap[above])) return;
    swap(heap, at, above);
    at = above;
  }
}

function pop(heap: Due[]): void {
  swap(heap, 0, heap.length - 1);
  heap.pop();
  for (let at = 0; ;) {
    const left = 2 * at + 1;
    const least = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!isBefore(heap[least], heap[at])) return;
    swap(heap, at, least);
    at = least;
  }
}

function swap(heap: Due[], i: number, j: number): void {
  const [a, b] = [heap[i], heap[j]];
  if (a === undefined || b === undefined) return;
  heap[i] = b;
  heap[j] = a;
}
