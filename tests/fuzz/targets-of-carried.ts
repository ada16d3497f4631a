import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { base41ToBytes, bytesToBase41 } from "../../src/lib/base41.ts";
import { concatBytes } from "../../src/lib/bytes.ts";
import type { PondId } from "../../src/domain/ids.ts";
import { HEAD_BYTES } from "../../src/sync/bundle.ts";
import { glimpsePages } from "../../src/sync/bundle-glimpse.ts";
import { writeUpdate } from "../../src/sync/canonical-update.ts";
import { type Carried, decodeCarried, encodeCarried } from "../../src/sync/carried.ts";
import { createRunCollector, parseCodePiece, writeCodeRun } from "../../src/sync/code-run.ts";
import { MAX_CARRIED_BYTES } from "../../src/sync/limits.ts";
import type { Dice } from "./dice.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateText, mutateValue } from "./mutate-value.ts";
import { key, samplePond } from "./samples.ts";
import {
  accepted,
  hold,
  holdInProportion,
  inputToText,
  type Outcome,
  refused,
  type Target,
  textToInput,
} from "./target.ts";
import { decoded, encoded, mutatePages } from "./targets-of-bytes.ts";

const CODE = "SHOAL-RUN1:";
const MAX_INPUT = MAX_CARRIED_BYTES + 100;
/** How the content follows: as it is. */
const STORED = 0;

const update = writeUpdate([{ client: 7_000_000_000_000_123, from: 3, records: [new Uint8Array(500).fill(9)] }]);
const says: readonly Carried[] = [
  { pond: key<PondId>(3), handover: "SHOAL1:abc", has: new Map([[5, 12]]), update },
  { pond: key<PondId>(3), handover: null, has: null, update: null },
];

/** What comes by codes and files. */
export async function targetsOfCarried(): Promise<readonly Target[]> {
  const pond = await samplePond();
  const carried = await Promise.all(says.map(encodeCarried));
  const codes = writeCodeRun(Uint8Array.from({ length: 900 }, (_, i) => i % 251)) ?? [];
  const anyBytes = fc.uint8Array({ maxLength: 300 });
  return [
    {
      name: "code-piece",
      samples: codes.map(textToInput),
      mutate: (dice) => textToInput(dice.chance(0.7) ? mutatePiece(dice, codes) : mutateText(dice, dice.pick(codes))),
      arbitrary: fc.oneof(
        anyBytes.map((bytes) => textToInput(CODE + bytesToBase41(bytes))),
        fc.string().map(textToInput),
      ),
      check: (input) => checkPiece(inputToText(input)),
    },
    {
      name: "carried",
      samples: carried,
      mutate: (dice) => (dice.chance(0.5) ? mutateContent(dice) : mutateBytes(dice, carried, MAX_INPUT)),
      arbitrary: anyBytes,
      check: checkCarried,
    },
    {
      name: "glimpse",
      isSlow: true,
      samples: [pond.file],
      mutate: (dice) =>
        dice.chance(0.3) ? mutateBytes(dice, [pond.file], MAX_INPUT) : mutatePages(dice, pond.file, HEAD_BYTES),
      arbitrary: anyBytes.map((bytes) => concatBytes(pond.file.subarray(0, HEAD_BYTES), bytes)),
      check: (input) => checkGlimpse(pond.pond, input),
    },
  ];
}

function mutatePiece(dice: Dice, codes: readonly string[]): string {
  const bytes = base41ToBytes(dice.pick(codes).slice(CODE.length)) ?? new Uint8Array();
  return CODE + bytesToBase41(mutateBytes(dice, [bytes], 600));
}

function mutateContent(dice: Dice): Uint8Array {
  const { pond, handover, update: page } = dice.pick(says);
  const plain = [new Uint8Array(32).fill(pond.length), handover, new Uint8Array([1, 5, 12]), page];
  return concatBytes(new Uint8Array([STORED]), encoded(mutateValue(dice, decoded(encoded(plain) ?? update))) ?? update);
}

function checkPiece(text: string): Outcome {
  const piece = parseCodePiece(text);
  const seen = createRunCollector().take(text);
  hold("gathered exactly where it is read", (seen === null) === (piece === null));
  if (piece === null || seen === null) return refused();
  holdInProportion(text, piece);
  const { check, at, of, bytes } = piece;
  hold("one spelling", CODE + bytesToBase41(concatBytes(check, new Uint8Array([at, of]), bytes)) === text);
  hold("a place for each code", seen.seen.length === of && at < of);
  hold("a whole is what it says", seen.whole === null || writeCodeRun(seen.whole)?.[0] === text);
  return accepted(seen.whole === null ? "a piece" : "a whole");
}

async function checkCarried(input: Uint8Array): Promise<Outcome> {
  const said = await decodeCarried(input);
  if (said === null) return refused();
  // Packed, it may be far more than its input; never more than a page and a vector.
  hold("bounded", (said.update?.length ?? 0) + (said.handover?.length ?? 0) <= MAX_CARRIED_BYTES);
  hold("the same again", isDeepStrictEqual(await decodeCarried(await encodeCarried(said)), said));
  return accepted(`${said.has === null ? "no" : "a"} vector, ${said.update === null ? "no" : "a"} page`);
}

async function checkGlimpse(pond: PondId, input: Uint8Array): Promise<Outcome> {
  const seen = await glimpsePages(pond, new Blob([new Uint8Array(input)]), HEAD_BYTES, new Map());
  holdInProportion(input, seen);
  hold(
    "counted once",
    seen.fresh <= seen.records && seen.listings <= seen.records && seen.feeds.length <= seen.records,
  );
  hold("ends", seen.next === null || seen.next > HEAD_BYTES);
  return seen.stopped === null ? accepted(`${seen.records > 0 ? "some" : "no"} records`) : refused(seen.stopped);
}
