import { describe, expect, test } from "vitest";
import { createTrustEngine, type TrustEngine } from "../../../../src/domain/trust/engine.ts";
import { DAY } from "../../../support/teller.ts";
import { dealRow, deals, memberRow, members, person, START } from "../../../support/trust-views.ts";

const ana = person(0);
const mei = person(1);
const li = person(2);
const zoe = person(3);
const eve = person(4);
const everybody = [ana, mei, li, zoe, eve];
const NOW = START + 10 * DAY;

/** Zoe → Mei → Li, six drops each (two swaps), and Eve, whom Mei brought in. */
function pond(): TrustEngine {
  const engine = createTrustEngine();
  const good = { day: 1, makerSays: "good", ownerSays: "good" } as const;
  engine.take(
    [
      ...members(...everybody.map((id) => memberRow(id, id === eve ? { invitedBy: mei } : {}))),
      ...deals(
        dealRow({ name: "1", maker: zoe, owner: mei, ...good }),
        dealRow({ name: "2", maker: zoe, owner: mei, ...good }),
        dealRow({ name: "3", maker: mei, owner: li, ...good }),
        dealRow({ name: "4", maker: mei, owner: li, ...good }),
      ),
    ],
    NOW,
  );
  return engine;
}

const stake = (drops: number, ...via: (typeof ana)[]) => ({ by: zoe, ways: [{ drops, via }] });
const swap = { name: "at stake", maker: zoe, owner: li, day: 9 } as const;

describe("what is at stake in a deal", () => {
  test("[T11] is held along the way for everybody's flows, until a good word releases it", () => {
    const engine = pond();
    const [way] = engine.waysFor(zoe, li, 4);
    expect(way).toEqual({ drops: 4, via: [mei, li] });
    const holds = [stake(4, mei, li)];
    engine.take(deals(dealRow({ ...swap, state: "agreed", holds })), NOW);
    expect(engine.answer(zoe, li)?.plus).toBe(2);
    expect(engine.answer(mei, li)?.plus).toBe(2);
    expect(engine.waysFor(zoe, li, 4)).toEqual([{ drops: 2, via: [mei, li] }]);
    // Handed over by both, and no word yet: it could be taken twice if it were free.
    engine.take(deals(dealRow({ ...swap, holds })), NOW);
    expect(engine.answer(mei, li)?.plus).toBe(2);
    engine.take(deals(dealRow({ ...swap, holds, makerSays: "good" })), NOW);
    // Six of her own, and Zoe's word, which is new.
    expect(engine.answer(mei, li)?.plus).toBe(6 + 4);
  });

  test("[T11] is burnt by the holder's bad word for good, and comes back with another mind", () => {
    const engine = pond();
    const holds = [stake(4, mei, li)];
    engine.take(deals(dealRow({ ...swap, holds, makerSays: "bad" })), START + 200 * DAY);
    expect(engine.answer(mei, li)?.plus).toBe(2);
    expect(engine.answer(zoe, mei)?.plus).toBe(2);
    engine.take(deals(dealRow({ ...swap, holds, makerSays: "closed", ownerSays: "bad" })), START + 10 * DAY);
    expect(engine.answer(mei, li)?.plus).toBe(2); // still held: the other's word burns nothing
    engine.take(deals(dealRow({ ...swap, holds, ownerSays: "bad" })), START + 200 * DAY);
    expect(engine.answer(mei, li)?.plus).toBe(6);
  });

  test("[T11] is free again by the ledger's clock: a fortnight for the handover, one more for the word", () => {
    const engine = pond();
    const holds = [stake(4, mei, li)];
    const until = START + (swap.day + 14) * DAY;
    engine.take(deals(dealRow({ ...swap, state: "agreed", holds })), until);
    expect(engine.answer(mei, li)?.plus).toBe(2);
    engine.take([], until + 1);
    expect(engine.answer(mei, li)?.plus).toBe(6);
    engine.take(deals(dealRow({ ...swap, state: "done", holds })), until);
    expect(engine.answer(mei, li)?.plus).toBe(2);
    engine.take([], until + 1);
    expect(engine.answer(mei, li)?.plus).toBe(6);
  });

  test("[T11] counts for nothing along ways that are none: a missing edge, another end, in circles, from a third", () => {
    const engine = pond();
    const others = [
      [stake(4, ana, li)],
      [stake(4, mei)],
      [stake(4, mei, zoe, mei, li)],
      [{ by: mei, ways: [{ drops: 4, via: [li] }] }],
    ];
    for (const holds of others) {
      engine.take(deals(dealRow({ ...swap, state: "agreed", holds })), NOW);
      expect(engine.answer(zoe, li)?.plus).toBe(6);
    }
  });

  test("[T11] [T4] takes deals first, then the invite and its giver's stake", () => {
    const engine = pond();
    const guests = [20, 21, 22, 23, 24].map(person);
    engine.take(members(...guests.map((id) => memberRow(id, { invitedBy: ana }))), NOW);
    const burnt = guests.slice(0, 4).map((guest, i) =>
      dealRow({
        name: `guest ${i}`,
        maker: ana,
        owner: guest,
        day: 9,
        makerSays: "bad",
        holds: [{ by: ana, ways: [{ drops: 1, via: [guest] }] }],
      }),
    );
    expect(engine.answer(ana, guests[4] ?? eve)?.plus).toBe(1);
    engine.take(deals(...burnt.slice(0, 3)), NOW);
    expect(engine.answer(ana, guests[0] ?? eve)?.plus).toBe(0);
    expect(engine.answer(ana, guests[4] ?? eve)?.plus).toBe(1);
    engine.take(deals(...burnt), NOW);
    // Four burnt invites are his whole stake: the fifth guest has nothing of him.
    expect(engine.answer(ana, guests[4] ?? eve)?.plus).toBe(0);
  });
});

