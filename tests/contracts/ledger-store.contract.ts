import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bytesToBase64Url } from "../../src/lib/bytes.ts";
import { hashBytes } from "../../src/domain/hash.ts";
import type { BoxKey, FeedKey, IdentityKey, PondId, RecordId, Time } from "../../src/domain/ids.ts";
import type { FeedRow, LedgerBatch, LedgerStore, RecordRow } from "../../src/domain/ledger/store.ts";
import type { MemberView, ViewRow } from "../../src/domain/pond/views.ts";

/** One device's disk with the store on it. */
export interface StoreUnderTest {
  /** The store as another tab opens it, or the same one after a restart. */
  open(): Promise<LedgerStore>;
  /** The view rows as the screens would read them. */
  views(): Promise<readonly ViewRow[]>;
  /** Takes all view rows away, as a new version of the database does. */
  dropViews(): Promise<void>;
  /** Makes the `step`-th write from now on fail. */
  failAt(step: number, fault: "crash" | "quota"): void;
  heal(): void;
  close(): void;
}

const utf8 = new TextEncoder();

/** A key, an id: 32 bytes that belong to a name. */
function named<T extends string>(name: string): T {
  return bytesToBase64Url(hashBytes(utf8.encode(name))) as string as T; // 32 bytes are all there is to its shape
}

const northCampus = named<PondId>("North Campus");
const harbour = named<PondId>("Harbour");
const alice = named<FeedKey>("alice's phone");
const bob = named<FeedKey>("bob's phone");

function record(pond: PondId, feed: FeedKey, seq: number, n: number): RecordRow {
  const bytes = utf8.encode(`${pond} ${feed} ${seq}`);
  return { pond, feed, seq, n, id: named<RecordId>(`${pond}${feed}${seq}`), bytes, signed: seq % 3 === 2 };
}

function head(pond: PondId, feed: FeedKey, count: number): FeedRow {
  const at = {
    count,
    head: named<RecordId>(`${pond}${feed}${count - 1}`),
    headTime: count as Time,
    today: { records: count, bytes: 100 },
  };
  return { pond, feed, identity: named<IdentityKey>(feed), box: named<BoxKey>(feed), order: 1, endsAt: null, ...at };
}

function member(pond: PondId, feed: FeedKey, name: string): MemberView {
  const facts = { forked: false, dealsDone: 0, dealPartners: 0, vouchesGood: 0, vouchesBad: 0 };
  const ties = { met: [], metOneWay: [], successor: null, predecessors: [], invitedByRule: true };
  const id = named<IdentityKey>(feed);
  return { pond, id, name, about: "", since: 1 as Time, invitedBy: null, feeds: [feed], ...facts, ...ties };
}

/** `count` records of one feed from seq `from` on, its head, and its author's row. */
function batch(pond: PondId, feed: FeedKey, from: number, count: number, expectedN: number): LedgerBatch {
  const records = Array.from({ length: count }, (_, i) => record(pond, feed, from + i, expectedN + 1 + i));
  const row = member(pond, feed, `after ${from + count}`);
  return { pond, expectedN, feeds: [head(pond, feed, from + count)], records, views: [{ table: "members", row }] };
}

/** Everything that a reader can see. */
async function everything(store: LedgerStore, disk: StoreUnderTest) {
  const all = [];
  for (const pond of [northCampus, harbour]) {
    all.push(await store.lastN(pond), await store.readFeeds(pond), await store.readSince(pond, 0, 1000));
    for (const feed of [alice, bob]) all.push(await store.readRun(pond, feed, 0, 1000));
  }
  return { all, views: await disk.views() };
}

