import { deserialize, serialize } from "node:v8";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type * as z from "zod/mini";
import { base64UrlToBytes, bytesToBase64Url } from "../../src/lib/bytes.ts";
import { parseConfig } from "../../src/app/config.ts";
import type { BlobHash, FeedKey, IdentityKey, PondId, RecordId, Time } from "../../src/domain/ids.ts";
import { inviteLink, parseInvite } from "../../src/domain/invite/link.ts";
import { encodeCardCode, parseCardCode } from "../../src/domain/pond/card-code.ts";
import { encodeHandoverCode, parseHandoverCode } from "../../src/domain/pond/handover-code.ts";
import { BlobRow, DraftRow, MyPondRow, readRow, SealedVouchRow, SettingsRow, WireRow } from "../../src/storage/rows.ts";
import { encodePairCode, offerName, parsePairCode } from "../../src/sync/pairing/pair-code.ts";
import { pairingKeyOf } from "../../src/sync/room.ts";
import { readClientMessage, withClients } from "../../server/client-message.mjs";
import { RELAY_LIMITS } from "../../server/limits.mjs";
import { sampleAnswer, sampleOffer } from "../support/descriptions.ts";
import type { Dice } from "./dice.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateText, mutateValue } from "./mutate-value.ts";
import { quietly } from "./quietly.ts";
import { certificate, key, sampleInvite } from "./samples.ts";
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
import { decoded, encoded } from "./targets-of-bytes.ts";

/** Characters: as many as the relay takes in one message. */
const MAX_INPUT = 64 * 1024;
const ROUTE = "#/join/";
const CODE = "SHOAL1:";
const CARD = "SHOAL-CARD1:";
const PAIR = "SHOAL-PAIR1:";
const signature = new Uint8Array(64).fill(7);

const links = [
  inviteLink("https://shoal.example/app/", sampleInvite),
  inviteLink("", { ...sampleInvite, relays: [], inviterName: "" }).slice(ROUTE.length),
];
const codes = [encodeHandoverCode({ deal: key<RecordId>(1), feed: key<FeedKey>(12), word: signature })];
const cards = [
  encodeCardCode({
    pond: key<PondId>(21),
    member: key<IdentityKey>(10),
    feed: key<FeedKey>(12),
    shown: 1_780_000_000_000 as Time,
    word: signature,
  }),
];
const pairingKey = pairingKeyOf(new Uint8Array(32).fill(5));
const pairCodes = [
  encodePairCode(pairingKey, sampleOffer, null),
  encodePairCode(pairingKey, sampleAnswer, offerName(pairingKey, sampleOffer)),
];
const messages = [
  { type: "subscribe", topics: ["a".repeat(43), "b"] },
  { type: "unsubscribe", topics: [] },
  { type: "publish", topic: "a".repeat(43), from: "alice", data: { nested: [1, "ü", null] }, clients: 99 },
  { type: "ping" },
].map((message) => JSON.stringify(message));
const configs = [
  { relays: [], iceServers: [] },
  { relays: ["wss://relay.example.org/relay"], iceServers: [{ urls: "stun:stun.example.org:3478" }] },
  {
    relays: [],
    iceServers: [{ urls: ["turns:[::1]:443?transport=tcp"], username: "pond", credential: "duck" }],
  },
].map((config) => JSON.stringify(config));

