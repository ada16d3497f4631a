import type { Time } from "../../src/domain/ids.ts";
import { encodeCanonical } from "../../src/domain/encoding.ts";
import { identityKeyOf, makeInvite } from "../../src/domain/invite/openings.ts";
import { feedCloseWord } from "../../src/domain/ledger/signed-words.ts";
import { MAX_AHEAD_MS, MAX_BODY_BYTES, MAX_FEEDS_PER_IDENTITY, MAX_PREVIEW_BYTES } from "../../src/domain/limits.ts";
import { parseRecord, withoutBody } from "../../src/domain/record/record.ts";
import { type WireRun, writeVector } from "../../src/sync/canonical-update.ts";
import { reportFrame, vectorFrame } from "../../src/sync/frames.ts";
import { MAX_FRAME_BYTES } from "../../src/sync/limits.ts";
import { SLOW_MS } from "./cast.ts";
import { somethingToSay } from "./doings.ts";
import { bodyOf, type Eve, type StolenInvite } from "./eve.ts";
import type { Hand, Twist } from "./hand.ts";
import { allocationBomb, awareness, garbageStruct, rawUpdate, withBitFlipped } from "./raw-frames.ts";
import { forbiddenTexts } from "./texts.ts";

/** Null: a message that is no bytes. */
export type Attack = (eve: Eve) => Promise<readonly (Uint8Array<ArrayBuffer> | null)[]>;

const HOUR_MS = 60 * 60_000;
/** Records of a long feed that are said again, in case somebody has not heard them. */
const LATEST = 20;
/** Names that one turn at the farm makes. */
const FARM_NAMES = 12;
const YEAR_MS = 365 * 24 * HOUR_MS;

