import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { FeedKey, Time } from "../../../src/domain/ids.ts";
import type { CommitError, LedgerStore } from "../../../src/domain/ledger/store.ts";
import { feedCloseWord } from "../../../src/domain/ledger/signed-words.ts";
import { createMemoryLedgerStore } from "../../../src/domain/ledger/memory-store.ts";
import { isCheckpoint } from "../../../src/domain/ledger/fork.ts";
import { ZERO_ID } from "../../../src/domain/record/header.ts";
import { signRecord } from "../../../src/domain/record/record.ts";
import { bytesToBase64Url } from "../../../src/lib/bytes.ts";
import { type WireRun, writeCollapsed, writeUpdate, writeVector } from "../../../src/sync/canonical-update.ts";
import { clientOf } from "../../../src/sync/client-id.ts";
import { reportFrame, updateFrame, vectorFrame } from "../../../src/sync/frames.ts";
import { createGate, type GateReply, type GateService, type Growth, type Page } from "../../../src/sync/gate.ts";
import { MAX_FRAME_BYTES, PAGE_BYTES } from "../../../src/sync/limits.ts";
import { readUpdate } from "../../../src/sync/strict-reader.ts";
import { twinKeys } from "../../support/ground-keys.ts";
import { framed, listThings, profilesAfter, runOf, scribbler } from "../../support/wire-frames.ts";
import { createWorld, type Device, headsOf, meet } from "../../support/world.ts";

/** Alice, who has written, and Bob, who knows nothing of it yet but her opening. */
async function aliceAndBob(store: LedgerStore = createMemoryLedgerStore()) {
  const world = createWorld();
  const alice = await world.startPond(await world.person("alice"));
  const bob = await world.join(await world.person("bob"), await world.invite(alice), { store });
  await meet(alice, bob);
  for (let i = 0; i < 4; i++) await alice.ledger.append("member.profile.1", { name: `Alice ${i}`, about: "" });
  return { world, alice, bob, gate: createGate(bob) };
}

/** What the gate says to one message. */
async function tell(gate: GateService, message: Uint8Array): Promise<GateReply> {
  const [reply] = await gate.receive([message]);
  if (reply === undefined) throw new Error("the gate did not answer");
  return reply;
}

function refusalOf(reply: GateReply): string {
  if (reply.kind === "dropped") return reply.reason;
  if (reply.kind !== "runs") return reply.kind;
  return reply.runs.map(({ refused }) => refused?.kind ?? "let in").join(" ");
}

function changedAt(bytes: Uint8Array, at: number): Uint8Array<ArrayBuffer> {
  const changed = new Uint8Array(bytes);
  const index = at < 0 ? bytes.length + at : at;
  changed[index] = (changed[index] ?? 0) ^ 1;
  return changed;
}

