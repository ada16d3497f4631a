import type { Page } from "@playwright/test";

/** Previews as the composer makes them, of these photos. */
export async function smallPictures(
  page: Page,
  files: readonly { readonly buffer: Buffer }[],
): Promise<readonly Uint8Array[]> {
  const all = await page.evaluate(
    async (pictures) => {
      const small: number[][] = [];
      for (const base64 of pictures) {
        const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes]));
        const canvas = new OffscreenCanvas(256, 320);
        canvas.getContext("2d")?.drawImage(bitmap, 0, 0, 256, 320);
        const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.5 });
        small.push([...new Uint8Array(await blob.arrayBuffer())]);
      }
      return small;
    },
    files.map(({ buffer }) => buffer.toString("base64")),
  );
  return all.map((bytes) => Uint8Array.from(bytes));
}
