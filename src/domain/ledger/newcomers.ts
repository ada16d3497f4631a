import type { FeedKey, Time } from "../ids.ts";
import type { NEWCOMERS } from "../limits.ts";

/** A feed as it came into a pond: through whom, and the time of its first record. */
export interface Arrival {
  readonly feed: FeedKey;
  /** Null for the founder's. */
  readonly by: FeedKey | null;
  readonly time: Time;
}

/** At once, more each day, and how long a day is, in ms. */
export type NewcomerLimits = { readonly [Name in keyof typeof NEWCOMERS]: number };

/**
 * L4c: whether one more newcomer may come in now. In the last 1, 2, 4 … days, and since ever, a pond takes in so many. Where
 * that is used up, everybody who came counts against the member above him who was there before those days, however deep the
 * branch between them; and who has brought more than an equal share waits, while the guests of others come in.
 *
 * It looks at one's own clock and at what one's own device holds, so devices may differ for a while. What waits comes in as
 * days pass, so in the end they do not.
 */
export function mayEnterNow(
  there: readonly Arrival[],
  newcomer: Arrival,
  now: number,
  { atOnce, aDay, dayMs }: NewcomerLimits,
): boolean {
  if (there.length <= atOnce) return true;
  const first = there.reduce<number>((earliest, { time }) => Math.min(earliest, time), newcomer.time);
  for (let days = 1; ; days *= 2) {
    const since = now - days * dayMs;
    const most = atOnce + aDay * days;
    if (newcomer.time >= since && !hasShare(there, newcomer, since, most)) return false;
    if (since < first) return true;
  }
}

function hasShare(there: readonly Arrival[], newcomer: Arrival, since: number, most: number): boolean {
  const came = there.filter(({ by, time }) => by !== null && time >= since).length;
  if (came < most) return true;
  const broughtBy = new Map<FeedKey, number>();
  const answersFor = new Map<FeedKey, FeedKey>();
  // In the order of admission, so that whoever let somebody in is known before.
  for (const { feed, by, time } of there) {
    const isNew = by !== null && time >= since;
    const member = isNew ? (answersFor.get(by) ?? by) : feed;
    answersFor.set(feed, member);
    if (isNew) broughtBy.set(member, (broughtBy.get(member) ?? 0) + 1);
  }
  const member = newcomer.by === null ? newcomer.feed : (answersFor.get(newcomer.by) ?? newcomer.by);
  const brought = (broughtBy.get(member) ?? 0) + 1;
  return brought <= most / broughtBy.set(member, brought).size;
}
