import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listCandidates } from "../../../src/domain/rings/candidates.ts";
import { findRings, type RingQuestion } from "../../../src/domain/rings/find-rings.ts";
import { pack } from "../../../src/domain/rings/pack.ts";
import { packingOf } from "../../../src/domain/rings/packing.ts";
import { stepsOf } from "../../../src/domain/rings/steps.ts";
import { layWants } from "../../../src/domain/rings/wants.ts";
import { MAX_CANDIDATES, MAX_RING_ITEMS, MAX_RING_WANTS, MAX_RING_WEIGHT } from "../../../src/domain/rings/limits.ts";
import { areWanted, bruteForce, drawnWants, smallWants, worthOf } from "../../support/ring-wants.ts";

const longest = fc.constantFrom(2, 3, 4);
const weighed = (ring: readonly string[]) => (ring.join().length * 7 * (ring[1]?.charCodeAt(1) ?? 0)) % MAX_RING_WEIGHT;

function answerTo(question: RingQuestion) {
  const found = findRings(question);
  if (!found.ok) throw new Error(found.error.kind);
  return found.value;
}

const want = (item: string, takes: string, onlyOneOf: readonly string[] = []) => ({ item, takes, onlyOneOf });
/** Each item of the list takes the next one, and the last the first. */
const around = (...items: readonly string[]) => items.map((item, i) => want(item, items[(i + 1) % items.length] ?? ""));

