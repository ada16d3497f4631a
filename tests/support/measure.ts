import type { Page } from "@playwright/test";

/**
 * What a pair of eyes would find wrong with how a screen is laid out, in words, for a test's output. The functions below run in the page,
 * where `armMeasuring` has put them all: they may call each other and nothing else.
 */
export interface Measured {
  /** The page, or a box in it, is wider than its window. */
  readonly sideways: readonly string[];
  /** Words that are cut off, or stand out of the button that they belong to. */
  readonly cut: readonly string[];
  /** Things to press that lie over each other, and words that do. */
  readonly overlaps: readonly string[];
  /** Things to press that are smaller than a thumb. */
  readonly small: readonly string[];
}

/** WCAG 2.5.5, CSS pixels. */
const LEAST_TARGET = 44;

/** For every page that is opened from now on. */
export async function armMeasuring(page: Page): Promise<void> {
  await page.addInitScript({
    content: HELPERS.map((helper) => `globalThis.${helper.name} = ${helper.toString()};`).join("\n"),
  });
}

export function measure(page: Page): Promise<Measured> {
  return page.evaluate(measureHere, LEAST_TARGET);
}

/** Things whose edges only a ground or a shadow shows, once forced colours have taken both away. Called before and after. */
export function boxesOnGround(page: Page): Promise<readonly string[]> {
  return page.evaluate(markGrounds);
}

export function edgeless(page: Page): Promise<readonly string[]> {
  return page.evaluate(findEdgeless);
}

/** What can have the focus and, having it, lies below something that is fixed, or out of the window. */
export async function hiddenFocus(page: Page): Promise<readonly string[]> {
  // From here on the browser shows where the focus is: somebody uses the keyboard.
  await page.keyboard.press("Tab");
  return page.evaluate(findHiddenFocus);
}

const HELPERS = [
  nameOf,
  isSeen,
  isFixed,
  isWithinText,
  targetOf,
  textsSeen,
  ancestors,
  clipOf,
  pressable,
  areNested,
  lap,
  isRinged,
];

function measureHere(least: number): Measured {
  const slack = 1.5;
  const root = document.documentElement;
  const sideways: string[] = [];
  if (root.scrollWidth > root.clientWidth) {
    const outside = [...document.body.querySelectorAll("*")].filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return isSeen(element) && (right > root.clientWidth + 1 || left < -1);
    });
    const inner = outside.filter((element) => !outside.some((other) => other !== element && element.contains(other)));
    sideways.push(`${root.scrollWidth} wide in ${root.clientWidth}: ${inner.slice(0, 4).map(nameOf).join(" | ")}`);
  }

  const cut: string[] = [];
  const texts = textsSeen();
  for (const { node, rects } of texts) {
    const parent = node.parentElement;
    if (parent === null) continue;
    const clip = clipOf(parent);
    const holder = parent.closest("a, button, label, summary, [role=option]");
    const isInline = holder !== null && getComputedStyle(holder).display === "inline";
    for (const rect of rects) {
      if (clip !== null) {
        const { left, right, top, bottom } = clip.getBoundingClientRect();
        const style = getComputedStyle(clip);
        const isOut =
          (style.overflowX !== "visible" && (rect.left < left - slack || rect.right > right + slack)) ||
          (style.overflowY !== "visible" && (rect.top < top - 5 || rect.bottom > bottom + 5));
        if (isOut) cut.push(`"${node.data.trim()}" by ${nameOf(clip)}`);
      }
      if (holder !== null && !isInline) {
        const { left, right, top, bottom } = holder.getBoundingClientRect();
        const isOut =
          rect.left < left - slack || rect.right > right + slack || rect.top < top - 4 || rect.bottom > bottom + 4;
        if (isOut) cut.push(`"${node.data.trim()}" out of ${nameOf(holder)}`);
      }
    }
  }
  // A field that shows less of its value, or of its hint, than is in it can be scrolled by whoever reads it; a choice cannot.
  for (const choice of document.querySelectorAll("select")) {
    const style = getComputedStyle(choice);
    if (!isSeen(choice) || style.overflowX === "visible") continue;
    if (choice.scrollWidth > choice.clientWidth + slack) cut.push(`the choice of ${nameOf(choice)}`);
  }

  const overlaps: string[] = [];
  const small: string[] = [];
  const targets = pressable().map((element) => ({ element, box: targetOf(element), isFixed: isFixed(element) }));
  for (const [i, a] of targets.entries()) {
    if (!isWithinText(a.element) && (a.box.width < least - 0.5 || a.box.height < least - 0.5))
      small.push(`${nameOf(a.element)} ${Math.round(a.box.width)}×${Math.round(a.box.height)}`);
    for (const b of targets.slice(i + 1)) {
      if (a.isFixed !== b.isFixed || lap(a.box, b.box) <= 2 || areNested(a.element, b.element)) continue;
      overlaps.push(`${nameOf(a.element)} and ${nameOf(b.element)}`);
    }
  }
  const words = texts.map(({ node, rects }) => ({ node, rects, isFixed: isFixed(node.parentElement) }));
  for (const [i, a] of words.entries()) {
    for (const b of words.slice(i + 1)) {
      if (a.isFixed !== b.isFixed || a.node.parentElement === b.node.parentElement) continue;
      const isOver = a.rects.some((one) => b.rects.some((other) => lap(one, other) > 5));
      if (isOver) overlaps.push(`"${a.node.data.trim()}" and "${b.node.data.trim()}"`);
    }
  }
  return { sideways, cut: [...new Set(cut)], overlaps, small };
}

