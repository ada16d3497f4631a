import { expect, test } from "vitest";
import { createMemoryLedgerStore } from "../../../../src/domain/ledger/memory-store.ts";
import { openLedger } from "../../../../src/domain/ledger/ledger.ts";
import { profilesAfter, scribbler } from "../../../support/wire-frames.ts";
import { createWorld, type Device, give, headsOf, meet, type World } from "../../../support/world.ts";

/** Eve's second face: the same keys on a copy of her ledger. */
async function twinOf(world: World, eve: Device): Promise<Device> {
  const store = createMemoryLedgerStore();
  const { keys } = eve;
  const { pond } = eve.ledger;
  const project = () => ({ absorb: () => [], endFeed: () => [] });
  const ledger = await openLedger({ pond, store, verifier: world.verifier, clock: world.clock, project, keys });
  const twin: Device = { ...eve, store, ledger };
  await give(eve, twin);
  return twin;
}

test("[L5] eve shows two faces; whoever saw which half first, the feed ends at the same place", async () => {
  const world = createWorld();
  const alice = await world.startPond(await world.person("alice"));
  const bob = await world.join(await world.person("bob"), await world.invite(alice));
  const eve = await world.join(await world.person("eve"), await world.invite(alice));
  await meet(alice, bob);
  await meet(alice, eve);
  await meet(bob, eve);
  const twin = await twinOf(world, eve);
  await eve.ledger.append("member.profile.1", { name: "Eve", about: "honest" });
  await twin.ledger.append("member.profile.1", { name: "Eve", about: "not so" });
  await give(eve, alice);
  await give(twin, bob);

  // Bob carries his half to Alice: no offence of his, and Alice now holds the proof.
  const [row] = await bob.ledger.readRun(eve.keys.feed, 1, 1);
  const outcome = await alice.ledger.admitRun(row === undefined ? [] : [row.bytes]);
  expect(outcome.refused?.offence ?? false).toBe(false);
  expect(alice.ledger.feed(eve.keys.feed)?.endsAt).toBe(1);

  // The proof spreads as a record, and both agree.
  await meet(alice, bob);
  expect(bob.ledger.feed(eve.keys.feed)?.endsAt).toBe(1);
  expect(bob.ledger.heads()).toContainEqual({ feed: eve.keys.feed, count: 1 });
  expect(alice.ledger.heads()).toContainEqual({ feed: eve.keys.feed, count: 1 });

  // A newcomer who hears of the end before the feed agrees as well.
  const carol = await world.join(await world.person("carol"), await world.invite(bob));
  await meet(carol, bob);
  expect(carol.ledger.feed(eve.keys.feed)?.endsAt).toBe(1);
  expect(Object.keys(headsOf(carol))).toContain(eve.keys.feed);
});

test("[L5] nobody can end another's feed with a made-up proof", async () => {
  const world = createWorld();
  const alice = await world.startPond(await world.person("alice"));
  const eve = await world.join(await world.person("eve"), await world.invite(alice));
  await meet(alice, eve);
  const [row] = await alice.ledger.readRun(alice.keys.feed, 0, 1);
  const { parseRecord } = await import("../../../../src/domain/record/record.ts");
  const record = row === undefined ? null : parseRecord(row.bytes);
  if (record === null || !record.ok) throw new Error("no record");
  const half = { header: record.value.headerBytes, signature: record.value.signature };
  const forged = { header: record.value.headerBytes, signature: new Uint8Array(64).fill(7) };
  const done = await eve.ledger.append("feed.fork.1", { a: [half], b: [forged] });
  expect(done).toEqual({ ok: false, error: { kind: "body-invalid", why: "bad-signature" } });
});

