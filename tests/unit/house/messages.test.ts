import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../../scripts/root.mjs";
import type { AppError } from "../../../src/app/api.ts";
import { messageOfError, toAppError } from "../../../src/ui/i18n/app-error.ts";
import { en } from "../../../src/ui/i18n/en.ts";
import { fill, piecesOf } from "../../../src/ui/i18n/messages.ts";
import { zhCn } from "../../../src/ui/i18n/zh-cn.ts";
import { readSource } from "./source-texts.ts";

const languages = { en, "zh-CN": zhCn } as const;
const keys = Object.keys(en);

const ui = join(root, "src/ui");
const sources = readdirSync(ui, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !/(en|zh-cn)\.ts$/.test(path))
  .map((path) => ({ path, source: readSource(path, readFileSync(join(ui, path), "utf8")) }));

const slotsOf = (template: string) =>
  piecesOf(template)
    .flatMap((piece) => ("slot" in piece ? [piece.slot] : []))
    .sort();

describe("messages", () => {
  test("both languages have the same ones, with the same places in them, and none is empty", () => {
    expect(Object.keys(zhCn).sort()).toEqual([...keys].sort());
    for (const [key, text] of Object.entries(en)) {
      const other = Object.entries(zhCn).find(([name]) => name === key)?.[1] ?? "";
      expect([key, slotsOf(other)]).toEqual([key, slotsOf(text)]);
      expect([key, text.trim() === "", other.trim() === ""]).toEqual([key, false, false]);
    }
  });

  test("no brace stands for itself: a place is spelled whole", () => {
    for (const texts of Object.values(languages)) {
      const broken = Object.entries(texts).filter(([, text]) =>
        piecesOf(text).some((piece) => "text" in piece && /[{}]/.test(piece.text)),
      );
      expect(broken).toEqual([]);
    }
  });

  test("what is counted has a form for one and a form for several", () => {
    const forms = (end: string) => keys.filter((key) => key.endsWith(end)).map((key) => key.slice(0, -end.length));
    expect(forms(".one").sort()).toEqual(forms(".other").sort());
    expect(forms(".one").length).toBeGreaterThan(5);
  });

  test("each is used somewhere", () => {
    const literals = new Set(sources.flatMap(({ source }) => source.literals));
    const patterns = sources.flatMap(({ source }) => source.patterns);
    const isUsed = (key: string) =>
      literals.has(key) || literals.has(key.replace(/\.(one|other)$/, "")) || patterns.some((one) => one.test(key));
    expect(keys.filter((key) => !isUsed(key))).toEqual([]);
  });

  test("values go where they belong, and what runs the other way is fenced in", () => {
    expect(fill("{name} is here, {name}", { name: "Mei" })).toBe("Mei is here, Mei");
    expect(fill("{name} is here", { name: "{name}" })).toBe("{name} is here");
    expect(fill("{name} is here", { name: "שלום" })).toBe("\u2068שלום\u2069 is here");
  });
});

test("no screen says anything that is not in the message files", () => {
  const said = sources.flatMap(({ path, source }) =>
    source.visible.filter((text) => /\p{L}/u.test(text) && !keys.includes(text)).map((text) => `${path}: ${text}`),
  );
  expect(said).toEqual([]);
});

test("the reader of sources finds what can be seen, and only that", () => {
  const { visible, literals, patterns } = readSource(
    "a.tsx",
    `const a = <p title="Hint" class="soft">Hello {ok ? "yes" : \`no \${n}\`} {t("nav.me")} {t(\`kind.\${k}\`)}</p>;`,
  );
  expect(visible).toEqual(["Hello", "yes", "no", "Hint"]);
  expect(literals).toContain("nav.me");
  expect(patterns.some((one) => one.test("kind.gift"))).toBe(true);
  expect(patterns.some((one) => one.test("condition.good"))).toBe(false);
});

/** One of each kind: a kind that is missing here does not compile. */
const errors: Readonly<Record<AppError["kind"], AppError>> = {
  "invite-unreadable": { kind: "invite-unreadable" },
  "invite-expired": { kind: "invite-expired" },
  "clock-behind": { kind: "clock-behind" },
  // Any text stands for a pond here.
  "already-member": { kind: "already-member", pond: "pond" as never },
  "not-a-member": { kind: "not-a-member" },
  "not-found": { kind: "not-found" },
  "not-your-turn": { kind: "not-your-turn" },
  "not-as-listed": { kind: "not-as-listed" },
  "invalid-input": { kind: "invalid-input", field: "title" },
  "code-unreadable": { kind: "code-unreadable" },
  "code-of-another-deal": { kind: "code-of-another-deal" },
  "code-of-another-pond": { kind: "code-of-another-pond" },
  "words-wrong": { kind: "words-wrong" },
  "not-at-market": { kind: "not-at-market" },
  "code-too-old": { kind: "code-too-old" },
  "against-the-rules": { kind: "against-the-rules" },
  "only-a-sample": { kind: "only-a-sample" },
  "bundle-unreadable": { kind: "bundle-unreadable" },
  "bundle-of-another-pond": { kind: "bundle-of-another-pond" },
  "bundle-too-large": { kind: "bundle-too-large" },
  "too-much-for-codes": { kind: "too-much-for-codes" },
  "too-much-today": { kind: "too-much-today" },
  "not-loaded": { kind: "not-loaded" },
  "backup-unreadable": { kind: "backup-unreadable" },
  "backup-damaged": { kind: "backup-damaged" },
  "backup-newer": { kind: "backup-newer" },
  "backup-too-big": { kind: "backup-too-big" },
  "passphrase-wrong": { kind: "passphrase-wrong" },
  "phrase-length": { kind: "phrase-length", words: 2 },
  "phrase-unknown": { kind: "phrase-unknown", places: [3] },
  "phrase-wrong": { kind: "phrase-wrong" },
  "another-identity": { kind: "another-identity" },
  "link-unreadable": { kind: "link-unreadable" },
  "device-closed": { kind: "device-closed" },
  quota: { kind: "quota" },
  unexpected: { kind: "unexpected" },
  "storage-unavailable": { kind: "storage-unavailable", why: "other" },
};

describe("errors", () => {
  const all: readonly AppError[] = [
    ...Object.values(errors),
    { kind: "invalid-input", field: "photo" },
    { kind: "invalid-input", field: "passphrase" },
    { kind: "storage-unavailable", why: "blocked" },
    { kind: "storage-unavailable", why: "gone" },
    { kind: "storage-unavailable", why: "newer-version" },
  ];

  test("each has a text of its own in each language", () => {
    for (const texts of Object.values(languages)) {
      const said = all.map((error) => texts[messageOfError(error)]);
      expect(new Set(said).size).toBe(all.length);
    }
  });

  test("the app's own errors pass as they are; whatever else is thrown is said as something unexpected", () => {
    for (const error of all) expect(toAppError(error)).toBe(error);
    const unexpected = { kind: "unexpected" };
    const strange = [new Error("x"), null, "quota", { kind: "toString" }, { kind: "storage-unavailable", why: "?" }];
    for (const thrown of strange) expect(toAppError(thrown)).toEqual(unexpected);
  });
});
