import type { RecordId } from "../ids.ts";
import { type BookingsRow, loseTaken } from "./bookings.ts";
import type { DirtySets } from "./dirty.ts";
import { ownerOf, type State } from "./fold-state.ts";
import { thingsOf } from "./settle.ts";

/** X7: a loan whose days another has is lost, and locks nothing. To be called before things are settled. */
export function loseLoans(state: State, rows: readonly BookingsRow[], dirty: DirtySets): void {
  const agreedDeal = (id: RecordId) => {
    const thread = state.threads.get(id);
    return thread?.agreed == null ? null : { thread, facts: state.threadFacts.get(id) ?? [] };
  };
  for (const id of loseTaken(state.around.bookings, rows, dirty.deals, { agreedDeal })) {
    const thread = state.threads.get(id);
    dirty.deals.add(id);
    for (const thing of thread === undefined ? [] : thingsOf(thread, ownerOf(state))) dirty.things.add(thing);
  }
}

/** True where its things, or its days, were promised before it. */
export function isLost({ lost, around }: State, deal: RecordId): boolean {
  return lost.has(deal) || around.bookings.taken.has(deal);
}
