import { hasDealLapsed, hasOfferLapsed } from "../domain/pond/lapse.ts";
import type { DealView } from "../domain/pond/views.ts";

/** Where a deal stands at `now` (ms): what its records say, and what the passing of time made of it. */
export type DealStage = DealView["state"] | "offer-lapsed" | "deal-lapsed";

export function dealStage(deal: DealView, now: number): DealStage {
  if (hasOfferLapsed(deal, now)) return "offer-lapsed";
  return hasDealLapsed(deal, now) ? "deal-lapsed" : deal.state;
}
