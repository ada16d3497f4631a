import { type IdentityKey, parseKeyText, type PondId, type RecordId } from "../domain/ids.ts";

/** Ids out of an address, which anybody may have typed: null where it is none. */
export const pondIdFrom = (text: string): PondId | null => parseKeyText<PondId>(text);
export const recordIdFrom = (text: string): RecordId | null => parseKeyText<RecordId>(text);
export const identityFrom = (text: string): IdentityKey | null => parseKeyText<IdentityKey>(text);
