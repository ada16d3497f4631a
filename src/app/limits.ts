import {
  MAX_ALTERNATIVES,
  MAX_ITEMS,
  MAX_NAME,
  MAX_PHOTOS,
  MAX_PLACE,
  MAX_POND_NAME,
  MAX_RULES,
  MAX_STORY,
  MAX_TITLE,
  MAX_WANTS,
  MAX_WORDS,
} from "../domain/limits.ts";

/** How much a form may take, so that nobody writes what no record can hold. Characters, except where it says "count". */
export const INPUT_LIMITS = {
  name: MAX_NAME,
  pondName: MAX_POND_NAME,
  place: MAX_PLACE,
  rules: MAX_RULES,
  title: MAX_TITLE,
  story: MAX_STORY,
  wants: MAX_WANTS,
  words: MAX_WORDS,
  photosCount: MAX_PHOTOS,
  alternativesCount: MAX_ALTERNATIVES,
  itemsCount: MAX_ITEMS,
} as const;
