import type { IdentityKey } from "../ids.ts";
import { type Fact, inOrder } from "./facts.ts";
import { isListingOpen } from "./lapse.ts";
import type { DealView, ListingView, MemberView, PondView, RulingView } from "./views.ts";

/** What is known of a pond's people, for the questions below. */
export interface Village {
  pond(): PondView | null;
  member(id: IdentityKey): MemberView | undefined;
  dealsOf(id: IdentityKey): Iterable<DealView>;
  listingsOf(id: IdentityKey): Iterable<ListingView>;
}

export type RulingFact = Fact<"pond.rules.1">;

/** Whose word rules the pond: its founder, and whoever has taken over that identity since, the newest last. */
export function founders({ pond, member }: Pick<Village, "pond" | "member">): readonly IdentityKey[] {
  const line: IdentityKey[] = [];
  for (let id = pond()?.founder ?? null; id !== null && !line.includes(id); id = member(id)?.successor ?? null) {
    line.push(id);
  }
  return line;
}

/** A person under all his identities: this one, and those that it has taken over. */
function identitiesOf({ member }: Pick<Village, "member">, id: IdentityKey): readonly IdentityKey[] {
  const all = new Set([id]);
  for (const one of all) for (const before of member(one)?.predecessors ?? []) all.add(before);
  return [...all];
}

/** H2: somebody who has not finished a swap here. The founder never is one. */
function isNewcomer(village: Village, id: IdentityKey): boolean {
  const hasSwapped = identitiesOf(village, id).some((one) => (village.member(one)?.dealsDone ?? 0) > 0);
  return !hasSwapped && !founders(village).includes(id);
}

/** H3: whether `inviter` may bring somebody in under this ruling, by the swaps that he had finished at `time` (ms). */
export function mayInvite(
  village: Village,
  inviter: IdentityKey,
  ruling: Pick<RulingView, "invites"> | null,
  time: number,
): boolean {
  const invites = ruling?.invites ?? "everyone";
  if (invites === "everyone" || founders(village).includes(inviter)) return true;
  return invites === "swapped" && identitiesOf(village, inviter).some((one) => hadSwapped(village, one, time));
}

function hadSwapped(village: Village, id: IdentityKey, time: number): boolean {
  for (const { state, handovers } of village.dealsOf(id)) {
    if (state === "done" && handovers.every((word) => word.time <= time)) return true;
  }
  return false;
}

/** H2: how many open listings `id` may have; null for any number. */
export function listingLimit(village: Village, id: IdentityKey): number | null {
  const limit = village.pond()?.ruling?.newcomerListings ?? null;
  return limit === null || !isNewcomer(village, id) ? null : limit;
}

/** H2: whether one more thing of this member's would be shown now (ms). */
export function mayList(village: Village, id: IdentityKey, now: number): boolean {
  const limit = listingLimit(village, id);
  if (limit === null) return true;
  return [...village.listingsOf(id)].filter((listing) => isListingOpen(listing, now)).length < limit;
}

/** H1: what was laid down, oldest first; the last is in force now. */
export function rulingsOf(
  line: readonly IdentityKey[],
  factsByAuthor: ReadonlyMap<IdentityKey, readonly RulingFact[]>,
): readonly RulingFact[] {
  return inOrder(line.flatMap((id) => factsByAuthor.get(id) ?? []));
}

/** What was in force at `time`, in ms; null before anything was. */
export function rulingAt(rulings: readonly RulingFact[], time: number): RulingView | null {
  const fact = rulings.findLast((one) => one.time <= time);
  if (fact === undefined) return null;
  const { invites, newcomerListings, reason } = fact.body;
  return { invites, newcomerListings, reason, time: fact.time };
}
