import { expect, test } from "vitest";
import { en } from "../../../src/ui/i18n/en.ts";
import { longer } from "../../support/longer-words.ts";

const LETTER = /\p{L}/u;
const PLACE = /\{\w+\}/g;

test("words get two letters for every five more, and places for values stay", () => {
  expect(longer("Deals", 0.4, LETTER)).toBe("Deealls");
  expect(longer("{n} of {all}", 0.4, LETTER)).toMatch(/^\{n\} o+f+ \{all\}$/);
});

test("all texts of the interface together are 40 % longer", () => {
  const texts = Object.values(en);
  const letters = (all: readonly string[]) =>
    all.reduce((sum, text) => sum + [...text.replaceAll(PLACE, "")].filter((sign) => LETTER.test(sign)).length, 0);
  const stretched = texts.map((text) => longer(text, 0.4, LETTER));
  expect(letters(stretched) / letters(texts)).toBeCloseTo(1.4, 1);
  for (const [i, text] of texts.entries()) expect(stretched[i]?.match(PLACE)).toEqual(text.match(PLACE));
});
