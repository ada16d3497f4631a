import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { firstLoadFiles, workerFiles } from "../../../scripts/first-load.mjs";

let dist: string;

beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), "shoal-dist-"));
});
afterEach(() => rmSync(dist, { recursive: true }));

test("the first load is the entry, what it preloads and its styles; not icons, not what comes lazily", () => {
  writeFileSync(
    join(dist, "index.html"),
    `<link rel="icon" href="./icon.svg" />
     <script type="module" crossorigin src="./assets/main-1.js"></script>
     <link rel="modulepreload" crossorigin href="./assets/solid-1.js">
     <link rel="stylesheet" crossorigin href="./assets/main-1.css">`,
  );
  expect(firstLoadFiles(dist)).toEqual(
    ["main-1.js", "solid-1.js", "main-1.css"].map((name) => join(dist, "assets", name)),
  );
});

test("a page that names no script is an error and not a budget kept", () => {
  writeFileSync(join(dist, "index.html"), "<p>Hello</p>");
  expect(() => firstLoadFiles(dist)).toThrow();
});

test("the worker is counted with its chunks and without its maps", () => {
  mkdirSync(join(dist, "assets", "worker"), { recursive: true });
  for (const name of ["worker-1.js", "chunk-1.js", "worker-1.js.map"])
    writeFileSync(join(dist, "assets", "worker", name), "");
  expect(workerFiles(dist).toSorted()).toEqual(
    ["chunk-1.js", "worker-1.js"].map((name) => join(dist, "assets", "worker", name)),
  );
});
