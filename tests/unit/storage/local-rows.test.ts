import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bytesToBase64Url } from "../../../src/lib/bytes.ts";
import type { LocalRows } from "../../../src/app/local-rows.ts";
import type { BlobHash, FeedKey, IdentityKey, InviteKey, PondId, RecordId, Time } from "../../../src/domain/ids.ts";
import type { ShoalDatabase } from "../../../src/storage/database.ts";
import { storageFailureOf } from "../../../src/storage/failure.ts";
import { createLocalStore, type LocalStore, readWantedPhotos } from "../../../src/storage/local-rows.ts";
import type { DraftRow, MyPondRow, SealedVouchRow, WireRow } from "../../../src/storage/rows.ts";
import { createFakeDisk, failWriteAt, type FakeDisk } from "../../support/fake-storage.ts";
import { NOTHING_KNOWN } from "../../../src/app/sync-api.ts";

/** 32 bytes as text: any key, any id. */
function key<T extends string>(fill: number): T {
  return bytesToBase64Url(new Uint8Array(32).fill(fill)) as string as T;
}

const northCampus = key<PondId>(1);
const harbour = key<PondId>(2);
const deal = key<RecordId>(3);

const mine: MyPondRow = {
  pond: northCampus,
  secret: new Uint8Array(32).fill(9),
  relays: ["wss://relay.example/"],
  feed: key<FeedKey>(4),
  me: key<IdentityKey>(5),
  myName: "Alice",
  pondName: "North Campus",
  joined: 1000 as Time,
  opening: new Uint8Array(200),
  invite: {
    seed: new Uint8Array(32),
    certificate: {
      inviter: key<FeedKey>(4),
      key: key<InviteKey>(6),
      until: 2000 as Time,
      signature: new Uint8Array(64),
    },
  },
};
const draft: DraftRow = {
  kind: "thing",
  title: "",
  story: "half a sen",
  condition: null,
  wants: "a lamp",
  returns: "swap",
  tags: [],
  place: "",
  lot: null,
  preview: new Uint8Array([1, 2]),
  photos: [{ hash: key<BlobHash>(8), size: 5, width: 1, height: 1 }],
};
/** As version 2 of the database had kept it. */
const { returns: _returns, tags: _tags, place: _place, lot: _lot, ...oldDraft } = draft;
const sealed: SealedVouchRow = {
  pond: northCampus,
  deal,
  good: true,
  keptTerms: true,
  showedUp: true,
  asDescribed: false,
  words: "kind, and on time",
  salt: new Uint8Array(16).fill(3),
};
const glance: WireRow = {
  state: "on",
  relays: [{ url: "wss://relay.example/", up: true }],
  peers: [{ id: "p1", since: 5 as Time, name: null }],
  onlyHere: 1,
  acknowledged: 2,
  savedOn: 2,
  have: 10,
  known: 12,
  refused: { malformed: 3 },
  ...NOTHING_KNOWN,
};

let disk: FakeDisk;
let db: ShoalDatabase;
let local: LocalStore;
beforeEach(async () => {
  disk = createFakeDisk();
  db = await disk.open();
  local = createLocalStore(db);
});
afterEach(() => {
  vi.restoreAllMocks();
  disk.closeAll();
});

test("[S2] what stays on this device reads back as it was written, also after a restart", async () => {
  const rows: LocalRows = local; // the port of the use cases
  await rows.putPond(mine);
  await rows.putDraft(northCampus, draft);
  await rows.putSettings({ language: "zh-CN", theme: "dark", keepsAll: true, notify: false });
  await rows.putBlob({ hash: key<BlobHash>(8), type: "image/webp", bytes: new Uint8Array([1, 2, 3]) });
  await rows.putSealedVouch(sealed);
  await local.putWire(northCampus, glance);

  const later = createLocalStore(await disk.open());
  expect(await later.ponds()).toEqual([mine]);
  expect(await later.pond(northCampus)).toEqual(mine);
  expect(await later.draft(northCampus)).toEqual(draft);
  expect(await later.settings()).toEqual({ language: "zh-CN", theme: "dark", keepsAll: true, notify: false });
  expect((await later.blob(key<BlobHash>(8)))?.bytes).toEqual(new Uint8Array([1, 2, 3]));
  expect(await later.sealedVouches(northCampus)).toEqual([sealed]);
  expect(await later.wire(northCampus)).toEqual(glance);
});

test("[S2] what was never written is null, and one pond's rows are not another's", async () => {
  await local.putDraft(northCampus, draft);
  await local.putSealedVouch(sealed);
  expect(await local.pond(harbour)).toBeNull();
  expect(await local.draft(harbour)).toBeNull();
  expect(await local.settings()).toBeNull();
  expect(await local.blob(key<BlobHash>(7))).toBeNull();
  expect(await local.sealedVouches(harbour)).toEqual([]);
  expect(await local.wire(harbour)).toBeNull();
});

