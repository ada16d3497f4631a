import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Relative, so that dist/ works under any path of any static host.
  base: "./",
  plugins: [solid()],
  build: {
    target: "es2022",
    sourcemap: true,
    // The content security policy of server/ allows no inline script, and every browser of es2022 preloads modules by itself.
    modulePreload: { polyfill: false },
    // A data: URL would need holes in the policy for workers and fonts; a file is cached once and for all.
    assetsInlineLimit: 0,
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
    // A file that needs a DOM says so in its first line.
    environment: "node",
    include: ["tests/unit/**/*.test.{ts,tsx}", "tests/contracts/**/*.test.{ts,tsx}"],
    // Two cores are shared with the e2e browsers; a property test may need its time there.
    testTimeout: 30_000,
    maxWorkers: 2,
  },
});
