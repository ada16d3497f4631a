import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { PHONE } from "./screens.ts";

/** A photograph as a camera would hand it over: large, JPEG. Drawn in the page: an object on a coloured cloth. */
export async function picture(
  page: Page,
  sign: string,
  hue: number,
): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate(
    async ([drawn, colour]) => {
      const canvas = new OffscreenCanvas(1600, 1200);
      const brush = canvas.getContext("2d");
      if (brush === null) throw new Error("no canvas");
      const light = brush.createRadialGradient(600, 400, 100, 800, 600, 1100);
      light.addColorStop(0, `hsl(${colour} 45% 86%)`);
      light.addColorStop(1, `hsl(${colour} 35% 58%)`);
      brush.fillStyle = light;
      brush.fillRect(0, 0, 1600, 1200);
      brush.fillStyle = "rgb(0 0 0 / 12%)";
      brush.beginPath();
      brush.ellipse(800, 960, 420, 60, 0, 0, Math.PI * 2);
      brush.fill();
      brush.fillStyle = "black";
      brush.font = "720px 'Noto Color Emoji'";
      brush.textAlign = "center";
      brush.textBaseline = "middle";
      brush.fillText(drawn, 800, 600);
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.95 });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let binary = "";
      for (const byte of bytes) binary += String.fromCharCode(byte);
      return btoa(binary);
    },
    [sign, hue] as const,
  );
  return { name: "photo.jpg", mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}

/** Phones beside each other in one picture, as the README shows them. */
export async function writeWall(browser: Browser, screens: readonly Buffer[], path: string): Promise<void> {
  const gap = 30;
  const size = { width: screens.length * (PHONE.width + gap) + gap, height: PHONE.height + 2 * gap };
  const wall = await browser.newPage({ viewport: size });
  const images = screens.map((screen) => `<img alt="" src="data:image/png;base64,${screen.toString("base64")}">`);
  await wall.setContent(
    `<style>
      body { margin: 0; padding: ${gap}px; display: flex; gap: ${gap}px; background: #cfe3df }
      img { border-radius: 36px; box-shadow: 0 10px 30px #0003 }
    </style>${images.join("")}`,
  );
  mkdirSync(dirname(path), { recursive: true });
  await wall.screenshot({ path });
  await wall.close();
}
