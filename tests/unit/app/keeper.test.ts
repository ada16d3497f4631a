import { afterEach, beforeEach, expect, test } from "vitest";
import { bytesToBase64Url } from "../../../src/lib/bytes.ts";
import type { BlobHash, PondId, Time } from "../../../src/domain/ids.ts";
import { createKeeper } from "../../../src/app/keeper.ts";
import { createLocalStore, type LocalStore } from "../../../src/storage/local-rows.ts";
import { createFakeDisk, type FakeDisk } from "../../support/fake-storage.ts";

const northCampus = bytesToBase64Url(new Uint8Array(32).fill(1)) as string as PondId;
const SIZE = 1000;
const settings = { language: "en", theme: "system", notify: false } as const;

let disk: FakeDisk;
beforeEach(() => {
  disk = createFakeDisk();
});
afterEach(() => disk.closeAll());

const hash = (n: number) => bytesToBase64Url(new Uint8Array(32).fill(n)) as string as BlobHash;
const photo = (n: number) => ({ hash: hash(n), size: SIZE, width: 4, height: 3 });

/** A spare tablet with a pond of so many photos, a listing each, the first the newest; time passes by hand. */
async function tablet(photos: number, room = 1_000_000) {
  const db = await disk.open();
  const local = createLocalStore(db);
  const waiting: { readonly at: number; readonly work: () => void }[] = [];
  let now = 0;
  const failures: unknown[] = [];
  const listings = Array.from({ length: photos }, (_, i) => ({
    state: "open",
    renewed: (1_000_000 - i) as Time,
    photos: [photo(i + 1)],
  }));
  let looks = 0;
  const keeper = createKeeper({
    local: {
      ...local,
      settings: () => {
        looks++;
        return local.settings();
      },
    },
    clock: { now: () => now },
    // Of a listing only these three are looked at.
    sessions: () => [{ mine: { pond: northCampus }, fold: () => ({ listings: () => listings as never }) }],
    room: async () => room,
    onFailure: (cause) => failures.push(cause),
    timers: {
      after: (ms, work) => {
        waiting.push({ at: now + ms, work });
        return () => undefined;
      },
    },
  });
  /** So many ms, and the looks that fall due in them. */
  const pass = async (ms: number, due = 1) => {
    const before = looks;
    now += ms;
    for (const next of waiting.splice(0)) {
      if (next.at <= now) next.work();
      else waiting.push(next);
    }
    await expect.poll(() => looks).toBe(before + due);
    expect(failures).toEqual([]);
  };
  const wanted = async () => (await db.wantedPhotos.toArray()).map((row) => row.hash).toSorted();
  return { db, local, keeper, pass, wanted };
}

const sorted = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => hash(from + i)).toSorted();

test("[W7] a device that keeps all photos wants those that it lacks, and no others once it no longer does", async () => {
  const { local, keeper, pass, wanted } = await tablet(3);
  keeper.wake();
  await pass(5000);
  expect(await wanted()).toEqual([]);

  await local.putSettings({ ...settings, keepsAll: true });
  await keepFetched(local, 2);
  keeper.wake();
  await pass(5000);
  await expect.poll(wanted).toEqual([hash(1), hash(3)].toSorted());

  // Somebody looks at the third: that wish is his, and stays.
  await local.wantPhotos(northCampus, [photo(3)], 77 as Time, 200);
  await local.putSettings({ ...settings, keepsAll: false });
  keeper.wake();
  await pass(5000);
  await expect.poll(wanted).toEqual([hash(3)]);
});

test("[W7] it takes no more than it has room for: what it fetched would drive out what it fetched", async () => {
  const { local, keeper, pass, wanted } = await tablet(5, 3 * SIZE);
  await local.putSettings({ ...settings, keepsAll: true });
  await keepFetched(local, 5);
  keeper.wake();
  await pass(5000);
  await expect.poll(wanted).toEqual(sorted(1, 2));
});

test("[W7] photos that nobody has do not keep it from the rest", async () => {
  const { local, keeper, pass, wanted } = await tablet(150);
  await local.putSettings({ ...settings, keepsAll: true });
  keeper.wake();
  await pass(5000);
  await expect.poll(wanted).toEqual(sorted(1, 100));
  // Nothing has come for a minute: it looks again by itself, and the others have their turn.
  await pass(61_000, 0);
  await pass(5000);
  await expect.poll(wanted).toEqual(sorted(101, 150));
});

async function keepFetched(local: LocalStore, n: number): Promise<void> {
  await local.keepFetched({ hash: hash(n), type: "image/jpeg", bytes: new Uint8Array(SIZE) }, 1 as Time, 1_000_000);
}
