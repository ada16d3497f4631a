import { afterEach, beforeEach, expect, test } from "vitest";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { mnemonicToEntropy } from "@scure/bip39";
import { INVITE_LIFE_MS, MAX_BEFORE_INVITE_MS, MAX_NAME } from "../../../src/domain/limits.ts";
import { failWriteAt } from "../../support/fake-storage.ts";
import { first } from "../../support/follow.ts";
import { MINUTE } from "../../support/teller.ts";
import { APP_URL, cooker, createStreet, meet, meiAndLi, type Street, value } from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

const about = { name: "North Campus", place: "library side", rules: "be kind", myName: "Mei" };

test("[P1] mei starts a pond and stands in it by her name, with nobody else anywhere", async () => {
  const mei = await street.phone();
  const pond = await value(mei.node.startPond({ ...about, name: "  North Campus " }));
  const card = await first(mei.queries.pond(pond));
  expect(card).toMatchObject({ name: "North Campus", myName: "Mei", members: 1, listings: 0, waiting: 0 });
  expect(card?.view).toMatchObject({ place: "library side", rules: "be kind", founder: card?.me });
  expect((await first(mei.queries.members(pond))).map(({ name }) => name)).toEqual(["Mei"]);
});

test("[P1] [P2] li joins by the link, writes before he has met anybody, and both see each other once they meet", async () => {
  const [mei, li] = [await street.phone(), await street.phone()];
  const pond = await value(mei.node.startPond(about));
  const { link } = await value(mei.node.createInvite(pond));
  street.clock.turn(MINUTE);
  expect(link.startsWith(`${APP_URL}#/join/`)).toBe(true);

  const preview = await value(li.node.previewInvite(link));
  expect(preview).toMatchObject({ pond, pondName: "North Campus", inviterName: "Mei", alreadyIn: false });
  expect(await value(li.node.joinPond({ link, myName: " Li " }))).toBe(pond);
  expect(await first(li.queries.pond(pond))).toMatchObject({ name: "North Campus", myName: "Li", view: null });
  await value(li.node.postListing(pond, cooker));

  await meet(mei, li, pond);
  for (const phone of [mei, li]) {
    const members = await first(phone.queries.members(pond), (all) => all.length === 2);
    expect(members.map(({ name }) => name)).toEqual(["Mei", "Li"]);
    expect((await first(phone.queries.listings(pond), (all) => all.length === 1))[0]?.title).toBe("Rice cooker");
  }
});

test("[P1] a link that is cut, changed or something else is no invite, for looking and for joining", async () => {
  const { mei, pond, link } = await meiAndLi(street);
  const eve = await street.phone();
  const at = link.length - 40;
  const changed = link.slice(0, at) + (link[at] === "A" ? "B" : "A") + link.slice(at + 1);
  for (const bad of ["", "hello", APP_URL, link.slice(0, -5), changed]) {
    expect(await eve.node.previewInvite(bad)).toEqual({ ok: false, error: { kind: "invite-unreadable" } });
    expect(await eve.node.joinPond({ link: bad, myName: "Eve" })).toEqual({
      ok: false,
      error: { kind: "invite-unreadable" },
    });
  }
  expect(await first(eve.queries.ponds())).toEqual([]);
  expect(await eve.node.createInvite(pond)).toEqual({ ok: false, error: { kind: "not-a-member" } });
  expect(await mei.node.gate(pond)).not.toBeNull();
});

test("[L4a] whose clock is more than a day behind is told so instead of let in where nobody would hear him", async () => {
  const { link } = await meiAndLi(street);
  const bob = await street.phone();
  street.clock.turn(-MAX_BEFORE_INVITE_MS - 1000);
  expect(await bob.node.previewInvite(link)).toEqual({ ok: false, error: { kind: "clock-behind" } });
  expect(await bob.node.joinPond({ link, myName: "Bob" })).toEqual({ ok: false, error: { kind: "clock-behind" } });
  street.clock.turn(2000);
  expect((await bob.node.joinPond({ link, myName: "Bob" })).ok).toBe(true);
});

test("[P2] an invite ends; mei hands out the same one while it is fresh and a new one before it ends", async () => {
  const { mei, pond, link } = await meiAndLi(street);
  street.clock.turn(INVITE_LIFE_MS / 2);
  expect((await value(mei.node.createInvite(pond))).link).toBe(link);
  street.clock.turn(INVITE_LIFE_MS / 2 - 1000);
  const renewed = (await value(mei.node.createInvite(pond))).link;
  expect(renewed).not.toBe(link);

  street.clock.turn(2000);
  const bob = await street.phone();
  expect(await bob.node.previewInvite(link)).toEqual({ ok: false, error: { kind: "invite-expired" } });
  expect(await bob.node.joinPond({ link, myName: "Bob" })).toEqual({ ok: false, error: { kind: "invite-expired" } });
  expect(await value(bob.node.joinPond({ link: renewed, myName: "Bob" }))).toBe(pond);
});

test("[P2] who is in already is told so, and keeps his place", async () => {
  const { li, pond, link } = await meiAndLi(street);
  expect((await value(li.node.previewInvite(link))).alreadyIn).toBe(true);
  const before = await first(li.queries.pond(pond));
  expect(await li.node.joinPond({ link, myName: "Somebody" })).toEqual({
    ok: false,
    error: { kind: "already-member", pond },
  });
  expect(await first(li.queries.pond(pond))).toEqual(before);
});

