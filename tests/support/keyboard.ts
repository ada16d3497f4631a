import { expect, type Page } from "@playwright/test";

/** Stops of the Tab key until it is plain that what is looked for cannot be reached. */
const MOST_STOPS = 60;

/** Where the keyboard stands. */
interface Stop {
  readonly name: string;
  /** Its outline, or that of the label that is drawn for it, is to be seen. */
  readonly isMarked: boolean;
  /** In the window, and nothing lies over it. */
  readonly isInSight: boolean;
}

/**
 * Presses Tab (or Shift+Tab, with `back`) until the keyboard stands on what is called `name`, or begins so. At every stop on the way the mark of
 * the focus has to be visible, and nothing may lie over it.
 */
export async function tabTo(page: Page, name: string, way: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < MOST_STOPS; i++) {
    await page.keyboard.press(way);
    const stop = await page.evaluate(whereFocusIs);
    seen.push(stop.name);
    const where = `${stop.name} (${seen.length} stops from the start)`;
    if (stop.name !== "") {
      expect(stop.isMarked, `focus is visible on: ${where}`).toBe(true);
      expect(stop.isInSight, `nothing lies over: ${where}`).toBe(true);
    }
    if (stop.name.startsWith(name)) return;
  }
  throw new Error(`"${name}" cannot be reached by ${way}; stops: ${seen.join(" | ")}`);
}

/** Goes there and presses Enter, as on links, buttons and fields of a form. */
export async function enter(page: Page, name: string, way?: "Tab" | "Shift+Tab"): Promise<void> {
  await tabTo(page, name, way);
  await page.keyboard.press("Enter");
}

/** Goes to the field and writes. */
export async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, label);
  await page.keyboard.type(text);
}

/** Runs in the page. */
function whereFocusIs(): Stop {
  const at = document.activeElement;
  if (!(at instanceof HTMLElement) || at === document.body) return { name: "", isMarked: false, isInSight: false };
  const label = "labels" in at ? (at as HTMLInputElement).labels?.[0] : null; // fields have labels
  const name = at.getAttribute("aria-label") ?? label?.textContent ?? at.textContent ?? "";
  const drawn = [at, ...(label === undefined || label === null ? [] : [label])];
  const isMarked = drawn.some((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  });
  const isInSight = drawn.some((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const found = document.elementFromPoint((left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
    return found !== null && drawn.some((one) => one.contains(found) || (found.contains(one) && one !== at));
  });
  return { name: name.trim(), isMarked, isInSight };
}
