/** What the first bytes of a picture say. Read without decoding a pixel: the bytes may be anybody's. */
export interface PictureHead {
  readonly type: "image/jpeg" | "image/webp";
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** The kinds and sizes of the two formats that are shown; null for any other bytes (an SVG, a PNG, an animation, half a picture). */
export function readPictureHead(bytes: Uint8Array): PictureHead | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const size = readJpeg(view) ?? readWebp(view);
    return size !== null && size.width > 0 && size.height > 0 ? size : null;
  } catch {
    return null; // a DataView's way to say that the bytes end too early
  }
}

/** Frames that browsers decode: baseline, extended, progressive (ITU-T T.81, table B.1). */
const FRAME_MARKERS: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
/** Segments that may lie before the frame: tables (C4 DB DD), applications' (E0–EF), comments (FE). All others end the reading. */
const isSkipped = (marker: number) =>
  marker === 0xc4 || marker === 0xdb || marker === 0xdd || marker === 0xfe || (marker >= 0xe0 && marker <= 0xef);

function readJpeg(view: DataView): PictureHead | null {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++; // fill bytes are lawful
      continue;
    }
    if (FRAME_MARKERS.has(marker) && hasManyScans(view, at)) return null;
    if (FRAME_MARKERS.has(marker))
      return { type: "image/jpeg", height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (!isSkipped(marker)) return null;
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
}

/** Each scan is a walk over all pixels, and needs some ten bytes: a small file can ask for hours. Usual progressive pictures have 10. */
const MAX_SCANS = 64;

function hasManyScans({ buffer, byteOffset, byteLength }: DataView, from: number): boolean {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let scans = 0;
  // In a scan's own bytes no FF is followed by DA: each pair is a scan, or stands in a comment and is counted too.
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xda && ++scans > MAX_SCANS) return true;
  }
  return false;
}

/** The flag for "has frames" in the first byte of VP8X (WebP container specification). */
const ANIMATED = 0x02;

function readWebp(view: DataView): PictureHead | null {
  if (tag(view, 0) !== "RIFF" || tag(view, 8) !== "WEBP") return null;
  const type = "image/webp";
  const body = 20; // RIFF's head is 12 bytes, that of the first chunk 8
  switch (tag(view, 12)) {
    case "VP8 ":
      // Three bytes of frame tag, three of start code; the two upper bits of each size are a scale.
      return { type, width: view.getUint16(body + 6, true) & 0x3fff, height: view.getUint16(body + 8, true) & 0x3fff };
    case "VP8L": {
      const sizes = view.getUint32(body + 1, true);
      return { type, width: (sizes & 0x3fff) + 1, height: ((sizes >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X": {
      if ((view.getUint8(body) & ANIMATED) !== 0) return null;
      return { type, width: uint24(view, body + 4) + 1, height: uint24(view, body + 7) + 1 };
    }
    default:
      return null;
  }
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
}