describe("what eve sends to bob's gate", () => {
  test("[W2] each lie has its name, and none of them moves a head", async () => {
    const { world, alice, bob, gate } = await aliceAndBob();
    const elsewhere = await world.startPond(await world.person("eve"));
    const { feed } = alice.keys;
    const honest = await runOf(alice, feed, 1);
    const [first = new Uint8Array()] = honest.records;
    const scribbled = await profilesAfter(bob, [scribbler(bob.keys.signer)]);
    const before = headsOf(bob);

    const lies: readonly (readonly [string, Uint8Array<ArrayBuffer>, string])[] = [
      ["nothing at all", new Uint8Array(), "malformed"],
      ["an unknown kind", new Uint8Array([7, 0, 0]), "malformed"],
      ["an unknown step", new Uint8Array([0, 9, 0]), "malformed"],
      ["half a message", framed(honest).slice(0, 300), "malformed"],
      ["a byte too many", new Uint8Array([...framed(honest), 0]), "malformed"],
      ["more than a message may hold", new Uint8Array(MAX_FRAME_BYTES + 1), "too-large"],
      ["a collapsed struct", updateFrame(writeCollapsed(new Map([[clientOf(feed), 9]]))), "malformed"],
      ["a deletion", updateFrame(changedAt(writeUpdate([honest]), -1)), "malformed"],
      ["the same feed twice", framed(honest, honest), "malformed"],
      ["a vector of nonsense", vectorFrame(new Uint8Array([200, 1])), "malformed"],
      ["a vector that says a feed twice", vectorFrame(new Uint8Array([2, 5, 1, 5, 2])), "malformed"],
      ["no record", framed({ ...honest, records: [new Uint8Array(40).fill(3)] }), "malformed"],
      ["an empty record", framed({ ...honest, records: [new Uint8Array()] }), "malformed"],
      ["under another's client", framed({ ...honest, client: clientOf(bob.keys.feed) }), "malformed"],
      ["under nobody's client", framed({ ...honest, client: 12345 }), "malformed"],
      ["at another clock", framed({ ...honest, from: 2 }), "malformed"],
      ["with a hole before it", framed(await runOf(alice, feed, 3)), "gap"],
      ["of another pond", framed(await runOf(elsewhere, elsewhere.keys.feed)), "wrong-pond"],
      [
        "signed by nobody",
        framed({ client: clientOf(bob.keys.feed), from: 1, records: scribbled.map(({ bytes }) => bytes) }),
        "bad-signature",
      ],
      ["with a changed body", framed({ ...honest, records: [changedAt(first, -1)] }), "malformed"],
    ];
    for (const [lie, message, answer] of lies) {
      const reply = refusalOf(await tell(gate, message));
      expect([lie, reply]).toEqual([lie, answer]);
      expect([lie, headsOf(bob)]).toEqual([lie, before]);
    }
  });

  test("[L2] [W2] of a run with a hole or out of order, what stands before the flaw is let in", async () => {
    for (const flaw of ["hole", "order"]) {
      const { alice, bob, gate } = await aliceAndBob();
      const { records, ...place } = await runOf(alice, alice.keys.feed, 1);
      const [first = new Uint8Array(), second = first, third = first] = records;
      const sent = flaw === "hole" ? [first, third] : [first, first, second];
      expect(await tell(gate, framed({ ...place, records: sent }))).toEqual({
        kind: "runs",
        runs: [
          {
            client: place.client,
            from: 1,
            to: 1 + sent.length,
            admitted: 1,
            refused: expect.objectContaining({ kind: "broken-chain", offence: true }),
          },
        ],
      });
      expect(bob.ledger.feed(alice.keys.feed)?.count).toBe(2);
    }
  });

  test("[W2] one bad run in a message keeps no other run out", async () => {
    const { world, alice, bob, gate } = await aliceAndBob();
    const elsewhere = await world.startPond(await world.person("eve"));
    const bad = await runOf(elsewhere, elsewhere.keys.feed);
    expect(refusalOf(await tell(gate, framed(bad, await runOf(alice, alice.keys.feed, 1))))).toBe("wrong-pond let in");
    expect(headsOf(bob)).toEqual(headsOf(alice));
  });

  test("[W2] any bytes, and any honest message with any bytes changed, get an answer and break nothing", async () => {
    const { alice, bob, gate } = await aliceAndBob();
    const message = framed(await runOf(alice, alice.keys.feed, 1));
    const truth = headsOf(alice);
    const kinds = ["vector", "runs", "ignored", "dropped"];
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect(kinds).toContain((await tell(gate, bytes)).kind);
      }),
      { numRuns: 500 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(message.length - 1), fc.integer({ min: 1, max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (changes) => {
          const changed = new Uint8Array(message);
          for (const [at, by] of changes) changed[at] = (changed[at] ?? 0) ^ by;
          expect(kinds).toContain((await tell(gate, changed)).kind);
        },
      ),
      { numRuns: 150 },
    );
    await tell(gate, message);
    // Whatever of it was let in on the way was true, or Bob could not have come to the same end.
    expect(headsOf(bob)).toEqual(truth);
  });

  test("[W6] presence is looked at no further", async () => {
    const { gate } = await aliceAndBob();
    expect(await tell(gate, new Uint8Array([1, 3, 255, 255, 255]))).toEqual({ kind: "ignored" });
  });

  test("[W1] keys ground to share a client: who was first stays, and who carries the other does not offend", async () => {
    const { alice } = await aliceAndBob();
    const [first, second] = twinKeys().map((key) => bytesToBase64Url(key) as string as FeedKey);
    if (first === undefined || second === undefined) throw new Error("no twins");
    expect([second === first, clientOf(second) === clientOf(first)]).toEqual([false, true]);
    // Only a ledger with toy signatures can hold such a feed: here is as much of it as the gate asks for.
    const gate = createGate({ ledger: { ...alice.ledger, heads: () => [{ feed: first, count: 1 }] } });
    const place = { pond: alice.ledger.pond, feed: second, seq: 0, prev: ZERO_ID, time: 0 as Time };
    const record = await signRecord({ ...place, kind: "feed.open.1" }, new Uint8Array([0]), alice.keys.signer);
    const reply = await tell(gate, framed({ client: clientOf(second), from: 0, records: [record.bytes] }));
    expect(reply).toMatchObject({ runs: [{ admitted: 0, refused: { kind: "client-taken", offence: false } }] });
  });
});

