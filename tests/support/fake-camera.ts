import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Browser, chromium, type Locator } from "@playwright/test";
import { BROWSER_ARGS } from "../../scripts/find-browser.mjs";

/** What the camera sees, in pixels, and how often. */
const WIDTH = 1280;
const HEIGHT = 960;
const FRAMES_PER_SECOND = 5;

/** A browser whose only camera looks where the test points it. */
export interface CameraBrowser {
  readonly browser: Browser;
  /** Also while the camera is open: it sees the new picture from its next frame on. */
  pointAt(shown: Locator): Promise<void>;
  pointAway(): Promise<void>;
}

/** The person lets the app use the camera when the browser asks; `unasked`, it is denied until the context grants it. */
export async function launchWithCamera(film: string, answer: "allow" | "unasked" = "allow"): Promise<CameraBrowser> {
  await mkdir(dirname(film), { recursive: true });
  const table = Buffer.alloc(WIDTH * HEIGHT, 120);
  await writeFile(film, filmOf(table));
  const browser = await chromium.launch({
    args: [
      ...BROWSER_ARGS,
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${film}`,
      ...(answer === "allow" ? ["--use-fake-ui-for-media-stream"] : []),
    ],
  });
  // Over what was there and not anew: Chromium reads the open file frame by frame, and must never find it shorter.
  const show = (gray: Buffer) => writeFile(film, filmOf(gray), { flag: "r+" });
  return {
    browser,
    pointAt: async (shown) => show(await photograph(shown)),
    pointAway: () => show(table),
  };
}

/** One frame of YUV4MPEG2; Chromium plays it again and again. */
function filmOf(gray: Buffer): Buffer {
  const noColour = Buffer.alloc(gray.length / 2, 128);
  const header = `YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\nFRAME\n`;
  return Buffer.concat([Buffer.from(header), gray, noColour]);
}

/** The brightness of what a hand-held camera sees of a screen: on a table, a little askew, some distance away. */
async function photograph(shown: Locator): Promise<Buffer> {
  await shown.scrollIntoViewIfNeeded();
  const screenshot = await shown.screenshot();
  const studio = await shown.page().context().newPage();
  const base64 = await studio.evaluate(
    async ({ png, width, height }) => {
      const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const brush = new OffscreenCanvas(width, height).getContext("2d");
      if (brush === null) throw new Error("no canvas");
      brush.fillStyle = "rgb(120 120 120)";
      brush.fillRect(0, 0, width, height);
      const scale = (height * 0.68) / Math.max(bitmap.width, bitmap.height);
      brush.translate(width / 2 + 30, height / 2 - 20);
      brush.rotate(0.12);
      brush.scale(scale, scale);
      brush.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
      const { data } = brush.getImageData(0, 0, width, height);
      let gray = "";
      for (let i = 1; i < data.length; i += 4) gray += String.fromCharCode(data[i] ?? 0);
      return btoa(gray);
    },
    { png: screenshot.toString("base64"), width: WIDTH, height: HEIGHT },
  );
  await studio.close();
  return Buffer.from(base64, "base64");
}
