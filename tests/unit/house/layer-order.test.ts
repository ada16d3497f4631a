import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { expect, test } from "vitest";
import { root } from "../../../scripts/root.mjs";

const ORDER = readFileSync(join(root, "src/ui/styles/layers.css"), "utf8");

/** A whole build, in ms: 4 s alone, and ten times that beside other tests. */
const BUILD_MS = 120_000;

test(
  "every style sheet of a build keeps the order of the layers, whichever of them a page loads first",
  async () => {
    const built = await build({
      root,
      configFile: join(root, "vite.config.ts"),
      logLevel: "silent",
      build: { write: false },
    });
    const files = "output" in built ? built.output : [];
    const sheets = files.filter(({ fileName }) => fileName.endsWith(".css"));
    expect(sheets.length).toBeGreaterThan(1);
    for (const sheet of sheets) {
      const text = "source" in sheet ? sheet.source.toString() : "";
      expect(layersIn(text), sheet.fileName).toEqual(layersIn(ORDER));
    }
  },
  BUILD_MS,
);

/** The layers in the order in which a browser would settle them. */
function layersIn(css: string): readonly string[] {
  const names = Array.from(css.matchAll(/@layer ([^;{]+)/g), ([, list = ""]) =>
    list.split(",").map((name) => name.trim()),
  );
  return [...new Set(names.flat())];
}
