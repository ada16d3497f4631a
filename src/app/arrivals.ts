import type { FeedKey, IdentityKey } from "../domain/ids.ts";
import { parseRecord } from "../domain/record/record.ts";
import type { RecordRow } from "../domain/ledger/store.ts";

/** In which order this device got what it has. View rows cannot say that: their times are their authors'. */
export interface Arrivals {
  /** Reads on to the end. The first time, it begins behind `after`. */
  readOn(after: number): Promise<void>;
  /** The newest record's place. */
  upTo(): number;
  /** Of the records of somebody with that time the latest place; 0 where none came behind the beginning. */
  of(by: IdentityKey, time: number): number;
}

export interface ArrivalParts {
  lastN(): Promise<number>;
  readSince(after: number, limit: number): Promise<readonly RecordRow[]>;
  identityOf(feed: FeedKey): IdentityKey | undefined;
}

/** Records that are read at one go: some ms. */
const AT_ONE_GO = 200;
/** Records whose place is remembered: of more that came since somebody looked, the newest. A few MB. */
const MOST_REMEMBERED = 20_000;

export function createArrivals({ lastN, readSince, identityOf }: ArrivalParts): Arrivals {
  const places = new Map<string, number>();
  let end: number | null = null;
  let reading: Promise<void> = Promise.resolve();

  async function read(after: number): Promise<void> {
    let at = end ?? Math.max(after, (await lastN()) - MOST_REMEMBERED);
    for (;;) {
      const rows = await readSince(at, AT_ONE_GO);
      for (const { n, feed, bytes } of rows) {
        const record = parseRecord(bytes);
        const by = identityOf(feed);
        // Their order is that of arrival: the latest place is the last one put here.
        if (record.ok && by !== undefined) places.set(`${by}|${record.value.header.time}`, n);
        at = n;
      }
      end = at;
      if (rows.length < AT_ONE_GO) return;
    }
  }

  return {
    // One after the other: two readings at once would both begin at the same place.
    readOn: (after) => {
      const next = reading.then(() => read(after));
      reading = next.catch(() => undefined); // whoever asked hears of it; the next one tries again
      return next;
    },
    upTo: () => end ?? 0,
    of: (by, time) => places.get(`${by}|${time}`) ?? 0,
  };
}