describe("a disk that takes no more", () => {
  test("[S3] [W2] is nobody's offence, whether the store says so or throws, and the same message is let in later", async () => {
    let failing: () => CommitError | null = () => null;
    const { alice, bob, gate } = await aliceAndBob(createMemoryLedgerStore(() => failing()));
    const run = await runOf(alice, alice.keys.feed, 1);
    const span = { client: run.client, from: 1, to: 5 };
    const before = headsOf(bob);
    const refusedFor = (kind: string) => ({
      kind: "runs",
      runs: [{ ...span, admitted: 0, refused: { kind, offence: false } }],
    });

    failing = () => ({ kind: "quota" });
    expect(await tell(gate, framed(run))).toEqual(refusedFor("quota"));

    const hushed = vi.spyOn(console, "error").mockImplementation(() => undefined);
    failing = () => {
      throw new Error("the database was deleted");
    };
    expect(await tell(gate, framed(run))).toEqual(refusedFor("storage"));
    expect(hushed).toHaveBeenCalledOnce();
    hushed.mockRestore();
    expect(headsOf(bob)).toEqual(before);

    failing = () => null;
    expect(await tell(gate, framed(run))).toEqual({ kind: "runs", runs: [{ ...span, admitted: 4, refused: null }] });
  });
});

/** All pages for a peer that has nothing, each as the runs that it carries. */
async function pagesOf(device: Device, has = new Map<number, number>()): Promise<readonly (readonly WireRun[])[]> {
  const gate = createGate(device);
  const pages: (readonly WireRun[])[] = [];
  for (let page = await gate.page(has); page !== null; page = await gate.page(has)) {
    const read = readUpdate(page.update);
    if (!read.ok) throw new Error(read.error.why);
    expect(spansOf(page)).toEqual(read.value.map(({ client, from, records }) => [client, from, from + records.length]));
    for (const { client, to } of page.spans) has.set(client, to);
    pages.push(read.value);
  }
  return pages;
}

function spansOf(page: Page): readonly (readonly [number, number, number])[] {
  return page.spans.map(({ client, from, to }) => [client, from, to]);
}

