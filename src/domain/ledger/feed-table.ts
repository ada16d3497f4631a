import type { FeedKey, IdentityKey, PondId, Time } from "../ids.ts";
import type { FeedOpen } from "../kinds/feed-open.ts";
import type { KnownBody } from "../kinds/registry.ts";
import { FIRST_FEED_BYTES, MAX_BEFORE_INVITER_MS, MAX_DAY_BYTES, MAX_FEEDS } from "../limits.ts";
import { parseHeader, ZERO_ID } from "../record/header.ts";
import type { FeedEnd } from "./fork.ts";
import { countDays, NOTHING_YET, type Room, roomAfter } from "./day-count.ts";
import type { Arrival } from "./newcomers.ts";
import { type Refusal, refusal } from "./refusal.ts";
import type { ReadRecord, Run } from "./run.ts";
import type { FeedRow } from "./store.ts";

/** What the feeds of a pond stand at: the ledger's judgement needs no more than this. A draft may lie on top of it. */
export interface FeedTable {
  get(feed: FeedKey): FeedRow | undefined;
  all(): readonly FeedRow[];
  /** How far a feed of this identity counts, from words that may have come before the feed itself. */
  endOf(feed: FeedKey, identity: IdentityKey): number | null;
  put(row: FeedRow): void;
  end(end: FeedEnd): void;
  /** Read from the feed's records whenever the pond is opened, and stored nowhere. */
  past(feed: FeedKey): FeedPast | undefined;
  remember(feed: FeedKey, past: FeedPast): void;
}

/** Through whom a feed came, and what it may still write. */
export interface FeedPast {
  /** The feed whose invite let it in, or the first one of its own identity; null for the founder's. */
  readonly by: FeedKey | null;
  readonly openedAt: Time;
  readonly room: Room;
}

/** A table on top of another: reads fall through, writes stay in it until they are carried over. */
export interface FeedTableDraft extends FeedTable {
  changed(): readonly FeedRow[];
  ended(): readonly FeedEnd[];
  remembered(): ReadonlyMap<FeedKey, FeedPast>;
}

/** Whether a newcomer who may come in may do so now (L4c). */
export type MayEnter = (table: FeedTable, newcomer: Arrival) => boolean;

export function createFeedTable(below: FeedTable | null = null): FeedTableDraft {
  const rows = new Map<FeedKey, FeedRow>();
  const ends: FeedEnd[] = [];
  const pasts = new Map<FeedKey, FeedPast>();

  const table: FeedTableDraft = {
    get: (feed) => rows.get(feed) ?? below?.get(feed),
    all: () => {
      const merged = new Map((below?.all() ?? []).map((row) => [row.feed, row] as const));
      for (const row of rows.values()) merged.set(row.feed, row);
      return [...merged.values()];
    },
    endOf: (feed, identity) => {
      const known = below?.endOf(feed, identity) ?? null;
      const said = ends.filter((end) => end.feed === feed && (end.by === null || end.by === identity));
      const all = said.map((end) => end.endsAt).concat(known ?? []);
      return all.length === 0 ? null : Math.min(...all);
    },
    put: (row) => {
      rows.set(row.feed, row);
    },
    end: (end) => {
      ends.push(end);
      const row = table.get(end.feed);
      if (row === undefined) return;
      const endsAt = table.endOf(row.feed, row.identity);
      if (endsAt !== row.endsAt) rows.set(row.feed, { ...row, endsAt });
    },
    changed: () => [...rows.values()],
    ended: () => ends,
    past: (feed) => pasts.get(feed) ?? below?.past(feed),
    remember: (feed, past) => {
      pasts.set(feed, past);
    },
    remembered: () => pasts,
  };
  return table;
}

/** What became of one run when held against the table. */
export interface Placement {
  readonly admitted: readonly ReadRecord[];
  readonly duplicates: readonly ReadRecord[];
  readonly refused: Refusal | null;
}

/** L1, P2, P3: lets in what continues a feed or opens one by right, and moves the table on. Judges nothing else. */
export function placeRun(pond: PondId, table: FeedTable, run: Run, mayEnter: MayEnter = () => true): Placement {
  const row = table.get(run.feed);
  const count = row?.count ?? 0;
  const duplicates = run.records.filter(({ record }) => record.header.seq < count);
  const fresh = run.records.slice(duplicates.length);
  const first = fresh[0];
  if (first === undefined) return { admitted: [], duplicates, refused: run.rest };
  const isPastEnd = row !== undefined && row.endsAt !== null && first.record.header.seq >= row.endsAt;
  if (isPastEnd) return { admitted: [], duplicates, refused: refusal("ended") };
  const base = row === undefined ? openFeed(pond, table, first, mayEnter) : continueFeed(row, first);
  // Whoever carried what breaks off in an offence is to blame for that, also where there was no room for the rest.
  if ("offence" in base) return { admitted: [], duplicates, refused: run.rest?.offence === true ? run.rest : base };
  // A run may reach beyond the end: what lies before it may have no other signature than one of those after (L2). They are
  // kept to pass that on, and count for nothing.
  if (base.endsAt !== null && first.record.header.seq >= base.endsAt) {
    return { admitted: [], duplicates, refused: refusal("ended") };
  }
  const last = fresh.at(-1) ?? first;
  const written = fresh.map(({ record }) => record);
  const today = countDays(base, written);
  const past = (row === undefined ? undefined : table.past(row.feed)) ?? pastOf(table, base, first);
  const room = roomAfter(past.room, written);
  if (today === null || room === null) return { admitted: [], duplicates, refused: refusal("day-limit") };
  const { header, id } = last.record;
  table.put({ ...base, count: header.seq + 1, head: id, headTime: header.time, today });
  table.remember(run.feed, { ...past, room });
  for (const { body } of fresh) if (body !== null) applyEnds(table, body);
  return { admitted: fresh, duplicates, refused: run.rest };
}

