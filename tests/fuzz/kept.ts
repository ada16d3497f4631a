import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bytesToBase64Url, base64UrlToBytes } from "../../src/lib/bytes.ts";
import { hashBytes } from "../../src/domain/hash.ts";
import type { Finding } from "./fuzz-target.ts";

const FOLDER = join(import.meta.dirname, "found");

/** An input that broke a promise once; replayed for ever. */
export interface Kept {
  readonly file: string;
  readonly target: string;
  readonly input: Uint8Array;
}

/** found/TARGET-HASH.txt: why in lines that start with #, then the input in base64url. */
export function keep(target: string, { input, why }: Finding): string {
  const file = join(FOLDER, `${target}-${bytesToBase64Url(hashBytes(input)).slice(0, 12)}.txt`);
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, `# ${why.replaceAll(/\s+/g, " ")}\n${bytesToBase64Url(input)}\n`);
  return file;
}

export function readKept(): readonly Kept[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".txt"))
    .map((file) => {
      const lines = readFileSync(join(FOLDER, file), "utf8").split("\n");
      const input = base64UrlToBytes(
        lines
          .filter((line) => !line.startsWith("#"))
          .join("")
          .trim(),
      );
      if (input === null) throw new Error(`${file} is no base64url`);
      return { file, target: file.slice(0, file.indexOf("-")), input };
    });
}