/** What every LedgerStore promises. */
export function describeLedgerStore(name: string, createDisk: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let disk: StoreUnderTest;
    let store: LedgerStore;

    beforeEach(async () => {
      disk = await createDisk();
      store = await disk.open();
    });
    afterEach(() => {
      disk.heal();
      disk.close();
    });

    test("[S1] an empty pond has nothing in it", async () => {
      expect(await store.lastN(northCampus)).toBe(0);
      expect(await store.readFeeds(northCampus)).toEqual([]);
      expect(await store.readSince(northCampus, 0, 10)).toEqual([]);
      expect(await store.readRun(northCampus, alice, 0, 10)).toEqual([]);
    });

    test("[S1] what alice appends is there after a restart: records, head and rows", async () => {
      const written = batch(northCampus, alice, 0, 5, 0);
      expect(await store.commit(written)).toEqual({ ok: true, value: undefined });

      const reopened = await disk.open();
      expect(await reopened.lastN(northCampus)).toBe(5);
      expect(await reopened.readFeeds(northCampus)).toEqual(written.feeds);
      expect(await reopened.readRun(northCampus, alice, 0, 10)).toEqual(written.records);
      expect(await disk.views()).toEqual(written.views);
    });

    test("[S1] a later head and a later row replace the earlier ones", async () => {
      await store.commit(batch(northCampus, alice, 0, 2, 0));
      const later = batch(northCampus, alice, 2, 1, 2);
      await store.commit(later);
      expect(await store.readFeeds(northCampus)).toEqual(later.feeds);
      expect(await disk.views()).toEqual(later.views);
    });

    test("[S1] a row that is gone is shown no more, and the same row of another pond still is", async () => {
      await store.commit(batch(northCampus, alice, 0, 1, 0));
      await store.commit(batch(harbour, alice, 0, 1, 0));
      const gone = { pond: northCampus, of: "members", id: named<IdentityKey>(alice) } as const;
      await store.commit({ ...batch(northCampus, bob, 0, 1, 1), views: [{ table: "gone", row: gone }] });
      expect((await disk.views()).map(({ row }) => row.pond)).toEqual([harbour]);
    });

    test("[S1] ranges: a run from its middle, arrivals after a point, never more than asked for", async () => {
      await store.commit(batch(northCampus, alice, 0, 12, 0));
      await store.commit(batch(northCampus, bob, 0, 3, 12));
      await store.commit(batch(northCampus, alice, 12, 2, 15));

      const seqs = async (feed: FeedKey, from: number, limit: number) =>
        (await store.readRun(northCampus, feed, from, limit)).map(({ seq }) => seq);
      expect(await seqs(alice, 9, 4)).toEqual([9, 10, 11, 12]);
      expect(await seqs(alice, 12, 100)).toEqual([12, 13]);
      expect(await seqs(alice, 14, 100)).toEqual([]);
      expect(await seqs(bob, 0, 2)).toEqual([0, 1]);

      const arrivals = await store.readSince(northCampus, 11, 4);
      expect(arrivals.map(({ n, feed, seq }) => [n, feed, seq])).toEqual([
        [12, alice, 11],
        [13, bob, 0],
        [14, bob, 1],
        [15, bob, 2],
      ]);
      expect(await store.readSince(northCampus, 17, 10)).toEqual([]);
    });

    test("[S1] ponds know nothing of each other, even with the same feed in both", async () => {
      await store.commit(batch(northCampus, alice, 0, 4, 0));
      await store.commit(batch(harbour, alice, 0, 1, 0));
      expect(await store.lastN(northCampus)).toBe(4);
      expect(await store.lastN(harbour)).toBe(1);
      expect((await store.readRun(harbour, alice, 0, 10)).map(({ pond }) => pond)).toEqual([harbour]);
      expect((await store.readFeeds(northCampus)).map(({ count }) => count)).toEqual([4]);
      expect((await store.readSince(harbour, 0, 10)).length).toBe(1);
    });

    test("[S1] a batch built on an older state is refused, and changes nothing", async () => {
      await store.commit(batch(northCampus, alice, 0, 2, 0));
      const before = await everything(store, disk);
      for (const expectedN of [0, 1, 3]) {
        const stale = batch(northCampus, bob, 0, 3, expectedN);
        expect(await store.commit(stale)).toEqual({ ok: false, error: { kind: "moved" } });
      }
      expect(await everything(store, disk)).toEqual(before);
    });

    test("[S1] of two tabs that write at the same time exactly one wins", async () => {
      const other = await disk.open();
      const outcomes = await Promise.all([
        store.commit(batch(northCampus, alice, 0, 3, 0)),
        other.commit(batch(northCampus, bob, 0, 3, 0)),
      ]);
      expect(outcomes.filter(({ ok }) => ok).length).toBe(1);
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.error.kind === "moved").length).toBe(1);
      expect((await store.readFeeds(northCampus)).length).toBe(1);
      expect(await store.lastN(northCampus)).toBe(3);
      expect(await other.lastN(northCampus)).toBe(3);
    });

    test("[S1] two tabs that keep trying both get everything in, without a gap", async () => {
      const write = async (tab: LedgerStore, feed: FeedKey) => {
        for (let seq = 0; seq < 10;) {
          const outcome = await tab.commit(batch(northCampus, feed, seq, 1, await tab.lastN(northCampus)));
          if (outcome.ok) seq++;
          else expect(outcome.error.kind).toBe("moved");
        }
      };
      await Promise.all([write(store, alice), write(await disk.open(), bob)]);
      const arrivals = await store.readSince(northCampus, 0, 100);
      expect(arrivals.map(({ n }) => n)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
      for (const feed of [alice, bob]) expect((await store.readRun(northCampus, feed, 0, 100)).length).toBe(10);
    });

    for (const fault of ["crash", "quota"] as const) {
      test(`[S1] a ${fault} at any point of an append leaves nothing half`, async () => {
        await store.commit(batch(northCampus, alice, 0, 3, 0));
        const before = await everything(store, disk);
        const gone = { pond: northCampus, of: "members", id: named<IdentityKey>(alice) } as const;
        const plain = batch(northCampus, bob, 0, 4, 3);
        const next = { ...plain, views: [...plain.views, { table: "gone", row: gone } as const] };
        let failures = 0;
        for (let step = 1; ; step++) {
          disk.failAt(step, fault);
          const outcome = await store.commit(next);
          disk.heal();
          if (outcome.ok) break;
          failures++;
          expect(outcome.error.kind).toBe(fault === "quota" ? "quota" : "unavailable");
          expect(await everything(await disk.open(), disk)).toEqual(before);
        }
        expect(failures).toBeGreaterThan(0);
        expect(await store.readRun(northCampus, bob, 0, 10)).toEqual(next.records);
        expect(await disk.views()).toEqual(plain.views);
      });
    }

    test("[S4] rows that a new version took away are missing until all of the pond's are written, together", async () => {
      await store.commit(batch(northCampus, alice, 0, 3, 0));
      await store.commit(batch(harbour, bob, 0, 1, 0));
      expect(await store.viewsMissing(northCampus)).toBe(false);
      await disk.dropViews();
      expect(await disk.views()).toEqual([]);
      const later = batch(northCampus, bob, 0, 1, 3);
      await store.commit(later);
      expect(await store.viewsMissing(northCampus)).toBe(true);

      const stale = { pond: northCampus, expectedN: 3, feeds: [], records: [], views: [], replacesViews: true };
      expect(await store.commit(stale)).toEqual({ ok: false, error: { kind: "moved" } });
      const views = batch(northCampus, alice, 0, 3, 0).views;
      const other = await disk.open();
      expect((await other.commit({ ...stale, expectedN: 4, views })).ok).toBe(true);
      // The row of before is not among all rows of now.
      expect(await disk.views()).toEqual(views);
      expect(await store.viewsMissing(northCampus)).toBe(false);
      expect(await store.viewsMissing(harbour)).toBe(true);
      expect(await store.readFeeds(northCampus)).toHaveLength(2);
      expect(await store.lastN(northCampus)).toBe(4);
    });

    test("[S4] [S1] a claim is shown by both its identities, and gone by both", async () => {
      const [from, to, third] = [named<IdentityKey>("old"), named<IdentityKey>("new"), named<IdentityKey>("third")];
      const said = { pond: northCampus, from, since: 1 as Time, attesters: [], asked: [], inForceAt: null } as const;
      const views = [
        { table: "successions", row: { ...said, to, state: "claimed" } },
        { table: "successions", row: { ...said, to: third, state: "claimed" } },
      ] as const;
      await store.commit({ ...batch(northCampus, alice, 0, 1, 0), views });
      expect(await disk.views()).toHaveLength(2);
      const gone = { table: "gone", row: { pond: northCampus, of: "successions", from, to } } as const;
      await store.commit({ ...batch(northCampus, alice, 1, 1, 1), views: [gone] });
      expect(await disk.views()).toEqual([views[1]]);
      const all = { pond: northCampus, expectedN: 2, feeds: [], records: [], views: [], replacesViews: true };
      await store.commit(all);
      expect(await disk.views()).toEqual([]);
    });

    for (const fault of ["crash", "quota"] as const) {
      test(`[S4] a ${fault} while all rows are written leaves those of before, and they stay missing`, async () => {
        await store.commit(batch(northCampus, alice, 0, 3, 0));
        await disk.dropViews();
        await store.commit(batch(northCampus, bob, 0, 1, 3));
        const before = await disk.views();
        const views = batch(northCampus, alice, 0, 3, 0).views;
        const all = { pond: northCampus, expectedN: 4, feeds: [], records: [], views, replacesViews: true };
        let failures = 0;
        for (let step = 1; ; step++) {
          disk.failAt(step, fault);
          const outcome = await store.commit(all);
          disk.heal();
          if (outcome.ok) break;
          failures++;
          expect(await disk.views()).toEqual(before);
          expect(await store.viewsMissing(northCampus)).toBe(true);
        }
        expect(failures).toBeGreaterThan(0);
        expect(await disk.views()).toEqual(views);
        expect(await store.viewsMissing(northCampus)).toBe(false);
      });
    }

    test("[S3] a full disk loses nothing: reading goes on, and so does writing once there is room", async () => {
      const first = batch(northCampus, alice, 0, 3, 0);
      await store.commit(first);
      disk.failAt(1, "quota");
      expect(await store.commit(batch(northCampus, bob, 0, 2, 3))).toEqual({ ok: false, error: { kind: "quota" } });
      disk.heal();
      expect(await store.readRun(northCampus, alice, 0, 10)).toEqual(first.records);
      expect(await store.commit(batch(northCampus, bob, 0, 2, 3))).toEqual({ ok: true, value: undefined });
      expect(await store.lastN(northCampus)).toBe(5);
    });

    test("[S1] any sequence of appends reads back as it was written", async () => {
      const steps = fc.array(fc.record({ atHarbour: fc.boolean(), byBob: fc.boolean(), count: fc.nat(4) }), {
        maxLength: 12,
      });
      await fc.assert(
        fc.asyncProperty(steps, fc.integer({ min: 1, max: 7 }), async (appends, page) => {
          const fresh = await createDisk();
          const tab = await fresh.open();
          const written = new Map<PondId, RecordRow[]>([
            [northCampus, []],
            [harbour, []],
          ]);
          for (const { atHarbour, byBob, count } of appends) {
            const pond = atHarbour ? harbour : northCampus;
            const feed = byBob ? bob : alice;
            const held = written.get(pond) ?? [];
            const from = held.filter((row) => row.feed === feed).length;
            const next = batch(pond, feed, from, count, held.length);
            expect((await tab.commit(next)).ok).toBe(true);
            held.push(...next.records);
          }
          for (const [pond, held] of written) {
            const read: RecordRow[] = [];
            for (let rows; (rows = await tab.readSince(pond, read.length, page)).length > 0;) read.push(...rows);
            expect(read).toEqual(held);
            const bobs = held.filter(({ feed }) => feed === bob);
            expect(await tab.readRun(pond, bob, 1, page)).toEqual(bobs.slice(1, 1 + page));
          }
          fresh.close();
        }),
        { numRuns: 25 },
      );
    });
  });
}
