import type { FeedKey, IdentityKey, RecordId } from "../ids.ts";
import { parseBody } from "../kinds/body.ts";
import type { KnownBody } from "../kinds/registry.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { RecordRow } from "../ledger/store.ts";
import { MAX_SEQ } from "../limits.ts";
import { parseHeader } from "../record/header.ts";
import { type LedgerRecord, parseRecord, withoutBody } from "../record/record.ts";
import type { PondFold } from "./fold.ts";
import type { DealView } from "./views.ts";

/** Records of one feed from its first on, as they travel in a card: most of them without their bodies. */
export interface CardFeed {
  readonly feed: FeedKey;
  readonly rows: readonly RecordRow[];
}

/** What a card may be made of at most. */
export interface CardRoom {
  readonly records: number;
  readonly bytes: number;
}

type Source = Pick<Ledger, "heads" | "feed" | "feedsOf" | "readRun">;

interface Held {
  readonly row: RecordRow;
  readonly record: LedgerRecord;
  readonly body: KnownBody | null;
}

/** Of one feed: the records whose bodies travel, by seq, and the seq up to which the chain does at least. */
interface Need {
  readonly bodies: Set<number>;
  upTo: number;
}

type Needs = ReadonlyMap<FeedKey, Need>;

/** Whose deals and meetings with the member the card shows. */
interface Scope {
  readonly member: IdentityKey;
  readonly others: ReadonlySet<IdentityKey>;
  readonly deals: ReadonlySet<RecordId>;
}

/**
 * N8: the records behind a member's facts, so that anybody can verify them: of everybody concerned the feed from its first
 * record to the last that is needed (a record proves itself by those after it, L2), up the invite chain to the genesis,
 * and what ends one of these feeds (L5, K3). Whatever is not needed goes without its body (L3). Where there is no room
 * for all, those whom the member dealt with last go first. Null where the chain to the genesis is not here.
 */
export async function selectCard(
  source: Source,
  fold: PondFold,
  member: IdentityKey,
  room: CardRoom,
): Promise<readonly CardFeed[] | null> {
  const read = createReader(source);
  const deals = [...fold.dealsOf(member)].filter(isShown).sort((a, b) => b.updated - a.updated);
  const all = new Set([...deals.map((deal) => otherIn(deal, member)), ...(fold.member(member)?.met ?? [])]);
  for (let keep = all.size; ; keep = Math.floor(keep / 2)) {
    const others = new Set([...all].slice(0, keep));
    const kept = deals.filter((deal) => others.has(otherIn(deal, member))).map(({ id }) => id);
    const feeds = await select(source, read, { member, others, deals: new Set(kept) });
    if (feeds === null || fits(feeds, room)) return feeds;
    if (keep === 0) return null;
  }
}

function isShown({ state, vouches }: DealView): boolean {
  return state === "done" || (state !== "lost" && vouches.some(({ opened }) => opened !== null));
}

function otherIn({ maker, owner }: DealView, member: IdentityKey): IdentityKey {
  return maker === member ? owner : maker;
}

/** Reads each feed once. */
function createReader(source: Source): (feed: FeedKey) => Promise<readonly Held[]> {
  const byFeed = new Map<FeedKey, Promise<readonly Held[]>>();
  const readOnce = async (feed: FeedKey) => (await source.readRun(feed, 0, MAX_SEQ)).flatMap(heldOf);
  return (feed) => {
    const held = byFeed.get(feed) ?? readOnce(feed);
    byFeed.set(feed, held);
    return held;
  };
}

function heldOf(row: RecordRow): readonly Held[] {
  const record = parseRecord(row.bytes);
  if (!record.ok) return [];
  const { header, body: bytes } = record.value;
  const body = bytes === null ? null : parseBody(header.kind, bytes);
  return [{ row, record: record.value, body: body?.ok === true ? body.value : null }];
}

