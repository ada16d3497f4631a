import { describe, expect, test } from "vitest";
import { keyBytes } from "../../../src/domain/ids.ts";
import { createMemoryLedgerStore } from "../../../src/domain/ledger/memory-store.ts";
import { readBundle, writeBundle } from "../../../src/sync/bundle.ts";
import { writeUpdate } from "../../../src/sync/canonical-update.ts";
import { createGate } from "../../../src/sync/gate.ts";
import { MAX_FRAME_BYTES } from "../../../src/sync/limits.ts";
import { listThings } from "../../support/wire-frames.ts";
import { createWorld, type Device, headsOf, meet, type World } from "../../support/world.ts";

const HEAD_BYTES = "SHOALPOND1".length + 32;

/** Alice's pond of a few pages, and its file. */
async function alicesFile() {
  const world = createWorld();
  const alice = await world.startPond(await world.person("alice"));
  const bob = await world.join(await world.person("bob"), await world.invite(alice));
  await meet(alice, bob);
  await listThings(alice, 9, 8000);
  await listThings(bob, 4, 8000);
  await meet(alice, bob);
  const file = await writeBundle(alice.ledger.pond, createGate(alice));
  return { world, alice, file, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** Somebody of the pond who has met nobody yet. */
async function newcomer(world: World, alice: Device): Promise<Device> {
  return world.join(await world.person("carol"), await world.invite(alice), { store: createMemoryLedgerStore() });
}

function read(device: Device, bytes: Uint8Array<ArrayBuffer>) {
  return readBundle(device.ledger.pond, new Blob([bytes]), createGate(device));
}

/** Where each page of a file ends, the head as the first. */
function endsOfPages(bytes: Uint8Array): readonly number[] {
  const view = new DataView(bytes.buffer);
  const ends = [HEAD_BYTES];
  for (let at = HEAD_BYTES; at < bytes.length; ends.push(at)) at += 4 + view.getUint32(at);
  return ends;
}

function recordsOf(device: Device): number {
  return device.ledger.heads().reduce((sum, { count }) => sum + count, 0);
}

describe("a pond in a file", () => {
  test("[M5] read where nothing is, it makes the same ledger; read again, it changes nothing", async () => {
    const { world, alice, bytes } = await alicesFile();
    const carol = await newcomer(world, alice);
    const all = recordsOf(alice);
    expect(await read(carol, bytes)).toEqual({ ok: true, value: { added: all, known: 0, refused: 0 } });
    const { [carol.keys.feed]: own, ...others } = headsOf(carol);
    expect(own).toBeDefined();
    expect(others).toEqual(headsOf(alice));
    expect(await read(carol, bytes)).toEqual({ ok: true, value: { added: 0, known: all, refused: 0 } });
  });

  test("[M5] cut anywhere, it loses nothing of the pages before the cut, and what is cut is said", async () => {
    const { world, alice, bytes } = await alicesFile();
    const ends = endsOfPages(bytes);
    expect(ends.length).toBeGreaterThan(3);
    let before = 0;
    for (const [i, end] of ends.entries()) {
      const carol = await newcomer(world, alice);
      expect((await read(carol, bytes.slice(0, end))).ok).toBe(true);
      const held = recordsOf(carol);
      if (i > 0) expect(held).toBeGreaterThan(before);
      before = held;
      if (end === bytes.length) continue;
      for (const more of [1, 3, 4, 5, 1000]) {
        const again = await newcomer(world, alice);
        expect(await read(again, bytes.slice(0, end + more))).toEqual({
          ok: false,
          error: { kind: "cut" },
        });
        expect(recordsOf(again)).toBe(held);
      }
    }
  });

  test("[M5] the file of another pond is left alone", async () => {
    const { world, bytes } = await alicesFile();
    const eve = await world.startPond(await world.person("eve"));
    const before = headsOf(eve);
    expect(await read(eve, bytes)).toEqual({ ok: false, error: { kind: "bundle-of-another-pond" } });
    expect(headsOf(eve)).toEqual(before);
  });

  test("[M5] a file with another pond's name on it brings nothing in", async () => {
    const { world, bytes } = await alicesFile();
    const eve = await world.startPond(await world.person("eve"));
    const before = headsOf(eve);
    const renamed = new Uint8Array(bytes);
    renamed.set(keyBytes(eve.ledger.pond), HEAD_BYTES - 32);
    const report = await read(eve, renamed);
    expect(report.ok && report.value.added).toBe(0);
    expect(headsOf(eve)).toEqual(before);
  });

  test("[M5] what is no such file is said to be none", async () => {
    const { alice, bytes } = await alicesFile();
    const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, ...bytes.slice(4)]);
    for (const other of [new Uint8Array(), bytes.slice(0, HEAD_BYTES - 1), picture, new Uint8Array(5000)]) {
      expect(await read(alice, other)).toEqual({ ok: false, error: { kind: "bundle-unreadable" } });
    }
  });

  test("[M5] an empty page, as nobody writes one, makes it unreadable from there on", async () => {
    const { world, alice, bytes } = await alicesFile();
    const carol = await newcomer(world, alice);
    const padded = new Uint8Array([...bytes, 0, 0, 0, 2, ...writeUpdate([])]);
    expect(await read(carol, padded)).toEqual({ ok: false, error: { kind: "broken" } });
    expect(recordsOf(carol)).toBeGreaterThan(recordsOf(alice));
  });

  test("[M5] [W2] sizes that lie make it unreadable from there on, and cost nothing", async () => {
    const { world, alice, bytes } = await alicesFile();
    const [, first = 0] = endsOfPages(bytes);
    for (const lie of [0, 1, MAX_FRAME_BYTES, MAX_FRAME_BYTES + 1, 0x7fffffff, 0xffffffff]) {
      const carol = await newcomer(world, alice);
      const lying = new Uint8Array(bytes);
      new DataView(lying.buffer).setUint32(first, lie);
      const said = await read(carol, lying);
      expect([lie, said.ok ? "ok" : said.error.kind]).toEqual([lie, expect.stringMatching(/^(cut|broken)$/)]);
      const honest = await newcomer(world, alice);
      await read(honest, bytes.slice(0, first));
      expect(recordsOf(carol)).toBe(recordsOf(honest));
    }
  });
});
