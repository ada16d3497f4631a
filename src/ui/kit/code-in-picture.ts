/** Longest edge of a picture that is searched, in pixels: a screenshot of a phone fits, a photo is made smaller. */
const LOOK_EDGE = 1600;

/** What the code in a picture says; null where none is seen, or it is no picture. */
export async function readCodeIn(file: Blob): Promise<string | null> {
  const picture = await pictureOf(file);
  if (picture === null) return null;
  const worker = new Worker(new URL("./code-reader.worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise<string | null>((resolve) => {
      worker.addEventListener("message", ({ data }: MessageEvent<string | null>) => resolve(data), { once: true });
      worker.addEventListener("error", () => resolve(null), { once: true });
      worker.postMessage(picture, [picture]);
    });
  } finally {
    worker.terminate();
  }
}

async function pictureOf(file: Blob): Promise<ImageBitmap | null> {
  try {
    const whole = await createImageBitmap(file);
    const scale = LOOK_EDGE / Math.max(whole.width, whole.height);
    if (scale >= 1) return whole;
    const small = { resizeWidth: Math.floor(whole.width * scale), resizeHeight: Math.floor(whole.height * scale) };
    return await createImageBitmap(whole, { ...small, resizeQuality: "high" });
  } catch {
    return null; // the browser's way to say that this is no picture, or one too large for it
  }
}
