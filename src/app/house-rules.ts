import type { IdentityKey } from "../domain/ids.ts";
import { founders, listingLimit } from "../domain/pond/house-rules.ts";
import type { MemberView, PondView } from "../domain/pond/views.ts";

/** Whether this member's word rules the pond: the founder's, and that of whoever goes on for him. */
export function isFounder(view: PondView, members: readonly MemberView[], me: IdentityKey): boolean {
  return founders(villageOf(view, members)).includes(me);
}

/** H2: how many open listings this member may have; null for any number. */
export function newcomerLimit(view: PondView, members: readonly MemberView[], me: IdentityKey): number | null {
  return listingLimit(villageOf(view, members), me);
}

/** What both ask of a pond; neither asks for its deals and listings. */
function villageOf(view: PondView, members: readonly MemberView[]): Parameters<typeof listingLimit>[0] {
  const memberById = new Map(members.map((member) => [member.id, member]));
  return { pond: () => view, member: (id) => memberById.get(id), dealsOf: () => [], listingsOf: () => [] };
}
