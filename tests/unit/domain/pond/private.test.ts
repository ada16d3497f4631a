/* oxlint-disable oxc/no-map-spread -- readability over speed in a test */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { encodeCanonical } from "../../../../src/domain/encoding.ts";
import type { PondId, RecordId } from "../../../../src/domain/ids.ts";
import { handoverWord } from "../../../../src/domain/ledger/signed-words.ts";
import { createMemoryKeyVault, memoryVerifier } from "../../../../src/domain/memory-keys.ts";
import {
  encodeHandoverCode,
  handoverWords,
  parseHandoverCode,
  sameWords,
} from "../../../../src/domain/pond/handover-code.ts";
import { openWords, sealWords } from "../../../../src/domain/pond/sealed-words.ts";
import { webCipher } from "../../../../src/storage/web-cipher.ts";
import { keyOf } from "../../../support/teller.ts";

const pond = keyOf<PondId>("pond");
const deal = keyOf<RecordId>("deal");
const person = () => createMemoryKeyVault().createFeedKeys();

describe("[D9] private words", () => {
  test("both can read them, eve cannot, and nobody can move them elsewhere", async () => {
    const [mei, li, eve] = [await person(), await person(), await person()];
    const place = { pond, deal, from: mei.feed };
    const to = [mei, li].map(({ feed, box }) => ({ feed, box: box.publicKey }));
    const sealed = await sealWords("library, at four? 图书馆", place, mei.box, to, webCipher);
    if (!sealed.ok) throw new Error(sealed.error.kind);
    const open = (keys: typeof mei, at = place) => openWords(sealed.value, at, keys, mei.box.publicKey, webCipher);
    expect(await open(li)).toBe("library, at four? 图书馆");
    expect(await open(mei)).toBe("library, at four? 图书馆");
    expect(await open(eve)).toBeNull();
    expect(await open(li, { ...place, deal: keyOf<RecordId>("another deal") })).toBeNull();
    // Eve claims to have written them.
    expect(await openWords(sealed.value, { ...place, from: eve.feed }, li, eve.box.publicKey, webCipher)).toBeNull();
    // Eve puts Li's name over words sealed to herself.
    const forEve = await sealWords("x", place, mei.box, [{ feed: eve.feed, box: eve.box.publicKey }], webCipher);
    if (!forEve.ok) throw new Error(forEve.error.kind);
    const relabelled = forEve.value.map((one) => ({ ...one, feed: li.feed }));
    expect(await openWords(relabelled, place, li, mei.box.publicKey, webCipher)).toBeNull();
  });

  test("eve's own client seals what ours would not: it is not shown", async () => {
    const [eve, li] = [await person(), await person()];
    const place = { pond, deal, from: eve.feed };
    const key = await eve.box.agree(li.box.publicKey, `shoal/words/1|${pond}|${deal}|${eve.feed}|${li.feed}`);
    if (key === null) throw new Error("bad box");
    const shownOf = async (words: unknown) => {
      const to = [{ feed: li.feed, sealed: await webCipher.seal(key, encodeCanonical(words)) }];
      return openWords(to, place, li, eve.box.publicKey, webCipher);
    };
    expect(await shownOf("at four?")).toBe("at four?");
    for (const words of ["turn \u202E around", `a${"\u0301".repeat(600)}`, "\u200B", "w".repeat(501), 7]) {
      expect(await shownOf(words), JSON.stringify(words)).toBeNull();
    }
  });

  test("too long or empty is refused before anything is sealed", async () => {
    const mei = await person();
    const place = { pond, deal, from: mei.feed };
    const to = [{ feed: mei.feed, box: mei.box.publicKey }];
    for (const text of ["", "  ", "\u200B", "字".repeat(501), "turn \u202E around"]) {
      expect((await sealWords(text, place, mei.box, to, webCipher)).ok).toBe(false);
    }
  });
});

describe("[D10] a handover", () => {
  test("the code carries a signature about this deal in this pond", async () => {
    const li = await person();
    const word = await li.signer.sign("shoal/handover/1", handoverWord(pond, deal));
    const code = parseHandoverCode(` ${encodeHandoverCode({ deal, feed: li.feed, word })}\n`);
    expect(code).toEqual({ deal, feed: li.feed, word });
    const holds = (at: RecordId) =>
      memoryVerifier.verify("shoal/handover/1", li.signer.publicKey, handoverWord(pond, at), code?.word ?? word);
    expect(await holds(deal)).toBe(true);
    expect(await holds(keyOf<RecordId>("another deal"))).toBe(false);
  });

  test("anything else that a camera may see is no code", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 600 }), (text) => {
        expect(parseHandoverCode(text)).toBeNull();
        expect(parseHandoverCode(`SHOAL1:${text}`)).toBeNull();
      }),
    );
  });

  test("both compute the same six words, each side's are different, and eve's are others", async () => {
    const [mei, li, eve] = [await person(), await person(), await person()];
    const shown = await handoverWords({ pond, deal, from: li.feed }, li.box, mei.box.publicKey, wordlist);
    const expected = await handoverWords({ pond, deal, from: li.feed }, mei.box, li.box.publicKey, wordlist);
    const back = await handoverWords({ pond, deal, from: mei.feed }, li.box, mei.box.publicKey, wordlist);
    const eves = await handoverWords({ pond, deal, from: li.feed }, eve.box, mei.box.publicKey, wordlist);
    if (shown === null || expected === null || back === null || eves === null) throw new Error("bad box");
    expect(shown).toHaveLength(6);
    expect(shown.every((word) => wordlist.includes(word))).toBe(true);
    expect(shown).toEqual(expected);
    expect(back).not.toEqual(shown);
    expect(eves).not.toEqual(shown);
    expect(sameWords(expected, [` ${shown.join("  ").toUpperCase()}. `])).toBe(true);
    expect(sameWords(expected, shown.toReversed())).toBe(false);
    expect(sameWords([], [])).toBe(false);
  });
});