test("what is empty, too long or deceiving is named by its field, and nothing is kept of it", async () => {
  const mei = await street.phone();
  const starts = [
    [{ ...about, myName: "  " }, "myName"],
    [{ ...about, myName: "m".repeat(MAX_NAME + 1) }, "myName"],
    [{ ...about, name: "" }, "name"],
    [{ ...about, place: "p".repeat(500) }, "place"],
    [{ ...about, rules: "turn \u202E around" }, "rules"],
  ] as const;
  for (const [pond, field] of starts) {
    expect(await mei.node.startPond(pond)).toEqual({ ok: false, error: { kind: "invalid-input", field } });
  }
  expect(await first(mei.queries.ponds())).toEqual([]);
});

test("a name with signs that cannot be shown is refused before anything is joined or started with it", async () => {
  const { link } = await meiAndLi(street);
  const eve = await street.phone();
  const refused = { ok: false, error: { kind: "invalid-input", field: "myName" } };
  expect(await eve.node.joinPond({ link, myName: "E\u202Eve" })).toEqual(refused);
  expect(await eve.node.startPond({ ...about, myName: "E\u202Eve" })).toEqual(refused);
  expect(await first(eve.queries.ponds())).toEqual([]);
});

test("li takes another name, and mei sees it", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  expect(await li.node.rename(pond, " ")).toEqual({ ok: false, error: { kind: "invalid-input", field: "name" } });
  await value(li.node.rename(pond, "Li Wei"));
  expect((await first(li.queries.pond(pond)))?.myName).toBe("Li Wei");
  await meet(mei, li, pond);
  await first(mei.queries.members(pond), (all) => all.some(({ name }) => name === "Li Wei"));
});

test("[W5] [P2] two tabs that join at the same moment join once, with one feed, which both of them go on writing", async () => {
  const [mei, li] = [await street.phone(), await street.phone()];
  const pond = await value(mei.node.startPond(about));
  const { link } = await value(mei.node.createInvite(pond));
  const tab = await li.openTab();
  const joins = await Promise.all([
    li.node.joinPond({ link, myName: "Li" }),
    tab.node.joinPond({ link, myName: "Li in another tab" }),
  ]);
  expect(joins.filter(({ ok }) => ok)).toHaveLength(1);
  expect(joins.find(({ ok }) => !ok)).toEqual({ ok: false, error: { kind: "already-member", pond } });
  await value(li.node.postListing(pond, cooker));
  await value(tab.node.postListing(pond, { ...cooker, title: "Kettle" }));
  expect(new Set((await li.db.records.toArray()).map(({ feed }) => feed)).size).toBe(1);
  await meet(mei, li, pond);
  const members = await first(mei.queries.members(pond), (all) => all.length > 1);
  expect(members.filter(({ forked }) => forked)).toEqual([]);
  expect(await first(mei.queries.listings(pond))).toHaveLength(2);
});

test("[S3] a new name that the full disk kept half is not taken back after a restart", async () => {
  const { li, pond } = await meiAndLi(street);
  const before = await li.db.records.count();
  li.db.ponds.hook("updating", () => {
    throw new DOMException("the disk is full", "QuotaExceededError");
  });
  expect((await li.node.rename(pond, "Li Wei")).ok).toBe(false);
  expect(await li.db.records.count()).toBe(before + 1);
  const tab = await li.openTab();
  await tab.node.gate(pond);
  expect((await first(tab.queries.members(pond))).map(({ name }) => name)).toContain("Li Wei");
});

test("[S3] a pond that does not fit on the disk is not started by half; with room again it is", async () => {
  const mei = await street.phone();
  const heal = failWriteAt(1, "quota");
  const refused = await mei.node.startPond(about);
  heal();
  expect(refused).toEqual({ ok: false, error: { kind: "quota" } });
  expect(await first(mei.queries.ponds())).toEqual([]);
  await value(mei.node.startPond(about));
  expect((await first(mei.queries.ponds())).length).toBe(1);
});

test("[W5] what mei lists in one tab is in the other, and both tabs go on writing one feed", async () => {
  const mei = await street.phone();
  const pond = await value(mei.node.startPond(about));
  const tab = await mei.openTab();
  await value(mei.node.postListing(pond, cooker));
  await first(tab.queries.listings(pond), (all) => all.length === 1);
  await value(tab.node.postListing(pond, { ...cooker, title: "Kettle" }));
  await value(mei.node.postListing(pond, { ...cooker, title: "Lamp" }));
  const titles = (await first(tab.queries.listings(pond), (all) => all.length === 3)).map(({ title }) => title);
  expect(titles.sort()).toEqual(["Kettle", "Lamp", "Rice cooker"]);
  expect((await first(mei.queries.members(pond))).map(({ forked }) => forked)).toEqual([false]);
});

test("[K1] the phrase is 24 words that are the identity's seed, the same each time", async () => {
  const mei = await street.phone();
  const words = await value(mei.node.phrase());
  expect(words.length).toBe(24);
  expect(mnemonicToEntropy(words.join(" "), wordlist).length).toBe(32);
  expect(await value((await mei.openTab()).node.phrase())).toEqual(words);
});
