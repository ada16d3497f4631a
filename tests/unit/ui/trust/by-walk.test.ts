import { expect, test } from "vitest";
import type { IdentityKey } from "../../../../src/domain/ids.ts";
import { mostTrustedFirst } from "../../../../src/ui/trust/by-walk.ts";

// Names stand for keys here: nothing reads what is in them.
const id = (name: string) => name as IdentityKey;
const shares = new Map([
  [id("me"), 0.4],
  [id("Mei"), 0.3],
  [id("Li"), 0.1],
]);
const sorted = (names: readonly string[], place: "first" | "last") =>
  mostTrustedFirst(names, id, shares, { id: id("me"), place });

test("[T10] by the share of the walk; strangers stay in the order that they came in", () => {
  expect(sorted(["Zoe", "Li", "Ana", "Mei"], "first")).toEqual(["Mei", "Li", "Zoe", "Ana"]);
});

test("what is mine stands on top of the people and at the end of the things, and stays in order", () => {
  expect(sorted(["Zoe", "me", "Mei", "me"], "first")).toEqual(["me", "me", "Mei", "Zoe"]);
  expect(sorted(["me", "Zoe", "Mei"], "last")).toEqual(["Mei", "Zoe", "me"]);
});
