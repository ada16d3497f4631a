import { afterEach, beforeEach, expect, test } from "vitest";
import { first } from "../../support/follow.ts";
import {
  bringIn,
  cooker,
  createStreet,
  idOf,
  meet,
  meiAndLi,
  type Street,
  swapAndVouch,
  value,
} from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

const unreadable = { ok: false, error: { kind: "bundle-unreadable" } };

/** Mei swapped with li and with jo, met li, and has a pond at the harbour too, in which li is a member. */
async function meisCard() {
  const { mei, li, pond } = await meiAndLi(street);
  const [jo, bob] = [await street.phone(), await street.phone()];
  await bringIn(li, jo, pond, "Jo");
  await meet(mei, li, pond);
  await swapAndVouch(li, mei, pond);
  await meet(mei, jo, pond);
  await swapAndVouch(mei, jo, pond, { owner: false });
  await value(li.node.confirmMet(pond, (await value(mei.node.cardCode(pond))).code));
  await value(mei.node.confirmMet(pond, (await value(li.node.cardCode(pond))).code));
  await value(mei.node.postListing(pond, { ...cooker, story: "a story that nobody elsewhere needs" }));
  await value(jo.node.postListing(pond, { ...cooker, title: "Jo's kettle" }));
  for (const tab of [li, jo, li]) await meet(mei, tab, pond);
  const harbour = await value(bob.node.startPond({ name: "Harbour", place: "", rules: "", myName: "Bob" }));
  await bringIn(bob, li, harbour, "Li");
  const me = await idOf(mei, pond);
  const file = await value(mei.node.exportCard(pond, me));
  return { mei, li, jo, bob, pond, harbour, me, file, bytes: new Uint8Array(await file.arrayBuffer()) };
}

test("[N8] what mei's own pond says of her, bob reads from the file alone, and who of those vouching he knows", async () => {
  const { mei, li, jo, bob, pond, harbour, me, file } = await meisCard();
  const here = (await first(mei.queries.members(pond))).find(({ id }) => id === me);
  const before = await bob.db.records.count();
  const proof = await value(bob.node.readCard(harbour, file));
  expect(here).toMatchObject({ dealsDone: 2, dealPartners: 2, vouchesGood: 1, vouchesBad: 1, forked: false });
  expect(proof).toEqual({
    member: me,
    name: "Mei",
    pondName: "North Campus",
    since: here?.since,
    dealsDone: 2,
    dealPartners: 2,
    vouchesGood: 1,
    vouchesBad: 1,
    met: 1,
    forked: false,
    upTo: street.clock.now(),
    vouchers: [{ member: await idOf(li, pond), name: "Li", knownHere: true }],
    knownHere: false,
  });
  expect(await bob.db.records.count()).toBe(before);
  expect((await value(mei.node.readCard(pond, file))).knownHere).toBe(true);
  // Anybody may carry anybody's card: it is all in the ledger.
  const jos = await value(jo.node.exportCard(pond, await idOf(jo, pond)));
  expect(await value(bob.node.readCard(harbour, jos))).toMatchObject({ name: "Jo", dealsDone: 1, vouchesGood: 1 });
});

test("[N8] nothing travels that the facts do not need: no listings, no private words, nobody else's business", async () => {
  const { bytes } = await meisCard();
  const text = new TextDecoder().decode(bytes);
  const found = ["a bike repair", "Mei", "Jo", "a story that nobody", "Rice cooker", "kettle"].map(
    (words) => [words, text.includes(words)] as const,
  );
  expect(found.filter(([, isThere]) => isThere).map(([words]) => words)).toEqual(["a bike repair", "Mei", "Jo"]);
});

test("[N8] a file that was changed anywhere, cut short, or names somebody else, proves nothing", async () => {
  const { li, bob, harbour, bytes } = await meisCard();
  const read = (part: Uint8Array<ArrayBuffer>) => bob.node.readCard(harbour, new Blob([part]));
  expect((await read(bytes)).ok).toBe(true);
  for (let i = 0; i < 12; i++) {
    const at = Math.floor((i / 12) * bytes.length);
    const changed = bytes.slice();
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect([at, await read(changed)]).toEqual([at, unreadable]);
  }
  for (const end of [0, 41, 42, 90, bytes.length - 1]) expect(await read(bytes.slice(0, end))).toEqual(unreadable);
  const another = bytes.slice();
  another.set(new TextEncoder().encode("x".repeat(32)), "SHOALCARD1".length);
  expect(await read(another)).toEqual(unreadable);
  expect(await bob.node.readCard(harbour, await value(li.node.exportBundle(harbour)))).toEqual(unreadable);
});

test("[N8] [M5] a card is no pond: nobody takes records without bodies into his own", async () => {
  const { li, pond, file } = await meisCard();
  expect(await li.node.letIn(pond, file, 0)).toEqual(unreadable);
});

test("[N8] only members carry and open cards, and only of whom they know", async () => {
  const { mei, bob, pond, harbour, me, file } = await meisCard();
  const [notIn, notFound] = ["not-a-member", "not-found"].map((kind) => ({ ok: false, error: { kind } }));
  expect(await bob.node.exportCard(pond, me)).toEqual(notIn);
  expect(await bob.node.readCard(pond, file)).toEqual(notIn);
  expect(await bob.node.exportCard(harbour, me)).toEqual(notFound);
  const late = await street.phone();
  await value(late.node.joinPond({ link: (await value(mei.node.createInvite(pond))).link, myName: "Late" }));
  // Whoever brought him in has not arrived at his phone yet: nobody could check his card.
  expect(await late.node.exportCard(pond, await idOf(late, pond))).toEqual(notFound);
});
