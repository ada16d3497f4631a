// Draws the app's icons from one drawing, into public/: `npm run icons` after a change of the drawing below.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { BROWSER_ARGS, findBrowser } from "./find-browser.mjs";
import { root } from "./root.mjs";

/** Three fish that turn together: the mark of src/ui/kit/mark.tsx, on a sheet of 64 by 64. */
const FISH = [
  "M14 31c4.6-6.8 12.4-8.4 20-3.800l5.6-4.200c.7 3.4.7 6.2-.2 9.600l-5.8-2.600C27.4 36 19.2 36.2 14 31Z",
  "M33.5 17.200c3.400-4.800 9-5.900 14.400-2.600l4.100-3c.5 2.400.5 4.400-.2 6.900l-4.100-1.900c-4.500 4.200-10.400 4.300-14.200.6Z",
];
const KOI =
  "M36.5 38.500c3.400-4.800 9-5.900 14.400-2.600l4.100-3c.5 2.400.5 4.400-.2 6.900l-4.100-1.900c-4.500 4.200-10.400 4.300-14.200.6Z";

/** Deep water, lit from above. */
const WATER = `<radialGradient id="w" cx="34%" cy="18%" r="95%">
    <stop offset="0" stop-color="#1f9a92" /><stop offset=".55" stop-color="#0a6667" /><stop offset="1" stop-color="#053a42" />
  </radialGradient>`;

/**
 * @typedef {"tile" | "full" | "mono"} Kind `tile`: with round corners; `full`: to its edges, for masks; `mono`: shapes alone
 * @param {Kind} kind
 */
function drawing(kind) {
  // A mask may cut all that is outside a circle of four fifths of the width.
  const size = kind === "full" ? 0.86 : kind === "tile" ? 0.98 : 1;
  const [fish, koi, ripple] = kind === "mono" ? ["#fff", "#fff", "#fff"] : ["#eefaf7", "#ff9466", "#bdf0e9"];
  const ground =
    kind === "mono" ? "" : `<rect width="64" height="64" rx="${kind === "tile" ? 15 : 0}" fill="url(#w)" />`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
  <defs>${kind === "mono" ? "" : WATER}<clipPath id="t"><rect width="64" height="64" rx="${kind === "tile" ? 15 : 0}" /></clipPath></defs>
  ${ground}
  <g clip-path="url(#t)"><g transform="translate(32 32) scale(${size}) translate(-33 -31)">
    <g fill="none" stroke="${ripple}" stroke-width="1.6">
      <ellipse cx="33" cy="46.500" rx="12" ry="4" opacity=".8" />
      <ellipse cx="33" cy="46.500" rx="20" ry="7.300" opacity=".5" />
      <ellipse cx="33" cy="46.500" rx="28" ry="10.600" opacity=".28" />
    </g>
    <path fill="${fish}" d="${FISH.join("")}" />
    <path fill="${koi}" d="${KOI}" />
  </g></g>
</svg>
`;
}

/** @type {readonly { readonly name: string, readonly kind: Kind, readonly pixels: number }[]} */
const PICTURES = [
  { name: "any-192.png", kind: "tile", pixels: 192 },
  { name: "any-512.png", kind: "tile", pixels: 512 },
  { name: "maskable-192.png", kind: "full", pixels: 192 },
  { name: "maskable-512.png", kind: "full", pixels: 512 },
  { name: "mono-512.png", kind: "mono", pixels: 512 },
  { name: "apple-touch.png", kind: "full", pixels: 180 },
  { name: "shortcut-96.png", kind: "tile", pixels: 96 },
];

const folder = join(root, "public", "icons");
mkdirSync(folder, { recursive: true });
writeFileSync(join(root, "public", "icon.svg"), drawing("tile"));
const executablePath = findBrowser();
if (executablePath === null) throw new Error("No Chromium to draw with.");
const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS });
for (const { name, kind, pixels } of PICTURES) {
  const page = await browser.newPage({ viewport: { width: pixels, height: pixels } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${drawing(kind)}`);
  await page.screenshot({ path: join(folder, name), omitBackground: true });
  await page.close();
}
await browser.close();
