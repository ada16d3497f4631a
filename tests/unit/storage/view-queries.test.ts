import { afterEach, beforeEach, expect, test } from "vitest";
import { bytesToBase64Url } from "../../../src/lib/bytes.ts";
import type { FeedKey, IdentityKey, PondId, RecordId, Time } from "../../../src/domain/ids.ts";
import type { LedgerStore } from "../../../src/domain/ledger/store.ts";
import { LISTING_LIFE_MS } from "../../../src/domain/limits.ts";
import { isListingOpen } from "../../../src/domain/pond/lapse.ts";
import type { DealView, ListingView, ViewRow } from "../../../src/domain/pond/views.ts";
import type { ShoalDatabase } from "../../../src/storage/database.ts";
import { createDexieLedgerStore } from "../../../src/storage/dexie-ledger-store.ts";
import { storageFailureOf } from "../../../src/storage/failure.ts";
import { createLocalStore } from "../../../src/storage/local-rows.ts";
import { createViewQueries, type ViewQueries } from "../../../src/storage/view-queries.ts";
import { first, follow } from "../../support/follow.ts";
import { createTestClock, type TestClock } from "../../support/world.ts";
import { createFakeDisk, type FakeDisk } from "../../support/fake-storage.ts";

/** 32 bytes as text: any key, any id. */
function key<T extends string>(fill: number): T {
  return bytesToBase64Url(new Uint8Array(32).fill(fill)) as string as T;
}

const pond = key<PondId>(1);
const harbour = key<PondId>(2);
const alice = key<IdentityKey>(10);
const bob = key<IdentityKey>(11);
const eve = key<IdentityKey>(12);

function listing(id: number, more: Partial<ListingView> = {}): ListingView {
  const texts = { title: "Rice cooker", story: "", wants: "" };
  const times = { posted: 0 as Time, renewed: clock.now() as Time };
  const state = { state: "open", withdrawn: null, deal: null, heldUntil: null } as const;
  const told = { returns: "swap", tags: [], place: "" } as const;
  const what = { kind: "thing", condition: null, preview: null, photos: [], ...told } as const;
  return { pond, id: key<RecordId>(id), owner: alice, ...texts, ...times, ...state, ...what, ...more };
}

function deal(id: number, maker: IdentityKey, owner: IdentityKey, turn: IdentityKey | null, updated = 0): DealView {
  const lists = { rounds: [], handovers: [], vouches: [], words: [], holds: [], thanks: [] };
  const at = {
    state: "offered",
    via: null,
    closedWhy: null,
    ended: null,
    endAskedBy: null,
    agreed: null,
    updated: updated as Time,
  } as const;
  return { pond, id: key<RecordId>(id), listing: key<RecordId>(1), maker, owner, turn, ...lists, ...at };
}

let disk: FakeDisk;
let db: ShoalDatabase;
let store: LedgerStore;
let queries: ViewQueries;
let clock: TestClock;
beforeEach(async () => {
  disk = createFakeDisk();
  db = await disk.open();
  store = createDexieLedgerStore(db);
  clock = createTestClock();
  queries = createViewQueries(db, clock);
});
afterEach(() => disk.closeAll());

/** Stores views as an append does. */
async function show(...views: readonly ViewRow[]): Promise<void> {
  const outcome = await store.commit({ pond, expectedN: await store.lastN(pond), feeds: [], records: [], views });
  expect(outcome.ok).toBe(true);
}

function listings(...rows: readonly ListingView[]): readonly ViewRow[] {
  return rows.map((row) => ({ table: "listings", row }));
}

test("[S2] what is appended shows, in the tab that wrote it and in every other", async () => {
  const other = createViewQueries(await disk.open(), clock);
  const here = follow(queries.openListings(pond));
  const there = follow(other.openListings(pond));
  expect(await here.until((rows) => rows.length === 0)).toEqual([]);
  await show(...listings(listing(1)));
  expect((await here.until((rows) => rows.length === 1)).map(({ title }) => title)).toEqual(["Rice cooker"]);
  expect((await there.until((rows) => rows.length === 1)).length).toBe(1);
  await show(...listings(listing(1, { title: "Rice cooker, like new" })));
  await there.until((rows) => rows[0]?.title === "Rice cooker, like new");
  here.unsubscribe();
  there.unsubscribe();
});

test("[S2] the grid holds open listings of this pond only, newest first, as the rule of lapsing says", async () => {
  const now = clock.now();
  const rows = [
    listing(1, { renewed: (now - 5) as Time }),
    listing(2),
    listing(3, { state: "promised" }),
    listing(4, { state: "withdrawn" }),
    listing(5, { renewed: (now - LISTING_LIFE_MS) as Time }),
    listing(6, { renewed: (now - LISTING_LIFE_MS + 1) as Time }),
    listing(8, { state: "promised", heldUntil: now }),
    listing(9, { state: "promised", heldUntil: now - 1, renewed: (now - 7) as Time }),
    listing(10, { state: "waiting", renewed: (now - 6) as Time }),
    listing(11, { state: "waiting", owner: bob, renewed: (now - LISTING_LIFE_MS) as Time }),
  ];
  await show(...listings(...rows, listing(7, { pond: harbour })));
  const shown = await first(queries.openListings(pond));
  expect(shown.map(({ id }) => id)).toEqual([2, 1, 9, 6].map((id) => key(id)));
  expect(new Set(shown.map(({ id }) => id))).toEqual(
    new Set(rows.filter((row) => isListingOpen(row, now)).map(({ id }) => id)),
  );
  // Those that wait for room show to their owner, for as long as they would have lived.
  const seenBy = async (owner: IdentityKey) => (await first(queries.openListings(pond, owner))).map(({ id }) => id);
  expect(await seenBy(alice)).toEqual([2, 1, 10, 9, 6].map((id) => key(id)));
  expect(await seenBy(bob)).toEqual([2, 1, 9, 6].map((id) => key(id)));
  expect((await first(queries.listings(pond))).length).toBe(10);
  expect((await first(queries.listing(pond, key(4))))?.state).toBe("withdrawn");
  expect(await first(queries.listing(pond, key(7)))).toBeNull();
});

