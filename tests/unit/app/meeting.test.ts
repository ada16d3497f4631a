import { afterEach, beforeEach, expect, test } from "vitest";
import { CARD_CODE_LIFE_MS } from "../../../src/domain/limits.ts";
import { encodeCardCode, parseCardCode } from "../../../src/domain/pond/card-code.ts";
import { first } from "../../support/follow.ts";
import { createStreet, idOf, meet, meiAndLi, type Street, type Tab, value } from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

type Party = Awaited<ReturnType<typeof meiAndLi>>;

const codeOf = async (tab: Tab, { pond }: Party) => (await value(tab.node.cardCode(pond))).code;

const kind = async (outcome: Promise<{ ok: boolean; error?: { kind: string } }>) => {
  const { ok, error } = await outcome;
  return ok ? "ok" : error?.kind;
};

/** What `tab` shows of the other: whether they have met, or one has scanned. */
async function metAt(tab: Tab, { pond }: Party) {
  const members = await first(tab.queries.members(pond));
  return Object.fromEntries(members.map(({ name, met, metOneWay }) => [name, [met.length, metOneWay.length]]));
}

test("[N7] [T2] mei and li scan each other, offline; once connected both have met, and each passes trust on", async () => {
  const party = await meiAndLi(street);
  const { mei, li, pond } = party;
  const [meis, lis] = [await codeOf(mei, party), await codeOf(li, party)];
  expect(await value(li.node.confirmMet(pond, meis))).toEqual({ member: await idOf(mei, pond) });
  expect(await metAt(li, party)).toEqual({ Mei: [0, 0], Li: [0, 1] });
  street.clock.turn(CARD_CODE_LIFE_MS - 10_000);
  await value(mei.node.confirmMet(pond, ` ${lis}\n`));
  await meet(mei, li, pond);
  for (const tab of [mei, li]) {
    await expect.poll(() => metAt(tab, party)).toEqual({ Mei: [1, 0], Li: [1, 0] });
  }
  const trust = await li.node.trust(pond, await idOf(mei, pond));
  expect(trust?.paths[0]?.steps[0]?.why).toMatchObject({ met: true, deals: [] });
});

test("[N7] scanned again, in two tabs at once, it is one record", async () => {
  const party = await meiAndLi(street);
  const { mei, li, pond } = party;
  const code = await codeOf(li, party);
  const tab = await mei.openTab({ deaf: true });
  await tab.node.gate(pond);
  const before = await mei.db.records.count();
  expect(await Promise.all([mei, tab].map((one) => kind(one.node.confirmMet(pond, code))))).toEqual(["ok", "ok"]);
  expect(await kind(mei.node.confirmMet(pond, code))).toBe("ok");
  expect(await mei.db.records.count()).toBe(before + 1);
});

test("[N7] a code is refused that is none, one's own, of another pond, a stranger's, too old, or signed by nobody", async () => {
  const party = await meiAndLi(street);
  const { mei, li, pond, link } = party;
  const scan = (code: string) => kind(mei.node.confirmMet(pond, code));
  const before = await mei.db.records.count();
  const honest = await codeOf(li, party);
  const token = parseCardCode(honest);
  const mine = parseCardCode(await codeOf(mei, party));
  if (token === null || mine === null) throw new Error("no code");
  const other = await value(li.node.startPond({ name: "Harbour", place: "", rules: "", myName: "Li" }));
  expect(await scan("https://example.com")).toBe("code-unreadable");
  expect(await scan(await codeOf(mei, party))).toBe("code-unreadable");
  expect(await scan((await value(li.node.cardCode(other))).code)).toBe("code-of-another-pond");
  expect(await scan(encodeCardCode({ ...token, feed: mine.feed }))).toBe("code-unreadable");
  expect(await scan(encodeCardCode({ ...token, word: mine.word }))).toBe("code-unreadable");
  const eve = await street.phone();
  await value(eve.node.joinPond({ link, myName: "Eve" }));
  expect(await scan(await codeOf(eve, party))).toBe("not-found");
  const early = await street.phone();
  await value(early.node.joinPond({ link, myName: "Early" }));
  await meet(mei, early, pond);
  const old = await codeOf(early, party);
  street.clock.turn(2 * CARD_CODE_LIFE_MS);
  await meet(mei, eve, pond);
  expect(await scan(old)).toBe("code-too-old");
  expect(Object.values(await metAt(mei, party))).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(await mei.db.records.count()).toBeGreaterThan(before);
  const fresh = await codeOf(li, party);
  expect(await scan(fresh)).toBe("ok");
  expect(await kind(mei.node.confirmMet(other, fresh))).toBe("not-a-member");
  expect(await kind(mei.node.cardCode(other))).toBe("not-a-member");
});
