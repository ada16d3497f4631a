import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { MODERN_DEXIE } from "../../vite.config.ts";

/** An empty page of the app's origin, for code that is not the app. */
export async function blank(page: Page): Promise<Page> {
  await page.route("**/blank.html", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>blank</title>" }),
  );
  await page.goto("./blank.html");
  return page;
}

/** A measuring page of this folder as one script. */
export async function bundled(file: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    resolve: { alias: MODERN_DEXIE },
    build: {
      write: false,
      target: "es2022",
      lib: { entry: fileURLToPath(new URL(file, import.meta.url)), formats: ["iife"], name: "measured" },
    },
  });
  const outputs = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
  const code = outputs.find((one) => one.type === "chunk")?.code;
  if (code === undefined) throw new Error(`${file} was not built`);
  return code;
}