test("[S2] a finished draft and an opened vouch leave nothing behind", async () => {
  await local.putDraft(northCampus, draft);
  await local.putDraft(northCampus, null);
  expect(await local.draft(northCampus)).toBeNull();
  await local.putSealedVouch(sealed);
  await local.putSealedVouch({ ...sealed, deal: key<RecordId>(7) });
  await local.deleteSealedVouch(northCampus, deal);
  expect((await local.sealedVouches(northCampus)).map((vouch) => vouch.deal)).toEqual([key<RecordId>(7)]);
});

test("[S4] a row that this version cannot read is told, left where it is, and hides no other", async () => {
  const told = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  await local.putPond(mine);
  await local.putPond({ ...mine, pond: harbour, secret: new Uint8Array(5) });
  await db.drafts.put({ pond: northCampus, draft: { ...draft, kind: "spaceship" as "thing" } });
  await db.settings.put({ id: "settings", settings: null as never }); // rows as no version of ours writes them
  expect((await local.ponds()).map(({ pond }) => pond)).toEqual([northCampus]);
  expect(await local.pond(harbour)).toBeNull();
  expect(await local.draft(northCampus)).toBeNull();
  expect(await local.settings()).toBeNull();
  expect(told.mock.calls.map(([text]) => String(text).split(":")[1]?.trim())).toEqual([
    'a row of "ponds" cannot be read',
    'a row of "ponds" cannot be read',
    'a row of "drafts" cannot be read',
    'a row of "settings" cannot be read',
  ]);
  expect(await db.ponds.count()).toBe(2);
  expect(await db.drafts.count()).toBe(1);
});

test("[S4] a list that is far too long is a row that cannot be read, and costs nothing", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const endless = Array.from<string>({ length: 200_000 });
  const sparse: string[] = [];
  sparse.length = 2 ** 32 - 1;
  for (const relays of [endless, sparse]) {
    await local.putPond({ ...mine, relays });
    expect(await local.pond(northCampus)).toBeNull();
  }
  const refused = Object.fromEntries(endless.map((_, i) => [`${i}`, -1]));
  await local.putWire(northCampus, { ...glance, refused });
  expect(await local.wire(northCampus)).toBeNull();
});

test("[S3] a draft that finds no room says so, and the one before it is still there", async () => {
  await local.putDraft(northCampus, draft);
  const heal = failWriteAt(1, "quota");
  const failure = await local.putDraft(northCampus, { ...draft, story: "longer" }).then(() => null, storageFailureOf);
  heal();
  expect(failure).toEqual({ kind: "quota" });
  expect(await local.draft(northCampus)).toEqual(draft);
});

test("[S4] a draft that an older version had kept is still there, with what it could not say left as usual", async () => {
  await db.drafts.put({ pond: northCampus, draft: oldDraft as DraftRow });
  expect(await createLocalStore(db).draft(northCampus)).toEqual({ ...draft, returns: "swap", tags: [], place: "" });
});

test("[W7] others' photos go when there is no room, the one looked at longest ago first; one's own never do", async () => {
  const blob = (n: number) => ({
    hash: key<BlobHash>(n),
    type: "image/jpeg" as const,
    bytes: new Uint8Array(100).fill(n),
  });
  const ref = (n: number) => ({ hash: key<BlobHash>(n), size: 100, width: 1, height: 1 });
  const held = async () => (await db.blobs.toArray()).map(({ bytes }) => bytes[0]).sort((a, b) => (a ?? 0) - (b ?? 0));
  await local.putBlob(blob(1));
  await local.wantPhotos(northCampus, [ref(1), ref(2), ref(3), ref(4)], 5 as Time, 200);
  expect((await readWantedPhotos(db, northCampus)).map(({ hash }) => hash).sort()).toEqual(
    [2, 3, 4].map((n) => key<BlobHash>(n)).sort(),
  );
  for (const n of [2, 3]) await local.keepFetched(blob(n), (10 + n) as Time, 250);
  // Somebody looks at the older one again.
  await local.wantPhotos(northCampus, [ref(2)], 20 as Time, 200);
  await local.keepFetched(blob(4), 30 as Time, 250);
  expect(await held()).toEqual([1, 2, 4]);
  expect(await readWantedPhotos(db, northCampus)).toEqual([]);
  // What is listed here by oneself is one's own from then on, and its own copy is not kept as another's.
  await local.putBlob(blob(2));
  await local.keepFetched(blob(1), 40 as Time, 100);
  await local.keepFetched(blob(5), 50 as Time, 100);
  expect(await held()).toEqual([1, 2, 5]);
  expect((await db.fetchedPhotos.toArray()).map(({ hash }) => hash)).toEqual([key<BlobHash>(5)]);
});

test("[W7] of too many wanted photos the newest stay", async () => {
  for (let n = 1; n <= 6; n++) {
    const photo = { hash: key<BlobHash>(n), size: 1, width: 1, height: 1 };
    await local.wantPhotos(northCampus, [photo], n as Time, 4);
  }
  expect((await readWantedPhotos(db, northCampus)).map(({ asked }) => asked)).toEqual([6, 5, 4, 3]);
});
