// Everything, from a fresh clone to one closing line: dependencies, a browser, all checks, all tests.
import { ensureInstalled } from "./install.mjs";

ensureInstalled();
const { run } = await import("./run.mjs");
const { ensureBrowser, ensureFirefox } = await import("./find-browser.mjs");
const { E2E_REPORT, UNIT_REPORT, closingLine, countE2e, countUnit, forgetResults, readReport } =
  await import("./results.mjs");

forgetResults();
const browser = ensureBrowser();
if (browser === null)
  console.error("No Chromium could be found or installed. Name one in the environment: CHROMIUM=/path/to/chromium");
// Without one, what needs two engines is skipped, and says so.
const firefox = ensureFirefox();
if (firefox === null)
  console.error("No Firefox could be found or installed. Name one in the environment: FIREFOX=/path/to/firefox");

const checked = await run("node", ["scripts/check.mjs"]);
const lived =
  browser !== null &&
  (await run("playwright", ["test", "--project", "e2e"], {
    CHROMIUM: browser,
    ...(firefox === null ? {} : { FIREFOX: firefox }),
  }));

console.log(checked ? "\nchecks: ok" : "\nchecks: FAILED (above, at the line that starts with check:)");
console.log(closingLine([countUnit(readReport(UNIT_REPORT)), countE2e(readReport(E2E_REPORT))]));
process.exit(checked && lived ? 0 : 1);
