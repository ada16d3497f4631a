import type { IdentityKey, RecordId } from "../ids.ts";
import { push } from "./groups.ts";
import { holdsUntil, type Thread } from "./thread.ts";

/** Listings that a thread locks: those named on the side of whoever owns them. */
export function thingsOf(thread: Thread, ownerOf: (listing: RecordId) => IdentityKey | undefined): readonly RecordId[] {
  if (thread.bargain === null) return [];
  const sides = [
    { by: thread.maker, items: thread.bargain.fromMaker },
    { by: thread.owner, items: thread.bargain.fromOwner },
  ];
  const things = sides.flatMap(({ by, items }) =>
    items.flatMap((item) => ("listing" in item && ownerOf(item.listing) === by ? [item.listing] : [])),
  );
  return [...new Set(things)];
}

/** An agreed deal, the things that it locks, and what it stands or falls with: the other deals of its ring, or only itself. */
export interface Settled {
  readonly thread: Thread;
  readonly things: readonly RecordId[];
  readonly group: RecordId;
}

/**
 * D6: a thing is in one deal at a time. Of deals that want the same thing the one accepted first stands (by time, then
 * id of the accept); a deal that was not handed over in time frees its things for whoever accepts after that. Returns
 * the deals that lost; of a ring all or none (R3). What both have handed over is done and stays so: an accept can be dated
 * back, and what was said of a done deal must not vanish by it. Give it all deals that share things, directly or through others.
 */
export function settle(deals: readonly Settled[]): ReadonlySet<RecordId> {
  const inAcceptOrder = [...deals].sort((a, b) => {
    const [at, bt] = [a.thread.agreed?.time ?? 0, b.thread.agreed?.time ?? 0];
    return at !== bt ? at - bt : (a.thread.agreedId ?? "") < (b.thread.agreedId ?? "") ? -1 : 1;
  });
  const heldUntil = new Map<RecordId, number>();
  const lost = new Set<RecordId>();
  // Those of a ring have the same time and id, so they follow each other.
  const groups = new Map<RecordId, Settled[]>();
  for (const deal of inAcceptOrder) push(groups, deal.group, deal);
  for (const group of groups.values()) {
    const isHeld = group.some(({ thread, things }) =>
      things.some((thing) => (heldUntil.get(thing) ?? 0) >= (thread.agreed?.time ?? 0)),
    );
    for (const { thread, things } of group) {
      if (isHeld && thread.doneAt === null) lost.add(thread.id);
      else for (const thing of things) heldUntil.set(thing, Math.max(heldUntil.get(thing) ?? 0, holdsUntil(thread)));
    }
  }
  return lost;
}
