import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { pipeline } from "node:stream";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import { createCompressed, encodingFor, MAX_WHOLE_BYTES } from "./compressed.mjs";
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

/** Of 11: for what is packed anew for each reader. */
const FAST_BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };

/** Vite's names hold a hash of the content: the same name is the same file for ever. */
const HASHED = /^\/assets\/.*-[\w-]{8}\.\w+(\.map)?$/;

/**
 * Serves the files below `dir`, and nothing else: no listings, no dot files, nothing outside, not through links either.
 * @param {string} dir
 * @returns {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse) => Promise<void>}
 */
export function createStaticFiles(dir) {
  const compressed = createCompressed();
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
    await sendFile(request, response, file, compressed);
  };
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {{ path: string, size: number, time: number }} file
 * @param {ReturnType<typeof createCompressed>} compressed
 */
async function sendFile(request, response, file, compressed) {
  const ending = extname(file.path).toLowerCase();
  const isPackable = COMPRESSIBLE.has(ending);
  const encoding = isPackable ? encodingFor(request.headers["accept-encoding"]?.toString() ?? "") : null;
  response.setHeader("content-type", TYPE_BY_ENDING[ending] ?? "application/octet-stream");
  if (isPackable) response.setHeader("vary", "accept-encoding");
  if (encoding === null) {
    response.setHeader("content-length", file.size);
    return sendStream(request, response, file);
  }
  if (file.size > MAX_WHOLE_BYTES) {
    response.setHeader("content-encoding", encoding);
    const packing = encoding === "br" ? createBrotliCompress(FAST_BROTLI) : createGzip();
    return sendStream(request, response, file, packing);
  }
  try {
    const bytes = await compressed(file, encoding);
    response.setHeader("content-encoding", encoding);
    response.setHeader("content-length", bytes.length);
    response.writeHead(200).end(request.method === "HEAD" ? undefined : bytes);
  } catch {
    // Gone or unreadable since it was found.
    response.removeHeader("etag");
    plain(response, 404, "Nothing here.");
  }
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {{ path: string }} file
 * @param {import("node:stream").Transform} [packing]
 */
function sendStream(request, response, file, packing) {
  response.writeHead(200);
  if (request.method === "HEAD") {
    response.end();
    return;
  }
  // A reader who hangs up is no error of ours: pipeline closes the file, and there is nobody left to tell.
  const whenOver = () => {};
  const bytes = createReadStream(file.path);
  if (packing === undefined) pipeline(bytes, response, whenOver);
  else pipeline(bytes, packing, response, whenOver);
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
