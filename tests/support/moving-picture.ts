/** Sizes of an animated WebP are 24 bits wide in its container. */
const MAX_SIDE = 2 ** 24;

/** The chunks that hold a still picture's pixels; whatever else a still file says is left out. */
const PIXELS = new Set(["ALPH", "VP8 ", "VP8L"]);

export interface Chunk {
  readonly name: string;
  readonly data: Buffer;
}

export interface Showing {
  readonly width: number;
  readonly height: number;
  /** How long each frame stands, in ms. */
  readonly frameMs: number;
  /** After so many rounds it stands still; 0 would go on for ever. */
  readonly rounds: number;
}

/**
 * Still WebP pictures of one size, put one after the other into an animated WebP (the container's specification is RFC 9649).
 * The frames come out as they went in: nothing is encoded anew.
 */
export function movingPicture(stills: readonly Buffer[], showing: Showing): Buffer {
  const { width, height, frameMs, rounds } = showing;
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) throw new Error("no size of a WebP");
  const hasAnimation = 0b10;
  const head = Buffer.concat([Buffer.from([hasAnimation, 0, 0, 0]), uint24(width - 1), uint24(height - 1)]);
  const background = Buffer.from([0, 0, 0, 0]);
  const animation = Buffer.concat([background, Buffer.from([rounds & 0xff, rounds >> 8])]);
  // At the upper left corner, over whatever was there, and left there.
  const place = Buffer.concat([uint24(0), uint24(0), uint24(width - 1), uint24(height - 1), uint24(frameMs)]);
  const doNotBlend = Buffer.from([0b10]);
  const frames = stills.map((still) => {
    const pixels = chunksOf(still).filter(({ name }) => PIXELS.has(name));
    if (pixels.length === 0) throw new Error("a still without pixels");
    return chunk("ANMF", Buffer.concat([place, doNotBlend, ...pixels.map(({ name, data }) => chunk(name, data))]));
  });
  return chunk("RIFF", Buffer.concat([Buffer.from("WEBP"), chunk("VP8X", head), chunk("ANIM", animation), ...frames]));
}

/** What a WebP file holds, in its order. */
export function chunksOf(file: Buffer): readonly Chunk[] {
  if (file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WEBP") throw new Error("no WebP");
  const chunks: Chunk[] = [];
  for (let at = 12; at < file.length;) {
    const size = file.readUInt32LE(at + 4);
    if (at + 8 + size > file.length) throw new Error("a chunk that ends outside of its file");
    chunks.push({ name: file.toString("latin1", at, at + 4), data: file.subarray(at + 8, at + 8 + size) });
    at += 8 + size + (size % 2);
  }
  return chunks;
}

/** Chunks begin at even places. */
function chunk(name: string, data: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(name), size, data, Buffer.alloc(data.length % 2)]);
}

function uint24(value: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntLE(value, 0, 3);
  return bytes;
}
