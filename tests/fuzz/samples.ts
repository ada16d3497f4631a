import { bytesToBase64Url } from "../../src/lib/bytes.ts";
import type {
  BlobHash,
  BoxKey,
  FeedKey,
  IdentityKey,
  InviteKey,
  PondId,
  RecordId,
  Time,
} from "../../src/domain/ids.ts";
import type { Invite } from "../../src/domain/invite/link.ts";
import { openPond } from "../../src/domain/invite/openings.ts";
import type { FeedKeys } from "../../src/domain/keys.ts";
import { encodeBody } from "../../src/domain/kinds/body.ts";
import type { BodyOf, RecordKind } from "../../src/domain/kinds/registry.ts";
import { type Ledger, openLedger } from "../../src/domain/ledger/ledger.ts";
import { createMemoryLedgerStore } from "../../src/domain/ledger/memory-store.ts";
import { memoryBox, memorySigner, memoryVerifier } from "../../src/domain/memory-keys.ts";
import { type LedgerRecord, signRecord, withoutBody } from "../../src/domain/record/record.ts";
import { selectCard } from "../../src/domain/pond/card-selection.ts";
import { createPondFold } from "../../src/domain/pond/fold.ts";
import { readBundle, writeBundle } from "../../src/sync/bundle.ts";
import { writeCardFile } from "../../src/sync/card-file.ts";
import { createGate } from "../../src/sync/gate.ts";

/** 32 bytes as text: any key, any id. */
export function key<T extends string>(fill: number): T {
  return bytesToBase64Url(new Uint8Array(32).fill(fill)) as string as T;
}

const signature = new Uint8Array(64).fill(7);
const deal = key<RecordId>(1);
const photo = { hash: key<BlobHash>(2), size: 40_000, width: 1200, height: 900 };
const listing: BodyOf<"listing.post.1"> = {
  kind: "thing",
  title: "电饭锅 Rice cooker",
  story: "Two years old.\nThe lid sticks.",
  condition: "good",
  wants: "a lamp",
  preview: new Uint8Array(60).fill(5),
  photos: [photo, photo],
};
const listing2: BodyOf<"listing.post.2"> = {
  ...listing,
  returns: "cash",
  tags: ["kitchen", "厨房"],
  place: "library side",
};
const terms: BodyOf<"offer.make.1">["terms"] = [
  { fromMaker: [{ listing: key<RecordId>(3) }, { text: "a bike repair" }], fromOwner: [{ listing: key<RecordId>(4) }] },
  { fromMaker: [], fromOwner: [{ text: "anything" }] },
];
const half = { header: new Uint8Array(200).fill(6), signature };
export const certificate: Invite["certificate"] = {
  inviter: key<FeedKey>(8),
  key: key<InviteKey>(9),
  until: 1_780_000_000_000 as Time,
  signature,
};

