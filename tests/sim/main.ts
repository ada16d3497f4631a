import { runSeed } from "./run-seed.ts";
import { tryTrustGraphs } from "./trust-graphs.ts";

/** `npm run sim`: ponds with enemies, then arbitrary trust graphs; `--graphs N` tries N of those and no ponds. */
export async function main(args: readonly string[]): Promise<boolean> {
  const graphs = numberAfter(args, "--graphs");
  const seed = numberAfter(args, "--seed") ?? 1;
  if (graphs !== null) return tryTrustGraphs(graphs, seed);
  const arePondsSound = await tryPonds(args);
  if (args.includes("--seed") || args.includes("--seeds")) return arePondsSound;
  return tryTrustGraphs(DEFAULT_GRAPHS, seed) && arePondsSound;
}

/** Many seeds, one line of figures, each failing seed with what was found. */
async function tryPonds(args: readonly string[]): Promise<boolean> {
  const one = numberAfter(args, "--seed");
  const count = one === null ? (numberAfter(args, "--seeds") ?? DEFAULT_SEEDS) : 1;
  const from = one ?? numberAfter(args, "--from") ?? 1;
  const keys = args.includes("--real-keys") ? "real" : "toy";
  const withTwins = args.includes("--twins");
  const favourite = args.includes("--farm") ? "invite farm fills the disks" : undefined;
  const started = performance.now();
  const totals = { peers: 0, hostile: 0, records: 0, attacks: 0, minutes: 0, failed: 0 };
  for (let seed = from; seed < from + count; seed++) {
    const report = await runSeed(seed, { keys, withTwins, ...(favourite === undefined ? {} : { favourite }) });
    totals.peers += report.peers;
    totals.hostile += report.hostile;
    totals.records += report.records;
    totals.attacks += report.attacks;
    totals.minutes = Math.max(totals.minutes, report.minutes);
    if (one !== null) console.log(JSON.stringify({ ...report, findings: report.findings.length }));
    if (report.findings.length === 0) continue;
    totals.failed++;
    console.log(`seed ${seed} FAILED, again with: npm run sim -- --seed ${seed}`);
    for (const finding of report.findings.slice(0, one === null ? 3 : 40))
      console.log(`  ${finding.slice(0, MAX_LINE)}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const { peers, hostile, records, attacks, minutes, failed } = totals;
  console.log(
    `sim: ${count - failed} of ${count} seeds hold all properties (${peers} honest devices, ${hostile} hostile, ` +
      `${attacks} hostile messages, ${records} records, at most ${minutes} virtual minutes to agree, ${seconds} s)`,
  );
  return failed === 0;
}

const DEFAULT_SEEDS = 1000;
const DEFAULT_GRAPHS = 10_000;
/** Characters of one finding that are printed. */
const MAX_LINE = 400;

function numberAfter(args: readonly string[], name: string): number | null {
  const value = Number(args[args.indexOf(name) + 1]);
  return args.includes(name) && Number.isSafeInteger(value) ? value : null;
}
