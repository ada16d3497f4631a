import { describe, expect, test } from "vitest";
import type { Drops, IdentityKey, RecordId } from "../../../../src/domain/ids.ts";
import type { EdgeWhy, TrustBrief } from "../../../../src/domain/trust/answer.ts";
import { speak } from "../../../support/speak.ts";
import { knownInWords, limitInWords, timesInWords, wayInWords } from "../../../../src/ui/trust/way-in-words.ts";

// Names stand for keys here: nothing reads what is in them.
const id = (name: string) => name as IdentityKey;
const drops = (n: number) => n as Drops;
const nameOf = (member: IdentityKey) => member as string;

const inEnglish = speak("en");
const inChinese = speak("zh-CN");

/** Swaps, or what else connects two. */
function why(deals: number, more: Partial<EdgeWhy> = {}): EdgeWhy {
  return {
    deals: Array.from({ length: deals }, (_, i) => `deal ${i}` as RecordId),
    invited: false,
    met: false,
    ...more,
  };
}
const met = why(0, { met: true });
const invited = why(0, { invited: true });

/** What is known of the last of them, from me over everybody between. */
function brief(way: readonly (readonly [string, EdgeWhy])[], more: Partial<TrustBrief> = {}): TrustBrief {
  const steps = way.map(([to, because], i) => ({ from: id(way[i - 1]?.[0] ?? "me"), to: id(to), why: because }));
  return {
    member: id("Li"),
    limit: drops(way.length === 0 ? 0 : 2),
    standing: way.length === 0 ? 0 : 0.5,
    way: steps.length === 0 ? null : { drops: drops(2), steps },
    ...more,
  };
}

describe("how somebody is known, in words", () => {
  test.each([
    [brief([["Li", why(1)]]), "You swapped with Li once", "你和 Li 换过 1 次"],
    [brief([["Li", why(2, { met: true })]]), "You swapped with Li twice", "你和 Li 换过 2 次"],
    [brief([["Li", why(5)]]), "You swapped with Li 5 times", "你和 Li 换过 5 次"],
    [brief([["Li", why(0, { met: true, invited: true })]]), "You met Li in person", "你当面见过 Li"],
    [brief([["Li", invited]]), "You invited Li", "Li 是你邀请来的"],
    [
      brief([
        ["Mei", why(1)],
        ["Li", why(2)],
      ]),
      "Mei, whom you know, swapped with Li twice",
      "你认识的 Mei 和 Li 换过 2 次",
    ],
    [
      brief([
        ["Mei", why(1)],
        ["Li", met],
      ]),
      "Mei, whom you know, met Li in person",
      "你认识的 Mei 当面见过 Li",
    ],
    [
      brief([
        ["Mei", met],
        ["Li", invited],
      ]),
      "Mei, whom you know, invited Li",
      "Li 是你认识的 Mei 邀请来的",
    ],
    [
      brief([
        ["Mei", why(1)],
        ["Zoe", met],
        ["Li", why(1)],
      ]),
      "Zoe, known to you through Mei, swapped with Li once",
      "你通过 Mei 间接认识的 Zoe 和 Li 换过 1 次",
    ],
    [
      brief([
        ["Mei", why(1)],
        ["Ana", why(1)],
        ["Zoe", why(1)],
        ["Li", invited],
      ]),
      "Zoe, known to you through Mei, invited Li",
      "邀请 Li 的 Zoe，你通过 Mei 间接认识",
    ],
    [brief([]), "Nobody you know has dealt with Li yet", "你认识的人还没和 Li 打过交道"],
  ])("%# says %s", (known, english, chinese) => {
    expect(wayInWords(known, nameOf, inEnglish)).toBe(english);
    expect(wayInWords(known, nameOf, inChinese)).toBe(chinese);
  });

  test("bad word that weighs more than good, or as much, is said before any good way", () => {
    const english = "Somebody you know had a bad swap with Li";
    const chinese = "你认识的人和 Li 有过不愉快的交换";
    const way = [["Li", why(1)]] as const;
    for (const known of [
      brief(way, { limit: drops(0), standing: 0 }),
      brief(way, { limit: drops(0), standing: -0.2 }),
      brief([], { standing: -0.5 }),
    ]) {
      expect(wayInWords(known, nameOf, inEnglish)).toBe(english);
      expect(wayInWords(known, nameOf, inChinese)).toBe(chinese);
    }
    // Some bad word, and more good: the good way is still one.
    expect(wayInWords(brief(way, { limit: drops(1), standing: 0.1 }), nameOf, inEnglish)).toBe(
      "You swapped with Li once",
    );
  });

  test("how often", () => {
    expect([1, 2, 3].map((n) => timesInWords(n, inEnglish))).toEqual(["once", "twice", "3 times"]);
    expect([1, 2, 3].map((n) => timesInWords(n, inChinese))).toEqual(["1 次", "2 次", "3 次"]);
  });
});

describe("what can be risked, in words", () => {
  const answer = { viewer: id("me"), member: id("Li"), standing: 0, paths: [], reports: [] };
  const flows = (limit: number, plus: number, minus: number) => {
    return { ...answer, limit: drops(limit), plus: drops(plus), minus: drops(minus) };
  };

  test("the limit, or why there is none", () => {
    expect(limitInWords(flows(4, 5, 1), "Li", inEnglish)).toBe("You can risk up to 4 drops with Li.");
    expect(limitInWords(flows(1, 1, 0), "Li", inChinese)).toBe("你和 Li 交换，最多可以冒 1 滴的险。");
    expect(limitInWords(flows(0, 0, 0), "Li", inEnglish)).toContain("Nobody you know has dealt with Li yet.");
    expect(limitInWords(flows(0, 2, 2), "Li", inEnglish)).toContain("People you know had bad swaps with Li");
    expect(limitInWords(flows(0, 2, 2), "Li", inChinese)).toContain("有过不愉快的交换");
  });

  test("who is not in the ledger yet is known to nobody", () => {
    expect(knownInWords(id("Li"), null, nameOf, inEnglish)).toBe("Nobody you know has dealt with Li yet");
    expect(knownInWords(id("Li"), flows(0, 0, 3), nameOf, inChinese)).toBe("你认识的人还没和 Li 打过交道");
  });
});
