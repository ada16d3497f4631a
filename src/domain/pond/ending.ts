import type { IdentityKey } from "../ids.ts";
import type { Fact } from "./facts.ts";
import type { ThreadFact } from "./thread.ts";
import type { EndView, HandoverWord } from "./views.ts";

/** How an agreed deal went on: who has handed over, or how it was ended before both had. */
export interface Ending {
  readonly handovers: readonly HandoverWord[];
  readonly ended: EndView | null;
  readonly endAskedBy: IdentityKey | null;
}

export const NOT_AGREED: Ending = { handovers: [], ended: null, endAskedBy: null };

/**
 * D7, D11: reads the parties' facts in their order. What comes first counts: once both have handed over nobody ends it, once
 * it is ended nobody hands over. Who has confirmed the handover says no more that the other broke it: or a done deal could be undone
 * by a word with an earlier time. Where both have handed over, no word from another device of the same party counts as said
 * before his own: it can be dated back. By agreement is what both have said; that the other broke it, what one has.
 */
export function readEnding(
  facts: readonly ThreadFact[],
  identityOf: (feed: string) => IdentityKey | undefined,
): Ending {
  const byParty = new Map<IdentityKey, HandoverWord>();
  const asking = new Set<IdentityKey>();
  let ended: EndView | null = null;
  const confirmed = handoversIn(facts);
  const isTooLate = (fact: Fact<"deal.end.1">) =>
    haveBoth(confirmed) && confirmed.some(({ identity, feed }) => identity === fact.identity && feed !== fact.feed);
  for (const fact of facts) {
    if (ended !== null || byParty.size === 2) break;
    if (fact.kind === "deal.handover.1" && !byParty.has(fact.identity))
      byParty.set(fact.identity, handoverOf(fact, facts, identityOf));
    if (fact.kind !== "deal.end.1" || isTooLate(fact)) continue;
    const { identity: by, time } = fact;
    const { end } = fact.body;
    if (end.how === "broken" && byParty.has(by)) continue;
    if (end.how === "broken") ended = { how: "broken", time, by, why: end.why };
    else if (asking.add(by).size === 2) ended = { how: "agreement", time };
  }
  const [asks] = asking;
  const isOpen = ended === null && byParty.size < 2;
  return { handovers: [...byParty.values()], ended, endAskedBy: isOpen ? (asks ?? null) : null };
}

/** True where both of the parties whose facts these are say that they have handed over, whatever else they say. */
export function isHandedOver(facts: readonly ThreadFact[]): boolean {
  return haveBoth(handoversIn(facts));
}

function handoversIn(facts: readonly ThreadFact[]): readonly Fact<"deal.handover.1">[] {
  return facts.flatMap((fact) => (fact.kind === "deal.handover.1" ? [fact] : []));
}

function haveBoth(handovers: readonly Fact<"deal.handover.1">[]): boolean {
  return new Set(handovers.map(({ identity }) => identity)).size === 2;
}

function handoverOf(
  { id, identity: by, time, body: { met } }: Fact<"deal.handover.1">,
  facts: readonly ThreadFact[],
  identityOf: (feed: string) => IdentityKey | undefined,
): HandoverWord {
  const author = met.how === "code" ? identityOf(met.feed) : undefined;
  // A code counts only if it was the other's; the signature itself was verified when the record came in.
  const isOthers = author !== undefined && author !== by && facts.some(({ identity }) => identity === author);
  return { id, by, time, how: met.how === "code" && !isOthers ? "apart" : met.how };
}
