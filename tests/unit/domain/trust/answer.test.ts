import { describe, expect, test } from "vitest";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { createTrustEngine } from "../../../../src/domain/trust/engine.ts";
import { createStory, DAY, type Story, type SwapOptions, type Teller } from "../../../support/teller.ts";

function ask(story: Story, viewer: Teller, member: Teller) {
  const fold = createPondFold(story.pond);
  const engine = createTrustEngine();
  engine.take(fold.absorb(story.told), fold.newest());
  return engine.answer(viewer.id, member.id);
}

function goodSwap(story: Story, a: Teller, b: Teller, options?: SwapOptions): void {
  const deal = story.swap(a, b, options);
  story.vouch(deal, a, true);
  story.vouch(deal, b, true);
}

describe("what a member wants to know of another", () => {
  test("[T2] [T9] Zoe knows Mei, Mei knows Li: so much, and why", () => {
    const story = createStory();
    const ana = story.teller("ana");
    const mei = story.teller("mei", ana);
    const li = story.teller("li", ana);
    const zoe = story.teller("zoe", ana);
    goodSwap(story, zoe, mei);
    goodSwap(story, mei, li);
    goodSwap(story, mei, li);
    const answer = ask(story, zoe, li);
    expect(answer).toMatchObject({ limit: 4, plus: 4, minus: 0 });
    expect(answer?.paths).toMatchObject([
      {
        drops: 4,
        steps: [
          { from: zoe.id, to: mei.id },
          { from: mei.id, to: li.id, why: { deals: [{}, {}].map(() => expect.any(String)) } },
        ],
      },
    ]);
  });

  test("[T2] a deal that only one handed over, or one without a good word, is worth nothing", () => {
    const story = createStory();
    const ana = story.teller("ana");
    const mei = story.teller("mei", ana);
    const li = story.teller("li", ana);
    story.vouch(story.swap(mei, li), li, true);
    // Only Li has sealed; his envelope is still closed.
    expect(ask(story, li, mei)?.plus).toBe(0);
  });

  test("[T3] repeats count less and less, apart counts less than face to face, and a year halves", () => {
    const story = createStory();
    const ana = story.teller("ana");
    const mei = story.teller("mei", ana);
    const li = story.teller("li", ana);
    const zoe = story.teller("zoe", ana);
    goodSwap(story, mei, zoe, { how: "apart" });
    expect(ask(story, mei, zoe)?.plus).toBe(3);
    for (const expected of [4, 6, 7, 8, 8]) {
      goodSwap(story, mei, li);
      expect(ask(story, mei, li)?.plus).toBe(expected);
    }
    story.wait(366 * DAY);
    zoe.say("member.profile.1", { name: "zoe", about: "a year later" });
    expect(ask(story, mei, li)?.plus).toBe(4);
  });

  test("[T4] a newcomer is worth one drop to whoever brought him, and joining gives nothing else", () => {
    const story = createStory();
    const ana = story.teller("ana");
    const mei = story.teller("mei", ana);
    const li = story.teller("li", mei);
    expect(ask(story, ana, mei)?.limit).toBe(1);
    expect(ask(story, ana, li)?.limit).toBe(1);
    expect(ask(story, li, ana)?.limit).toBe(0);
  });

  test("[T5] [T8] a bad word about a deal lowers the limit and the standing; a stranger's does not", () => {
    const story = createStory();
    const ana = story.teller("ana");
    const mei = story.teller("mei", ana);
    const li = story.teller("li", ana);
    const eve = story.teller("eve", ana);
    goodSwap(story, ana, mei);
    goodSwap(story, ana, li);
    const before = ask(story, ana, li);
    const deal = story.swap(mei, li);
    story.vouch(deal, mei, false);
    story.vouch(deal, li, true);
    const after = ask(story, ana, li);
    expect(after?.minus).toBe(1);
    expect(after?.limit).toBe((before?.limit ?? 0) - 1);
    expect(after?.standing).toBeLessThan(before?.standing ?? 0);
    expect(after?.reports).toMatchObject([{ steps: [{ to: mei.id }, { from: mei.id, to: li.id }] }]);
    // Eve was never in a deal with Li: she cannot even seal a vouch about one.
    eve.say("vouch.seal.1", { deal, seal: new Uint8Array(32) });
    expect(ask(story, ana, li)).toEqual(after);
  });

  test("[T4] fifty who praise each other are worth what their inviter staked", () => {
    const story = createStory();
    const ana = story.teller("ana");
    const zoe = story.teller("zoe", ana);
    const eve = story.teller("eve", ana);
    const sybils = Array.from({ length: 50 }, (_, i) => story.teller(`sybil ${i}`, eve));
    for (const [i, sybil] of sybils.entries()) goodSwap(story, sybil, sybils[(i + 1) % 50] ?? eve);
    goodSwap(story, zoe, ana);
    for (const sybil of sybils.slice(0, 10)) expect(ask(story, zoe, sybil)?.limit).toBeLessThanOrEqual(1);
  });
});
