// @vitest-environment jsdom
import { cleanup } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { drawApp, WITHIN } from "../../support/draw-app.tsx";
import { cooker, createStreet, meet, meiAndLi, type Street, value } from "../../support/nodes.ts";

let street: Street;
let shown: { readonly title: string; readonly body: string }[] = [];
let asked = 0;
let badge = 0;

beforeEach(() => {
  street = createStreet();
  shown = [];
  asked = 0;
  class FakeNotification extends EventTarget {
    static permission = "granted";
    static requestPermission = async () => {
      asked++;
      return "granted";
    };
    constructor(title: string, { body }: { readonly body: string }) {
      super();
      shown.push({ title, body });
    }
  }
  vi.stubGlobal("Notification", FakeNotification);
  Object.assign(navigator, {
    locks: {
      request: (_name: string, hold: unknown) => (typeof hold === "function" ? hold() : undefined),
      query: async () => ({ held: [] }),
    },
    setAppBadge: async (count: number) => void (badge = count),
    clearAppBadge: async () => void (badge = 0),
  });
});
afterEach(() => {
  cleanup();
  street.closeAll();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Mei has switched it on, and looks for a lamp; Li lists one. */
async function lampComesIn(visibility: DocumentVisibilityState, notify: boolean) {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(visibility);
  const { mei, li, pond } = await meiAndLi(street);
  await value(mei.node.lookAtNews(pond, (await mei.node.news(pond, null)).upTo));
  await value(mei.node.saveSettings({ language: "en", theme: "system", keepsAll: false, notify }));
  await value(mei.node.saveSearch(pond, { words: "lamp", kind: "any", returns: "any", onlyTrusted: false }));
  drawApp(mei, "/");
  await vi.waitFor(() => expect(document.body.textContent).toContain("North Campus"), WITHIN);
  street.clock.turn(1000);
  await value(li.node.postListing(pond, { ...cooker, wants: "", title: "<b>Lamp</b>" }));
  await meet(mei, li, pond);
  await vi.waitFor(() => expect(badge).toBe(1), WITHIN);
  return { mei, pond };
}

test("what one looks for is told once, as plain text, while nobody looks; and nobody is asked at the start", async () => {
  const { mei, pond } = await lampComesIn("hidden", true);
  await vi.waitFor(() => expect(shown).toHaveLength(1), WITHIN);
  expect(shown[0]).toEqual({ title: "North Campus", body: "Li lists what you look for: lamp – <b>Lamp</b>" });
  expect(asked).toBe(0);
  expect(await value(mei.node.takeUntold(pond))).toEqual([]);
});

for (const [why, visibility, notify] of [
  ["it is seen on the screen", "visible", true],
  ["it was not switched on", "hidden", false],
] as const) {
  test(`nothing is told outside of the app where ${why}, and it is not told later either`, async () => {
    const { mei, pond } = await lampComesIn(visibility, notify);
    // The teller has taken it, and kept it to itself.
    await vi.waitFor(async () => {
      const { told = 0, upTo = 0 } = (await mei.db.looked.get(pond)) ?? {};
      expect(told).toBeGreaterThan(upTo);
    }, WITHIN);
    expect(shown).toEqual([]);
  });
}
