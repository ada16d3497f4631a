/** Thrown inside the strict reader and caught at its edge; never seen by anybody else. */
export class MalformedFrame extends Error {}

/** Reads a frame front to back; every read is checked against what is left before anything is allocated. */
export interface FrameReader {
  /** Bytes not yet read. */
  left(): number;
  byte(): number;
  /** lib0's variable-length unsigned integer: 7 bits a byte, low ones first; only the shortest spelling, up to 2^53 − 1. */
  uint(): number;
  /** A uint that must not exceed `max`. */
  count(max: number): number;
  /** A view of the next `length` bytes. */
  bytes(length: number): Uint8Array;
}

const MAX_UINT_BYTES = 8;

export function createFrameReader(frame: Uint8Array): FrameReader {
  let at = 0;

  function byte(): number {
    const value = frame[at];
    if (value === undefined) throw new MalformedFrame("ends too early");
    at++;
    return value;
  }

  function uint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < MAX_UINT_BYTES; i++) {
      const next = byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) {
        if (next === 0 && i > 0) throw new MalformedFrame("longer than needed");
        if (value > Number.MAX_SAFE_INTEGER) throw new MalformedFrame("too large a number");
        return value;
      }
      scale *= 128;
    }
    throw new MalformedFrame("too long a number");
  }

  return {
    left: () => frame.length - at,
    byte,
    uint,
    count: (max) => {
      const value = uint();
      if (value > max) throw new MalformedFrame("too many");
      return value;
    },
    bytes: (length) => {
      if (length > frame.length - at) throw new MalformedFrame("ends too early");
      at += length;
      return frame.subarray(at - length, at);
    },
  };
}

/** Collects the bytes of a frame. */
export interface FrameWriter {
  uint(value: number): void;
  byte(value: number): void;
  /** Length, then the bytes. */
  sized(bytes: Uint8Array): void;
  /** Length, then the ASCII text. */
  ascii(text: string): void;
  finish(): Uint8Array<ArrayBuffer>;
}

export function createFrameWriter(): FrameWriter {
  let buffer = new Uint8Array(1024);
  let at = 0;

  function room(more: number): void {
    if (at + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, at + more));
    larger.set(buffer);
    buffer = larger;
  }

  function byte(value: number): void {
    room(1);
    buffer[at++] = value;
  }

  function uint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      byte((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    byte(rest);
  }

  return {
    byte,
    uint,
    sized: (bytes) => {
      uint(bytes.length);
      room(bytes.length);
      buffer.set(bytes, at);
      at += bytes.length;
    },
    ascii: (text) => {
      uint(text.length);
      for (let i = 0; i < text.length; i++) byte(text.charCodeAt(i));
    },
    finish: () => buffer.slice(0, at),
  };
}
