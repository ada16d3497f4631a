import { photoOf } from "../shrink-photo.ts";
import type { DrawPicture } from "../use-cases/sample.ts";
import { createPen, HEIGHT, type Pen, WIDTH } from "./pen.ts";
import { isScene, type Place, SCENES } from "./scenes.ts";

/** How far a grain of film is off, of 255. */
const GRAIN = 9;
/** Radians that a hand holds its phone askew at most. */
const ASKEW = 0.035;

/**
 * A picture as somebody would take it with a phone: a thing on a table, light from one side, grain. Drawn on this device, so that
 * nothing is fetched and nobody's photo is used.
 */
export const drawScene: DrawPicture = async (name) => {
  if (!isScene(name) || !("OffscreenCanvas" in globalThis)) return null;
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const context = canvas.getContext("2d");
  if (context === null) return null;
  const pen = createPen(context, seedOf(name));
  const { place, draw } = SCENES[name];
  context.save();
  context.translate(WIDTH / 2, HEIGHT / 2);
  context.rotate((pen.chance() - 0.5) * ASKEW);
  context.scale(1.06, 1.06);
  context.translate(-WIDTH / 2, -HEIGHT / 2);
  drawPlace(pen, place);
  draw(pen);
  context.restore();
  drawLight(pen);
  drawGrain(context, pen);
  return photoOf(canvas);
};

function seedOf(name: string): number {
  return [...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 7);
}

/** A wall, and what the thing stands on. */
function drawPlace(pen: Pen, { wall, table, edge, isWood }: Place): void {
  pen.box(-80, -80, WIDTH + 160, HEIGHT + 160, pen.along(0, 0, WIDTH, edge, wall[0], wall[1]));
  // Light of a window, out of focus.
  for (const x of [120, 250]) {
    pen.fill(`M${x} -80L${x + 90} -80L${x + 190} ${edge}L${x + 70} ${edge}Z`, "rgb(255 250 235 / 10%)");
  }
  pen.box(-80, edge, WIDTH + 160, HEIGHT, pen.along(0, edge, 0, HEIGHT, table[0], table[1]));
  pen.box(-80, edge, WIDTH + 160, 5, "rgb(255 255 255 / 16%)");
  if (!isWood) return;
  for (let i = 0; i < 26; i++) {
    const y = edge + 12 + i * i * 0.55 + pen.chance() * 8;
    const sway = (pen.chance() - 0.5) * 22;
    pen.line(
      `M-80 ${y}C250 ${y + sway} 700 ${y - sway} 1080 ${y + sway / 2}`,
      "rgb(60 30 10 / 9%)",
      1 + pen.chance() * 4,
    );
  }
}

/** Warm from the left, darker towards the corners. */
function drawLight(pen: Pen): void {
  const whole = [-80, -80, WIDTH + 160, HEIGHT + 160] as const;
  pen.box(
    ...whole,
    pen.along(0, 0, WIDTH, HEIGHT, "rgb(255 236 200 / 20%)", "rgb(255 255 255 / 0%)", "rgb(10 15 40 / 24%)"),
  );
  pen.box(...whole, pen.round(WIDTH / 2, HEIGHT / 2, 720, "rgb(0 0 0 / 0%)", "rgb(0 0 0 / 0%)", "rgb(0 0 0 / 34%)"));
}

function drawGrain(context: OffscreenCanvasRenderingContext2D, pen: Pen): void {
  const image = context.getImageData(0, 0, WIDTH, HEIGHT);
  const { data } = image;
  for (let i = 0; i < data.length; i += 4) {
    const off = (pen.chance() - 0.5) * GRAIN;
    for (let channel = i; channel < i + 3; channel++) data[channel] = (data[channel] ?? 0) + off;
  }
  context.putImageData(image, 0, 0);
}
