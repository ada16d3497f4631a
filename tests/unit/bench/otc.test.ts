import { expect, test } from "vitest";
import { parseOtc, readOtc } from "../../bench/trust/otc-data.ts";
import { areaUnderCurve, drawViewers, protocolS1 } from "../../bench/trust/protocol.ts";
import { createPageRank, goodness, ratingSums } from "../../bench/trust/rivals.ts";

const ratings = [
  "1,2,8,1289241911.72836",
  "1,3,2,1289241941",
  "2,4,9,1289243140.4",
  "3,4,-10,1289243141",
  "5,3,1,1289243142",
];
const labels = ["4,+1", "3,-1"];

function parsed() {
  const data = parseOtc(`${ratings.join("\n")}\n`, `${labels.join("\n")}\n`);
  if (!data.ok) throw new Error(data.error);
  return data.value;
}

test("users are numbered as they are named; ratings and labels keep their values", () => {
  const { users, ratings: read, labels: known } = parsed();
  expect(users).toEqual([1, 2, 3, 4, 5]);
  expect(read[3]).toEqual({ from: 2, to: 3, value: -10, time: 1289243141000 });
  expect([...known]).toEqual([
    [3, true],
    [2, false],
  ]);
});

test.each([
  ["1,2,11,1289241911", "ratings go to 10"],
  ["1,2,0,1289241911", "0 is no rating"],
  ["2,2,3,1289241911", "nobody rates himself"],
  ["1,2,3", "no time"],
  ["1,2,3,1289241911,5", "a field too many"],
  ["", "an empty line"],
])("a line that is no rating is named: %s (%s)", (line) => {
  const data = parseOtc([...ratings, line, "7,8,1,1289241911"].join("\n"), labels.join("\n"));
  expect(data).toEqual({ ok: false, error: expect.stringContaining("line 6 is no rating") });
});

test("a pair that is rated twice, and a label of somebody unknown or twice, are refused", () => {
  expect(parseOtc([...ratings, ratings[0]].join("\n"), labels.join("\n")).ok).toBe(false);
  for (const label of ["9,+1", "4,+1", "4,1", "5,0"])
    expect(parseOtc(ratings.join("\n"), [...labels, label].join("\n"))).toEqual({
      ok: false,
      error: expect.stringContaining("line 3 is no label"),
    });
});

test("a folder without the files is said, with the path", () => {
  expect(readOtc("/nowhere")).toEqual({
    ok: false,
    error: expect.stringContaining("/nowhere/soc-sign-bitcoinotc.csv"),
  });
});

test("S1: the circle is the founder and whom he rated 5 or more; its ratings about labelled users are dropped", () => {
  const { circle, ratings: kept, targets } = protocolS1(parsed());
  expect([...circle]).toEqual([0, 1]);
  // 1 → 3 and 2 → 4 come from the circle and are about labelled users.
  expect(kept.map(({ from, to }) => [from, to])).toEqual([
    [0, 1],
    [2, 3],
    [4, 2],
  ]);
  expect(targets).toEqual([
    { node: 3, isBenign: true },
    { node: 2, isBenign: false },
  ]);
});

test("viewers are unlabelled, have rated so many others well, and are the same for the same seed", () => {
  const data = parsed();
  const draw = (positives: number, seed: number) => drawViewers(data, data.ratings, { positives, count: 12, seed });
  expect(new Set(draw(1, 1))).toEqual(new Set([0, 1, 4]));
  expect(draw(2, 1)).toEqual([0]);
  expect(draw(1, 7)).toEqual(draw(1, 7));
});

test("the area under the curve: 1 where all benign stand above, 0 below, a half where nothing is known", () => {
  const of = (benign: number[], fraudulent: number[]) =>
    areaUnderCurve([
      ...benign.map((score) => ({ score, isBenign: true })),
      ...fraudulent.map((score) => ({ score, isBenign: false })),
    ]);
  expect(of([2, 3], [0, 1])).toBe(1);
  expect(of([0], [1, 2])).toBe(0);
  expect(of([0, 0], [0])).toBe(0.5);
  expect(of([3, 1], [2])).toBe(0.5);
  expect(of([], [1])).toBeNaN();
});

test("what it is compared with: sums, goodness of rated and unrated, a walk that adds up to one", () => {
  const { users, ratings: read } = parsed();
  expect([...ratingSums(users.length, read)]).toEqual([0, 8, 3, -1, 0]);
  const good = goodness(users.length, read);
  expect(good[0]).toBe(0);
  expect(good[1]).toBeGreaterThan(good[3] ?? 1);
  const walk = createPageRank(users.length, read)(0);
  expect(walk.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 8);
  // 8 of 10 of what goes on from the first goes to the second.
  expect((walk[1] ?? 0) / (walk[2] ?? 1)).toBeCloseTo(4, 6);
});