describe("what was asked before", () => {
  const says = (from: number, to: number, makerSays: "good" | "bad" | "closed") =>
    dealRow({ name: `${from} ${to}`, maker: person(from), owner: person(to), day: 1, makerSays });

  /** Five in a row, with a deal between neighbours; nobody but the first has said a word yet. */
  function row(): TrustEngine {
    const engine = createTrustEngine();
    const words = deals(says(0, 1, "good"), says(1, 2, "closed"), says(2, 3, "closed"), says(3, 4, "closed"));
    engine.take([...members(...everybody.map((id) => memberRow(id))), ...words], NOW);
    return engine;
  }

  test("[G6] is not answered as before once a way opens or closes by several words at once", () => {
    const engine = row();
    expect(engine.brief(ana, zoe)?.limit).toBe(0);
    engine.take(deals(says(1, 2, "good"), says(2, 3, "good")), NOW);
    expect(engine.brief(ana, zoe)?.limit).toBe(4);
    engine.take(deals(says(1, 2, "closed"), says(2, 3, "closed")), NOW);
    expect(engine.brief(ana, zoe)?.limit).toBe(0);
  });

  test("[G6] [T11] is not answered as before once there is a way to hold drops along", () => {
    const engine = row();
    expect(engine.waysFor(ana, li, 2)).toEqual([]);
    engine.take(deals(says(1, 2, "good")), NOW);
    expect(engine.waysFor(ana, li, 2)).toEqual([{ drops: 2, via: [mei, li] }]);
  });

  test("[G6] [T7] is not answered as before once a reporter three hops away is trusted", () => {
    const engine = row();
    engine.take(deals(says(1, 2, "good"), says(3, 4, "bad")), NOW);
    expect(engine.answer(ana, eve)?.minus).toBe(0);
    engine.take(deals(says(2, 3, "good")), NOW);
    expect(engine.answer(ana, eve)?.minus).toBe(3);
  });
});

describe("who knows whom", () => {
  test("[T2] [T3] having met in person is worth two drops to each, if both say so", () => {
    const engine = pond();
    engine.take(members(memberRow(ana, { met: [li] })), NOW);
    expect(engine.answer(ana, li)?.plus).toBe(0);
    engine.take(members(memberRow(li, { met: [ana] })), NOW);
    expect(engine.answer(ana, li)).toMatchObject({ plus: 2, paths: [{ steps: [{ why: { deals: [], met: true } }] }] });
    expect(engine.answer(li, ana)?.plus).toBe(2);
  });

  test("[T3] [G5] an old deal apart that is vouched for later takes nothing from newer ones face to face", () => {
    const engine = pond();
    const four = [2, 3, 4, 5].map((day) =>
      dealRow({ name: `met ${day}`, maker: ana, owner: li, day, makerSays: "good" }),
    );
    engine.take(deals(...four), NOW);
    expect(engine.answer(ana, li)?.plus).toBe(8);
    const old = dealRow({ name: "old", maker: ana, owner: li, day: 1, how: "apart", makerSays: "good" });
    engine.take(deals(old), NOW);
    expect(engine.answer(ana, li)?.plus).toBe(8);
  });

  test("[T4] an invite against the pond's rules is worth nothing", () => {
    const engine = pond();
    expect(engine.answer(mei, eve)).toMatchObject({ plus: 1, paths: [{ steps: [{ why: { invited: true } }] }] });
    engine.take(members(memberRow(eve, { invitedBy: mei, invitedByRule: false })), NOW);
    expect(engine.answer(mei, eve)?.plus).toBe(0);
  });

  test("[T1] who has taken over an identity has its drops and its bad name, and is answered for by either", () => {
    const engine = pond();
    const heir = person(9);
    engine.take(deals(dealRow({ name: "bad", maker: zoe, owner: li, day: 2, makerSays: "bad" })), NOW);
    const before = engine.answer(zoe, li);
    expect(before).toMatchObject({ plus: 6, minus: 3 });
    engine.take(members(memberRow(heir, { predecessors: [li] }), memberRow(li, { successor: heir })), NOW);
    const after = engine.answer(zoe, heir);
    expect(after).toMatchObject({ member: heir, plus: 6, minus: 3, limit: before?.limit });
    expect(engine.answer(zoe, li)).toEqual(after);
    expect(engine.walk(zoe).get(li)).toBe(engine.walk(zoe).get(heir));
    expect(engine.answer(li, heir)).toBeNull();
    // One pair, not two: repeats are worth less and less over both (T3).
    const again = { name: "5", maker: mei, owner: heir, day: 3, makerSays: "good", ownerSays: "good" } as const;
    engine.take(deals(dealRow(again)), NOW);
    expect(engine.answer(mei, heir)?.plus).toBe(7);
  });

  test("[T9] [T10] a brief and a walk say in short what the answer says", () => {
    const engine = pond();
    const answer = engine.answer(zoe, li);
    expect(engine.brief(zoe, li)).toEqual({ member: li, limit: 6, standing: 6 / 7, way: answer?.paths[0] });
    expect(engine.brief(zoe, ana)).toMatchObject({ limit: 0, way: null });
    expect(engine.brief(zoe, zoe)).toBeNull();
    expect(engine.brief(zoe, person(77))).toBeNull();
    const shares = engine.walk(zoe);
    expect(shares.get(mei)).toBeGreaterThan(shares.get(li) ?? 1);
    expect(shares.has(ana)).toBe(false);
    expect(engine.walk(person(77)).size).toBe(0);
  });
});
