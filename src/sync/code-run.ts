import { base41ToBytes, bytesToBase41 } from "../lib/base41.ts";
import { concatBytes, equalBytes } from "../lib/bytes.ts";
import { hashBytes } from "../domain/hash.ts";
import { MAX_RUN_CODES, RUN_CODE_BYTES } from "./limits.ts";

/**
 * M5: more bytes than one code on a screen holds, as a run of codes that are shown in turn. Each says of which whole it is
 * a piece (the beginning of its hash), which piece, and of how many, so that a camera takes them in any order.
 */
const PREFIX = "SHOAL-RUN1:";
const CHECK_BYTES = 8;
const HEAD_BYTES = CHECK_BYTES + 2;
/** Characters of the longest code: three for two bytes. */
const MAX_CODE = PREFIX.length + Math.ceil((HEAD_BYTES + RUN_CODE_BYTES) / 2) * 3;
/** Bytes of what a run brings. */
export const MAX_RUN_BYTES = MAX_RUN_CODES * RUN_CODE_BYTES;
/** Characters of all codes of a run, with something between them: what can be pasted. */
export const MAX_RUN_TEXT = MAX_RUN_CODES * (MAX_CODE + 2);
/** Runs that are gathered at the same time: whoever looks from one phone to another and back loses nothing. */
const MAX_GATHERED = 4;

/** The texts of its codes; null where they would be too many. */
export function writeCodeRun(bytes: Uint8Array): readonly string[] | null {
  if (bytes.length === 0 || bytes.length > MAX_RUN_BYTES) return null;
  const of = Math.ceil(bytes.length / RUN_CODE_BYTES);
  return Array.from({ length: of }, (_, i) => {
    const piece = bytes.subarray(i * RUN_CODE_BYTES, (i + 1) * RUN_CODE_BYTES);
    return PREFIX + bytesToBase41(concatBytes(checkOf(bytes), new Uint8Array([i, of]), piece));
  });
}

export interface CodePiece {
  readonly check: Uint8Array;
  readonly at: number;
  readonly of: number;
  readonly bytes: Uint8Array;
}

/** Reads one scanned code of a run; null where it is something else. */
export function parseCodePiece(text: string): CodePiece | null {
  if (text.length > MAX_CODE || !text.startsWith(PREFIX)) return null;
  const all = base41ToBytes(text.slice(PREFIX.length));
  if (all === null || all.length <= HEAD_BYTES) return null;
  const [at = 0, of = 0] = all.subarray(CHECK_BYTES, HEAD_BYTES);
  const bytes = all.subarray(HEAD_BYTES);
  // All but the last are full, so that what they say can not be said in two ways.
  const isWhole = bytes.length === RUN_CODE_BYTES || (at === of - 1 && bytes.length < RUN_CODE_BYTES);
  if (of > MAX_RUN_CODES || at >= of || !isWhole) return null;
  return { check: all.slice(0, CHECK_BYTES), at, of, bytes };
}

/** What has been gathered of a run. */
export interface RunProgress {
  /** One for each code: true where it has been seen. */
  readonly seen: readonly boolean[];
  /** All of it; null while a code is missing. */
  readonly whole: Uint8Array<ArrayBuffer> | null;
  /** All codes were seen, and they do not make what they say: gathered anew from here on. */
  readonly broken: boolean;
}

export interface RunCollector {
  /** Null where the text is no code of a run. */
  take(text: string): RunProgress | null;
}

/** Gathers the codes of a run in whatever order they are seen, as often as they are seen, with others between them. */
export function createRunCollector(): RunCollector {
  /** By check and number of codes: a code that lies about either is of another run. The newest last. */
  const gathered = new Map<string, (Uint8Array | null)[]>();

  return {
    take: (text) => {
      const piece = parseCodePiece(text);
      if (piece === null) return null;
      const name = `${piece.check.join()}/${piece.of}`;
      const pieces = gathered.get(name) ?? Array.from({ length: piece.of }, () => null);
      gathered.delete(name);
      gathered.set(name, pieces);
      pieces[piece.at] = piece.bytes;
      const [oldest] = gathered.keys();
      if (gathered.size > MAX_GATHERED && oldest !== undefined) gathered.delete(oldest);
      const seen = pieces.map((one) => one !== null);
      const all = pieces.filter((one) => one !== null);
      if (all.length < piece.of) return { seen, whole: null, broken: false };
      const whole = concatBytes(...all);
      if (equalBytes(checkOf(whole), piece.check)) return { seen, whole, broken: false };
      gathered.delete(name);
      return { seen: seen.map(() => false), whole: null, broken: true };
    },
  };
}

function checkOf(bytes: Uint8Array): Uint8Array {
  return hashBytes(bytes).subarray(0, CHECK_BYTES);
}
