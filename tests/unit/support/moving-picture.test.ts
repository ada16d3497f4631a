import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../../scripts/root.mjs";
import { chunksOf, movingPicture } from "../../support/moving-picture.ts";

/** One pixel, lossless: the smallest WebP that browsers show. */
const PIXEL = Buffer.from("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==", "base64");
const SHOWING = { width: 1, height: 1, frameMs: 2600, rounds: 3 } as const;

test("stills become frames of one picture, in their order and as they were", () => {
  const moving = movingPicture([PIXEL, PIXEL, PIXEL], SHOWING);
  expect(moving.readUInt32LE(4)).toBe(moving.length - 8);
  const [head, animation, ...frames] = chunksOf(moving);
  expect([head?.name, animation?.name, ...frames.map(({ name }) => name)]).toEqual([
    "VP8X",
    "ANIM",
    "ANMF",
    "ANMF",
    "ANMF",
  ]);
  expect(animation?.data.readUInt16LE(4), "rounds").toBe(3);
  const [pixels] = chunksOf(PIXEL);
  for (const { data } of frames) {
    expect(data.readUIntLE(12, 3), "ms").toBe(2600);
    expect(data.subarray(24, 24 + (pixels?.data.length ?? NaN))).toEqual(pixels?.data);
  }
});

test("what is no picture is refused, and so is one that lies about its length", () => {
  expect(() => movingPicture([Buffer.from("no picture at all")], SHOWING)).toThrow("no WebP");
  expect(() => chunksOf(PIXEL.subarray(0, PIXEL.length - 4))).toThrow("outside");
  expect(() => movingPicture([PIXEL], { ...SHOWING, width: 0 })).toThrow("no size");
});

test("the README's moving picture is there, is small enough for a front page, and comes to rest", () => {
  const file = readFileSync(join(root, "docs/img/story.webp"));
  expect(file.length).toBeLessThanOrEqual(600_000);
  const chunks = chunksOf(file);
  expect(chunks.filter(({ name }) => name === "ANMF").length).toBeGreaterThanOrEqual(6);
  expect(chunks.find(({ name }) => name === "ANIM")?.data.readUInt16LE(4)).toBeGreaterThan(0);
});
