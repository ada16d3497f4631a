/** The head of a picture that says to be this large, with nothing behind it: what a decompression bomb begins with. */
export const HEADS: Readonly<Record<"JPEG" | "VP8" | "VP8L" | "VP8X", (width: number, height: number) => Buffer>> = {
  JPEG: (width, height) =>
    Buffer.concat([
      Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex"),
      // A comment that has a frame in it, and fill bytes.
      Buffer.from("fffe000cffc00011080001000103", "hex"),
      Buffer.from("ffffffc200110800", "hex").subarray(0, 7),
      Buffer.from([...u16(height), ...u16(width)]),
      Buffer.from("03012200021101031101", "hex"),
    ]),
  VP8: (width, height) => webp("VP8 ", Buffer.from([0x10, 0, 0, 0x9d, 1, 0x2a, ...le(width, 2), ...le(height, 2), 0])),
  VP8L: (width, height) => webp("VP8L", Buffer.from([0x2f, ...le((width - 1) | ((height - 1) << 14), 4), 0, 0])),
  VP8X: (width, height) => webp("VP8X", Buffer.from([0, 0, 0, 0, ...le(width - 1, 3), ...le(height - 1, 3)])),
};

/** Others' formats, as small as they can be. */
export const FOREIGN: Readonly<Record<string, Buffer>> = {
  SVG: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="harm=1"><script>harm=1</script></svg>`),
  PNG: Buffer.from("89504e470d0a1a0a0000000d49484452000075300000753008060000003d2f1c6b", "hex"),
  GIF: Buffer.from("GIF89a\u0001\0\u0001\0"),
  AVIF: Buffer.from("\0\0\0\u001cftypavif"),
  HTML: Buffer.from("<!doctype html><script>harm=1</script>"),
  "an animated WebP": webp("VP8X", Buffer.from([2, 0, 0, 0, 9, 0, 0, 9, 0, 0])),
  "a lossless JPEG": Buffer.from("ffd8ffc3001108000a000a03012200021101031101", "hex"),
  nothing: Buffer.alloc(0),
};

function webp(chunk: string, body: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from("RIFF"),
    Buffer.from(le(body.length + 12, 4)),
    Buffer.from(`WEBP${chunk}`),
    Buffer.from(le(body.length, 4)),
    body,
  ]);
}

function u16(value: number): number[] {
  return [value >> 8, value & 255];
}

/** The lowest byte first. */
function le(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => (value >>> (8 * i)) & 255);
}
