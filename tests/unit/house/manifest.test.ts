import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { readPictureHead } from "../../../src/lib/picture-head.ts";
import { root } from "../../../scripts/root.mjs";

const Picture = z.object({ src: z.string(), sizes: z.string(), type: z.string() });
const Manifest = z.object({
  lang: z.string(),
  name: z.string(),
  description: z.string(),
  id: z.literal("shoal"),
  start_url: z.literal("./"),
  scope: z.literal("./"),
  display: z.literal("standalone"),
  icons: z.array(z.extend(Picture, { purpose: z.string() })),
  screenshots: z.array(z.extend(Picture, { form_factor: z.enum(["narrow", "wide"]), label: z.string() })),
  shortcuts: z.array(z.object({ name: z.string(), url: z.string(), icons: z.array(Picture) })),
  share_target: z.object({ action: z.literal("./share") }),
  file_handlers: z.array(z.object({ action: z.string() })),
});

const read = (lang: string) =>
  Manifest.parse(JSON.parse(readFileSync(join(root, `public/manifest.${lang}.webmanifest`), "utf8")));

describe.each(["en", "zh-CN"])("the manifest in %s", (lang) => {
  const manifest = read(lang);

  test("names pictures that are there, of the size that it says", () => {
    expect(manifest.lang).toBe(lang);
    const pictures = [manifest.icons, manifest.screenshots, manifest.shortcuts.flatMap(({ icons }) => icons)].flat();
    for (const { src, sizes, type } of pictures) {
      const bytes = readFileSync(join(root, "public", src));
      if (type === "image/png")
        expect([src, sizes]).toEqual([src, `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`]);
      if (type === "image/webp") {
        const head = readPictureHead(bytes);
        expect([src, sizes]).toEqual([src, `${head?.width}x${head?.height}`]);
        expect(bytes.length, src).toBeLessThan(100_000);
      }
    }
    expect(manifest.icons.map(({ purpose }) => purpose)).toEqual(
      expect.arrayContaining(["any", "maskable", "monochrome"]),
    );
  });

  test("shows three screens or more, with a label, for a phone and for a wide window", () => {
    for (const form of ["narrow", "wide"] as const) {
      const some = manifest.screenshots.filter(({ form_factor }) => form_factor === form);
      expect(some.length).toBeGreaterThanOrEqual(3);
      expect(new Set(some.map(({ label }) => label)).size).toBe(some.length);
    }
  });

  test("its addresses stay below wherever the app lies", () => {
    const urls = [...manifest.shortcuts.map(({ url }) => url), ...manifest.file_handlers.map(({ action }) => action)];
    for (const url of urls) expect(url).toMatch(/^\.\/#\//);
  });
});

test("both manifests are of one app: they differ in words alone", () => {
  const shape = (lang: string) =>
    JSON.stringify(
      JSON.parse(readFileSync(join(root, `public/manifest.${lang}.webmanifest`), "utf8")),
      (key, value: unknown) => (["name", "short_name", "description", "label", "lang"].includes(key) ? "" : value),
    ).replaceAll(`screenshots/${lang}/`, "screenshots/");
  expect(shape("zh-CN")).toBe(shape("en"));
});

test("the page names the manifest and the icon that Apple's devices look for", () => {
  const page = readFileSync(join(root, "index.html"), "utf8");
  for (const file of ["manifest.en.webmanifest", "icons/apple-touch.png", "icon.svg"]) {
    expect(page).toContain(`%BASE_URL%${file}`);
    expect(existsSync(join(root, "public", file))).toBe(true);
  }
});
