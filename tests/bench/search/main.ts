import { cpus, loadavg } from "node:os";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Time } from "../../../src/domain/ids.ts";
import { createListingIndex, type ListingIndex } from "../../../src/domain/search/listing-index.ts";
import { foldText } from "../../../src/domain/search/fold-text.ts";
import { kept, splitWords } from "../../../src/domain/search/split-words.ts";
import { createDice } from "../../sim/dice.ts";
import { madeUpListings, type MadeUpListing } from "../../support/made-up-listings.ts";
import { medianOf, ms, timesOf } from "../trust/timing.ts";
import { chineseParts, fromTwoFields, HOSTILE, LETTERS, slips, type Sought, typed } from "./queries.ts";
import { createScan, type Scan } from "./scan.ts";

const LISTINGS = 10_000;
const SEED = 1;
/** What a screen shows at first. */
const MOST = 10;
const GOAL_MS = 50;
const WARM = 20;
/** Queries of each kind that the slow scan is asked. */
const FORGIVING_RUNS = 40;
/** Words shorter than this are not forgiven a slip, however they came to be so short. */
const FORGIVEN_FROM = 4;

/** `npm run bench -- search`: how fast and how well listings are found, beside a scan of all texts in the same run. */
export async function main(): Promise<boolean> {
  const listings = madeUpListings(LISTINGS, SEED);
  const load = loadavg()[0] ?? Number.NaN;
  console.log(
    `Node ${process.version}, ${cpus().length} cores of ${cpus()[0]?.model.trim() ?? "an unnamed kind"}, load ${load.toFixed(1)}`,
  );
  const languages = new Set(listings.map(({ language }) => language));
  const texts = listings.map((each) =>
    [each.title, each.wants, each.story, each.ownerName, ...(each.tags ?? [])].join("\n"),
  );
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  const terms = new Set(texts.flatMap((text) => splitWords(foldText(text)).flatMap(kept)));
  console.log(
    `${LISTINGS} made-up listings in ${[...languages].join(", ")} (seed ${SEED}): ${length} characters, ${terms.size} different terms`,
  );
  const index = measureBuild(listings);
  measurePuts(index, listings);
  const scan = createScan(listings);
  measureTimes(index, scan, listings);
  measureRecall(index, scan, listings);
  return true;
}

function measureBuild(listings: readonly MadeUpListing[]): ListingIndex {
  const before = heapAfterCollection();
  const index = createListingIndex();
  const started = performance.now();
  for (const listing of listings) index.put(listing);
  const took = performance.now() - started;
  const heap = (heapAfterCollection() - before) / 2 ** 20;
  const cold = timesOf(() => index.find("b", { most: MOST }), { warm: 0, runs: 1 });
  console.log(
    `Build: ${ms(took)}; ${heap.toFixed(1)} MB of heap. The very first query, "b", cold: ${ms(medianOf(cold))}`,
  );
  return index;
}

function measurePuts(index: ListingIndex, listings: readonly MadeUpListing[]): void {
  const more = madeUpListings(500, SEED + 1);
  report("Put a new one", (run) => more[run] && index.put(more[run]), more.length - WARM);
  report("Remove it again", (run) => more[run] && index.remove(more[run].id), more.length - WARM);
  const some = listings.slice(0, more.length);
  const edited = some.map(edit);
  report("Put an edited one", (run) => edited[run] && index.put(edited[run]), some.length - WARM);
  for (const listing of some) index.put(listing);
  const later = some.map(renew);
  report("Put a renewed one", (run) => later[run] && index.put(later[run]), some.length - WARM);
  for (const listing of some) index.put(listing);
}

function edit(listing: MadeUpListing): MadeUpListing {
  return { ...listing, story: `${listing.story} Again.` };
}

function renew(listing: MadeUpListing): MadeUpListing {
  // A time such as a record has.
  return { ...listing, renewed: (listing.renewed + 1) as Time };
}

function measureTimes(index: ListingIndex, scan: Scan, listings: readonly MadeUpListing[]): void {
  const dice = createDice(SEED);
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ["each key of two words", typed(listings, dice.apart(), 60)],
    ["one letter", LETTERS],
    ["words with a slip", slips(listings, dice.apart(), 300).map(({ query }) => query)],
    ["parts of Chinese words", chineseParts(listings, dice.apart(), 300).map(({ query }) => query)],
    ["words of two fields", fromTwoFields(listings, dice.apart(), 200)],
    ["hostile", HOSTILE],
  ];
  console.log(`First ${MOST} results (goal: under ${GOAL_MS} ms), and two scans of all texts (ratios of means):`);
  for (const [name, queries] of kinds) reportBeside(name, index, scan, queries);
  const all = kinds.flatMap(([, queries]) => queries);
  reportBeside("all of them", index, scan, all);
}

