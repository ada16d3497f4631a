import { writeFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";

/** Size of the camera picture that Chromium is fed, in pixels. */
const WIDTH = 640;
const HEIGHT = 480;
const FRAMES = 2;

/**
 * Points one person's camera at another person's screen: takes a real picture of what is shown there and writes it as
 * the video that Chromium's fake camera plays (`--use-file-for-fake-video-capture`). It is read when the camera opens.
 */
export async function pointCameraAt(shown: Locator, videoFile: string): Promise<void> {
  const picture = await shown.screenshot();
  const gray = await grayPixels(shown.page(), picture);
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`);
  const frame = Buffer.concat([
    Buffer.from("FRAME\n"),
    Buffer.from(gray),
    Buffer.alloc((WIDTH * HEIGHT) / 2, 128), // no colour
  ]);
  await writeFile(videoFile, Buffer.concat([header, ...Array.from({ length: FRAMES }, () => frame)]));
}

/** Draws the picture into the middle of a white frame and returns its brightness, row by row. */
async function grayPixels(page: Page, png: Buffer): Promise<Uint8Array> {
  // In a page of its own, without the app's strict policy.
  const studio = await page.context().newPage();
  const base64 = await studio.evaluate(
    async ({ data, width, height }) => {
      const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("no canvas");
      context.fillStyle = "#fff";
      context.fillRect(0, 0, width, height);
      const scale = Math.min((width * 0.9) / bitmap.width, (height * 0.9) / bitmap.height);
      const [w, h] = [bitmap.width * scale, bitmap.height * scale];
      context.drawImage(bitmap, (width - w) / 2, (height - h) / 2, w, h);
      const { data: pixels } = context.getImageData(0, 0, width, height);
      let text = "";
      for (let i = 0; i < pixels.length; i += 4) text += String.fromCharCode(pixels[i + 1] ?? 0);
      return btoa(text);
    },
    { data: png.toString("base64"), width: WIDTH, height: HEIGHT },
  );
  await studio.close();
  return new Uint8Array(Buffer.from(base64, "base64"));
}
