import { join as pathOf } from "node:path";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { root } from "../../scripts/root.mjs";
import type { SceneName } from "../../src/app/sample/scenes.ts";

let code: Promise<string> | null = null;

/** A photo as the sample pond draws them: a thing on a table, light from one side. For pictures that people look at. */
export async function scenePicture(
  page: Page,
  name: SceneName,
): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate<string | null>(
    `(async () => {
      ${await (code ??= bundled())}
      const photo = await scene.drawScene(${JSON.stringify(name)});
      if (photo === null) return null;
      let binary = "";
      for (const byte of photo.bytes) binary += String.fromCharCode(byte);
      return btoa(binary);
    })()`,
  );
  if (base64 === null) throw new Error(`${name} was not drawn`);
  return { name: `${name}.jpg`, mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}

/** The app's own drawing, as one script. */
async function bundled(): Promise<string> {
  const built = await build({
    root,
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      lib: { entry: pathOf(root, "src/app/sample/draw-scene.ts"), formats: ["iife"], name: "scene", fileName: "scene" },
    },
  });
  const [chunk] = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
  if (chunk?.type !== "chunk") throw new Error("no script was built");
  return chunk.code;
}
