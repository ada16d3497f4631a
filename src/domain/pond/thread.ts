import type { IdentityKey, RecordId, Time } from "../ids.ts";
import type { Alternative, CloseReason } from "../kinds/offer.ts";
import { DEAL_LIFE_MS, OFFER_LIFE_MS, VOUCH_WAIT_MS } from "../limits.ts";
import { equalBytes } from "../../lib/bytes.ts";
import { sealOfVouch } from "../kinds/vouch-seal.ts";
import { isHandedOver, NOT_AGREED, readEnding } from "./ending.ts";
import { byTime, type Fact, inOrder } from "./facts.ts";
import { readHolds } from "./holds.ts";
import type { RingAccept } from "./rings.ts";
import type {
  DealView,
  EndView,
  HandoverWord,
  HoldView,
  OpenedVouch,
  Round,
  SealedWords,
  ThankView,
  VouchView,
} from "./views.ts";

/** Every fact of one thread, whichever came first. */
export type ThreadFact = Fact<
  | "offer.make.1"
  | "offer.counter.1"
  | "offer.accept.1"
  | "offer.close.1"
  | "offer.close.2"
  | "deal.end.1"
  | "deal.say.1"
  | "deal.handover.1"
  | "vouch.seal.1"
  | "vouch.open.1"
  | "vouch.change.1"
  | "deal.hold.1"
  | "deal.thank.1"
>;

/** A thread read by itself: whether its things were promised elsewhere is settled afterwards (`settle.ts`). */
export interface Thread {
  readonly id: RecordId;
  readonly listing: RecordId;
  readonly maker: IdentityKey;
  readonly owner: IdentityKey;
  readonly rounds: readonly Round[];
  readonly closed: "declined" | "withdrawn" | null;
  readonly closedWhy: CloseReason | null;
  readonly agreed: DealView["agreed"];
  /** Id of the accepting record: decides between two of the same time. */
  readonly agreedId: RecordId | null;
  /** What changes hands, once agreed. */
  readonly bargain: Alternative | null;
  readonly handovers: readonly HandoverWord[];
  /** D11: null while it goes on, and once it is done. */
  readonly ended: EndView | null;
  readonly endAskedBy: IdentityKey | null;
  /** Time at which the second of both handed over; null before. */
  readonly doneAt: Time | null;
  readonly vouches: readonly VouchView[];
  readonly words: readonly SealedWords[];
  readonly holds: readonly HoldView[];
  readonly thanks: readonly ThankView[];
  readonly updated: Time;
}

/** What answers an offer in its owner's stead. */
interface Answerer {
  /** R2: of a ring; and the ring's yes. */
  readonly isOffer: boolean;
  readonly accept: RingAccept | null;
  /** A1: an entry in a draw or an auction. */
  readonly isBid: boolean;
}

const NOBODY: Answerer = { isOffer: false, accept: null, isBid: false };

/** D1–D5, V1–V4, T11: reads a thread from its facts. Null until the offer itself is there. `identityOf` says whose a feed is. */
export function readThread(
  facts: Iterable<ThreadFact>,
  identityOf: (feed: string) => IdentityKey | undefined,
  answerer: Answerer = NOBODY,
): Thread | null {
  const all = inOrder(facts);
  const offer = all.find((fact) => fact.kind === "offer.make.1");
  if (offer?.kind !== "offer.make.1" || offer.body.owner === offer.identity) return null;
  const maker = offer.identity;
  const { owner, listing } = offer.body;
  const parties = all.filter((fact) => fact.identity === maker || fact.identity === owner);
  const talk = answerer.isOffer
    ? inRing(offer, answerer.accept)
    : bargain(offer, actedUpon(inBargainOrder(parties)), answerer.isBid);
  const { handovers, ended, endAskedBy } = talk.agreed === null ? NOT_AGREED : readEnding(parties, identityOf);
  const doneAt = handovers.length === 2 ? latest(handovers.map(({ time }) => time)) : null;
  const vouches = talk.agreed === null ? [] : readVouches(parties, { maker, owner, from: talk.agreed.time, doneAt });
  const stakes = parties.filter((fact) => fact.kind === "deal.hold.1");
  const otherOf = (party: IdentityKey) => (party === maker ? owner : party === owner ? maker : null);
  return {
    id: offer.id,
    listing,
    maker,
    owner,
    ...talk,
    handovers,
    ended,
    endAskedBy,
    doneAt,
    vouches,
    words: parties.flatMap((fact) => (fact.kind === "deal.say.1" ? wordsOf(fact) : [])),
    holds: talk.agreed === null ? [] : readHolds(stakes, otherOf),
    thanks: doneAt === null ? [] : readThanks(parties, (party) => (party === maker ? owner : maker)),
    updated: latest(parties.map(({ time }) => time)),
  };
}

