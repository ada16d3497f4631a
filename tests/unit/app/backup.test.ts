import { afterEach, beforeEach, expect, test } from "vitest";
import { first } from "../../support/follow.ts";
import {
  agreedDeal,
  bringIn,
  cooker,
  createStreet,
  idOf,
  meet,
  meiAndLi,
  type Phone,
  type Street,
  swapAndVouch,
  termsFor,
  value,
} from "../../support/nodes.ts";
import { USUAL_STAKE } from "../../../src/domain/limits.ts";
import type { PondId } from "../../../src/domain/ids.ts";
import type { BackupPhotos } from "../../../src/app/keep-api.ts";

/** Whole stories of two phones, on a noisy machine. */
const SLOW = 60_000;
const passphrase = "correct horse battery staple";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

const backupOf = (phone: Phone, photos: BackupPhotos = "all") => value(phone.node.makeBackup({ passphrase, photos }));

async function rowsOf(phone: Phone, table: string): Promise<readonly unknown[]> {
  return phone.db.table(table).toArray();
}

test(
  "[K3] [S5] [S6] a file and its passphrase give everything back on another phone: same person, deals, trust, words, drafts; a feed of its own",
  async () => {
    const { mei, li, pond } = await meiAndLi(street);
    await swapAndVouch(li, mei, pond);
    const listing = await value(mei.node.postListing(pond, cooker));
    await meet(mei, li, pond);
    const deal = await value(li.node.makeOffer(pond, listing, termsFor(listing), "Is it quiet?"));
    await meet(mei, li, pond);
    await value(mei.node.saveDraft(pond, { ...cooker, title: "A half-typed thing" }));
    await value(mei.node.saveSettings({ language: "zh-CN", theme: "dark", keepsAll: true, notify: false }));
    await value(mei.node.mute(pond, await idOf(li, pond), true));
    await value(mei.node.saveSearch(pond, { words: "lamp", kind: "any", returns: "any", onlyTrusted: false }));
    const file = await backupOf(mei);

    const anew = await street.phone();
    const report = await value(anew.node.restoreBackup(file, ` ${passphrase}\n`));
    expect(report).toMatchObject({ isWhole: true, ponds: 1, skipped: 0, photos: 0 });
    expect(await idOf(anew, pond)).toBe(await idOf(mei, pond));
    expect(await value(anew.node.phrase())).toEqual(await value(mei.node.phrase()));
    for (const table of ["listings", "deals", "drafts", "muted"]) {
      expect(await rowsOf(anew, table), table).toEqual(await rowsOf(mei, table));
    }
    expect(await first(anew.queries.savedSearches(pond))).toMatchObject([{ words: "lamp" }]);
    expect(await first(anew.queries.settings())).toEqual({
      language: "zh-CN",
      theme: "dark",
      keepsAll: true,
      notify: false,
    });
    expect((await anew.node.words(pond, deal)).map(({ text }) => text)).toEqual(["Is it quiet?"]);
    const liId = await idOf(li, pond);
    expect(await anew.node.trust(pond, liId)).toEqual(await mei.node.trust(pond, liId));

    const [old, own] = [(await mei.db.ponds.get(pond))?.feed, (await anew.db.ponds.get(pond))?.feed];
    expect(own).not.toBe(old);
    // Nobody else has heard of the new feed yet, and it says nothing of its own beyond its opening.
    expect((await anew.db.feeds.toArray()).find(({ feed }) => feed === own)).toMatchObject({ count: 1, endsAt: null });

    // It goes on where the other one was: both phones write, and nobody sees two people.
    await value(anew.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE));
    await meet(anew, li, pond);
    const agreed = await first(li.queries.deal(pond, deal), (view) => view?.state === "agreed");
    expect(agreed?.agreed?.by).toBe(await idOf(mei, pond));
    expect(await first(li.queries.members(pond))).toHaveLength(2);
    // A message sealed before is read from the backup, one sealed now by the phone's own key.
    await value(li.node.say(pond, deal, "See you at six."));
    await meet(anew, li, pond);
    await first(anew.queries.deal(pond, deal), (view) => view?.words.length === 2);
    const words = (await anew.node.words(pond, deal)).map(({ text }) => text);
    expect(words).toEqual(["Is it quiet?", "See you at six."]);
  },
  SLOW,
);