async function select(
  source: Source,
  read: (feed: FeedKey) => Promise<readonly Held[]>,
  scope: Scope,
): Promise<readonly CardFeed[] | null> {
  const needs = new Map<FeedKey, Need>();
  const want: Want = (feed, seq) => {
    const need = needs.get(feed) ?? { bodies: new Set(), upTo: 0 };
    needs.set(feed, { bodies: need.bodies.add(seq), upTo: Math.max(need.upTo, seq) });
  };
  for (const person of [scope.member, ...scope.others]) {
    for (const { feed } of source.feedsOf(person)) {
      const held = await read(feed);
      for (const seq of neededOf(person, held, scope)) want(feed, seq);
      const need = needs.get(feed);
      // Of the member himself it goes on to his newest record, so that the card says how new it is.
      if (need !== undefined && person === scope.member) need.upTo = held.length - 1;
    }
  }
  for (let before = -1; needs.size > before;) {
    before = needs.size;
    if (!(await wantChains(source, read, needs, want))) return null;
    await wantEnds(source, read, needs, want);
  }
  const feeds = source.heads().filter(({ feed }) => needs.has(feed));
  return Promise.all(feeds.map(async ({ feed }) => ({ feed, rows: cut(await read(feed), needs.get(feed)) })));
}

type Want = (feed: FeedKey, seq: number) => void;

/** The seqs in somebody's feed that say something of the member, and how this person is called. */
function neededOf(person: IdentityKey, held: readonly Held[], scope: Scope): readonly number[] {
  const facts = held.filter(({ record, body }) => body !== null && concerns(person, record.id, body, scope));
  const name = held.findLast(({ body }) => body?.kind === "member.profile.1");
  return [0, ...[...facts, name].flatMap((one) => (one === undefined ? [] : [one.record.header.seq]))];
}

function concerns(author: IdentityKey, id: RecordId, said: KnownBody, { member, others, deals }: Scope): boolean {
  switch (said.kind) {
    case "offer.make.1":
      return deals.has(id);
    case "offer.counter.1":
    case "offer.accept.1":
    case "offer.close.1":
      return deals.has(said.body.offer);
    case "deal.handover.1":
    case "vouch.seal.1":
    case "vouch.open.1":
    case "vouch.change.1":
      return deals.has(said.body.deal);
    case "member.met.1":
      return author === member ? others.has(said.body.member) : said.body.member === member;
    default:
      return false;
  }
}

/** P2: up from each feed to whoever brought it in. False where somebody in between is not here. */
async function wantChains(
  source: Source,
  read: (feed: FeedKey) => Promise<readonly Held[]>,
  needs: Needs,
  want: Want,
): Promise<boolean> {
  // What is wanted on the way is visited too.
  for (const feed of needs.keys()) {
    const opening = (await read(feed))[0]?.body ?? null;
    if (opening === null) return false;
    want(feed, 0);
    if (opening.kind !== "feed.open.1") continue;
    const { invite, identity } = opening.body;
    const before = invite === null ? source.feedsOf(identity).map((row) => row.feed) : [invite.certificate.inviter];
    for (const one of before) want(one, 0);
  }
  return true;
}

/** L5, K3: a feed that has ended comes with the word that ends it, whoever wrote that. */
async function wantEnds(
  source: Source,
  read: (feed: FeedKey) => Promise<readonly Held[]>,
  needs: Needs,
  want: Want,
): Promise<void> {
  const ended = new Set([...needs.keys()].filter((feed) => (source.feed(feed)?.endsAt ?? null) !== null));
  if (ended.size === 0) return;
  for (const { feed, count } of source.heads()) {
    for (const { record, body } of await read(feed)) {
      const target = body === null || record.header.seq >= count ? null : endedBy(body);
      if (target !== null && ended.has(target)) want(feed, record.header.seq);
    }
  }
}

function endedBy(said: KnownBody): FeedKey | null {
  if (said.kind === "feed.close.1") return said.body.feed;
  const first = said.kind === "feed.fork.1" ? said.body.a[0] : undefined;
  const header = first === undefined ? null : parseHeader(first.header);
  return header?.ok === true ? header.value.feed : null;
}

/** Up to the first record from the last needed one on whose own signature was verified: runs end there (decision 0005). */
function cut(held: readonly Held[], need: Need | undefined): readonly RecordRow[] {
  if (need === undefined) return [];
  const end = held.findIndex(({ row }) => row.seq >= need.upTo && row.signed);
  return held
    .slice(0, end + 1)
    .map(({ row, record }) => (need.bodies.has(row.seq) ? row : withoutItsBody(row, record)));
}

function withoutItsBody(row: RecordRow, record: LedgerRecord): RecordRow {
  return { ...row, bytes: withoutBody(record).bytes };
}

function fits(feeds: readonly CardFeed[], { records, bytes }: CardRoom): boolean {
  const rows = feeds.flatMap((one) => one.rows);
  return rows.length <= records && rows.reduce((sum, row) => sum + row.bytes.length, 0) <= bytes;
}
