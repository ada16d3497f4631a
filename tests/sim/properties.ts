import type { Verifier } from "../../src/domain/crypto.ts";
import type { FeedKey, PondId } from "../../src/domain/ids.ts";
import { parseBody } from "../../src/domain/kinds/body.ts";
import { viewKey } from "../../src/domain/ledger/projection.ts";
import { readRun } from "../../src/domain/ledger/run.ts";
import type { FeedRow, RecordRow } from "../../src/domain/ledger/store.ts";
import { verifyRun } from "../../src/domain/ledger/verify-run.ts";
import { FEED_BYTES_A_DAY, FIRST_FEED_BYTES, MAX_RUN_RECORDS } from "../../src/domain/limits.ts";
import { createPondFold } from "../../src/domain/pond/fold.ts";
import type { ViewRow } from "../../src/domain/pond/views.ts";
import { parseRecord } from "../../src/domain/record/record.ts";
import { equalBytes } from "../../src/lib/bytes.ts";
import { HIGH_WATER_BYTES, MAX_FRAME_BYTES, MAX_WAITING_FRAMES } from "../../src/sync/limits.ts";
import type { Dice } from "./dice.ts";
import type { Spending } from "./meter.ts";
import type { Closing } from "./network.ts";
import { type Peer, SHORT_DAYS } from "./peer.ts";

/** What was found wrong: a sentence each, none where the property holds. */
export type Findings = readonly string[];

/** Least bytes that somebody must send to have one signature looked at: a record's header, signature and place. */
const BYTES_A_VERIFICATION = 100;

const DAY_MS = 24 * 60 * 60 * 1000;

/** No record is ahead of it: when a record came is not asked again. */
const END_OF_TIME = Number.MAX_SAFE_INTEGER / 2;

/** (a) Honest devices that were connected long enough hold the same records of the same feeds, up to the same ends. */
export async function ledgersAreEqual(peers: readonly Peer[]): Promise<Findings> {
  const [first, ...others] = await Promise.all(peers.map(headsOf));
  return others.flatMap((heads, i) => {
    if (first === undefined) return [];
    const feeds = new Set([...first.keys(), ...heads.keys()]);
    const differing = [...feeds].filter((feed) => first.get(feed) !== heads.get(feed));
    return differing.map(
      (feed) => `${peers[i + 1]?.name} has ${heads.get(feed)} of feed ${feed}, ${peers[0]?.name} ${first.get(feed)}`,
    );
  });
}

/** (b) Whatever is held chains, keeps to its schema, and is signed by whom it names; and so is every word inside. */
export async function allHeldVerifies({ name, pond, disk }: Peer, verifier: Verifier): Promise<Findings> {
  const findings: string[] = [];
  for (const { feed, count } of await disk.platter.readFeeds(pond)) {
    const rows = await disk.platter.readRun(pond, feed, 0, count + 1);
    const flaw = rows.length === count ? await flawOf(pond, feed, rows, verifier) : `${rows.length} of ${count}`;
    if (flaw !== null) findings.push(`${name} holds what does not verify of feed ${feed}: ${flaw}`);
  }
  return findings;
}

/** (c) What a device has ever told of is still there, byte for byte. */
export async function nothingIsLost({ name, pond, disk, held }: Peer): Promise<Findings> {
  const rows = await disk.platter.readSince(pond, 0, Number.MAX_SAFE_INTEGER);
  const bytesByPlace = new Map<string, Uint8Array>(rows.map(({ feed, seq, bytes }) => [`${feed}:${seq}`, bytes]));
  return [...held].flatMap(([place, bytes]) => {
    const now = bytesByPlace.get(place);
    if (now === undefined) return [`${name} has lost ${place}`];
    return equalBytes(now, bytes) ? [] : [`${name} holds another record at ${place} than it did`];
  });
}

