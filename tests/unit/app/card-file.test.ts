import { expect, test } from "vitest";
import type { PondId, RecordId } from "../../../src/domain/ids.ts";
import { selectCard } from "../../../src/domain/pond/card-selection.ts";
import { createPondFold, type PondFold } from "../../../src/domain/pond/fold.ts";
import { verifyCard } from "../../../src/app/use-cases/card.ts";
import { writeCardFile } from "../../../src/sync/card-file.ts";
import { MAX_CARD_RECORDS } from "../../../src/sync/limits.ts";
import { listThings, profilesAfter, scribbler } from "../../support/wire-frames.ts";
import { createWorld, type Device, meet, type World } from "../../support/world.ts";

const ROOM = { records: MAX_CARD_RECORDS, bytes: 1024 * 1024 };

/** Alice's pond, with what her ledger makes of it. */
async function alicesPond() {
  const world = createWorld();
  let fold: PondFold | null = null;
  const founder = await world.person("alice");
  // The pond's id is known only once it is made; until the first record the fold is not asked.
  const project = () => (fold = createPondFold("later" as PondId));
  const alice = await world.startPond(founder, { project });
  const view = () => {
    if (fold === null) throw new Error("no fold");
    return fold;
  };
  return { world, alice, view };
}

async function cardOf(world: World, holder: Device, fold: PondFold, about: Device, room = ROOM) {
  const feeds = await selectCard(holder.ledger, fold, about.person.me, room);
  if (feeds === null) return null;
  const file = await writeCardFile(holder.ledger.pond, about.person.me, feeds);
  return { feeds, file, read: await verifyCard(file, world) };
}

/** A swap that both have confirmed, from apart. */
async function swap(maker: Device, owner: Device): Promise<RecordId> {
  const said = async (outcome: Promise<{ ok: boolean; value?: { id: RecordId } }>) => {
    const { value } = await outcome;
    if (value === undefined) throw new Error("it was not said");
    return value.id;
  };
  const terms = [{ fromMaker: [{ text: "an hour of help" }], fromOwner: [{ text: "a lamp" }] }];
  const listing = maker.ledger.pond as string as RecordId;
  const deal = await said(maker.ledger.append("offer.make.1", { listing, owner: owner.person.me, terms }));
  await meet(maker, owner);
  await said(owner.ledger.append("offer.accept.1", { offer: deal, terms: deal, choice: 0 }));
  for (const party of [maker, owner])
    await said(party.ledger.append("deal.handover.1", { deal, met: { how: "apart" } }));
  await meet(maker, owner);
  return deal;
}

test("[N8] [L5] the card of somebody whose feed forked says so, and counts what came before", async () => {
  const { world, alice, view } = await alicesPond();
  const eve = await world.join(await world.person("eve"), await world.invite(alice));
  const bob = await world.join(await world.person("bob"), await world.invite(alice));
  for (const one of [eve, bob, eve]) await meet(alice, one);
  await meet(bob, eve);
  await swap(eve, bob);
  await meet(alice, bob);
  // Eve tells two stories; what lies before the fork has no signature of its own but that of those after it (L2).
  const { signer } = eve.keys;
  const faces = [
    await profilesAfter(eve, [scribbler(signer), signer], "one"),
    await profilesAfter(eve, [signer], "two"),
  ];
  for (const face of faces) await alice.ledger.admitRun(face.map(({ bytes }) => bytes));
  expect(view().member(eve.person.me)?.forked).toBe(true);

  for (const [about, forked] of [
    [eve, true],
    [bob, false],
  ] as const) {
    const card = await cardOf(world, alice, view(), about);
    if (card?.read.ok !== true) throw new Error("not verified");
    expect(card.read.value.member).toMatchObject({ id: about.person.me, dealsDone: 1, forked });
    // Bob's card says of eve too what there is to say of her.
    expect(card.read.value.fold.member(eve.person.me)?.forked).toBe(true);
  }
});

test("[N8] where there is no room for all, those whom he dealt with last go first, and the rest is left out whole", async () => {
  const { world, alice, view } = await alicesPond();
  const others: Device[] = [];
  for (const name of ["first", "second", "third", "last"]) {
    const other = await world.join(await world.person(name), await world.invite(alice));
    others.push(other);
    await meet(alice, other);
    await swap(alice, other);
    await listThings(other, 3, 2000);
    world.clock.turn(60_000);
    await meet(alice, other);
  }
  const whole = await cardOf(world, alice, view(), alice);
  const records = whole?.feeds.reduce((sum, { rows }) => sum + rows.length, 0) ?? 0;
  expect(whole?.read).toMatchObject({ ok: true, value: { member: { dealsDone: 4, dealPartners: 4 } } });
  const half = await cardOf(world, alice, view(), alice, { ...ROOM, records: records - 1 });
  expect(half?.read).toMatchObject({ ok: true, value: { member: { dealsDone: 2, dealPartners: 2 } } });
  const members = half?.read.ok === true ? [...half.read.value.fold.members()].map(({ id }) => id) : [];
  expect(new Set(members)).toEqual(new Set([alice, ...others.slice(2)].map(({ person }) => person.me)));
  const bytes = half?.feeds.flatMap(({ rows }) => rows).reduce((sum, row) => sum + row.bytes.length, 0) ?? 0;
  const quarter = await cardOf(world, alice, view(), alice, { ...ROOM, bytes: bytes - 1 });
  expect(quarter?.read).toMatchObject({ ok: true, value: { member: { dealsDone: 1 } } });
  expect(await cardOf(world, alice, view(), alice, { ...ROOM, records: 1 })).toBeNull();
});

test("[N8] a card of more records than anybody reads, or of the same ones over and over, is refused", async () => {
  const { world, alice, view } = await alicesPond();
  await listThings(alice, 40, 10);
  const card = await cardOf(world, alice, view(), alice);
  if (card === null) throw new Error("no card");
  const bytes = new Uint8Array(await card.file.arrayBuffer());
  const head = "SHOALCARD1".length + 32 + "SHOALPOND1".length + 32;
  const pages = bytes.slice(head);
  const repeated = (times: number) => new Blob([bytes.slice(0, head), ...Array.from({ length: times }, () => pages)]);
  expect((await verifyCard(repeated(2), world)).ok).toBe(true);
  const before = world.verified();
  expect(await verifyCard(repeated(MAX_CARD_RECORDS / 40 + 1), world)).toEqual({
    ok: false,
    error: { kind: "bundle-unreadable" },
  });
  expect(world.verified() - before).toBeLessThan(100);
}, 30_000);
