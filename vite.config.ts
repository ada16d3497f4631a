import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./scripts/service-worker.mjs";
import { PAGE_POLICY } from "./server/security-headers.mjs";

/** Two cores are shared with browsers and builds; a property test may need its time there. */
const TEST_TIMEOUT_MS = 30_000;

/** On a slow network each request costs its own way, and each file that is named costs a slow phone some ms: few files, by when they are needed. */
const CHUNKS = [
  { name: "first", tags: ["$initial" as const] },
  { name: "shared", test: /\/src\/(ui|app|domain|lib)\//, minShareCount: 2 },
];

/** Dexie's own entry is written for browsers of 2015. The tests run what is built. */
export const MODERN_DEXIE = [{ find: /^dexie$/, replacement: "dexie/dist/modern/dexie.mjs" }];

/** Only its functions do something, which its package.json does not say. */
const PURE_CBOR = { test: /\/node_modules\/cborg\//, sideEffects: false };

const COST_TESTS = "tests/fuzz/cost.test.ts";

export default defineConfig({
  // Relative, so that dist/ works under any path of any static host.
  base: "./",
  plugins: [trustedTemplates(), solid(), policyInPage(), layerOrderInEverySheet(), serviceWorker()],
  resolve: { alias: MODERN_DEXIE },
  build: {
    target: "es2022",
    sourcemap: true,
    // The content security policy of server/ allows no inline script, and every browser of es2022 preloads modules by itself.
    modulePreload: { polyfill: false },
    // A data: URL would need holes in the policy for workers and fonts; a file is cached once and for all.
    assetsInlineLimit: 0,
    rolldownOptions: { treeshake: { moduleSideEffects: [PURE_CBOR] }, output: { codeSplitting: { groups: CHUNKS } } },
  },
  worker: {
    format: "es",
    // A folder of its own, so that the size budget can tell the worker from what the page loads first.
    rolldownOptions: {
      output: {
        entryFileNames: "assets/worker/[name]-[hash].js",
        chunkFileNames: "assets/worker/[name]-[hash].js",
      },
    },
  },
  test: {
    maxWorkers: 2,
    projects: [
      {
        // Without Solid's plugin, which resolves every package as a browser does: `ws` has no server there.
        resolve: { alias: MODERN_DEXIE },
        test: {
          name: "core",
          testTimeout: TEST_TIMEOUT_MS,
          environment: "node",
          include: [
            "tests/unit/**/*.test.{ts,tsx}",
            "tests/contracts/**/*.test.ts",
            "tests/fuzz/**/*.test.ts",
            "tests/sim/**/*.test.ts",
          ],
          exclude: ["tests/unit/ui/**", COST_TESTS],
        },
      },
      {
        resolve: { alias: MODERN_DEXIE },
        // A young generation so large that nothing is collected while a parser's memory is measured.
        test: {
          name: "cost",
          testTimeout: TEST_TIMEOUT_MS,
          environment: "node",
          include: [COST_TESTS],
          pool: "forks",
          execArgv: ["--expose-gc", "--min-semi-space-size=128", "--max-semi-space-size=128"],
        },
      },
      {
        plugins: [solid()],
        resolve: { alias: MODERN_DEXIE },
        // A file that needs a DOM says so in its first line.
        test: {
          name: "ui",
          // Tests draw at once; the app loads a language first.
          setupFiles: ["tests/support/languages.ts"],
          testTimeout: TEST_TIMEOUT_MS,
          environment: "node",
          include: ["tests/unit/ui/**/*.test.{ts,tsx}"],
        },
      },
    ],
  },
});

/** The policy inside the page as well: a static host that sends no headers of ours is as strict. Not in `npm run dev`, which puts styles inline. */
function policyInPage(): Plugin {
  return {
    name: "shoal-policy-in-page",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: PAGE_POLICY },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** Compiled JSX gets its templates from src/ui/trusted-types.ts, in libraries too: the policy lets no other text become HTML. */
function trustedTemplates(): Plugin {
  const trusted = fileURLToPath(new URL("src/ui/trusted-types.ts", import.meta.url));
  return {
    name: "shoal-trusted-templates",
    apply: "build",
    enforce: "pre",
    resolveId: (source, importer) => (source === "solid-js/web" && importer !== trusted ? trusted : null),
  };
}

/** The sheet that loads first settles the order of the layers, and the bundler decides which that is: so each one says it. */
function layerOrderInEverySheet(): Plugin {
  const order = readFileSync(new URL("src/ui/styles/layers.css", import.meta.url), "utf8").trim();
  return {
    name: "shoal-layer-order",
    enforce: "pre",
    transform: (code, id) => (id.endsWith(".module.css") ? { code: `${order} ${code}`, map: null } : null),
  };
}