/** (c) What honest people have written is everywhere. */
export async function everythingHonestIsEverywhere(peers: readonly Peer[]): Promise<Findings> {
  const findings: string[] = [];
  for (const author of peers) {
    const { pond, keys } = author;
    const written = await author.disk.platter.readRun(pond, keys.feed, 0, Number.MAX_SAFE_INTEGER);
    for (const { name, disk } of peers) {
      const there = await disk.platter.readRun(pond, keys.feed, 0, Number.MAX_SAFE_INTEGER);
      const missing = written.filter(({ id }, i) => there[i]?.id !== id).length;
      if (missing > 0) findings.push(`${name} lacks ${missing} records of ${author.name}'s`);
    }
  }
  return findings;
}

/** (d) What attackers send costs no more than in proportion; queues stay within their bounds. */
export function spendingIsBounded(name: string, before: Spending, after: Spending): Findings {
  const bytes = after.bytes - before.bytes;
  const verified = after.verified - before.verified;
  const gated = after.gated - before.gated;
  const frames = after.frames - before.frames;
  const findings: string[] = [];
  if (verified * BYTES_A_VERIFICATION > bytes) findings.push(`${name} verified ${verified} times for ${bytes} bytes`);
  if (gated > frames) findings.push(`${name} asked its gate ${gated} times for ${frames} messages`);
  if (after.mostWaiting > MAX_WAITING_FRAMES) findings.push(`${name} let ${after.mostWaiting} messages wait`);
  if (after.mostLeaving > HIGH_WATER_BYTES + 2 * MAX_FRAME_BYTES) {
    findings.push(`${name} let ${after.mostLeaving} bytes wait to leave`);
  }
  return findings;
}

/** (d) However many names attackers have: so many came in, and none of them has written more than a newcomer may. */
export async function newcomersAreBounded({ name, pond, disk, clock, keys }: Peer): Promise<Findings> {
  const findings: string[] = [];
  const times: number[] = [];
  for (const { feed } of await disk.platter.readFeeds(pond)) {
    const rows = await disk.platter.readRun(pond, feed, 0, Number.MAX_SAFE_INTEGER);
    const records = rows.flatMap(({ bytes }) => {
      const record = parseRecord(bytes);
      return record.ok ? record.value : [];
    });
    const [first, last] = [records[0]?.header, records.at(-1)?.header];
    if (first === undefined || last === undefined || first.kind === "pond.genesis.1" || feed === keys.feed) continue;
    times.push(first.time);
    const size = records.reduce((sum, { header, headerBytes }) => sum + headerBytes.length + header.bodySize, 0);
    const most = FIRST_FEED_BYTES + ((last.time - first.time) / DAY_MS) * FEED_BYTES_A_DAY;
    if (size > most) findings.push(`${name} holds ${size} bytes of feed ${feed}, which may have ${most}`);
  }
  const { atOnce, aDay, dayMs } = SHORT_DAYS;
  for (let days = 1; days <= 1024; days *= 2) {
    const came = times.filter((time) => time >= clock.now() - days * dayMs).length;
    // Those who have brought less than their share come in although all of it is used up, up to as many again.
    const most = 2 * (atOnce + aDay * days);
    if (came > most) findings.push(`${name} let in ${came} newcomers of the last ${days} short days, not ${most}`);
  }
  return findings;
}

/** (e) What people see is the same on every honest device. */
export function viewsAreEqual(peers: readonly Peer[]): Findings {
  const [first, ...others] = peers.map((peer) => inWords(peer.disk.platter.views()));
  return others.flatMap((views, i) => differences(first ?? new Map(), views, `${peers[i + 1]?.name} sees`));
}

/** (e) And it is what a fold from scratch makes of the same records in any order. */
export async function viewsAreFolded({ name, pond, disk }: Peer, dice: Dice): Promise<Findings> {
  const fold = createPondFold(pond);
  const rows = new Map<string, ViewRow>();
  const feeds = await disk.platter.readFeeds(pond);
  const take = (changed: readonly ViewRow[]) => {
    for (const row of changed) {
      if (row.table === "gone") rows.delete(viewKey(row));
      else rows.set(viewKey(row), row);
    }
  };
  const ends = feeds.flatMap(({ feed, endsAt }) => (endsAt === null ? [] : [() => take(fold.endFeed(feed, endsAt))]));
  const records = await disk.platter.readSince(pond, 0, Number.MAX_SAFE_INTEGER);
  const steps = records.map((row) => () => take(fold.absorb(admittedOf(row, feeds))));
  for (const step of dice.shuffled([...steps, ...ends])) step();
  return differences(inWords([...rows.values()]), inWords(disk.platter.views()), `${name} sees`);
}

