import type { IdentityKey } from "../../../domain/ids.ts";

/** Signs in a group, and groups: 72 bits of the key, more than anybody can make an identity to match. */
const GROUP = 4;
const GROUPS = 3;

/** The beginning of an identity's key, to be compared by eye on two screens: names can be the same. */
export function signOf(id: IdentityKey): string {
  return Array.from({ length: GROUPS }, (_, i) => id.slice(i * GROUP, (i + 1) * GROUP)).join(" ");
}
