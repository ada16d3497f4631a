import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { type Browser, type ElementHandle, launch, type Page } from "puppeteer-core";
import { PHONE } from "./screens.ts";

/** ms until what should be seen or pressed is there; the same patience as with Chromium. */
const PATIENCE_MS = 60_000;

/**
 * A person with a Firefox of his own. Playwright drives none that a system has installed, so this one is driven over
 * WebDriver BiDi. What is named is found as those find it who listen: by the names of fields and buttons, and by visible text.
 */
export interface FirefoxPerson {
  open(url: string): Promise<void>;
  /** Writes into the field with this label, or one that begins so. */
  write(label: string, text: string): Promise<void>;
  /** What stands in the field with this label. */
  read(label: string): Promise<string>;
  /** Presses the button, link or choice that is called this. */
  press(name: string, role: "button" | "link" | "radio" | "checkbox"): Promise<void>;
  /** Presses whatever visible thing has this text: links are called by more than their title. */
  pressText(text: string): Promise<void>;
  /** Gives the first field for files a picture of the page's own canvas. */
  givePicture(folder: string): Promise<void>;
  /** Waits until the screen with this heading is there. */
  arrives(heading: string): Promise<void>;
  /** Waits until this stands on the screen. */
  sees(text: string): Promise<void>;
  /** Text of what is called this by its `aria-label`. */
  textOf(label: string): Promise<string>;
  /** From now on the host gives this in the place of its file of that name. */
  answerInstead(file: string, json: unknown): Promise<void>;
  /** Whatever else there is to ask of the page. */
  readonly page: Page;
}

/** Firefox without a window, as it comes: nothing of privacy, storage or WebRTC is turned off for the test. */
export function launchFirefox(path: string): Promise<Browser> {
  return launch({
    browser: "firefox",
    executablePath: path,
    headless: true,
    defaultViewport: { ...PHONE },
    extraPrefsFirefox: { "intl.accept_languages": "en", "app.update.disabledForTesting": true },
  });
}

/** Own storage, own worker, own connections. What goes wrong in it is told in the test's output. */
export async function firefoxPerson(browser: Browser): Promise<FirefoxPerson> {
  const page = await (await browser.createBrowserContext()).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => console.log("firefox, page error:", error));
  page.on("console", (message) => {
    if (message.type() === "error") console.log("firefox, console:", message.text());
  });
  const shown = (selector: string) => page.locator(selector).setVisibility("visible");
  const field = (label: string) => {
    const labelled = `//label[starts-with(normalize-space(.), ${quoted(label)})]`;
    return `::-p-xpath(//*[@id = ${labelled}/@for])`;
  };
  return {
    page,
    open: async (url) => void (await page.goto(url)),
    write: (label, text) => shown(field(label)).fill(text),
    read: async (label) => {
      const handle = await shown(field(label)).waitHandle();
      return handle.evaluate((element) => (element as unknown as HTMLInputElement).value); // a label's field has one
    },
    press: async (name, role) => {
      const found = shown(`::-p-aria([name=${quoted(name)}][role="${role}"])`);
      // As a thumb would: away from the edges, where a line that is told may lie over it for some seconds.
      const handle = await found.waitHandle();
      await handle.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
      await found.click();
    },
    pressText: (text) => shown(`::-p-text(${text})`).click(),
    givePicture: async (folder) => {
      const path = join(folder, "photo.jpg");
      mkdirSync(folder, { recursive: true });
      writeFileSync(path, await photograph(page));
      const input = await page.waitForSelector("input[type=file]");
      await (input as ElementHandle<HTMLInputElement>).uploadFile(path); // the selector says so
    },
    arrives: async (heading) => void (await shown(`::-p-aria([name=${quoted(heading)}][role="heading"])`).wait()),
    sees: async (text) => void (await shown(`::-p-text(${text})`).wait()),
    answerInstead: async (file, json) => {
      await page.setRequestInterception(true);
      page.on("request", (request) => {
        const isIt = request.url().endsWith(`/${file}`);
        const answer = { status: 200, contentType: "application/json", body: JSON.stringify(json) };
        void (isIt ? request.respond(answer) : request.continue());
      });
    },
    textOf: async (label) => {
      const handle = await shown(`[aria-label=${quoted(label)}]`).waitHandle();
      return handle.evaluate((element) => element.textContent ?? "");
    },
  };
}

/** What a person sees at this moment, for eyes: `.cache/gallery/`. */
export async function firefoxGallery({ page }: FirefoxPerson, name: string): Promise<void> {
  mkdirSync(".cache/gallery", { recursive: true });
  await page.screenshot({ path: `.cache/gallery/${name}.png` });
}

function quoted(text: string): string {
  expect(text).not.toContain('"');
  return `"${text}"`;
}

async function photograph(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1200, 900);
    const brush = canvas.getContext("2d");
    if (brush === null) throw new Error("no canvas");
    brush.fillStyle = "hsl(20 45% 80%)";
    brush.fillRect(0, 0, 1200, 900);
    brush.fillStyle = "hsl(20 40% 40%)";
    brush.beginPath();
    brush.ellipse(600, 480, 300, 220, 0, 0, Math.PI * 2);
    brush.fill();
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
    let binary = "";
    for (const byte of new Uint8Array(await blob.arrayBuffer())) binary += String.fromCharCode(byte);
    return btoa(binary);
  });
  return Buffer.from(base64, "base64");
}
