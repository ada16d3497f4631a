import type { IdentityKey, RecordId } from "../ids.ts";
import type { DealView, MemberView } from "../pond/views.ts";
import { pairCapacity, type PairCapacity, reportSeverity } from "./capacity.ts";
import { findNewestIdentities } from "./newest-identity.ts";

/** T1: a node: a person under the newest of his identities. */
export interface Person {
  readonly id: IdentityKey;
  readonly index: number;
}

/** Two people and all deals between them, whichever of their identities made them. */
export interface Pair {
  /** Its edges are 2 × `index` (first → second) and the next one. */
  readonly index: number;
  readonly first: Person;
  readonly second: Person;
  readonly deals: Map<RecordId, DealView>;
  readonly met: boolean;
  /** What each passes on, and how he reports the other; null until read. */
  forth: PairSide | null;
  back: PairSide | null;
}

export interface PairSide extends PairCapacity {
  readonly reports: readonly { readonly severity: number; readonly deal: RecordId }[];
}

/** Who is in the pond and which two have to do with each other. */
export interface People {
  /** By key, so that numbers do not tell in which order they came (G6). */
  readonly persons: readonly Person[];
  /** Null where that identity is not in the pond. */
  person(id: IdentityKey): Person | null;
  /** All identities in the pond, with whose they are. */
  identities(): Iterable<readonly [IdentityKey, Person]>;
  readonly pairs: readonly Pair[];
  pairOf(a: Person, b: Person): Pair | null;
  /** Puts a deal to its pair and returns that; null where its parties are one person, or not both in the pond. */
  putDeal(deal: DealView): Pair | null;
  dropDeal(deal: DealView): Pair | null;
  /** T4: who brought whom in, where the pond's rules let him. */
  readonly invites: readonly { readonly from: Person; readonly to: Person }[];
  inviteOf(from: Person, to: Person): number;
}

/** Reads everybody anew: after somebody came, was brought in otherwise, met somebody or took over an identity. */
export function gatherPeople(members: ReadonlyMap<IdentityKey, MemberView>, deals: Iterable<DealView>): People {
  const newestOf = findNewestIdentities(members);
  const newest = [...members.keys()].filter((id) => newestOf(id) === id).sort();
  const persons = newest.map((id, index): Person => ({ id, index }));
  const personById = new Map(persons.map((person) => [person.id, person] as const));
  for (const id of members.keys()) {
    const person = personById.get(newestOf(id));
    if (person !== undefined) personById.set(id, person);
  }
  const person = (id: IdentityKey) => personById.get(id) ?? null;
  const keyOf = (a: Person, b: Person) => a.index * persons.length + b.index;
  const pairs: Pair[] = [];
  const pairByKey = new Map<number, Pair>();

  function pairOf(a: Person, b: Person): Pair | null {
    return pairByKey.get(a.index < b.index ? keyOf(a, b) : keyOf(b, a)) ?? null;
  }

  function makePair(a: Person, b: Person, met: boolean): Pair {
    const [first, second] = a.index < b.index ? [a, b] : [b, a];
    const pair: Pair = { index: pairs.length, first, second, deals: new Map(), met, forth: null, back: null };
    pairs.push(pair);
    pairByKey.set(keyOf(first, second), pair);
    return pair;
  }

  function partiesOf(deal: DealView): readonly [Person, Person] | null {
    const maker = person(deal.maker);
    const owner = person(deal.owner);
    return maker === null || owner === null || maker === owner ? null : [maker, owner];
  }

  function putDeal(deal: DealView): Pair | null {
    const parties = partiesOf(deal);
    if (parties === null) return null;
    const pair = pairOf(...parties) ?? makePair(...parties, false);
    pair.deals.set(deal.id, deal);
    return pair;
  }

  for (const [a, b] of metPairs(members)) {
    const [one, other] = [person(a), person(b)];
    if (one !== null && other !== null && one !== other && pairOf(one, other) === null) makePair(one, other, true);
  }
  for (const deal of deals) putDeal(deal);
  const invites = invitesOf(members, person);
  const inviteByKey = new Map(invites.map(({ from, to }, i) => [keyOf(from, to), i] as const));
  return {
    persons,
    person,
    identities: () => personById,
    pairs,
    pairOf,
    putDeal,
    dropDeal: (deal) => {
      const parties = partiesOf(deal);
      const pair = parties === null ? null : pairOf(...parties);
      pair?.deals.delete(deal.id);
      return pair;
    },
    invites,
    inviteOf: (from, to) => inviteByKey.get(keyOf(from, to)) ?? -1,
  };
}

/** Reads a pair's deals; true where what flows depend on is not what it was. */
export function readPair(pair: Pair, people: People, newest: number): boolean {
  const { forth, back } = pair;
  pair.forth = readSide(pair, pair.first, people, newest);
  pair.back = readSide(pair, pair.second, people, newest);
  return !isSameSide(forth, pair.forth) || !isSameSide(back, pair.back);
}

function readSide(pair: Pair, from: Person, people: People, newest: number): PairSide {
  const deals = [...pair.deals.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const isFrom = (by: IdentityKey) => people.person(by) === from;
  const reports = deals
    .map((deal) => ({ severity: reportSeverity(deal, isFrom), deal: deal.id }))
    .filter(({ severity }) => severity > 0);
  return { ...pairCapacity(deals, isFrom, pair.met, newest), reports };
}

function isSameSide(a: PairSide | null, b: PairSide): boolean {
  if (a === null) return false;
  const isSame = (i: number) =>
    a.reports[i]?.deal === b.reports[i]?.deal && a.reports[i]?.severity === b.reports[i]?.severity;
  return (
    a.drops === b.drops &&
    a.until === b.until &&
    a.reports.length === b.reports.length &&
    a.reports.every((_, i) => isSame(i))
  );
}

function* metPairs(members: ReadonlyMap<IdentityKey, MemberView>): Iterable<readonly [IdentityKey, IdentityKey]> {
  for (const { id, met } of members.values()) {
    for (const other of met) if (id < other && members.get(other)?.met.includes(id) === true) yield [id, other];
  }
}

function invitesOf(members: ReadonlyMap<IdentityKey, MemberView>, person: People["person"]): People["invites"] {
  const seen = new Set<string>();
  return [...members.values()].flatMap(({ id, invitedBy, invitedByRule }) => {
    const from = invitedBy === null ? null : person(invitedBy);
    const to = person(id);
    if (!invitedByRule || from === null || to === null || from === to) return [];
    const key = `${from.index}|${to.index}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ from, to }];
  });
}
