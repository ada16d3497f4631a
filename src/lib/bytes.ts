import type { Brand } from "./brand.ts";

/** base64url without padding (RFC 4648 §5): the text form of every key, id and hash. */
export type Base64Url = Brand<string, "Base64Url">;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const INVALID = 255;
const VALUE_BY_CODE = new Uint8Array(128).fill(INVALID);
for (let i = 0; i < ALPHABET.length; i++) VALUE_BY_CODE[ALPHABET.charCodeAt(i)] = i;

export function bytesToBase64Url(bytes: Uint8Array): Base64Url {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const a = byteAt(bytes, i);
    const b = byteAt(bytes, i + 1);
    const c = byteAt(bytes, i + 2);
    text += ALPHABET.charAt(a >> 2) + ALPHABET.charAt(((a & 3) << 4) | (b >> 4));
    if (i + 1 < bytes.length) text += ALPHABET.charAt(((b & 15) << 2) | (c >> 6));
    if (i + 2 < bytes.length) text += ALPHABET.charAt(c & 63);
  }
  // The one place where text becomes this brand by construction.
  return text as Base64Url;
}

/** The bytes, or null where the text is not the one canonical encoding of any. */
export function base64UrlToBytes(text: string): Uint8Array<ArrayBuffer> | null {
  const rest = text.length % 4;
  if (rest === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUE_BY_CODE[text.charCodeAt(i)] ?? INVALID;
    if (value === INVALID) return null;
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
      held &= (1 << bits) - 1;
    }
  }
  // Left-over bits must be zero, or one value would have several encodings.
  return held === 0 ? bytes : null;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Equality of public values; not constant-time. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
