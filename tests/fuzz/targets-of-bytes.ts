import fc from "fast-check";
import { concatBytes, equalBytes } from "../../src/lib/bytes.ts";
import { verifyCard } from "../../src/app/use-cases/card.ts";
import { decodeCanonical, encodeCanonical } from "../../src/domain/encoding.ts";
import { hashBytes } from "../../src/domain/hash.ts";
import { encodeBody, parseBody } from "../../src/domain/kinds/body.ts";
import { MAX_BODY_BYTES, MAX_DEPTH, MAX_RECORD_BYTES, MAX_STORY } from "../../src/domain/limits.ts";
import { encodeHeader } from "../../src/domain/record/header.ts";
import { parseRecord } from "../../src/domain/record/record.ts";
import { readBundle } from "../../src/sync/bundle.ts";
import { writeUpdate, writeVector } from "../../src/sync/canonical-update.ts";
import {
  haveFrame,
  introFrame,
  peersFrame,
  readFrame,
  reportFrame,
  updateFrame,
  vectorFrame,
} from "../../src/sync/frames.ts";
import { createGate } from "../../src/sync/gate.ts";
import { MAX_FRAME_BYTES, MAX_PEERS_SAID } from "../../src/sync/limits.ts";
import { readDescription, writeDescription } from "../../src/sync/pairing/description.ts";
import { describe, sdpOf } from "../../src/sync/pairing/sdp.ts";
import { readIntro, readPeers, readReport, readUpdate, readVector } from "../../src/sync/strict-reader.ts";
import { createFrameReader, createFrameWriter, MalformedFrame } from "../../src/sync/varint.ts";
import { sampleAnswer, sampleOffer } from "../support/descriptions.ts";
import type { Dice } from "./dice.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateValue } from "./mutate-value.ts";
import { sampleBodies, sampleCard, samplePond, sampleRecords } from "./samples.ts";
import { accepted, hold, holdInProportion, type Outcome, refused, type Target } from "./target.ts";

/** Lines of an SDP of ours without addresses, and the end of the last one. */
const SDP_LINES = 15;
/** A little more than is ever let in, so that the bound itself is met. */
const MAX_INPUT = MAX_FRAME_BYTES + 100;

const client = 7_000_000_000_000_123; // 53 bits
const vectors = [
  writeVector(new Map([[client, 300]])),
  writeVector(
    new Map([
      [1, 1],
      [client, 1_000_000],
    ]),
  ),
];
const updates = [
  writeUpdate([]),
  writeUpdate([{ client, from: 0, records: [new Uint8Array([1, 2, 3]), new Uint8Array(300).fill(9)] }]),
  writeUpdate([
    { client: 5, from: 127, records: [new Uint8Array(), new Uint8Array(1)] },
    { client, from: 999_999, records: [new Uint8Array(2000)] },
  ]),
];
const descriptions = [sampleOffer, sampleAnswer];
const numbers = [0, 127, 128, 300, 2 ** 32, 2 ** 53 - 1].map(spelled);
const anyBytes = fc.uint8Array({ maxLength: 300 });
const anyCbor = fc
  .anything({ withNullPrototype: false, maxDepth: 4 })
  .map((value) => encoded(value) ?? new Uint8Array());

