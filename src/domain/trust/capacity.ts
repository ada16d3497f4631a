import type { Drops, IdentityKey, RecordId } from "../ids.ts";
import type { DealView } from "../pond/views.ts";

/**
 * T3: what each deal of a pair adds, in drops. Repeats are worth less and less, so that two who trade only with each
 * other cannot pump each other up; after the fourth nothing is added. Face to face counts more, because a code has to be
 * scanned (or words spoken) from the other's screen; it is counted first, whenever it was, so that one more good word
 * never lowers the sum (G5).
 */
const DROPS_BY_REPEAT = {
  faceToFace: [4, 2, 1, 1],
  apart: [3, 2, 1, 1],
} as const;
/** T3: what knowing somebody in person is worth, in drops, to each of the two. */
const MET_DROPS = 2;
/** T3: never more than this for one pair. */
const MAX_PAIR_DROPS = 8;
/** T3: a pair's drops halve for every full year without a deal, in ms. */
const HALVING_MS = 365 * 24 * 60 * 60 * 1000;
/** T4: what an invite is worth, and what all invites of one member together can pass on. */
export const INVITE_DROPS = 1;
export const MAX_INVITE_DROPS = 4;
/** T7: what a report weighs, in drops: one for the bad word, one for each fact that was not kept. */
const REPORT_DROPS = 1;

/** What one of a pair passes on to the other. */
export interface PairCapacity {
  /** A whole number. */
  readonly drops: Drops;
  /** The deals behind it, the oldest first. */
  readonly deals: readonly RecordId[];
  /** Until when, in ms of record time, it is that much without a new word: the next year that is full. */
  readonly until: number;
}

/**
 * T2, T3: what the one whom `isFrom` knows passes on to the other of these deals, where both completed a deal and he
 * vouched for it, or the two met in person. Age runs from their newest deal that is vouched for; that of having met, which
 * has no date of its own, from the newest that both completed, and without any it does not age.
 */
export function pairCapacity(
  deals: readonly DealView[],
  isFrom: (by: IdentityKey) => boolean,
  met: boolean,
  newest: number,
): PairCapacity {
  const done = deals.filter((deal) => deal.state === "done");
  const vouched = done
    .filter((deal) => vouchBy(deal, isFrom)?.good === true)
    .sort((a, b) => doneAt(a) - doneAt(b) || (a.id < b.id ? -1 : 1));
  const table = vouched.some(isFaceToFace) ? DROPS_BY_REPEAT.faceToFace : DROPS_BY_REPEAT.apart;
  const sum = vouched.reduce((drops, _, i) => drops + (table[i] ?? 0), 0);
  const traded = halved(Math.min(sum, MAX_PAIR_DROPS), vouched, newest);
  const known = halved(met ? MET_DROPS : 0, done, newest);
  // A whole number of drops: each of the two is.
  const drops = Math.min(traded.drops + known.drops, MAX_PAIR_DROPS) as Drops;
  return { drops, deals: vouched.map(({ id }) => id), until: Math.min(traded.until, known.until) };
}

/** T5, T7: how heavily the one whom `isFrom` knows reports the other of this deal; 0 where he does not. */
export function reportSeverity(deal: DealView, isFrom: (by: IdentityKey) => boolean): number {
  const vouch = vouchBy(deal, isFrom);
  if (deal.agreed === null || vouch === null || vouch.good) return 0;
  const broken = [vouch.keptTerms, vouch.showedUp, vouch.asDescribed].filter((kept) => !kept).length;
  return REPORT_DROPS + broken;
}

/** What he says of this deal by now; null where his envelope is closed. */
export function vouchBy(deal: DealView, isFrom: (by: IdentityKey) => boolean) {
  return deal.vouches.find((vouch) => isFrom(vouch.by))?.opened ?? null;
}

/** When the second of the two confirmed, in ms. */
export function doneAt(deal: DealView): number {
  return Math.max(...deal.handovers.map(({ time }) => time));
}

function halved(drops: number, deals: readonly DealView[], newest: number) {
  if (drops === 0 || deals.length === 0) return { drops, until: Number.POSITIVE_INFINITY };
  const last = Math.max(...deals.map(doneAt));
  const halvings = Math.max(0, Math.floor((newest - last) / HALVING_MS));
  const left = Math.floor(drops / 2 ** halvings);
  return { drops: left, until: left === 0 ? Number.POSITIVE_INFINITY : last + (halvings + 1) * HALVING_MS };
}

function isFaceToFace(deal: DealView): boolean {
  return deal.handovers.length === 2 && deal.handovers.every(({ how }) => how !== "apart");
}
