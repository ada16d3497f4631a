// `npm run bench`: every tests/bench/*.bench.ts in one run, in a real Chromium. `npm run bench -- NAME` runs those whose path holds NAME.
// `npm run bench -- trust --data DIR`, `… -- rings --data DIR`, `… -- search` and `… -- attacks` need no browser and run in Node.
import { fileURLToPath, pathToFileURL } from "node:url";
import { ensureInstalled } from "../../scripts/install.mjs";

/** What is measured without a browser: the module whose `main` measures it. */
const IN_NODE = new Map([
  ["trust", "trust/main.ts"],
  ["attacks", "attacks/main.ts"],
  ["search", "search/main.ts"],
  ["rings", "rings/main.ts"],
]);

ensureInstalled();
const [name = "", ...rest] = process.argv.slice(2);
const inNode = IN_NODE.get(name);
process.exit((await (inNode === undefined ? measureInBrowser() : measureInNode(name, inNode))) ? 0 : 1);

/** @param {string} bench @param {string} path */
async function measureInNode(bench, path) {
  const { build } = await import("vite");
  const entry = fileURLToPath(new URL(path, import.meta.url));
  const outDir = fileURLToPath(new URL(`../../.cache/bench/${bench}`, import.meta.url));
  await build({ configFile: false, logLevel: "warn", build: { ssr: entry, outDir, minify: false, emptyOutDir: true } });
  const { main } = await import(pathToFileURL(`${outDir}/main.js`).href);
  return main(rest);
}

async function measureInBrowser() {
  const { ensureBrowser } = await import("../../scripts/find-browser.mjs");
  const { run } = await import("../../scripts/run.mjs");
  const browser = ensureBrowser();
  if (browser === null) {
    console.error("No Chromium to measure in. Name one in the environment: CHROMIUM=/path/to/chromium");
    return false;
  }
  return run("playwright", ["test", "--project=bench", ...process.argv.slice(2)], { CHROMIUM: browser });
}
