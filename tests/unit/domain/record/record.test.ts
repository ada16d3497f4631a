import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeCanonical } from "../../../../src/domain/encoding.ts";
import type { Time } from "../../../../src/domain/ids.ts";
import { encodeBody, parseBody } from "../../../../src/domain/kinds/body.ts";
import { verifyRun } from "../../../../src/domain/ledger/verify-run.ts";
import { readRun } from "../../../../src/domain/ledger/run.ts";
import { MAX_BODY_BYTES, MAX_DEPTH, MAX_NAME, MAX_RECORD_BYTES } from "../../../../src/domain/limits.ts";
import { createMemoryKeyVault, memoryVerifier } from "../../../../src/domain/memory-keys.ts";
import { ZERO_ID } from "../../../../src/domain/record/header.ts";
import { parseRecord, signRecord, withoutBody } from "../../../../src/domain/record/record.ts";

const text = (max: number) =>
  fc.string({ unit: "grapheme", minLength: 1, maxLength: max }).filter((s) => s.length <= max && s.trim().length > 0);

async function aliceSays(name: string) {
  const keys = await createMemoryKeyVault().createFeedKeys();
  const body = encodeBody("member.profile.1", { name, about: "" });
  if (!body.ok) throw new Error(body.error.why);
  const place = { pond: ZERO_ID, feed: keys.feed, seq: 3, prev: ZERO_ID, time: 5 as Time, kind: "member.profile.1" };
  return signRecord(place, body.value, keys.signer);
}

describe("a record", () => {
  test("[L1] reads back as it was written: decode of encode is the same", async () => {
    const record = await aliceSays("Alice");
    expect(parseRecord(record.bytes)).toEqual({ ok: true, value: record });
  });

  test("[L1] any single flipped bit is refused", async () => {
    const record = await aliceSays("Alice");
    await fc.assert(
      fc.asyncProperty(fc.nat(record.bytes.length * 8 - 1), async (bit) => {
        const bytes = new Uint8Array(record.bytes);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const run = readRun(ZERO_ID, 10, [bytes]);
        const refused = "offence" in run || (await verifyRun(ZERO_ID, run.records, memoryVerifier)) !== null;
        expect(refused).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("[L1] one value has one encoding: longer spellings of the same are refused", async () => {
    const { headerBytes, signature, body } = await aliceSays("Alice");
    if (body === null) throw new Error("no body");
    const canonical = encodeCanonical([headerBytes, signature, body]);
    // 0x83 says "array of 3"; 0x98 0x03 says the same in two bytes, and 0x9f … 0xff without a length.
    const longer = new Uint8Array([0x98, 0x03, ...canonical.slice(1)]);
    const endless = new Uint8Array([0x9f, ...canonical.slice(1), 0xff]);
    expect(parseRecord(canonical).ok).toBe(true);
    expect(parseRecord(longer).ok).toBe(false);
    expect(parseRecord(endless).ok).toBe(false);
  });

  test("[L3] without its body it is still the same record in the chain", async () => {
    const record = await aliceSays("Alice");
    const bare = parseRecord(withoutBody(record).bytes);
    expect(bare.ok && bare.value.id).toBe(record.id);
    expect(bare.ok && bare.value.body).toBeNull();
  });

  test("[L4] a record of more than its limit is not even decoded", () => {
    expect(parseRecord(new Uint8Array(MAX_RECORD_BYTES + 1))).toMatchObject({ ok: false, error: { why: "too large" } });
  });

  test("[L1] arbitrary bytes never throw and never pass", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(parseRecord(bytes).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  test("deeply nested bytes are refused, not a crash", () => {
    expect(parseRecord(new Uint8Array(16_000).fill(0x81)).ok).toBe(false);
  });
});

describe("a body", () => {
  test("[L1] encode then parse gives the same, for any name", () => {
    fc.assert(
      fc.property(text(40), (name) => {
        const encoded = encodeBody("member.profile.1", { name, about: "" });
        if (!encoded.ok) return; // forbidden characters are refused on both sides
        expect(parseBody("member.profile.1", encoded.value)).toEqual({
          ok: true,
          value: { kind: "member.profile.1", body: { name, about: "" } },
        });
      }),
    );
  });

  test("tricks in text are refused: controls, bidi overrides, lone surrogates", () => {
    for (const name of ["a\u0000b", "a\u202Eb", "a\uD800b", "   ", "\u2066x", ""]) {
      expect(encodeBody("member.profile.1", { name, about: "" }).ok, JSON.stringify(name)).toBe(false);
    }
  });

  test("a name that nobody can see, and marks that pile up over others' lines, are refused; what languages need is not", () => {
    const nameIsGood = (name: string) => encodeBody("member.profile.1", { name, about: "" }).ok;
    const unseen = [
      "\u200B",
      "\u200D\u2060",
      "\u00AD",
      "\u3164",
      "\uFFA0",
      "\u2800 \u2800",
      "\u0301",
      "\u{E0041}",
      "\uFE0F",
    ];
    const piled = [`e${"\u0301".repeat(6)}`, `e${"\u0301\u200D".repeat(6)}`, `\u0E01${"\u0E49".repeat(30)}`];
    for (const name of [...unseen, ...piled]) expect(nameIsGood(name), JSON.stringify(name)).toBe(false);
    const good = [
      "Mei",
      "李梅",
      "é".normalize("NFD"),
      "Trần Thế".normalize("NFD"),
      "ที่นี่",
      "नीलिमा",
      "בְּרֵאשִׁ֖ית",
      "བརྒྱུད",
      "👩‍👩‍👧‍👦",
      "❤️",
      "1️⃣",
      "?",
    ];
    for (const name of good) expect(nameIsGood(name), name).toBe(true);
  });

  test("extra fields, missing fields and prototype tricks are refused", () => {
    const bad: unknown[] = [
      { name: "Eve", about: "", admin: true },
      { name: "Eve" },
      { name: ["Eve"], about: "" },
      new Map([["name", "Eve"]]),
      JSON.parse('{"name":"Eve","about":"","__proto__":{"admin":true}}'),
      "Eve",
      null,
    ];
    for (const body of bad) expect(parseBody("member.profile.1", encodeCanonical(body)).ok).toBe(false);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test("a kind of a later version is let in unread", () => {
    expect(parseBody("listing.post.99", encodeCanonical({ anything: 1 }))).toEqual({ ok: true, value: null });
  });
});

test("[L1] [P3] how deep a body of a later kind may nest is a number, not the reader's stack", () => {
  const nested = (depth: number) => new Uint8Array(depth).fill(0x81).fill(0x80, -1);
  const mapped = (depth: number) => new Uint8Array([...Array.from({ length: depth }, () => [0xa1, 0x60]).flat(), 0]);
  for (const body of [nested, mapped]) {
    expect(parseBody("later.kind.1", body(MAX_DEPTH)).ok).toBe(true);
    for (const depth of [MAX_DEPTH + 1, 1000, MAX_BODY_BYTES / 4])
      expect(parseBody("later.kind.1", body(depth)).ok).toBe(false);
  }
});

test("[L4] texts are as long as their UTF-16 units, whatever they look like", () => {
  const named = (name: string) => encodeBody("member.profile.1", { name, about: "" }).ok;
  expect(named("🦆".repeat(MAX_NAME / 2))).toBe(true);
  expect(named("🦆".repeat(MAX_NAME / 2 + 1))).toBe(false);
  expect(named("a".repeat(MAX_NAME + 1))).toBe(false);
});
