import * as Y from "yjs";
import { ROOT, writeCollapsed } from "./canonical-update.ts";
import type { Growth } from "./gate.ts";

/**
 * W1, W4, W4a: the Y.Doc that y-webrtc carries around. It holds one collapsed struct for all that was known of a feed
 * when it was made, and the live tail after it, so that its state vector is the ledger's vector clock. It is written
 * from the ledger only, is never stored, and is thrown away when it disagrees with the ledger.
 */
export interface Carrier {
  readonly doc: Y.Doc;
  /** Writes what the ledger has taken in. False where the doc no longer agrees with it: make a new one. */
  write(growth: Growth): boolean;
  destroy(): void;
}

export function createCarrier(vector: ReadonlyMap<number, number>): Carrier {
  const doc = new Y.Doc({ gc: false });
  doc.getMap(ROOT);
  Y.applyUpdate(doc, writeCollapsed(vector));

  return {
    doc,
    write: ({ update, spans }) => {
      try {
        Y.applyUpdate(doc, update);
      } catch (cause) {
        // Our own bytes cannot make Yjs throw; if they do, the doc is broken and the ledger is not.
        console.error("carrier", cause);
        return false;
      }
      const isWaiting = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
      return !isWaiting && spans.every(({ client, to }) => Y.getState(doc.store, client) >= to);
    },
    destroy: () => doc.destroy(),
  };
}