test(
  "[K3] a sealed vouch and what opens a bid come with the file, so that they are shown from the new phone",
  async () => {
    const { mei, li, pond, deal } = await agreedDeal(street);
    const { code } = await value(mei.node.handoverCode(pond, deal));
    await value(li.node.confirmHandover(pond, deal, { code }));
    await value(mei.node.confirmHandover(pond, deal, "apart"));
    await meet(mei, li, pond);
    const said = { good: true, keptTerms: true, showedUp: true, asDescribed: true, words: "Kind." };
    await value(mei.node.sealVouch(pond, deal, said));
    await meet(mei, li, pond);
    const file = await backupOf(mei, "none");

    const anew = await street.phone();
    await value(anew.node.restoreBackup(file, passphrase));
    await value(li.node.sealVouch(pond, deal, said));
    await meet(anew, li, pond);
    const opened = await first(anew.queries.deal(pond, deal), (view) => {
      return view?.vouches.every((vouch) => vouch.opened !== null) === true && view.vouches.length === 2;
    });
    expect(opened?.vouches.map((vouch) => vouch.opened?.words)).toEqual(["Kind.", "Kind."]);
    // The old phone, found again, does the same duty, and nothing is said twice.
    await meet(anew, mei, pond);
    await meet(mei, li, pond);
    expect(await rowsOf(li, "deals")).toEqual(await rowsOf(anew, "deals"));
  },
  SLOW,
);

test(
  "[S5] a wrong passphrase, another file, a newer one and a broken one are told apart, and nothing is adopted by them",
  async () => {
    const { mei, pond } = await meiAndLi(street);
    const file = new Uint8Array(await (await backupOf(mei)).arrayBuffer());
    const anew = await street.phone();
    const words = await value(anew.node.phrase());
    const open = (bytes: Uint8Array<ArrayBuffer>, said = passphrase) =>
      anew.node.restoreBackup(new Blob([bytes]), said);
    const changed = (at: number, to: number) => {
      const copy = new Uint8Array(file);
      copy[at] = to;
      return copy;
    };
    const failures = [
      [await open(file, "correct horse battery stable"), "passphrase-wrong"],
      [await open(new Uint8Array(500)), "backup-unreadable"],
      [await open(new Uint8Array(0)), "backup-unreadable"],
      [await open(changed(9, 2)), "backup-newer"],
      // Asked to work through 2^30: refused before anything is allocated.
      [await open(changed(10, 30)), "backup-unreadable"],
      [await open(changed(60, (file[60] ?? 0) ^ 1)), "backup-damaged"],
      [await open(file.slice(0, 50)), "backup-damaged"],
    ] as const;
    for (const [outcome, kind] of failures) expect(outcome).toEqual({ ok: false, error: { kind } });
    expect(await value(anew.node.phrase())).toEqual(words);
    expect(await anew.db.ponds.count()).toBe(0);
    expect(await anew.db.ponds.get(pond)).toBeUndefined();
    expect(await mei.node.makeBackup({ passphrase: "too short", photos: "all" })).toMatchObject({ ok: false });
  },
  SLOW,
);

test(
  "[S5] a file that was cut off gives back what came before, and says that it is not whole",
  async () => {
    const { mei, pond } = await meiAndLi(street);
    // More than one chunk of 64 KB.
    for (let i = 0; i < 12; i++) {
      const preview = new Uint8Array(8000).map((_, at) => (at * 7 + i) % 251);
      await value(mei.node.postListing(pond, { ...cooker, title: `Thing ${i}`, preview, story: "so ".repeat(600) }));
    }
    const file = await backupOf(mei, "none");
    expect(file.size).toBeGreaterThan(45 + 65_552);
    const anew = await street.phone();
    const report = await value(anew.node.restoreBackup(file.slice(0, 45 + 65_552), passphrase));
    expect(report).toMatchObject({ isWhole: false, ponds: 1 });
    expect(await idOf(anew, pond)).toBe(await idOf(mei, pond));
    // The rest comes from others, or from a second try with the whole file.
    const again = await value(anew.node.restoreBackup(file, passphrase));
    expect(again).toMatchObject({ isWhole: true, ponds: 1, skipped: 0 });
    expect(await first(anew.queries.listings(pond), (all) => all.length === 12)).toHaveLength(12);
    expect(await anew.db.ponds.count()).toBe(1);
  },
  SLOW,
);

test(
  "[K1] a phone that is somebody already, with a pond, is not made somebody else: by file, words or link",
  async () => {
    const { mei, li, pond } = await meiAndLi(street);
    const file = await backupOf(mei, "none");
    const before = await idOf(li, pond);
    const refused = { ok: false, error: { kind: "another-identity" } };
    expect(await li.node.restoreBackup(file, passphrase)).toEqual(refused);
    expect(await li.node.restorePhrase((await value(mei.node.phrase())).join(" "))).toEqual(refused);
    const { code } = await value(li.node.askLink());
    expect(await li.node.takeLink((await value(mei.node.answerLink(code))).code)).toEqual(refused);
    expect(await idOf(li, pond)).toBe(before);
    // One's own file on one's own phone: nothing is lost, nothing comes twice.
    const own = await value(mei.node.restoreBackup(file, passphrase));
    expect(own).toMatchObject({ isWhole: true, records: 0 });
  },
  SLOW,
);

