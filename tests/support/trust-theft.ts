import fc from "fast-check";
import { MAX_HOLD_DROPS } from "../../src/domain/limits.ts";
import type { DealView, ViewRow } from "../../src/domain/pond/views.ts";
import { createTrustEngine } from "../../src/domain/trust/engine.ts";
import { DAY } from "./teller.ts";
import { sumOf } from "./trust-numbers.ts";
import { never } from "./trust-properties.ts";
import { arcsOf, dealAmong } from "./trust-rows.ts";
import { dealRow, deals, memberRow, members, person, START } from "./trust-views.ts";

/** Honest 0 … 4 who trade with each other; an attacker, 5, whom some of them trust, and his identities after him. */
const HONEST = 5;
const theft = fc.record({
  sybils: fc.integer({ min: 1, max: 24 }),
  among: fc.array(dealAmong(HONEST, { days: 300 }), { maxLength: 12 }),
  given: fc.array(
    fc.record({ by: fc.nat(HONEST - 1), to: fc.nat(24), how: fc.constantFrom("words" as const, "apart" as const) }),
    {
      maxLength: 6,
    },
  ),
  invitedBy: fc.array(fc.nat(HONEST + 24), { minLength: 25, maxLength: 25 }),
  inside: fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 40 }),
  tries: fc.array(
    fc.record({
      viewer: fc.nat(HONEST - 1),
      sybil: fc.nat(24),
      stake: fc.integer({ min: 1, max: MAX_HOLD_DROPS }),
      /** Whether his bad word comes before the next deal, or all at the end. */
      atOnce: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  ),
});

export const lossesAreBounded = fc.property(theft, ({ sybils, among, given, invitedBy, inside, tries }) => {
  const bad = (n: number) => HONEST + (n % (sybils + 1));
  const count = HONEST + sybils + 1;
  const gifts = given.map(({ by, to, how }, i) =>
    dealRow({
      name: `gift ${i}`,
      maker: person(by),
      owner: person(bad(to)),
      day: 300,
      how,
      makerSays: "good",
      ownerSays: "good",
    }),
  );
  const praise = inside
    .map(([a, b]) => [bad(a), bad(b)] as const)
    .filter(([a, b]) => a !== b)
    .map(([a, b], i) =>
      dealRow({
        name: `praise ${i}`,
        maker: person(a),
        owner: person(b),
        day: 300,
        makerSays: "good",
        ownerSays: "good",
      }),
    );
  const people = Array.from({ length: count }, (_, n) => {
    const inviter = invitedBy[n % 25] ?? 0;
    // Honest people brought each other in, and some of the attacker's; he the others.
    const by = n === 0 ? null : n < HONEST ? person(0) : person(inviter < count ? inviter : HONEST);
    return memberRow(person(n), { invitedBy: by });
  });
  const honestDeals = among.map((deal) => dealRow({ ...deal, holds: [] }));
  const rows = [...members(...people), ...deals(...honestDeals, ...gifts, ...praise)];
  const bound = givenAway(rows, START + 301 * DAY);
  const engine = createTrustEngine();
  engine.take(rows, START + 301 * DAY);
  let lost = 0;
  const bitter: DealView[] = [];
  for (const [i, { viewer, sybil, stake, atOnce }] of tries.entries()) {
    const ways = engine.waysFor(person(viewer), person(bad(sybil)), stake);
    if (ways.length === 0) continue;
    lost += ways.reduce((sum, { drops }) => sum + drops, 0);
    const deal = {
      name: `theft ${i}`,
      maker: person(viewer),
      owner: person(bad(sybil)),
      day: 301,
      // He praises whom he robs; that is worth nothing to him.
      ownerSays: "good" as const,
      holds: [{ by: person(viewer), ways }],
    };
    engine.take(deals(dealRow({ ...deal, state: i % 2 === 0 ? "agreed" : "done" })), START + 301 * DAY);
    const after = dealRow({ ...deal, makerSays: "bad" });
    if (atOnce) engine.take(deals(after), START + 301 * DAY);
    else bitter.push(after);
  }
  engine.take(deals(...bitter), START + 700 * DAY);
  never(lost > bound, `honest people lost ${lost}, having given ${bound}`);
});

/** What honest people give the attacker in these rows, in drops. */
function givenAway(rows: readonly ViewRow[], newest: number): number {
  const { people, arcs } = arcsOf(rows, newest);
  const honest = new Set(Array.from({ length: HONEST }, (_, n) => people.person(person(n))?.index ?? -1));
  return sumOf(arcs.filter(({ from, to }) => honest.has(from) && !honest.has(to)));
}
