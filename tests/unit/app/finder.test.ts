import { expect, test } from "vitest";
import { createFinder } from "../../../src/app/finder.ts";
import { createPondFold } from "../../../src/domain/pond/fold.ts";
import { createStory } from "../../support/teller.ts";

test("what is listed, changed, renamed or gone while a pond is being read is found as it is", async () => {
  const story = createStory();
  const fold = createPondFold(story.pond);
  const finder = createFinder();
  const absorb = (from: number) => finder.take(fold.absorb(story.told.slice(from)), fold);
  const mei = story.teller("mei");
  const posts = Array.from({ length: 350 }, (_, i) => mei.lists(`kettle ${i}`).id);
  absorb(0);
  const reading = finder.find("kettle", 1000, fold);
  const before = story.told.length;
  mei.lists("kite");
  mei.say("member.profile.1", { name: "Meihua", about: "" });
  absorb(before);
  expect(await reading).toHaveLength(350);
  expect(await finder.find("kite", 9, fold)).toHaveLength(1);
  expect(await finder.find("meihua", 1000, fold)).toHaveLength(351);
  // Half of what Mei wrote no longer counts (L5).
  finder.take(fold.endFeed(mei.feed, 100), fold);
  expect((await finder.find("kettle", 1000, fold)).length).toBeLessThan(100);
  expect(await finder.find("kettle 349", 9, fold)).not.toContain(posts[349]);
});
