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

/** Colours of the corners, from the upper left and round with the clock. */
export type Corners = readonly [string, string, string, string];

const FLAG: Corners = ["red", "lime", "blue", "yellow"];

/** A busy JPEG with a colour in each corner: red, lime, blue and yellow, from the upper left and round with the clock. */
export async function flag(page: Page, size: { readonly width: number; readonly height: number }): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ width, height, colours: [a, b, c, d] }) => {
      const canvas = new OffscreenCanvas(width, height);
      const brush = canvas.getContext("2d");
      if (brush === null) throw new Error("no canvas");
      for (let i = 0; i < 4000; i++) {
        brush.fillStyle = `hsl(${(i * 37) % 360} 80% ${30 + ((i * 17) % 50)}%)`;
        brush.fillRect(
          ((i * 7919) % 1000) * (width / 1000),
          ((i * 104_729) % 997) * (height / 997),
          width / 25,
          height / 25,
        );
      }
      const [w, h] = [width / 6, height / 6];
      for (const [colour, x, y] of [
        [a, 0, 0],
        [b, width - w, 0],
        [c, width - w, height - h],
        [d, 0, height - h],
      ] as const) {
        brush.fillStyle = colour;
        brush.fillRect(x, y, w, h);
      }
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      let binary = "";
      for (const byte of bytes) binary += String.fromCharCode(byte);
      return btoa(binary);
    },
    { ...size, colours: FLAG },
  );
  return Buffer.from(base64, "base64");
}

/** How a picture is shown, turned as its tags say; each corner as the flag's colour that is nearest. */
export function lookAt(
  page: Page,
  jpeg: Buffer,
): Promise<{ readonly width: number; readonly height: number; readonly corners: readonly string[] }> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
    const { width, height } = bitmap;
    const brush = new OffscreenCanvas(width, height).getContext("2d");
    if (brush === null) throw new Error("no canvas");
    brush.drawImage(bitmap, 0, 0);
    const [left, top, right, bottom] = [width * 0.05, height * 0.05, width * 0.95, height * 0.95];
    const corners = [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ].map(([x = 0, y = 0]) => {
      const [r = 0, g = 0, b = 0] = brush.getImageData(Math.floor(x), Math.floor(y), 1, 1).data;
      if (b > 128) return "blue";
      if (r > 128) return g > 128 ? "yellow" : "red";
      return g > 128 ? "lime" : "dark";
    });
    return { width, height, corners };
  }, jpeg.toString("base64"));
}

/** What a phone writes into its photos, and should stay with whoever took them. */
export const TRACES = ["Exif", "Shoalphone", "WGS-84"] as const;

/** The same JPEG with an APP1 segment: the maker, the way to turn it, and the place where it was taken. */
export function withExif(jpeg: Buffer, orientation: number): Buffer {
  const [BYTE, ASCII, SHORT, LONG, RATIONAL] = [1, 2, 3, 4, 5] as const;
  const degrees = (...parts: readonly number[]) => Buffer.concat(parts.flatMap((part) => [long(part), long(1)]));
  const place = (at: number) =>
    directory(at, [
      { tag: 0x00, type: BYTE, count: 4, value: Buffer.from([2, 3, 0, 0]) },
      { tag: 0x01, type: ASCII, count: 2, value: Buffer.from("N\0") },
      { tag: 0x02, type: RATIONAL, count: 3, value: degrees(39, 59, 30) },
      { tag: 0x03, type: ASCII, count: 2, value: Buffer.from("E\0") },
      { tag: 0x04, type: RATIONAL, count: 3, value: degrees(116, 18, 20) },
      { tag: 0x12, type: ASCII, count: 7, value: Buffer.from("WGS-84\0") },
    ]);
  const main = (placeAt: number) =>
    directory(8, [
      { tag: 0x010f, type: ASCII, count: 11, value: Buffer.from("Shoalphone\0") },
      { tag: 0x0112, type: SHORT, count: 1, value: Buffer.from([orientation, 0]) },
      { tag: 0x8825, type: LONG, count: 1, value: long(placeAt) },
    ]);
  const placeAt = 8 + main(0).length;
  const tiff = Buffer.concat([Buffer.from("II*\0"), long(8), main(placeAt), place(placeAt)]);
  const body = Buffer.concat([Buffer.from("Exif\0\0"), tiff]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, body, jpeg.subarray(2)]);
}

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: Buffer;
}

/** A TIFF directory that begins at `at`: its entries, then the values that are too long to lie in them. */
function directory(at: number, entries: readonly Entry[]): Buffer {
  let free = at + 2 + entries.length * 12 + 4;
  const rows: Buffer[] = [];
  const values: Buffer[] = [];
  for (const { tag, type, count, value } of entries) {
    const row = Buffer.alloc(12);
    row.writeUInt16LE(tag, 0);
    row.writeUInt16LE(type, 2);
    row.writeUInt32LE(count, 4);
    if (value.length <= 4) value.copy(row, 8);
    else {
      row.writeUInt32LE(free, 8);
      values.push(value);
      free += value.length;
    }
    rows.push(row);
  }
  return Buffer.concat([Buffer.from([entries.length, 0]), ...rows, long(0), ...values]);
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
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
