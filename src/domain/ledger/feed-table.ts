import type { FeedKey, IdentityKey, PondId } from "../ids.ts";
import type { KnownBody } from "../kinds/registry.ts";
import { MAX_FEEDS } from "../limits.ts";
import { parseHeader, ZERO_ID } from "../record/header.ts";
import type { FeedEnd } from "./fork.ts";
import { countDays, NOTHING_YET } from "./day-count.ts";
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
}

/** A table on top of another: reads fall through, writes stay in it until they are carried over. */
export interface FeedTableDraft extends FeedTable {
  changed(): readonly FeedRow[];
  ended(): readonly FeedEnd[];
}

export function createFeedTable(below: FeedTable | null = null): FeedTableDraft {
  const rows = new Map<FeedKey, FeedRow>();
  const ends: FeedEnd[] = [];

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
export function placeRun(pond: PondId, table: FeedTable, run: Run): Placement {
  const row = table.get(run.feed);
  const count = row?.count ?? 0;
  const duplicates = run.records.filter(({ record }) => record.header.seq < count);
  const fresh = run.records.slice(duplicates.length);
  const first = fresh[0];
  if (first === undefined) return { admitted: [], duplicates, refused: run.rest };
  const isPastEnd = row !== undefined && row.endsAt !== null && first.record.header.seq >= row.endsAt;
  if (isPastEnd) return { admitted: [], duplicates, refused: refusal("ended") };
  const base = row === undefined ? openFeed(pond, table, first) : continueFeed(row, first);
  if ("offence" in base) return { admitted: [], duplicates, refused: base };
  // A run may reach beyond the end: what lies before it may have no other signature than one of those after (L2). They are
  // kept to pass that on, and count for nothing.
  if (base.endsAt !== null && first.record.header.seq >= base.endsAt) {
    return { admitted: [], duplicates, refused: refusal("ended") };
  }
  const last = fresh.at(-1) ?? first;
  const today = countDays(
    base,
    fresh.map(({ record }) => record),
  );
  if (today === null) return { admitted: [], duplicates, refused: refusal("day-limit") };
  const { header, id } = last.record;
  table.put({ ...base, count: header.seq + 1, head: id, headTime: header.time, today });
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
function openFeed(pond: PondId, table: FeedTable, first: ReadRecord): FeedRow | Refusal {
  const { record, body } = first;
  if (record.header.seq > 0) return refusal("gap");
  if (body?.kind === "pond.genesis.1") {
    const isThePond = record.header.pond === ZERO_ID;
    return isThePond ? newRow(pond, table, first, body.body) : refusal("not-an-opening");
  }
  if (body?.kind !== "feed.open.1") return refusal("not-an-opening");
  const { identity, invite } = body.body;
  // How many feeds an identity has is not asked here: the first so many would be others on every device (P4).
  const isMember = () => table.all().some((row) => row.identity === identity && row.order !== null);
  const isWelcome = invite === null ? isMember() : isLetIn(table, invite.certificate.inviter);
  if (!isWelcome) return refusal("inviter-unknown");
  return table.all().length < MAX_FEEDS ? newRow(pond, table, first, body.body) : refusal("feed-limit");
}

/** True where the feed is in, and its own chain reaches the genesis. */
export function isLetIn(table: FeedTable, feed: FeedKey): boolean {
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