const rowKinds: Readonly<Record<string, { readonly schema: z.ZodMiniType; readonly rows: readonly unknown[] }>> = {
  ponds: {
    schema: MyPondRow,
    rows: [
      {
        pond: sampleInvite.pond,
        secret: sampleInvite.secret,
        relays: sampleInvite.relays,
        feed: key<FeedKey>(4),
        me: key<IdentityKey>(5),
        myName: "Mei",
        pondName: "North Campus",
        joined: 1000 as Time,
        opening: new Uint8Array(200),
        invite: { seed: sampleInvite.seed, certificate },
      } satisfies MyPondRow,
    ],
  },
  drafts: {
    schema: DraftRow,
    rows: [
      {
        kind: "thing",
        title: "",
        story: "half a sen",
        condition: null,
        wants: "a lamp",
        returns: "swap",
        tags: [],
        place: "",
        lot: null,
        preview: new Uint8Array([1, 2]),
        photos: [{ hash: key<BlobHash>(8), size: 5, width: 1, height: 1 }],
      } satisfies DraftRow,
    ],
  },
  settings: {
    schema: SettingsRow,
    rows: [{ language: "zh-CN", theme: "dark", keepsAll: true, notify: false } satisfies SettingsRow],
  },
  sealed: {
    schema: SealedVouchRow,
    rows: [
      {
        pond: sampleInvite.pond,
        deal: key<RecordId>(1),
        good: true,
        keptTerms: true,
        showedUp: true,
        asDescribed: false,
        words: "kind, and on time",
        salt: new Uint8Array(16),
      } satisfies SealedVouchRow,
    ],
  },
  wire: {
    schema: WireRow,
    rows: [
      {
        state: "on",
        relays: [{ url: "wss://relay.example.org/relay", up: true }],
        peers: [{ id: "peer", since: 1000 as Time, name: null, way: "paired" }],
        onlyHere: 1,
        acknowledged: 1,
        savedOn: 2,
        have: 3,
        known: 4,
        refused: { malformed: 1 },
        copies: [{ feed: key<FeedKey>(9), upTo: 3 }],
        unmet: 1,
        photos: { here: 1, all: 2, bytes: 500, allBytes: 900, underway: 1 },
      } satisfies WireRow,
    ],
  },
  blobs: { schema: BlobRow, rows: [{ hash: key<BlobHash>(8), type: "image/webp", bytes: new Uint8Array(90) }] },
};

const anyText = fc.string({ unit: "binary", maxLength: 400 });
const anyJson = fc.json({ maxDepth: 4 });

export function targetsOfText(): readonly Target[] {
  return [
    {
      ...ofText("invite", links, anyText, checkInvite),
      mutate: (dice) =>
        textToInput(dice.chance(0.6) ? mutatePayload(dice, links, ROUTE) : mutateText(dice, dice.pick(links))),
    },
    {
      ...ofText("handover", codes, anyText, checkHandover),
      mutate: (dice) =>
        textToInput(dice.chance(0.6) ? mutatePayload(dice, codes, CODE) : mutateText(dice, dice.pick(codes))),
    },
    {
      ...ofText("card-code", cards, anyText, checkCardCode),
      mutate: (dice) =>
        textToInput(dice.chance(0.6) ? mutatePayload(dice, cards, CARD) : mutateText(dice, dice.pick(cards))),
    },
    { ...ofText("pair-code", pairCodes, anyText, checkPairCode), mutate: mutatePairCode },
    ofText("relay", messages, anyJson, checkClientMessage),
    ofText("config", configs, anyJson, checkConfig),
    rows(),
  ];
}

function ofText(
  name: string,
  samples: readonly string[],
  arbitrary: fc.Arbitrary<string>,
  check: (text: string) => Outcome,
): Target {
  return {
    name,
    samples: samples.map(textToInput),
    mutate: (dice) => textToInput(mutateJson(dice, dice.pick(samples)).slice(0, MAX_INPUT)),
    arbitrary: fc.oneof(arbitrary, anyText).map(textToInput),
    check: (input) => check(inputToText(input)),
  };
}

function mutateJson(dice: Dice, sample: string): string {
  if (dice.chance(0.3)) return mutateText(dice, sample);
  const text = JSON.stringify(mutateValue(dice, JSON.parse(sample))) ?? "";
  if (dice.chance(0.8)) return text;
  const twice = dice.pick(['"topic":"b",', '"type":"ping",', '"__proto__":{"type":"ping"},', '"clients":1e999,', " "]);
  return text.replace("{", `{${twice}`) + dice.pick(["", " \n", "\uFEFF", "\u00A0", "}", "\u0000"]);
}

/** Some of its bytes are others, or some of its characters. */
function mutatePairCode(dice: Dice): Uint8Array {
  const sample = dice.pick(pairCodes);
  if (dice.chance(0.5)) return textToInput(mutateText(dice, sample));
  const bytes = base64UrlToBytes(sample.slice(PAIR.length)) ?? new Uint8Array();
  return textToInput(PAIR + bytesToBase64Url(mutateBytes(dice, [bytes], bytes.length + 8)));
}

function checkPairCode(text: string): Outcome {
  const read = parsePairCode(pairingKey, text);
  if (!read.ok) return refused(read.error);
  holdInProportion(text, read.value);
  const { description, offer } = read.value;
  const again = encodePairCode(pairingKey, description, description.kind === "offer" ? null : offer);
  hold("only what a member has sealed, in one spelling", pairCodes.includes(again) && text.trim() === again);
  return accepted(description.kind);
}