export async function targetsOfBytes(): Promise<readonly Target[]> {
  const records = await sampleRecords();
  const pond = await samplePond();
  const card = await sampleCard();
  const bodyInputs = sampleBodies.map(({ kind, bytes }) => bodyInput(kind, bytes));
  return [
    ofBytes("varint", numbers, checkVarint),
    ofBytes(
      "frame",
      [
        ...updates.map(updateFrame),
        ...vectors.map(vectorFrame),
        reportFrame(7, new Uint8Array(16), writeVector(new Map())),
        haveFrame(writeVector(new Map([[1, 2]]))),
        peersFrame([new Uint8Array(32).fill(1)]),
        introFrame("to", new Uint8Array(32).fill(2), writeDescription(sampleOffer)),
      ],
      checkFrame,
    ),
    ofBytes("update", updates, checkUpdate),
    ofBytes("vector", vectors, checkVector),
    ofBytes("description", descriptions.map(writeDescription), checkDescription),
    ofBytes("peers", [new Uint8Array(), new Uint8Array(32).fill(3), new Uint8Array(40 * 32).fill(4)], checkPeers),
    ofBytes(
      "intro",
      descriptions.map((description, i) =>
        concatBytes(Uint8Array.of(i), new Uint8Array(32), writeDescription(description)),
      ),
      checkIntro,
    ),
    ofBytes(
      "report",
      vectors.map((vector) => concatBytes(spelled(300), new Uint8Array(16).fill(5), vector)),
      checkReport,
    ),
    ofCbor(
      "cbor",
      [...sampleBodies.map(({ bytes }) => bytes), ...records.map(({ headerBytes }) => headerBytes)],
      checkCbor,
    ),
    {
      name: "record",
      samples: records.map(({ bytes }) => bytes),
      mutate: (dice) =>
        dice.chance(0.5)
          ? mutateRecord(dice, records)
          : mutateBytes(
              dice,
              records.map(({ bytes }) => bytes),
              MAX_INPUT,
            ),
      arbitrary: fc.oneof(anyBytes, anyCbor),
      check: checkRecord,
    },
    {
      name: "body",
      samples: bodyInputs,
      mutate: (dice) => (dice.chance(0.7) ? mutateBody(dice) : mutateBytes(dice, bodyInputs, MAX_INPUT)),
      arbitrary: fc
        .tuple(fc.constantFrom(...sampleBodies.map(({ kind }) => kind)), anyCbor)
        .map(([kind, bytes]) => bodyInput(kind, bytes)),
      check: checkBody,
    },
    {
      name: "bundle",
      isSlow: true,
      samples: [pond.file],
      mutate: (dice) =>
        dice.chance(0.3) ? mutateBytes(dice, [pond.file], MAX_INPUT) : mutatePages(dice, pond.file, BUNDLE_HEAD),
      arbitrary: anyBytes.map((bytes) => concatBytes(pond.file.subarray(0, BUNDLE_HEAD), bytes)),
      check: (input) => checkBundle(pond, input),
    },
    {
      name: "card",
      isSlow: true,
      samples: [card.bytes],
      mutate: (dice) =>
        dice.chance(0.3) ? mutateBytes(dice, [card.bytes], MAX_INPUT) : mutatePages(dice, card.bytes, CARD_HEAD),
      arbitrary: anyBytes.map((bytes) => concatBytes(card.bytes.subarray(0, CARD_HEAD), bytes)),
      check: (input) => checkCard(card, input),
    },
  ];
}

function ofBytes(name: string, samples: readonly Uint8Array[], check: Target["check"]): Target {
  return { name, samples, mutate: (dice) => mutateBytes(dice, samples, MAX_INPUT), arbitrary: anyBytes, check };
}

function ofCbor(name: string, samples: readonly Uint8Array[], check: Target["check"]): Target {
  const mutate = (dice: Dice) =>
    (dice.chance(0.5) ? encoded(mutateValue(dice, decoded(dice.pick(samples)))) : null) ??
    mutateBytes(dice, samples, MAX_INPUT);
  return { name, samples, mutate, arbitrary: fc.oneof(anyBytes, anyCbor), check };
}

/** The bytes of whatever can be said in CBOR at all; null for the rest. */
export function encoded(value: unknown): Uint8Array | null {
  try {
    return encodeCanonical(value);
  } catch {
    return null; // an `undefined` in a map, a stack too short: nothing that a peer could send
  }
}

export function decoded(bytes: Uint8Array): unknown {
  const read = decodeCanonical(bytes, MAX_INPUT);
  return read.ok ? read.value : null;
}

function spelled(value: number): Uint8Array<ArrayBuffer> {
  const out = createFrameWriter();
  out.uint(value);
  return out.finish();
}

function checkVarint(input: Uint8Array): Outcome {
  const reader = createFrameReader(input);
  let value: number;
  try {
    value = reader.uint();
  } catch (cause) {
    if (cause instanceof MalformedFrame) return refused(cause.message);
    throw cause;
  }
  hold("a whole number that is exact", Number.isSafeInteger(value) && value >= 0);
  hold("one spelling", equalBytes(spelled(value), input.subarray(0, input.length - reader.left())));
  return accepted(`${input.length - reader.left()} bytes`);
}