/** D5, D11: how long a thread holds its things, from the records alone: for good once handed over in time, until it was ended, else a fortnight. */
export function holdsUntil(thread: Thread): number {
  if (thread.agreed === null) return 0;
  if (thread.ended !== null) return thread.ended.time;
  const lapse = thread.agreed.time + DEAL_LIFE_MS;
  return thread.doneAt !== null && thread.doneAt <= lapse ? Number.POSITIVE_INFINITY : lapse;
}

/** R2: an offer for a ring is accepted by the ring, and by nobody alone; whoever made it has said yes, and is bound. */
function inRing(offer: Fact<"offer.make.1">, accept: RingAccept | null): Talk {
  const round = roundOf(offer, offer.body.terms);
  const nothing = { rounds: [round], closed: null, closedWhy: null, agreed: null, agreedId: null, bargain: null };
  if (accept === null) return nothing;
  const agreed = { round: round.id, choice: 0, by: accept.by, time: accept.time };
  return { ...nothing, agreed, agreedId: accept.id, bargain: round.terms[0] ?? null };
}

type Talk = Pick<Thread, "rounds" | "closed" | "closedWhy" | "agreed" | "agreedId" | "bargain">;

/** D1–D4: offer, counter, accept, decline, withdraw, each only by whose turn it is, about what lies on the table. A bid is not withdrawn (A1). */
function bargain(offer: Fact<"offer.make.1">, facts: readonly ThreadFact[], isBid: boolean): Talk {
  const rounds: Round[] = [roundOf(offer, offer.body.terms)];
  let closed: Talk["closed"] = null;
  let closedWhy: Talk["closedWhy"] = null;
  let agreed: Talk["agreed"] = null;
  let agreedId: RecordId | null = null;
  let bargained: Alternative | null = null;
  for (const fact of facts) {
    const table = rounds.at(-1);
    if (table === undefined || closed !== null || agreed !== null) break;
    const answers = fact.identity !== table.by;
    if (fact.kind === "offer.counter.1" && answers && fact.body.after === table.id) {
      rounds.push(roundOf(fact, fact.body.terms));
    }
    if (fact.kind === "offer.accept.1" && answers && fact.body.terms === table.id) {
      const chosen = table.terms[fact.body.choice];
      if (chosen === undefined || fact.time > table.time + OFFER_LIFE_MS) continue;
      agreed = { round: table.id, choice: fact.body.choice, by: fact.identity, time: fact.time };
      agreedId = fact.id;
      bargained = chosen;
    }
    const isClosing = fact.kind === "offer.close.1" || fact.kind === "offer.close.2";
    const isBound = isClosing && isBid && fact.identity === offer.identity && fact.body.how === "withdrawn";
    if (isClosing && !isBound && answers === (fact.body.how === "declined")) {
      closed = fact.body.how;
      closedWhy = "why" in fact.body ? fact.body.why : null;
    }
  }
  return { rounds, closed, closedWhy, agreed, agreedId, bargain: bargained };
}

/**
 * Clocks differ by minutes: an answer may bear an earlier time than what it answers. So an answer is read after what it
 * names, and otherwise by time.
 */
function inBargainOrder(facts: readonly ThreadFact[]): readonly ThreadFact[] {
  const byId = new Map(facts.map((fact) => [fact.id, fact] as const));
  const places = new Map<ThreadFact, Place>();
  for (const fact of facts) {
    // One party alone can write a line of thousands, each naming the one before: walked, not called, and once.
    const line: ThreadFact[] = [];
    // A record's id covers what it names, so nobody can make a circle of them.
    for (let at: ThreadFact | undefined = fact; at !== undefined && !places.has(at); at = namedBy(at, byId))
      line.push(at);
    for (const one of line.reverse()) {
      const before = namedBy(one, byId);
      const from = (before === undefined ? undefined : places.get(before)) ?? { time: 0, depth: 0 };
      places.set(one, { time: Math.max(one.time, from.time), depth: from.depth + 1 });
    }
  }
  const placed = facts.map((fact) => ({ fact, ...(places.get(fact) ?? { time: fact.time, depth: 1 }) }));
  placed.sort((a, b) => a.time - b.time || a.depth - b.depth || byTime(a.fact, b.fact));
  return placed.map(({ fact }) => fact);
}

/**
 * Where both have handed over, they have acted upon what was accepted: no close and no counter counts that leads elsewhere, as either
 * could date one back and so undo the deal, and what the other has said of him. Else all of them.
 */
