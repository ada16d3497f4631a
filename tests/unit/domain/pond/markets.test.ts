import { expect, test } from "vitest";
import type { RecordId, Time } from "../../../../src/domain/ids.ts";
import { CARD_CODE_LIFE_MS, MAX_COMERS, MAX_MARKETS_OF_ONE } from "../../../../src/domain/limits.ts";
import type { AdmittedRecord } from "../../../../src/domain/pond/admitted.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import type { MarketView } from "../../../../src/domain/pond/views.ts";
import { createStory, DAY, MINUTE, type Story, type Teller } from "../../../support/teller.ts";

const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 5, 1);

/** What the rows say, which is what the fold says, however the records come in. */
function marketIn(story: Story, id: RecordId): MarketView | undefined {
  const views = ordersOf(story.told).map((batches) => {
    const fold = createPondFold(story.pond);
    const rows = batches.flatMap((batch) => fold.absorb(batch));
    const view = fold.market(id);
    expect(rows.findLast((row) => row.table === "markets" && row.row.id === id)?.row).toEqual(view);
    return view;
  });
  for (const view of views) expect(view).toEqual(views[0]);
  return views[0];
}

function ordersOf(told: readonly AdmittedRecord[]): readonly (readonly AdmittedRecord[])[][] {
  const back = told.toReversed();
  const middle = Math.floor(told.length / 2);
  const turned = [...told.slice(middle), ...told.slice(0, middle)];
  return [[told], [back], ...[told, back, turned].map((order) => order.map((record) => [record]))];
}

function square() {
  const story = createStory(START);
  const ana = story.teller("ana");
  const [mei, li, zoe] = [story.teller("mei", ana), story.teller("li", ana), story.teller("zoe", ana)];
  const call = (by: Teller, from = START + DAY, to = from + 3 * HOUR) =>
    by.say("market.call.1", {
      title: "Swap day",
      place: "courtyard",
      from: from as Time,
      to: to as Time,
      note: "",
    });
  const come = (by: Teller, market: RecordId, brings: readonly RecordId[] = [], wants = "") =>
    by.say("market.come.1", { market, comes: true, brings: [...brings], wants });
  const stay = (by: Teller, market: RecordId) =>
    by.say("market.come.1", { market, comes: false, brings: [], wants: "" });
  /** `shown` is when the code was shown; by itself a minute ago. */
  const scan = (by: Teller, market: RecordId, { id, feed }: Teller, at: number, age = MINUTE) =>
    by.say("market.here.1", { market, member: id, feed, shown: (at - age) as Time, word: new Uint8Array(64) });
  return { story, ana, mei, li, zoe, call, come, stay, scan };
}

test("[B1] a market day lies ahead, ends, and is within reach", () => {
  const { story, ana, call } = square();
  const told = [
    call(ana, START),
    call(ana, START + DAY, START + DAY),
    call(ana, START + DAY, START + 5 * DAY),
    call(ana, START + 121 * DAY),
  ];
  for (const { id } of told) {
    const fold = createPondFold(story.pond);
    fold.absorb(story.told);
    expect(fold.market(id)).toBeUndefined();
  }
  const good = call(ana);
  expect(marketIn(story, good.id)).toMatchObject({ by: ana.id, state: "called", place: "courtyard", comers: [] });
});

test("[B1] [P4] of one caller so many lie ahead; what is over or called off makes room, in any order of arrival", () => {
  const { story, ana, mei, call } = square();
  const first = Array.from({ length: MAX_MARKETS_OF_ONE }, (_, i) => call(ana, START + (i + 1) * DAY).id);
  const tooMany = call(ana).id;
  expect(marketIn(story, tooMany)?.state).toBe("too-many");
  expect(first.map((id) => marketIn(story, id)?.state)).toEqual(first.map(() => "called"));
  expect(marketIn(story, call(mei).id)?.state).toBe("called");
  // The first one is over.
  story.wait(DAY + 4 * HOUR);
  expect(marketIn(story, call(ana, START + 9 * DAY).id)?.state).toBe("called");
  const again = call(ana, START + 9 * DAY).id;
  expect(marketIn(story, again)?.state).toBe("too-many");
  ana.say("market.off.1", { market: first[1] ?? again });
  expect(marketIn(story, call(ana, START + 9 * DAY).id)?.state).toBe("called");
  // What was one too many when it was called stays so.
  expect(marketIn(story, again)?.state).toBe("too-many");
});

