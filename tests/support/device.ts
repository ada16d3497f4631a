import type { Page } from "@playwright/test";

/** What the device of this person keeps in a table, as it lies in IndexedDB. Bytes come as base64. */
export function keptRows(page: Page, table: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  return page.evaluate(async (name) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open("shoal");
      opening.addEventListener("success", () => resolve(opening.result));
      opening.addEventListener("error", () => reject(new Error("the database does not open")));
    });
    const rows = await new Promise<readonly Readonly<Record<string, unknown>>[]>((resolve, reject) => {
      const reading = db.transaction(name).objectStore(name).getAll();
      reading.addEventListener("success", () => resolve(reading.result));
      reading.addEventListener("error", () => reject(new Error(`${name} cannot be read`)));
    });
    db.close();
    const base64 = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [key, value instanceof Uint8Array ? base64(value) : value]),
      ),
    );
  }, table);
}
