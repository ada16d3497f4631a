import { IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DealView, ListingView, MemberView } from "../../../src/domain/pond/views.ts";
import type { PondId } from "../../../src/domain/ids.ts";
import { openLedger } from "../../../src/domain/ledger/ledger.ts";
import { memoryVerifier } from "../../../src/domain/memory-keys.ts";
import { createPondFold } from "../../../src/domain/pond/fold.ts";
import { openDatabase, type ShoalDatabase } from "../../../src/storage/database.ts";
import { createDexieLedgerStore } from "../../../src/storage/dexie-ledger-store.ts";
import { failWriteAt } from "../../support/fake-storage.ts";
import { first } from "../../support/follow.ts";
import { agreedDeal, cooker, createStreet, meet, type Phone, type Street, value } from "../../support/nodes.ts";
import {
  deleteDatabase,
  makeVersion1,
  makeVersion2,
  makeVersion3,
  readRaw,
  type RowsByTable,
} from "../../support/version-1.ts";
import { NOTHING_KNOWN } from "../../../src/app/sync-api.ts";

/** Rows that the fold makes. */
const VIEW_TABLES = [
  "pondViews",
  "members",
  "listings",
  "deals",
  "successions",
  "talks",
  "lots",
  "bookings",
  "rings",
  "markets",
] as const;

const OF_VERSION_4 = ["markets", "savedSearches", "looked", "keeping", "keptWords", "deviceNames"];

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

/** A member, a listing and a deal as the fold of version 1 wrote them. */
const oldMember = ({ pond, id, since, feeds }: MemberView) => ({
  pond,
  id,
  name: "as version 1 had it",
  about: "",
  since,
  invitedBy: null,
  feeds,
  forked: false,
  dealsDone: 0,
  dealPartners: 0,
  vouchesGood: 0,
  vouchesBad: 0,
});

const oldListing = ({ pond, id, owner, posted, renewed }: ListingView) => ({
  pond,
  id,
  owner,
  kind: "thing",
  title: "as version 1 had it",
  story: "",
  condition: "good",
  wants: "",
  preview: null,
  photos: [],
  posted,
  renewed,
  state: "open",
  withdrawn: null,
  deal: null,
  heldUntil: null,
});

const oldDeal = ({ pond, id, listing, maker, owner, rounds, agreed, updated }: DealView) => ({
  pond,
  id,
  listing,
  maker,
  owner,
  rounds,
  state: "agreed",
  turn: null,
  agreed,
  handovers: [],
  vouches: [{ by: maker, about: owner, sealedAt: updated, opened: null }],
  words: [],
  updated,
});

/**
 * Mei's phone with a pond, a deal, and something in every table that stays on the device; all of it as version 1 had it.
 * One record, the hold of her accept, is of a kind that version 1 did not know and had let in unread.
 */
async function oldPhone() {
  const { mei, li, pond, deal, listing } = await agreedDeal(street);
  await value(mei.node.say(pond, deal, "See you at four."));
  await value(mei.node.saveDraft(pond, { ...cooker, title: "A half-typed thing" }));
  await value(mei.node.saveSettings({ language: "zh-CN", theme: "dark", keepsAll: false, notify: false }));
  const { db } = mei;
  await first(mei.queries.deal(pond, deal), (view) => view?.words.length === 1);
  const shown = await viewsOf(mei);
  const me = await db.ponds.get(pond);
  if (me === undefined) throw new Error("not in the pond");
  const bytes = (length: number) => new Uint8Array(length).fill(7);
  await db.blobs.put({ hash: "h".repeat(43) as never, type: "image/webp", bytes: bytes(9) }); // any hash
  await db.feedKeys.put({ feed: me.feed, boxPublic: bytes(32), signing: bytes(60), box: bytes(60) });
  await db.sealedVouches.put({
    pond,
    deal,
    good: true,
    keptTerms: true,
    showedUp: true,
    asDescribed: true,
    words: "sealed in version 1",
    salt: bytes(16),
  });
  const nobody = { state: "starting", relays: [], peers: [], savedOn: 0, refused: {}, ...NOTHING_KNOWN } as const;
  await mei.node.putGlance(pond, { ...nobody, onlyHere: 1, acknowledged: 2, have: 3, known: 3 }, new Map());
  mei.db.close();
  const { rows } = await readRaw(mei.disk.factory);
  const later = new Set([
    "successions",
    "missingViews",
    "talks",
    "lots",
    "bookings",
    "rings",
    "lotSecrets",
    "muted",
    "wantedPhotos",
    "fetchedPhotos",
    ...OF_VERSION_4,
  ]);
  const kept = Object.fromEntries(Object.entries(rows).filter(([table]) => !later.has(table)));
  const pondView = shown["pondViews"]?.map((row) => {
    const { ruling: _ruling, ...old } = row as { readonly ruling: unknown };
    return old;
  });
  const old: RowsByTable = {
    ...kept,
    vault: [{ id: "identity", publicKey: bytes(32), wrappedSeed: bytes(60), signing: null }],
    pondViews: pondView ?? [],
    members: shown["members"]?.map((row) => oldMember(row as MemberView)) ?? [],
    listings: shown["listings"]?.map((row) => oldListing(row as ListingView)) ?? [],
    deals: shown["deals"]?.map((row) => oldDeal(row as DealView)) ?? [],
  };
  await deleteDatabase(mei.disk.factory);
  await makeVersion1(mei.disk.factory, old);
  return { mei, li, pond, deal, listing, old, shown };
}