describe("the pages that a gate gives", () => {
  test("[W3] hold all records once, in messages of at most 64 KB, feeds in the order of admission", async () => {
    const { world, alice, bob } = await aliceAndBob();
    await listThings(alice, 12, 8000);
    await listThings(bob, 12, 5000);
    const carol = await world.join(await world.person("carol"), await world.invite(bob));
    await meet(alice, bob);
    await meet(alice, carol);
    const pages = await pagesOf(alice);
    for (const page of pages) expect(framed(...page).length).toBeLessThanOrEqual(MAX_FRAME_BYTES);
    const seen = new Map<number, number>();
    for (const { client, from, records } of pages.flat()) {
      expect(from).toBe(seen.get(client) ?? 0);
      seen.set(client, from + records.length);
    }
    expect([...seen]).toEqual(alice.ledger.heads().map(({ feed, count }) => [clientOf(feed), count]));
    expect(await createGate(alice).vector()).toEqual(seen);
  });

  test("[W3] are filled: a record that does not fit into the rest opens the next one", async () => {
    const { alice } = await aliceAndBob();
    const most = 8 * 1024;
    await listThings(alice, 30, most);
    const pages = await pagesOf(alice);
    const sizes = pages.map((page) => framed(...page).length);
    for (const size of sizes.slice(0, -1)) {
      expect(size).toBeLessThanOrEqual(PAGE_BYTES);
      expect(size).toBeGreaterThan(PAGE_BYTES - most - 1024);
    }
  });

  test("[W3] let no later feed overtake one that does not fit into the rest", async () => {
    const { world, alice, bob } = await aliceAndBob();
    await listThings(alice, 5, 8000);
    await listThings(bob, 1, 8000);
    await meet(alice, bob);
    const carol = await world.join(await world.person("carol"), await world.invite(bob));
    await meet(alice, carol);
    const inOrder = [alice, bob, carol].map(({ keys }) => clientOf(keys.feed));
    const pages = await pagesOf(alice, new Map([[clientOf(bob.keys.feed), 1]]));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat().map(({ client }) => client)).toEqual(inOrder);
  });

  test("[W3] start where the peer stands, and end where nothing is lacking", async () => {
    const { alice } = await aliceAndBob();
    const client = clientOf(alice.keys.feed);
    const bobs = alice.ledger.heads()[1]?.feed ?? alice.keys.feed;
    const has = new Map([
      [client, 3],
      [clientOf(bobs), 1],
    ]);
    expect((await pagesOf(alice, has)).flat().map((run) => [run.client, run.from, run.records.length])).toEqual([
      [client, 3, 2],
    ]);
    expect(await createGate(alice).page(new Map([...has, [client, 1_000_000]]))).toBeNull();
  });

  test("[W3] [L2] end only at records whose own signature was verified", async () => {
    const { world, alice, bob } = await aliceAndBob();
    const { signer } = bob.keys;
    const cheat = scribbler(signer);
    const records = await profilesAfter(bob, [cheat, cheat, signer, cheat, signer]);
    const bytes = records.map((record) => record.bytes);
    const client = clientOf(bob.keys.feed);
    const gate = createGate(alice);
    expect(refusalOf(await tell(gate, framed({ client, from: 1, records: bytes.slice(0, 3) })))).toBe("let in");
    expect(refusalOf(await tell(gate, framed({ client, from: 4, records: bytes.slice(3) })))).toBe("let in");
    const rows = await alice.ledger.readRun(bob.keys.feed, 0, 10);
    const signed = rows.filter((row) => row.signed).map(({ seq }) => seq + 1);
    expect(signed).toEqual([1, 4, 6]);
    const dave = await world.join(await world.person("dave"), await world.invite(alice));
    const daves = createGate(dave);
    for (const page of await pagesOf(alice)) {
      for (const { from, records: run } of page.filter((r) => r.client === client))
        expect(signed).toContain(from + run.length);
      expect(refusalOf(await tell(daves, framed(...page)))).not.toContain("bad-signature");
    }
    await meet(dave, alice);
    expect(headsOf(dave)).toEqual(headsOf(alice));
  });

  test("[W3] a run that fills one message and can be cut at few places goes out whole", async () => {
    const { world, alice, bob } = await aliceAndBob();
    const { signer } = bob.keys;
    const cheat = scribbler(signer);
    const client = clientOf(bob.keys.feed);
    // As many as one message holds, signed only where they must be.
    const sample = await profilesAfter(bob, [signer]);
    const recordBytes = sample[0]?.bytes.length ?? 0;
    const count = Math.floor(MAX_FRAME_BYTES / (recordBytes + 30));
    let records: readonly Uint8Array[] = [];
    for (let n = count; records.length === 0; n--) {
      const made = await profilesAfter(bob, [
        ...Array.from({ length: n - 1 }, (_, i) => (isCheckpoint(1 + i) ? signer : cheat)),
        signer,
      ]);
      const bytes = made.map((record) => record.bytes);
      if (framed({ client, from: 1, records: bytes }).length <= MAX_FRAME_BYTES) records = bytes;
    }
    expect(refusalOf(await tell(createGate(alice), framed({ client, from: 1, records })))).toBe("let in");
    const dave = await world.join(await world.person("dave"), await world.invite(alice));
    for (const page of await pagesOf(alice)) await tell(createGate(dave), framed(...page));
    expect(dave.ledger.feed(bob.keys.feed)?.count).toBe(1 + records.length);
  });
});

