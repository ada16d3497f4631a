/** Texts as they are compared: without case, accents and widths. */
export { foldText } from "../domain/search/fold-text.ts";
