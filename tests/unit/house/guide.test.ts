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

  test("its contents lead to its chapters", () => {
    const chapters = [...text.matchAll(/^## (.+)$/gm)].map(([, title = ""]) => anchor(title));
    const linked = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, to = ""]) => decodeURIComponent(to));
    expect(chapters.length).toBeGreaterThan(10);
    expect(linked.filter((to) => !chapters.includes(to))).toEqual([]);
    expect(chapters.filter((title) => !linked.includes(title))).toEqual([]);
  });
});

/** A message with names in it; one that is nothing but a name fits everything and says nothing. */
function pattern(message: string): RegExp {
  const parts = message.split(/\{\w+\}/).map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return parts.join("").length < 2 ? /^(?!)/ : new RegExp(`^${parts.join(".+")}$`);
}

/** As GitHub makes an anchor of a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\s-]/gu, "")
    .replace(/ /g, "-");
}
