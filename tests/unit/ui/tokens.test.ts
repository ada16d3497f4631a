import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../../../scripts/root.mjs";

type Rgb = readonly [number, number, number];
interface Colour {
  readonly rgb: Rgb;
  readonly alpha: number;
}
type Theme = "light" | "dark";
/** A theme of tokens.css as it is, or for who asks the device for more contrast. */
type Tokens = ReadonlyMap<string, Readonly<Record<Theme, Colour>>>;

/** WCAG 2.2: 1.4.3 for text; 1.4.11 for what tells parts and states apart. More contrast: 1.4.6, and as much as AA asks of text. */
const NEEDED = { text: { usual: 4.5, more: 7 }, edge: { usual: 3, more: 4.5 } } as const;

/** What stands on what, in the style sheets of kit and features. */
const PAIRS: readonly {
  readonly of: keyof typeof NEEDED;
  readonly front: string;
  readonly backs: readonly string[];
}[] = [
  { of: "text", front: "ink", backs: ["water", "water-deep", "surface", "surface-sunk"] },
  { of: "text", front: "ink-soft", backs: ["water", "water-deep", "surface", "surface-sunk", "veil"] },
  { of: "text", front: "accent", backs: ["water", "water-deep", "surface", "surface-sunk", "veil"] },
  { of: "text", front: "accent-ink", backs: ["accent"] },
  { of: "text", front: "accent-soft-ink", backs: ["accent-soft"] },
  { of: "text", front: "koi-ink", backs: ["koi"] },
  { of: "text", front: "koi-soft-ink", backs: ["koi-soft"] },
  { of: "text", front: "bad", backs: ["water", "surface"] },
  { of: "text", front: "water", backs: ["ink"] },
  { of: "edge", front: "edge", backs: ["water", "surface", "surface-sunk"] },
  { of: "edge", front: "koi", backs: ["water", "surface"] },
];

/** Depth and ornament: nothing has to be told from these alone. */
const ORNAMENT = new Set(["edge-soft", "ripple", "shade", "shade-soft"]);

const css = readFileSync(join(root, "src/ui/styles/tokens.css"), "utf8");
const [usualText = "", moreText = ""] = css.split("@media (prefers-contrast: more)");
const usual = tokensIn(usualText);
const more: Tokens = new Map([...usual, ...tokensIn(moreText)]);

describe.each(["light", "dark"] as const)("the colours of the %s theme", (theme) => {
  const rows = PAIRS.flatMap(({ of, front, backs }) => backs.map((back) => ({ of, front, back })));

  test.each(rows)("$front on $back can be told apart ($of)", ({ of, front, back }) => {
    expect(contrast(usual, theme, front, back)).toBeGreaterThanOrEqual(NEEDED[of].usual);
    expect(contrast(more, theme, front, back), "more contrast").toBeGreaterThanOrEqual(NEEDED[of].more);
  });
});

test("each colour is looked at, or is ornament", () => {
  const seen = new Set(PAIRS.flatMap(({ front, backs }) => [front, ...backs]));
  expect([...usual.keys()].filter((name) => !seen.has(name) && !ORNAMENT.has(name))).toEqual([]);
  expect(usual.size).toBeGreaterThan(15);
});

test("docs/design.md gives the contrast as it is", () => {
  const page = readFileSync(join(root, "docs/design.md"), "utf8");
  const rows = PAIRS.flatMap(({ of, front, backs }) =>
    backs.map((back) => {
      const figures = [usual, more].flatMap((tokens) => [
        contrast(tokens, "light", front, back),
        contrast(tokens, "dark", front, back),
      ]);
      return `| \`${front}\` on \`${back}\` | ${of} | ${figures.map((figure) => floor(figure)).join(" | ")} |`;
    }),
  );
  expect(page.split("\n").filter((line) => /^\| `[\w-]+` on `/.test(line))).toEqual(rows);
});

/** Rounded down: a ratio that is too small does not become enough in the table. */
function floor(ratio: number): string {
  return (Math.floor(ratio * 10) / 10).toFixed(1);
}

function tokensIn(text: string): Tokens {
  const found = [
    ...text.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}|rgb\([^)]*\)), (#[\da-f]{6}|rgb\([^)]*\))\);/g),
  ];
  return new Map(
    found.map(([, name = "", light = "", dark = ""]) => [name, { light: colour(light), dark: colour(dark) }]),
  );
}

function colour(text: string): Colour {
  if (text.startsWith("#")) {
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(text.slice(at, at + 2), 16));
    return { rgb: [r ?? NaN, g ?? NaN, b ?? NaN], alpha: 1 };
  }
  const [r, g, b, alpha] = [...text.matchAll(/[\d.]+/g)].map(([number]) => Number(number));
  return { rgb: [r ?? NaN, g ?? NaN, b ?? NaN], alpha: alpha ?? NaN };
}

/** What shines through a veil is the worst that it can be: black below a light one, white below a dark one. */
function contrast(tokens: Tokens, theme: Theme, front: string, back: string): number {
  const [above, below] = [tokens.get(front)?.[theme], tokens.get(back)?.[theme]];
  if (above === undefined || below === undefined || above.alpha !== 1) throw new Error(`no colour: ${front}, ${back}`);
  const through = theme === "light" ? 0 : 255;
  const [r, g, b] = below.rgb.map((part) => part * below.alpha + through * (1 - below.alpha));
  const [a, z] = [luminance(above.rgb), luminance([r ?? NaN, g ?? NaN, b ?? NaN])];
  return (Math.max(a, z) + 0.05) / (Math.min(a, z) + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(rgb: Rgb): number {
  const [r = NaN, g = NaN, b = NaN] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
