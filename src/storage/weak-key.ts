/**
 * Ed25519 public keys that libraries disagree about: not the one encoding of their point, or of small order (with such a
 * key one signature can fit many messages). Refused before any of them is asked, so that every peer says the same.
 */
export function isWeakKey(key: Uint8Array): boolean {
  return key.length !== 32 || !isCanonicalY(key) || SMALL_ORDER_YS.some((y) => hasY(key, y));
}

/** The y coordinates of the eight points of small order (edwards25519 has cofactor 8), little-endian hex. */
const SMALL_ORDER_YS = [
  "0000000000000000000000000000000000000000000000000000000000000000", // order 4
  "0100000000000000000000000000000000000000000000000000000000000000", // the neutral point
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f", // order 2: p − 1
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", // order 8
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", // order 8, its negative
].map((hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));

/** The top bit is the sign of x. */
const SIGN_BIT = 0x80;

function hasY(key: Uint8Array, y: Uint8Array): boolean {
  return y.every((byte, i) => byte === (i === 31 ? (key[31] ?? 0) & ~SIGN_BIT : key[i]));
}

/** y < p = 2^255 − 19. */
function isCanonicalY(key: Uint8Array): boolean {
  const isTop = ((key[31] ?? 0) | SIGN_BIT) === 0xff && key.subarray(1, 31).every((byte) => byte === 0xff);
  return !isTop || (key[0] ?? 0) < 0xed;
}
