import { expect, test } from "vitest";
import type { RecordId } from "../../../../src/domain/ids.ts";
import { MAX_COMMENTS_OF_ONE, MAX_COMMENTS_SHOWN } from "../../../../src/domain/limits.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import { createStory, MINUTE, type Story, type Teller } from "../../../support/teller.ts";

function talkOf(story: Story, listing: RecordId) {
  const rows = createPondFold(story.pond).absorb(story.told);
  const talk = rows.findLast((view) => view.table === "talks" && view.row.id === listing);
  if (talk?.table !== "talks") throw new Error("nobody has said a thing");
  return talk.row;
}

function street() {
  const story = createStory();
  const mei = story.teller("mei");
  const li = story.teller("li", mei);
  return { story, mei, li, listing: mei.lists("rice cooker").id };
}

const say = (by: Teller, listing: RecordId, text: string) =>
  by.say("comment.say.1", { listing, answers: null, text }).id;

test("[X5] comments stand in their order; nobody takes back what another has said", () => {
  const { story, mei, li, listing } = street();
  const question = say(li, listing, "Does it steam?");
  story.wait(MINUTE);
  const answer = mei.say("comment.say.1", { listing, answers: question, text: "It does." }).id;
  mei.say("comment.drop.1", { listing, comment: question });
  expect(talkOf(story, listing).comments).toMatchObject([
    { id: question, by: li.id, text: "Does it steam?", takenBack: false },
    { id: answer, by: mei.id, answers: question },
  ]);
  li.say("comment.drop.1", { listing, comment: question });
  expect(talkOf(story, listing).comments[0]).toMatchObject({ id: question, text: "", takenBack: true });
});

test("[X5] nobody fills a page alone, and no page is endless", () => {
  const { story, mei, li, listing } = street();
  const first = say(mei, listing, "still here?");
  for (let i = 0; i < 3 * MAX_COMMENTS_OF_ONE; i++) {
    story.wait(1);
    say(li, listing, `spam ${i}`);
  }
  const { comments } = talkOf(story, listing);
  expect(comments).toHaveLength(MAX_COMMENTS_OF_ONE + 1);
  expect(comments[0]?.id).toBe(first);
  expect(comments.at(-1)?.text).toBe(`spam ${3 * MAX_COMMENTS_OF_ONE - 1}`);

  const crowd = Array.from({ length: MAX_COMMENTS_SHOWN + 5 }, (_, i) => story.teller(`one of many ${i}`, mei));
  for (const one of crowd) {
    story.wait(1);
    say(one, listing, "me too");
  }
  expect(talkOf(story, listing).comments).toHaveLength(MAX_COMMENTS_SHOWN);
});

test("[X6] the last word of each counts, and once", () => {
  const { story, mei, li, listing } = street();
  const like = (by: Teller, likes: boolean) => {
    story.wait(1);
    by.say("listing.like.1", { listing, likes });
  };
  like(li, true);
  like(li, true);
  like(mei, true);
  like(mei, false);
  expect(talkOf(story, listing).likes).toEqual([li.id]);
});
