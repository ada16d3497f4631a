import { afterEach, beforeEach, expect, test } from "vitest";
import type { NewsItem } from "../../../src/domain/news/news.ts";
import type { PondId } from "../../../src/domain/ids.ts";
import { MAX_SAVED_SEARCHES } from "../../../src/app/limits.ts";
import { first } from "../../support/follow.ts";
import {
  cooker,
  createStreet,
  idOf,
  meet,
  meiAndLi,
  type Street,
  swapAndVouch,
  type Tab,
  value,
} from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

const newsOf = (tab: Tab, pond: PondId) => tab.node.news(pond, null);
const fresh = async (tab: Tab, pond: PondId) => {
  const { items, looked } = await newsOf(tab, pond);
  return items.filter(({ arrived }) => arrived > looked);
};
const inShort = (items: readonly NewsItem[]) => items.map(({ what, forMe, text }) => ({ what, forMe, text }));
async function look(tab: Tab, pond: PondId) {
  await value(tab.node.lookAtNews(pond, (await newsOf(tab, pond)).upTo));
}
const anyKind = { kind: "any", returns: "any", onlyTrusted: false } as const;

test("what arrives is new until somebody has looked, however old it says to be", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  street.clock.turn(1000);
  await look(mei, pond);
  // Li lists something, and is away with it for three days; Mei looks in the meantime.
  await value(li.node.postListing(pond, { ...cooker, wants: "", title: "Old lamp" }));
  street.clock.turn(3 * 24 * 60 * 60_000);
  await value(mei.node.postListing(pond, cooker));
  await look(mei, pond);
  expect(await fresh(mei, pond)).toEqual([]);
  await meet(mei, li, pond);
  expect(inShort(await fresh(mei, pond))).toEqual([{ what: "listing", forMe: false, text: "Old lamp" }]);
  const cards = await first(mei.queries.ponds(), (all) => all[0]?.news.others === 1);
  expect(cards[0]?.news).toEqual({ forMe: 0, others: 1 });
  await look(mei, pond);
  expect(await fresh(mei, pond)).toEqual([]);
  expect((await newsOf(mei, pond)).items.some(({ text }) => text === "Old lamp")).toBe(true);
  await first(mei.queries.ponds(), (all) => all[0]?.news.others === 0);
  // Whoever still has the page open sees it as new.
  const { items } = await mei.node.news(pond, 0);
  expect(items.find(({ text }) => text === "Old lamp")?.arrived).toBeGreaterThan(0);
});

test("what fits a kept search, or a wanted post of mine, concerns me; what was there before does not", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  street.clock.turn(1000);
  await value(li.node.postListing(pond, { ...cooker, wants: "", title: "Desk lamp" }));
  await meet(mei, li, pond);
  await look(mei, pond);
  street.clock.turn(1000);
  await value(mei.node.saveSearch(pond, { ...anyKind, words: "lamp" }));
  await value(mei.node.saveSearch(pond, { ...anyKind, words: "", kind: "gift" }));
  await value(mei.node.postListing(pond, { ...cooker, wants: "", kind: "wanted", title: "bicycle pump" }));
  expect((await fresh(mei, pond)).filter(({ what }) => what === "match")).toEqual([]);
  street.clock.turn(60_000);
  for (const [title, kind] of [
    ["Floor lamp", "thing"],
    ["Bread", "gift"],
    ["Bicycle pump, new", "thing"],
    ["Bicycle pump", "wanted"],
    ["Kettle", "thing"],
  ] as const) {
    await value(li.node.postListing(pond, { ...cooker, wants: "", kind, title }));
  }
  await meet(mei, li, pond);
  const matches = (await fresh(mei, pond)).filter(({ what }) => what === "match");
  expect(matches.map(({ text, fits }) => `${text}: ${fits}`).sort()).toEqual([
    "Bicycle pump, new: bicycle pump",
    "Bread: ",
    "Floor lamp: lamp",
  ]);
  const told = await value(mei.node.takeUntold(pond));
  expect(told.map(({ text }) => text).sort()).toEqual(["Bicycle pump, new", "Bread", "Floor lamp"]);
  expect(await value(mei.node.takeUntold(pond))).toEqual([]);
  // Nothing is heard of whom one has muted.
  await value(mei.node.mute(pond, await idOf(li, pond), true));
  expect(await fresh(mei, pond)).toEqual([]);
});