/** A body of every kind there is; a new kind does not compile without one. */
const bodies: { readonly [K in RecordKind]: BodyOf<K> } = {
  "pond.genesis.1": {
    name: "North Campus",
    place: "library side",
    rules: "be kind",
    identity: key<IdentityKey>(10),
    box: key<BoxKey>(11),
    word: signature,
  },
  "feed.open.1": {
    identity: key<IdentityKey>(10),
    box: key<BoxKey>(11),
    word: signature,
    invite: { certificate, word: signature },
  },
  "feed.close.1": { identity: key<IdentityKey>(10), feed: key<FeedKey>(12), count: 70_000, word: signature },
  "feed.fork.1": { a: [half], b: [half, half] },
  "member.profile.1": { name: "Mei", about: "third floor" },
  "listing.post.1": listing,
  "listing.post.2": listing2,
  "listing.edit.2": { listing: key<RecordId>(13), ...listing2, returns: "nothing", tags: [] },
  "listing.edit.1": { listing: key<RecordId>(13), ...listing, condition: null, preview: null, photos: [] },
  "listing.withdraw.1": { listing: key<RecordId>(13), reason: "kept" },
  "offer.make.1": { listing: key<RecordId>(13), owner: key<IdentityKey>(14), terms },
  "offer.counter.1": { offer: deal, after: key<RecordId>(15), terms },
  "offer.accept.1": { offer: deal, terms: key<RecordId>(15), choice: 1 },
  "offer.close.1": { offer: deal, how: "declined" },
  "deal.say.1": { deal, to: [{ feed: key<FeedKey>(12), sealed: new Uint8Array(90).fill(1) }] },
  "deal.handover.1": { deal, met: { how: "code", feed: key<FeedKey>(12), word: signature } },
  "vouch.seal.1": { deal, seal: new Uint8Array(32).fill(3) },
  "vouch.open.1": {
    deal,
    good: true,
    keptTerms: true,
    showedUp: false,
    asDescribed: true,
    words: "kind, and on time",
    salt: new Uint8Array(16).fill(4),
  },
  "vouch.change.1": {
    deal,
    good: false,
    keptTerms: true,
    showedUp: true,
    asDescribed: false,
    words: "it broke the next day",
  },
  "deal.hold.1": { deal, ways: [{ drops: 2, via: [key<IdentityKey>(16), key<IdentityKey>(17)] }] },
  "member.met.1": {
    member: key<IdentityKey>(16),
    feed: key<FeedKey>(12),
    shown: 1_780_000_000_000 as Time,
    word: signature,
  },
  "market.call.1": {
    title: "Swap day",
    place: "courtyard",
    from: 1_780_000_000_000 as Time,
    to: 1_780_010_000_000 as Time,
    note: "bring a bag",
  },
  "market.off.1": { market: deal },
  "market.come.1": { market: deal, comes: true, brings: [deal, key<RecordId>(3)], wants: "a lamp 台灯" },
  "market.here.1": {
    market: deal,
    member: key<IdentityKey>(16),
    feed: key<FeedKey>(12),
    shown: 1_780_000_000_000 as Time,
    word: signature,
  },
  "identity.pass.1": { to: key<IdentityKey>(16) },
  "identity.take.1": { from: key<IdentityKey>(16) },
  "identity.attest.1": { from: key<IdentityKey>(16), to: key<IdentityKey>(17) },
  "pond.rules.1": { invites: "swapped", newcomerListings: 3, reason: "we are many" },
  "ring.propose.1": {
    legs: [1, 2, 3].map((n) => ({ member: key<IdentityKey>(n + 20), listing: key<RecordId>(n + 30) })),
  },
  "ring.join.1": { ring: deal },
  "ring.refuse.1": { ring: deal },
  "lend.ask.1": { listing: deal, offer: deal, from: 20_700, to: 20_702 },
  "lend.answer.1": { listing: deal, ask: deal, answer: "yes" },
  "lot.open.1": {
    listing: deal,
    way: "open",
    closes: 1_780_000_000_000 as Time,
    least: 3,
    unit: "€",
    commitment: null,
  },
  "lot.enter.1": { listing: deal, entry: { way: "open", offer: deal, amount: 12 } },
  "lot.show.1": { listing: deal, offer: deal, amount: 12, salt: new Uint8Array(32).fill(4) },
  "lot.close.1": { listing: deal, seen: [deal], secret: new Uint8Array(32).fill(5) },
  "offer.close.2": { offer: deal, how: "declined", why: "too-far" },
  "deal.end.1": { deal, end: { how: "broken", why: "not-come" } },
  "comment.say.1": { listing: deal, answers: deal, text: "does it still cook?" },
  "comment.say.2": {
    listing: deal,
    answers: null,
    text: "ask @Li and @王",
    mentions: [
      { member: key<IdentityKey>(16), at: 4, length: 3 },
      { member: key<IdentityKey>(17), at: 12, length: 2 },
    ],
  },
  "deal.thank.1": { deal, text: "Thanks, Li, for the lamp" },
  "comment.drop.1": { listing: deal, comment: deal },
  "listing.like.1": { listing: deal, likes: true },
};