/** The CBOR inside a link or a code says something else; the text around it is in order. */
function mutatePayload(dice: Dice, samples: readonly string[], before: string): string {
  const sample = dice.pick(samples);
  const at = sample.includes(before) ? sample.indexOf(before) + before.length : 0;
  const bytes = base64UrlToBytes(sample.slice(at));
  const mutated = bytes === null ? null : encoded(mutateValue(dice, decoded(bytes)));
  return sample.slice(0, at) + (mutated === null ? sample : bytesToBase64Url(mutated));
}

function checkInvite(text: string): Outcome {
  const invite = parseInvite(text);
  if (invite === null) return refused();
  holdInProportion(text, invite);
  const payload = inviteLink("", invite).slice(ROUTE.length);
  hold("one spelling", text.trim().endsWith(payload));
  hold("the same again", isDeepStrictEqual(parseInvite(payload), invite));
  return accepted(`${invite.relays.length} relays`);
}

function checkHandover(text: string): Outcome {
  const token = parseHandoverCode(text);
  if (token === null) return refused();
  holdInProportion(text, token);
  hold("one spelling", encodeHandoverCode(token) === text.trim());
  return accepted();
}

function checkCardCode(text: string): Outcome {
  const token = parseCardCode(text);
  if (token === null) return refused();
  holdInProportion(text, token);
  hold("one spelling", encodeCardCode(token) === text.trim());
  return accepted();
}

function checkClientMessage(text: string): Outcome {
  const message = readClientMessage(text, RELAY_LIMITS);
  if (message === null) return refused();
  holdInProportion(text, message);
  const topics = "topics" in message ? message.topics : "topic" in message ? [message.topic] : [];
  hold("topics within bounds", topics.length <= RELAY_LIMITS.maxTopics && topics.every(isTopic));
  const spliced = withClients(text, 3);
  const [before, told]: readonly object[] = [JSON.parse(text), JSON.parse(spliced)];
  const keys = new Set([...Object.keys(before ?? {}), "clients"]);
  hold("the sender's own words", spliced.startsWith(text.trimEnd().slice(0, -1)));
  hold("the count, and no other key", isDeepStrictEqual(new Set(Object.keys(told ?? {})), keys));
  hold("the true count", Reflect.get(told ?? {}, "clients") === 3);
  return accepted(message.type);
}

function isTopic(topic: unknown): boolean {
  return typeof topic === "string" && topic !== "" && topic.length <= RELAY_LIMITS.maxTopicLength;
}

function checkConfig(text: string): Outcome {
  const config = quietly("error", () => parseConfig(text));
  if (config === null) return refused();
  holdInProportion(text, config);
  hold(
    "relays that a browser can be told of",
    config.relays.every((url) => /^wss?:/.test(url)),
  );
  hold(
    "the same again",
    isDeepStrictEqual(
      quietly("error", () => parseConfig(JSON.stringify(config))),
      config,
    ),
  );
  return accepted(`${config.relays.length} relays, ${config.iceServers.length} servers`);
}

/** Rows as IndexedDB gives them back: whatever structured cloning lets through. */
function rows(): Target {
  const tables = Object.entries(rowKinds);
  const arbitrary = fc
    .tuple(
      fc.constantFrom(...Object.keys(rowKinds)),
      fc.anything({ withMap: true, withDate: true, withSparseArray: true, withTypedArray: true, withBigInt: true }),
    )
    .map(([table, row]) => new Uint8Array(serialize([table, row])));
  return {
    name: "row",
    samples: tables.flatMap(([table, { rows: all }]) => all.map((row) => new Uint8Array(serialize([table, row])))),
    mutate: (dice) => {
      const [table, { rows: all }] = dice.pick(tables);
      return new Uint8Array(serialize([table, mutateValue(dice, dice.pick(all.map((row) => row ?? null)))]));
    },
    arbitrary,
    check: checkRow,
  };
}

function checkRow(input: Uint8Array): Outcome {
  const [table, row] = rowFrom(input);
  const schema = rowKinds[table]?.schema;
  if (schema === undefined) return refused("no such table");
  const read = quietly("warn", () => readRow(schema, row, table));
  if (read === null) return refused(table);
  holdInProportion(input, read);
  hold("the same again", isDeepStrictEqual(readRow(schema, read, table), read));
  return accepted(table);
}

/** The pair that the target itself has serialised, as IndexedDB would give it back. */
function rowFrom(input: Uint8Array): readonly [table: string, row: unknown] {
  try {
    return deserialize(input) as readonly [string, unknown];
  } catch {
    return ["", null]; // nested so deep that the structured clone itself gives up: never comes to us
  }
}
