// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { I18nProvider } from "../../../../src/ui/i18n/i18n.tsx";
import { CodeScanner } from "../../../../src/ui/kit/code-scanner.tsx";

/** What jsdom has none of: workers, and a camera that sees nothing. */
class Reader extends EventTarget {
  postMessage = () => undefined;
  terminate = vi.fn<() => void>();
  constructor() {
    super();
    readers.push(this);
  }
}
let readers: Reader[] = [];
let stopped = 0;

beforeEach(() => {
  readers = [];
  stopped = 0;
  Element.prototype.scrollIntoView = () => undefined;
  HTMLMediaElement.prototype.play = async () => undefined;
  const stream = { getTracks: () => [{ stop: () => stopped++ }] };
  vi.stubGlobal("Worker", Reader);
  Object.defineProperty(navigator, "mediaDevices", {
    configurable: true,
    value: { getUserMedia: async () => stream },
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "mediaDevices");
});

test("a reader of codes that does not load, or breaks, is said with the other way; the camera goes dark, and may be tried again", async () => {
  render(() => (
    <I18nProvider language="en">
      <CodeScanner label="Point it at the code" onCode={() => undefined} onClose={() => undefined} />
    </I18nProvider>
  ));
  await expect.poll(() => document.querySelector("video")?.srcObject ?? null).not.toBeNull();
  expect(screen.queryByRole("alert")).toBeNull();
  readers[0]?.dispatchEvent(new Event("error"));
  expect(screen.getByRole("alert").textContent).toContain("use the words or the link");
  expect(stopped).toBe(1);

  fireEvent.click(screen.getByRole("button", { name: "Try the camera again" }));
  expect(screen.queryByRole("alert")).toBeNull();
  expect(readers).toHaveLength(2);
  expect(readers[0]?.terminate).toHaveBeenCalledTimes(1);
});
