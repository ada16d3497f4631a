import fc from "fast-check";
import type { Want } from "../../src/domain/rings/wants.ts";

/** What one answer is worth: the first number that differs decides. */
export interface Worth {
  readonly traded: number;
  /** Less is better: 0 for a pair, 3 and 8 for longer rings (3 and 3 rather than 2 and 4). */
  readonly length: number;
  readonly weight: number;
}

export type WeightOf = (ring: readonly string[]) => number;

/** A few items, each wanted for some others, sometimes as "only one of these". */
export const smallWants = fc.integer({ min: 2, max: 8 }).chain((count) => {
  const item = fc.integer({ min: 0, max: count - 1 }).map((i) => `i${i}`);
  const names = fc.subarray(["a", "b", "c"], { maxLength: 2 });
  const onlyOneOf = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: names });
  return fc.array(fc.record({ item, takes: item, onlyOneOf }), { maxLength: count * 4 });
});

/**
 * Without a search of ours: for every set of what is used up, the best of all ways to go on with the first item that is
 * not. Good for some 16 items.
 */
export function bruteForce(wants: readonly Want[], longest: number, weightOf: WeightOf): Worth {
  const rings = allRings(wants, longest);
  const bitOf = new Map([...new Set(rings.flatMap(({ items }) => items))].map((name, i) => [name, 1 << i]));
  const everything = (1 << bitOf.size) - 1;
  const choices = new Set(rings.flatMap(({ uses }) => uses).filter((name) => !bitOf.has(name)));
  for (const name of choices) bitOf.set(name, 1 << bitOf.size);
  const options = rings.map((ring) => ({
    bits: ring.uses.reduce((bits, name) => bits | (bitOf.get(name) ?? 0), 0),
    worth: worthOf([ring.items], weightOf),
  }));
  const known = new Map<number, Worth>();
  const from = (used: number): Worth => {
    if ((used & everything) === everything) return NOTHING;
    const before = known.get(used);
    if (before !== undefined) return before;
    const next = ~used & everything & -(~used & everything);
    let best = from(used | next);
    for (const { bits, worth } of options) {
      if ((bits & next) === 0 || (bits & used) !== 0) continue;
      const whole = sumOf(worth, from(used | bits));
      if (isBetter(whole, best)) best = whole;
    }
    known.set(used, best);
    return best;
  };
  return from(0);
}

const NOTHING: Worth = { traded: 0, length: 0, weight: 0 };

function sumOf(a: Worth, b: Worth): Worth {
  return { traded: a.traded + b.traded, length: a.length + b.length, weight: a.weight + b.weight };
}

export function worthOf(rings: readonly (readonly string[])[], weightOf: WeightOf): Worth {
  return {
    traded: rings.reduce((sum, ring) => sum + ring.length, 0),
    length: rings.reduce((sum, ring) => sum + ring.length * (ring.length - 2), 0),
    weight: rings.reduce((sum, ring) => sum + weightOf(ring), 0),
  };
}

/** Whether wants fulfil all of those rings together, with no item and no choice used twice. */
export function areWanted(rings: readonly (readonly string[])[], wants: readonly Want[]): boolean {
  const items = rings.flat();
  if (new Set(items).size < items.length) return false;
  const steps = rings.flatMap((ring) => ring.map((item, i) => ({ item, takes: ring[(i + 1) % ring.length] })));
  const fulfil = (at: number, used: readonly string[]): boolean => {
    const step = steps[at];
    if (step === undefined) return true;
    return wants.some(({ item, takes, onlyOneOf = [] }) => {
      if (item !== step.item || takes !== step.takes || onlyOneOf.some((name) => used.includes(name))) return false;
      return fulfil(at + 1, [...used, ...onlyOneOf]);
    });
  };
  return fulfil(0, []);
}

/** A graph that is the same for the same seed: `count` items with `each` wants on average. */
export function drawnWants(count: number, each: number, seed: number): readonly Want[] {
  let state = seed;
  const draw = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Array.from({ length: count * each }, () => ({ item: `i${draw(count)}`, takes: `i${draw(count)}` }));
}

interface FullRing {
  readonly items: readonly string[];
  readonly uses: readonly string[];
}

function allRings(wants: readonly Want[], longest: number): readonly FullRing[] {
  const rings: FullRing[] = [];
  const walk = (items: readonly string[], choices: readonly string[]): void => {
    for (const want of wants) {
      const names = want.onlyOneOf ?? [];
      if (want.item !== items.at(-1) || names.some((name) => choices.includes(name))) continue;
      const uses = [...choices, ...names];
      if (want.takes === items[0] && items.length > 1)
        rings.push({ items, uses: [...items, ...uses.map((name) => `only one: ${name}`)] });
      else if (want.takes > (items[0] ?? "") && !items.includes(want.takes) && items.length < longest)
        walk([...items, want.takes], uses);
    }
  };
  for (const first of new Set(wants.map(({ item }) => item))) walk([first], []);
  const byUse = new Map(rings.map((ring) => [`${ring.items.join()}/${[...ring.uses].sort().join()}`, ring]));
  return [...byUse.values()];
}

function isBetter(a: Worth, b: Worth): boolean {
  return (a.traded - b.traded || b.length - a.length || a.weight - b.weight) > 0;
}