async function viewsOf({ db }: Pick<Phone, "db">): Promise<RowsByTable> {
  const rows = VIEW_TABLES.map(async (table) => [table, await db.table(table).toArray()] as const);
  return Object.fromEntries(await Promise.all(rows));
}

test("[S4] a database of version 1 becomes one of this version: its views are noted as missing, nothing else is touched", async () => {
  const { mei, pond, old } = await oldPhone();
  expect((await readRaw(mei.disk.factory)).version).toBe(10);
  (await mei.disk.open()).close();
  const { version, rows } = await readRaw(mei.disk.factory);
  expect(version).toBe(40);
  for (const table of VIEW_TABLES) expect(rows[table]).toEqual([]);
  expect(rows["missingViews"]).toEqual([{ pond }]);
  const others = Object.keys(old).filter((table) => !VIEW_TABLES.some((view) => view === table));
  expect(others).toHaveLength(10);
  for (const table of others) {
    expect(old[table]?.length, table).toBeGreaterThan(0);
    expect(rows[table], table).toEqual(old[table]);
  }
});

test("[S4] a database of version 2 becomes one of this version, which shows what version 2 had let in unread", async () => {
  const { mei, pond, listing } = await agreedDeal(street);
  await value(mei.node.comment(pond, listing, { text: "As good as new.", answers: null }));
  mei.db.close();
  const { rows } = await readRaw(mei.disk.factory);
  const later = new Set([
    "talks",
    "lots",
    "bookings",
    "rings",
    "lotSecrets",
    "muted",
    "wantedPhotos",
    "fetchedPhotos",
    ...OF_VERSION_4,
  ]);
  const old = Object.fromEntries(Object.entries(rows).filter(([table]) => !later.has(table)));
  await deleteDatabase(mei.disk.factory);
  await makeVersion2(mei.disk.factory, old);
  const tab = await mei.openTab();
  const talk = await first(tab.queries.talk(pond, listing), (view) => view.comments.length === 1);
  expect(talk.comments).toMatchObject([{ text: "As good as new." }]);
  expect((await readRaw(mei.disk.factory)).rows["records"]).toEqual(old["records"]);
});

test("[S4] a database of version 3 becomes one of version 4, which shows market days that version 3 had let in unread", async () => {
  const { mei, pond } = await agreedDeal(street);
  const from = street.clock.now() + 60_000;
  const day = { title: "Swap day", place: "courtyard", note: "", from, to: from + 60_000 };
  const market = await value(mei.node.callMarket(pond, day));
  const shown = await viewsOf(mei);
  mei.db.close();
  const { rows } = await readRaw(mei.disk.factory);
  const old = Object.fromEntries(Object.entries(rows).filter(([table]) => !OF_VERSION_4.includes(table)));
  await deleteDatabase(mei.disk.factory);
  await makeVersion3(mei.disk.factory, old);
  const tab = await mei.openTab();
  expect(await first(tab.queries.market(pond, market), (view) => view !== null)).toMatchObject(day);
  expect(await viewsOf(tab)).toEqual(shown);
  expect((await readRaw(mei.disk.factory)).rows["records"]).toEqual(old["records"]);
});

test("[S4] a database of version 3 becomes one of version 4: what was muted stays so, what was set is set, and all is old news", async () => {
  const { mei, li, pond, listing } = await agreedDeal(street);
  await value(li.node.comment(pond, listing, { text: "Does it steam?", answers: null }));
  await meet(mei, li, pond);
  await value(mei.node.mute(pond, "m".repeat(43) as never, true)); // any key
  mei.db.close();
  const { rows } = await readRaw(mei.disk.factory);
  const kept = Object.entries(rows).filter(([table]) => !OF_VERSION_4.includes(table));
  const settings = [{ id: "settings", settings: { language: "zh-CN", theme: "dark" } }];
  const old = { ...Object.fromEntries(kept), settings };
  await deleteDatabase(mei.disk.factory);
  await makeVersion3(mei.disk.factory, old);
  const tab = await mei.openTab();
  const talk = await first(tab.queries.talk(pond, listing), (view) => view.comments.length === 1);
  expect(talk.comments).toMatchObject([{ text: "Does it steam?", mentions: [] }]);
  expect(await first(tab.queries.settings())).toEqual({
    language: "zh-CN",
    theme: "dark",
    keepsAll: false,
    notify: false,
  });
  expect((await readRaw(mei.disk.factory)).rows["muted"]).toEqual(old["muted" as never]);
  const news = await first(tab.queries.news(pond, null), ({ items }) => items.length > 0);
  expect(news.counts).toEqual({ forMe: 0, others: 0 });
});

