import { execFile } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod/mini";
import { err, ok, type Result } from "../../../src/lib/result.ts";
import { type OtcData, type Rating } from "./otc-data.ts";
import { drawViewers } from "./protocol.ts";

/**
 * appleseed-metric is AGPL-3.0, so it is no dependency of ours, not even in development: this bench alone fetches it, into a
 * folder that git ignores, and runs it beside us.
 */
const PACKAGE = "appleseed-metric@1.0.1";
const FOLDER = join(process.cwd(), ".cache/bench-only");
/** As its documentation recommends. */
const SETTINGS = { energy: 200, spreading: 0.85, threshold: 0.01 } as const;
/** It wants weights in (0, 1]; ratings go to 10. */
const BEST_RATING = 10;
/** What an npm that has a network needs at most, in ms. */
const INSTALL_WITHIN_MS = 60_000;

const Ranked = z.object({ rankings: z.record(z.string(), z.number()) });

/** ms of one run from one viewer; it takes seconds, so once is enough. The error says why it was not measured. */
export async function timeAppleseed(data: OtcData, good: readonly Rating[]): Promise<Result<number, string>> {
  const appleseed = await loadAppleseed();
  if (!appleseed.ok) return appleseed;
  const [viewer = 0] = drawViewers(data, data.ratings, { positives: 5, count: 1, seed: 1 });
  const assignments = good.map(({ from, to, value }) => {
    return { src: String(from), dst: String(to), weight: value / BEST_RATING };
  });
  const started = performance.now();
  const { energy, spreading, threshold } = SETTINGS;
  const answer: unknown = await appleseed.value(String(viewer), assignments, energy, spreading, threshold);
  const time = performance.now() - started;
  const ranked = Ranked.safeParse(answer);
  if (!ranked.success) return err(`not measured: ${PACKAGE} gave no rankings`);
  return ok(time);
}

type Appleseed = (...args: readonly unknown[]) => unknown;

async function loadAppleseed(): Promise<Result<Appleseed, string>> {
  try {
    if (!existsSync(join(FOLDER, "node_modules/appleseed-metric"))) {
      mkdirSync(FOLDER, { recursive: true });
      const quietly = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
      await promisify(execFile)("npm", ["install", "--prefix", FOLDER, ...quietly, PACKAGE], {
        timeout: INSTALL_WITHIN_MS,
      });
    }
    const loaded: unknown = createRequire(join(FOLDER, "package.json"))("appleseed-metric");
    if (typeof loaded !== "function") return err(`not measured: ${PACKAGE} is no function`);
    // Its answer is parsed; what it takes is written in its documentation.
    return ok(loaded as Appleseed);
  } catch (cause) {
    return err(`not measured: ${PACKAGE} did not come (${String(cause).split("\n")[0]})`);
  }
}