function checkFrame(input: Uint8Array): Outcome {
  const read = readFrame(input);
  if (!read.ok) return refused(read.error.why);
  const { kind, payload } = read.value;
  holdInProportion(input, payload);
  const again = { update: updateFrame, vector: vectorFrame }[kind === "vector" ? kind : "update"](payload);
  // Steps 2 and 3 both bring an update, and a report or awareness has another head: from the third byte on all is the same.
  const head = kind === "awareness" ? 1 : 2;
  hold("one spelling", equalBytes(again.subarray(2), input.subarray(head)));
  return accepted(kind);
}

function checkUpdate(input: Uint8Array): Outcome {
  const read = readUpdate(input);
  if (!read.ok) return refused(read.error.why);
  holdInProportion(input, read.value);
  hold("one spelling", equalBytes(writeUpdate(read.value), input));
  const copies = read.value.flatMap(({ records }) => records);
  hold(
    "copies, not views",
    copies.every(({ buffer, byteLength }) => buffer.byteLength === byteLength),
  );
  return accepted(`${read.value.length} runs`);
}

function checkVector(input: Uint8Array): Outcome {
  const read = readVector(input);
  if (!read.ok) return refused(read.error.why);
  holdInProportion(input, read.value);
  // Yjs may write a clock of nothing; we never do.
  if (![...read.value.values()].includes(0)) hold("one spelling", equalBytes(writeVector(read.value), input));
  return accepted(`${read.value.size} feeds`);
}

function checkReport(input: Uint8Array): Outcome {
  const read = readReport(input);
  if (!read.ok) return refused(read.error.why);
  holdInProportion(input, read.value.vector);
  const again = concatBytes(spelled(read.value.taken), read.value.digest, writeVector(read.value.vector));
  if (![...read.value.vector.values()].includes(0)) hold("one spelling", equalBytes(again, input));
  return accepted(`${read.value.vector.size} feeds`);
}

function checkDescription(input: Uint8Array): Outcome {
  const read = readDescription(input);
  if (read === null) return refused();
  holdInProportion(input, read);
  hold("one spelling", equalBytes(writeDescription(read), input));
  const lines = sdpOf(read).split("\r\n");
  hold("no line that is not ours", lines.length === SDP_LINES + read.candidates.length);
  hold(
    "nothing but what can be read",
    lines.slice(0, -1).every((line) => /^[a-z]=[ -~]+$/.test(line)),
  );
  const again = describe(read.kind, sdpOf(read));
  hold("all addresses", again?.candidates.length === read.candidates.length && again.password === read.password);
  return accepted(`${read.kind}, ${read.candidates.length}`);
}

function checkPeers(input: Uint8Array): Outcome {
  const read = readPeers(input);
  if (!read.ok) return refused(read.error.why);
  hold("one spelling", equalBytes(concatBytes(...read.value), input));
  hold("no more than may be said", read.value.length <= MAX_PEERS_SAID);
  return accepted();
}

function checkIntro(input: Uint8Array): Outcome {
  const read = readIntro(input);
  if (!read.ok) return refused(read.error.why);
  const { direction, feed, description } = read.value;
  const again = concatBytes(Uint8Array.of(direction === "to" ? 0 : 1), feed, writeDescription(description));
  hold("one spelling", equalBytes(again, input));
  return accepted(`${direction}, ${description.kind}`);
}

function checkCbor(input: Uint8Array): Outcome {
  const read = decodeCanonical(input, MAX_RECORD_BYTES);
  if (!read.ok) return refused(whyOf(read.error));
  holdInProportion(input, read.value);
  hold("no deeper than a number says", depthOf(read.value) <= MAX_DEPTH);
  hold("one spelling", equalBytes(encodeCanonical(read.value), input));
  return accepted(typeof read.value);
}

function checkRecord(input: Uint8Array): Outcome {
  const read = parseRecord(input);
  if (!read.ok) return refused(whyOf(read.error));
  const { header, headerBytes, signature, body, bytes } = read.value;
  holdInProportion(input, { headerBytes, signature, body });
  hold("one spelling", equalBytes(bytes, input) && equalBytes(encodeCanonical([headerBytes, signature, body]), input));
  hold("one spelling of its header", equalBytes(encodeHeader(header), headerBytes));
  hold("the body that it names", body === null || equalBytes(hashBytes(body), header.bodyHash));
  return accepted(body === null ? "without body" : "with body");
}

