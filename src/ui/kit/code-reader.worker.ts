/* oxlint-disable import/no-named-as-default -- the default export is the documented one */
import decodeQR from "qr/decode.js";

// Reads codes beside the page: on a slow phone one look takes longer than a finger may wait.
// Each picture that comes is answered with what its code says, or with null where none is seen.
addEventListener("message", ({ data }: MessageEvent<ImageBitmap>) => postMessage(read(data)));

function read(picture: ImageBitmap): string | null {
  const { width, height } = picture;
  const paper = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  paper?.drawImage(picture, 0, 0);
  picture.close();
  try {
    return paper === null ? null : decodeQR(paper.getImageData(0, 0, width, height));
  } catch {
    return null; // the decoder's way to say that it sees no code yet
  }
}
