import type { IdentityKey } from "../ids.ts";
import { DEAL_LIFE_MS, VOUCH_WAIT_MS } from "../limits.ts";
import type { DealView, HoldView } from "../pond/views.ts";
import { doneAt, vouchBy } from "./capacity.ts";
import type { People, Person } from "./pairs.ts";

/** What is left of every edge, in drops, and of what each can pass on along all his invites. */
export interface Left {
  readonly capacity: Int32Array;
  readonly stake: Int32Array;
  /** The number of the edge of a pair's deals, and of an invite; −1 where there is none. */
  firmEdge(from: Person, to: Person): number;
  inviteEdge(from: Person, to: Person): number;
}

/** One hold with its deal. */
export interface HoldOf {
  readonly deal: DealView;
  readonly hold: HoldView;
}

/**
 * T11: whether the drops of a hold are taken from everybody's flows: `burnt` while the holder's word on the deal is a bad
 * one; `held` from the accept until he has said a good one, or the time for handover, and after that for words, is over by
 * the ledger's newest record. Drops stay held between handover and word, for else they could be lost twice (T12).
 */
function stateOfHold({ deal, hold }: HoldOf, isHolder: (id: IdentityKey) => boolean, newest: number): HoldState {
  const word = vouchBy(deal, isHolder);
  if (deal.agreed === null || !isHolder(hold.by)) return RELEASED;
  if (word !== null) return word.good ? RELEASED : { takes: true, until: Number.POSITIVE_INFINITY };
  const until = endOf(deal);
  // A record's time is a whole number: it is over with the first one after.
  return newest > until ? RELEASED : { takes: true, until: until + 1 };
}

interface HoldState {
  readonly takes: boolean;
  /** From when on, in ms of record time, it may be otherwise without a new word. */
  readonly until: number;
}

const RELEASED: HoldState = { takes: false, until: Number.POSITIVE_INFINITY };

function endOf(deal: DealView): number {
  if (deal.state === "done") return doneAt(deal) + VOUCH_WAIT_MS;
  // D11: one party alone says that the other broke it; that releases nothing before its time.
  const isUnderWay = ["agreed", "handed", "broken"].includes(deal.state);
  return isUnderWay && deal.agreed !== null ? deal.agreed.time + DEAL_LIFE_MS : Number.NEGATIVE_INFINITY;
}

/**
 * T11: takes what holds and burns take, in the order of their times (then ids), and returns when that may
 * change by itself, in ms of record time. A way counts if it goes from the holder to the other party over edges that are there and
 * passes nobody twice; it takes no more than is left on each, from the deals first, then from the invite and its stake.
 */
export function takeHolds(holds: readonly HoldOf[], people: People, left: Left, newest: number): number {
  const inOrder = [...holds].sort(({ hold: a }, { hold: b }) => a.time - b.time || (a.id < b.id ? -1 : 1));
  let until = Number.POSITIVE_INFINITY;
  for (const { deal, hold } of inOrder) {
    const holder = people.person(hold.by);
    const state = stateOfHold({ deal, hold }, (id) => people.person(id) === holder, newest);
    until = Math.min(until, state.until);
    const [maker, owner] = [people.person(deal.maker), people.person(deal.owner)];
    const other = holder === maker ? owner : holder === owner ? maker : null;
    if (!state.takes || holder === null || other === null) continue;
    for (const way of hold.ways) takeWay(way, holder, other, people, left);
  }
  return until;
}

function takeWay(way: HoldView["ways"][number], holder: Person, other: Person, people: People, left: Left): void {
  const via = way.via.map(people.person);
  const stops = [holder, ...via.filter((person) => person !== null)];
  const isSound = stops.length === via.length + 1 && new Set(stops).size === stops.length && stops.at(-1) === other;
  if (!isSound) return;
  const steps = via.flatMap((to, i) => {
    const from = stops[i];
    return from === undefined || to === null ? [] : [stepOf(from, to, left)];
  });
  const drops = Math.min(way.drops, ...steps.map(({ firm, invited }) => firm + invited));
  for (const step of drops > 0 ? steps : []) {
    const firm = Math.min(step.firm, drops);
    if (firm > 0) take(left.capacity, step.firmEdge, firm);
    if (drops === firm) continue;
    take(left.capacity, step.inviteEdge, drops - firm);
    take(left.stake, step.inviter, drops - firm);
  }
}

function stepOf(from: Person, to: Person, left: Left) {
  const firmEdge = left.firmEdge(from, to);
  const inviteEdge = left.inviteEdge(from, to);
  const firm = left.capacity[firmEdge] ?? 0;
  const invited = Math.min(left.capacity[inviteEdge] ?? 0, left.stake[from.index] ?? 0);
  return { firmEdge, inviteEdge, inviter: from.index, firm, invited };
}

function take(from: Int32Array, at: number, drops: number): void {
  from[at] = (from[at] ?? 0) - drops;
}
