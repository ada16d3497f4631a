// All that needs no browser. Every step runs, whatever the ones before it said: one run shows all there is to mend.
import { ensureInstalled } from "./install.mjs";

ensureInstalled();
const { build } = await import("./build.mjs");
const { run } = await import("./run.mjs");
const { UNIT_REPORT } = await import("./results.mjs");

/** @type {readonly (readonly [name: string, step: () => Promise<boolean>])[]} */
const STEPS = [
  ["format", () => run("oxfmt", ["--check"])],
  ["lint", () => run("oxlint", ["--type-aware", "--deny-warnings"])],
  ["types without DOM", () => run("tsc", ["-p", "tsconfig.core.json"])],
  ["types", () => run("tsc", ["-p", "tsconfig.json"])],
  ["unused", () => run("knip", [])],
  ["rules", () => run("node", ["scripts/rules.mjs"])],
  [
    "unit tests",
    () => run("vitest", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${UNIT_REPORT}`]),
  ],
  ["build", () => build()],
  ["size", () => run("size-limit", [])],
];

/** @type {string[]} */
const failed = [];
for (const [name, step] of STEPS) {
  const started = performance.now();
  console.log(`\n── ${name}`);
  const ended = await step();
  console.log(`${ended ? "ok" : "FAILED"}: ${name}, ${((performance.now() - started) / 1000).toFixed(1)} s`);
  if (!ended) failed.push(name);
}
console.log(failed.length === 0 ? `\ncheck: all ${STEPS.length} steps ok` : `\ncheck: failed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);
