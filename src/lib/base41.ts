/**
 * Bytes as text for codes on a screen: all of its signs are in the alphabet of 45 that codes hold in 5½ bits each, and
 * none is a space, so that it can be sent as a message too. Two bytes make three signs; a last one alone makes two.
 */
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-.";
const BASE = ALPHABET.length;
const MAX_PAIR = 0xffff;
const MAX_BYTE = 0xff;

export function bytesToBase41(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 2) {
    const [first = 0, second] = [bytes[i], bytes[i + 1]];
    text += second === undefined ? spelled(first, 2) : spelled(first * 256 + second, 3);
  }
  return text;
}

/** The bytes, or null where the text is not the one spelling of any. */
export function base41ToBytes(text: string): Uint8Array<ArrayBuffer> | null {
  const rest = text.length % 3;
  if (rest === 1) return null;
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0));
  let at = 0;
  for (let i = 0; i < text.length; i += 3) {
    const signs = text.slice(i, i + 3);
    const value = valueOf(signs);
    if (value === null || value > (signs.length === 3 ? MAX_PAIR : MAX_BYTE)) return null;
    if (signs.length === 3) bytes[at++] = value >> 8;
    bytes[at++] = value & MAX_BYTE;
  }
  return bytes;
}

/** The lowest sign first. */
function spelled(value: number, signs: number): string {
  let text = "";
  let rest = value;
  for (let i = 0; i < signs; i++) {
    text += ALPHABET.charAt(rest % BASE);
    rest = Math.floor(rest / BASE);
  }
  return text;
}

function valueOf(signs: string): number | null {
  let value = 0;
  for (let i = signs.length - 1; i >= 0; i--) {
    const digit = ALPHABET.indexOf(signs.charAt(i));
    if (digit < 0) return null;
    value = value * BASE + digit;
  }
  return value;
}
