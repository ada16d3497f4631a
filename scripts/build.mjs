import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { run } from "./run.mjs";

/** All that dist/ is made of. */
const SOURCES = [
  "server/security-headers.mjs",
  "scripts/service-worker.mjs",
  "src",
  "public",
  "index.html",
  "vite.config.ts",
  "tsconfig.base.json",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

/** Not inside dist/, which is deployed as it is. */
const stamp = join(root, ".cache", "built-from");

/**
 * Builds dist/ where it is missing or its sources have changed since.
 * @returns {Promise<boolean>} false where the build failed
 */
export async function ensureBuilt() {
  const wanted = hashOf(SOURCES);
  const fresh =
    existsSync(join(root, "dist", "index.html")) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (fresh) return true;
  return build(wanted);
}

/**
 * Builds dist/ whatever there is.
 * @returns {Promise<boolean>} false where the build failed
 */
export async function build(sources = hashOf(SOURCES)) {
  if (!(await run("vite", ["build", "--logLevel", "warn"]))) return false;
  mkdirSync(join(root, ".cache"), { recursive: true });
  // The hash was taken before the build: an edit made during it makes the next start build again.
  writeFileSync(stamp, sources);
  return true;
}

/**
 * One hash over names and contents. Contents, not times: a fresh clone or a changed branch has times that say nothing.
 * @param {readonly string[]} paths
 */
function hashOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesUnder)) {
    hash.update(`${path}\0`).update(
      createHash("sha256")
        .update(readFileSync(join(root, path)))
        .digest(),
    );
  }
  return hash.digest("hex");
}

/**
 * @param {string} path relative to the checkout
 * @returns {string[]} the file itself, or every file below the folder, in a fixed order
 */
function filesUnder(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
