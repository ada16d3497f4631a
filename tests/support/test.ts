import { test as base } from "@playwright/test";

/** Playwright's own, that closes what a test has opened: pages that stay would go on meeting and looking for others while the next test is told. */
export const test = base.extend<{ readonly closing: void }>({
  closing: [
    async ({ browser }, use) => {
      await use();
      for (const context of browser.contexts()) await context.close();
    },
    { auto: true },
  ],
});
