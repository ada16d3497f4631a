// Every screen that the browser tests look at, and each in all sizes, themes and languages, as pictures in .cache/gallery.
// `npm run gallery -- screens` makes those of one file.
import { ensureInstalled } from "./install.mjs";

ensureInstalled();
const { run } = await import("./run.mjs");
const { needBrowser } = await import("./find-browser.mjs");
const args = ["test", "--project=e2e", "--project=gallery", ...process.argv.slice(2)];
process.exit((await run("playwright", args, { CHROMIUM: needBrowser(), SHOAL_GALLERY: "1" })) ? 0 : 1);
