import fc from "fast-check";
import type { IdentityKey } from "../../src/domain/ids.ts";
import type { ViewRow } from "../../src/domain/pond/views.ts";
import { createTrustEngine, type TrustEngine } from "../../src/domain/trust/engine.ts";
import { DAY } from "./teller.ts";
import { type Arc, sumOf } from "./trust-numbers.ts";
import { never } from "./trust-properties.ts";
import { arcsOf, dealAmong, memberAmong, PEOPLE, settled } from "./trust-rows.ts";
import { dealRow, deals, memberRow, members, person, START } from "./trust-views.ts";

/** Guarantees of TRUST as properties of what the engine answers about arbitrary ponds, from rows as the fold makes them. */
/** Something that happens to a pond, or a question that an engine may keep something of. */
type Step =
  | { readonly rows: readonly ViewRow[] }
  | { readonly days: number }
  /** One of the rows there are is gone, by its number. */
  | { readonly goes: number }
  /** Somebody, by number, is taken over by somebody, or by nobody any more; nothing else about him changes. */
  | { readonly heir: readonly [number, number | null] }
  | { readonly asks: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: dealAmong(PEOPLE).map((made): Step => ({ rows: deals(dealRow(made)) })) },
  { weight: 2, arbitrary: memberAmong(PEOPLE).map((row): Step => ({ rows: members(row) })) },
  { weight: 1, arbitrary: fc.integer({ min: -400, max: 400 }).map((days): Step => ({ days })) },
  { weight: 2, arbitrary: fc.nat().map((goes): Step => ({ goes })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.nat(PEOPLE - 1), fc.option(fc.nat(PEOPLE - 1))).map((heir): Step => ({ heir })),
  },
  { weight: 3, arbitrary: fc.nat(1).map((asks): Step => ({ asks })) },
);

function goneRow(table: ReadonlyMap<string, ViewRow>, goes: number): readonly ViewRow[] {
  const view = [...table.values()][goes % Math.max(1, table.size)];
  if (view?.table !== "members" && view?.table !== "deals") return [];
  return [{ table: "gone", row: { pond: view.row.pond, of: view.table, id: view.row.id } }];
}

function rowsOf(table: ReadonlyMap<string, ViewRow>, now: Step): readonly ViewRow[] {
  if ("rows" in now) return now.rows;
  if ("goes" in now) return goneRow(table, now.goes);
  if (!("heir" in now)) return [];
  const [who, heir] = now.heir;
  const view = table.get(`members ${person(who)}`);
  if (view?.table !== "members") return [];
  return members({ ...view.row, successor: heir === null ? null : person(heir) });
}

/** Rows by what they replace, as a store has them. */
function keep(table: Map<string, ViewRow>, rows: readonly ViewRow[]): void {
  for (const view of rows) {
    if (view.table === "gone" && view.row.of !== "successions") table.delete(`${view.row.of} ${view.row.id}`);
    else if (view.table === "gone") continue;
    else if (view.table === "members" || view.table === "deals") table.set(`${view.table} ${view.row.id}`, view);
  }
}

/** All that can be asked of an engine, as one text. */
function everything(engine: TrustEngine, people: number): string {
  const all = Array.from({ length: people }, (_, i) => person(i));
  return JSON.stringify(
    all.map((viewer) => [
      [...engine.walk(viewer)].sort(([a], [b]) => (a < b ? -1 : 1)),
      all.map((member) => [
        engine.answer(viewer, member),
        engine.brief(viewer, member),
        engine.waysFor(viewer, member, 5),
      ]),
    ]),
  );
}

/** Each brought in by the one before, so that some are too far from each other. */
const strung = settled.map(({ id }, i) => memberRow(id, i === 0 ? {} : { invitedBy: person(i - 1) }));

/** All that a screen of one viewer asks. */
function look(engine: TrustEngine, viewer: IdentityKey): void {
  engine.walk(viewer);
  for (const { id } of settled) engine.brief(viewer, id);
}

export const stepByStepIsAtOnce = fc.property(
  fc.array(dealAmong(PEOPLE), { maxLength: 6 }),
  fc.array(step, { minLength: 1, maxLength: 25 }),
  (first, steps) => {
    const engine = createTrustEngine();
    const table = new Map<string, ViewRow>();
    let newest = START + 700 * DAY;
    const put = (rows: readonly ViewRow[]) => {
      keep(table, rows);
      engine.take(rows, newest);
    };
    put([...members(...strung), ...deals(...first.map(dealRow))]);
    look(engine, person(0));
    for (const now of steps) {
      if ("asks" in now) {
        look(engine, person(now.asks));
        continue;
      }
      if ("days" in now) newest += now.days * DAY;
      put(rowsOf(table, now));
    }
    const fresh = createTrustEngine();
    fresh.take([...table.values()], newest);
    never(everything(engine, PEOPLE) !== everything(fresh, PEOPLE), "the engine answers otherwise than a fresh one");
  },
);

