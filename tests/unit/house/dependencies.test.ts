import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { root } from "../../../scripts/root.mjs";

/** Licences that MIT code may be shipped with. */
const SHIPPABLE = ["MIT", "Apache-2.0", "ISC", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "(MIT OR Apache-2.0)"];
/** And those whose code may work for us unchanged without being shipped. */
const USABLE = [...SHIPPABLE, "MPL-2.0"];

const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});
const Licensed = z.object({ license: z.string() });

const manifest = Manifest.parse(readJson("package.json"));
const shipped = Object.entries(manifest.dependencies);
const all = [...shipped, ...Object.entries(manifest.devDependencies)];
const rows = readRows(readFileSync(join(root, "docs/dependencies.md"), "utf8"));

test("every dependency is argued in docs/dependencies.md, and nothing else is", () => {
  expect([...rows.keys()].toSorted()).toEqual(all.map(([name]) => name).toSorted());
  for (const { why } of rows.values()) expect(why.length).toBeGreaterThan(3);
});

test("every dependency is pinned to one version", () => {
  for (const [name, version] of all) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
});

test.each(all.map(([name]) => name))("%s has the licence that the page says, and one we may use", (name) => {
  const { license } = Licensed.parse(readJson("node_modules", name, "package.json"));
  expect(rows.get(name)?.license).toBe(license.replace(/^\((.*)\)$/, "$1"));
  const allowed = shipped.some(([other]) => other === name) ? SHIPPABLE : USABLE;
  expect(allowed).toContain(license);
});

function readJson(...path: string[]): unknown {
  return JSON.parse(readFileSync(join(root, ...path), "utf8"));
}

/** | package | licence | why | */
function readRows(page: string): ReadonlyMap<string, { readonly license: string; readonly why: string }> {
  const cells = page.matchAll(/^\| (@?[a-z0-9][\w./-]*) \| ([^|]+) \| ([^|]+) \|$/gm);
  return new Map(
    [...cells]
      .filter(([, name]) => name !== "package")
      .map(([, name = "", license = "", why = ""]) => [name, { license: license.trim(), why: why.trim() }]),
  );
}
