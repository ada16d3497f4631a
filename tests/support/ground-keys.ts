import { utf8ToBytes } from "@noble/hashes/utils.js";
import { concatBytes } from "../../src/lib/bytes.ts";

/**
 * Two public keys whose hashes begin with the same 53 bits (W1), found in two seconds by walking along hashes until two
 * walks met. With real key pairs each step is some hundred times dearer: an hour of one machine, which Eve has.
 */
export function twinKeys(): readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>] {
  return [keyWith(4741627081216474n), keyWith(8108650825856758n)];
}

function keyWith(number: bigint): Uint8Array<ArrayBuffer> {
  const end = new Uint8Array(8);
  new DataView(end.buffer).setBigUint64(0, number);
  return concatBytes(utf8ToBytes("shoal: a ground key 0000"), end);
}
