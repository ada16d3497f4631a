import type { RefusalKind } from "../domain/ledger/refusal.ts";
import type { MessageKey } from "./i18n/messages.ts";

type Why = "lies" | "earlier" | "clock" | "room" | "ended" | "storage";

/** What a person can do about it is the same for all kinds of one group. */
const WHY: Readonly<Record<RefusalKind, Why>> = {
  malformed: "lies",
  "body-invalid": "lies",
  "body-missing": "lies",
  "wrong-pond": "lies",
  "bad-signature": "lies",
  "broken-chain": "lies",
  "time-backwards": "lies",
  "invite-invalid": "lies",
  "not-an-opening": "lies",
  "day-limit": "lies",
  gap: "earlier",
  "inviter-unknown": "earlier",
  unchained: "earlier",
  "time-ahead": "clock",
  "newcomers-wait": "room",
  "feed-limit": "room",
  ended: "ended",
  "client-taken": "ended",
  quota: "storage",
  storage: "storage",
};

const MESSAGE: Readonly<Record<Why, MessageKey>> = {
  lies: "refused.lies",
  earlier: "refused.earlier",
  clock: "refused.clock",
  room: "refused.room",
  ended: "refused.ended",
  storage: "refused.storage",
};

/** Why records were refused, each reason once, with how many; the most frequent first. */
export function refusalWords(
  why: Readonly<Partial<Record<RefusalKind, number>>>,
): readonly { readonly message: MessageKey; readonly count: number }[] {
  const counts = new Map<Why, number>();
  for (const [kind, group] of Object.entries(WHY)) {
    // The entries' keys are the kinds that the map was written with.
    const count = why[kind as RefusalKind] ?? 0;
    if (count > 0) counts.set(group, (counts.get(group) ?? 0) + count);
  }
  const all = [...counts].map(([group, count]) => ({ message: MESSAGE[group], count }));
  return all.sort((a, b) => b.count - a.count);
}