export const orderOfArrivalDoesNotMatter = fc.property(
  fc
    .record({
      made: fc.array(dealAmong(PEOPLE), { maxLength: 25 }),
      some: fc.array(memberAmong(PEOPLE), { maxLength: 4 }),
    })
    .chain(({ made, some }) => {
      const table = new Map<string, ViewRow>();
      keep(table, [...members(...settled, ...some), ...deals(...made.map(dealRow))]);
      const rows = [...table.values()];
      return fc.record({ rows: fc.constant(rows), other: fc.shuffledSubarray(rows, { minLength: rows.length }) });
    }),
  fc.integer({ min: 1, max: 9 }),
  ({ rows, other }, batch) => {
    const newest = START + 1250 * DAY;
    const [one, two] = [createTrustEngine(), createTrustEngine()];
    one.take(rows, newest);
    for (let at = 0; at < other.length; at += batch) {
      two.take(other.slice(at, at + batch), newest);
      two.answer(person(at % PEOPLE), person(1));
    }
    never(everything(one, PEOPLE) !== everything(two, PEOPLE), "another order gives other answers");
  },
);

export const goodWordNeverLowers = fc.property(
  fc.array(dealAmong(PEOPLE), { maxLength: 20 }),
  dealAmong(PEOPLE),
  (made, more) => {
    const rows = made.map((deal) => dealRow({ ...deal, holds: [] }));
    const closed = dealRow({ ...more, name: "one more", state: "done", holds: [], makerSays: "closed" });
    const open = dealRow({ ...more, name: "one more", state: "done", holds: [], makerSays: "good" });
    const engine = createTrustEngine();
    const newest = START + 1250 * DAY;
    const met = settled.map((row) => ({ ...row, met: settled.map(({ id }) => id) }));
    engine.take([...members(...met), ...deals(...rows, closed)], newest);
    const all = settled.map(({ id }) => id);
    const plus = () => all.map((viewer) => all.map((member) => engine.answer(viewer, member)?.plus ?? 0));
    const before = plus();
    engine.take(deals(open), newest);
    const after = plus();
    const isLower = after.some((row, i) => row.some((drops, j) => drops < (before[i]?.[j] ?? 0)));
    never(isLower, "a good word lowers F+");
  },
);

export const successionsNeverAdd = fc.property(
  fc.array(dealAmong(PEOPLE, { days: 200 }), { maxLength: 25 }),
  fc.array(fc.tuple(fc.nat(PEOPLE - 1), fc.nat(PEOPLE - 1)), { minLength: 1, maxLength: 5 }),
  (made, joined) => {
    const made1 = made.map(dealRow);
    const newest = START + 250 * DAY;
    const heirs = settled.map((row, n) => {
      const heir = joined.find(([from, to]) => from === n && to !== n)?.[1];
      return heir === undefined ? row : { ...row, successor: person(heir) };
    });
    const apart = arcsOf([...members(...settled), ...deals(...made1)], newest);
    const together = arcsOf([...members(...heirs), ...deals(...made1)], newest);
    /** What went between any two of now, by the numbers of before. */
    const nowOf = new Map(settled.map(({ id }) => [apart.people.person(id)?.index, together.people.person(id)?.index]));
    for (const { from, to, capacity, invite } of together.arcs) {
      const before = apart.arcs.filter(
        (arc) => arc.invite === invite && nowOf.get(arc.from) === from && nowOf.get(arc.to) === to,
      );
      const sum = before.reduce((all, arc) => all + arc.capacity, 0);
      never(capacity > sum, `an edge of ${sum} drops became one of ${capacity}`);
    }
    const total = (arcs: readonly Arc[]) => sumOf(arcs);
    never(total(together.arcs) > total(apart.arcs), "taking over identities made drops");
  },
);

export const whitewashingGainsNothing = fc.property(
  fc.array(dealAmong(PEOPLE, { days: 300 }), { maxLength: 25 }),
  fc.nat(PEOPLE - 2),
  fc.nat(PEOPLE - 2),
  (made, inviter, own) => {
    const eve = person(PEOPLE - 1);
    const anew = person(PEOPLE);
    const rows = settled.map((row) => (row.id === eve ? memberRow(eve, { invitedBy: person(inviter) }) : row));
    const honest = made.map((deal) => dealRow({ ...deal, holds: [] }));
    const newest = START + 301 * DAY;
    const [before, after] = [createTrustEngine(), createTrustEngine()];
    before.take([...members(...rows), ...deals(...honest)], newest);
    after.take([...members(...rows, memberRow(anew, { invitedBy: person(inviter) })), ...deals(...honest)], newest);
    // What the old identity says of the new one.
    const praise = { name: "praise", maker: eve, owner: anew, day: 301, makerSays: "good", ownerSays: "good" } as const;
    const more = { ...praise, name: `praise ${own}` };
    for (let viewer = 0; viewer < PEOPLE - 1; viewer++) {
      const had = before.answer(person(viewer), eve)?.plus ?? 0;
      const has = after.answer(person(viewer), anew)?.plus ?? 0;
      never(has > had, `a new key has ${has} drops, the old one had ${had}`);
    }
    after.take(deals(dealRow(praise), dealRow(more)), newest);
    for (let viewer = 0; viewer < PEOPLE - 1; viewer++) {
      const had = before.answer(person(viewer), eve)?.plus ?? 0;
      const has = after.answer(person(viewer), anew)?.plus ?? 0;
      const onlyInvite = 1;
      never(has > had + onlyInvite, `praised by the old key, a new one has ${has} drops; the old one had ${had}`);
    }
  },
);
