import type { FeedKey, PondId, Time } from "../ids.ts";
import { parseBody } from "../kinds/body.ts";
import type { KnownBody } from "../kinds/registry.ts";
import { MAX_AHEAD_MS, MAX_RUN_RECORDS } from "../limits.ts";
import { ZERO_ID } from "../record/header.ts";
import { type LedgerRecord, parseRecord, pondOf } from "../record/record.ts";
import { type Refusal, refusal, type RefusalKind } from "./refusal.ts";

/** L3: a ledger that is kept wants every record whole; one that only proves what it was given does without some bodies. */
export type Wanted = "whole" | "proofs";

/** A record whose body was read by its kind's schema; null body: of a later version, or dropped (L3). */
export interface ReadRecord {
  readonly record: LedgerRecord;
  readonly body: KnownBody | null;
}

/** L2: consecutive records of one feed, each chained to the one before: one signature on the last vouches for all. */
export interface Run {
  readonly feed: FeedKey;
  readonly records: readonly ReadRecord[];
  /** Why the rest of what was sent is not in it. */
  readonly rest: Refusal | null;
}

/** Reads what a peer sent as one run, up to the first record that is not in order. Hashes everything, verifies nothing. */
export function readRun(
  pond: PondId,
  now: number,
  wire: readonly Uint8Array[],
  wanted: Wanted = "whole",
): Run | Refusal {
  const records: ReadRecord[] = [];
  let rest: Refusal | null = null;
  for (const bytes of wire.slice(0, MAX_RUN_RECORDS)) {
    const next = readRecord({ pond, now, wanted }, bytes, records.at(-1) ?? null);
    if ("offence" in next) {
      rest = next;
      break;
    }
    records.push(next);
  }
  const first = records[0];
  if (first === undefined) return rest ?? refusal("malformed");
  return { feed: first.record.header.feed, records, rest };
}

type Rule = (record: LedgerRecord, before: LedgerRecord | null, now: number, pond: PondId) => boolean;

/** What must hold of a record and the one before it in the same run, cheap ones first. */
const rules: readonly (readonly [RefusalKind, Rule])[] = [
  ["wrong-pond", (record, _before, _now, pond) => pondOf(record) === pond],
  ["broken-chain", isNextInFeed],
  ["broken-chain", (record, before) => before === null || record.header.prev === before.id],
  ["time-backwards", (record, before) => before === null || record.header.time >= before.header.time],
  ["time-ahead", (record, _before, now) => isNotAhead(record.header.time, now)],
  ["not-an-opening", (record) => isOpening(record.header.kind) === (record.header.seq === 0)],
];

interface Reader {
  readonly pond: PondId;
  readonly now: number;
  readonly wanted: Wanted;
}

function readRecord({ pond, now, wanted }: Reader, bytes: Uint8Array, before: ReadRecord | null): ReadRecord | Refusal {
  const record = parseRecord(bytes);
  if (!record.ok) return refusal("malformed");
  const broken = rules.find(([, holds]) => !holds(record.value, before?.record ?? null, now, pond));
  if (broken !== undefined) return refusal(broken[0]);
  // Its signature holds without the body: whoever took it in would never ask for the whole one again.
  if (record.value.body === null)
    return wanted === "whole" ? refusal("body-missing") : { record: record.value, body: null };
  const body = parseBody(record.value.header.kind, record.value.body);
  return body.ok ? { record: record.value, body: body.value } : refusal("body-invalid");
}

function isNextInFeed(record: LedgerRecord, before: LedgerRecord | null): boolean {
  if (before === null) return record.header.seq > 0 || record.header.prev === ZERO_ID;
  return record.header.feed === before.header.feed && record.header.seq === before.header.seq + 1;
}

/** L4. */
function isNotAhead(time: Time, now: number): boolean {
  return time <= now + MAX_AHEAD_MS;
}

/** K3: the kinds that open a feed stand at seq 0 and nowhere else. */
function isOpening(kind: string): boolean {
  return kind === "feed.open.1" || kind === "pond.genesis.1";
}
