import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../../scripts/root.mjs";
import { en } from "../../../src/ui/i18n/en.ts";
import { zhCn } from "../../../src/ui/i18n/zh-cn.ts";

const GUIDES = [
  { page: "docs/guide.md", messages: en },
  { page: "docs/guide.zh-CN.md", messages: zhCn },
] as const;

describe.each(GUIDES)("$page", ({ page, messages }) => {
  const text = readFileSync(join(root, page), "utf8");

  test("what it sets in bold stands on the screen just so", () => {
    const said = new Set(Object.values(messages));
    const withNames = [...said].filter((message) => message.includes("{")).map(pattern);
    const bold = [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, words = ""]) => words);
    expect(bold.length).toBeGreaterThan(50);
    expect(bold.filter((words) => !said.has(words) && !withNames.some((one) => one.test(words)))).toEqual([]);
  });

  test("each chapter is in its contents", () => {
    const chapters = [...text.matchAll(/^## /gm)].length;
    const contents = [...(text.split("\n## ")[0] ?? "").matchAll(/\]\(#/g)].length;
    expect(chapters).toBeGreaterThan(10);
    expect(contents).toBe(chapters);
  });
});

/** A message with names in it; one that is nothing but a name fits everything and says nothing. */
function pattern(message: string): RegExp {
  const parts = message.split(/\{\w+\}/).map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return parts.join("").length < 2 ? /^(?!)/ : new RegExp(`^${parts.join(".+")}$`);
}
