import { concatBytes } from "../../src/lib/bytes.ts";
import type { Dice } from "./dice.ts";

/** Where a reader may trip: lengths at their extremes, numbers spelled too long, heads that promise much. */
const SNIPPETS: readonly (readonly number[])[] = [
  // Varints: longer than needed, 2^53 − 1, one more, one that never ends.
  [0x80, 0x00],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10],
  Array.from({ length: 12 }, () => 0xff),
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  // CBOR: texts, bytes, arrays and maps of 2^32 − 1 and 2^64 − 1, without an end, and the end alone.
  [0x9a, 0xff, 0xff, 0xff, 0xff],
  [0xba, 0xff, 0xff, 0xff, 0xff],
  [0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0x7b, 0x00, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0x5f, 0x41, 0x00, 0xff],
  [0x9f, 0xff],
  [0xbf, 0xff],
  [0xff],
  // Tags, floats (0, −0, 1, NaN, infinity), undefined, simple values, numbers beyond 2^53.
  [0xc0],
  [0xd9, 0xd9, 0xf7],
  [0xc2, 0x41, 0x01],
  [0xf9, 0x00, 0x00],
  [0xf9, 0x80, 0x00],
  [0xf9, 0x3c, 0x00],
  [0xf9, 0x7e, 0x00],
  [0xf9, 0x7c, 0x00],
  [0xfb, 0x7f, 0xef, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0xf7],
  [0xf8, 0xff],
  [0x1b, 0x00, 0x20, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x3b, 0x00, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  // Texts: "__proto__", a surrogate by itself, an overlong slash, a byte order mark, cut UTF-8.
  [0x69, ...[..."__proto__"].map((char) => char.charCodeAt(0))],
  [0x63, 0xed, 0xa0, 0x80],
  [0x62, 0xc0, 0xaf],
  [0x63, 0xef, 0xbb, 0xbf],
  [0x61, 0xc3],
  [0x00, 0x00, 0x00, 0x00],
  [0xff, 0xff, 0xff, 0xff],
];

type Mutation = (dice: Dice, bytes: Uint8Array, others: readonly Uint8Array[]) => Uint8Array;

const mutations: readonly Mutation[] = [
  flipBit,
  flipBit,
  (dice, bytes) => spliced(bytes, dice.below(bytes.length + 1), 1, dice.bytes(1)),
  (dice, bytes) => bytes.slice(0, dice.below(bytes.length + 1)),
  (dice, bytes) => bytes.slice(dice.below(bytes.length + 1)),
  (dice, bytes) => spliced(bytes, dice.below(bytes.length + 1), dice.below(8), new Uint8Array()),
  (dice, bytes) => spliced(bytes, dice.below(bytes.length + 1), dice.below(3), new Uint8Array(dice.pick(SNIPPETS))),
  (dice, bytes) => concatBytes(bytes, dice.bytes(1 + dice.below(8))),
  spliceOfTwo,
  repeatBlock,
  swapBlocks,
  widenHead,
  nest,
];

/** A sample with one to four things done to it. */
export function mutateBytes(dice: Dice, samples: readonly Uint8Array[], maxBytes: number): Uint8Array {
  let bytes = dice.pick(samples);
  for (let left = 1 + dice.below(4); left > 0; left--) bytes = dice.pick(mutations)(dice, bytes, samples);
  return bytes.slice(0, maxBytes);
}

function spliced(bytes: Uint8Array, at: number, taken: number, put: Uint8Array): Uint8Array {
  return concatBytes(bytes.subarray(0, at), put, bytes.subarray(at + taken));
}

function flipBit(dice: Dice, bytes: Uint8Array): Uint8Array {
  const flipped = new Uint8Array(bytes);
  const at = dice.below(bytes.length);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << dice.below(8));
  return flipped;
}

/** The beginning of one and the end of another. */
function spliceOfTwo(dice: Dice, bytes: Uint8Array, others: readonly Uint8Array[]): Uint8Array {
  const other = dice.pick(others);
  return concatBytes(bytes.subarray(0, dice.below(bytes.length + 1)), other.subarray(dice.below(other.length + 1)));
}

function repeatBlock(dice: Dice, bytes: Uint8Array): Uint8Array {
  const at = dice.below(bytes.length + 1);
  const block = bytes.subarray(at, at + 1 + dice.below(64));
  const times = dice.chance(0.9) ? 1 + dice.below(4) : dice.below(2000);
  return spliced(bytes, at, 0, concatBytes(...Array.from({ length: times }, () => block)));
}

function swapBlocks(dice: Dice, bytes: Uint8Array): Uint8Array {
  const [a = 0, b = 0, c = 0] = [0, 0, 0].map(() => dice.below(bytes.length + 1)).sort((x, y) => x - y);
  return concatBytes(bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c));
}

/** Spells the number in a CBOR head with more bytes than it needs, or leaves its end open. */
function widenHead(dice: Dice, bytes: Uint8Array): Uint8Array {
  const at = dice.below(bytes.length);
  const head = bytes[at] ?? 0;
  const [major, value] = [head & 0xe0, head & 0x1f];
  const wide = dice.pick([
    [major | 24, value],
    [major | 25, 0, value],
    [major | 26, 0, 0, 0, value],
    [major | 27, 0, 0, 0, 0, 0, 0, 0, value],
    [major | 31],
  ]);
  return spliced(bytes, at, 1, new Uint8Array(wide));
}

function nest(dice: Dice, bytes: Uint8Array): Uint8Array {
  const opener = dice.pick([[0x81], [0xa1, 0x60], [0x82, 0x00], [0xd8, 0x20], [0x9f]]);
  const depth = dice.chance(0.8) ? 1 + dice.below(20) : dice.below(5000);
  return spliced(
    bytes,
    dice.below(bytes.length + 1),
    0,
    new Uint8Array(Array.from({ length: depth }, () => opener).flat()),
  );
}
