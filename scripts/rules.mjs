// Rules have ids in the SPEC.md files; tests quote them in their titles. This holds one against the other, both ways.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./root.mjs";

const SPECS = ["src/domain/SPEC.md", "src/sync/SPEC.md", "src/storage/SPEC.md"];
const TESTS = "tests";

/** A rule's line: - **L5** Two valid records … */
const RULE = /^- \*\*([A-Z]+\d+[a-z]?)\*\*/;

/** Excused until that issue is done: (from issue 4) */
const LATER = /\(from issue (\d+)\)/;

/** Ids in front of a title: "[L5] …" or "[L5] [P4] …" or "[L5, P4] …", whatever function names the test. */
const TITLE = /["'`]((?:\[[A-Z]+\d+[a-z]?(?:,\s*[A-Z]+\d+[a-z]?)*\]\s*)+)/g;

/**
 * @typedef {{ id: string, file: string, later: string | null }} Rule
 * @typedef {{ id: string, file: string }} Quote
 */

/**
 * @param {string} folder the checkout
 * @returns {{ rules: readonly Rule[], quotes: readonly Quote[] }}
 */
export function readRules(folder) {
  const specs = SPECS.filter((path) => existsSync(join(folder, path)));
  const rules = specs.flatMap((file) => rulesIn(readFileSync(join(folder, file), "utf8"), file));
  const quotes = filesUnder(join(folder, TESTS))
    // The test of this very script quotes rules of its own making.
    .filter((path) => !path.endsWith("house/rules.test.ts"))
    .filter((path) => /\.(test|spec)\.tsx?$|[.-]contract\.ts$|\/contracts\//.test(path))
    .flatMap((path) => quotesIn(readFileSync(path, "utf8"), relative(folder, path)));
  return { rules, quotes };
}

/**
 * @param {{ rules: readonly Rule[], quotes: readonly Quote[] }} found
 * @returns {{ findings: readonly string[], later: readonly string[] }} sentences, ready to be printed
 */
export function compareRules({ rules, quotes }) {
  const known = new Set(rules.map((rule) => rule.id));
  const quoted = new Set(quotes.map((quote) => quote.id));
  const untested = rules.filter((rule) => !quoted.has(rule.id));
  const strange = quotes.filter((quote) => !known.has(quote.id));
  const twice = rules.filter((rule, n) => rules.findIndex((other) => other.id === rule.id) !== n);
  return {
    findings: [
      ...untested.filter((rule) => rule.later === null).map((rule) => `${rule.id} (${rule.file}) has no test.`),
      ...unique(strange.map((quote) => `[${quote.id}] in ${quote.file} is no rule of any SPEC.md.`)),
      ...twice.map((rule) => `${rule.id} is a rule twice (${rule.file}).`),
    ],
    later: untested
      .filter((rule) => rule.later !== null)
      .map((rule) => `${rule.id} (${rule.file}), issue ${rule.later}`),
  };
}

/** @param {string} text @param {string} file @returns {Rule[]} */
function rulesIn(text, file) {
  // A rule may go on over several lines, up to the next one or a blank line: its excuse may stand on any of them.
  const lines = text.split("\n");
  return lines.flatMap((line, n) => {
    const id = RULE.exec(line)?.[1];
    if (id === undefined) return [];
    const rest = lines.slice(n + 1);
    const end = rest.findIndex((next) => RULE.test(next) || next.trim() === "" || next.startsWith("#"));
    const whole = [line, ...rest.slice(0, end === -1 ? undefined : end)].join(" ");
    return [{ id, file, later: LATER.exec(whole)?.[1] ?? null }];
  });
}

/** @param {string} text @param {string} file @returns {Quote[]} */
function quotesIn(text, file) {
  return [...text.matchAll(TITLE)].flatMap(([, ids = ""]) =>
    (ids.match(/[A-Z]+\d+[a-z]?/g) ?? []).map((id) => ({ id, file })),
  );
}

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** @param {readonly string[]} list */
function unique(list) {
  return [...new Set(list)];
}

function main() {
  const found = readRules(root);
  const { findings, later } = compareRules(found);
  for (const line of later) console.log(`later: ${line}`);
  for (const line of findings) console.error(line);
  console.log(`rules: ${found.rules.length}, without a test: ${findings.length} findings, ${later.length} later`);
  if (findings.length > 0) process.exit(1);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) main();