/** What no honest program sends: each message is counted, and a few of them end the connection. */
export const offences = {
  deletes: async (eve) => [rawUpdate([], { deletes: [[victim(eve).client, 0, 1]] })],
  "deletes ahead of time": async (eve) => [rawUpdate([], { deletes: [[victim(eve).client, 5, 1_000_000]] })],
  overwrites: async (eve) => {
    const { client, records } = victim(eve);
    return [rawUpdate([{ client, from: Math.max(0, records.length - 1), records: [eve.dice.bytes(200)] }])];
  },
  "another's client ahead of its clock": async (eve) => {
    const { client, records } = victim(eve);
    return [rawUpdate([{ client, from: records.length, records: [eve.dice.bytes(200)] }])];
  },
  "own record under another's client": async (eve) => {
    const hand = await eve.newHand();
    return [rawUpdate([{ ...hand.run(), client: victim(eve).client }])];
  },
  "garbage struct": async (eve) => [garbageStruct(victim(eve).client, 0, 1_000_000)],
  "flood of clients": async (eve) => [
    rawUpdate(Array.from({ length: 200 }, (_, i) => ({ client: i + 1, from: 0, records: [eve.dice.bytes(20)] }))),
  ],
  "root types": async (eve) => [rawUpdate([victim(eve)], { root: eve.dice.pick(["other", "__proto__", "shoa1"]) })],
  "parent by id": async (eve) => [rawUpdate([victim(eve)], { parent: 0 })],
  "other key": async (eve) => [rawUpdate([victim(eve)], { key: "1:0" })],
  "other content": async (eve) => [rawUpdate([victim(eve)], { info: eve.dice.pick([0, 1, 4, 8, 0x63, 0xa3]) })],
  "allocation bomb": async () => [allocationBomb()],
  "lying counts": async (eve) => [rawUpdate([victim(eve)], { claims: eve.dice.pick([0, 2, 2048, 2 ** 25]) + 1000 })],
  "unknown messages": async (eve) => [
    eve.dice.pick([new Uint8Array(), new Uint8Array([9, 9]), new Uint8Array([0, 9, 0]), null]),
    new Uint8Array([0, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
  ],
  "oversized message": async () => [new Uint8Array(MAX_FRAME_BYTES + 1)],
  "oversized body": async (eve) => {
    const hand = await eve.newHand();
    const bytes = encodeCanonical({ name: "x".repeat(MAX_BODY_BYTES) });
    await hand.write("member.profile.1", bytes, { header: { bodySize: MAX_BODY_BYTES } });
    return [sent(hand, 1)];
  },
  "body of another size": async (eve) => {
    const body = bodyOf("member.profile.1", { name: "Eve", about: "" });
    return [sent(await twisted(eve, "member.profile.1", body, { header: { bodySize: body.length + 1 } }), 1)];
  },
  "body of another hash": async (eve) => {
    const body = bodyOf("member.profile.1", { name: "Eve", about: "" });
    return [sent(await twisted(eve, "member.profile.1", body, { header: { bodyHash: eve.dice.bytes(32) } }), 1)];
  },
  "forbidden text": async (eve) => [await profileOf(eve, { name: eve.dice.pick(forbiddenTexts), about: "" })],
  "poisoned maps": async (eve) => [
    await profileOf(
      eve,
      JSON.parse(
        eve.dice.pick([
          '{"__proto__":{"name":"Eve"},"about":""}',
          '{"name":"Eve","about":"","__proto__":null}',
          '{"name":"Eve","about":"","constructor":{}}',
          '{"name":{"toString":"Eve"},"about":""}',
          '["Eve"]',
        ]),
      ),
    ),
  ],
  "broken text": async (eve) => {
    // A lone surrogate, as UTF-8 would spell it if it could.
    const body = bodyOf("member.profile.1", { name: "???", about: "" }).map((byte, i, all) => {
      const at = all.indexOf(0x3f);
      return i >= at && i < at + 3 ? ([0xed, 0xa0, 0x80][i - at] ?? byte) : byte;
    });
    return [sent(await twisted(eve, "member.profile.1", body), 1)];
  },
  "bodies left out": async (eve) => {
    // Of what others wrote: every signature holds, and who took it in would miss what it said for good.
    const heard = victim(eve);
    const records = heard.records.map((bytes) => {
      const record = parseRecord(bytes);
      return record.ok ? withoutBody(record.value).bytes : bytes;
    });
    return [rawUpdate([{ ...heard, records }])];
  },
  "rubbish signature": async (eve) => [
    sent(
      await twisted(eve, "member.profile.1", bodyOf("member.profile.1", { name: "Eve", about: "" }), { rubbish: true }),
      1,
    ),
  ],
  "another pond": async (eve) => [rawUpdate([eve.otherPond])],
  "stolen word": async (eve) => {
    // The opening of somebody else, under a feed of her own.
    const hand = await eve.newHand();
    const other = await eve.newHand();
    const keys = { ...hand.keys, box: other.keys.box };
    return [sent(await eve.newHand({ identity: { ...hand.identity, publicKey: other.identity.publicKey }, keys }))];
  },
  "invite of another inviter": async (eve) => {
    const { feed } = (await eve.newHand()).keys;
    const certificate = { ...eve.invite.certificate, inviter: feed };
    return [sent(await eve.newHand({ invite: { ...eve.invite, certificate } }))];
  },
  "invite made to last": async (eve) => {
    const certificate = { ...eve.invite.certificate, until: (eve.invite.certificate.until + YEAR_MS) as Time };
    return [sent(await eve.newHand({ invite: { ...eve.invite, certificate } }))];
  },
  "jump within a run": async (eve) => {
    const hand = await eve.newHand();
    await profile(hand, { header: { seq: 7 } });
    return [sent(hand)];
  },
  "falling times": async (eve) => {
    const hand = await eve.newHand();
    await profile(hand, { header: { time: 5 as Time } });
    return [sent(hand)];
  },
  "opening in the middle": async (eve) => {
    const hand = await eve.newHand();
    await hand.write("feed.open.1", bodyOf("member.profile.1", { name: "Eve", about: "" }));
    return [sent(hand)];
  },
  "proof of nothing": async (eve) => {
    const hand = await eve.newHand();
    const half = { header: eve.dice.bytes(80), signature: eve.dice.bytes(64) };
    await hand.write("feed.fork.1", bodyOf("feed.fork.1", { a: [half], b: [half] }));
    return [sent(hand, 1)];
  },
  "another's feed closed without his word": async (eve) => {
    const hand = await eve.newHand();
    const feed = eve.seen().listings.length > 0 ? eve.invite.certificate.inviter : hand.keys.feed;
    const identity = eve.dice.any(eve.seen().listings)?.owner;
    if (identity === undefined) return [new Uint8Array([9])];
    await hand.write("feed.close.1", bodyOf("feed.close.1", { identity, feed, count: 1, word: eve.dice.bytes(64) }));
    return [sent(hand, 1)];
  },
} as const satisfies Readonly<Record<string, Attack>>;

/** What an honest program may send, or could by accident: it is no offence, and must do no harm. */
export const annoyances = {
  "endless sync requests": async () => Array.from({ length: 300 }, () => vectorFrame(writeVector(new Map()))),
  "lying vector": async (eve) => [vectorFrame(writeVector(lies(eve)))],
  "lying report": async (eve) => [
    reportFrame(eve.dice.int(1_000_000), eve.dice.bytes(16), writeVector(eve.dice.chance(0.5) ? lies(eve) : new Map())),
  ],
  "flood of presence": async (eve) => Array.from({ length: 100 }, () => awareness(eve.dice.bytes(200))),
  "flipped bits": async (eve) => {
    const message = rawUpdate([victim(eve)]);
    return Array.from({ length: 8 }, () => withBitFlipped(message, eve.dice.int(message.length * 8)));
  },
  replays: async (eve) => [rawUpdate([victim(eve)]), rawUpdate([eve.dice.any(eve.heard()) ?? victim(eve)])],
  "pending structs": async (eve) => {
    const hand = await eve.newHand();
    for (let i = 0; i < 5; i++) await profile(hand);
    return [sent(hand, 3)];
  },
  "withheld pages": async (eve) => {
    const hand = await eve.goodHand();
    await profile(hand);
    return [vectorFrame(writeVector(lies(eve))), sent(hand, hand.run().records.length - 1)];
  },
  "far ahead": async (eve) => {
    const hand = await eve.newHand();
    const ahead = eve.dice.pick([MAX_AHEAD_MS + 60_000, HOUR_MS, YEAR_MS, 2 ** 50]);
    await profile(hand, { header: { time: (eve.clock.now() + SLOW_MS + ahead) as Time } });
    return [sent(hand), sent(hand, 1)];
  },
  "feed that jumps": async (eve) => {
    const hand = await eve.newHand();
    await profile(hand, { header: { seq: eve.dice.between(2, 1_000_000) } });
    return [sent(hand, 1)];
  },
  "rubbish with a good successor": async (eve) => {
    const hand = await eve.newHand();
    await profile(hand, { rubbish: true });
    await profile(hand);
    return [sent(hand)];
  },
  "rubbish before a word that slow clocks do not take": async (eve) => {
    const hand = await eve.newHand();
    await profile(hand, { rubbish: true });
    await profile(hand, { header: { time: (eve.clock.now() + SLOW_MS + MAX_AHEAD_MS - 60_000) as Time } });
    return [sent(hand)];
  },
  "more feeds than one may have": async (eve) => {
    const hands = await eve.kept("many feeds", async () => {
      const first = await eve.newHand();
      const { identity } = first;
      const further = Array.from({ length: MAX_FEEDS_PER_IDENTITY + 4 }, () => eve.newHand({ identity, invite: null }));
      return [first, ...(await Promise.all(further))];
    });
    const [first, ...further] = hands.map((hand) => hand.run());
    return first === undefined ? [] : [first, ...eve.dice.shuffled(further)].map((run) => rawUpdate([run]));
  },
  "kind of a later version": async (eve) => {
    const hand = await eve.newHand();
    await hand.write("zzz.later.9", encodeCanonical({ what: "ever" }));
    return [sent(hand)];
  },
  "a member's nonsense": async (eve) => {
    const hand = await eve.goodHand();
    for (let i = 0; i < 3; i++) {
      const { kind, body } = somethingToSay(eve.seen(), eve.dice);
      // Kind and body come from one KnownBody.
      await hand.write(kind, bodyOf(kind, body as never));
    }
    return [sent(hand, Math.max(0, hand.run().records.length - LATEST))];
  },
  "another's feed closed by her own word": async (eve) => {
    const hand = await eve.newHand();
    const feed = eve.invite.certificate.inviter;
    const word = await hand.identity.sign("shoal/feed-close/1", feedCloseWord(eve.pond, feed, 1));
    const body = { identity: identityKeyOf(hand.identity), feed, count: 1, word };
    await hand.write("feed.close.1", bodyOf("feed.close.1", body));
    return [sent(hand)];
  },
  "many feeds by one link": async (eve) => {
    const hands = await Promise.all(Array.from({ length: 5 }, () => eve.newHand()));
    return [rawUpdate(hands.map((hand) => hand.run()))];
  },
  "invite farm fills the disks": async (eve) => {
    // One link, names without end, each of whom invites further ones, and all of them talk as much as they may.
    const farm = await eve.kept("farm", async () => []);
    const before = farm.length;
    for (let i = 0; i < FARM_NAMES; i++) {
      const host = eve.dice.chance(0.5) ? eve.dice.any(farm) : undefined;
      farm.push(await eve.newHand(host === undefined ? {} : { invite: await inviteOf(eve, host) }));
    }
    const fresh = farm.slice(before);
    for (const hand of fresh) await listing(hand);
    // Guests before their hosts too.
    return eve.dice.shuffled(fresh).map((hand) => sent(hand));
  },
  "days that were borrowed": async (eve) => {
    // A member of today, a further device of hers and a guest, who all began long ago and write for every day since.
    const host = await eve.newHand();
    const long = { clock: { now: () => eve.clock.now() - YEAR_MS } };
    const further = await eve.newHand({ identity: host.identity, invite: null, ...long });
    const guest = await eve.newHand({ invite: await inviteOf(eve, host, long.clock), ...long });
    for (const hand of [further, guest]) await listing(hand);
    return [sent(host), sent(further), sent(guest)];
  },
  "guest of a stranger": async (eve) => {
    const stranger = await eve.newHand();
    const guest = await eve.newHand({ invite: await inviteOf(eve, stranger) });
    return eve.dice.shuffled([sent(guest), sent(stranger)]).slice(eve.dice.int(2));
  },
} as const satisfies Readonly<Record<string, Attack>>;

/** What makes honest devices hold different records, each by right, until they notice (W4) and prove it (L5). */
export const equivocations = {
  "two faces": async (eve) => {
    const faces = await eve.kept("faces", async () => {
      const first = await eve.newHand();
      const second = await eve.newHand(first);
      await first.write("member.profile.1", bodyOf("member.profile.1", { name: "Eve", about: "one" }));
      await second.write("member.profile.1", bodyOf("member.profile.1", { name: "Eve", about: "other" }));
      return [first, second];
    });
    const face = eve.dice.any(faces);
    return face === undefined ? [] : [sent(face)];
  },
} as const satisfies Readonly<Record<string, Attack>>;

/**
 * Two feeds that share the 53 bits of one client (W1): each device lets in the one that it saw first, and nobody can
 * prove it yet. A known limit (SECURITY.md); part of a run only where it is asked for.
 */
export const grinding = {
  "two feeds with one client": async (eve) => {
    const twins = await eve.kept("twins", async () => {
      const keys = eve.groundKeys();
      return Promise.all(keys.map((mine) => eve.newHand({ keys: mine })));
    });
    const twin = eve.dice.any(twins);
    return twin === undefined ? [] : [sent(twin)];
  },
} as const satisfies Readonly<Record<string, Attack>>;

function victim(eve: Eve): WireRun {
  const heard = eve.heard().filter(({ records }) => records.length > 0);
  const { client, records } = eve.dice.any(heard) ?? { client: 77, records: [eve.dice.bytes(300)] };
  return { client, from: 0, records: records.slice(0, 3) };
}

/** What she says she has: too much, too little, feeds that are none. */
function lies(eve: Eve): ReadonlyMap<number, number> {
  const vector = new Map(eve.heard().map(({ client }) => [client, eve.dice.int(1000)] as const));
  for (let i = 0; i < 50; i++) vector.set(eve.dice.int(2 ** 31), eve.dice.int(1_000_000));
  return vector;
}

function sent(hand: Hand, from = 0): Uint8Array<ArrayBuffer> {
  return rawUpdate([hand.run(from)]);
}

async function inviteOf(eve: Eve, host: Hand, clock = eve.clock): Promise<StolenInvite> {
  const seed = eve.dice.bytes(32);
  const certificate = await makeInvite(eve.pond, host.keys, eve.keyring.signer(seed), clock);
  return { pond: eve.pond, certificate, seed };
}

/** As much as a record may say. */
async function listing(hand: Hand): Promise<void> {
  const about = { title: "thing", story: "", condition: null, wants: "", photos: [] };
  await hand.write(
    "listing.post.1",
    bodyOf("listing.post.1", { ...about, kind: "thing", preview: new Uint8Array(MAX_PREVIEW_BYTES) }),
  );
}

async function profile(hand: Hand, twist: Twist = {}): Promise<void> {
  await hand.write("member.profile.1", bodyOf("member.profile.1", { name: "Eve", about: "" }), twist);
}

async function profileOf(eve: Eve, body: unknown): Promise<Uint8Array<ArrayBuffer>> {
  return sent(await twisted(eve, "member.profile.1", encodeCanonical(body)), 1);
}

/** A hand whose second record is twisted. */
async function twisted(eve: Eve, kind: string, body: Uint8Array, twist: Twist = {}): Promise<Hand> {
  const hand = await eve.newHand();
  await hand.write(kind, body, twist);
  return hand;
}
