// Built-ins only: this runs on a fresh clone, before there is any dependency.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

/** What vite, the pickiest of the tools, asks for. */
const OLDEST_NODE = [20, 19];

/** Inside node_modules, so that deleting that folder deletes the claim that it is complete. */
const stamp = join(root, "node_modules", ".shoal-installed");

/** Installs the dependencies where they are missing or the lock file has changed since; does nothing otherwise. */
export function ensureInstalled() {
  refuseOldNode();
  const wanted = wantedStamp();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  refuseBorrowedModules();
  console.log("Installing dependencies (npm ci) …");
  // An environment with NODE_ENV=production would leave out what builds the app.
  const run = spawnSync("npm", ["ci", "--include=dev"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (run.status !== 0) {
    console.error("npm ci failed; its own words are above. It needs the network, this once.");
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

/** `npm ci` first empties the folder, and through a link that is another checkout's. */
function refuseBorrowedModules() {
  const folder = join(root, "node_modules");
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  console.error(
    "node_modules is a link to another folder, which is out of date and not ours to change. Remove the link and start again.",
  );
  process.exit(1);
}

function refuseOldNode() {
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  console.error(`Shoal needs Node ${oldestMajor}.${oldestMinor} or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

/** Native parts (oxlint, rolldown) are of one platform: a folder copied to another must be installed anew. */
function wantedStamp() {
  const lock = readFileSync(join(root, "package-lock.json"));
  return `${createHash("sha256").update(lock).digest("hex")} ${process.platform} ${process.arch}\n`;
}
