import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MemberView } from "../../../../src/domain/pond/views.ts";
import { playAttack, type PlayedPond } from "../../../../src/domain/trust/playground.ts";
import { DAY } from "../../../support/teller.ts";
import { dealRow, memberRow, person, POND, START } from "../../../support/trust-views.ts";

const [ME, MEI, EVE, LI] = [person(0), person(1), person(2), person(3)];
const newest = START + 30 * DAY;

/** I have swapped with Mei twice, Mei with Eve and with Li once. All came by me. */
function street(): PlayedPond {
  const people = [ME, MEI, EVE, LI].map((id) => memberRow(id, { invitedBy: id === ME ? null : ME }));
  const swap = (name: string, a: number, b: number) =>
    dealRow({ name, maker: person(a), owner: person(b), day: 1, makerSays: "good", ownerSays: "good" });
  const deals = [swap("one", 0, 1), swap("two", 0, 1), swap("three", 1, 2), swap("four", 1, 3)];
  return { pond: POND, members: people, deals, newest, me: ME };
}

describe("the playground", () => {
  test.each(["star", "chain"] as const)(
    "[T12] [G1] fifty false friends in a %s get no more than one cheat",
    (shape) => {
      const answer = playAttack(street(), { attacker: EVE, sybils: 50, shape });
      // One drop of my invite and four by Mei.
      expect(answer).toMatchObject({ before: 5, bound: 5, togetherBefore: 5, othersMoved: 0, sybils: 50 });
      expect(answer?.praise).toBe(51 * 50);
      expect(answer?.after).toBe(5);
      expect(answer?.togetherAfter).toBe(5);
    },
  );

  test("[G4] all of them together have no more of the walk than comes to the cheat, however many they are", () => {
    // Eve said nothing about Mei, so that the walk ends at her: she keeps the 15 in 100 of it that ends at every step.
    const pond = street();
    const quiet = dealRow({ name: "three", maker: MEI, owner: EVE, day: 1, makerSays: "good" });
    const deals = [...pond.deals].map((deal) => (deal.id === quiet.id ? quiet : deal));
    const play = (sybils: number) => playAttack({ ...pond, deals }, { attacker: EVE, sybils, shape: "star" });
    const comes = (play(1)?.walkBefore ?? 0) / 0.15;
    expect(comes).toBeGreaterThan(0.05);
    for (const sybils of [1, 2, 10, 50, 100]) {
      const share = play(sybils)?.walkAfter ?? 1;
      expect(share).toBeGreaterThan(comes * 0.15);
      expect(share).toBeLessThanOrEqual(comes + 1e-6);
    }
  });

  test("in a pond of one, the cheat is somebody whom I invite: worth one drop, however many he becomes", () => {
    const alone = { ...street(), members: [memberRow(ME)], deals: [] };
    const answer = playAttack(alone, { attacker: ME, sybils: 100, shape: "star" });
    expect(answer).toMatchObject({
      before: 1,
      after: 1,
      bound: 1,
      togetherBefore: 1,
      togetherAfter: 1,
      othersMoved: 0,
    });
    expect(answer?.attacker).not.toBe(ME);
  });

  test("a bad word about the cheat does not follow him to new names: what he was given is still the bound", () => {
    const told = dealRow({ name: "five", maker: MEI, owner: EVE, day: 2, makerSays: "bad", ownerSays: "good" });
    const pond = street();
    const answer = playAttack({ ...pond, deals: [...pond.deals, told] }, { attacker: EVE, sybils: 10, shape: "star" });
    expect(answer?.before).toBeLessThan(answer?.bound ?? 0);
    expect(answer?.after).toBeGreaterThan(answer?.before ?? 0);
    expect(answer?.togetherAfter).toBeLessThanOrEqual(answer?.bound ?? 0);
  });

  test("nobody is measured who is not there", () => {
    expect(playAttack(street(), { attacker: person(9), sybils: 5, shape: "star" })).toBeNull();
    expect(playAttack({ ...street(), me: person(9) }, { attacker: EVE, sybils: 5, shape: "star" })).toBeNull();
  });

  test("the pond that is played with is left as it was", () => {
    const pond = street();
    const before = structuredClone(pond);
    playAttack(pond, { attacker: EVE, sybils: 20, shape: "chain" });
    expect(pond).toEqual(before);
  });

  test("[T12] [G1] [G2] in any pond, with any cheat and any number", () => {
    const said = fc.constantFrom("good" as const, "bad" as const, "closed" as const);
    const deal = fc.record({ a: fc.nat(7), b: fc.nat(7), aSays: said, bSays: said });
    fc.assert(
      fc.property(
        fc.array(deal, { maxLength: 20 }),
        fc.nat(7),
        fc.integer({ min: 1, max: 25 }),
        fc.constantFrom("star" as const, "chain" as const),
        (swaps, cheat, sybils, shape) => {
          const members = Array.from({ length: 8 }, (_, n): MemberView => {
            return memberRow(person(n), { invitedBy: n === 0 ? null : person(n >> 1) });
          });
          const deals = swaps
            .filter(({ a, b }) => a !== b)
            .map(({ a, b, aSays, bSays }, i) =>
              dealRow({ name: `${i}`, maker: person(a), owner: person(b), day: 1, makerSays: aSays, ownerSays: bSays }),
            );
          const pond = { pond: POND, members, deals, newest, me: ME };
          const answer = playAttack(pond, { attacker: person(cheat), sybils, shape });
          if (answer === null) throw new Error("both are there");
          expect(answer.after).toBeLessThanOrEqual(answer.bound);
          expect(answer.togetherAfter).toBeLessThanOrEqual(answer.bound);
          expect(answer.othersMoved).toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
