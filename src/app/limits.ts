/** Lengths that forms hold people to before the domain does, and the kinds that they choose from. */
export {
  ATTESTERS_NEEDED,
  MAX_BID,
  MAX_BROUGHT,
  MAX_COMMENT,
  MAX_LISTING_PLACE,
  MAX_MENTIONS,
  MAX_NAME,
  MAX_PHOTOS,
  MAX_PLACE,
  MAX_POND_NAME,
  MAX_RULES,
  MAX_STORY,
  MAX_TAG,
  MAX_TAGS,
  MAX_THANKS,
  MAX_TITLE,
  MAX_UNIT,
  MAX_WANTS,
  MAX_WORDS,
  USUAL_STAKE,
} from "../domain/limits.ts";
/** T4: what all invites of one member pass on at most, in drops. */
export { MAX_INVITE_DROPS } from "../domain/trust/capacity.ts";
export { BREAK_REASONS } from "../domain/kinds/deal.ts";
export { CLOSE_REASONS } from "../domain/kinds/offer.ts";
export { LOT_WAYS } from "../domain/kinds/lot.ts";
export { INVITERS } from "../domain/kinds/pond-rules.ts";
export { CONDITIONS, LISTING_KINDS, RETURNS, WITHDRAW_REASONS } from "../domain/kinds/listing.ts";
/** Searches that somebody keeps in one pond: each is asked of whatever comes in. */
export const MAX_SAVED_SEARCHES = 20;
