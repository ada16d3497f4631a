import { type IdentityKey, parseKeyText, type PondId, type RecordId } from "../domain/ids.ts";

/** Ids as they stand in addresses; null where an address was changed by hand. */
export function pondIdFrom(text: string | undefined): PondId | null {
  return parseKeyText<PondId>(text ?? "");
}

export function recordIdFrom(text: string | undefined): RecordId | null {
  return parseKeyText<RecordId>(text ?? "");
}

export function identityFrom(text: string | undefined): IdentityKey | null {
  return parseKeyText<IdentityKey>(text ?? "");
}
