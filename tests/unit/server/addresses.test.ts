import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { addressOf } from "../../../server/addresses.mjs";

function from(remoteAddress: string, forwarded?: string): IncomingMessage {
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  // Only these two fields are looked at.
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
}

test("an IPv6 household counts as one address, however many it makes up", () => {
  expect(addressOf(from("2001:db8:1:2:3:4:5:6"), false)).toBe("2001:db8:1:2");
  expect(addressOf(from("2001:db8:1:2::9"), false)).toBe("2001:db8:1:2");
  expect(addressOf(from("2001:db8::9"), false)).toBe("2001:db8:0:0");
});

test("IPv4 is the same in both spellings", () => {
  expect(addressOf(from("::ffff:10.0.0.7"), false)).toBe(addressOf(from("10.0.0.7"), false));
});

test("eve cannot name another address for herself: the header counts only behind a proxy, and only its own entry", () => {
  expect(addressOf(from("10.0.0.7", "1.1.1.1"), false)).toBe("10.0.0.7");
  expect(addressOf(from("127.0.0.1", "1.1.1.1, 10.0.0.7"), true)).toBe("10.0.0.7");
});
