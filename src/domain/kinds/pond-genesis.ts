import * as z from "zod/mini";
import { boxKeyField, identityKeyField, signatureField } from "../ids.ts";
import { MAX_PLACE, MAX_POND_NAME, MAX_RULES } from "../limits.ts";
import { textField } from "./text-field.ts";

/**
 * P1: the pond itself; seq 0 of its founder's feed. It opens that feed too (as `feed.open.1` does for everyone else),
 * because the pond's id, which a `feed.open` must name, is this record's own (docs/decisions/0003).
 */
export const PondGenesis = z.strictObject({
  name: textField(1, MAX_POND_NAME),
  place: textField(0, MAX_PLACE),
  rules: textField(0, MAX_RULES),
  identity: identityKeyField,
  box: boxKeyField,
  /** The identity's signature that this feed is its own. */
  word: signatureField,
});
export type PondGenesis = z.infer<typeof PondGenesis>;
