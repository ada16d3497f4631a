/** What the sample's pictures are drawn with: few words for a canvas of 1000 × 750. */

export const WIDTH = 1000;
export const HEIGHT = 750;

type Paint = string | CanvasGradient;

export interface Pen {
  /** A shape by its SVG path. */
  fill(path: string, paint: Paint): void;
  line(path: string, paint: Paint, width: number): void;
  disc(x: number, y: number, rx: number, ry: number, paint: Paint): void;
  ring(x: number, y: number, r: number, paint: Paint, width: number): void;
  box(x: number, y: number, width: number, height: number, paint: Paint, round?: number): void;
  text(words: string, x: number, y: number, size: number, paint: string): void;
  /** Light that changes along a line. */
  along(x0: number, y0: number, x1: number, y1: number, ...colours: readonly string[]): CanvasGradient;
  /** Light that falls on something round. */
  round(x: number, y: number, r: number, ...colours: readonly string[]): CanvasGradient;
  /** What is drawn inside throws a soft shadow. */
  shaded(depth: number, draw: () => void): void;
  /** Between 0 and 1; the same each time. */
  chance(): number;
}

export function createPen(context: OffscreenCanvasRenderingContext2D, seed: number): Pen {
  let state = seed;
  const spread = (gradient: CanvasGradient, colours: readonly string[]) => {
    colours.forEach((colour, i) => gradient.addColorStop(i / Math.max(1, colours.length - 1), colour));
    return gradient;
  };
  const filled = (path: Path2D, paint: Paint) => {
    context.fillStyle = paint;
    context.fill(path);
  };
  const stroked = (path: Path2D, paint: Paint, width: number) => {
    context.strokeStyle = paint;
    context.lineWidth = width;
    context.lineCap = "round";
    context.lineJoin = "round";
    context.stroke(path);
  };
  return {
    fill: (path, paint) => filled(new Path2D(path), paint),
    line: (path, paint, width) => stroked(new Path2D(path), paint, width),
    disc: (x, y, rx, ry, paint) => {
      const path = new Path2D();
      path.ellipse(x, y, rx, ry, 0, 0, Math.PI * 2);
      filled(path, paint);
    },
    ring: (x, y, r, paint, width) => {
      const path = new Path2D();
      path.arc(x, y, r, 0, Math.PI * 2);
      stroked(path, paint, width);
    },
    box: (x, y, width, height, paint, round = 0) => {
      const [right, bottom] = [x + width, y + height];
      const corner = (toX: number, toY: number) => `A${round} ${round} 0 0 1 ${toX} ${toY}`;
      const edges = [
        `M${x + round} ${y}H${right - round}${corner(right, y + round)}V${bottom - round}${corner(right - round, bottom)}`,
        `H${x + round}${corner(x, bottom - round)}V${y + round}${corner(x + round, y)}Z`,
      ];
      filled(new Path2D(edges.join("")), paint);
    },
    text: (words, x, y, size, paint) => {
      context.font = `600 ${size}px Georgia, "Noto Serif SC", "Songti SC", serif`;
      context.fillStyle = paint;
      context.fillText(words, x, y);
    },
    along: (x0, y0, x1, y1, ...colours) => spread(context.createLinearGradient(x0, y0, x1, y1), colours),
    round: (x, y, r, ...colours) =>
      spread(context.createRadialGradient(x - r / 3, y - r / 3, r / 10, x, y, r), colours),
    shaded: (depth, draw) => {
      context.save();
      context.shadowColor = "rgb(20 15 10 / 45%)";
      context.shadowBlur = depth * 2;
      context.shadowOffsetX = depth / 3;
      context.shadowOffsetY = depth / 2;
      draw();
      context.restore();
    },
    chance: () => {
      // A linear congruential generator (Numerical Recipes): enough for grain.
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 0x1_0000_0000;
    },
  };
}
