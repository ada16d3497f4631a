import { expect, test } from "vitest";
import type { IdentityKey } from "../../../../src/domain/ids.ts";
import { askedAt, edited, mentioned, piecesOf, type Typed } from "../../../../src/ui/features/listing/mentions.ts";
import { keyOf } from "../../../support/teller.ts";

const li = keyOf<IdentityKey>("li");
const otherLi = keyOf<IdentityKey>("another li");
const typed = (text: string): Typed => ({ text, mentions: [] });

/** Types "@" and some letters at the end, and chooses. */
function call(before: Typed, letters: string, member: IdentityKey, name = "Li"): Typed {
  const next = edited(before, `${before.text}@${letters}`);
  const asked = askedAt(next, next.text.length);
  if (asked === null) throw new Error("nobody is asked for");
  return mentioned(next, asked, { member, name }).typed;
}

test("a name is looked for behind an @, also where no space stands before it; not in an address", () => {
  expect(askedAt(typed("ask @Li"), 7)).toEqual({ at: 4, query: "Li" });
  expect(askedAt(typed("请问@李"), 4)).toEqual({ at: 2, query: "李" });
  expect(askedAt(typed("@"), 1)).toEqual({ at: 0, query: "" });
  expect(askedAt(typed("mei@example"), 11)).toBeNull();
  expect(askedAt(typed("ask @Li now"), 11)).toBeNull();
  expect(askedAt(typed("ask @Li now"), 6)).toEqual({ at: 4, query: "L" });
});

test("[X8] two of the same name stay two, wherever the text around them changes", () => {
  const both = call(call(typed("ask "), "L", li), "li", otherLi);
  expect(both.text).toBe("ask @Li @Li ");
  const later = edited(both, `please ${both.text}`);
  expect(piecesOf(later)).toEqual([
    { text: "please ask " },
    { member: li },
    { text: " " },
    { member: otherLi },
    { text: " " },
  ]);
});

test("[X8] a mention that is changed is none any more; one that was chosen is not asked for again", () => {
  const one = call(typed("ask "), "L", li);
  expect(askedAt(one, 7)).toBeNull();
  expect(edited(one, "ask @Lin ").mentions).toEqual([{ member: li, at: 4, length: 3 }]);
  expect(edited(one, "ask @L ").mentions).toEqual([]);
  expect(edited(one, "ask ").mentions).toEqual([]);
  expect(edited(one, "@Li ").mentions).toEqual([{ member: li, at: 0, length: 3 }]);
});

test("[X8] what its author wrote in the place of a mention is not shown", () => {
  const forged = { text: "@Mei says hi", mentions: [{ member: otherLi, at: 0, length: 4 }] };
  expect(piecesOf(forged)).toEqual([{ member: otherLi }, { text: " says hi" }]);
  expect(piecesOf({ text: "x", mentions: [{ member: li, at: 0, length: 1 }] })).toEqual([{ member: li }]);
});
