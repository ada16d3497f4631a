import { expect, test } from "vitest";
import { refusedLines } from "../../../../src/ui/features/sync/refused-words.ts";

test("each reason of gate and wire has a sentence, the most frequent first; an unknown name is never shown", () => {
  expect(refusedLines({ "bad-signature": 2, malformed: 1, flood: 4, "words-flood": 1, impostor: 1 })).toEqual([
    { message: "believe.refused-flood", count: 5 },
    { message: "refused.lies", count: 3 },
    { message: "believe.refused-impostor", count: 1 },
  ]);
  expect(refusedLines({ "<b>eve</b>": 7 })).toEqual([{ message: "believe.refused-other", count: 7 }]);
  expect(refusedLines({})).toEqual([]);
});
