import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream";
import { createGzip } from "node:zlib";
import { SECURITY_HEADERS } from "./security-headers.mjs";

/** @type {Readonly<Record<string, string>>} */
const TYPE_BY_ENDING = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

const COMPRESSIBLE = new Set([".html", ".js", ".css", ".json", ".map", ".webmanifest", ".txt", ".svg"]);

/** Vite's names hold a hash of the content: the same name is the same file for ever. */
const HASHED = /^\/assets\/.*-[\w-]{8}\.\w+(\.map)?$/;

/**
 * Serves the files below `dir`, and nothing else: no listings, no dot files, nothing outside, not through links either.
 * @param {string} dir
 * @returns {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => Promise<void>}
 */
export function createStaticFiles(dir) {
  return async (request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("allow", "GET, HEAD");
      return plain(response, 405, "Only GET and HEAD.");
    }
    const path = pathOf(request.url ?? "/");
    const file = path === null ? null : await findFile(dir, path);
    if (path === null || file === null) return plain(response, 404, "Nothing here.");

    const etag = `W/"${file.size.toString(36)}-${file.time.toString(36)}"`;
    response.setHeader("etag", etag);
    response.setHeader("cache-control", HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache");
    if (request.headers["if-none-match"] === etag) {
      response.writeHead(304).end();
      return;
    }
    sendFile(request, response, file);
  };
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {{ path: string, size: number }} file
 */
function sendFile(request, response, file) {
  const ending = extname(file.path).toLowerCase();
  response.setHeader("content-type", TYPE_BY_ENDING[ending] ?? "application/octet-stream");
  const zip = COMPRESSIBLE.has(ending) && /\bgzip\b/.test(request.headers["accept-encoding"]?.toString() ?? "");
  if (COMPRESSIBLE.has(ending)) response.setHeader("vary", "accept-encoding");
  if (zip) response.setHeader("content-encoding", "gzip");
  else response.setHeader("content-length", file.size);
  if (request.method === "HEAD") {
    response.writeHead(200).end();
    return;
  }
  response.writeHead(200);
  // A reader who hangs up is no error of ours: pipeline closes the file, and there is nobody left to tell.
  const whenOver = () => {};
  const bytes = createReadStream(file.path);
  if (zip) pipeline(bytes, createGzip(), response, whenOver);
  else pipeline(bytes, response, whenOver);
}

/**
 * The path that a request asks for, or null where it is no honest one.
 * @param {string} url
 */
function pathOf(url) {
  const raw = url.split(/[?#]/, 1)[0] ?? "/";
  try {
    const path = decodeURIComponent(raw);
    const bad =
      !path.startsWith("/") ||
      path.includes("\0") ||
      path.includes("\\") ||
      path.split("/").some((part) => part.startsWith("."));
    if (bad) return null;
    return path.endsWith("/") ? `${path}index.html` : path;
  } catch {
    // Broken percent signs: no file has such a name.
    return null;
  }
}

/**
 * @param {string} dir
 * @param {string} path
 * @returns {Promise<{ path: string, size: number, time: number } | null>}
 */
async function findFile(dir, path) {
  try {
    const [base, full] = await Promise.all([realpath(dir), realpath(join(dir, path))]);
    // A link inside dist/ that points out of it is not served.
    if (!full.startsWith(base + sep)) return null;
    const found = await stat(full);
    return found.isFile() ? { path: full, size: found.size, time: Math.round(found.mtimeMs) } : null;
  } catch {
    // Missing or unreadable: for who asks it is not there.
    return null;
  }
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function plain(response, status, text) {
  response
    .writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" })
    .end(`${text}\n`);
}
