import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Bytes of the largest file that is packed as a whole and kept so. Scripts and styles are far smaller; maps of sources need not be. */
export const MAX_WHOLE_BYTES = 1024 * 1024;
/** Of 11: the last two cost ten times as long for a hundredth of the size. */
const BROTLI_QUALITY = 9;

/** @typedef {"br" | "gzip"} Encoding */
/** @typedef {{ path: string, size: number, time: number }} File */

/** @type {Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>>} */
const PACK = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => promisify(gzip)(bytes),
};

/**
 * Files as they are sent, packed once and not for every reader. As many are kept as there are files that may be asked for.
 * @returns {(file: File, encoding: Encoding) => Promise<Buffer>}
 */
export function createCompressed() {
  /** @type {Map<string, { readonly version: string, readonly bytes: Promise<Buffer> }>} */
  const kept = new Map();
  return (file, encoding) => {
    const key = `${encoding} ${file.path}`;
    const version = `${file.size} ${file.time}`;
    const known = kept.get(key);
    if (known?.version === version) return known.bytes;
    const bytes = readFile(file.path).then(PACK[encoding]);
    kept.set(key, { version, bytes });
    // A file that went away meanwhile is asked for anew; who waits for this one is told by the promise itself.
    bytes.catch(() => kept.delete(key));
    return bytes;
  };
}

/**
 * The best that the reader takes and we have: brotli is a sixth smaller.
 * @param {string} accepted the header, as it came
 * @returns {Encoding | null}
 */
export function encodingFor(accepted) {
  const names = new Set();
  for (const part of accepted.toLowerCase().split(",")) {
    const [name = "", weight = ""] = part.trim().split(/\s*;\s*/);
    if (!/^q=0(\.0*)?$/.test(weight)) names.add(name);
  }
  if (names.has("br")) return "br";
  return names.has("gzip") ? "gzip" : null;
}
