import { createServer } from "node:net";
import { defineConfig } from "@playwright/test";
import { BROWSER_ARGS, findBrowser } from "./scripts/find-browser.mjs";

// Playwright reads this file again in every worker: what the first reading found goes on in the environment.
const port = (process.env["SHOAL_E2E_PORT"] ??= String(await freePort()));
const chromium = (process.env["CHROMIUM"] ??= findBrowser() ?? "chromium");

// `localhost` and not an address: browsers give it a secure context, and WebCrypto with it.
const baseURL = `http://localhost:${port}/`;

export default defineConfig({
  outputDir: "test-results",
  // Two cores are enough for two: most of a story is waiting for what the other one does.
  workers: 2,
  forbidOnly: process.env["CI"] !== undefined,
  // A test that passes at the second try is a finding, not a pass.
  retries: 0,
  // Of slow machines: what is waited for has limits of its own.
  timeout: 360_000,
  expect: { timeout: 60_000 },
  reporter: [["list"], ["json", { outputFile: ".cache/e2e-results.json" }]],
  use: {
    baseURL,
    launchOptions: { executablePath: chromium, args: BROWSER_ARGS },
    // What a service worker fetches is not seen by page.route(); tests/e2e/installed.spec.ts, which is about it, allows it.
    serviceWorkers: "block",
    actionTimeout: 40_000,
    // What leads up to a failure, step by step: SHOAL_TRACE=1. Recording it slows down whatever passes.
    trace: process.env["SHOAL_TRACE"] === undefined ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "e2e", testDir: "tests/e2e" },
    { name: "kills", testDir: "tests/kills", testMatch: /\.run\.ts$/, timeout: 1_800_000, use: { trace: "off" } },
    // For eyes, beside what e2e looks at: npm run gallery.
    { name: "gallery", testDir: "tests/gallery", testMatch: /\.gallery\.ts$/ },
    // The pictures in the browser's install sheet, made anew by hand: npm run shots.
    { name: "shots", testDir: "tests/shots", testMatch: /\.shots\.ts$/ },
    // A bench run measures: no trace, which would cost what is measured.
    { name: "bench", testDir: "tests/bench", testMatch: /\.bench\.ts$/, timeout: 600_000, use: { trace: "off" } },
  ],
  webServer: {
    // Builds where the sources have changed, then serves dist/ with its relay, as people run it.
    command: "node scripts/start.mjs",
    env: { PORT: port },
    url: baseURL,
    timeout: 300_000,
    reuseExistingServer: false,
    stdout: "ignore",
    stderr: "pipe",
  },
});

/** A port that nobody listens on at the moment. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
