import type { Drops, IdentityKey, PondId, RecordId } from "../ids.ts";
import { MAX_HOLD_DROPS } from "../limits.ts";
import type { TrustEngine } from "./engine.ts";
import { madeUpDeal, madeUpHold, madeUpKey } from "./made-up.ts";

/** What a robbery took, and from whom. */
export interface Loot {
  readonly drops: Drops;
  readonly deals: number;
}

/**
 * T11, T12: the worst that thieves can do to honest people: each makes a deal with each, for all that the honest one would
 * risk with him at that moment, and keeps the thing; the honest one says so, and what he had at stake burns before the next
 * deal. Changes the engine, so give it one of its own.
 */
export function robAll(
  engine: TrustEngine,
  { pond, newest }: { readonly pond: PondId; readonly newest: number },
  honest: readonly IdentityKey[],
  thieves: readonly IdentityKey[],
): Loot {
  let taken = 0;
  let deals = 0;
  for (const victim of honest) {
    for (const thief of thieves) {
      for (;;) {
        const limit = engine.brief(victim, thief)?.limit ?? 0;
        const ways = limit > 0 ? engine.waysFor(victim, thief, Math.min(limit, MAX_HOLD_DROPS)) : [];
        if (ways.length === 0) break;
        const id = madeUpKey<RecordId>(`robbery ${deals++}`);
        taken += ways.reduce((sum, { drops }) => sum + drops, 0);
        const holds = [madeUpHold(id, victim, newest, ways)];
        const deal = { pond, id, maker: victim, owner: thief, time: newest, holds };
        engine.take([{ table: "deals", row: madeUpDeal({ ...deal, makerWord: false, ownerWord: null }) }], newest);
      }
    }
  }
  // A sum of drops.
  return { drops: taken as Drops, deals };
}
