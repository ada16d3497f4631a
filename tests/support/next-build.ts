import { build, type Plugin } from "vite";
import { root } from "../../scripts/root.mjs";

/** Builds the app as it might be one version later: with one more table in its database, and so another name for every file that knows of it. */
export async function buildNext(outDir: string): Promise<void> {
  await build({
    root,
    logLevel: "error",
    plugins: [nextDatabase()],
    worker: { plugins: () => [nextDatabase()] },
    build: { outDir, emptyOutDir: true, sourcemap: false, reportCompressedSize: false },
  });
}

function nextDatabase(): Plugin {
  return {
    name: "next-database",
    enforce: "pre",
    transform: (code, id) => {
      if (!id.endsWith("/src/storage/database.ts")) return null;
      const next = code
        .replace(/const VERSION = (\d+);/, (_, version: string) => `const VERSION = ${Number(version) + 1};`)
        .replace(
          /db\.version\(VERSION\)\.stores\((\w+)\)/,
          "db.version(VERSION - 1).stores($1).upgrade(dropViews(VIEW_TABLES));\n  db.version(VERSION).stores({ ...$1, ofTheFuture: 'id' })",
        );
      if (next.split("VERSION - 1").length !== 2) throw new Error("database.ts has changed: mend nextDatabase()");
      return { code: next, map: null };
    },
  };
}
