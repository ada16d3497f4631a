import { describe, expect, test } from "vitest";
import type { Drops, IdentityKey, RecordId } from "../../../../src/domain/ids.ts";
import type { DealView } from "../../../../src/domain/pond/views.ts";
import type { EdgeWhy, TrustPath } from "../../../../src/domain/trust/answer.ts";
import { layOutPaths } from "../../../../src/ui/features/people/path-layout.ts";
import { pathInWords, reportInWords } from "../../../../src/ui/features/people/path-words.ts";
import { speak } from "../../../support/speak.ts";

// Names stand for keys here: nothing reads what is in them.
const id = (name: string) => name as IdentityKey;

function path(drops: number, names: readonly string[], whys: readonly Partial<EdgeWhy>[] = []): TrustPath {
  const steps = names.slice(1).map((to, i) => {
    const why = { deals: [], invited: false, met: false, ...whys[i] };
    return { from: id(names[i] ?? ""), to: id(to), why };
  });
  return { drops: drops as Drops, steps };
}

const deals = (...names: string[]) => ({ deals: names.map((name) => name as RecordId) });

describe("the picture of the ways", () => {
  const layout = layOutPaths([
    path(4, ["me", "Mei", "Li"], [deals("1"), deals("2")]),
    path(2, ["me", "Zoe", "Ana", "Li"]),
    path(1, ["me", "Li"], [{ invited: true }]),
    path(1, ["me", "Mei", "Li"], [{ met: true }]),
  ]);
  const placed = new Map(layout.people.map((person) => [person.id as string, person]));
  const y = (name: string) => placed.get(name)?.y ?? NaN;
  const x = (name: string) => placed.get(name)?.x ?? NaN;

  test("everybody is drawn once, below all those who lead there", () => {
    expect([...placed.keys()].sort()).toEqual(["Ana", "Li", "Mei", "Zoe", "me"]);
    expect(layout.people.length).toBe(5);
    for (const { from, to } of layout.streams) expect(y(from)).toBeLessThan(y(to));
    for (const { x: left, room } of layout.people) {
      expect(left - room / 2).toBeGreaterThanOrEqual(0);
      expect(left + room / 2).toBeLessThanOrEqual(layout.width);
    }
  });

  test("what goes the same way is one stream, as wide as its drops, with all its reasons", () => {
    const stream = layout.streams.find(({ from, to }) => from === "me" && to === "Mei");
    expect(stream?.drops).toBe(5);
    expect(stream?.why).toEqual({ deals: ["1"], invited: false, met: true });
    const perDrop = layout.streams.map(({ width, drops }) => width / drops);
    expect(Math.max(...perDrop)).toBeCloseTo(Math.min(...perDrop));
    // What comes in goes out.
    const sum = (end: "from" | "to", name: string) =>
      layout.streams.filter((one) => one[end] === name).reduce((all, { drops }) => all + drops, 0);
    expect([sum("from", "me"), sum("to", "Li")]).toEqual([8, 8]);
  });

  test("a way that passes by others has a place of its own on their level", () => {
    const direct = layout.streams.find(({ from, to }) => from === "me" && to === "Li");
    const passes = [...(direct?.line ?? "").matchAll(/([\d.]+) ([\d.]+)(?=C|$)/g)].map(([, a, b]) => [
      Number(a),
      Number(b),
    ]);
    const besideMei = passes.find(([, level]) => level === y("Mei"));
    expect(besideMei).toBeDefined();
    expect(Math.abs((besideMei?.[0] ?? 0) - x("Mei"))).toBeGreaterThan(40);
  });

  test("ways that lead in a circle between two end somewhere, and no way at all is an empty picture", () => {
    const circle = layOutPaths([path(1, ["me", "Mei", "Zoe", "Li"]), path(1, ["me", "Zoe", "Mei", "Li"])]);
    expect(circle.people.length).toBe(4);
    expect(circle.streams.every(({ line }) => !line.includes("NaN"))).toBe(true);
    expect(layOutPaths([]).people).toEqual([]);
  });
});

describe("the same ways in sentences", () => {
  const handover = (how: "code" | "apart") => ({ how }) as unknown as DealView["handovers"][number];
  /** Only how it was handed over is read of a deal. */
  const handed = (how: "code" | "apart") => ({ handovers: [handover(how), handover(how)] }) as unknown as DealView;
  const known = new Map([
    ["face" as RecordId, handed("code")],
    ["apart" as RecordId, handed("apart")],
  ]);
  const words = (language: "en" | "zh-CN") => {
    return { i18n: speak(language), nameOf: (member: IdentityKey) => member, me: id("me"), deals: known };
  };

  test("a way says what lies between each two, and its drops", () => {
    const way = path(4, ["me", "Mei", "Li"], [deals("face", "apart"), deals("face")]);
    expect(pathInWords(way, words("en"))).toBe(
      "You swapped with Mei twice; Mei swapped with Li once, face to face: 4 drops.",
    );
    expect(pathInWords(way, words("zh-CN"))).toBe("你和 Mei 换过 2 次；Mei 和 Li 当面换过 1 次：4 滴。");
  });

  test("all reasons are said; a deal that is not here yet is not called face to face", () => {
    const way = path(1, ["me", "Li"], [{ ...deals("unknown"), met: true, invited: true }]);
    expect(pathInWords(way, words("en"))).toBe(
      "You swapped with Li once, and met in person, and brought them here: 1 drop.",
    );
  });

  test("bad word is told the same way, up to who says it", () => {
    const way = path(2, ["me", "Mei", "Li"], [deals("face"), deals("apart")]);
    expect(reportInWords(way, words("en"))).toBe(
      "You swapped with Mei once, face to face; Mei had a bad swap with Li: 2 drops less.",
    );
    expect(reportInWords(path(2, ["me", "Li"], [deals("apart")]), words("zh-CN"))).toBe(
      "你和 Li 的交换不愉快：减少 2 滴。",
    );
  });
});
