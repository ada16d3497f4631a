import { type BrowserContext, expect, type Page } from "@playwright/test";
import { BARE_PAGE, openPage } from "./people.ts";

/** Rows by table, as IndexedDB itself counts them. */
export type Rows = Readonly<Record<string, number>>;

/** A page of the person's browser that shares the app's storage, without the app. */
export async function barePage(context: BrowserContext): Promise<Page> {
  const page = await openPage(context);
  await page.goto(BARE_PAGE);
  return page;
}

/** Looks past the app. Opens the database at the version that it has, and closes it again. */
export function rowsOnDisk(page: Page): Promise<Rows> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, failed) => {
        request.addEventListener("success", () => done(request.result));
        request.addEventListener("error", () => failed(new Error(request.error?.message)));
      });
    const db = await settled(indexedDB.open("shoal"));
    const counted: Record<string, number> = {};
    for (const table of db.objectStoreNames) {
      counted[table] = await settled(db.transaction(table).objectStore(table).count());
    }
    db.close();
    return counted;
  });
}

/** Does what a newer version of the app would do: raises the version, adds a table of its own, and writes into it. */
export function raiseVersion(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((done, failed) => {
        const request = indexedDB.open("shoal", 1000);
        request.addEventListener("upgradeneeded", () => {
          request.result.createObjectStore("ofTheFuture").put("something newer", 1);
        });
        request.addEventListener("success", () => {
          request.result.close();
          done();
        });
        request.addEventListener("error", () => failed(new Error(request.error?.message)));
      }),
  );
}

/** A full disk, for this origin only. Null takes the limit away. Returns once the browser goes by it. */
export async function limitStorage(page: Page, bytes: number | null): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await browser.send("Storage.overrideQuotaForOrigin", bytes === null ? { origin } : { origin, quotaSize: bytes });
  // Chromium remembers for a while how much room there was.
  await expect.poll(() => canWrite(page), { timeout: 60_000 }).toBe(bytes === null);
}

/** Writes a little into a database beside the app's. */
function canWrite(page: Page): Promise<boolean> {
  return page.evaluate(
    () =>
      new Promise<boolean>((done) => {
        const request = indexedDB.open("probe", 1);
        request.addEventListener("error", () => done(false));
        request.addEventListener("upgradeneeded", () => request.result.createObjectStore("probe"));
        request.addEventListener("success", () => {
          const db = request.result;
          const writing = db.transaction("probe", "readwrite");
          writing.objectStore("probe").put(new Uint8Array(1000), 1);
          const end = (isWritten: boolean) => {
            db.close();
            done(isWritten);
          };
          writing.addEventListener("complete", () => end(true));
          writing.addEventListener("abort", () => end(false));
        });
      }),
  );
}
