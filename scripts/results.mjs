import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

/** Where the runners write what they counted, from the checkout's root. */
export const UNIT_REPORT = ".cache/unit-results.json";
export const E2E_REPORT = ".cache/e2e-results.json";

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** Takes the reports of earlier runs away: a runner that did not start must not be counted by what an earlier one wrote. */
export function forgetResults() {
  for (const path of [UNIT_REPORT, E2E_REPORT]) rmSync(join(root, path), { force: true });
}

/** @param {string} path @returns {unknown} undefined where there is no readable report */
export function readReport(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch {
    // Not there or cut short: the runner did not come to its end, which counts as a failure.
    return undefined;
  }
}

/**
 * A runner that did not report has failed, once: whatever it may have tested before.
 * @param {unknown} report vitest's, in Jest's shape
 * @returns {Count}
 */
export function countUnit(report) {
  const passed = numberAt(report, "numPassedTests");
  const failed = numberAt(report, "numFailedTests");
  if (passed === null || failed === null) return { passed: 0, failed: 1, skipped: 0 };
  const skipped = (numberAt(report, "numPendingTests") ?? 0) + (numberAt(report, "numTodoTests") ?? 0);
  // A file that cannot be loaded has no tests that could fail: the suite does.
  const brokenSuites = failed === 0 ? (numberAt(report, "numFailedTestSuites") ?? 0) : 0;
  return { passed, failed: failed + brokenSuites, skipped };
}

/**
 * @param {unknown} report Playwright's
 * @returns {Count}
 */
export function countE2e(report) {
  const stats = fieldOf(report, "stats");
  const passed = numberAt(stats, "expected");
  const failed = numberAt(stats, "unexpected");
  if (passed === null || failed === null) return { passed: 0, failed: 1, skipped: 0 };
  const errors = fieldOf(report, "errors");
  // A flaky test failed once: that is a finding. Errors outside of tests (the server did not start) count too.
  const outside = Array.isArray(errors) && failed === 0 ? errors.length : 0;
  return {
    passed,
    failed: failed + (numberAt(stats, "flaky") ?? 0) + outside,
    skipped: numberAt(stats, "skipped") ?? 0,
  };
}

/**
 * The closing line of `npm test`.
 * @param {readonly Count[]} counts
 */
export function closingLine(counts) {
  /** @param {keyof Count} key */
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  const skipped = sum("skipped");
  return `tests: ${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** @param {unknown} value @param {string} key @returns {unknown} */
function fieldOf(value, key) {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/** @param {unknown} value @param {string} key */
function numberAt(value, key) {
  const found = fieldOf(value, key);
  return typeof found === "number" ? found : null;
}
