import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * What a browser loads before it has run anything: the scripts, preloaded modules and styles that the built page names.
 * @param {string} dist
 * @returns {string[]} paths below `dist`
 */
export function firstLoadFiles(dist) {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const named = [...page.matchAll(/<(?:script|link)\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.startsWith("<script") || /rel="(?:modulepreload|stylesheet)"/.test(tag))
    .flatMap((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []);
  const files = [...new Set(named)].map((path) => join(dist, path));
  // A budget over nothing would hold for ever.
  if (files.length === 0) throw new Error(`${join(dist, "index.html")} names no script.`);
  return files;
}

/**
 * The worker with its chunks; vite.config.ts gives them a folder of their own.
 * @param {string} dist
 * @returns {string[]} paths below `dist`
 */
export function workerFiles(dist) {
  const folder = join(dist, "assets", "worker");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .map((name) => join(folder, name));
}
