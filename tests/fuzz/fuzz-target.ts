import fc from "fast-check";
import { createDice } from "./dice.ts";
import type { Target } from "./target.ts";

export interface FuzzReport {
  readonly executions: number;
  readonly accepted: number;
  /** Labels of all that became of the inputs. */
  readonly outcomes: ReadonlySet<string>;
  readonly findings: readonly Finding[];
}

/** An input that broke a promise, as short as it could be made. */
export interface Finding {
  readonly input: Uint8Array;
  readonly why: string;
}

export interface Bounds {
  readonly seed: number;
  /** Mutated inputs, and inputs of fast-check's making. */
  readonly mutations: number;
  readonly properties: number;
  /** ms for each of the two, whatever the counts say. */
  readonly time: number;
}

/** Findings of one target after which it is left: more would say the same. */
const MAX_FINDINGS = 5;
/** Tries to make a finding shorter. */
const MAX_SHRINKS = 2000;

/** Feeds a parser with its samples, with samples that something was done to, and with what fast-check thinks of. */
export async function fuzzTarget(target: Target, { seed, mutations, properties, time }: Bounds): Promise<FuzzReport> {
  let executions = 0;
  let accepted = 0;
  const outcomes = new Set<string>();
  const findingByWhy = new Map<string, Finding>();

  async function feed(input: Uint8Array): Promise<void> {
    executions++;
    try {
      const outcome = await target.check(input);
      if (outcome.accepted) accepted++;
      outcomes.add(`${outcome.accepted ? "+" : "-"} ${outcome.label}`);
    } catch (cause) {
      const why = whyOf(cause);
      if (!findingByWhy.has(why)) findingByWhy.set(why, { input: await shorten(target, input, why), why });
    }
  }

  for (const sample of target.samples) await feed(sample);
  if (accepted < target.samples.length && findingByWhy.size === 0)
    throw new Error(`${target.name}: a sample is refused`);

  const dice = createDice(seed);
  let end = performance.now() + time;
  for (let i = 0; i < mutations && performance.now() < end && findingByWhy.size < MAX_FINDINGS; i++)
    await feed(target.mutate(dice));

  end = performance.now() + time;
  const property = fc.asyncProperty(target.arbitrary, async (input) => {
    executions++;
    const outcome = await target.check(input);
    if (outcome.accepted) accepted++;
    outcomes.add(`${outcome.accepted ? "+" : "-"} ${outcome.label}`);
  });
  const run = await fc.check(property, { seed, numRuns: properties, interruptAfterTimeLimit: time });
  const counterexample = run.counterexample?.[0];
  if (counterexample !== undefined) {
    const why = whyOf(run.errorInstance);
    findingByWhy.set(why, { input: counterexample, why });
  }
  return { executions, accepted, outcomes, findings: [...findingByWhy.values()] };
}

/** Takes blocks away, large ones first, as long as the same promise is broken. */
async function shorten(target: Target, input: Uint8Array, why: string): Promise<Uint8Array> {
  let shortest = input;
  let left = MAX_SHRINKS;
  for (let size = input.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < shortest.length && left > 0; left--) {
      const shorter = new Uint8Array([...shortest.subarray(0, at), ...shortest.subarray(at + size)]);
      if (await breaks(target, shorter, why)) shortest = shorter;
      else at += size;
    }
  }
  return shortest;
}

async function breaks(target: Target, input: Uint8Array, why: string): Promise<boolean> {
  try {
    await target.check(input);
    return false;
  } catch (cause) {
    return whyOf(cause) === why;
  }
}

/** Without numbers and quotations, so that one mistake is one finding. */
function whyOf(cause: unknown): string {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return text.replaceAll(/\d+|".*"/gs, "#").slice(0, 200);
}
