import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join as pathOf } from "node:path";
import { promisify } from "node:util";
import { chromium, expect, test } from "@playwright/test";
import * as z from "zod/mini";
import { BROWSER_ARGS } from "../../scripts/find-browser.mjs";
import { writeLargePond } from "../support/large-pond.ts";
import { madeUpListings } from "../support/made-up-listings.ts";
import { join, letInFile } from "../support/people.ts";
import { picture } from "../support/pictures.ts";
import { smallPictures } from "../support/small-pictures.ts";

/** Fetched by this bench alone (docs/dependencies.md); 12 is the last that runs on Node 20. */
const LIGHTHOUSE = "lighthouse@12.8.2";
const FOLDER = ".cache/bench-only/lighthouse";
const LISTINGS = 500;
const MEMBERS = 40;
/** The middle one of so many runs: machines have other things to do. */
const RUNS = Number(process.env["SHOAL_RUNS"] ?? 3);
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;
const LONGEST_RUN_MS = 180_000;
const MOST_TRIES = 3;

const Report = z.object({
  /** Lighthouse's own measure of how fast this machine was just then: on a virtual one it varies by half within an hour. */
  environment: z.object({ benchmarkIndex: z.number() }),
  categories: z.record(z.string(), z.object({ score: z.nullable(z.number()) })),
  audits: z.record(
    z.string(),
    z.object({ title: z.string(), score: z.nullable(z.number()), displayValue: z.optional(z.string()) }),
  ),
});
type Report = z.infer<typeof Report>;

test("Lighthouse's four scores on the first screen and on a pond of 500 listings", async ({ baseURL }, info) => {
  const base = baseURL ?? "";
  test.setTimeout(1_800_000);
  await installLighthouse();
  const first = await measure({ url: base, profile: info.outputPath("new"), name: "first", isKept: false });

  const profile = info.outputPath("member");
  const url = await fillProfile(profile, base, info.outputPath("pond.pond"));
  const pond = await measure({ url, profile, name: "pond", isKept: true });
  console.log(`\nLighthouse, phone emulation, median of ${RUNS} runs each
${told("first screen", first)}
${told(`a pond of ${LISTINGS} listings`, pond)}`);
});

async function installLighthouse(): Promise<void> {
  if (existsSync(pathOf(FOLDER, "node_modules/lighthouse"))) return;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(pathOf(FOLDER, "package.json"), '{ "private": true }\n');
  const quietly = ["--no-audit", "--no-fund", "--ignore-scripts"];
  await promisify(execFile)("npm", ["install", "--prefix", FOLDER, ...quietly, LIGHTHOUSE]);
}

/** A profile that is in a pond with all its listings; the address of the pond. */
async function fillProfile(profile: string, baseURL: string, path: string): Promise<string> {
  const context = await chromium.launchPersistentContext(profile, { args: BROWSER_ARGS, locale: "en" });
  const page = await context.newPage();
  await page.goto(baseURL);
  const files = await Promise.all(["🍚", "📚", "💡", "🚲"].map((sign, i) => picture(page, sign, i * 30)));
  const previews = await smallPictures(page, files);
  const texts = madeUpListings(LISTINGS, 1).map(({ title, story, wants }) => ({ title, story, wants }));
  const records = LISTINGS + 2 * MEMBERS;
  const pond = await writeLargePond({ records, members: MEMBERS, path, only: { texts, previews } });
  await join(page, pond.linkFor(baseURL), "Hana");
  const url = page.url();
  await letInFile(page, path);
  await expect(page.getByText("records have come in.", { exact: false })).toBeVisible({ timeout: 300_000 });
  await page.goto(url);
  await expect(page.locator("main li").first()).toBeVisible();
  await context.close();
  return url;
}

interface Measured {
  readonly url: string;
  readonly profile: string;
  readonly name: string;
  /** What the profile holds is part of what is measured. */
  readonly isKept: boolean;
}

async function measure(what: Measured): Promise<readonly Report[]> {
  const reports: Report[] = [];
  mkdirSync(".cache/lighthouse", { recursive: true });
  for (let run = 1; run <= RUNS; run++) reports.push(await runOnce(what, `.cache/lighthouse/${what.name}-${run}.json`));
  return reports;
}

/** One run; again where Lighthouse itself gave up, as it does where the machine was too busy to paint in time. */
async function runOnce({ url, profile, isKept }: Measured, path: string): Promise<Report> {
  const flags = [...BROWSER_ARGS, "--headless=new", `--user-data-dir=${profile}`].join(" ");
  const args = [
    pathOf(FOLDER, "node_modules/lighthouse/cli/index.js"),
    url,
    "--quiet",
    "--output=json",
    `--output-path=${path}`,
    `--chrome-flags=${flags}`,
    `--only-categories=${CATEGORIES.join(",")}`,
    ...(isKept ? ["--disable-storage-reset"] : []),
  ];
  const env = { ...process.env, CHROME_PATH: process.env["CHROMIUM"] ?? "chromium" };
  for (let tries = 1; ; tries++) {
    try {
      await promisify(execFile)(process.execPath, args, { timeout: LONGEST_RUN_MS, env });
      const report = Report.parse(JSON.parse(readFileSync(path, "utf8")));
      console.log(
        `${path}: load of the machine ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} processors, its speed ${report.environment.benchmarkIndex}`,
      );
      return report;
    } catch (cause) {
      if (tries === MOST_TRIES) throw cause;
      console.log(`${path}, once more: ${String(cause).split("\n")[1] ?? String(cause)}`);
    }
  }
}

/** The scores, the times behind the first of them, and every check that is not passed. */
function told(what: string, reports: readonly Report[]): string {
  const points = ({ categories }: Report, category: string) => Math.round((categories[category]?.score ?? 0) * 100);
  const scores = CATEGORIES.map((category) => {
    const all = reports.map((report) => points(report, category)).toSorted((a, b) => a - b);
    return `    ${category.padEnd(16)} ${all[Math.floor(all.length / 2)]}  (runs: ${all.join(", ")})`;
  });
  const last = reports.at(-1);
  const times = [
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
    "speed-index",
  ]
    .map((id) => `${id} ${last?.audits[id]?.displayValue ?? "?"}`)
    .join(", ");
  const failed = Object.entries(last?.audits ?? {})
    .filter(([, { score }]) => score !== null && score < 0.9)
    .map(([id, { title, score, displayValue = "" }]) => `    ${score} ${id}: ${title} ${displayValue}`);
  return [`  ${what}`, ...scores, `    last run: ${times}`, ...failed].join("\n");
}
