import { expect, test } from "vitest";
import { MAX_PHOTO_PIXELS, MAX_PREVIEW_PIXELS, shownPicture } from "../../../src/app/shown-picture.ts";
import { FOREIGN, HEADS } from "../../support/picture-bytes.ts";

test.each(Object.entries(HEADS))(
  "%s: the largest of ours is shown as what it is, a bomb is not",
  async (kind, head) => {
    const ours = head(320, 320);
    const shown = shownPicture(ours, MAX_PREVIEW_PIXELS);
    expect(shown?.type).toBe(kind === "JPEG" ? "image/jpeg" : "image/webp");
    expect(Buffer.from((await shown?.arrayBuffer()) ?? new ArrayBuffer(0))).toEqual(ours);
    expect(shownPicture(head(1600, 1600), MAX_PHOTO_PIXELS)).not.toBeNull();

    const bomb = kind === "VP8X" ? head(30_000, 30_000) : head(16_383, 16_383);
    for (const limit of [MAX_PREVIEW_PIXELS, MAX_PHOTO_PIXELS]) expect(shownPicture(bomb, limit)).toBeNull();
    // Long and thin counts by its pixels like any other.
    expect(shownPicture(head(16_000, 17), MAX_PREVIEW_PIXELS)).toBeNull();
    expect(shownPicture(head(16_000, 16), MAX_PREVIEW_PIXELS)).not.toBeNull();
  },
);

test("a JPEG of 30,000 × 30,000 pixels in 8 KB is not given to the browser", () => {
  const bomb = Buffer.concat([HEADS.JPEG(30_000, 30_000), Buffer.alloc(8000)]);
  expect(shownPicture(bomb, MAX_PHOTO_PIXELS)).toBeNull();
});

test("a JPEG of ever more scans over the same pixels is not given to the browser; a usual progressive one is", () => {
  const scan = Buffer.from("ffda0008010100000100", "hex");
  const scans = (count: number) => Buffer.concat([HEADS.JPEG(1600, 1600), ...Array<Buffer>(count).fill(scan)]);
  expect(shownPicture(scans(12), MAX_PHOTO_PIXELS)).not.toBeNull();
  expect(shownPicture(scans(4000), MAX_PHOTO_PIXELS)).toBeNull();
});

test.each(Object.entries(FOREIGN))("%s is not given to the browser as a picture", (_, bytes) => {
  expect(shownPicture(bytes, MAX_PHOTO_PIXELS)).toBeNull();
});