/** In our own colours: marks what is told from its surroundings by ground or shadow alone. */
function markGrounds(): readonly string[] {
  const marked: string[] = [];
  const seenThrough = new Set(["rgba(0, 0, 0, 0)", "transparent"]);
  for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
    const style = getComputedStyle(element);
    const around = element.parentElement === null ? "" : getComputedStyle(element.parentElement).backgroundColor;
    const isOwn = !seenThrough.has(style.backgroundColor) && style.backgroundColor !== around;
    const isMarked = isSeen(element) && (isOwn || style.boxShadow !== "none");
    element.toggleAttribute("data-on-ground", isMarked);
    if (isMarked) marked.push(nameOf(element));
  }
  return marked;
}

/** In forced colours: those that have neither border nor outline nor a colour of the system's left. */
function findEdgeless(): readonly string[] {
  const without: string[] = [];
  const ground = getComputedStyle(document.body).backgroundColor;
  const isEdge = (width: string, colour: string) => Number.parseFloat(width) >= 1 && colour !== "rgba(0, 0, 0, 0)";
  for (const element of document.querySelectorAll<HTMLElement>("[data-on-ground]")) {
    const style = getComputedStyle(element);
    const hasBorder =
      isEdge(style.borderTopWidth, style.borderTopColor) || isEdge(style.borderBottomWidth, style.borderBottomColor);
    const hasOutline = style.outlineStyle !== "none" && isEdge(style.outlineWidth, style.outlineColor);
    const hasGround = style.backgroundColor !== ground && style.backgroundColor !== "rgba(0, 0, 0, 0)";
    // Photos are seen as they are, and the system draws its own sliders, boxes and lists.
    const isPicture = element.textContent === "" && element.querySelector("img, video, svg") !== null;
    if (isPicture || style.forcedColorAdjust === "none" || element.matches("input, select, progress")) continue;
    if (!hasBorder && !hasOutline && !hasGround) without.push(nameOf(element));
  }
  return [...new Set(without)];
}

function findHiddenFocus(): readonly string[] {
  const hidden: string[] = [];
  for (const element of pressable()) {
    if (!(element instanceof HTMLElement) || element.matches(":disabled")) continue;
    element.focus();
    if (document.activeElement !== element) continue;
    const { left, right, top, bottom } = targetOf(element);
    const [x, upper, lower] = [(left + right) / 2, Math.max(top, 0) + 2, Math.min(bottom, innerHeight) - 2];
    const points = [upper, (upper + lower) / 2, lower].map((y) => document.elementFromPoint(x, y));
    const shown = points.filter((found) => found !== null && (areNested(found, element) || found.contains(element)));
    const isWithin = upper < lower;
    if (!isRinged(element)) hidden.push(`${nameOf(element)} has no ring`);
    if (!isWithin || shown.length < 2) hidden.push(`${nameOf(element)} at ${Math.round(top)}…${Math.round(bottom)}`);
  }
  return hidden;
}