/** Alice and Bob, each of whom Eve shows another face from her second record on. */
async function twoFaces(length: number, scribbled: number) {
  const world = createWorld();
  const alice = await world.startPond(await world.person("alice"));
  const bob = await world.join(await world.person("bob"), await world.invite(alice));
  const eve = await world.join(await world.person("eve"), await world.invite(alice));
  await meet(alice, bob);
  await meet(alice, eve);
  await meet(bob, eve);
  const honest = Array.from({ length }, () => eve.keys.signer);
  const signers = honest.map((signer, i) => (i < scribbled ? scribbler(signer) : signer));
  const faces = [await profilesAfter(eve, honest), await profilesAfter(eve, signers, "another face")] as const;
  const bytes = faces.map((face) => face.map((record) => record.bytes));
  expect((await alice.ledger.admitRun(bytes[0] ?? [])).admitted).toBe(length);
  const toBob = await bob.ledger.admitRun(bytes[1] ?? []);
  return { world, alice, bob, eve, toBob };
}

test("[L5] a fork whose half has a rubbish signature is proven by the next good one, and ends where the branches part", async () => {
  const { alice, bob, eve, toBob } = await twoFaces(6, 5);
  expect(toBob.admitted).toBe(6);
  const rows = await bob.ledger.readRun(eve.keys.feed, 1, 10);
  await alice.ledger.admitRun(rows.map(({ bytes }) => bytes));
  expect(alice.ledger.feed(eve.keys.feed)?.endsAt).toBe(1);
  await meet(alice, bob);
  expect(bob.ledger.feed(eve.keys.feed)?.endsAt).toBe(1);
});

test("[L2] [L5] rubbish signatures reach no further than the next checkpoint", async () => {
  const { toBob, bob, eve } = await twoFaces(20, 19);
  expect(toBob).toMatchObject({ admitted: 0, refused: { kind: "bad-signature", offence: true } });
  expect(bob.ledger.feed(eve.keys.feed)?.count).toBe(1);
});

test("[L5] who is shown only the end of another branch asks for what comes earlier, and blames nobody", async () => {
  const { alice, bob, eve } = await twoFaces(40, 0);
  const rows = await bob.ledger.readRun(eve.keys.feed, 30, 10);
  const late = await alice.ledger.admitRun(rows.map(({ bytes }) => bytes));
  expect(late).toMatchObject({ admitted: 0, refused: { kind: "unchained", offence: false } });
  expect(alice.ledger.feed(eve.keys.feed)?.endsAt).toBeNull();
  const all = await bob.ledger.readRun(eve.keys.feed, 1, 40);
  await alice.ledger.admitRun(all.map(({ bytes }) => bytes));
  expect(alice.ledger.feed(eve.keys.feed)?.endsAt).toBe(1);
});

test("[L5] [W2] who brings a contradiction that nobody signed has made it up", async () => {
  const { alice, eve } = await twoFaces(3, 0);
  const made = await profilesAfter(eve, [scribbler(eve.keys.signer)], "made up");
  const outcome = await alice.ledger.admitRun(made.map((record) => record.bytes));
  expect(outcome.refused).toEqual({ kind: "bad-signature", offence: true });
  expect(alice.ledger.feed(eve.keys.feed)?.endsAt).toBeNull();
});

test("[K3] an identity ends its own lost feed, and nobody else's", async () => {
  const world = createWorld();
  const person = await world.person("alice");
  const alice = await world.startPond(person);
  const bob = await world.join(await world.person("bob"), await world.invite(alice));
  await meet(alice, bob);
  const { feedCloseWord } = await import("../../../../src/domain/ledger/signed-words.ts");
  const close = async (device: Device, feed: Device["keys"]["feed"]) => {
    const { identity, me } = device.person;
    const word = await identity.sign("shoal/feed-close/1", feedCloseWord(device.ledger.pond, feed, 1));
    return device.ledger.append("feed.close.1", { identity: me, feed, count: 1, word });
  };
  await close(bob, alice.keys.feed);
  await meet(alice, bob);
  expect(alice.ledger.feed(alice.keys.feed)?.endsAt).toBeNull();
  expect(bob.ledger.feed(alice.keys.feed)?.endsAt).toBeNull();
  await close(bob, bob.keys.feed);
  await meet(alice, bob);
  expect(bob.ledger.feed(bob.keys.feed)?.endsAt).toBe(1);
});
