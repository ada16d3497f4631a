import type { CommitError, LedgerStore } from "../../src/domain/ledger/store.ts";
import { createMemoryLedgerStore, type MemoryLedgerStore } from "../../src/domain/ledger/memory-store.ts";
import type { Timers } from "../../src/sync/timers.ts";
import type { Dice } from "./dice.ts";

/** A device's disk. A write takes its time; a process that dies loses what was not written whole. */
export interface Disk {
  /** What is really there. */
  readonly platter: MemoryLedgerStore;
  /** The store as one process sees it, for as long as that lives. */
  open(): LedgerStore & { die(): void };
  fill(isFull: boolean): void;
}

/** Longest write, in ms. */
const WRITE_MS = 40;

export function createDisk(time: Timers, dice: Dice): Disk {
  let isFull = false;
  const full = (): CommitError | null => (isFull ? { kind: "quota" } : null);
  const platter = createMemoryLedgerStore(full);

  function open(): LedgerStore & { die(): void } {
    let isAlive = true;
    let lastWrite: Promise<unknown> = Promise.resolve();

    /** A dead process hears of nothing any more. */
    const whileAlive = async <T>(answer: Promise<T>): Promise<T> => {
      const value = await answer;
      return isAlive ? value : new Promise<T>(() => undefined);
    };
    const pause = () => new Promise<void>((done) => void time.after(dice.int(WRITE_MS), done));

    return {
      readFeeds: (pond) => whileAlive(platter.readFeeds(pond)),
      lastN: (pond) => whileAlive(platter.lastN(pond)),
      readRun: (pond, feed, from, limit) => whileAlive(platter.readRun(pond, feed, from, limit)),
      readSince: (pond, after, limit) => whileAlive(platter.readSince(pond, after, limit)),
      viewsMissing: (pond) => whileAlive(platter.viewsMissing(pond)),
      commit: (batch) => {
        const write = lastWrite.then(async () => {
          await whileAlive(pause());
          const result = await platter.commit(batch);
          // Written, but a crash may come before anybody hears of it.
          await whileAlive(pause());
          return result;
        });
        lastWrite = write;
        return write;
      },
      die: () => {
        isAlive = false;
      },
    };
  }

  return {
    platter,
    open,
    fill: (whetherFull) => {
      isFull = whetherFull;
    },
  };
}