function nameOf(element: Element): string {
  const own = element.getAttribute("aria-label") ?? element.getAttribute("id") ?? (element.textContent ?? "").trim();
  const style = element.getAttribute("class")?.replace(/^_|_[\w-]{5,6}(_\d+)?$/g, "") ?? "";
  return `<${element.localName}${style === "" ? "" : `.${style}`}> ${own.replaceAll(/\s+/g, " ").slice(0, 40)}`;
}

/** Neither hidden from eyes nor shrunk to a point for those who listen. */
function isSeen(element: Element): boolean {
  const seen = element.checkVisibility({
    contentVisibilityAuto: true,
    opacityProperty: false,
    visibilityProperty: true,
  });
  if (!seen) return false;
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    if (getComputedStyle(at).clipPath.startsWith("inset(50%")) return false;
  }
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
}

function isFixed(element: Element | null): boolean {
  for (let at = element; at !== null; at = at.parentElement) {
    if (["fixed", "sticky"].includes(getComputedStyle(at).position)) return true;
  }
  return false;
}

/** A link among words: as high as its line, and excepted from the size of targets (WCAG 2.5.5). */
function isWithinText(element: Element): boolean {
  if (!element.matches("a, button") || getComputedStyle(element).display !== "inline") return false;
  let block: Element | null = element.parentElement;
  while (block !== null && getComputedStyle(block).display === "inline") block = block.parentElement;
  return (block?.textContent ?? "").trim().length > (element.textContent ?? "").trim().length;
}

/** The mark of the focus is to be seen, on the thing itself or on the label that is drawn for it. */
function isRinged(element: Element): boolean {
  return [element, element.closest("label")].some((drawn) => {
    if (drawn === null) return false;
    const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
}

/** Where a finger hits it: a field inside its label is as large as the label. */
function targetOf(element: Element): DOMRect {
  return (element.closest("label") ?? element).getBoundingClientRect();
}

function pressable(): readonly Element[] {
  const wanted = "a[href], button, input, select, textarea, summary, [role=option], [role=button]";
  // A dialog makes everything else unreachable.
  const within = document.querySelector("dialog[open]") ?? document.body;
  return [...within.querySelectorAll(wanted)].filter(isSeen);
}

function textsSeen(): readonly { readonly node: Text; readonly rects: readonly DOMRect[] }[] {
  const found: { readonly node: Text; readonly rects: readonly DOMRect[] }[] = [];
  const within = document.querySelector("dialog[open]") ?? document.body;
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.data.trim() === "" || node.parentElement === null) continue;
    if (!isSeen(node.parentElement) || node.parentElement.closest("option, svg, textarea, title") !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    // What is shortened to some lines ends in dots, and lies in a link to the whole of it.
    const shortened = ancestors(node).find((at) => getComputedStyle(at).webkitLineClamp !== "none");
    const isLed = shortened !== undefined && shortened.closest("a") !== null;
    const end = isLed ? shortened.getBoundingClientRect().bottom + 2 : Infinity;
    found.push({ node, rects: [...range.getClientRects()].filter(({ width, bottom }) => width > 1 && bottom < end) });
  }
  return found;
}

function ancestors(node: Node): readonly Element[] {
  const found: Element[] = [];
  for (let at = node.parentElement; at !== null; at = at.parentElement) found.push(at);
  return found;
}

/** The nearest box that would cut something off, unless it can be scrolled, or cuts with dots and leads to the whole. */
function clipOf(element: Element): Element | null {
  for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(at);
    if (/auto|scroll/.test(overflowX + overflowY)) return null;
    if (/hidden|clip/.test(overflowX + overflowY)) return at;
  }
  return null;
}

function areNested(a: Element, b: Element): boolean {
  return a.contains(b) || b.contains(a) || (a.closest("label") !== null && a.closest("label") === b.closest("label"));
}

/** By how many pixels two boxes lie over each other, in the direction in which they do so less. */
function lap(a: DOMRect, b: DOMRect): number {
  return Math.min(
    Math.min(a.right, b.right) - Math.max(a.left, b.left),
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
  );
}
