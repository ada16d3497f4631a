import { expect, test } from "vitest";
import { closingLine, countE2e, countUnit } from "../../../scripts/results.mjs";

test("the closing line adds up both runners", () => {
  const unit = countUnit({
    numPassedTests: 30,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numFailedTestSuites: 0,
  });
  const e2e = countE2e({ stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] });
  expect(closingLine([unit, e2e])).toBe("tests: 35 passed, 0 failed");
});

test("what was skipped is said", () => {
  const unit = countUnit({
    numPassedTests: 1,
    numFailedTests: 0,
    numPendingTests: 2,
    numTodoTests: 1,
    numFailedTestSuites: 0,
  });
  expect(closingLine([unit])).toBe("tests: 1 passed, 0 failed, 3 skipped");
});

test("a runner that left no report, or half of one, has failed", () => {
  for (const report of [undefined, null, {}, { stats: {} }, "text"]) {
    expect(closingLine([countUnit(report)])).toBe("tests: 0 passed, 1 failed");
    expect(closingLine([countE2e(report)])).toBe("tests: 0 passed, 1 failed");
  }
});

test("a test file that cannot be loaded counts as a failure", () => {
  expect(countUnit({ numPassedTests: 3, numFailedTests: 0, numFailedTestSuites: 1 }).failed).toBe(1);
});

test("a browser test that passes at the second try counts as a failure, and so does a server that did not start", () => {
  expect(countE2e({ stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 }, errors: [] }).failed).toBe(1);
  expect(countE2e({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{}] }).failed).toBe(1);
});
