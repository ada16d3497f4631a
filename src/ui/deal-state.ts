import { hasDealLapsed, hasOfferLapsed } from "../app/deal-actions.ts";
import type { DealView } from "../domain/pond/views.ts";
import type { MessageKey } from "./i18n/messages.ts";

/** Where a deal stands, by the records and by this device's clock. */
export function dealStateMessage(deal: DealView, now: number): MessageKey {
  return hasOfferLapsed(deal, now) || hasDealLapsed(deal, now) ? "deal.lapsed" : `deal.${deal.state}`;
}
