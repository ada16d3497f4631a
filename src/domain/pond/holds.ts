import type { IdentityKey } from "../ids.ts";
import type { DealHold } from "../kinds/deal.ts";
import { MAX_HOLD_DROPS } from "../limits.ts";
import type { Fact } from "./facts.ts";
import type { HoldView } from "./views.ts";

type Way = DealHold["ways"][number];

/**
 * T11: what each party of an agreed deal has at stake in it: its first hold that holds anything. `facts` are in the one
 * order in which everybody reads; `otherOf` names the other party, and nobody for who is no party.
 */
export function readHolds(
  facts: readonly Fact<"deal.hold.1">[],
  otherOf: (party: IdentityKey) => IdentityKey | null,
): readonly HoldView[] {
  const byParty = new Map<IdentityKey, HoldView>();
  for (const { id, identity: by, time, body } of facts) {
    const other = otherOf(by);
    if (other === null || byParty.has(by)) continue;
    const ways = asMuchAsOneDealHolds(body.ways.filter((way) => leads(way, by, other)));
    if (ways.length > 0) byParty.set(by, { id, by, time, ways });
  }
  return [...byParty.values()];
}

/** From the author to the other party, past nobody twice. */
function leads({ via }: Way, from: IdentityKey, to: IdentityKey): boolean {
  return via.at(-1) === to && new Set([from, ...via]).size === via.length + 1;
}

/** In the order in which they were said, for as long as they are no more drops together than one deal can hold. */
function asMuchAsOneDealHolds(ways: readonly Way[]): Way[] {
  let drops = 0;
  return ways.filter((way) => {
    const isWithin = drops + way.drops <= MAX_HOLD_DROPS;
    if (isWithin) drops += way.drops;
    return isWithin;
  });
}