describe("rings on small graphs", () => {
  test("are worth as much as the best of all that there are, and proved", () => {
    fc.assert(
      fc.property(smallWants, longest, (wants, most) => {
        const { rings, traded, proved } = answerTo({ wants, longest: most, weightOf: weighed });
        expect(worthOf(rings, weighed)).toEqual(bruteForce(wants, most, weighed));
        expect(traded).toBe(rings.flat().length);
        expect(proved).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("are worth as much where the linear program alone does not decide", () => {
    for (let seed = 1; seed <= 150; seed++) {
      const wants = drawnWants(8 + (seed % 9), 2 + (seed % 4), seed);
      const most = ([2, 3, 4] as const)[seed % 3] ?? 2;
      const { rings, proved } = answerTo({ wants, longest: most, weightOf: weighed });
      expect({ seed, ...worthOf(rings, weighed) }).toEqual({ seed, ...bruteForce(wants, most, weighed) });
      expect(proved).toBe(true);
    }
  });

  test("are wanted, no longer than asked for, and have no item and no choice in common", () => {
    fc.assert(
      fc.property(smallWants, longest, (wants, most) => {
        const { rings } = answerTo({ wants, longest: most });
        expect(areWanted(rings, wants)).toBe(true);
        for (const ring of rings) expect(ring.length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 300 },
    );
  });

  test("are the same in whatever order, and however often, wants are named", () => {
    const shuffled = smallWants.chain((wants) =>
      fc.record({
        wants: fc.constant(wants),
        other: fc.shuffledSubarray([...wants, ...wants], { minLength: wants.length * 2 }),
      }),
    );
    fc.assert(
      fc.property(shuffled, longest, ({ wants, other }, most) => {
        expect(answerTo({ wants: other, longest: most })).toEqual(answerTo({ wants, longest: most }));
      }),
      { numRuns: 300 },
    );
  });
});

describe("which rings", () => {
  test("alice, bob and carol go round where no two of them could", () => {
    const wants = around("alice's bike", "bob's lamp", "carol's desk");
    expect(answerTo({ wants, longest: 2 }).rings).toEqual([]);
    expect(answerTo({ wants, longest: 3 }).rings).toEqual([["alice's bike", "bob's lamp", "carol's desk"]]);
  });

  test("more items come first: two rings of three rather than the pair between them", () => {
    const wants = [...around("a", "b", "c"), ...around("d", "e", "f"), ...around("a", "d")];
    expect(answerTo({ wants, longest: 3 }).rings).toEqual([
      ["a", "b", "c"],
      ["d", "e", "f"],
    ]);
  });

  test("of as many items, shorter rings come first: two pairs rather than a ring of four", () => {
    const wants = [...around("a", "b", "c", "d"), ...around("a", "b"), ...around("c", "d")];
    expect(answerTo({ wants, longest: 4 }).rings).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  test("then those that trust each other more", () => {
    const wants = [...around("a", "b"), ...around("b", "c"), ...around("c", "a")];
    const weightOf = (ring: readonly string[]) => (ring.includes("a") ? 1 : 5);
    expect(answerTo({ wants, longest: 2, weightOf }).rings).toEqual([["b", "c"]]);
  });

  test("of all that is wanted as only one of these, one comes", () => {
    const wants = [...around("a", "b"), ...around("c", "d")];
    const oneOf = [want("a", "b", ["a bike"]), want("c", "d", ["a bike"]), want("b", "a"), want("d", "c")];
    expect(answerTo({ wants, longest: 2 }).traded).toBe(4);
    expect(answerTo({ wants: oneOf, longest: 2 }).traded).toBe(2);
  });

  test("nothing comes of nothing, of what nobody offers, and of oneself", () => {
    expect(answerTo({ wants: [], longest: 4 })).toEqual({ rings: [], traded: 0, proved: true });
    expect(answerTo({ wants: [want("a", "a"), want("a", "b")], longest: 4 }).rings).toEqual([]);
  });
});

describe("what is made to be too much", () => {
  test("more items or more wants than the limits are refused", () => {
    const many = Array.from({ length: MAX_RING_ITEMS + 1 }, (_, i) => want(`i${i}`, "i0"));
    expect(findRings({ wants: many, longest: 2 })).toMatchObject({ ok: false, error: { kind: "too-many-items" } });
    const more = Array.from({ length: MAX_RING_WANTS + 1 }, () => want("a", "b"));
    expect(findRings({ wants: more, longest: 2 })).toMatchObject({ ok: false, error: { kind: "too-many-wants" } });
  });

  test("in a large graph where everybody wants much, rings are sound within few steps, and twice the same", () => {
    const wants = drawnWants(300, 60, 1);
    const question = { wants, longest: 4, steps: 5_000_000 } as const;
    const answer = answerTo(question);
    expect(answer.traded).toBeGreaterThan(250);
    expect(new Set(answer.rings.flat()).size).toBe(answer.traded);
    const wanted = new Set(wants.map(({ item, takes }) => `${item} ${takes}`));
    for (const ring of answer.rings)
      ring.forEach((item, i) => expect(wanted).toContain(`${item} ${ring[(i + 1) % ring.length]}`));
    expect(answerTo({ ...question, wants: [...wants].reverse() })).toEqual(answer);
  });

  test("a graph in which everybody wants everything costs little more than the steps that it may cost", () => {
    const items = Array.from({ length: 60 }, (_, i) => `i${i}`);
    const graph = layWants(items.flatMap((item) => items.map((takes) => want(item, takes))));
    const most = 10_000_000;
    for (const length of [2, 3, 4] as const) {
      const steps = stepsOf(most);
      const { rings } = listCandidates(graph, length, MAX_CANDIDATES, steps);
      expect(rings.length).toBeLessThanOrEqual(MAX_CANDIDATES);
      const weights = rings.map(() => 0);
      expect(pack(packingOf(rings, weights), steps).columns.length).toBeGreaterThan(15);
      // What is begun is brought to an end: never as much again.
      expect(steps.left).toBeGreaterThan(-most);
    }
  });

  test("without any steps the answer is what was found, and not called proved", () => {
    const wants = drawnWants(60, 6, 2);
    const most = answerTo({ wants, longest: 4 });
    const hurried = answerTo({ wants, longest: 4, steps: 2000 });
    expect(most.proved).toBe(true);
    expect(hurried.proved).toBe(false);
    expect(hurried.traded).toBeLessThanOrEqual(most.traded);
  });
});
