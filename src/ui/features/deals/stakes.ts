import { USUAL_STAKE } from "../../../app/limits.ts";
import type { Drops } from "../../../domain/ids.ts";

/** How much a deal can mean to who accepts it; few words, because nobody weighs a lamp in drops. */
export const STAKES = ["little", "some", "lot"] as const;
export type Stake = (typeof STAKES)[number];

// Half and twice the usual are whole numbers above zero, as drops are.
const DROPS_BY_STAKE: Readonly<Record<Stake, Drops>> = {
  little: (USUAL_STAKE / 2) as Drops,
  some: USUAL_STAKE,
  lot: (USUAL_STAKE * 2) as Drops,
};

/** T11: the drops that are held for it. */
export function dropsOf(stake: Stake): Drops {
  return DROPS_BY_STAKE[stake];
}
