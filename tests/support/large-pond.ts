import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { sealOfVouch } from "../../src/domain/kinds/vouch-seal.ts";
import type { RecordId } from "../../src/domain/ids.ts";
import { inviteLink } from "../../src/domain/invite/link.ts";
import type { BodyOf, RecordKind } from "../../src/domain/kinds/registry.ts";
import { writeBundle } from "../../src/sync/bundle.ts";
import { createGate } from "../../src/sync/gate.ts";
import type { Clock } from "../../src/lib/clock.ts";
import { type Ledger, openLedger } from "../../src/domain/ledger/ledger.ts";
import { createMemoryLedgerStore } from "../../src/domain/ledger/memory-store.ts";
import { webCryptoSuite } from "../../src/storage/web-crypto.ts";
import { createTestClock, createWorld, type Device } from "./world.ts";

/** A pond with a past, made by the real record code: as a bundle to open, and as a link to come in by. */
export interface LargePond {
  readonly name: string;
  readonly members: number;
  readonly records: number;
  readonly listings: number;
  /** Bytes of the bundle. */
  readonly bytes: number;
  /** Where the bundle was written. */
  readonly path: string;
  linkFor(appUrl: string): string;
}

export interface LargePondOptions {
  readonly records: number;
  readonly members: number;
  /** Where to write the bundle. */
  readonly path: string;
  /** Nothing but listings, from this text and with one of these previews in turn; where not given, swaps are made, too. */
  readonly only?: { readonly texts: readonly ListedText[]; readonly previews: readonly Uint8Array[] };
}

export type ListedText = Pick<BodyOf<"listing.post.1">, "title" | "story" | "wants">;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Every so many listings one has a preview, as large as the composer makes them. */
const PREVIEW_EVERY = 3;
const PREVIEW_BYTES = 4000;
/** Records that reach the hub at once: about what somebody writes between two meetings. */
const RUN = 4;
/** A listing, an offer, its acceptance, and two each of handover, sealed and opened vouch. */
const RECORDS_OF_SWAP = 9;
const THINGS = ["Rice cooker", "Desk lamp", "Bookshelf", "Bicycle", "Guitar", "Kettle", "Tent", "Chess set", "Monitor"];
const WISHES = ["a meal", "help with moving", "books", "a bike repair", "anything", "plants"];