test("[S2] deals of mine are those that I made or own, the one that moved last first", async () => {
  await show(
    { table: "deals", row: deal(1, alice, bob, bob, 1) },
    { table: "deals", row: deal(2, bob, alice, alice, 3) },
    { table: "deals", row: deal(3, bob, eve, eve, 9) },
    { table: "deals", row: deal(4, eve, alice, null, 2) },
  );
  expect((await first(queries.dealsOf(pond, alice))).map(({ id }) => id)).toEqual([2, 4, 1].map((id) => key(id)));
  expect((await first(queries.deals(pond))).length).toBe(4);
  expect((await first(queries.deal(pond, key(3))))?.owner).toBe(eve);
});

test("[S2] a pond's card counts what is open, who is in, and what waits for me", async () => {
  const local = createLocalStore(db);
  const room = {
    secret: new Uint8Array(32),
    relays: [],
    feed: key<FeedKey>(4),
    opening: new Uint8Array(9),
    invite: null,
  };
  const mine = { ...room, me: alice, myName: "Alice", pondName: "North Campus" };
  await local.putPond({ ...mine, pond, joined: 1 as Time });
  await local.putPond({ ...mine, pond: harbour, joined: 2 as Time });
  const facts = {
    forked: false,
    dealsDone: 0,
    dealPartners: 0,
    vouchesGood: 0,
    vouchesBad: 0,
    feeds: [],
    invitedBy: null,
    met: [],
    metOneWay: [],
    successor: null,
    predecessors: [],
    invitedByRule: true,
  };
  const member = { pond, name: "", about: "", since: 0 as Time, ...facts };
  await show(
    {
      table: "pondViews",
      row: { pond, name: "North Campus", place: "", rules: "", founder: bob, since: 0 as Time, ruling: null },
    },
    { table: "members", row: { ...member, id: alice } },
    { table: "members", row: { ...member, id: bob } },
    ...listings(listing(1), listing(2), listing(3, { state: "swapped" })),
    { table: "deals", row: deal(1, bob, alice, alice) },
    { table: "deals", row: deal(2, bob, alice, bob) },
  );
  const [newest, older] = await first(queries.ponds());
  expect([newest?.mine.pond, newest?.view, newest?.listings, newest?.members]).toEqual([harbour, null, 0, 0]);
  expect([older?.view?.name, older?.listings, older?.members]).toEqual(["North Campus", 2, 2]);
  expect(older?.waiting.map(({ id }) => id)).toEqual([key(1)]);
  expect((await first(queries.pond(pond)))?.listings).toBe(2);
  expect(await first(queries.pond(key<PondId>(99)))).toBeNull();
  expect((await first(queries.members(pond))).length).toBe(2);
  expect((await first(queries.member(pond, bob)))?.id).toBe(bob);
  expect((await first(queries.pondView(pond)))?.founder).toBe(bob);
});

test("[S2] drafts, settings, photos and the sync glance are live as well", async () => {
  const local = createLocalStore(db);
  const settings = follow(queries.settings());
  expect(await settings.until(() => true)).toBeNull();
  await local.putSettings({ language: "en", theme: "light", keepsAll: false, notify: false });
  await settings.until((value) => value?.theme === "light");
  settings.unsubscribe();
  await local.putBlob({ hash: key(8), type: "image/jpeg", bytes: new Uint8Array([1]) });
  expect((await first(queries.blob(key(8))))?.bytes).toEqual(new Uint8Array([1]));
  expect(await first(queries.draft(pond))).toBeNull();
  expect(await first(queries.wire(pond))).toBeNull();
});

test("[S2] a storm of writes shows the newest state, in far fewer readings than writes, and never goes silent", async () => {
  const live = follow(queries.listings(pond));
  await live.until(() => true);
  const start = performance.now();
  let writes = 0;
  while (performance.now() - start < 450) await show(...listings(listing(++writes % 200)));
  const during = live.seen.length;
  await show(...listings(listing(250, { title: "the last one" })));
  await live.until((rows) => rows.some(({ title }) => title === "the last one"));
  expect(writes).toBeGreaterThan(20);
  expect(during).toBeGreaterThan(2); // shown while the storm lasts
  expect(live.seen.length).toBeLessThan(10);
  live.unsubscribe();
});

test("[S2] nobody is told after unsubscribing, and other tables wake nobody", async () => {
  const gone = follow(queries.listings(pond));
  const deals = follow(queries.deals(pond));
  await gone.until(() => true);
  await deals.until(() => true);
  gone.unsubscribe();
  await show(...listings(listing(1)));
  await new Promise((done) => setTimeout(done, 250));
  expect(gone.seen.length).toBe(1);
  expect(deals.seen.length).toBe(1);
  deals.unsubscribe();
});

test("[S3] a query on a database that went away says so", async () => {
  const live = follow(queries.listings(pond));
  await live.until(() => true);
  db.close();
  const late = follow(queries.listings(pond));
  await expect.poll(() => late.errors.length).toBe(1);
  expect(storageFailureOf(late.errors[0])).toEqual({ kind: "unavailable", why: "closed" });
  live.unsubscribe();
  late.unsubscribe();
});