function actedUpon(facts: readonly ThreadFact[]): readonly ThreadFact[] {
  if (!isHandedOver(facts)) return facts;
  const byId = new Map(facts.map((fact) => [fact.id, fact] as const));
  const accept = facts.find((fact) => {
    const terms = fact.kind === "offer.accept.1" ? byId.get(fact.body.terms) : undefined;
    return terms !== undefined && terms.identity !== fact.identity;
  });
  if (accept === undefined) return facts;
  const line = new Set<ThreadFact>();
  for (let at = namedBy(accept, byId); at !== undefined && !line.has(at); at = namedBy(at, byId)) line.add(at);
  return facts.filter((fact) => {
    const isClose = fact.kind === "offer.close.1" || fact.kind === "offer.close.2";
    return !isClose && (fact.kind !== "offer.counter.1" || line.has(fact));
  });
}

interface Place {
  readonly time: number;
  readonly depth: number;
}

function namedBy(fact: ThreadFact, byId: ReadonlyMap<RecordId, ThreadFact>): ThreadFact | undefined {
  const named =
    fact.kind === "offer.counter.1" ? fact.body.after : fact.kind === "offer.accept.1" ? fact.body.terms : null;
  return named === null || named === fact.id ? undefined : byId.get(named);
}

/** X9: the newest word of each party; an empty one takes back what was said before. */
function readThanks(facts: readonly ThreadFact[], otherOf: (party: IdentityKey) => IdentityKey): readonly ThankView[] {
  const newest = new Map<IdentityKey, ThankView>();
  for (const { kind, identity, id, time, body } of facts) {
    if (kind !== "deal.thank.1") continue;
    newest.set(identity, { id, by: identity, to: otherOf(identity), time, text: body.text });
  }
  return [...newest.values()].filter(({ text }) => text !== "");
}

interface VouchFrame {
  readonly maker: IdentityKey;
  readonly owner: IdentityKey;
  readonly from: Time;
  readonly doneAt: Time | null;
}

/**
 * V1–V4: the first seal of each counts; it opens to what it was sealed over, once both are in or the wait is over. Whoever
 * has opened his may change his mind: the newest word counts, and what he said before stays readable.
 */
function readVouches(facts: readonly ThreadFact[], frame: VouchFrame): readonly VouchView[] {
  const seals = new Map<IdentityKey, Fact<"vouch.seal.1">>();
  for (const fact of facts) {
    if (fact.kind !== "vouch.seal.1" || seals.has(fact.identity)) continue;
    seals.set(fact.identity, fact);
  }
  // With both envelopes in, an opening counts whenever it was written: clocks differ by minutes.
  const mayOpenFrom = seals.size === 2 ? 0 : (frame.doneAt ?? frame.from) + VOUCH_WAIT_MS;
  return [...seals.values()].map((seal): VouchView => {
    const opening = facts.find((fact) => fact.kind === "vouch.open.1" && opens(fact, seal) && fact.time >= mayOpenFrom);
    const about = seal.identity === frame.maker ? frame.owner : frame.maker;
    if (opening?.kind !== "vouch.open.1") {
      return { by: seal.identity, about, sealedAt: seal.time, opened: null, earlier: [] };
    }
    const changes = facts.flatMap((fact) =>
      fact.kind === "vouch.change.1" && fact.identity === seal.identity && byTime(fact, opening) > 0 ? [fact] : [],
    );
    const said = [opening, ...changes].map(openedOf);
    return { by: seal.identity, about, sealedAt: seal.time, opened: said.at(-1) ?? null, earlier: said.slice(0, -1) };
  });
}

function opens(fact: Fact<"vouch.open.1">, seal: Fact<"vouch.seal.1">): boolean {
  return fact.identity === seal.identity && equalBytes(sealOf(fact), seal.body.seal);
}

/** Hashed once: a thread is read anew with each word in it, and one party can open thousands of envelopes that are none. */
const sealByOpening = new WeakMap<Fact<"vouch.open.1">, Uint8Array>();

function sealOf(fact: Fact<"vouch.open.1">): Uint8Array {
  const seal = sealByOpening.get(fact) ?? sealOfVouch(fact.identity, fact.body);
  sealByOpening.set(fact, seal);
  return seal;
}

function openedOf({ body, time }: Fact<"vouch.open.1" | "vouch.change.1">): OpenedVouch {
  const { good, keptTerms, showedUp, asDescribed, words } = body;
  return { good, keptTerms, showedUp, asDescribed, words, time };
}

function roundOf(fact: ThreadFact, terms: Round["terms"]): Round {
  return { id: fact.id, by: fact.identity, time: fact.time, terms };
}

function wordsOf({ id, identity, feed, time, body }: Fact<"deal.say.1">): SealedWords {
  return { id, by: identity, feed, time, to: body.to };
}

function latest(times: readonly Time[]): Time {
  return times.reduce((a, b) => (a > b ? a : b));
}
