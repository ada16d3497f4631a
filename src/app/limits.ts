/** Lengths that forms hold people to before the domain does, and the kinds that they choose from. */
export {
  MAX_NAME,
  MAX_PLACE,
  MAX_POND_NAME,
  MAX_RULES,
  MAX_STORY,
  MAX_TITLE,
  MAX_WANTS,
  MAX_WORDS,
} from "../domain/limits.ts";
export { CONDITIONS, LISTING_KINDS, WITHDRAW_REASONS } from "../domain/kinds/listing.ts";
