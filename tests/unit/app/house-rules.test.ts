import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { first } from "../../support/follow.ts";
import { MINUTE } from "../../support/teller.ts";
import { cooker, createStreet, meet, meiAndLi, type Street, value } from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

const againstTheRules = { ok: false, error: { kind: "against-the-rules" } };

describe("the founder's rules", () => {
  test("[H1] mei lays them down and li sees them, with their reason; li cannot", async () => {
    const { mei, li, pond } = await meiAndLi(street);
    const rules = { invites: "swapped", newcomerListings: 2, reason: "  we are many " } as const;
    expect(await li.node.setPondRules(pond, rules)).toEqual(againstTheRules);
    await value(mei.node.setPondRules(pond, rules));
    await meet(mei, li, pond);
    const card = await first(li.queries.pond(pond), (seen) => seen?.view?.ruling !== null);
    expect(card?.view?.ruling).toMatchObject({ ...rules, reason: "we are many" });
  });

  test("[H1] rules that are none are named, and nothing is signed", async () => {
    const { mei, pond } = await meiAndLi(street);
    const before = await mei.db.records.count();
    const bad = [
      [{ invites: "everyone", newcomerListings: 0, reason: "" }, "newcomerListings"],
      [{ invites: "everyone", newcomerListings: 2.5, reason: "" }, "newcomerListings"],
      [{ invites: "everyone", newcomerListings: null, reason: "r".repeat(5000) }, "reason"],
    ] as const;
    for (const [rules, field] of bad) {
      expect(await mei.node.setPondRules(pond, rules)).toEqual({ ok: false, error: { kind: "invalid-input", field } });
    }
    expect(await mei.db.records.count()).toBe(before);
    const bob = await street.phone();
    const rules = { invites: "everyone", newcomerListings: null, reason: "" } as const;
    expect(await bob.node.setPondRules(pond, rules)).toEqual({ ok: false, error: { kind: "not-a-member" } });
  });

  test("[H2] a newcomer is told that there is no more room, before anything is signed; with room again he lists", async () => {
    const { mei, li, pond } = await meiAndLi(street);
    await value(mei.node.setPondRules(pond, { invites: "everyone", newcomerListings: 1, reason: "" }));
    await meet(mei, li, pond);
    const lamp = await value(li.node.postListing(pond, { ...cooker, title: "Lamp" }));
    await value(li.node.saveDraft(pond, cooker));
    const before = await li.db.records.count();
    expect(await li.node.postListing(pond, cooker)).toEqual(againstTheRules);
    expect(await li.db.records.count()).toBe(before);
    expect(await first(li.queries.draft(pond))).toEqual(cooker);
    for (const title of ["Kettle", "Mug"]) await value(mei.node.postListing(pond, { ...cooker, title }));
    await value(li.node.withdrawListing(pond, lamp, "kept"));
    await value(li.node.postListing(pond, cooker));
  });

  test("[H2] [W5] of two tabs that list at the same moment only one takes the last room", async () => {
    const { mei, li, pond } = await meiAndLi(street);
    await value(mei.node.setPondRules(pond, { invites: "everyone", newcomerListings: 1, reason: "" }));
    await meet(mei, li, pond);
    const tab = await li.openTab({ deaf: true });
    await tab.node.gate(pond);
    const posts = await Promise.all([li.node.postListing(pond, cooker), tab.node.postListing(pond, cooker)]);
    expect(posts.filter(({ ok }) => ok)).toHaveLength(1);
    expect(posts.find(({ ok }) => !ok)).toEqual(againstTheRules);
  });

  test("[H2] what was listed before the rules waits: its owner sees it, nobody else does, until there is room", async () => {
    const { mei, li, pond } = await meiAndLi(street);
    for (const title of ["Lamp", "Mug"]) {
      await value(li.node.postListing(pond, { ...cooker, title }));
      street.clock.turn(MINUTE);
    }
    await value(mei.node.setPondRules(pond, { invites: "everyone", newcomerListings: 1, reason: "" }));
    await meet(mei, li, pond);
    const titles = async (phone: typeof li, many: number) =>
      (await first(phone.queries.listings(pond), (all) => all.length === many)).map(({ title }) => title);
    expect(await titles(mei, 1)).toEqual(["Lamp"]);
    expect(await titles(li, 2)).toEqual(["Mug", "Lamp"]);
    expect((await first(li.queries.listings(pond))).map(({ state }) => state)).toEqual(["waiting", "open"]);
    for (const phone of [mei, li]) expect((await first(phone.queries.pond(pond)))?.listings).toBe(1);

    const [mug, lamp] = await first(li.queries.listings(pond));
    if (mug === undefined || lamp === undefined) throw new Error("two were listed");
    expect((await first(mei.queries.listing(pond, mug.id)))?.state).toBe("waiting");
    await value(li.node.withdrawListing(pond, lamp.id, "kept"));
    await meet(mei, li, pond);
    await first(mei.queries.listings(pond), (all) => all[0]?.title === "Mug");
  });

  test("[H3] who may not bring anybody in gets no invite; the founder does, and whoever still comes is a member", async () => {
    const { mei, li, pond } = await meiAndLi(street);
    const { link } = await value(li.node.createInvite(pond));
    street.clock.turn(MINUTE);
    await value(mei.node.setPondRules(pond, { invites: "founder", newcomerListings: null, reason: "" }));
    await meet(mei, li, pond);
    expect(await li.node.createInvite(pond)).toEqual(againstTheRules);
    await value(mei.node.createInvite(pond));

    street.clock.turn(MINUTE);
    const bob = await street.phone();
    await value(bob.node.joinPond({ link, myName: "Bob" }));
    await meet(mei, bob, pond);
    const members = await first(mei.queries.members(pond), (all) => all.length === 3);
    expect(members.filter(({ invitedByRule }) => !invitedByRule).map(({ name }) => name)).toEqual(["Bob"]);
    await value(mei.node.setPondRules(pond, { invites: "everyone", newcomerListings: null, reason: "" }));
    await meet(mei, li, pond);
    await value(li.node.createInvite(pond));
  });
});
