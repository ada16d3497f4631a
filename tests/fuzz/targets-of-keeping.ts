import fc from "fast-check";
import { bytesToBase64Url } from "../../src/lib/bytes.ts";
import { decodeCanonical, encodeCanonical } from "../../src/domain/encoding.ts";
import { answerAsk, encodeAsk, MAX_LINK_CODE, openAnswer, parseAsk } from "../../src/domain/invite/device-link.ts";
import { memoryBox } from "../../src/domain/memory-keys.ts";
import type { PondId, Time } from "../../src/domain/ids.ts";
import { parseItem } from "../../src/storage/backup/items.ts";
import { webCipher } from "../../src/storage/web-cipher.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateValue } from "./mutate-value.ts";
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

/** A little more than any thing in a backup that is no photo. */
const MAX_INPUT = 81 * 1024;

const pond = bytesToBase64Url(new Uint8Array(32).fill(4)) as string as PondId;
const linked = {
  pond,
  secret: new Uint8Array(32).fill(5),
  relays: ["wss://relay.example.org/relay"],
  myName: "Mei",
  pondName: "North Campus",
  joined: 1_780_000_000_000 as Time,
};

const items = [
  ["who", { seed: new Uint8Array(32).fill(3), made: 1_780_000_000_000, swaps: 2 }],
  ["settings", { language: "en", theme: "dark" }],
  ["pond", linked],
  [
    "search",
    {
      pond,
      id: "lamp",
      words: "lamp",
      kind: "any",
      returns: "any",
      onlyTrusted: false,
      since: 3,
      at: 5,
    },
  ],
  ["muted", { pond, id: bytesToBase64Url(new Uint8Array(32).fill(9)) }],
  ["words", { pond, id: bytesToBase64Url(new Uint8Array(32).fill(8)), text: "See you at six." }],
  ["device", { feed: bytesToBase64Url(new Uint8Array(32).fill(7)), name: "Old phone" }],
  ["page", { pond, update: new Uint8Array(100) }],
  ["end", { items: 5 }],
].map(encodeCanonical);

/** What somebody restores from or links with: a file whose passphrase he was given, a code that he was sent. */
export async function targetsOfKeeping(): Promise<readonly Target[]> {
  const asking = memoryBox(new Uint8Array(32).fill(1));
  const content = { seed: new Uint8Array(32).fill(3), ponds: [linked] };
  const answer = await answerAsk(asking.publicKey, content, memoryBox(new Uint8Array(32).fill(2)), webCipher);
  if (answer === null) throw new Error("no answer");
  const asks = [textToInput(encodeAsk(asking.publicKey))];
  const answers = [textToInput(answer.code)];
  const anyText = fc.string({ unit: "binary", maxLength: 400 }).map(textToInput);
  return [
    {
      name: "backup-item",
      samples: items,
      mutate: (dice) => {
        const sample = dice.pick(items);
        const read = decodeCanonical(sample, MAX_INPUT);
        const other = dice.chance(0.6) && read.ok ? encoded(mutateValue(dice, read.value)) : null;
        return other ?? mutateBytes(dice, items, MAX_INPUT);
      },
      arbitrary: fc.uint8Array({ maxLength: 300 }),
      check: checkItem,
    },
    {
      name: "link-ask",
      samples: asks,
      mutate: (dice) => mutateBytes(dice, asks, MAX_LINK_CODE),
      arbitrary: anyText,
      check: checkAsk,
    },
    {
      name: "link-answer",
      isSlow: true,
      samples: answers,
      mutate: (dice) => mutateBytes(dice, answers, 3 * MAX_LINK_CODE),
      arbitrary: anyText,
      check: async (input) => {
        const opened = await openAnswer(inputToText(input), asking, webCipher);
        if (opened === null) return refused();
        hold("only what was sealed", opened.ponds[0]?.pond === pond && opened.seed.every((byte) => byte === 3));
        return accepted();
      },
    },
  ];
}

function checkItem(input: Uint8Array): Outcome {
  const item = parseItem(input);
  if (item === null) return refused();
  holdInProportion(input, item.value);
  return accepted(item.kind);
}

function checkAsk(input: Uint8Array): Outcome {
  const text = inputToText(input);
  const box = parseAsk(text);
  if (box === null) return refused();
  hold("one spelling", encodeAsk(box) === text.trim());
  return accepted();
}

/** The bytes of whatever can be said in CBOR at all; null for the rest. */
function encoded(value: unknown): Uint8Array | null {
  try {
    return encodeCanonical(value);
  } catch {
    return null; // an `undefined` in a map: nothing that a file could hold
  }
}
