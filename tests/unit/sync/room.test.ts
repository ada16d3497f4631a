import { expect, test } from "vitest";
import { base64UrlToBytes } from "../../../src/lib/bytes.ts";
import { roomOf } from "../../../src/sync/room.ts";

const secret = new Uint8Array(32).map((_, i) => i);

test("[M1] [P1] a room's name and key come from the pond's secret alone: for ever the same, 32 bytes each", () => {
  // From another HKDF (node:crypto's). A change would leave every pond's members in two rooms.
  expect(roomOf(secret)).toEqual({
    topic: "znsDGyjJJrES5d8UrvjX15ZS9C667VZM17c7wM4lDlM",
    password: "FZCPjJV5tS7Fn5MQS6fFTOh2U7XKp-SxvtTGuV8iTN8",
  });
  expect(roomOf(new Uint8Array(secret))).toEqual(roomOf(secret));
  for (const text of Object.values(roomOf(secret))) expect(base64UrlToBytes(text)).toHaveLength(32);
});

test("[M1] [P1] another secret, by one bit, is another room; a name does not tell the key", () => {
  const all = [0, 1, 2].flatMap((bit) => {
    const other = new Uint8Array(secret);
    other[31] = (other[31] ?? 0) ^ bit;
    return Object.values(roomOf(other));
  });
  expect(new Set(all).size).toBe(6);
});
