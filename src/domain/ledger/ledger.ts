import type { Clock } from "../../lib/clock.ts";
import { err, ok, type Result } from "../../lib/result.ts";
import type { Verifier } from "../crypto.ts";
import type { FeedKey, IdentityKey, PondId, RecordId, Time } from "../ids.ts";
import type { FeedKeys } from "../keys.ts";
import { type BodyError, encodeBody, parseBody } from "../kinds/body.ts";
import type { BodyOf, KnownBody, RecordKind } from "../kinds/registry.ts";
import { NEWCOMERS, SIGNED_EVERY } from "../limits.ts";
import { ZERO_ID } from "../record/header.ts";
import { signRecord } from "../record/record.ts";
import { createFeedTable, type FeedTable, inServingOrder, pastOf, type Placement, placeRun } from "./feed-table.ts";
import { countDays, NOTHING_YET, roomAfter } from "./day-count.ts";
import { findFork } from "./find-fork.ts";
import { type GrowthRun, openLedgerCore } from "./ledger-core.ts";
import { type Arrival, mayEnterNow, type NewcomerLimits } from "./newcomers.ts";
import { createRowSet, type Projection } from "./projection.ts";
import { type Refusal, refusal } from "./refusal.ts";
import { type ReadRecord, readRun, type Run, type Wanted } from "./run.ts";
import type { CommitError, FeedRow, LedgerStore, RecordRow } from "./store.ts";
import { createTurns } from "./turns.ts";
import { isVerified, verifyRun } from "./verify-run.ts";

/** What became of a run that a peer, a file or a code brought. */
export interface AdmitOutcome {
  readonly admitted: number;
  readonly duplicates: number;
  /** Why the rest was not let in. */
  readonly refused: Refusal | null;
}

export interface FeedHead {
  readonly feed: FeedKey;
  /** Records that may be given to others: all, or those before the feed's end (L5). */
  readonly count: number;
}

export type AppendError =
  | BodyError
  | CommitError
  | { readonly kind: "feed-ended" }
  | { readonly kind: "day-limit" }
  | { readonly kind: "outdated" };

export interface Appended {
  readonly id: RecordId;
  readonly seq: number;
  readonly time: Time;
}

/**
 * What is stored together with a record, right behind it, and may name it by its id. Null where there can be none: then
 * neither is stored. Asked again where another tab's write came first, as the id is another then.
 */
export type Sequel = (first: RecordId) => Promise<KnownBody | null>;

interface AppendHow {
  readonly sequel?: Sequel | undefined;
  /** Asked on the very state that the record will follow, whatever other tabs wrote before: false refuses it as "outdated". */
  readonly onlyIf?: () => boolean;
}

/**
 * The ledger of one pond: the only way in for records, from peers (`admitRun`) and from this device (`append`).
 * Whatever it holds has verified; whatever it holds is stored, folded and announced, in one order, once.
 */
export interface Ledger {
  readonly pond: PondId;
  /** Feeds in order of admission (W3). */
  heads(): readonly FeedHead[];
  feed(feed: FeedKey): FeedRow | undefined;
  feedsOf(identity: IdentityKey): readonly FeedRow[];
  /** Records of one feed as they travel, consecutive. Never throws but for a broken store. */
  admitRun(wire: readonly Uint8Array[]): Promise<AdmitOutcome>;
  /** Signs and stores the next record of one's own feed. */
  append<K extends RecordKind>(kind: K, body: BodyOf<K>, how?: AppendHow): Promise<Result<Appended, AppendError>>;
  /** What may be given to others of one feed, from seq `from` on; and what vouches for it where the feed has ended. */
  readRun(feed: FeedKey, from: number, limit: number): Promise<readonly RecordRow[]>;
  /** Takes in what another tab of this device has stored. */
  catchUp(): Promise<void>;
  onGrowth(listener: (runs: readonly GrowthRun[]) => void): () => void;
}

