import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPictureHead } from "../../../src/lib/picture-head.ts";
import { FOREIGN, HEADS } from "../../support/picture-bytes.ts";

describe.each(Object.entries(HEADS))("%s", (kind, head) => {
  test("the size is read from the first bytes, whatever it is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16_383 }), fc.integer({ min: 1, max: 16_383 }), (width, height) => {
        const type = kind === "JPEG" ? "image/jpeg" : "image/webp";
        expect(readPictureHead(head(width, height))).toEqual({ type, width, height });
      }),
    );
  });

  test("what is cut off before the size is no picture", () => {
    const bytes = head(320, 240);
    const sizeEndsAt = kind === "JPEG" ? bytes.length - 10 : kind === "VP8L" ? 25 : 30;
    for (let length = 0; length < sizeEndsAt; length++) {
      expect(readPictureHead(bytes.subarray(0, length)), `${length} bytes`).toBeNull();
    }
  });
});

test.each(Object.entries(FOREIGN))("%s is not read", (_, bytes) => {
  expect(readPictureHead(bytes)).toBeNull();
});

test.each(["JPEG", "VP8"] as const)("a %s without width or height is none", (kind) => {
  expect(readPictureHead(HEADS[kind](0, 240))).toBeNull();
  expect(readPictureHead(HEADS[kind](320, 0))).toBeNull();
});

test("any bytes are read to an end, and without a throw", () => {
  const starts = fc.constantFrom(
    "",
    "\u00ff\u00d8",
    "\u00ff\u00d8\u00ff",
    "RIFF\0\0\0\0WEBPVP8X",
    "RIFF\0\0\0\0WEBPVP8 ",
  );
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 300 }), (start, rest) => {
      const head = readPictureHead(Buffer.concat([Buffer.from(start, "latin1"), rest]));
      if (head !== null) expect(head.width * head.height).toBeGreaterThan(0);
    }),
    { numRuns: 2000 },
  );
});
