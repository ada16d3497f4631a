import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { root } from "../../../scripts/root.mjs";

const PAGES = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "docs/auctions.md",
  "docs/dependencies.md",
  "docs/design.md",
  "docs/guide.md",
  "docs/guide.zh-CN.md",
  "docs/hosting.md",
  "docs/limits.md",
  "docs/trust.md",
];
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

test.each(PAGES)("%s names no file that is not there", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = ""]) => join(dirname(page), path));
  const named = [...text.matchAll(/`((?:src|tests|docs|scripts|server|public)\/[\w./-]+)`/g)].map(
    ([, path = ""]) => path,
  );
  expect([...links, ...named].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test.each(PAGES)("%s names no command that is not there", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

describe("SECURITY.md", () => {
  const promises = readFileSync(join(root, "SECURITY.md"), "utf8").split("## Promises")[1]?.split("\n## ")[0] ?? "";
  const rows = promises.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| promise |"));

  test("each promise names a test, or says that it is not kept yet", () => {
    expect(rows.length).toBeGreaterThan(20);
    for (const row of rows) expect(row).toMatch(/\| (`tests\/[\w./-]+`: "[^"]+"(; )?)+ \|$|\| not yet \|$/);
  });

  test("the tests that it names are there", () => {
    const named = [...promises.matchAll(/`(tests\/[\w./-]+)`: "([^"]+)"/g)];
    const missing = named.filter(([, path = "", title = ""]) => {
      const text = existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";
      return !text.includes(`test("${title}"`);
    });
    expect(missing.map(([whole]) => whole)).toEqual([]);
  });
});

test("docs/design.md names parts of the kit that are there", () => {
  const table = readFileSync(join(root, "docs/design.md"), "utf8").split("## The kit")[1]?.split("\n## ")[0] ?? "";
  const named = [...table.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
  );
  const kit = join(root, "src/ui/kit");
  const text = readdirSync(kit)
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(kit, file), "utf8"))
    .join("\n");
  expect(named.length).toBeGreaterThan(25);
  expect(named.filter((name) => !new RegExp(`export function ${name}\\b`).test(text))).toEqual([]);
});

test("links to chapters of pages lead to a chapter", () => {
  const lost = PAGES.flatMap((page) =>
    [...readFileSync(join(root, page), "utf8").matchAll(/\]\(([^)#:]*)#([^)]+)\)/g)]
      .filter(([, to = "", chapter = ""]) => {
        const target = readFileSync(to === "" ? join(root, page) : join(root, dirname(page), to), "utf8");
        return !anchorsOf(target).includes(decodeURIComponent(chapter));
      })
      .map(([whole]) => `${page}: ${whole}`),
  );
  expect(lost).toEqual([]);
});

/** As GitHub makes an anchor of a heading. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\s-]/gu, "")
      .replace(/ /g, "-"),
  );
}
