import * as Y from "yjs";
import { writeUpdate } from "../../src/sync/canonical-update.ts";
import { type Carrier, createCarrier } from "../../src/sync/carrier.ts";

/** A pond as its carrier sees it: what was there when it was opened, and what came since. */
export interface CarrierSize {
  readonly feeds: number;
  readonly recordsAFeed: number;
  readonly tail: number;
  readonly recordBytes: number;
}

Object.assign(globalThis, { holdCarrier, holdPlain });

/** W4a: gives, to be held, the carrier of a pond that was opened, and that has grown since. */
function holdCarrier({ feeds, recordsAFeed, tail, recordBytes }: CarrierSize): Carrier {
  const clients = Array.from({ length: feeds }, (_, i) => clientOf(i));
  const carrier = createCarrier(new Map(clients.map((client) => [client, recordsAFeed])));
  for (let i = 0; i < tail; i++) {
    const client = clientOf(i % feeds);
    const from = recordsAFeed + Math.floor(i / feeds);
    const run = { client, from, records: [recordOf(recordBytes, i)] };
    const agrees = carrier.write({
      update: writeUpdate([run]),
      spans: [{ client, from, to: from + 1 }],
      newFeeds: false,
    });
    if (!agrees) throw new Error("the carrier does not agree");
  }
  return carrier;
}

/** What it would cost to hold the same records in a map of Yjs, as one does. */
function holdPlain({ feeds, recordsAFeed, tail, recordBytes }: CarrierSize): Y.Doc {
  const doc = new Y.Doc({ gc: false });
  const map = doc.getMap("records");
  for (let i = 0; i < feeds * recordsAFeed + tail; i++)
    map.set(`${clientOf(i % feeds)}:${i}`, recordOf(recordBytes, i));
  return doc;
}

/** As large as a feed's number: 53 bits. */
function clientOf(i: number): number {
  return 2 ** 52 + i * 7919;
}

function recordOf(bytes: number, i: number): Uint8Array {
  return new Uint8Array(bytes).fill(i);
}
