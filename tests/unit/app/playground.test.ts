import { afterEach, beforeEach, expect, test } from "vitest";
import { keyOf } from "../../support/teller.ts";
import type { IdentityKey, PondId } from "../../../src/domain/ids.ts";
import { MAX_PLAYED_SYBILS } from "../../../src/domain/limits.ts";
import { first } from "../../support/follow.ts";
import { createStreet, idOf, meiAndLi, type Street, value } from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

test("[T12] mei plays that li cheats with fifty false friends: nothing is gained, nothing is stored, li is told nothing", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const liId = await idOf(li, pond);
  const heads = async () => [...((await (await mei.node.gate(pond))?.vector()) ?? [])];
  const [before, members] = [await heads(), await first(mei.queries.members(pond))];
  const answer = await value(mei.node.playground(pond, liId, 50));
  expect(answer).toMatchObject({ attacker: liId, sybils: 50, before: 1, after: 1, bound: 1, togetherAfter: 1 });
  expect(await heads()).toEqual(before);
  expect(await first(mei.queries.members(pond))).toEqual(members);
  expect(await mei.node.trust(pond, liId)).toMatchObject({ limit: 1 });
});

test("alone in a pond, the cheat is somebody whom mei would invite", async () => {
  const mei = await street.phone();
  const pond = await value(mei.node.startPond({ name: "North Campus", place: "", rules: "", myName: "Mei" }));
  const answer = await value(mei.node.playground(pond, await idOf(mei, pond), 3));
  expect(answer).toMatchObject({ before: 1, after: 1, togetherAfter: 1 });
  expect(await first(mei.queries.members(pond))).toHaveLength(1);
});

test("no pond, no such member, no such number", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const liId = await idOf(li, pond);
  const nowhere = keyOf<PondId>("elsewhere");
  expect(await mei.node.playground(nowhere, liId, 5)).toEqual({ ok: false, error: { kind: "not-a-member" } });
  const nobody = keyOf<IdentityKey>("nobody");
  expect(await mei.node.playground(pond, nobody, 5)).toEqual({ ok: false, error: { kind: "not-found" } });
  for (const sybils of [0, -1, 1.5, Number.NaN, MAX_PLAYED_SYBILS + 1]) {
    const refused = { ok: false, error: { kind: "invalid-input", field: "sybils" } };
    expect(await mei.node.playground(pond, liId, sybils)).toEqual(refused);
  }
  expect((await mei.node.playground(pond, liId, MAX_PLAYED_SYBILS)).ok).toBe(true);
});
