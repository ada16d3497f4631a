import { type Browser, expect, test } from "@playwright/test";
import { person } from "../support/people.ts";
import { blank, bundled } from "./bare-page.ts";
import type { CarrierSize } from "./carrier.page.ts";

const SIZE: CarrierSize = { feeds: 400, recordsAFeed: 250, tail: 1000, recordBytes: 400 };
const MB = 1024 * 1024;
/** Bytes that the carrier of a pond of 100,000 records may take. */
const MOST_BYTES = 20 * MB;

test("[W4a] the carrier of a pond of 100,000 records takes less than 20 MB", async ({ browser }) => {
  const code = await bundled("carrier.page.ts");
  const carrier = await heldBy(browser, code, "holdCarrier");
  const plain = await heldBy(browser, code, "holdPlain");
  const mb = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`.padStart(9);
  console.log(`
${SIZE.feeds * SIZE.recordsAFeed} records of ${SIZE.recordBytes} bytes, and ${SIZE.tail} more since the pond was opened
  carrier                ${mb(carrier)}
  a plain map of Yjs     ${mb(plain)}   ${(plain / carrier).toFixed(0)} × the carrier
`);
  expect(carrier).toBeLessThan(MOST_BYTES);
  expect(plain).toBeGreaterThan(MOST_BYTES);
});

/** Bytes of the heap, buffers included, by which it grows where a page holds this and nothing else is alive. */
async function heldBy(browser: Browser, code: string, name: "holdCarrier" | "holdPlain"): Promise<number> {
  const page = await blank(await person(browser));
  await page.addScriptTag({ content: code });
  const devtools = await page.context().newCDPSession(page);
  const used = async () => {
    await devtools.send("HeapProfiler.collectGarbage");
    // `backingStorageSize` is newer than Playwright's types: bytes of array buffers, which `usedSize` leaves out.
    const { usedSize, backingStorageSize } = (await devtools.send("Runtime.getHeapUsage")) as Readonly<
      Record<string, number>
    >;
    return (usedSize ?? NaN) + (backingStorageSize ?? 0);
  };
  const before = await used();
  await page.evaluate(
    ([hold, size]) => {
      const { [hold]: make } = globalThis as unknown as Record<string, (size: CarrierSize) => unknown>; // the script above
      Object.assign(globalThis, { held: make?.(size) });
    },
    [name, SIZE] as const,
  );
  const grown = (await used()) - before;
  await page.context().close();
  return grown;
}
