import fc from "fast-check";
import { expect, test } from "vitest";
import { base64UrlToBytes, bytesToBase64Url } from "../../../src/lib/bytes.ts";

test("base64url agrees with the platform's and comes back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = bytesToBase64Url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(base64UrlToBytes(text)).toEqual(new Uint8Array(bytes));
    }),
  );
});

test("only the one canonical text of some bytes is read", () => {
  for (const text of ["A", "AB", "AAB", "AA=", "A A", "AA\n", "ÄA", "AA+/"]) {
    expect(base64UrlToBytes(text), text).toBeNull();
  }
});
