import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compareRules, readRules } from "../../../scripts/rules.mjs";

let box: string;

beforeEach(() => {
  box = mkdtempSync(join(tmpdir(), "shoal-rules-"));
  mkdirSync(join(box, "tests"));
});
afterEach(() => rmSync(box, { recursive: true }));

function write(path: string, text: string) {
  mkdirSync(dirname(join(box, path)), { recursive: true });
  writeFileSync(join(box, path), text);
}

const findings = () => compareRules(readRules(box));

/** A test's title, put together here so that this file quotes no rule of its own. */
const titled = (ids: string, call = "test") => `${call}("${ids} alice does", () => {});\n`;

test("a rule with a test and a test with a rule are no findings", () => {
  write("src/domain/SPEC.md", "# Ledger\n- **Q1** A record is a record.\n- **Q2a** Two are two.\n");
  write("tests/unit/a.test.ts", titled("[Q1]") + titled("[Q2a]", "test.each([1])"));
  expect(findings()).toEqual({ findings: [], later: [] });
});

test("a rule without a test is a finding", () => {
  write("src/sync/SPEC.md", "- **Q1** One.\n- **Q2** Two.\n");
  write("tests/unit/a.test.tsx", titled("[Q1]"));
  expect(findings().findings).toEqual(["Q2 (src/sync/SPEC.md) has no test."]);
});

test("a test that quotes an unknown rule is a finding, told once a file", () => {
  write("src/storage/SPEC.md", "- **Q1** One.\n");
  write("tests/unit/a.test.ts", titled("[Q1]") + titled("[Q9]") + titled("[Q9]"));
  expect(findings().findings).toEqual(["[Q9] in tests/unit/a.test.ts is no rule of any SPEC.md."]);
});

test("several rules in one title count each, in both spellings, and contracts count", () => {
  write("src/domain/SPEC.md", "- **Q1** One.\n- **Q2** Two.\n- **Q3** Three.\n");
  write("tests/contracts/store-contract.ts", titled("[Q1, Q2]") + titled("[Q1] [Q3]", "it"));
  expect(findings().findings).toEqual([]);
});

test("a rule that says from which issue it is due is printed as later, and needs no excuse once it is tested", () => {
  write(
    "src/domain/SPEC.md",
    "- **Q1** One,\n  told at length (from issue 4).\n- **Q2** Two (from issue 4).\n- **Q3** Three.\n",
  );
  write("tests/unit/a.test.ts", titled("[Q2]"));
  expect(findings()).toEqual({
    findings: ["Q3 (src/domain/SPEC.md) has no test."],
    later: ["Q1 (src/domain/SPEC.md), issue 4"],
  });
});

test("one id for two rules is a finding", () => {
  write("src/domain/SPEC.md", "- **Q1** One.\n");
  write("src/sync/SPEC.md", "- **Q1** Another.\n");
  write("tests/unit/a.test.ts", titled("[Q1]"));
  expect(findings().findings).toEqual(["Q1 is a rule twice (src/sync/SPEC.md)."]);
});

test("what only looks like a rule or a quote is none", () => {
  write("src/domain/SPEC.md", "Text about **Q1**.\n  - **Q2** Indented: a part of something.\n");
  write("tests/unit/a.test.ts", 'const place = "see [Q1]";\n// test [Q2]\n');
  write("tests/support/b.ts", titled("[Q3]"));
  expect(findings()).toEqual({ findings: [], later: [] });
});
