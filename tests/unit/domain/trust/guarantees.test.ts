import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nearArcs, networkOf, plainFlow } from "../../../support/trust-numbers.ts";
import {
  goodWordNeverLowers,
  orderOfArrivalDoesNotMatter,
  stepByStepIsAtOnce,
  successionsNeverAdd,
  whitewashingGainsNothing,
} from "../../../support/trust-pond-properties.ts";
import {
  attackersMoveOthersByTheirOwnWorth,
  sybilsAreWorthWhatWasGiven,
  walkAmongSybilsIsBounded,
  wordsOnlyAdd,
} from "../../../support/trust-properties.ts";
import { lossesAreBounded } from "../../../support/trust-theft.ts";

/** Ponds tried of each; `npm run sim` tries ten thousand. */
const RUNS = { numRuns: 250 };

describe("eve and up to 25 identities of hers, wired at will", () => {
  test("[G1] [T12] none, and not all together, are worth more than what honest people gave them", () => {
    fc.assert(sybilsAreWorthWhatWasGiven, RUNS);
  });

  test("[G2] move an honest member's flows by no more than they are worth, beyond what honest edges carry", () => {
    fc.assert(attackersMoveOthersByTheirOwnWorth, RUNS);
  });

  test("[G2] but they can bring honest people nearer to each other, and then what honest edges carry counts", () => {
    // A way of five honest edges is too long, until eve stands beside its second and its third person.
    const [zoe, a, b, c, d, mei, eve] = [0, 1, 2, 3, 4, 5, 6] as const;
    const arc = (from: number, to: number, capacity: number) => ({ from, to, capacity, invite: false });
    const honest = [arc(zoe, a, 8), arc(a, b, 8), arc(b, c, 8), arc(c, d, 8), arc(d, mei, 8), arc(zoe, b, 1)];
    const hers = [arc(a, eve, 1), arc(b, eve, 1), arc(eve, mei, 8)];
    expect(networkOf(7, honest).plus(zoe, mei).drops).toBe(1);
    const beside = networkOf(7, [...honest, ...hers]);
    const near = nearArcs(7, [...honest, ...hers], zoe, mei).filter(({ from, to }) => from !== eve && to !== eve);
    expect(beside.plus(zoe, eve).drops).toBe(2);
    expect(beside.plus(zoe, mei).drops).toBe(plainFlow(7, near, zoe, mei) + 1);
    expect(beside.plus(zoe, mei).drops).toBeGreaterThan(1 + 2);
  });

  test("[G3] [T11] [T12] with holds and burns, honest people lose no more to them than what they gave them", () => {
    fc.assert(lossesAreBounded, RUNS);
  });

  test("[G4] [T10] have no more of the walk than comes to them over honest edges, however many they are", () => {
    fc.assert(walkAmongSybilsIsBounded, RUNS);
  });

  test("[G7] [T4] gain nothing by a new key", () => {
    fc.assert(whitewashingGainsNothing, RUNS);
  });
});

describe("whoever asks", () => {
  test("[G5] one more edge never lowers an F+, one more report never an F-", () => {
    fc.assert(wordsOnlyAdd, RUNS);
  });

  test("[G5] [T3] a good word never lowers an F+, whatever the deal and whenever it was", () => {
    fc.assert(goodWordNeverLowers, RUNS);
  });

  test("[G6] rows in any order and any batches give the same answers, ways, walk and holds", () => {
    fc.assert(orderOfArrivalDoesNotMatter, RUNS);
  });

  test("[G6] an engine that lived through all changes answers as one that is told only how things are", () => {
    fc.assert(stepByStepIsAtOnce, RUNS);
  });

  test("[T1] taking over an identity moves drops, and never makes any", () => {
    fc.assert(successionsNeverAdd, RUNS);
  });
});
