import { describe, expect, test } from "vitest";
import { base41ToBytes, bytesToBase41 } from "../../../src/lib/base41.ts";
import type { PondId } from "../../../src/domain/ids.ts";
import { decodeCarried, encodeCarried } from "../../../src/sync/carried.ts";
import { createRunCollector, MAX_RUN_BYTES, parseCodePiece, writeCodeRun } from "../../../src/sync/code-run.ts";
import { deflate } from "../../../src/sync/deflate.ts";
import { MAX_CARRIED_BYTES, RUN_CODE_BYTES } from "../../../src/sync/limits.ts";
import { runOf } from "../../support/codes.ts";
import { key } from "../../fuzz/samples.ts";

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * i * 7 + i) % 256);
const codesOf = (bytes: Uint8Array) => writeCodeRun(bytes) ?? [];

describe("text for codes", () => {
  test("it is the one spelling of its bytes, in signs that codes hold at their closest", () => {
    for (const length of [0, 1, 2, 3, 64, 401]) {
      const text = bytesToBase41(bytesOf(length));
      expect(text).toMatch(/^[0-9A-Z$*+.-]*$/);
      expect(base41ToBytes(text)).toEqual(bytesOf(length));
    }
    expect(bytesToBase41(new Uint8Array([255, 255]))).toHaveLength(3);
    // Beyond two bytes, beyond one, a sign too few, and signs that are none.
    for (const no of ["...", "..", "0", "0000", "a00", "0 0", "00\n"]) expect(base41ToBytes(no)).toBeNull();
  });
});

describe("a run of codes", () => {
  test("[M5] comes together in any order, with codes twice and others between them", () => {
    const whole = bytesOf(RUN_CODE_BYTES * 3 + 1);
    const codes = codesOf(whole);
    const others = codesOf(bytesOf(RUN_CODE_BYTES + 9));
    expect(codes.length).toBe(4);
    const collector = createRunCollector();
    const takes = [codes[2], others[0], codes[0], codes[2], codes[3], others[0]].map((code = "") =>
      collector.take(code),
    );
    expect(takes.map((seen) => seen?.seen)).toEqual([
      [false, false, true, false],
      [true, false],
      [true, false, true, false],
      [true, false, true, false],
      [true, false, true, true],
      [true, false],
    ]);
    expect(takes.every((seen) => seen?.whole === null)).toBe(true);
    expect(collector.take(codes[1] ?? "")?.whole).toEqual(whole);
    expect(collector.take(others[1] ?? "")?.whole).toEqual(bytesOf(RUN_CODE_BYTES + 9));
  });

  test("[M5] is bounded: what is too large for it is none, and each code is one that a phone reads", () => {
    expect(writeCodeRun(new Uint8Array(MAX_RUN_BYTES + 1))).toBeNull();
    expect(writeCodeRun(new Uint8Array())).toBeNull();
    const codes = codesOf(bytesOf(MAX_RUN_BYTES));
    expect(codes.length).toBe(40);
    expect(Math.max(...codes.map(({ length }) => length))).toBeLessThan(640);
    expect(runOf(codes)).toEqual(bytesOf(MAX_RUN_BYTES));
  });

  test("[M5] codes that lie about their number or place are none, and one that lies about its content spoils no later run", () => {
    const codes = codesOf(bytesOf(RUN_CODE_BYTES * 2));
    const [first = "", second = ""] = codes;
    const forged = (change: (bytes: Uint8Array) => void) => {
      const bytes = base41ToBytes(first.slice("SHOAL-RUN1:".length)) ?? new Uint8Array();
      change(bytes);
      return `SHOAL-RUN1:${bytesToBase41(bytes)}`;
    };
    for (const [at, of] of [
      [2, 2],
      [0, 0],
      [0, 41],
      [255, 255],
    ]) {
      const lie = forged((bytes) => bytes.set([at ?? 0, of ?? 0], 8));
      expect([at, of, parseCodePiece(lie)]).toEqual([at, of, null]);
    }
    expect(parseCodePiece(first.slice(0, -3))).toBeNull();
    expect(parseCodePiece(`${first}000`)).toBeNull();
    const collector = createRunCollector();
    // Of three where the others are of two: another run, and not a hole in this one.
    collector.take(forged((bytes) => bytes.set([0, 3], 8)));
    collector.take(forged((bytes) => bytes.set([1], 20)));
    expect(collector.take(second)).toEqual({ seen: [false, false], whole: null, broken: true });
    collector.take(first);
    expect(collector.take(second)?.whole).toEqual(bytesOf(RUN_CODE_BYTES * 2));
  });

  test("[M5] a flood of beginnings is forgotten, the newest last", () => {
    const collector = createRunCollector();
    const runs = Array.from({ length: 9 }, (_, i) => codesOf(bytesOf(RUN_CODE_BYTES + 1 + i)));
    for (const [code = ""] of runs) collector.take(code);
    expect(collector.take(runs[0]?.[1] ?? "")?.whole).toBeNull();
    expect(collector.take(runs[8]?.[1] ?? "")?.whole).not.toBeNull();
  });
});

describe("what a run says", () => {
  const carried = {
    pond: key<PondId>(3),
    handover: "SHOAL1:abc",
    has: new Map([[7_000_000_000_000_123, 12]]),
    update: bytesOf(900),
  };

  test("[M5] is read as it was written; anything else says nothing", async () => {
    const bytes = await encodeCarried(carried);
    expect(await decodeCarried(bytes)).toEqual(carried);
    const nothing = { pond: carried.pond, handover: null, has: null, update: null };
    expect(await decodeCarried(await encodeCarried(nothing))).toEqual(nothing);
    for (const other of [new Uint8Array(), bytes.slice(0, -1), bytes.slice(1), bytesOf(500), new Uint8Array([1])]) {
      expect(await decodeCarried(other)).toBeNull();
    }
  });

  test("[M5] nothing small unpacks to more than a page", async () => {
    const bomb = await deflate(new Uint8Array(50 * 1024 * 1024));
    if (bomb === null) throw new Error("this platform packs nothing");
    expect(bomb.length).toBeLessThan(100_000);
    expect(await decodeCarried(new Uint8Array([1, ...bomb.subarray(0, MAX_CARRIED_BYTES)]))).toBeNull();
  });
});