test("[W3] [L5] [K3] of a feed that ended within a run, what vouches for its end goes along, and counts for nothing", async () => {
  const { world, alice, bob } = await aliceAndBob();
  const { feed, signer } = bob.keys;
  const cheat = scribbler(signer);
  const records = (await profilesAfter(bob, [cheat, cheat, signer])).map(({ bytes }) => bytes);
  expect(refusalOf(await tell(createGate(alice), framed({ client: clientOf(feed), from: 1, records })))).toBe("let in");
  const { pond } = alice.ledger;
  const word = await bob.person.identity.sign("shoal/feed-close/1", feedCloseWord(pond, feed, 3));
  const closed = await alice.ledger.append("feed.close.1", { feed, count: 3, identity: bob.person.me, word });
  expect(closed.ok).toBe(true);
  expect(alice.ledger.heads()).toContainEqual({ feed, count: 3 });
  const given = (await pagesOf(alice)).flat().map(({ client, from, records: run }) => [client, from, run.length]);
  expect(given).toEqual([
    [clientOf(alice.keys.feed), 0, 6],
    [clientOf(feed), 0, 4],
  ]);
  // Whoever gets it by way of Alice, from a device that knows of the end already or not, holds the same.
  const carol = await world.join(await world.person("carol"), await world.invite(alice));
  for (const page of await pagesOf(alice)) {
    for (const run of page.toReversed()) await tell(createGate(carol), framed(run));
    for (const run of page) await tell(createGate(carol), framed(run));
  }
  expect(carol.ledger.heads()).toContainEqual({ feed, count: 3 });
  const late = await runOf(alice, feed, 3);
  expect(late.records).toEqual([]);
});

test("[W1] [W4] what the ledger takes in is told as one canonical update, and a new feed is told as new", async () => {
  const { world, alice, gate, bob } = await aliceAndBob();
  const told: Growth[] = [];
  await gate.subscribe((growth) => told.push(growth));
  const run = await runOf(alice, alice.keys.feed, 1);
  await tell(gate, framed(run));
  const carol = await world.join(await world.person("carol"), await world.invite(alice));
  const hers = await runOf(carol, carol.keys.feed);
  await tell(gate, framed(hers));
  await tell(gate, framed(hers));
  await bob.ledger.append("member.profile.1", { name: "Bob", about: "" });
  expect(told.map(({ update }) => update)).toEqual([
    writeUpdate([run]),
    writeUpdate([hers]),
    writeUpdate([await runOf(bob, bob.keys.feed, 1)]),
  ]);
  expect(told.map(({ newFeeds }) => newFeeds)).toEqual([false, true, false]);
});

test("[W2] a vector is read as it was written", async () => {
  const { gate } = await aliceAndBob();
  const vector = new Map([
    [5, 1],
    [7_000_000_000_000_123, 1_000_000],
  ]);
  expect(await tell(gate, vectorFrame(writeVector(vector)))).toEqual({
    kind: "vector",
    vector,
    taken: 0,
    differs: false,
  });
  const report = reportFrame(3, new Uint8Array(16), writeVector(vector));
  expect(await tell(gate, report)).toEqual({ kind: "vector", vector, taken: 3, differs: false });
});