/** (W4) The carrier says what the ledger says. */
export function carriersAgree(peers: readonly Peer[]): Findings {
  return peers.filter((peer) => !peer.carrierAgrees()).map(({ name }) => `${name}'s carrier disagrees with its ledger`);
}

/** No honest device ever ends a connection with another one. */
export function nobodyHonestIsShutOut(peers: readonly Peer[], closings: readonly Closing[]): Findings {
  const honest = new Set(peers.map(({ name }) => name));
  return closings
    .filter((closing) => honest.has(closing.by) && honest.has(closing.with))
    .map((closing) => `${closing.by} shut out ${closing.with}`);
}

async function headsOf({ ledger, pond, disk }: Peer): Promise<ReadonlyMap<FeedKey, string>> {
  const heads = await Promise.all(
    (ledger()?.heads() ?? []).map(async ({ feed, count }) => {
      const [last] = await disk.platter.readRun(pond, feed, count - 1, 1);
      return [feed, `${count} records up to ${last?.id ?? "none"}, ending ${ledger()?.feed(feed)?.endsAt}`] as const;
    }),
  );
  return new Map(heads);
}

async function flawOf(
  pond: PondId,
  feed: FeedKey,
  rows: readonly RecordRow[],
  verifier: Verifier,
): Promise<string | null> {
  // Each part begins with the last record of the part before, so that no link goes unseen.
  for (let at = 0; at < rows.length; at += MAX_RUN_RECORDS - 1) {
    const run = readRun(
      pond,
      END_OF_TIME,
      rows.slice(at, at + MAX_RUN_RECORDS).map(({ bytes }) => bytes),
    );
    if ("offence" in run) return run.kind;
    if (run.rest !== null) return run.rest.kind;
    if (run.feed !== feed || run.records[0]?.record.header.seq !== at) return "another place";
  }
  let before: RecordRow | undefined;
  for (const row of rows) {
    if (!row.signed) continue;
    const run = readRun(pond, END_OF_TIME, [row.bytes]);
    const flaw = "offence" in run ? run : await verifyRun(pond, run.records, verifier);
    if (flaw !== null) return `${flaw.kind} at ${row.seq}`;
    before = row;
  }
  return before?.seq === rows.length - 1 ? null : "no signature on the last record";
}

function admittedOf(row: RecordRow, feeds: readonly FeedRow[]) {
  const record = parseRecord(row.bytes);
  const identity = feeds.find(({ feed }) => feed === row.feed)?.identity;
  if (!record.ok || identity === undefined) return [];
  const { kind, seq, time, feed } = record.value.header;
  const body = record.value.body === null ? null : parseBody(kind, record.value.body);
  return [{ id: row.id, feed, identity, seq, time, body: body?.ok === true ? body.value : null }];
}

function inWords(views: readonly ViewRow[]): ReadonlyMap<string, string> {
  return new Map(views.map((view) => [viewKey(view), JSON.stringify(view.row, sorted)] as const));
}

/** Key order says nothing. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function differences(
  expected: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
  who: string,
): readonly string[] {
  const keys = new Set([...expected.keys(), ...found.keys()]);
  return [...keys].flatMap((key) =>
    expected.get(key) === found.get(key)
      ? []
      : [`${who} ${key} otherwise than expected: ${partingOf(found.get(key) ?? "", expected.get(key) ?? "")}`],
  );
}

/** The place where two long texts begin to differ. */
function partingOf(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const from = Math.max(0, at - 40);
  return `${one.slice(from, at + 80)} | ${other.slice(from, at + 80)}`;
}
