import { IDBFactory, IDBKeyRange, IDBObjectStore } from "fake-indexeddb";
import { openDatabase, type ShoalDatabase } from "../../src/storage/database.ts";
import type { StorageFailure } from "../../src/storage/failure.ts";

/** One device's disk; every `open` is another tab, or the same one after a restart. */
export interface FakeDisk {
  readonly factory: IDBFactory;
  open(onLost?: (failure: StorageFailure) => void): Promise<ShoalDatabase>;
  closeAll(): void;
}

export function createFakeDisk(): FakeDisk {
  const factory = new IDBFactory();
  const opened: ShoalDatabase[] = [];
  return {
    factory,
    open: async (onLost = () => undefined) => {
      const db = await openDatabase({ onLost, indexedDB: factory, IDBKeyRange });
      if (!db.ok) throw new Error(`the fake disk does not open: ${JSON.stringify(db.error)}`);
      opened.push(db.value);
      return db.value;
    },
    closeAll: () => {
      for (const db of opened) db.close();
    },
  };
}

/** `crash`: the transaction ends as when the tab dies in the middle of it. `quota`: the browser refuses this write. */
export type Fault = "crash" | "quota";

const WRITES = ["put", "add", "delete"] as const;
/** Written at any moment, by nobody's wish: a step among the writes of a use case it is not. */
const IN_THE_BACKGROUND: ReadonlySet<string> = new Set(["looked"]);

/** Makes the `step`-th write from now on fail, in every database. Returns what takes the fault out again. */
export function failWriteAt(step: number, fault: Fault): () => void {
  let writes = 0;
  const store = IDBObjectStore.prototype;
  const undo = WRITES.map((name) => {
    const original = store[name];
    store[name] = function (this: IDBObjectStore, ...args: Parameters<typeof original>) {
      if (IN_THE_BACKGROUND.has(this.name)) return Reflect.apply(original, this, args);
      writes++;
      if (writes === step && fault === "quota") throw new DOMException("the disk is full", "QuotaExceededError");
      const request = Reflect.apply(original, this, args);
      if (writes === step) this.transaction.abort();
      return request;
    } as never; // each of the three has a type of its own; this wrapper hands all arguments on
    return () => {
      store[name] = original as never; // the very function that was there
    };
  });
  return () => {
    for (const one of undo) one();
  };
}
