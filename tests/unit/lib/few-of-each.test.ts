import { expect, test } from "vitest";
import { fewOfEach } from "../../../src/lib/few-of-each.ts";

const said = ["a1", "a2", "b1", "a3", "b2", "a4"];

test("the first few of each are kept, in their order", () => {
  expect(said.filter(fewOfEach(2, ([who]) => who))).toEqual(["a1", "a2", "b1", "b2"]);
});

test("what is free is kept, and takes nobody's place", () => {
  const isFree = (one: string) => one === "a1" || one === "a4";
  expect(said.filter(fewOfEach(1, ([who]) => who, isFree))).toEqual(["a1", "a2", "b1", "a4"]);
});
