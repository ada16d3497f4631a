import { MAX_PREVIEW_BYTES } from "../domain/limits.ts";

/** Longest edge of a kept photo, in pixels: sharp on any phone, about 200 KB. */
const PHOTO_EDGE = 1600;
const PHOTO_QUALITY = 0.82;
/** Longest edges tried for the preview inside a record, largest first; the first that fits its bytes is taken. */
const PREVIEW_EDGES = [320, 256, 192, 128, 96] as const;
const PREVIEW_QUALITY = 0.6;
/** Pixels of a picture that is still drawn; above that a phone would have to hold 256 MB of it, and more while drawing. */
const MAX_PIXELS = 64_000_000;
const MAX_FILE_BYTES = 40 * 1024 * 1024;

export interface ShrunkPhoto {
  readonly type: "image/jpeg";
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly preview: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws a picture anew, smaller: what comes out are pixels and nothing else, so no place, camera or owner stays in it.
 * Null where it is no picture, or too large to be one.
 */
export async function shrinkPhoto(picture: Blob): Promise<ShrunkPhoto | null> {
  if (picture.size > MAX_FILE_BYTES) return null;
  const bitmap = await decode(picture);
  if (bitmap === null) return null;
  try {
    return bitmap.width * bitmap.height > MAX_PIXELS ? null : await photoOf(bitmap);
  } finally {
    bitmap.close();
  }
}

/** The same for a picture that was drawn here. */
export async function photoOf(picture: ImageBitmap | OffscreenCanvas): Promise<ShrunkPhoto | null> {
  const photo = await draw(picture, PHOTO_EDGE, PHOTO_QUALITY);
  const preview = await drawPreview(picture);
  return preview === null ? null : { type: "image/jpeg", ...photo, preview };
}

async function decode(picture: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(picture, { imageOrientation: "from-image" });
  } catch {
    return null; // the browser's only way to say "not a picture"
  }
}

async function drawPreview(bitmap: ImageBitmap | OffscreenCanvas): Promise<Uint8Array<ArrayBuffer> | null> {
  for (const edge of PREVIEW_EDGES) {
    const { bytes } = await draw(bitmap, edge, PREVIEW_QUALITY);
    if (bytes.length <= MAX_PREVIEW_BYTES) return bytes;
  }
  return null;
}

async function draw(bitmap: ImageBitmap | OffscreenCanvas, edge: number, quality: number) {
  const scale = Math.min(1, edge / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no 2d canvas in this browser");
  context.fillStyle = "#fff"; // JPEG has no transparency
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
  return { bytes: new Uint8Array(await blob.arrayBuffer()), width, height };
}