export interface LedgerParts {
  readonly pond: PondId;
  readonly store: LedgerStore;
  readonly verifier: Verifier;
  readonly clock: Clock;
  /** Makes an empty projection; called again where a failed write has to be undone. */
  readonly project: () => Projection;
  /** The keys of this device's feed; null for a reader who has none. */
  readonly keys: FeedKeys | null;
  /** L3; "whole" where nothing is said. */
  readonly wanted?: Wanted;
  /** L4c; the simulator has shorter days. */
  readonly newcomers?: NewcomerLimits;
}

interface Admission {
  readonly run: Run;
  /** Records of the feed that were held when verification began: those before were not looked at again. */
  readonly verifiedFrom: number;
  readonly flaw: Promise<Refusal | null>;
  readonly done: (outcome: AdmitOutcome) => void;
  readonly failed: (cause: unknown) => void;
}

/** Runs stored by one transaction while others are being verified: fewer, larger writes are faster. */
const MAX_GROUP_RUNS = 512;
/** Tries at a write that other tabs keep overtaking; each of them is progress elsewhere, so the end is not reached in peace. */
const MAX_TRIES = 20;

/** Opens a pond's ledger from its store and folds what it holds. */
export async function openLedger(parts: LedgerParts): Promise<Ledger> {
  const { pond, store, verifier, clock, keys } = parts;
  const listeners = new Set<(runs: readonly GrowthRun[]) => void>();
  const turns = createTurns();
  const waiting: Admission[] = [];
  const core = await openLedgerCore({
    pond,
    store,
    project: parts.project,
    ownFeed: keys?.feed ?? null,
    announce: (runs) => {
      for (const listener of listeners) listener(runs);
    },
  });

  return {
    pond,
    heads: () => inServingOrder(core.table().all()).map((row) => ({ feed: row.feed, count: servable(row) })),
    feed: (feed) => core.table().get(feed),
    feedsOf: (identity) =>
      core
        .table()
        .all()
        .filter((row) => row.identity === identity),
    admitRun,
    append: async (kind, body, how = {}) => {
      const bytes = encodeBody(kind, body);
      return bytes.ok ? turns.take(() => appendInTurn(kind, bytes.value, how)) : bytes;
    },
    readRun: async (feed, from, limit) => {
      const row = core.table().get(feed);
      const most = row === undefined ? 0 : Math.min(limit, servable(row) - from);
      if (row === undefined || most <= 0) return [];
      const rows = await store.readRun(pond, feed, from, most);
      const isCutShort = from + rows.length === row.endsAt && rows.at(-1)?.signed === false;
      return isCutShort ? [...rows, ...(await signatureAfter(row))] : rows;
    },
    catchUp: () => turns.take(() => core.catchUp(createRowSet())),
    onGrowth: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  /** What an ended feed's last record has for a signature where it has none of its own: those after it, up to a signed one. */
  async function signatureAfter({ feed, endsAt }: FeedRow): Promise<readonly RecordRow[]> {
    const beyond = await store.readRun(pond, feed, endsAt ?? 0, SIGNED_EVERY);
    return beyond.slice(0, beyond.findIndex(({ signed }) => signed) + 1);
  }

  /** Cheap looks first, then one signature a run, then its turn: verification goes on while earlier runs are stored. */
  async function admitRun(wire: readonly Uint8Array[]): Promise<AdmitOutcome> {
    const run = readRun(pond, clock.now(), wire, parts.wanted);
    if ("offence" in run) return { admitted: 0, duplicates: 0, refused: run };
    const verifiedFrom = countOf(run);
    const fresh = run.records.filter(({ record }) => record.header.seq >= verifiedFrom);
    const flaw = verifyRun(pond, fresh, verifier).then((found) => blameFor(run, found));
    return new Promise((done, failed) => {
      waiting.push({ run, verifiedFrom, flaw, done, failed });
      if (waiting.length === 1) void turns.take(admitWaiting);
    });
  }

  function mayEnter(table: FeedTable, newcomer: Arrival): boolean {
    const there = inServingOrder(table.all()).flatMap(({ feed, order }): readonly Arrival[] => {
      const past = table.past(feed);
      return past === undefined || order === null ? [] : [{ feed, by: past.by, time: past.openedAt }];
    });
    return mayEnterNow(there, newcomer, clock.now(), parts.newcomers ?? NEWCOMERS);
  }

  function countOf(run: Run): number {
    return core.table().get(run.feed)?.count ?? 0;
  }

  async function admitWaiting(): Promise<void> {
    const group = waiting.splice(0, MAX_GROUP_RUNS);
    if (waiting.length > 0) void turns.take(admitWaiting);
    try {
      const flaws = await Promise.all(group.map(({ flaw }) => flaw));
      const outcomes = await admitGroup(group, flaws);
      for (const [i, { done }] of group.entries()) done(outcomes[i] ?? nothing(refusal("storage")));
    } catch (cause) {
      for (const { failed } of group) failed(cause);
    }
  }

  async function admitGroup(
    group: readonly Admission[],
    flaws: readonly (Refusal | null)[],
  ): Promise<readonly AdmitOutcome[]> {
    const contradictions: (Refusal | null)[] = [];
    // One after the other: each may write a proof.
    for (const [i, { run }] of group.entries()) contradictions.push(flaws[i] === null ? await lookForFork(run) : null);
    const rows = createRowSet();
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const draft = createFeedTable(core.table());
      const placements = group.map(({ run, verifiedFrom }, i): Placement => {
        const flaw = flaws[i] ?? null;
        if (flaw !== null) return { admitted: [], duplicates: [], refused: flaw };
        const contradiction = contradictions[i] ?? null;
        if (contradiction !== null) return { admitted: [], duplicates: [], refused: contradiction };
        // A failed write may have taken back what was held: then this run was not verified from its beginning.
        const isWhole = (draft.get(run.feed)?.count ?? 0) >= verifiedFrom;
        if (!isWhole) return { admitted: [], duplicates: [], refused: refusal("storage") };
        return run.feed === keys?.feed ? placeOwn(pond, draft, run) : placeRun(pond, draft, run, mayEnter);
      });
      const records = placements.flatMap(({ admitted }) =>
        admitted.map((read, i) => ({ read, signed: isVerified(read.record.header.seq, i, admitted.length) })),
      );
      const outcomes = placements.map(outcomeOf);
      if (records.length === 0) return outcomes;
      const result = await core.commit(draft, records, rows);
      if (result.ok) return outcomes;
      if (result.error.kind === "quota") return group.map(() => nothing(refusal("quota")));
      if (result.error.kind === "unavailable") break;
    }
    return group.map(() => nothing(refusal("storage")));
  }

  async function appendInTurn(
    kind: RecordKind,
    body: Uint8Array,
    { sequel, onlyIf }: AppendHow = {},
  ): Promise<Result<Appended, AppendError>> {
    const rows = createRowSet();
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const row = keys === null ? undefined : core.table().get(keys.feed);
      if (keys === null || (row !== undefined && row.endsAt !== null)) return err({ kind: "feed-ended" });
      if (onlyIf?.() === false) return err({ kind: "outdated" });
      const first = await nextOwn(keys, row, kind, body);
      if (!first.ok) return first;
      const second = sequel === undefined ? null : await sequelOf(keys, first.value, sequel);
      if (second !== null && !second.ok) return second;
      const run: Run = {
        feed: keys.feed,
        records: [first.value, ...(second === null ? [] : [second.value])],
        rest: null,
      };
      // What others would refuse must never enter one's own feed: nothing could follow it.
      const flaw = await verifyRun(pond, run.records, verifier);
      if (flaw !== null) return err({ kind: "body-invalid", why: flaw.kind });
      const draft = createFeedTable(core.table());
      const placement = placeOwn(pond, draft, run);
      if (placement.refused?.kind === "day-limit") return err({ kind: "day-limit" });
      if (placement.refused !== null) return err({ kind: "body-invalid", why: placement.refused.kind });
      const result = await core.commit(
        draft,
        run.records.map((read, i) => ({ read, signed: isVerified(read.record.header.seq, i, run.records.length) })),
        rows,
      );
      const { id, header } = first.value.record;
      if (result.ok) return ok({ id, seq: header.seq, time: header.time });
      if (result.error.kind !== "moved") return err(result.error);
    }
    return err({ kind: "moved" });
  }

  async function sequelOf(
    own: FeedKeys,
    { record }: ReadRecord,
    sequel: Sequel,
  ): Promise<Result<ReadRecord, AppendError>> {
    const known = await sequel(record.id);
    if (known === null) return err({ kind: "body-invalid", why: "sequel" });
    const bytes = encodeBody(known.kind, known.body);
    const { seq, time } = record.header;
    const row = { count: seq + 1, head: record.id, headTime: time };
    return bytes.ok ? nextOwn(own, row, known.kind, bytes.value) : bytes;
  }

  async function nextOwn(
    { feed, signer }: FeedKeys,
    row: Pick<FeedRow, "count" | "head" | "headTime"> | undefined,
    kind: RecordKind,
    bytes: Uint8Array,
  ): Promise<Result<ReadRecord, AppendError>> {
    const body = parseBody(kind, bytes);
    if (!body.ok) return body;
    // Never falling within a feed (L1), even where the device's clock was set back.
    const time = Math.max(clock.now(), row?.headTime ?? 0) as Time;
    const named = kind === "pond.genesis.1" ? ZERO_ID : pond;
    const place = { pond: named, feed, seq: row?.count ?? 0, prev: row?.head ?? ZERO_ID, time, kind };
    return ok({ record: await signRecord(place, bytes, signer), body: body.value });
  }

  /**
   * L5: records that contradict ours are evidence against their author; the proof is spread in our own feed. Says why
   * the run cannot be taken in where it shows no proof yet, or nobody signed it.
   */
  async function lookForFork(run: Run): Promise<Refusal | null> {
    const row = core.table().get(run.feed);
    if (row === undefined) return null;
    const found = await findFork(pond, row, run.records, store, verifier);
    if (found.kind === "earlier") return refusal("unchained");
    if (found.kind === "unsigned") return refusal("bad-signature");
    if (found.kind === "none" || keys === null || found.end.feed === keys.feed) return null;
    const knownEnd = core.table().get(found.end.feed)?.endsAt ?? null;
    if (knownEnd !== null && knownEnd <= found.end.endsAt) return null;
    const body = encodeBody("feed.fork.1", found.body);
    if (body.ok) await appendInTurn("feed.fork.1", body.value);
    return null;
  }
}

