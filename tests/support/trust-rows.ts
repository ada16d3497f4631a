import fc from "fast-check";
import type { IdentityKey } from "../../src/domain/ids.ts";
import { MAX_HOLD_DROPS } from "../../src/domain/limits.ts";
import type { DealView, MemberView, ViewRow } from "../../src/domain/pond/views.ts";
import { gatherPeople, readPair } from "../../src/domain/trust/pairs.ts";
import type { Arc } from "./trust-numbers.ts";
import { type DealMade, memberRow, person, type Word } from "./trust-views.ts";

/** Arbitrary rows of small ponds. */
export const PEOPLE = 8;

/** Everybody brought in by the first. */
export const settled = Array.from({ length: PEOPLE }, (_, i) =>
  memberRow(person(i), i === 0 ? {} : { invitedBy: person(0) }),
);

const word: fc.Arbitrary<Word> = fc.constantFrom("good", "good", "good", "bad", "closed");

export function dealAmong(people: number, more: Partial<Record<"days", number>> = {}): fc.Arbitrary<DealMade> {
  const who = fc.nat(people - 1);
  return fc
    .record({
      name: fc.integer({ min: 0, max: 25 }),
      a: who,
      step: fc.integer({ min: 1, max: Math.max(1, people - 1) }),
      day: fc.integer({ min: 0, max: more.days ?? 1200 }),
      state: fc.constantFrom<DealView["state"]>("done", "done", "done", "done", "agreed", "handed", "lost", "offered"),
      how: fc.constantFrom<"words" | "apart">("words", "apart"),
      makerSays: word,
      ownerSays: word,
      holder: fc.boolean(),
      ways: fc.array(
        fc.record({ drops: fc.integer({ min: 1, max: MAX_HOLD_DROPS }), over: fc.array(who, { maxLength: 3 }) }),
        { maxLength: 3 },
      ),
    })
    .map(({ name, a, step, day, state, how, makerSays, ownerSays, holder, ways }) => {
      // A deal's parties never change: its name is theirs.
      const [maker, owner] = [person(a), person((a + step) % people)];
      const [by, other] = holder ? [maker, owner] : [owner, maker];
      const along = ways.map(({ drops, over }) => ({ drops, via: [...over.map(person), other] }));
      const holds = along.length === 0 ? [] : [{ by, ways: along }];
      return { name: `${name} of ${a} and ${step}`, maker, owner, day, state, how, makerSays, ownerSays, holds };
    });
}

export function memberAmong(people: number): fc.Arbitrary<MemberView> {
  const who = fc.nat(people - 1);
  const maybe = fc.option(who, { freq: 4 });
  return fc
    .record({
      who,
      invitedBy: fc.option(who),
      rule: fc.integer({ min: 0, max: 4 }),
      met: fc.subarray(Array.from({ length: people }, (_, i) => i)),
      successor: maybe,
      predecessors: fc.array(who, { maxLength: 1 }),
      taken: fc.integer({ min: 0, max: 3 }),
    })
    .map(({ who: n, invitedBy, rule, met, successor, predecessors, taken }) =>
      memberRow(person(n), {
        invitedBy: invitedBy === null ? null : person(invitedBy),
        invitedByRule: rule > 0,
        met: met.map(person),
        successor: taken > 0 || successor === null ? null : person(successor),
        predecessors: taken === 0 ? predecessors.map(person) : [],
      }),
    );
}

/** What these rows come to, as bare numbers, holds aside. */
export function arcsOf(rows: readonly ViewRow[], newest: number) {
  const memberRows = rows.flatMap((view) => (view.table === "members" ? [[view.row.id, view.row] as const] : []));
  const people = gatherPeople(
    new Map<IdentityKey, MemberView>(memberRows),
    rows.flatMap((view) => (view.table === "deals" ? [view.row] : [])),
  );
  const arcs: Arc[] = people.invites.map(({ from, to }) => ({
    from: from.index,
    to: to.index,
    capacity: 1,
    invite: true,
  }));
  for (const pair of people.pairs) {
    readPair(pair, people, newest);
    const [first, second] = [pair.first.index, pair.second.index];
    arcs.push({ from: first, to: second, capacity: pair.forth?.drops ?? 0, invite: false });
    arcs.push({ from: second, to: first, capacity: pair.back?.drops ?? 0, invite: false });
  }
  return { people, arcs };
}
