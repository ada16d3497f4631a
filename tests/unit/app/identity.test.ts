import { afterEach, beforeEach, expect, test } from "vitest";
import type { PondId } from "../../../src/domain/ids.ts";
import { MAX_TAKES, SUCCESSION_WAIT_MS } from "../../../src/domain/limits.ts";
import { first } from "../../support/follow.ts";
import { MINUTE } from "../../support/teller.ts";
import {
  bringIn,
  createStreet,
  idOf,
  meet,
  meiAndLi,
  type Phone,
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

const kind = async (outcome: Promise<{ ok: boolean; error?: { kind: string } }>) => {
  const { ok, error } = await outcome;
  return ok ? "ok" : error?.kind;
};

async function claimAt(tab: Tab, pond: PondId) {
  return (await first(tab.queries.successions(pond)))[0];
}

async function memberAt(tab: Tab, pond: PondId, name: string) {
  return (await first(tab.queries.members(pond))).find((member) => member.name === name);
}

test("[N2] mei goes on as her new phone: both say so, and it has what li thought of her", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const anew = await street.phone();
  await bringIn(mei, anew, pond, "Mei anew");
  await swapAndVouch(li, mei, pond);
  const [old, next] = [await idOf(mei, pond), await idOf(anew, pond)];
  const before = await li.node.trust(pond, old);
  expect(before?.limit).toBeGreaterThan(0);

  await value(mei.node.passIdentity(pond, next));
  await value(anew.node.takeIdentity(pond, old));
  await meet(mei, anew, pond);
  await meet(mei, li, pond);
  expect(await first(li.queries.successions(pond), (all) => all.length > 0)).toMatchObject([
    { from: old, to: next, state: "in-force", attesters: [] },
  ]);
  expect((await memberAt(li, pond, "Mei"))?.successor).toBe(next);
  expect((await memberAt(li, pond, "Mei anew"))?.predecessors).toEqual([old]);
  expect((await li.node.trust(pond, next))?.limit).toBe(before?.limit);

  // Said once, it is said; what would make a circle, or a second successor, is not.
  const records = await mei.db.records.count();
  expect(await kind(mei.node.passIdentity(pond, next))).toBe("ok");
  expect(await kind(mei.node.passIdentity(pond, await idOf(li, pond)))).toBe("not-your-turn");
  expect(await kind(anew.node.passIdentity(pond, old))).toBe("not-your-turn");
  expect(await kind(anew.node.takeIdentity(pond, old))).toBe("ok");
  expect(await kind(mei.node.takeIdentity(pond, next))).toBe("not-your-turn");
  expect(await kind(li.node.takeIdentity(pond, old))).toBe("not-your-turn");
  await meet(mei, anew, pond);
  expect(await mei.db.records.count()).toBe(records);
});

/** Mei lost her phone; three who vouched for her, one who did not, and her new phone. */
async function lostPhone() {
  const { mei, li, pond } = await meiAndLi(street);
  const [jo, kim, stranger, anew] = await Promise.all(Array.from({ length: 4 }, () => street.phone()));
  if (jo === undefined || kim === undefined || stranger === undefined || anew === undefined)
    throw new Error("no phone");
  const others: readonly (readonly [Phone, string])[] = [
    [jo, "Jo"],
    [kim, "Kim"],
    [stranger, "Stranger"],
    [anew, "Mei anew"],
  ];
  for (const [tab, name] of others) await bringIn(mei, tab, pond, name);
  for (const friend of [li, jo, kim]) await swapAndVouch(friend, mei, pond);
  for (const one of [li, jo, kim, stranger, anew]) await meet(mei, one, pond);
  street.clock.turn(MINUTE);
  const ids = { old: await idOf(mei, pond), next: await idOf(anew, pond) };
  return { mei, li, jo, kim, stranger, anew, pond, ...ids };
}

