// `npm run bench`: every tests/bench/*.bench.ts in one run, in a real Chromium. `npm run bench -- NAME` runs those whose path holds NAME.
import { ensureInstalled } from "../../scripts/install.mjs";

ensureInstalled();
const { ensureBrowser } = await import("../../scripts/find-browser.mjs");
const { run } = await import("../../scripts/run.mjs");
const browser = ensureBrowser();
if (browser === null) {
  console.error("No Chromium to measure in. Name one in the environment: CHROMIUM=/path/to/chromium");
  process.exit(1);
}
const ended = await run("playwright", ["test", "--project", "bench", ...process.argv.slice(2)], { CHROMIUM: browser });
process.exit(ended ? 0 : 1);
