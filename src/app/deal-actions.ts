/** What may I do with this deal now: the one answer for use cases and screens. */
export { type DealAction, dealActions } from "../domain/pond/can.ts";
/** What has come to its end by the clock, for the screens to say. */
export { hasDealLapsed, hasOfferLapsed, isListingOpen } from "../domain/pond/lapse.ts";
/** Whether days are lent to nobody, for the screens to offer no others. */
export { isFree } from "../domain/pond/bookings.ts";
