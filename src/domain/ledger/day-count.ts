import type { Time } from "../ids.ts";
import { MAX_DAY_BYTES, MAX_DAY_RECORDS } from "../limits.ts";
import type { LedgerRecord } from "../record/record.ts";
import type { DayCount } from "./store.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

export const NOTHING_YET: DayCount = { records: 0, bytes: 0 };

/**
 * L4: what a feed has written on the day of its newest record, once these have come after `before`; null where some
 * day's measure is exceeded. It depends on the feed alone, so that every peer answers the same.
 */
export function countDays(
  before: { readonly headTime: Time; readonly today: DayCount },
  records: readonly LedgerRecord[],
): DayCount | null {
  let day = dayOf(before.headTime);
  let { records: count, bytes } = before.today;
  for (const record of records) {
    const { time, bodySize } = record.header;
    if (dayOf(time) !== day) {
      day = dayOf(time);
      count = 0;
      bytes = 0;
    }
    count++;
    // As the header says it: a body that was dropped (L3) had its size all the same.
    bytes += record.headerBytes.length + bodySize;
    if (count > MAX_DAY_RECORDS || bytes > MAX_DAY_BYTES) return null;
  }
  return { records: count, bytes };
}

function dayOf(time: Time): number {
  return Math.floor(time / DAY_MS);
}
