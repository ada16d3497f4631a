import type { Drops, IdentityKey, RecordId } from "../ids.ts";
import type { DealView } from "../pond/views.ts";

/**
 * T3: what each deal of a pair adds, in drops, the first one first. Repeats are worth less and less, so that two who
 * trade only with each other cannot pump each other up; after the fourth nothing is added. Face to face counts more,
 * because a code has to be scanned (or words spoken) from the other's screen.
 */
const DROPS_BY_REPEAT = {
  faceToFace: [4, 2, 1, 1],
  apart: [3, 2, 1, 1],
} as const;
/** T3: never more than this for one pair. */
const MAX_PAIR_DROPS = 8;
/** T3: a pair's drops halve for every full year without a deal, in ms. */
const HALVING_MS = 365 * 24 * 60 * 60 * 1000;
/** T4: what an invite is worth, and what all invites of one member together can pass on. */
export const INVITE_DROPS = 1;
export const MAX_INVITE_DROPS = 4;
/** T7: what a report weighs, in drops: one for the bad word, one for each fact that was not kept. */
const REPORT_DROPS = 1;

/** T2, T3: what `from` passes on to `to`, from the deals that both completed and `from` vouched for. */
export function pairCapacity(
  deals: readonly DealView[],
  from: IdentityKey,
  newest: number,
): { readonly drops: Drops; readonly deals: readonly RecordId[] } {
  const vouched = deals
    .filter((deal) => deal.state === "done" && vouchBy(deal, from)?.good === true)
    .sort((a, b) => doneAt(a) - doneAt(b) || (a.id < b.id ? -1 : 1));
  const sum = vouched.reduce((drops, deal, i) => drops + (tableOf(deal)[i] ?? 0), 0);
  const age = vouched.length === 0 ? 0 : newest - Math.max(...vouched.map(doneAt));
  const halvings = Math.max(0, Math.floor(age / HALVING_MS));
  const drops = Math.floor(Math.min(sum, MAX_PAIR_DROPS) / 2 ** halvings);
  // A whole number of drops by the line above.
  return { drops: drops as Drops, deals: vouched.map(({ id }) => id) };
}

/** T5, T7: how heavily `by` reports the other of this deal; 0 where he does not. */
export function reportSeverity(deal: DealView, by: IdentityKey): number {
  const vouch = vouchBy(deal, by);
  if (vouch === null || vouch.good) return 0;
  const broken = [vouch.keptTerms, vouch.showedUp, vouch.asDescribed].filter((kept) => !kept).length;
  return REPORT_DROPS + broken;
}

function vouchBy(deal: DealView, by: IdentityKey) {
  return deal.vouches.find((vouch) => vouch.by === by)?.opened ?? null;
}

function tableOf(deal: DealView): readonly number[] {
  const met = deal.handovers.length === 2 && deal.handovers.every(({ how }) => how !== "apart");
  return met ? DROPS_BY_REPEAT.faceToFace : DROPS_BY_REPEAT.apart;
}

function doneAt(deal: DealView): number {
  return Math.max(...deal.handovers.map(({ time }) => time));
}
