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

/** What Firefox is called. */
const FIREFOX_NAMES = ["firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox"];

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
    findBrowser() ??
    (downloadWithPlaywright() ? findBrowser() : null) ??
    (installFromSystem("chromium") ? findBrowser() : null)
  );
}

/**
 * A Firefox that starts: the one that FIREFOX names, or one that is installed. Playwright's own is a build of its own and no
 * browser that somebody uses.
 * @returns {string | null}
 */
export function findFirefox() {
  const named = process.env["FIREFOX"];
  const found = [...(named ? [named] : []), ...FIREFOX_NAMES].find(starts);
  return found === undefined ? null : inPath(found);
}

/**
 * Finds a Firefox or asks the system's packages for one.
 * @returns {string | null} null where all failed; what failed has been printed
 */
export function ensureFirefox() {
  return findFirefox() ?? (installFromSystem("firefox-esr") ? findFirefox() : null);
}

/**
 * The same for scripts that can do nothing without one: they end here, and say why.
 * @returns {string}
 */
export function needBrowser() {
  const browser = ensureBrowser();
  if (browser !== null) return browser;
  console.error("No Chromium could be found or installed. Name one in the environment: CHROMIUM=/path/to/chromium");
  process.exit(1);
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

/** @param {string} name of a package of Debian or a system like it */
function installFromSystem(name) {
  const prefix = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const apt = [...prefix, "apt-get"];
  console.log(`Asking the system's packages for ${name} …`);
  return (
    succeeds(...split([...apt, "update"])) &&
    succeeds(...split([...apt, "install", "-y", "--no-install-recommends", name]))
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
