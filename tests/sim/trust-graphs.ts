import fc, { type IProperty } from "fast-check";
import {
  goodWordNeverLowers,
  orderOfArrivalDoesNotMatter,
  stepByStepIsAtOnce,
  successionsNeverAdd,
  whitewashingGainsNothing,
} from "../support/trust-pond-properties.ts";
import {
  attackersMoveOthersByTheirOwnWorth,
  sybilsAreWorthWhatWasGiven,
  walkAmongSybilsIsBounded,
  wordsOnlyAdd,
} from "../support/trust-properties.ts";
import { lossesAreBounded } from "../support/trust-theft.ts";

/** What is tried: each of TRUST's guarantees. */
const GUARANTEES = {
  "G1 sybils": sybilsAreWorthWhatWasGiven,
  "G2 others": attackersMoveOthersByTheirOwnWorth,
  "G3 losses": lossesAreBounded,
  "G4 walk": walkAmongSybilsIsBounded,
  "G5 edges": wordsOnlyAdd,
  "G5 words": goodWordNeverLowers,
  "G6 order": orderOfArrivalDoesNotMatter,
  "G6 step by step": stepByStepIsAtOnce,
  "G7 whitewash": whitewashingGainsNothing,
  "T1 successions": successionsNeverAdd,
} as const;

/** Tries every guarantee in so many arbitrary graphs; one line of figures, and what to type again for each that broke. */
export function tryTrustGraphs(count: number, seed: number): boolean {
  const started = performance.now();
  const broken = Object.entries(GUARANTEES).filter(([name, property]) => {
    // Each is tried on its own arguments only; what those are is all that the types differ in.
    const found = fc.check(property as IProperty<unknown>, { numRuns: count, seed });
    if (!found.failed) return false;
    console.log(
      `trust: ${name} BROKEN, seed ${seed}, path ${found.counterexamplePath}: ${String(found.errorInstance)}`,
    );
    console.log(`  ${fc.stringify(found.counterexample).slice(0, MAX_LINE)}`);
    return true;
  });
  const tried = Object.keys(GUARANTEES).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `trust: ${tried - broken.length} of ${tried} guarantees hold in ${count} graphs each (up to 25 sybils, seed ${seed}, ${seconds} s)`,
  );
  return broken.length === 0;
}

/** Characters of a counterexample that are printed. */
const MAX_LINE = 2000;
