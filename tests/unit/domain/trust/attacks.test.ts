import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../../../scripts/root.mjs";
import { attacks, HONEST_PEOPLE } from "../../../bench/attacks/attacks.ts";
import { measureAttack } from "../../../bench/attacks/measure.ts";
import { attackTable } from "../../../bench/attacks/table.ts";

const measured = attacks().map(measureAttack);
const MADE_UP = new Set(["self-praise ring", "fifty sybils", "smear campaign", "whitewash", "invite farm"]);

test("docs/trust.md shows the table of attacks as it is measured now", () => {
  const page = readFileSync(join(root, "docs/trust.md"), "utf8").split("\n");
  const table = attackTable(measured);
  const start = page.indexOf(table[0] ?? "");
  expect(start).toBeGreaterThan(0);
  expect(page.slice(start, start + table.length)).toEqual(table);
});

describe.each(measured)("$attack.name", ({ attack, after, others, reach }) => {
  test("[G1] no limit is above what honest people gave all of them", () => {
    expect(after.limit).toBeLessThanOrEqual(after.bound);
  });

  test("[G2] honest people's limits move by no more than the attackers are worth to the viewer", () => {
    // An honest swap with the attacker is a gift to both, and no attack: the long con earns its drops.
    if (attack.name === "long con") return expect(others.down).toBe(0);
    expect(Math.max(others.up, others.down)).toBeLessThanOrEqual(reach);
  });

  test("[G3] [T11] [T12] all honest people together lose C at most; C for each whom no word has reached", () => {
    expect(after.together).toBeLessThanOrEqual(after.bound);
    expect(after.unheard).toBeLessThanOrEqual(after.bound * HONEST_PEOPLE.length);
    expect(after.together).toBeGreaterThan(0);
  });
});

test.each(measured.filter(({ attack }) => MADE_UP.has(attack.name)))(
  "[G7] [T4] $attack.name: what is made up brings not a drop more",
  ({ before, after }) => {
    expect(after.limit).toBeLessThanOrEqual(before.limit);
    expect(after.together).toBeLessThanOrEqual(before.together);
    expect(after.unheard).toBeLessThanOrEqual(before.unheard);
  },
);

test("the long con takes what it honestly delivered before: no algorithm covers that", () => {
  const con = measured.find(({ attack }) => attack.name === "long con");
  expect(con?.after.together).toBeGreaterThan(con?.before.bound ?? Number.POSITIVE_INFINITY);
});
