// npm leaves native parts of other platforms out of package-lock.json where it cannot ask the registry for them (a mirror that serves one platform;
// https://github.com/npm/cli/issues/4828), and then `npm ci` refuses its own lock file. What is left out is known all the same: the name says the
// platform, and whoever needs the part names its exact version. Run this after adding a dependency.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./root.mjs";

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, optionalDependencies?: Readonly<Record<string, string>>,
 *   os?: readonly string[], cpu?: readonly string[], libc?: readonly string[] }} LockEntry
 * @typedef {{ packages: Record<string, LockEntry> }} Lock
 */

const SYSTEMS = new Set([
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "aix",
  "win32",
]);
const EXACT = /^\d+\.\d+\.\d+$/;

/**
 * The entries that a lock file lacks.
 * @param {Lock} lock
 * @returns {Readonly<Record<string, LockEntry>>} by their place in node_modules
 */
export function missingParts({ packages }) {
  const entries = Object.values(packages).flatMap((owner) =>
    Object.entries(owner.optionalDependencies ?? {})
      .filter(([name]) => !Object.keys(packages).some((place) => place.endsWith(`node_modules/${name}`)))
      .map(([name, version]) => /** @type {const} */ ([`node_modules/${name}`, partOf(name, version, owner)])),
  );
  return Object.fromEntries(entries);
}

/**
 * @param {string} name such as @oxlint/binding-linux-x64-musl
 * @param {string} version
 * @param {LockEntry} owner
 * @returns {LockEntry}
 */
function partOf(name, version, owner) {
  const words = name.split(/[/-]/);
  const at = words.findIndex((word) => SYSTEMS.has(word));
  const [os, cpu, abi] = words.slice(at);
  if (at === -1 || os === undefined || cpu === undefined || !EXACT.test(version)) {
    throw new Error(`${name}@${version} does not name its platform: add it to package-lock.json by hand.`);
  }
  const libc = abi === undefined || os !== "linux" ? {} : { libc: [abi.startsWith("musl") ? "musl" : "glibc"] };
  return { version, cpu: [cpu], ...(owner.dev ? { dev: true } : {}), ...libc, optional: true, os: [os] };
}

function main() {
  const path = join(root, "package-lock.json");
  const lock = /** @type {Lock} (npm writes it) */ (JSON.parse(readFileSync(path, "utf8")));
  const missing = missingParts(lock);
  const all = Object.entries({ ...lock.packages, ...missing });
  // npm's own order, so that its next writing moves nothing.
  lock.packages = Object.fromEntries(all.toSorted(([a], [b]) => a.localeCompare(b, "en")));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`package-lock.json: ${Object.keys(missing).length} native parts of other platforms added`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) main();
