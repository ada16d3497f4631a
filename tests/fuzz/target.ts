import type * as fc from "fast-check";
import type { Dice } from "./dice.ts";

/** What became of one input. `label` tells outcomes apart: an error's reason, a kind. */
export interface Outcome {
  readonly accepted: boolean;
  readonly label: string;
}

/** A parser that strangers feed. */
export interface Target {
  readonly name: string;
  /** Made by the real code; each must be accepted. */
  readonly samples: readonly Uint8Array[];
  /** A sample with something done to it. */
  mutate(dice: Dice): Uint8Array;
  /** Whatever has the right type, and now and then the right shape. */
  readonly arbitrary: fc.Arbitrary<Uint8Array>;
  /** Where a check costs milliseconds: tried a tenth as often by `npm test`. */
  readonly isSlow?: boolean;
  /** Throws where a promise is broken. */
  check(input: Uint8Array): Outcome | Promise<Outcome>;
}

export const accepted = (label = "accepted"): Outcome => ({ accepted: true, label });
export const refused = (label = "refused"): Outcome => ({ accepted: false, label });

/** Throws unless it holds. */
export function hold(promise: string, holds: boolean): void {
  if (!holds) throw new Error(`broken: ${promise}`);
}

/** Bytes that what a parser returned takes, roughly, for each byte that it was given; and for nothing at all. */
const MAX_YIELD = 40;
const MAX_YIELD_OF_NOTHING = 1024;

/** No bombs: what comes out is in proportion to what went in. */
export function holdInProportion(input: { readonly length: number }, output: unknown): void {
  hold("in proportion to its input", weightOf(output) <= MAX_YIELD * input.length + MAX_YIELD_OF_NOTHING);
}

function weightOf(value: unknown): number {
  if (typeof value === "string") return 2 * value.length;
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof Map) return weightOf([...value.keys(), ...value.values()]);
  if (typeof value !== "object" || value === null) return 8;
  return Object.values(value).reduce((sum: number, inner) => sum + 8 + weightOf(inner), 16);
}

/** UTF-16 and not UTF-8: lone surrogates are inputs too. */
export function textToInput(text: string): Uint8Array {
  return Uint8Array.from({ length: text.length * 2 }, (_, i) => (text.charCodeAt(i >> 1) >> ((i & 1) * 8)) & 255);
}

export function inputToText(input: Uint8Array): string {
  let text = "";
  for (let i = 0; i + 1 < input.length; i += 2)
    text += String.fromCharCode((input[i] ?? 0) | ((input[i + 1] ?? 0) << 8));
  return text;
}
