import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../../scripts/root.mjs";

/** Sides and axes of the paper, where CSS has a word for those of the line. */
const PHYSICAL_NAME =
  /^(?:(?:scroll-)?(?:margin|padding)-(?:left|right|top|bottom)|border-(?:left|right|top|bottom)(?:-\w+)?|border-(?:top|bottom)-(?:left|right)-radius|left|right|top|bottom|(?:min-|max-)?(?:width|height))$/;
const PHYSICAL_VALUE = /^(?:text-align|float|clear|caption-side):\s*(?:left|right)\b/;

test("styles speak of the line's sides, not of the paper's: whatever runs from the right finds its place", () => {
  const files = readdirSync(join(root, "src/ui"), { recursive: true, encoding: "utf8" });
  const sheets = files.filter((file) => file.endsWith(".css")).map((file) => join("src/ui", file));
  expect(sheets.length).toBeGreaterThan(30);
  for (const sheet of sheets) expect(physicalIn(readFileSync(join(root, sheet), "utf8")), sheet).toEqual([]);
});

test("the look for them finds what it is for", () => {
  const css = `
    @media (min-width: 60rem) { .a { margin-left: 1px; inset: 0; border-width: 1px } }
    .b { text-align: left; stroke-width: 2; left: 0; padding-inline: 1px; &:hover { max-width: 3rem } }`;
  expect(physicalIn(css)).toEqual(["margin-left: 1px", "text-align: left", "left: 0", "max-width: 3rem"]);
});

/** Declarations that name a side of the paper. */
function physicalIn(css: string): readonly string[] {
  const bare = css.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/@[^;{]*(?=[;{])/g, "");
  return Array.from(bare.matchAll(/(?<=[{;}]\s*)[a-z-]+:\s*[^;{}]+(?=[;}])/g), ([text]) => text.trim()).filter(
    (text) => PHYSICAL_NAME.test(text.split(":")[0] ?? "") || PHYSICAL_VALUE.test(text),
  );
}
