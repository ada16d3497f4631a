import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { root } from "../../../scripts/root.mjs";

const PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/dependencies.md"];
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
