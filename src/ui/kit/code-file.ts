/** Longest edge of a picture that is searched for a code, in pixels: a screenshot of a whole phone is as large. */
const LOOK_EDGE = 2000;
/** Bytes of a picture that is opened for its code: more than a camera's pictures have. */
const MAX_PICTURE_BYTES = 40 * 1024 * 1024;

/** What the code in a picture says; null where none is seen, or where it is no picture. */
export async function codeIn(file: Blob): Promise<string | null> {
  const picture = file.size > MAX_PICTURE_BYTES ? null : await pictureIn(file);
  if (picture === null) return null;
  const worker = new Worker(new URL("./code-reader.worker.ts", import.meta.url), { type: "module" });
  try {
    return await new Promise<string | null>((resolve, reject) => {
      worker.addEventListener("message", ({ data }: MessageEvent<string | null>) => resolve(data), { once: true });
      worker.addEventListener("error", () => reject(new Error("the reader of codes did not load")), { once: true });
      worker.postMessage(picture, [picture]);
    });
  } finally {
    worker.terminate();
  }
}

/** Drawn as large as it is searched. */
async function pictureIn(file: Blob): Promise<ImageBitmap | null> {
  let whole: ImageBitmap | null = null;
  try {
    whole = await createImageBitmap(file);
    const scale = Math.min(1, LOOK_EDGE / Math.max(whole.width, whole.height));
    const [resizeWidth, resizeHeight] = [whole.width, whole.height].map((edge) =>
      Math.max(1, Math.floor(edge * scale)),
    );
    return await createImageBitmap(whole, { resizeWidth: resizeWidth ?? 1, resizeHeight: resizeHeight ?? 1 });
  } catch {
    return null; // no picture that this browser reads
  } finally {
    whole?.close();
  }
}
