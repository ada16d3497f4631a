import type { IdentityKey } from "../ids.ts";
import { hasDealLapsed, hasOfferLapsed } from "./lapse.ts";
import type { DealView } from "./views.ts";

interface Case {
  readonly deal: DealView;
  readonly me: IdentityKey;
  readonly now: number;
}

/** What a ring, a lot or a calendar answers is answered there. */
const isOffered = ({ deal }: Case) => deal.state === "offered" && deal.via === null;
const isOnTable = (c: Case) => isOffered(c) && !hasOfferLapsed(c.deal, c.now);
const isMyTurn = ({ deal, me }: Case) => deal.turn === me;
const isUnderWay = ({ deal, now }: Case) =>
  (deal.state === "agreed" || deal.state === "handed") && !hasDealLapsed(deal, now);
const haveConfirmed = ({ deal, me }: Case) => deal.handovers.some(({ by }) => by === me);
/** Not while my own word lies ahead of this device's clock: what is said before it would not count (V4). */
const isMyVouchOpen = ({ deal, me, now }: Case) =>
  deal.vouches.some(({ by, opened }) => by === me && opened !== null && opened.time <= now);
const haveSealed = ({ deal, me }: Case) => deal.vouches.some(({ by }) => by === me);

/** What a party of a deal may do, and when. One line each; use cases and screens ask the same question. */
const rules = {
  accept: (c: Case) => isOnTable(c) && isMyTurn(c),
  counter: (c: Case) => isOnTable(c) && isMyTurn(c),
  decline: (c: Case) => isOffered(c) && isMyTurn(c),
  withdraw: (c: Case) => isOffered(c) && !isMyTurn(c),
  say: (c: Case) => !["declined", "withdrawn", "lost"].includes(c.deal.state),
  /** By codes, what the other lacks of it (decision 0027). */
  bring: (c: Case) => isUnderWay(c) || c.deal.state === "done",
  "hand-over": (c: Case) => isUnderWay(c) && !haveConfirmed(c),
  vouch: (c: Case) => (c.deal.state === "done" || c.deal.state === "broken") && !haveSealed(c),
  "end-by-agreement": (c: Case) => isUnderWay(c) && c.deal.endAskedBy !== c.me,
  break: (c: Case) => isUnderWay(c) && !haveConfirmed(c),
  "change-vouch": isMyVouchOpen,
  thank: (c: Case) => c.deal.state === "done",
} as const;

export type DealAction = keyof typeof rules;

/** All that `me` may do with this deal at `now` (ms). Nothing for who is not part of it. */
export function dealActions(deal: DealView, me: IdentityKey, now: number): ReadonlySet<DealAction> {
  if (deal.maker !== me && deal.owner !== me) return new Set();
  const all = Object.entries(rules).filter(([, holds]) => holds({ deal, me, now }));
  // The entries' keys are the rules' own.
  return new Set(all.map(([action]) => action as DealAction));
}