export interface SampleBody {
  readonly kind: RecordKind;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

// The keys of a map that has exactly these.
export const sampleBodies: readonly SampleBody[] = (Object.keys(bodies) as RecordKind[]).map((kind) => {
  const encoded = encodeBody(kind, bodies[kind]);
  if (!encoded.ok) throw new Error(`${kind}: ${encoded.error.why}`);
  return { kind, bytes: encoded.value };
});

/** Keys that are the same in every run. */
function keysOf(fill: number): FeedKeys {
  const signer = memorySigner(new Uint8Array(32).fill(fill));
  return {
    feed: bytesToBase64Url(signer.publicKey) as string as FeedKey,
    signer,
    box: memoryBox(new Uint8Array(32).fill(fill)),
  };
}

/** One record of every kind, well signed, with and without its body. */
export async function sampleRecords(): Promise<readonly LedgerRecord[]> {
  const { feed, signer } = keysOf(20);
  const place = { pond: key<PondId>(21), feed, prev: key<RecordId>(22), time: 1_780_000_000_000 as Time };
  const records = await Promise.all(
    sampleBodies.map(({ kind, bytes }, seq) => signRecord({ ...place, seq, kind }, bytes, signer)),
  );
  return records.flatMap((record) => [record, withoutBody(record)]);
}

export const sampleInvite: Invite = {
  pond: key<PondId>(21),
  secret: new Uint8Array(32).fill(23),
  seed: new Uint8Array(32).fill(24),
  certificate,
  pondName: "北区 North Campus",
  inviterName: "Ana",
  relays: ["wss://relay.example.org/relay", "ws://192.168.1.4:4444/relay"],
};

export interface SamplePond {
  readonly pond: PondId;
  readonly feed: FeedKey;
  readonly count: number;
  readonly file: Uint8Array;
  /** A device of the pond that holds nothing of it yet. */
  newcomer(): Promise<Ledger>;
}

/** The card of that pond's only member, and what it takes to check one; the same bytes in every run. */
export async function sampleCard() {
  const { pond, feed, file } = await samplePond();
  const clock = { now: () => 1_780_000_000_000 };
  let fold = createPondFold(pond);
  const project = () => (fold = createPondFold(pond));
  const store = createMemoryLedgerStore();
  const ledger = await openLedger({ pond, store, verifier: memoryVerifier, clock, project, keys: null });
  await readBundle(pond, new Blob([new Uint8Array(file)]), createGate({ ledger }));
  const member = ledger.feed(feed)?.identity;
  const feeds = member === undefined ? null : await selectCard(ledger, fold, member, { records: 100, bytes: 100_000 });
  if (member === undefined || feeds === null) throw new Error("no card");
  const card = await writeCardFile(pond, member, feeds);
  return { member, bytes: new Uint8Array(await card.arrayBuffer()), clock, verifier: memoryVerifier };
}

/** A pond with one feed of a few records, and its file; the same bytes in every run. */
export async function samplePond(): Promise<SamplePond> {
  const clock = { now: () => 1_780_000_000_000 };
  const keys = keysOf(30);
  const about = { name: "North Campus", place: "", rules: "" };
  const opening = await openPond(about, memorySigner(new Uint8Array(32).fill(31)), keys, clock);
  if (!opening.ok) throw new Error(opening.error.kind);
  const { pond, record } = opening.value;
  const open = (own: FeedKeys) =>
    openLedger({
      pond,
      store: createMemoryLedgerStore(),
      verifier: memoryVerifier,
      clock,
      project: () => ({ absorb: () => [], endFeed: () => [] }),
      keys: own,
    });
  const ledger = await open(keys);
  await ledger.admitRun([record]);
  await ledger.append("member.profile.1", bodies["member.profile.1"]);
  await ledger.append("listing.post.1", listing);
  const file = await writeBundle(pond, createGate({ ledger }));
  return {
    pond,
    feed: keys.feed,
    count: 3,
    file: new Uint8Array(await file.arrayBuffer()),
    newcomer: () => open(keysOf(32)),
  };
}
