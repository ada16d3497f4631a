import { readPictureHead } from "../lib/picture-head.ts";

/** Pixels of a preview that is shown: our own have 320 × 320 at most. Decoded, each costs four bytes, and a grid shows many. */
export const MAX_PREVIEW_PIXELS = 512 * 512;
/** Pixels of a photo that is shown: our own have 1600 × 1600 at most. */
export const MAX_PHOTO_PIXELS = 2048 * 2048;

/**
 * Bytes of others as a picture that a browser may decode: JPEG or WebP by their own first bytes, and no larger than that.
 * Null for all else: an SVG can do too much, and a few KB can claim gigabytes of pixels.
 */
export function shownPicture(bytes: Uint8Array, maxPixels: number): Blob | null {
  const head = readPictureHead(bytes);
  if (head === null || head.width * head.height > maxPixels) return null;
  // Bytes from the database are never on shared memory, which is all that the cast leaves out.
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: head.type });
}