/** Writes the pond's story until it has so many records: people come in by invites, list, swap and vouch. */
export async function writeLargePond({ records, members, path, only }: LargePondOptions): Promise<LargePond> {
  const random = seededRandom(7);
  const clock = createTestClock(Date.now() - 20 * DAY_MS);
  // Each device writes only its own feed, whose signatures it need not look at; the hub below verifies them all.
  const world = createWorld({ clock, verifier: { verify: async () => true } });
  const founder = await world.startPond(await world.person("Ana"));
  const devices: Device[] = [founder];
  let written = 1;
  let listings = 0;
  const left = (): number => records - written;
  const say = async <K extends RecordKind>(device: Device, kind: K, body: BodyOf<K>): Promise<RecordId> => {
    clock.turn(Math.floor((random() * 5 + 1) * MINUTE_MS * (5000 / records)));
    const done = await device.ledger.append(kind, body);
    if (!done.ok) throw new Error(`${kind}: ${done.error.kind}`);
    written++;
    return done.value.id;
  };
  const pick = <T>(all: readonly T[]): T => {
    const one = all[Math.floor(random() * all.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  const list = async (device: Device): Promise<RecordId> => {
    listings++;
    const text = only?.texts[listings % only.texts.length];
    if (only !== undefined && text !== undefined) {
      const preview = only.previews[listings % only.previews.length] ?? null;
      return say(device, "listing.post.1", { ...text, kind: "thing", condition: "good", preview, photos: [] });
    }
    return say(device, "listing.post.1", {
      kind: "thing",
      title: `${pick(THINGS)} ${listings}`,
      story: "Used for two years, works well. I am moving out in June and cannot take it with me.",
      condition: "good",
      wants: pick(WISHES),
      preview: listings % PREVIEW_EVERY === 0 ? noise(PREVIEW_BYTES, random) : null,
      photos: [],
    });
  };
  const swap = async (maker: Device, owner: Device): Promise<void> => {
    const listing = await list(owner);
    const terms = [{ fromMaker: [{ text: pick(WISHES) }], fromOwner: [{ listing }] }];
    const deal = await say(maker, "offer.make.1", { listing, owner: owner.person.me, terms });
    await say(owner, "offer.accept.1", { offer: deal, terms: deal, choice: 0 });
    for (const device of [maker, owner]) await say(device, "deal.handover.1", { deal, met: { how: "words" } });
    const vouches = [maker, owner].map((device) => {
      const salt = noise(16, random);
      const facts = { keptTerms: true, showedUp: true, asDescribed: true, words: "Friendly and on time." };
      return { device, content: { deal, good: true, ...facts, salt } };
    });
    for (const { device, content } of vouches)
      await say(device, "vouch.seal.1", { deal, seal: sealOfVouch(device.person.me, content) });
    for (const { device, content } of vouches) await say(device, "vouch.open.1", content);
  };

  await say(founder, "member.profile.1", { name: "Ana", about: "" });
  while (devices.length < members) {
    const name = `Member ${devices.length}`;
    const device = await world.join(await world.person(name), await world.invite(pick(devices)));
    written++;
    devices.push(device);
    await say(device, "member.profile.1", { name, about: "" });
  }
  const roomForSwap = only === undefined ? RECORDS_OF_SWAP : Number.POSITIVE_INFINITY;
  while (left() >= roomForSwap) {
    const [maker, owner] = [pick(devices), pick(devices)];
    await (maker === owner ? list(owner) : swap(maker, owner));
  }
  while (left() > 0) await list(pick(devices));

  const hub = await gatherAll(devices, clock);
  const held = hub.heads().reduce((sum, { count }) => sum + count, 0);
  if (held !== records) throw new Error(`the hub holds ${held} of ${records} records`);

  const bundle = await writeBundle(hub.pond, createGate({ ledger: hub }));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, Buffer.from(await bundle.arrayBuffer()));
  // By chance, as the keys are: two such ponds at one relay have nothing to do with each other.
  const secret = crypto.getRandomValues(new Uint8Array(32));
  const invite = await world.invite(founder);
  return {
    name: "North Campus",
    members,
    records,
    listings,
    bytes: bundle.size,
    path,
    linkFor: (appUrl) =>
      inviteLink(appUrl, { ...invite, secret, pondName: "North Campus", inviterName: "Ana", relays: [] }),
  };
}

/** One ledger that has met everybody, and has verified all of it. */
async function gatherAll(devices: readonly Device[], clock: Clock): Promise<Ledger> {
  const [founder] = devices;
  if (founder === undefined) throw new Error("a pond has a founder");
  const { pond } = founder.ledger;
  const store = createMemoryLedgerStore();
  const noViews = () => ({ absorb: () => [], endFeed: () => [] });
  const { verifier } = webCryptoSuite; // many times faster than the pure one
  const hub = await openLedger({ pond, store, verifier, clock, project: noViews, keys: null });
  for (const { ledger, keys } of devices) {
    for (let run = await ledger.readRun(keys.feed, 0, RUN); run.length > 0;) {
      const { refused } = await hub.admitRun(run.map(({ bytes }) => bytes));
      if (refused !== null) throw new Error(refused.kind);
      run = await ledger.readRun(keys.feed, hub.feed(keys.feed)?.count ?? 0, RUN);
    }
  }
  return hub;
}

function noise(length: number, random: () => number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

/** mulberry32 (Tommy Ettinger, public domain): the same numbers for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