function checkBody(input: Uint8Array): Outcome {
  const cut = input.indexOf(10);
  const kind = new TextDecoder().decode(input.subarray(0, Math.max(0, cut)));
  const bytes = input.subarray(cut + 1);
  const read = parseBody(kind, bytes);
  if (!read.ok) return refused(`${kind.slice(0, 20)} ${whyOf(read.error)}`);
  if (read.value === null) return accepted("a later kind");
  holdInProportion(bytes, read.value);
  hold("texts in UTF-16 units", longestText(read.value.body) <= MAX_STORY);
  const again = encodeBody(read.value.kind, read.value.body);
  hold("one spelling", again.ok && equalBytes(again.value, bytes));
  return accepted(read.value.kind);
}

async function checkBundle(pond: Awaited<ReturnType<typeof samplePond>>, input: Uint8Array): Promise<Outcome> {
  const ledger = await pond.newcomer();
  const read = await readBundle(pond.pond, new Blob([new Uint8Array(input)]), createGate({ ledger }));
  const heads = ledger.heads();
  const held = heads.reduce((sum, { count }) => sum + count, 0);
  hold("only what was signed", held <= pond.count && heads.every(({ feed }) => feed === pond.feed));
  if (!read.ok) return refused(read.error.kind);
  hold("every new record told", read.value.added === held);
  return accepted(`${read.value.added} added, ${read.value.refused > 0 ? "some" : "none"} refused`);
}

async function checkCard(card: Awaited<ReturnType<typeof sampleCard>>, input: Uint8Array): Promise<Outcome> {
  const read = await verifyCard(new Blob([new Uint8Array(input)]), card);
  if (!read.ok) return refused(read.error.kind);
  const { member, fold } = read.value;
  hold("only what was signed", member.id === card.member && [...fold.members()].length === 1);
  hold("no listing, no deal", [...fold.deals()].length === 0 && [...fold.listingsOf(member.id)].length === 0);
  return accepted(member.name === "" ? "no name" : "a name");
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function longestText(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return 0;
  return Math.max(0, ...Object.values(value).map(longestText));
}

/** Numbers taken out, so that outcomes can be counted. */
function whyOf(error: { readonly kind: string; readonly why?: string }): string {
  return `${error.kind} ${error.why ?? ""}`.replaceAll(/\d+|".*"/gs, "#").slice(0, 80);
}

function bodyInput(kind: string, bytes: Uint8Array): Uint8Array {
  return concatBytes(new TextEncoder().encode(`${kind}\n`), bytes);
}

function mutateBody(dice: Dice): Uint8Array {
  const { kind, bytes } = dice.pick(sampleBodies);
  const said = dice.chance(0.9) ? kind : dice.pick(sampleBodies).kind;
  return bodyInput(said, (encoded(mutateValue(dice, decoded(bytes))) ?? bytes).slice(0, MAX_BODY_BYTES + 50));
}

/** A header or a body that means something else, and all around it in order: the inner checks are reached. */
function mutateRecord(dice: Dice, records: Awaited<ReturnType<typeof sampleRecords>>): Uint8Array {
  const { headerBytes, signature, body, bytes } = dice.pick(records);
  const said = dice.pick(sampleBodies).bytes;
  const otherBody = body === null ? null : (encoded(mutateValue(dice, decoded(said))) ?? said);
  const header: unknown = decoded(headerBytes);
  if (!Array.isArray(header)) return bytes;
  const naming: unknown[] =
    otherBody === null ? header : [...header.slice(0, 7), hashBytes(otherBody), otherBody.length];
  const otherHeader = dice.chance(0.5) ? encoded(mutateValue(dice, naming)) : encoded(naming);
  return encoded([otherHeader ?? headerBytes, signature, otherBody]) ?? bytes;
}

const BUNDLE_HEAD = "SHOALPOND1".length + 32;
/** A card is its own head before a bundle. */
const CARD_HEAD = "SHOALCARD1".length + 32 + BUNDLE_HEAD;

/** Pages that are changed inside and keep their right size, and pages repeated. */
export function mutatePages(dice: Dice, file: Uint8Array, head: number): Uint8Array {
  const page = file.subarray(head + 4);
  const pages = Array.from({ length: dice.below(4) }, () =>
    dice.chance(0.4) ? page : mutateBytes(dice, [page, ...updates], MAX_FRAME_BYTES),
  );
  const sized = pages.flatMap((one) => {
    const size = new Uint8Array(4);
    new DataView(size.buffer).setUint32(0, one.length);
    return [size, one];
  });
  return concatBytes(file.subarray(0, head), ...sized);
}