test("[S4] the app starts on it as if it had always been there: every view is there and right, and life goes on", async () => {
  const { mei, li, pond, deal, shown } = await oldPhone();
  const tab = await mei.openTab();
  // Nobody asks for the pond: the list of ponds fills by itself.
  const cards = await first(tab.queries.ponds(), (all) => all[0]?.members === 2 && all[0].view !== null);
  expect(cards[0]).toMatchObject({ name: "North Campus", myName: "Mei" });
  const views = await viewsOf(tab);
  expect(views).toEqual(shown);
  expect(views["deals"]).toHaveLength(1);
  expect(views["listings"]).toMatchObject([{ title: "Rice cooker", state: "promised" }]);
  expect(await tab.db.missingViews.count()).toBe(0);
  expect(await first(tab.queries.draft(pond))).toMatchObject({ title: "A half-typed thing" });

  await value(tab.node.confirmHandover(pond, deal, "apart"));
  await value(tab.node.postListing(pond, { ...cooker, title: "Kettle" }));
  await meet(tab, li, pond);
  expect((await first(li.queries.listings(pond), (all) => all.length === 1))[0]?.title).toBe("Kettle");
});

test("[S4] two tabs that start on it at once, one of which writes, end with the same rows", async () => {
  const { mei, pond } = await oldPhone();
  const [one, other] = await Promise.all([mei.openTab(), mei.openTab()]);
  await value(one.node.postListing(pond, cooker));
  await first(other.queries.ponds(), (all) => all[0]?.members === 2 && all[0].listings === 1);
  expect(await viewsOf(one)).toEqual(await viewsOf(other));
  expect((await one.db.listings.toArray()).map(({ title }) => title)).toEqual(["Rice cooker", "Rice cooker"]);
  expect(await one.db.missingViews.count()).toBe(0);
});

/** A pond's ledger as it is read when the pond is opened. */
function openAsReader(db: ShoalDatabase, pond: PondId) {
  const project = () => createPondFold(pond);
  const { clock } = street;
  return openLedger({ pond, store: createDexieLedgerStore(db), verifier: memoryVerifier, clock, project, keys: null });
}

test("[S4] [S3] rows that found no room are written with the next record, or once the pond is asked for again", async () => {
  const { mei, li, pond, listing, shown } = await oldPhone();
  (await mei.disk.open()).close();
  const db = await mei.disk.open();
  const heal = failWriteAt(2, "quota");
  const ledger = await openAsReader(db, pond);
  heal();
  expect(await viewsOf({ db })).toMatchObject({ members: [], deals: [] });
  await value(li.node.rename(pond, "Li Wei"));
  const feed = (await li.db.ponds.get(pond))?.feed;
  const held = feed === undefined ? undefined : ledger.feed(feed);
  const next = (await li.db.records.toArray()).filter((row) => row.feed === feed && row.seq >= (held?.count ?? 0));
  expect(next).toHaveLength(1);
  expect((await ledger.admitRun(next.map(({ bytes }) => bytes))).admitted).toBe(1);
  const views = await viewsOf({ db });
  expect(views["members"]?.map((row) => (row as MemberView).name).sort()).toEqual(["Li Wei", "Mei"]);
  expect(views["listings"]).toEqual(shown["listings"]);
  expect(views["listings"]).toMatchObject([{ id: listing }]);
  expect(await db.missingViews.count()).toBe(0);
});

test("[S4] [S3] a full disk that has room again shows everything at the next question", async () => {
  const { mei, pond, shown } = await oldPhone();
  (await mei.disk.open()).close();
  const db = await mei.disk.open();
  const heal = failWriteAt(1, "quota");
  const ledger = await openAsReader(db, pond);
  heal();
  expect(await db.missingViews.count()).toBe(1);
  await ledger.catchUp();
  expect(await viewsOf({ db })).toEqual(shown);
  expect(await db.missingViews.count()).toBe(0);
});

for (const fault of ["crash", "quota"] as const) {
  test(`[S4] [S3] a ${fault} at any point of writing the rows anew loses nothing: the next start does it`, async () => {
    const { mei, pond, shown } = await oldPhone();
    (await mei.disk.open()).close();
    let failures = 0;
    for (let step = 1; ; step++) {
      const heal = failWriteAt(step, fault);
      const db = await mei.disk.open();
      await openAsReader(db, pond);
      heal();
      const missing = await db.missingViews.toArray();
      const views = await viewsOf({ db });
      db.close();
      if (missing.length === 0) break;
      failures++;
      expect(missing).toEqual([{ pond }]);
      expect(Object.values(views).flat()).toEqual([]);
    }
    expect(failures).toBeGreaterThan(4);
    expect(await viewsOf(await mei.openTab())).toEqual(shown);
  });
}

test("[S4] an upgrade that is cut off leaves version 1 as it was", async () => {
  const { mei, old } = await oldPhone();
  const heal = failWriteAt(1, "crash");
  const cut = await openDatabase({ onLost: () => undefined, indexedDB: mei.disk.factory, IDBKeyRange });
  heal();
  expect(cut.ok).toBe(false);
  const { version, rows } = await readRaw(mei.disk.factory);
  expect(version).toBe(10);
  expect(rows).toEqual(old);
});
