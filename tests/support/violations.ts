import type { Page } from "@playwright/test";

/** What the browser says of what the policy stopped, in the page and in its workers. Collected from now on; nothing is what one hopes for. */
export function violationsOf(page: Page): readonly string[] {
  const found: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted ?(Type|HTML|Script)/i.test(message.text())) found.push(message.text());
  });
  return found;
}

/** What Eve's code would leave behind. */
export function harmOf(page: Page): Promise<unknown> {
  return page.evaluate(() => (globalThis as { readonly harm?: unknown }).harm);
}
