import { describe, expect, test } from "vitest";
import { DEAL_LIFE_MS, OFFER_LIFE_MS } from "../../../../src/domain/limits.ts";
import type { IdentityKey, PondId, RecordId, Time } from "../../../../src/domain/ids.ts";
import type { DealView, VouchView } from "../../../../src/domain/pond/views.ts";
import { brokenOff, memberFacts } from "../../../../src/ui/features/people/member-facts.ts";

const HOUR_MS = 60 * 60 * 1000;
const START = 1_800_000_000_000;
// Names and numbers stand for keys and times here: nothing looks into them.
const id = (name: string) => name as IdentityKey;
const at = (hours: number) => (START + hours * HOUR_MS) as Time;
const li = { id: id("Li"), predecessors: [] };

function deal(name: string, more: Partial<DealView> = {}): DealView {
  return {
    pond: "pond" as PondId,
    id: name as RecordId,
    listing: "listing" as RecordId,
    maker: id("Mei"),
    owner: id("Li"),
    rounds: [{ id: name as RecordId, by: id("Mei"), time: at(0), terms: [] }],
    state: "offered",
    via: null,
    closedWhy: null,
    ended: null,
    endAskedBy: null,
    turn: id("Li"),
    agreed: null,
    handovers: [],
    vouches: [],
    words: [],
    holds: [],
    thanks: [],
    updated: at(0),
    ...more,
  };
}

const agreedAfter = (hours: number) => ({ round: "1" as RecordId, choice: 0, by: id("Li"), time: at(hours) });

function vouch(about: string, more: Partial<NonNullable<VouchView["opened"]>> = {}): VouchView {
  const opened = { good: true, keptTerms: true, showedUp: true, asDescribed: true, words: "", time: at(9), ...more };
  return { by: id(about === "Li" ? "Mei" : "Li"), about: id(about), sealedAt: at(8), opened, earlier: [] };
}

describe("what the records say of a member", () => {
  test("swaps count when both have confirmed them, people once each", () => {
    const deals = [
      deal("a", { state: "done" }),
      deal("b", { state: "done", maker: id("Li"), owner: id("Mei") }),
      deal("c", { state: "done", maker: id("Zoe") }),
      deal("d", { state: "handed" }),
    ];
    const facts = memberFacts(li, deals, at(1));
    expect(facts.done.map((one) => one.id)).toEqual(["a", "b", "c"]);
    expect(facts.partners).toEqual(["Mei", "Zoe"]);
  });

  test("vouches count when they are open, and are about him", () => {
    const facts = memberFacts(
      li,
      [
        deal("a", { state: "done", vouches: [vouch("Li"), vouch("Mei", { good: false })] }),
        deal("b", { state: "done", vouches: [vouch("Li", { good: false, asDescribed: false })] }),
        deal("c", { state: "done", vouches: [{ ...vouch("Li"), opened: null }] }),
      ],
      at(10),
    );
    expect(facts.good.map((said) => said.deal.id)).toEqual(["a"]);
    expect(facts.bad.map((said) => said.deal.id)).toEqual(["b"]);
  });

  test("broken off is what was agreed and never handed over, or to which the other says he did not come; each deal once", () => {
    const agreed = { state: "agreed", agreed: agreedAfter(1) } as const;
    const late = at(1) + DEAL_LIFE_MS + 1;
    const deals = [
      deal("a", agreed),
      deal("b", { ...agreed, vouches: [vouch("Li", { good: false, showedUp: false })] }),
      deal("c", { state: "done", vouches: [vouch("Li", { good: false, showedUp: false })] }),
      deal("d", { state: "done", vouches: [vouch("Mei", { good: false, showedUp: false })] }),
      deal("e", { state: "declined" }),
    ];
    expect([...brokenOff(memberFacts(li, deals, late))].sort()).toEqual(["a", "b", "c"]);
    // As long as there is time, nothing is broken.
    expect([...brokenOff(memberFacts(li, [deal("a", agreed)], late - 2))]).toEqual([]);
  });

  test("how fast he answers: the first answer to each offer made to him, whatever it is; half faster, half slower", () => {
    const counter = { id: "2" as RecordId, by: id("Li"), time: at(3), terms: [] };
    const [offer] = deal("x").rounds;
    if (offer === undefined) throw new Error("every deal has an offer");
    const answered = [
      deal("counter", { rounds: [offer, counter], agreed: agreedAfter(50), state: "agreed" }),
      deal("accepted", { agreed: agreedAfter(1), state: "agreed" }),
      deal("declined", { state: "declined", updated: at(10) }),
    ];
    const notHis = [
      deal("waiting"),
      deal("withdrawn", { state: "withdrawn", updated: at(7) }),
      deal("by him", { maker: id("Li"), owner: id("Mei"), agreed: { ...agreedAfter(2), by: id("Mei") } }),
    ];
    const facts = memberFacts(li, [...answered, ...notHis], at(20));
    expect(facts.answers.map(({ took }) => took / HOUR_MS)).toEqual([3, 1, 10]);
    expect(facts.usualAnswer).toBe(3 * HOUR_MS);
    expect(memberFacts(li, answered.slice(0, 2), at(20)).usualAnswer).toBe(2 * HOUR_MS);
    expect(memberFacts(li, notHis, at(20)).usualAnswer).toBeNull();
  });

  test("an offer that lapsed without a word was never answered", () => {
    const late = at(0) + OFFER_LIFE_MS + 1;
    expect(memberFacts(li, [deal("a")], late).unanswered.map((one) => one.id)).toEqual(["a"]);
    expect(memberFacts(li, [deal("a")], late - 2).unanswered).toEqual([]);
    expect(memberFacts(li, [deal("a", { maker: id("Li"), owner: id("Mei") })], late).unanswered).toEqual([]);
  });

  test("what somebody did under an identity that was taken over counts", () => {
    const old = deal("a", { state: "done", owner: id("old Li"), vouches: [vouch("old Li")] });
    const facts = memberFacts({ id: id("Li"), predecessors: [id("old Li")] }, [old], at(10));
    expect([facts.partners, facts.good.length]).toEqual([["Mei"], 1]);
  });
});
