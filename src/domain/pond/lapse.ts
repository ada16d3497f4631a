import type { IdentityKey } from "../ids.ts";
import { DEAL_LIFE_MS, LISTING_LIFE_MS, OFFER_LIFE_MS, VOUCH_WAIT_MS } from "../limits.ts";
import type { DealView, ListingView } from "./views.ts";

/** What depends on the present moment, derived by whoever reads; never stored. `now` in ms. */

/** X4, D5: a listing lives a month from its newest edit; a promise that lapsed frees it. */
export function isListingOpen(listing: ListingView, now: number): boolean {
  const { state, withdrawn, heldUntil, renewed } = listing;
  const isFreed = state === "promised" && withdrawn === null && heldUntil !== null && now > heldUntil;
  return (state === "open" || isFreed) && now < renewed + LISTING_LIFE_MS;
}

/** D4: an offer that nobody answered in a week. */
export function hasOfferLapsed(deal: DealView, now: number): boolean {
  const table = deal.rounds.at(-1);
  return deal.state === "offered" && table !== undefined && now > table.time + OFFER_LIFE_MS;
}

/** D5: a deal that was not handed over in a fortnight. */
export function hasDealLapsed(deal: DealView, now: number): boolean {
  const isUnderWay = deal.state === "agreed" || deal.state === "handed";
  return isUnderWay && deal.agreed !== null && now > deal.agreed.time + DEAL_LIFE_MS;
}

/** V2: my envelope may be opened once the other's is in, or after a fortnight. */
export function canOpenVouch(deal: DealView, me: IdentityKey, now: number): boolean {
  const mine = deal.vouches.find(({ by }) => by === me);
  if (mine === undefined || mine.opened !== null) return false;
  if (deal.vouches.length === 2) return true;
  const handed = deal.handovers.length === 2 ? Math.max(...deal.handovers.map(({ time }) => time)) : null;
  return now >= (handed ?? deal.agreed?.time ?? now) + VOUCH_WAIT_MS;
}