/** P2: one's own feed may be written before its invite chain has arrived; it is let in when that does. */
function placeOwn(pond: PondId, draft: FeedTable, run: Run): Placement {
  const placement = placeRun(pond, draft, run);
  const first = run.records[0];
  if (placement.refused?.kind !== "inviter-unknown" || first?.body?.kind !== "feed.open.1") return placement;
  const { identity, box } = first.body.body;
  const { id, header } = first.record;
  const { feed, time } = header;
  const today = countDays({ headTime: time, today: NOTHING_YET }, [first.record]) ?? NOTHING_YET;
  const row: FeedRow = {
    pond,
    feed,
    identity,
    box,
    count: 1,
    head: id,
    headTime: time,
    today,
    order: null,
    endsAt: null,
  };
  const past = pastOf(draft, row, first);
  draft.put(row);
  draft.remember(feed, { ...past, room: roomAfter(past.room, [first.record]) ?? past.room });
  return { admitted: run.records, duplicates: [], refused: null };
}

/** L5: nobody sends a feed beyond its end. */
function servable(row: FeedRow): number {
  return row.endsAt === null ? row.count : Math.min(row.count, row.endsAt);
}

/**
 * Where our own clock has cut a run, the last record that is left may have been vouched for by a later one only (L2):
 * whoever has a faster clock let it in by right, and is not to be blamed for carrying it.
 */
function blameFor(run: Run, flaw: Refusal | null): Refusal | null {
  return flaw?.kind === "bad-signature" && run.rest?.kind === "time-ahead" ? run.rest : flaw;
}

function nothing(refused: Refusal): AdmitOutcome {
  return { admitted: 0, duplicates: 0, refused };
}

function outcomeOf({ admitted, duplicates, refused }: Placement): AdmitOutcome {
  return { admitted: admitted.length, duplicates: duplicates.length, refused };
}