test("searches are kept once, few, and can be let go of; nothing at all is no search", async () => {
  const { mei, pond } = await meiAndLi(street);
  expect((await mei.node.saveSearch(pond, { ...anyKind, words: " " })).ok).toBe(false);
  for (let i = 0; i < MAX_SAVED_SEARCHES; i++)
    await value(mei.node.saveSearch(pond, { ...anyKind, words: `lamp ${i}` }));
  await value(mei.node.saveSearch(pond, { ...anyKind, words: "lamp 0" }));
  expect((await mei.node.saveSearch(pond, { ...anyKind, words: "one more" })).ok).toBe(false);
  const all = await first(mei.queries.savedSearches(pond));
  expect(all).toHaveLength(MAX_SAVED_SEARCHES);
  await value(mei.node.dropSearch(pond, all[0]?.id ?? ""));
  await value(mei.node.saveSearch(pond, { ...anyKind, words: "one more" }));
});

test("a search that was let go of is kept again as it was before, with all that has come since then", async () => {
  const { mei, pond } = await meiAndLi(street);
  const kept = () => first(mei.queries.savedSearches(pond));
  await value(mei.node.saveSearch(pond, { ...anyKind, words: "lamp" }));
  const before = await kept();
  const [search] = before;
  if (search === undefined) throw new Error("nothing is kept");
  await value(mei.node.dropSearch(pond, search.id));
  await value(mei.node.postListing(pond, cooker));
  await value(mei.node.saveSearch(pond, search, search));
  expect(await kept()).toEqual(before);
});

test("[X8] [X9] answers, mentions, steps of deals and thanks concern whom they are for", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  street.clock.turn(1000);
  const listing = await value(mei.node.postListing(pond, cooker));
  await meet(mei, li, pond);
  await Promise.all([look(mei, pond), look(li, pond)]);
  street.clock.turn(1000);
  const me = await idOf(mei, pond);
  await value(li.node.comment(pond, listing, { text: "Does it steam?", answers: null }));
  street.clock.turn(1000);
  await value(
    li.node.comment(pond, listing, {
      text: "  Hello @Mei ",
      answers: null,
      mentions: [{ member: me, at: 8, length: 4 }],
    }),
  );
  await meet(mei, li, pond);
  const talk = await first(mei.queries.talk(pond, listing), ({ comments }) => comments.length === 2);
  expect(talk.comments[1]).toMatchObject({ text: "Hello @Mei", mentions: [{ member: me, at: 6, length: 4 }] });
  expect(inShort(await fresh(mei, pond))).toEqual([
    { what: "mention", forMe: true, text: "Hello @Mei" },
    { what: "comment", forMe: true, text: "Does it steam?" },
  ]);
  expect(await fresh(li, pond)).toEqual([]);
  await look(mei, pond);
  street.clock.turn(1000);
  await value(mei.node.comment(pond, listing, { text: "It does.", answers: null }));
  await meet(mei, li, pond);
  expect(inShort(await fresh(li, pond))).toEqual([{ what: "comment", forMe: true, text: "It does." }]);

  const deal = await swapAndVouch(li, mei, pond);
  expect((await li.node.thank(pond, listing, "for nothing")).ok).toBe(false);
  await Promise.all([look(mei, pond), look(li, pond)]);
  street.clock.turn(1000);
  await value(li.node.thank(pond, deal, "Thanks, Mei, for the cooker"));
  await meet(mei, li, pond);
  expect(inShort(await fresh(mei, pond))).toEqual([
    { what: "thanks", forMe: true, text: "Thanks, Mei, for the cooker" },
  ]);
});