test("[K3] [K5] 24 words and an invite: the same person, with a new feed, and all deals once somebody is met", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  await swapAndVouch(li, mei, pond);
  const words = await value(mei.node.phrase());
  const anew = await street.phone();
  await value(anew.node.restorePhrase(words.map((word, i) => `${i + 1}. ${word.toUpperCase()}`).join("\n")));
  const { link } = await value(li.node.createInvite(pond));
  await value(anew.node.joinPond({ link, myName: "Mei" }));
  await meet(anew, li, pond);
  await meet(li, mei, pond);
  expect(await idOf(anew, pond)).toBe(await idOf(mei, pond));
  const seen = await first(li.queries.members(pond));
  expect(seen).toHaveLength(2);
  expect(seen.map(({ forked }) => forked)).toEqual([false, false]);
  expect(new Set(seen.map(({ feeds }) => feeds.length))).toEqual(new Set([1, 2]));
  // Li asked back in the founder who had asked him in: that is worth no drop.
  expect(seen.find(({ feeds }) => feeds.length === 2)?.invitedBy).toBeNull();
  expect(await rowsOf(anew, "deals")).toEqual(await rowsOf(mei, "deals"));
  const liId = await idOf(li, pond);
  expect(await anew.node.trust(pond, liId)).toEqual(await mei.node.trust(pond, liId));
});

test("[K1] words that are wrong are told by their place, and the last ones check the others", async () => {
  const [mei, anew] = [await street.phone(), await street.phone()];
  const words = await value(mei.node.phrase());
  const fail = (error: object) => ({ ok: false, error });
  const with3 = (word: string) => words.map((one, i) => (i === 2 ? word : one)).join(" ");
  expect(await anew.node.restorePhrase("abandon ability")).toEqual(fail({ kind: "phrase-length", words: 2 }));
  expect(await anew.node.restorePhrase(with3("pondling"))).toEqual(fail({ kind: "phrase-unknown", places: [3] }));
  const other = words[2] === "zoo" ? "zone" : "zoo";
  expect(await anew.node.restorePhrase(with3(other))).toEqual(fail({ kind: "phrase-wrong" }));
  // Four letters of a word are the word.
  await value(anew.node.restorePhrase(words.map((word) => word.slice(0, 4)).join(" ")));
  expect(await value(anew.node.phrase())).toEqual(words);
});

test("[K5] [K6] a second phone linked by two codes writes at the same time as the first: one person, no fork", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const second = await street.phone();
  const ask = await value(second.node.askLink());
  expect(await value(mei.node.wordsOfLink(ask.code))).toEqual(ask.words);
  const answer = await value(mei.node.answerLink(ask.code));
  expect(answer).toMatchObject({ ponds: 1, left: 0 });
  expect(answer.code.length).toBeLessThan(600);
  // An onlooker has photographed both codes.
  const eve = await street.phone();
  await value(eve.node.askLink());
  expect(await eve.node.takeLink(answer.code)).toEqual({ ok: false, error: { kind: "link-unreadable" } });
  expect(await value(second.node.takeLink(answer.code))).toEqual({ ponds: 1 });

  // Written before anybody was met, on both.
  await value(second.node.postListing(pond, { ...cooker, title: "From the second" }));
  await value(mei.node.postListing(pond, { ...cooker, title: "From the first" }));
  await meet(second, li, pond);
  await meet(mei, li, pond);
  await meet(second, mei, pond);
  const listings = await first(li.queries.listings(pond), (all) => all.length === 2);
  expect(new Set(listings.map(({ owner }) => owner))).toEqual(new Set([await idOf(mei, pond)]));
  const members = await first(li.queries.members(pond));
  expect(members).toHaveLength(2);
  expect(members.some(({ forked }) => forked)).toBe(false);
  for (const phone of [mei, second, li]) {
    expect((await phone.db.feeds.toArray()).map(({ endsAt }) => endsAt)).toEqual([null, null, null]);
  }
  // Both edit one listing at the same moment: the newest word counts, everywhere the same.
  const id = listings[0]?.id;
  if (id === undefined) throw new Error("no listing");
  await value(mei.node.editListing(pond, id, { ...cooker, title: "Said by the first" }));
  await value(second.node.editListing(pond, id, { ...cooker, title: "Said by the second" }));
  await meet(second, li, pond);
  await meet(mei, li, pond);
  await meet(second, mei, pond);
  await meet(second, li, pond);
  const titles = await Promise.all(
    [mei, second, li].map(async (phone) => (await first(phone.queries.listing(pond, id)))?.title),
  );
  expect(new Set(titles).size).toBe(1);
});

