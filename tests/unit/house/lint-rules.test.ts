import { beforeAll, expect, test } from "vitest";
import { type Complaint, lint } from "./lint-box.ts";

let count = 0;

const RULES: Readonly<Record<string, readonly [file: string, text: string]>> = {
  "shoal(no-barrels)": ["src/ui/kit/all.ts", 'export { thing } from "./button.tsx";'],
  "import(no-default-export)": ["src/domain/a.ts", "export default 1;"],
  "typescript(no-explicit-any)": ["src/domain/b.ts", "export const probe = (value: any): number => value;"],
  "typescript(no-non-null-assertion)": [
    "src/domain/c.ts",
    "export const probe = (list: string[]): string => list[0]!;",
  ],
  "eslint(no-empty)": [
    "src/domain/d.ts",
    "export function probe(act: () => void) {\n  try {\n    act();\n  } catch {}\n}",
  ],
  "eslint(max-lines)": [
    "src/domain/e.ts",
    "export const probe = 1;\n".repeat(401).replace(/probe/g, () => `probe${(count += 1)}`),
  ],
  "solid(no-destructure)": [
    "src/ui/a.tsx",
    "export function Probe({ name }: { name: string }) {\n  return <p>{name}</p>;\n}",
  ],
  "jsx-a11y(alt-text)": ["src/ui/b.tsx", 'export function Probe() {\n  return <img src="x.png" />;\n}'],
  "solid(no-innerhtml)": [
    "src/ui/c.tsx",
    "export function Probe(props: { text: string }) {\n  return <p innerHTML={props.text} />;\n}",
  ],
};

const LAWFUL: Readonly<Record<string, string>> = {
  "src/ui/kit/button.tsx": "export const thing = 1;",
  "src/app/api.ts": 'export { thing } from "../domain/thing.ts";',
  "src/domain/thing.ts": "export const thing = 1;",
  "src/ui/d.tsx": 'export function Probe(props: { name: string }) {\n  return <img src="x.png" alt={props.name} />;\n}',
};

let complaints: readonly Complaint[];

beforeAll(() => {
  complaints = lint({ ...LAWFUL, ...Object.fromEntries(Object.values(RULES)) });
});

test.each(Object.entries(RULES))("the lint refuses what breaks %s", (rule, [file]) => {
  expect(complaints.filter((complaint) => complaint.file === file).map((complaint) => complaint.rule)).toContain(rule);
});

test.each(Object.keys(LAWFUL))("the lint lets %s pass", (file) => {
  expect(complaints.filter((complaint) => complaint.file === file)).toEqual([]);
});
