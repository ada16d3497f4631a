import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** What an installed app keeps of one build, in bytes: two builds lie beside each other while a new one waits. */
const MAX_KEPT_BYTES = 4 * 1024 * 1024;

/** What only a shop window or a developer looks at, what the host may change at any time, and the worker itself. */
const NOT_KEPT = [/\.map$/, /^screenshots\//, /^icons\//, /^shoal\.config\.json$/, /^sw\.js$/];

/** Vite's names hold a hash of the content. */
const HASHED = /^assets\/.*-[\w-]{8}\.\w+$/;

/**
 * Builds the service worker once the app is built: one file without imports, which knows every file of that build.
 * @returns {import("vite").Plugin}
 */
export function serviceWorker() {
  let dist = "";
  let written = true;
  return {
    name: "shoal-service-worker",
    apply: "build",
    configResolved: (config) => {
      dist = resolve(config.root, config.build.outDir);
      written = config.build.write;
    },
    // After everything is written, what lies in public/ too.
    closeBundle: {
      order: "post",
      sequential: true,
      handler: async () => {
        // A build that stays in memory has nothing that a worker could keep.
        if (!written) return;
        await build({
          configFile: false,
          logLevel: "warn",
          publicDir: false,
          define: { BUILT_FILES: JSON.stringify(builtFiles(dist)) },
          build: {
            outDir: dist,
            emptyOutDir: false,
            target: "es2022",
            sourcemap: true,
            rolldownOptions: {
              input: fileURLToPath(new URL("../src/service-worker/main.ts", import.meta.url)),
              output: { format: "iife", entryFileNames: "sw.js" },
            },
          },
        });
      },
    },
  };
}

/**
 * Everything that the app needs without a network, as Workbox wants it. A name with a hash is its own revision.
 * @param {string} dist
 */
function builtFiles(dist) {
  let sum = 0;
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(dist.length + 1)
        .split(sep)
        .join("/"),
    )
    .filter((path) => NOT_KEPT.every((pattern) => !pattern.test(path)))
    .sort()
    .map((url) => {
      const bytes = readFileSync(join(dist, url));
      sum += bytes.length;
      const revision = HASHED.test(url) ? null : createHash("sha256").update(bytes).digest("hex").slice(0, 16);
      return { url, revision };
    });
  if (sum > MAX_KEPT_BYTES) throw new Error(`An installed app would keep ${sum} bytes, more than ${MAX_KEPT_BYTES}.`);
  return files;
}