test("[B2] only its caller calls it off, and before its end", () => {
  const { story, ana, mei, call } = square();
  const market = call(ana).id;
  const past = call(ana).id;
  mei.say("market.off.1", { market });
  expect(marketIn(story, market)?.state).toBe("called");
  ana.say("market.off.1", { market });
  expect(marketIn(story, market)?.state).toBe("off");
  story.wait(2 * DAY);
  ana.say("market.off.1", { market: past });
  expect(marketIn(story, past)?.state).toBe("called");
});

test("[B3] the newest word of each counts; nobody brings what is not his", () => {
  const { story, ana, mei, li, call, come, stay } = square();
  const [lamp, cooker] = [li.lists("lamp").id, mei.lists("rice cooker").id];
  const market = call(ana).id;
  come(mei, market, [cooker, cooker, lamp], "a lamp");
  come(li, market, []);
  stay(li, market);
  expect(marketIn(story, market)?.comers).toMatchObject([{ member: mei.id, brings: [cooker], wants: "a lamp" }]);
  come(li, market, [lamp], "anything");
  come(mei, market, [], "a lamp");
  expect(marketIn(story, market)?.comers).toMatchObject([
    { member: mei.id, brings: [] },
    { member: li.id, brings: [lamp] },
  ]);
  story.wait(2 * DAY);
  stay(li, market);
  expect(marketIn(story, market)?.comers).toHaveLength(2);
});

test("[B3] no page is endless", () => {
  const { story, ana, call, come } = square();
  const market = call(ana).id;
  for (let i = 0; i < MAX_COMERS + 3; i++) come(story.teller(`one of many ${i}`, ana), market);
  const fold = createPondFold(story.pond);
  fold.absorb(story.told);
  expect(fold.market(market)?.comers).toHaveLength(MAX_COMERS);
});

test("[B4] [P4] who scans the caller is there, and who scans somebody who is there; the caller by being scanned", () => {
  const { story, ana, mei, li, zoe, call, scan } = square();
  const market = call(ana).id;
  const at = START + DAY;
  story.wait(DAY);
  scan(zoe, market, li, at);
  expect(marketIn(story, market)?.here).toEqual([]);
  scan(mei, market, ana, at);
  expect(marketIn(story, market)?.here.map(({ member }) => member)).toEqual([ana.id, mei.id].sort());
  // Li's clock does not matter: that he stood before Mei makes Zoe, who scanned him before, be there too.
  scan(li, market, mei, at);
  const here = marketIn(story, market)?.here ?? [];
  expect(new Set(here.map(({ member }) => member))).toEqual(new Set([ana.id, mei.id, li.id, zoe.id]));
  expect(here[0]?.member).toBe(zoe.id);
});

test("[B4] one does not check in too early, too late, by an old code, by oneself, or by a code of a stranger to the day", () => {
  const { story, ana, mei, li, zoe, call, scan } = square();
  const market = call(ana).id;
  const at = START + DAY;
  scan(mei, market, ana, START);
  story.wait(DAY);
  scan(mei, market, mei, at);
  scan(mei, market, ana, at, CARD_CODE_LIFE_MS + HOUR);
  scan(mei, market, { ...ana, feed: li.feed }, at);
  scan(mei, market, zoe, at);
  story.wait(DAY);
  scan(mei, market, ana, at + DAY);
  expect(marketIn(story, market)?.here).toEqual([]);
});

test("[B4] the caller is there by his own scan of anybody, who is not there by it", () => {
  const { story, ana, zoe, call, scan } = square();
  const market = call(ana).id;
  story.wait(DAY);
  scan(ana, market, zoe, START + DAY);
  expect(marketIn(story, market)?.here.map(({ member }) => member)).toEqual([ana.id]);
});

test("[B4] the code of who said that he comes will do, and does not say of him that he is there", () => {
  const { story, ana, mei, li, call, come, stay, scan } = square();
  const market = call(ana).id;
  come(li, market);
  story.wait(DAY);
  scan(mei, market, li, START + DAY);
  expect(marketIn(story, market)?.here.map(({ member }) => member)).toEqual([mei.id]);
  stay(li, market);
  expect(marketIn(story, market)?.here).toEqual([]);
});

test("[B3] [B4] [L5] what a forked feed said after its end is gone, and a market day that it called with it", () => {
  const { story, ana, mei, li, call, come } = square();
  const kept = call(ana).id;
  come(mei, kept);
  const gone = call(li);
  const fold = createPondFold(story.pond);
  fold.absorb(story.told);
  expect(fold.market(gone.id)?.state).toBe("called");
  const rows = fold.endFeed(li.feed, gone.seq);
  expect(fold.market(gone.id)).toBeUndefined();
  expect(rows).toContainEqual({ table: "gone", row: { pond: story.pond, of: "markets", id: gone.id } });
  expect(fold.market(kept)?.comers).toHaveLength(1);
});
