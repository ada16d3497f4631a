import type { Dice } from "./dice.ts";

/** Texts that deceive a reader or a parser: nothing, NUL, bidi controls, lone surrogates, names that objects inherit. */
const HOSTILE_TEXTS: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\u202Eevil\u202C",
  "\u2066\u2069",
  "\uD800",
  "\uDC00\uD800",
  "\uFEFF",
  "\u200B",
  "\u0085",
  "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}",
  "Z\u0351\u036B\u0343".repeat(20),
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "<img src=x onerror=alert(1)>",
  "javascript:alert(1)",
  "wss://[",
  "wss://a b",
  "A".repeat(43),
  "A".repeat(42) + "B",
];

const HOSTILE_NUMBERS: readonly number[] = [
  0,
  -0,
  -1,
  0.5,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e300,
  5e-324,
  Number.NaN,
  Number.POSITIVE_INFINITY,
];

/** The same value with something done to it at one to three places. What is given stays as it is. */
export function mutateValue(dice: Dice, value: unknown): unknown {
  let mutated = value;
  for (let left = dice.pick([1, 1, 1, 2, 3]); left > 0; left--) mutated = mutateSomewhere(dice, mutated);
  return mutated;
}

function mutateSomewhere(dice: Dice, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && dice.chance(0.8)) {
    const at = dice.below(value.length);
    return value.map((inner: unknown, i) => (i === at ? mutateSomewhere(dice, inner) : inner));
  }
  if (isPlainObject(value) && Object.keys(value).length > 0 && dice.chance(0.8)) {
    const key = dice.pick(Object.keys(value));
    return withEntry(value, key, mutateSomewhere(dice, value[key]));
  }
  return dice.chance(0.25) ? hostileValue(dice) : mutateHere(dice, value);
}

function mutateHere(dice: Dice, value: unknown): unknown {
  if (typeof value === "string") return mutateText(dice, value);
  if (typeof value === "number") return dice.chance(0.5) ? value + dice.pick([-1, 1, 0.5]) : dice.pick(HOSTILE_NUMBERS);
  if (typeof value === "boolean") return !value;
  if (value instanceof Uint8Array) return mutateField(dice, value);
  if (Array.isArray(value)) return mutateArray(dice, value);
  if (isPlainObject(value)) return mutateObject(dice, value);
  return hostileValue(dice);
}

export function mutateText(dice: Dice, text: string): string {
  const at = dice.below(text.length + 1);
  const to = at + dice.below(8);
  const put = dice.pick([
    "",
    dice.pick(HOSTILE_TEXTS),
    String.fromCharCode(dice.below(dice.pick([128, 65_536]))),
    text.slice(at, to).repeat(dice.below(5)),
    dice.chance(0.2) ? "x".repeat(dice.below(5000)) : text.slice(0, 30),
  ]);
  return text.slice(0, at) + put + text.slice(dice.chance(0.5) ? at : to);
}

/** Bytes of a fixed size are what most fields are: so one more, one fewer, none, many, others. */
function mutateField(dice: Dice, bytes: Uint8Array): Uint8Array {
  const size = dice.pick([bytes.length, bytes.length + 1, Math.max(0, bytes.length - 1), 0, 32, 64, dice.below(9000)]);
  return dice.chance(0.5) ? dice.bytes(Math.min(size, 256)) : new Uint8Array(size).fill(dice.below(256));
}

function mutateArray(dice: Dice, list: readonly unknown[]): unknown {
  const at = dice.below(list.length + 1);
  const times = dice.chance(0.8) ? dice.below(12) : dice.below(3000);
  switch (dice.below(5)) {
    case 0:
      return list.toSpliced(at, 1);
    case 1:
      return list.toSpliced(at, 0, hostileValue(dice));
    case 2:
      return Array.from({ length: times }, () => list[at] ?? hostileValue(dice));
    case 3:
      return list.toReversed();
    default:
      return Object.fromEntries(list.map((inner, i) => [String(i), inner]));
  }
}

function mutateObject(dice: Dice, value: Readonly<Record<string, unknown>>): unknown {
  const keys = Object.keys(value);
  switch (dice.below(4)) {
    case 0:
      return Object.fromEntries(Object.entries(value).toSpliced(dice.below(keys.length), 1));
    case 1:
      return withEntry(value, dice.pick(HOSTILE_TEXTS), hostileValue(dice));
    case 2: {
      const [one, other] = [dice.pick(["a", ...keys]), dice.pick(["b", ...keys])];
      return withEntry(withEntry(value, one, value[other]), other, value[one]);
    }
    default:
      return Object.values(value);
  }
}

function hostileValue(dice: Dice): unknown {
  switch (dice.below(9)) {
    case 0:
      return dice.pick(HOSTILE_NUMBERS);
    case 1:
      return dice.pick(HOSTILE_TEXTS);
    case 2:
      return dice.bytes(dice.pick([0, 16, 31, 32, 33, 64]));
    case 3:
      return dice.pick([null, true, false]);
    case 4:
      return nested(dice.chance(0.8) ? dice.below(20) : dice.below(3000), dice.chance(0.5));
    case 5:
      return "x".repeat(dice.below(5000));
    case 6:
      return Array.from({ length: dice.below(3000) }, () => []);
    case 7:
      return withEntry({}, dice.pick(HOSTILE_TEXTS), dice.pick(HOSTILE_TEXTS));
    default:
      return undefined;
  }
}

function nested(depth: number, inMaps: boolean): unknown {
  let value: unknown = 0;
  for (let i = 0; i < depth; i++) value = inMaps ? { "": value } : [value];
  return value;
}

/** A key such as `__proto__` becomes a key and not the prototype. */
function withEntry(value: Readonly<Record<string, unknown>>, key: string, inner: unknown): Record<string, unknown> {
  const entries = Object.entries(value).filter(([other]) => other !== key);
  return Object.fromEntries([...entries, [key, inner]]);
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
