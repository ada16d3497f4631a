// Every screen that the browser tests look at, as pictures in .cache/gallery: `npm run gallery -- screens` for those of one file.
import { ensureInstalled } from "./install.mjs";

ensureInstalled();
const { run } = await import("./run.mjs");
const { ensureBrowser } = await import("./find-browser.mjs");
const browser = ensureBrowser();
if (browser === null) {
  console.error("No Chromium could be found or installed. Name one in the environment: CHROMIUM=/path/to/chromium");
  process.exit(1);
}
const args = ["test", "--project", "e2e", ...process.argv.slice(2)];
process.exit((await run("playwright", args, { CHROMIUM: browser, SHOAL_GALLERY: "1" })) ? 0 : 1);
