import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { root } from "./root.mjs";

/** What Chromium is called where it is installed, in the order of trying. */
const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A browser that has not said its version by then hangs on something (a snap without its daemon does). */
const VERSION_TIMEOUT_MS = 20_000;

/** Chromium without its own errands: no sandbox (CI is root in a container), no calls home, no updates. */
export const BROWSER_ARGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--no-first-run",
];

/**
 * A Chromium that starts: the one that CHROMIUM names, one that is installed, or Playwright's own.
 * @returns {string | null}
 */
export function findBrowser() {
  const named = process.env["CHROMIUM"];
  const candidates = [...(named ? [named] : []), ...NAMES, chromium.executablePath()];
  const found = candidates.find(starts);
  return found === undefined ? null : inPath(found);
}

/**
 * Finds a Chromium or brings one: Playwright's download first, the system's packages where that fails.
 * @returns {string | null} null where all failed; what failed has been printed
 */
export function ensureBrowser() {
  return (
    findBrowser() ?? (downloadWithPlaywright() ? findBrowser() : null) ?? (installFromSystem() ? findBrowser() : null)
  );
}

/**
 * Playwright wants a whole path.
 * @param {string} name a path, or a name to be found in PATH
 */
function inPath(name) {
  if (name.includes("/")) return name;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? name;
}

/** @param {string} path a path, or a name to be found in PATH */
function starts(path) {
  if (path.includes("/") && !existsSync(path)) return false;
  // --version loads every shared library: a browser that was copied to a system without them fails here and not in the middle of the tests.
  return spawnSync(path, ["--version"], { timeout: VERSION_TIMEOUT_MS, stdio: "ignore" }).status === 0;
}

function downloadWithPlaywright() {
  console.log("No Chromium found. Asking Playwright for one …");
  return succeeds("npx", ["playwright", "install", "chromium"]);
}

function installFromSystem() {
  const prefix = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = [...prefix, "apt-get"];
  console.log("Asking the system's packages for Chromium …");
  return (
    succeeds(...split([...apt, "update"])) &&
    succeeds(...split([...apt, "install", "-y", "--no-install-recommends", "chromium"]))
  );
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function succeeds(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env }).status === 0;
}

/**
 * @param {readonly string[]} words
 * @returns {[string, readonly string[]]}
 */
function split([command = "", ...args]) {
  return [command, args];
}
