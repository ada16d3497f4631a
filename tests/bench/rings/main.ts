import { existsSync, readFileSync, readdirSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { findRings } from "../../../src/domain/rings/find-rings.ts";
import { type KnownTrade, type KnownTrades, parseKnown } from "./known.ts";
import { parseWantList, type WantList } from "./want-list.ts";

const LENGTHS = [2, 3, 4] as const;
/** Items traded, as a part of the best known. */
const GOALS = { 2: 1, 3: 1, 4: 0.95 } as const;
/** Of the processor: the clock also counts whoever else is at work on the machine. */
const GOAL_MS = 2000;

/** `npm run bench -- rings --data DIR`: how many items trade in rings, and in what time, in the real math trades in DIR. */
export async function main(args: readonly string[]): Promise<boolean> {
  const folder = args[args.indexOf("--data") + 1];
  if (!args.includes("--data") || folder === undefined) {
    console.error("Say where the math trades are: npm run bench -- rings --data DIR");
    return false;
  }
  const knownFile = join(folder, "known.json");
  if (!existsSync(knownFile)) {
    console.error(`not measured: there is no ${knownFile}`);
    return false;
  }
  const known = parseKnown(readFileSync(knownFile, "utf8"));
  if (!known.ok) {
    console.error(known.error);
    return false;
  }
  console.log(`Node ${process.version}, ${cpus().length} cores of ${cpus()[0]?.model.trim() ?? "an unnamed kind"}`);
  console.log("In this process, one thread, each search once; ms by the clock, and of the processor in brackets.");
  console.log(row(["list", "longest", "traded", "best known", "ratio", "ms", "proved"]));
  return measureAll(folder, known.value);
}

/** True where every goal is met. */
function measureAll(folder: string, known: KnownTrades): boolean {
  let isMet = true;
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort()) {
    const name = file.slice(0, -".txt".length);
    const list = parseWantList(readFileSync(join(folder, file), "utf8"));
    const fault = list.ok ? differs(list.value, known[name]) : list.error;
    if (fault !== null) console.error(`  ${name}: ${fault}`);
    if (fault !== null) isMet = false;
    if (!list.ok) continue;
    for (const longest of LENGTHS) if (!measure(name, list.value, longest, known[name]?.best[longest])) isMet = false;
  }
  console.log(isMet ? "Every goal is met." : "Some goal is not met.");
  return isMet;
}

/** What the list has in it, against what is known to be in it; null where that is the same. */
function differs(list: WantList, known: KnownTrade | undefined): string | null {
  if (known === undefined) return "known.json says nothing of it";
  const isSame = list.items === known.items && list.dummies === known.dummies && list.written === known.wants;
  return isSame
    ? null
    : `${list.items} items, ${list.dummies} dummies, ${list.written} wants: known.json says otherwise`;
}

function measure(name: string, list: WantList, longest: 2 | 3 | 4, best: number | undefined): boolean {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  const found = findRings({ wants: list.wants, longest });
  const ms = performance.now() - before;
  const { user, system } = process.cpuUsage(cpuBefore);
  if (!found.ok) {
    console.error(`  ${name}: ${found.error.kind}, more than ${found.error.most}`);
    return false;
  }
  const { traded, proved } = found.value;
  const ratio = traded / (best ?? Number.NaN);
  const cpuMs = (user + system) / 1000;
  const time = `${ms.toFixed(0)} (${cpuMs.toFixed(0)})`;
  console.log(row([name, longest, traded, best ?? "unknown", ratio.toFixed(3), time, proved ? "yes" : "no"]));
  return ratio >= GOALS[longest] && cpuMs < GOAL_MS;
}

function row(cells: readonly (string | number)[]): string {
  return `  ${cells.map((cell, i) => (i === 0 ? String(cell).padEnd(12) : String(cell).padStart(13))).join("")}`;
}
