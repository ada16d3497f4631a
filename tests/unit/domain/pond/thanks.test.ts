import { describe, expect, test } from "vitest";
import type { RecordId } from "../../../../src/domain/ids.ts";
import { encodeBody } from "../../../../src/domain/kinds/body.ts";
import { MAX_COMMENT, MAX_MENTIONS, MAX_THANKS, USUAL_STAKE } from "../../../../src/domain/limits.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { createTrustEngine } from "../../../../src/domain/trust/engine.ts";
import { createStory, type Story } from "../../../support/teller.ts";

function street() {
  const story = createStory();
  const mei = story.teller("mei");
  const li = story.teller("li", mei);
  const eve = story.teller("eve", mei);
  return { story, mei, li, eve };
}

function thanksOf(story: Story, deal: RecordId, told = story.told) {
  const fold = createPondFold(story.pond);
  fold.absorb(told);
  return fold.deal(deal)?.thanks.map(({ by, to, text }) => ({ by, to, text }));
}

describe("[X9] thanks", () => {
  test("of a party, once both have handed over; the newest counts, an empty one takes it back", () => {
    const { story, mei, li, eve } = street();
    const deal = story.swap(li, mei);
    mei.say("deal.thank.1", { deal, text: "Thanks, Li" });
    mei.say("deal.thank.1", { deal, text: "Thanks, Li, for the lamp" });
    eve.say("deal.thank.1", { deal, text: "thanks to me" });
    const said = [{ by: mei.id, to: li.id, text: "Thanks, Li, for the lamp" }];
    expect(thanksOf(story, deal)).toEqual(said);
    expect(thanksOf(story, deal, story.told.toReversed())).toEqual(said);
    mei.say("deal.thank.1", { deal, text: "" });
    expect(thanksOf(story, deal)).toEqual([]);
  });

  test("not before both have", () => {
    const { story, mei, li } = street();
    const deal = story.swap(li, mei);
    mei.say("deal.thank.1", { deal, text: "Thanks" });
    const before = story.told.filter(
      ({ identity, body }) => !(body?.kind === "deal.handover.1" && identity === mei.id),
    );
    expect(thanksOf(story, deal, before)).toEqual([]);
  });

  test("no number of trust follows from it", () => {
    const { story, mei, li } = street();
    const deal = story.swap(li, mei);
    story.vouchBoth(deal, li, mei);
    const seen = () => {
      const fold = createPondFold(story.pond);
      const trust = createTrustEngine();
      const rows = fold.absorb(story.told);
      trust.take(rows, 0);
      const answer = trust.answer(mei.id, li.id);
      return { answer, ways: trust.waysFor(mei.id, li.id, USUAL_STAKE), walk: trust.walk(mei.id) };
    };
    const before = seen();
    for (let i = 0; i < 20; i++) li.say("deal.thank.1", { deal, text: `thanks ${i}` });
    expect(seen()).toEqual(before);
    expect(before.answer?.limit).toBeGreaterThan(0);
  });

  test("has a length", () => {
    const { story, mei, li } = street();
    const deal = story.swap(li, mei);
    expect(encodeBody("deal.thank.1", { deal, text: "x".repeat(MAX_THANKS) }).ok).toBe(true);
    expect(encodeBody("deal.thank.1", { deal, text: "x".repeat(MAX_THANKS + 1) }).ok).toBe(false);
  });
});

describe("[X8] mentions", () => {
  test("stand in the comment by identity, and go with it when it is taken back", () => {
    const { story, mei, li } = street();
    const listing = mei.lists("lamp").id;
    const mentions = [{ member: li.id, at: 0, length: 3 }];
    const comment = mei.say("comment.say.2", { listing, answers: null, text: "@Li still here", mentions }).id;
    const talk = () => {
      const fold = createPondFold(story.pond);
      fold.absorb(story.told);
      return [...fold.talks()][0]?.comments[0];
    };
    expect(talk()).toMatchObject({ id: comment, mentions });
    mei.say("comment.drop.1", { listing, comment });
    expect(talk()).toMatchObject({ text: "", mentions: [] });
  });

  test("are few, in order, and within the text", () => {
    const { mei, li } = street();
    const listing = mei.lists("lamp").id;
    const fits = (mentions: readonly { readonly at: number; readonly length: number }[], text = "@Li and @Li") =>
      encodeBody("comment.say.2", {
        listing,
        answers: null,
        text,
        mentions: mentions.map((one) => Object.assign({ member: li.id }, one)),
      }).ok;
    expect(
      fits([
        { at: 0, length: 3 },
        { at: 8, length: 3 },
      ]),
    ).toBe(true);
    expect(fits([])).toBe(false);
    expect(fits([{ at: 8, length: 4 }])).toBe(false);
    expect(
      fits([
        { at: 8, length: 3 },
        { at: 0, length: 3 },
      ]),
    ).toBe(false);
    expect(
      fits([
        { at: 0, length: 3 },
        { at: 2, length: 3 },
      ]),
    ).toBe(false);
    expect(fits([{ at: 0, length: 0 }])).toBe(false);
    expect(fits([{ at: -1, length: 3 }])).toBe(false);
    const many = Array.from({ length: MAX_MENTIONS + 1 }, (_, at) => ({ at, length: 1 }));
    expect(fits(many, "x".repeat(MAX_COMMENT))).toBe(false);
    expect(fits(many.slice(1), "x".repeat(MAX_COMMENT))).toBe(true);
  });
});