/** Applies what a record says about the end of some feed (L5, K3). Its proof was verified before. */
export function applyEnds(table: FeedTable, known: KnownBody): void {
  if (known.kind === "feed.fork.1") {
    const [first] = known.body.a;
    const header = first === undefined ? null : parseHeader(first.header);
    if (header?.ok === true) table.end({ feed: header.value.feed, endsAt: header.value.seq, by: null });
  }
  if (known.kind === "feed.close.1") {
    const { feed, count, identity } = known.body;
    table.end({ feed, endsAt: count, by: identity });
  }
}

/** W3: feeds in order of admission; one's own that is not let in yet comes last. */
export function inServingOrder(rows: readonly FeedRow[]): readonly FeedRow[] {
  return [...rows].sort((a, b) => (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER));
}

export function nextOrder(table: FeedTable): number {
  return table.all().reduce((highest, row) => Math.max(highest, row.order ?? 0), 0) + 1;
}

function continueFeed(row: FeedRow, first: ReadRecord): FeedRow | Refusal {
  const { header } = first.record;
  if (header.seq > row.count) return refusal("gap");
  if (header.prev !== row.head) return refusal("unchained");
  if (header.time < row.headTime) return refusal("time-backwards");
  return row;
}

/** P2: the genesis, or a newcomer whose inviter is in, or a further feed of a member. */
function openFeed(pond: PondId, table: FeedTable, first: ReadRecord, mayEnter: MayEnter): FeedRow | Refusal {
  const { record, body } = first;
  if (record.header.seq > 0) return refusal("gap");
  if (body?.kind === "pond.genesis.1") {
    const isThePond = record.header.pond === ZERO_ID;
    return isThePond ? newRow(pond, table, first, body.body) : refusal("not-an-opening");
  }
  if (body?.kind !== "feed.open.1") return refusal("not-an-opening");
  // How many feeds an identity has is not asked here: the first so many would be others on every device (P4).
  const { feed, time } = record.header;
  const by = welcomerOf(table, body.body, time);
  if (by === null) return refusal("inviter-unknown");
  if (table.all().length >= MAX_FEEDS) return refusal("feed-limit");
  return mayEnter(table, { feed, by, time }) ? newRow(pond, table, first, body.body) : refusal("newcomers-wait");
}

/**
 * P2: the feed through which an opening is let in: its inviter's, or another one of the same identity; null where there is none (yet).
 * L4a: one that has opened before it, or a cheat's guests would begin years ago and write for every day since.
 */
export function welcomerOf(
  table: FeedTable,
  { identity, invite }: Pick<FeedOpen, "identity" | "invite">,
  time: Time,
): FeedKey | null {
  const isBefore = (feed: FeedKey) => (table.past(feed)?.openedAt ?? 0) <= time + MAX_BEFORE_INVITER_MS;
  if (invite !== null) {
    const { inviter } = invite.certificate;
    return isLetIn(table, inviter) && isBefore(inviter) ? inviter : null;
  }
  const own = table.all().filter((row) => row.identity === identity && row.order !== null && isBefore(row.feed));
  return inServingOrder(own)[0]?.feed ?? null;
}

/** What is known of a feed before the first of these records. */
export function pastOf(table: FeedTable, { feed, order }: FeedRow, { record, body }: ReadRecord): FeedPast {
  const { time } = record.header;
  const isFounders = body?.kind === "pond.genesis.1";
  const by = body?.kind === "feed.open.1" ? inviterOrOwn(table, feed, order, body.body) : null;
  return { by, openedAt: time, room: { bytes: isFounders ? MAX_DAY_BYTES : FIRST_FEED_BYTES, at: time } };
}

function inviterOrOwn(
  table: FeedTable,
  feed: FeedKey,
  order: number | null,
  { identity, invite }: FeedOpen,
): FeedKey | null {
  if (invite !== null) return invite.certificate.inviter;
  const before = (row: FeedRow) => row.order !== null && row.order < (order ?? Number.MAX_SAFE_INTEGER);
  const own = table.all().filter((row) => row.identity === identity && row.feed !== feed && before(row));
  return inServingOrder(own)[0]?.feed ?? null;
}

/** True where the feed is in, and its own chain reaches the genesis. */
function isLetIn(table: FeedTable, feed: FeedKey): boolean {
  const row = table.get(feed);
  return row !== undefined && row.order !== null;
}

function newRow(
  pond: PondId,
  table: FeedTable,
  { record }: ReadRecord,
  opening: { readonly identity: IdentityKey; readonly box: FeedRow["box"] },
): FeedRow {
  const { feed, time } = record.header;
  return {
    pond,
    feed,
    identity: opening.identity,
    box: opening.box,
    count: 0,
    head: ZERO_ID,
    headTime: time,
    today: NOTHING_YET,
    order: nextOrder(table),
    endsAt: table.endOf(feed, opening.identity),
  };
}