test("[K5] [D9] a lost phone is closed: what it writes later counts for nothing, and no message is sealed to it", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  const second = await street.phone();
  const { code } = await value(second.node.askLink());
  await value(second.node.takeLink((await value(mei.node.answerLink(code))).code));
  await meet(second, li, pond);
  await meet(mei, li, pond);
  const devices = await first(second.queries.devices(), (all) => all.length === 2);
  const lost = devices.find(({ isThis }) => !isThis);
  const own = devices.find(({ isThis }) => isThis);
  if (lost === undefined || own === undefined) throw new Error("two devices");
  await value(second.node.nameDevice(lost.feed, "Old phone"));
  expect(await second.node.closeDevice(pond, own.feed)).toEqual({ ok: false, error: { kind: "not-your-turn" } });
  await value(second.node.closeDevice(pond, lost.feed));
  const ended = await first(second.queries.devices(), (all) => all.some((one) => one.ended));
  expect(ended.find(({ isThis }) => !isThis)).toMatchObject({ name: "Old phone", ended: true });
  // Whoever found it writes on.
  await value(mei.node.postListing(pond, { ...cooker, title: "By the finder" }));
  await meet(second, li, pond);
  await meet(mei, li, pond);
  expect(await first(li.queries.listings(pond))).toEqual([]);
  expect((await first(li.queries.members(pond))).map(({ forked }) => forked)).toEqual([false, false]);
  expect(await mei.node.postListing(pond, cooker)).toEqual({ ok: false, error: { kind: "device-closed" } });
  const listing = await value(second.node.postListing(pond, cooker));
  await meet(second, li, pond);
  await value(li.node.makeOffer(pond, listing, termsFor(listing), "For you alone"));
  await meet(second, li, pond);
  const [deal] = await first(second.queries.deals(pond), (all) => all.length === 1);
  expect(deal?.words[0]?.to.map(({ feed }) => feed)).not.toContain(lost.feed);
  expect(deal?.words[0]?.to.map(({ feed }) => feed)).toContain(own.feed);
});

test(
  "the reminder comes after the first finished swap, is put off, and comes back by what changed",
  async () => {
    const { mei, li, pond } = await meiAndLi(street);
    const isDue = async (expected: boolean) => {
      expect((await first(mei.queries.keeping(), (now) => now.isDue === expected)).isDue).toBe(expected);
    };
    await isDue(false);
    await swapAndVouch(li, mei, pond);
    await isDue(true);
    await value(mei.node.putOffBackup());
    await isDue(false);
    for (let i = 0; i < 3; i++) await swapAndVouch(li, mei, pond);
    await isDue(true);
    await value(mei.node.backupKept());
    await isDue(false);
    expect(await first(mei.queries.keeping())).toMatchObject({ backupAt: street.clock.now(), swapsSince: 0 });
  },
  SLOW,
);

test("leaving ends this device's part and takes back what it offered; forgetting leaves nothing of the pond", async () => {
  const { mei, li, pond } = await meiAndLi(street);
  await value(li.node.postListing(pond, cooker));
  await meet(mei, li, pond);
  const other = await street.phone();
  await bringIn(mei, other, pond, "Ana");
  const second: PondId = await value(li.node.startPond({ name: "B", place: "", rules: "", myName: "Li" }));
  await value(li.node.leavePond(pond));
  await meet(mei, li, pond);
  expect(await first(mei.queries.listings(pond), (all) => all.length === 0)).toEqual([]);
  expect(await li.node.postListing(pond, cooker)).toEqual({ ok: false, error: { kind: "device-closed" } });
  expect((await first(mei.queries.members(pond))).map(({ forked }) => forked)).toEqual([false, false, false]);
  await value(li.node.forgetPond(pond));
  const { tables } = li.db;
  for (const table of tables) {
    const rows = await table.toArray();
    expect(
      rows.filter((row: { readonly pond?: unknown }) => row.pond === pond),
      table.name,
    ).toEqual([]);
  }
  expect((await li.db.ponds.toArray()).map((row) => row.pond)).toEqual([second]);
  expect(await li.db.records.count()).toBeGreaterThan(0);
});
