/** Every random choice of a run. All of them follow from one 32-bit seed. */
export interface Dice {
  /** 0 … below − 1. */
  int(below: number): number;
  /** low … high, both included. */
  between(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** Undefined for an empty list. */
  any<T>(list: readonly T[]): T | undefined;
  shuffled<T>(list: readonly T[]): readonly T[];
  bytes(length: number): Uint8Array<ArrayBuffer>;
  /** Dice of their own for one part of a run, so that a change in one part leaves the others as they were. */
  apart(): Dice;
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0;

  /** mulberry32: 32 bits of state are all that a seed of 32 bits can fill. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  function int(below: number): number {
    return Math.floor((next() / 2 ** 32) * below);
  }

  return {
    int,
    between: (low, high) => low + int(high - low + 1),
    chance: (share) => next() < share * 2 ** 32,
    pick: (list) => list[int(list.length)] ?? list[0],
    any: (list) => list[int(list.length)],
    shuffled: (list) => {
      const left = [...list];
      return list.flatMap(() => left.splice(int(left.length), 1));
    },
    bytes: (length) => new Uint8Array(length).map(() => int(256)),
    apart: () => createDice(next()),
  };
}
