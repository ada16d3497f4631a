import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

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
 * The words of the language whose words weigh most: loaded besides, before the first screen is drawn.
 * @param {string} dist
 * @returns {string} a path below `dist`
 */
export function messagesFile(dist) {
  const assets = join(dist, "assets");
  const found = readdirSync(assets).filter((name) => /^(en|zh-cn)-[\w-]+\.js$/.test(name));
  if (found.length !== 2) throw new Error(`${assets} has ${found.length} languages, and not the two that are known.`);
  const weight = (/** @type {string} */ name) => gzipSync(readFileSync(join(assets, name))).length;
  return join(assets, found.toSorted((a, b) => weight(b) - weight(a))[0] ?? "");
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