test("[N2] [N3] without the old phone three friends give their word, and after fourteen days it is in force", async () => {
  const { li, jo, kim, stranger, anew, pond, old, next } = await lostPhone();
  const attest = (tab: Tab) => kind(tab.node.attestIdentity(pond, old, next));
  expect(await attest(li)).toBe("not-found");
  await value(anew.node.takeIdentity(pond, old));
  for (const tab of [li, jo, kim, stranger]) await meet(anew, tab, pond);
  expect(new Set((await claimAt(li, pond))?.asked)).toEqual(
    new Set(await Promise.all([li, jo, kim].map((tab) => idOf(tab, pond)))),
  );
  expect(await attest(stranger)).toBe("not-your-turn");
  expect(await attest(anew)).toBe("not-your-turn");
  for (const tab of [li, jo, kim]) {
    expect(await attest(tab)).toBe("ok");
    expect(await attest(tab)).toBe("ok");
    await meet(anew, tab, pond);
  }
  const waiting = await claimAt(anew, pond);
  expect(waiting).toMatchObject({ state: "waiting", inForceAt: street.clock.now() + SUCCESSION_WAIT_MS });
  expect(waiting?.attesters).toHaveLength(3);
  street.clock.turn(SUCCESSION_WAIT_MS);
  await value(anew.node.rename(pond, "Mei again"));
  await expect.poll(async () => (await claimAt(anew, pond))?.state).toBe("in-force");
  expect((await memberAt(anew, pond, "Mei"))?.successor).toBe(next);
});

test("[N4] where mei still has her phone, whatever she writes stops those who would be her", async () => {
  const { mei, li, jo, kim, anew: eve, pond, old, next } = await lostPhone();
  await value(eve.node.takeIdentity(pond, old));
  for (const tab of [li, jo, kim]) {
    await meet(eve, tab, pond);
    await value(tab.node.attestIdentity(pond, old, next));
    await meet(eve, tab, pond);
  }
  street.clock.turn(MINUTE);
  await meet(eve, mei, pond);
  await value(mei.node.rename(pond, "Mei"));
  await meet(eve, mei, pond);
  street.clock.turn(SUCCESSION_WAIT_MS * 2);
  await value(eve.node.rename(pond, "Mei?"));
  await expect.poll(async () => (await claimAt(eve, pond))?.state).toBe("objected");
  await meet(eve, li, pond);
  expect((await memberAt(li, pond, "Mei"))?.successor).toBeNull();
  expect(await kind(li.node.attestIdentity(pond, old, next))).toBe("ok"); // it was said already
  expect(await kind(mei.node.attestIdentity(pond, old, next))).toBe("not-your-turn");
});

test("[N1] what makes no sense is refused: oneself, strangers, other ponds, and a flood of claims", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const [me, other] = [await idOf(mei, pond), await idOf(li, pond)];
  const eve = await street.phone();
  const away = await value(eve.node.startPond({ name: "Harbour", place: "", rules: "", myName: "Eve" }));
  const stranger = await idOf(eve, away);
  const before = await mei.db.records.count();
  expect(await kind(mei.node.passIdentity(pond, me))).toBe("invalid-input");
  expect(await kind(mei.node.takeIdentity(pond, me))).toBe("invalid-input");
  expect(await kind(mei.node.attestIdentity(pond, other, other))).toBe("invalid-input");
  expect(await kind(mei.node.passIdentity(pond, stranger))).toBe("not-found");
  expect(await kind(mei.node.takeIdentity(pond, stranger))).toBe("not-found");
  for (const outcome of [
    eve.node.passIdentity(pond, me),
    eve.node.takeIdentity(pond, me),
    eve.node.attestIdentity(pond, me, other),
  ]) {
    expect(await kind(outcome)).toBe("not-a-member");
  }
  expect(await mei.db.records.count()).toBe(before);

  const crowd = await Promise.all(Array.from({ length: MAX_TAKES }, () => street.phone()));
  for (const [i, tab] of crowd.entries()) await bringIn(mei, tab, pond, `Member ${i}`);
  await meet(mei, li, pond);
  for (const tab of crowd) expect(await kind(li.node.takeIdentity(pond, await idOf(tab, pond)))).toBe("ok");
  expect(await kind(li.node.takeIdentity(pond, me))).toBe("not-your-turn");
});
