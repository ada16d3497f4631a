import type { Time } from "../ids.ts";
import { FEED_BYTES_A_DAY, MAX_DAY_BYTES, MAX_DAY_RECORDS } from "../limits.ts";
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

/** Bytes that a feed may still write, as of the time of its newest record. */
export interface Room {
  readonly bytes: number;
  readonly at: Time;
}

/**
 * L4b: what is left of a feed's room after these records; null where it is not enough for all of them. Like the days it depends
 * on the feed alone, record by record, so that in whatever pieces it arrives every peer answers the same.
 */
export function roomAfter(before: Room, records: readonly LedgerRecord[]): Room | null {
  let { bytes, at } = before;
  for (const { header, headerBytes } of records) {
    const grown = Math.floor(((header.time - at) * FEED_BYTES_A_DAY) / DAY_MS);
    bytes = Math.min(MAX_DAY_BYTES, bytes + grown) - headerBytes.length - header.bodySize;
    at = header.time;
    if (bytes < 0) return null;
  }
  return { bytes, at };
}

function dayOf(time: Time): number {
  return Math.floor(time / DAY_MS);
}