function reportBeside(name: string, index: ListingIndex, scan: Scan, queries: readonly string[]): void {
  const at = (run: number) => queries[run % queries.length] ?? "";
  const runs = { warm: WARM, runs: queries.length };
  const ours = timesOf((run) => index.find(at(run), { most: MOST }), runs);
  const plain = timesOf((run) => scan.find(at(run), MOST), runs);
  console.log(`  ${`${name} (${queries.length})`.padEnd(30)} ${spread(ours)}`);
  console.log(`    a scan for the letters alone: ${spread(plain)}: ${ratio(plain, ours)} × ours`);
  if (name === "hostile") return;
  // So slow that a part of them must do; ours are measured on the same part.
  const fewer = { warm: 3, runs: Math.min(FORGIVING_RUNS, queries.length) };
  const step = Math.max(1, Math.floor(queries.length / fewer.runs));
  const forgiving = timesOf((run) => scan.findForgiving(at(run * step), MOST), fewer);
  const same = timesOf((run) => index.find(at(run * step), { most: MOST }), fewer);
  console.log(`    a scan that forgives as we do: ${spread(forgiving)}: ${ratio(forgiving, same)} × ours`);
}

/** How many times as long, on the mean: what a slow kind of query costs counts, too. */
function ratio(theirs: readonly number[], ours: readonly number[]): string {
  return (mean(theirs) / mean(ours)).toFixed(1);
}

function measureRecall(index: ListingIndex, scan: Scan, listings: readonly MadeUpListing[]): void {
  const dice = createDice(SEED + 1);
  console.log(`Found (the meant one within the first ${MOST}, where at most ${MOST} listings hold what was meant):`);
  const slipped = slips(listings, dice.apart(), 1500);
  const holders = ({ meant }: Sought) => scan.find(meant, Infinity).length;
  const isShort = ({ query }: Sought) => (query.split(" ")[0] ?? "").length < FORGIVEN_FROM;
  reportKnown(
    index,
    "words with a slip",
    slipped.filter((sought) => !isShort(sought)),
    holders,
  );
  reportKnown(index, "… that left three letters", slipped.filter(isShort), holders);
  const parts = chineseParts(listings, dice.apart(), 1500);
  reportKnown(index, "parts of Chinese words", parts, ({ meant }) => scan.holding(meant).size);
  console.log("Found of all that a scan finds, however many:");
  reportAll(index, "parts of Chinese words", parts.slice(0, 300), ({ query }) => scan.holding(query));
  const starts = typed(listings, dice.apart(), 60).filter((text) => /^\p{L}{2,}$/u.test(text) && !/\p{Lo}/u.test(text));
  reportAll(
    index,
    "words by their beginning",
    starts.map((query) => ({ query })),
    ({ query }) => scan.beginning(query),
  );
}

function reportKnown(
  index: ListingIndex,
  name: string,
  all: readonly Sought[],
  holders: (sought: Sought) => number,
): void {
  const fair = all.filter((sought) => holders(sought) <= MOST);
  const found = fair.filter(({ id, query }) => index.find(query, { most: MOST }).some((hit) => hit.id === id));
  console.log(`  ${name.padEnd(30)} ${found.length} of ${fair.length} (${percent(found.length / fair.length)})`);
  const missed = fair.filter((sought) => !found.includes(sought)).slice(0, 3);
  for (const { query, meant } of missed) console.log(`    missed: "${query}" for "${meant}"`);
}

function reportAll<Asked extends { readonly query: string }>(
  index: ListingIndex,
  name: string,
  all: readonly Asked[],
  holders: (asked: Asked) => ReadonlySet<string>,
): void {
  let expected = 0;
  let found = 0;
  for (const asked of all) {
    const wanted = holders(asked);
    expected += wanted.size;
    found += index.find(asked.query, { most: Infinity }).filter(({ id }) => wanted.has(id)).length;
  }
  console.log(`  ${name.padEnd(30)} ${found} of ${expected} in ${all.length} queries (${percent(found / expected)})`);
}

function report(name: string, work: (run: number) => unknown, runs: number): void {
  console.log(`${name}: ${spread(timesOf(work, { warm: WARM, runs }))}`);
}

function spread(sorted: readonly number[]): string {
  const late = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
  return `median ${ms(medianOf(sorted))}, p95 ${ms(late)}, max ${ms(sorted.at(-1) ?? Number.NaN)}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** Bytes of heap that something still holds. */
function heapAfterCollection(): number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
  return process.memoryUsage().heapUsed;
}
