import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PondId, RecordId } from "../../../src/domain/ids.ts";
import { decodeCarried, encodeCarried } from "../../../src/sync/carried.ts";
import { DEAL_LIFE_MS, VOUCH_WAIT_MS, USUAL_STAKE } from "../../../src/domain/limits.ts";
import type { VouchDraft } from "../../../src/app/api.ts";
import type { DealView } from "../../../src/domain/pond/views.ts";
import { runOf } from "../../support/codes.ts";
import { failWriteAt } from "../../support/fake-storage.ts";
import { first } from "../../support/follow.ts";
import { MINUTE } from "../../support/teller.ts";
import {
  agreedDeal,
  cooker,
  createStreet,
  idOf,
  meet,
  type Street,
  type Tab,
  termsFor,
  value,
} from "../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => street.closeAll());

type Party = Awaited<ReturnType<typeof agreedDeal>>;

const kind = async (outcome: Promise<{ ok: boolean; error?: { kind: string } }>) => {
  const { ok, error } = await outcome;
  return ok ? "ok" : error?.kind;
};

/** The same two, agreed about another thing of Mei's. */
async function anotherDeal({ mei, li, pond }: Party) {
  const listing = await value(mei.node.postListing(pond, { ...cooker, title: "Kettle" }));
  await meet(mei, li, pond);
  const deal = await value(li.node.makeOffer(pond, listing, termsFor(listing), ""));
  await meet(mei, li, pond);
  await value(mei.node.acceptOffer(pond, deal, deal, 0, USUAL_STAKE));
  await meet(mei, li, pond);
  return deal;
}

/** Both have the thing and have said so. */
async function handedOver(): Promise<Party> {
  const party = await agreedDeal(street);
  const { mei, li, pond, deal } = party;
  const { code } = await value(mei.node.handoverCode(pond, deal));
  await value(li.node.confirmHandover(pond, deal, { code }));
  const { words } = await value(li.node.handoverCode(pond, deal));
  await value(mei.node.confirmHandover(pond, deal, { words }));
  await meet(mei, li, pond);
  return party;
}

describe("handing over", () => {
  test("[D7] one scans, the other types the words, with no network between them; then it is done at both", async () => {
    const { mei, li, pond, listing, deal } = await handedOver();
    for (const phone of [mei, li]) {
      const done = await first(phone.queries.deal(pond, deal), (view) => view?.state === "done");
      expect(done?.handovers.map(({ how }) => how).sort()).toEqual(["code", "words"]);
      expect((await first(phone.queries.listing(pond, listing)))?.state).toBe("swapped");
    }
    expect(await mei.node.confirmHandover(pond, deal, "apart")).toEqual({
      ok: false,
      error: { kind: "not-your-turn" },
    });
  });

  test("[D10] wrong words are refused: one's own, a slip, those of another deal; the right ones may be written anyhow", async () => {
    const party = await agreedDeal(street);
    const { mei, li, pond, deal } = party;
    const other = await anotherDeal(party);
    const mine = (await value(mei.node.handoverCode(pond, deal))).words;
    const theirs = (await value(li.node.handoverCode(pond, deal))).words;
    const elsewhere = (await value(li.node.handoverCode(pond, other))).words;
    expect(theirs.length).toBe(6);
    const slip = [...theirs.slice(0, 5), theirs[5] === "zoo" ? "able" : "zoo"];
    for (const words of [mine, slip, elsewhere, theirs.slice(0, 5), []]) {
      expect(await kind(mei.node.confirmHandover(pond, deal, { words }))).toBe("words-wrong");
    }
    expect((await first(mei.queries.deal(pond, deal)))?.handovers).toEqual([]);
    const shouted = theirs.map((word) => ` ${word.toUpperCase()} `);
    expect(await kind(mei.node.confirmHandover(pond, deal, { words: shouted }))).toBe("ok");
  });

  test("[D10] a code is refused that is none, one's own, of another deal, or signed by nobody of the two", async () => {
    const party = await agreedDeal(street);
    const { mei, li, pond, deal } = party;
    const other = await anotherDeal(party);
    const codeOf = async (tab: Tab, at: typeof deal) => (await value(tab.node.handoverCode(pond, at))).code;
    const confirm = (code: string) => kind(mei.node.confirmHandover(pond, deal, { code }));
    expect(await confirm("https://example.com")).toBe("code-unreadable");
    expect(await confirm(await codeOf(mei, deal))).toBe("code-of-another-deal");
    expect(await confirm(await codeOf(li, other))).toBe("code-of-another-deal");
    const honest = await codeOf(li, deal);
    const at = honest.length - 20;
    const forged = honest.slice(0, at) + (honest[at] === "A" ? "B" : "A") + honest.slice(at + 1);
    expect(await confirm(forged)).toBe("code-unreadable");
    expect((await first(mei.queries.deal(pond, deal)))?.handovers).toEqual([]);
    expect(await confirm(honest)).toBe("ok");
  });

  test("[D7] those who cannot meet may confirm apart, and it says so", async () => {
    const { mei, li, pond, deal } = await agreedDeal(street);
    await value(mei.node.confirmHandover(pond, deal, "apart"));
    expect((await first(mei.queries.deal(pond, deal)))?.state).toBe("handed");
    await value(li.node.confirmHandover(pond, deal, "apart"));
    await meet(mei, li, pond);
    const done = await first(mei.queries.deal(pond, deal), (view) => view?.state === "done");
    expect(done?.handovers.map(({ how }) => how)).toEqual(["apart", "apart"]);
  });

  test("[D5] after a fortnight there is no code any more, and nothing to confirm", async () => {
    const { mei, pond, deal } = await agreedDeal(street);
    street.clock.turn(DEAL_LIFE_MS + MINUTE);
    expect(await kind(mei.node.handoverCode(pond, deal))).toBe("not-your-turn");
    expect(await kind(mei.node.confirmHandover(pond, deal, "apart"))).toBe("not-your-turn");
  });
});

describe("by codes alone", () => {
  const good: VouchDraft = { good: true, keptTerms: true, showedUp: true, asDescribed: true, words: "" };
  const shownBy = (tab: Tab, pond: PondId, deal: RecordId) => value(tab.node.handoverCode(pond, deal));
  /** `looking` scans all codes on the screen of `showing`. */
  async function scan(looking: Tab, showing: Tab, pond: PondId, deal: RecordId) {
    const { codes } = await shownBy(showing, pond, deal);
    return value(looking.node.confirmHandover(pond, deal, { run: runOf(codes) }));
  }
  async function dealAt(tab: Tab, pond: PondId, deal: RecordId): Promise<DealView> {
    const view = await first(tab.queries.deal(pond, deal));
    if (view === null) throw new Error("no such deal");
    return view;
  }
  const saidAt = async (tab: Tab, pond: PondId, deal: RecordId) =>
    (await dealAt(tab, pond, deal)).handovers.map(({ how }) => how);

  test("[D7] [M5] three scans with no network: each phone holds what both have signed, and seals are exchanged on the spot", async () => {
    const { mei, li, pond, deal } = await agreedDeal(street);
    const start = await shownBy(mei, pond, deal);
    expect([start.codes.length, start.brings, start.hasAll]).toEqual([1, 0, false]);

    expect(await scan(li, mei, pond, deal)).toEqual({ added: 0, refused: {} });
    const second = await shownBy(li, pond, deal);
    expect([second.codes.length <= 3, second.brings, second.left]).toEqual([true, 1, 0]);
    expect(await scan(mei, li, pond, deal)).toEqual({ added: 1, refused: {} });
    expect(await saidAt(mei, pond, deal)).toEqual(["code", "code"]);
    expect(await saidAt(li, pond, deal)).toEqual(["code"]);
    expect(await scan(li, mei, pond, deal)).toEqual({ added: 1, refused: {} });
    expect(await saidAt(li, pond, deal)).toEqual(["code", "code"]);
    expect((await shownBy(li, pond, deal)).hasAll).toBe(true);
    for (const phone of [mei, li]) expect((await dealAt(phone, pond, deal)).state).toBe("done");

    // Vouches: sealed, and open once each has the other's seal and what was in it.
    for (const phone of [mei, li]) await value(phone.node.sealVouch(pond, deal, good));
    for (const [looking, showing] of [
      [li, mei],
      [mei, li],
      [li, mei],
    ] as const) {
      await scan(looking, showing, pond, deal);
      await settled(looking, pond, deal);
    }
    for (const phone of [mei, li]) {
      const { vouches } = await dealAt(phone, pond, deal);
      expect(vouches.map(({ opened }) => opened !== null)).toEqual([true, true]);
    }
  });

  test("[M5] whoever of the two meets somebody first carries both words", async () => {
    const { mei, li, pond, deal } = await agreedDeal(street);
    const ana = await street.phone();
    await value(ana.node.joinPond({ link: (await value(mei.node.createInvite(pond))).link, myName: "Ana" }));
    await scan(li, mei, pond, deal);
    await scan(mei, li, pond, deal);
    await scan(li, mei, pond, deal);
    await meet(li, ana, pond);
    expect(await saidAt(ana, pond, deal)).toEqual(["code", "code"]);
  });

  test("[D10] [M5] codes of another deal, of another pond, forged or of nobody confirm nothing, and bring in nothing that does not verify", async () => {
    const party = await agreedDeal(street);
    const { mei, li, pond, deal } = party;
    const other = await anotherDeal(party);
    const harbour = await value(li.node.startPond({ name: "Harbour", place: "", rules: "", myName: "Li" }));
    const tried = async (run: Uint8Array) => kind(mei.node.confirmHandover(pond, deal, { run }));
    expect(await tried(runOf((await shownBy(li, pond, other)).codes))).toBe("code-of-another-deal");
    expect(await tried(runOf((await shownBy(mei, pond, deal)).codes))).toBe("code-of-another-deal");
    expect(await tried(runOf(await value(li.node.codesOfMine(harbour))))).toBe("code-of-another-pond");
    expect(await tried(runOf(await value(li.node.codesOfMine(pond))))).toBe("code-unreadable");
    expect(await tried(new Uint8Array(300).fill(1))).toBe("code-unreadable");
    const honest = await decodeCarried(runOf((await shownBy(li, pond, deal)).codes));
    if (honest === null || honest.handover === null) throw new Error("nothing was shown");
    const forged = `${honest.handover.slice(0, -6)}AAAAAA`;
    expect(await tried(await encodeCarried({ ...honest, handover: forged }))).toBe("code-unreadable");
    const update = new Uint8Array(400).fill(9);
    expect(await tried(await encodeCarried({ ...honest, handover: null, update }))).toBe("code-unreadable");
    expect((await dealAt(mei, pond, deal)).handovers).toEqual([]);
    expect(await tried(runOf((await shownBy(li, pond, deal)).codes))).toBe("ok");
  });

  test("[M5] where earlier records are missing at the other's, that is said at both; what he then says he has mends it", async () => {
    const { mei, li, pond, deal } = await agreedDeal(street);
    // More than is brought to somebody who has not said what he has.
    for (let i = 0; i < 12; i++) await value(li.node.postListing(pond, { ...cooker, title: `Thing ${i}` }));
    await value(li.node.confirmHandover(pond, deal, { words: (await shownBy(mei, pond, deal)).words }));
    expect(await scan(mei, li, pond, deal)).toEqual({ added: 0, refused: { gap: 8 } });
    await scan(li, mei, pond, deal);
    expect((await shownBy(li, pond, deal)).brings).toBe(13);
    expect(await scan(mei, li, pond, deal)).toEqual({ added: 13, refused: {} });
    expect(await saidAt(mei, pond, deal)).toHaveLength(2);
  });

  test("[M5] more than codes can bring is left to a file, and the word of the handover still crosses", async () => {
    const { mei, li, pond, deal } = await agreedDeal(street);
    await scan(li, mei, pond, deal);
    const story = () => Array.from({ length: 200 }, () => crypto.randomUUID().slice(0, 8)).join(" ");
    for (let i = 0; i < 20; i++)
      await value(li.node.postListing(pond, { ...cooker, title: `Thing ${i}`, story: story() }));
    const shown = await shownBy(li, pond, deal);
    expect([shown.brings, shown.left, shown.codes.length]).toEqual([0, 21, 1]);
    await scan(mei, li, pond, deal);
    expect(await saidAt(mei, pond, deal)).toEqual(["code"]);
  });

  /** What a device does by itself, here opening its vouch, has been done. */
  async function settled(tab: Tab, pond: PondId, deal: RecordId): Promise<void> {
    const me = await idOf(tab, pond);
    await first(tab.queries.deal(pond, deal), (view) => {
      const isSealedByBoth = view?.vouches.length === 2;
      return !isSealedByBoth || view.vouches.some(({ by, opened }) => by === me && opened !== null);
    });
  }
});

describe("vouching", () => {
  const good: VouchDraft = { good: true, keptTerms: true, showedUp: true, asDescribed: true, words: " on time " };
  const bad: VouchDraft = { ...good, good: false, asDescribed: false, words: "a scratch" };
  const openIn = (view: DealView | null) => view?.vouches.filter(({ opened }) => opened !== null).length ?? 0;
  const seen = (tab: Tab, { pond, deal }: Party, atLeast: number) =>
    first(tab.queries.deal(pond, deal), (view) => openIn(view) >= atLeast);

  /** Both devices have opened their own envelope, and have met since. */
  async function allOpened(party: Party) {
    const { mei, li, pond, deal } = party;
    for (const tab of [mei, li]) {
      const me = await idOf(tab, pond);
      const isMine = (view: DealView | null) => view?.vouches.some(({ by, opened }) => by === me && opened !== null);
      await first(tab.queries.deal(pond, deal), (view) => isMine(view) === true);
    }
    await meet(mei, li, pond);
    return [await seen(mei, party, 2), await seen(li, party, 2)] as const;
  }

  test("[V1] [V2] what mei says stays sealed until li has sealed his; then both show at both, by themselves", async () => {
    const party = await handedOver();
    const { mei, li, pond, deal } = party;
    await value(mei.node.sealVouch(pond, deal, good));
    await meet(mei, li, pond);
    const sealed = await seen(li, party, 0);
    expect([sealed?.vouches.length, openIn(sealed)]).toEqual([1, 0]);
    expect(await kind(mei.node.sealVouch(pond, deal, bad))).toBe("not-your-turn");

    await value(li.node.sealVouch(pond, deal, bad));
    await meet(mei, li, pond);
    const [atMei, atLi] = await allOpened(party);
    expect(atMei?.vouches).toEqual(atLi?.vouches);
    const byMei = atLi?.vouches.find(({ about }) => about === atLi.maker);
    expect(byMei?.opened).toMatchObject({ good: true, words: "on time" });
    await expect.poll(() => mei.db.sealedVouches.count()).toBe(0);
    const liAtMei = (await first(mei.queries.members(pond))).find(({ name }) => name === "Li");
    expect(liAtMei).toMatchObject({ dealsDone: 1, vouchesGood: 1, vouchesBad: 0 });
  });

  test("[V3] where the other never vouches, it opens by itself after a fortnight, in whatever tab is open then", async () => {
    const party = await handedOver();
    const { mei, pond, deal } = party;
    await value(mei.node.sealVouch(pond, deal, good));
    street.clock.turn(VOUCH_WAIT_MS + MINUTE);
    const tab = await mei.openTab();
    await tab.node.gate(pond);
    await seen(tab, party, 1);
  });

  test("[S3] [V1] a vouch that did not fit on the disk can be sealed again, and opens to what was said last", async () => {
    const party = await handedOver();
    const { mei, li, pond, deal } = party;
    const heal = failWriteAt(2, "quota");
    expect(await kind(mei.node.sealVouch(pond, deal, bad))).toBe("quota");
    heal();
    await value(mei.node.sealVouch(pond, deal, good));
    await value(li.node.sealVouch(pond, deal, good));
    await meet(mei, li, pond);
    const [, both] = await allOpened(party);
    expect(both?.vouches.map(({ opened }) => opened?.good)).toEqual([true, true]);
  });

  test("[V1] two presses at once seal one vouch, and it can be opened", async () => {
    const party = await handedOver();
    const { mei, li, pond, deal } = party;
    const presses = await Promise.all([mei.node.sealVouch(pond, deal, good), mei.node.sealVouch(pond, deal, bad)]);
    expect(presses.filter(({ ok }) => ok).length).toBe(1);
    await value(li.node.sealVouch(pond, deal, good));
    await meet(mei, li, pond);
    await allOpened(party);
  });

  test("[W5] [V1] two tabs that seal at the same moment seal one vouch, and it opens to what was sealed", async () => {
    const party = await handedOver();
    const { mei, li, pond, deal } = party;
    const tab = await mei.openTab({ deaf: true });
    await tab.node.gate(pond);
    const presses = await Promise.all([mei.node.sealVouch(pond, deal, good), tab.node.sealVouch(pond, deal, bad)]);
    expect(presses.filter(({ ok }) => ok)).toHaveLength(1);
    const isGood = presses[0].ok;
    const sealed = await mei.db.sealedVouches.toArray();
    expect(sealed.map((row) => row.good)).toEqual([isGood]);
    await value(li.node.sealVouch(pond, deal, good));
    await meet(mei, li, pond);
    const [, atLi] = await allOpened(party);
    expect(atLi?.vouches.find(({ about }) => about === atLi.maker)?.opened?.good).toBe(isGood);
  });

  test("[V4] once it is open, mei says another word: li sees it and what she said before, and nobody says one for her", async () => {
    const party = await handedOver();
    const { mei, li, pond, deal } = party;
    expect(await kind(mei.node.changeVouch(pond, deal, bad))).toBe("not-your-turn");
    await value(mei.node.sealVouch(pond, deal, good));
    expect(await kind(mei.node.changeVouch(pond, deal, bad))).toBe("not-your-turn");
    await value(li.node.sealVouch(pond, deal, good));
    await meet(mei, li, pond);
    await allOpened(party);

    const before = await mei.db.records.count();
    const tooLong = await mei.node.changeVouch(pond, deal, { ...bad, words: "w".repeat(1000) });
    expect(tooLong).toEqual({ ok: false, error: { kind: "invalid-input", field: "words" } });
    expect(await mei.db.records.count()).toBe(before);
    street.clock.turn(MINUTE);
    await value(mei.node.changeVouch(pond, deal, { ...bad, words: "  it broke the next day " }));
    await meet(mei, li, pond);
    const ofMei = (view: DealView | null) => view?.vouches.find(({ about }) => about === view.maker);
    const changed = await first(li.queries.deal(pond, deal), (view) => ofMei(view)?.earlier.length === 1);
    expect(ofMei(changed)).toMatchObject({
      opened: { good: false, words: "it broke the next day" },
      earlier: [{ good: true, words: "on time" }],
    });
    expect(changed?.vouches.find(({ about }) => about === changed.owner)?.earlier).toEqual([]);
  });

  test("[D8] nobody vouches before both have confirmed, and nobody from outside", async () => {
    const { mei, li, pond, deal } = await agreedDeal(street);
    expect(await kind(mei.node.sealVouch(pond, deal, good))).toBe("not-your-turn");
    const bob = await street.phone();
    await value(bob.node.joinPond({ link: (await value(mei.node.createInvite(pond))).link, myName: "Bob" }));
    await meet(li, bob, pond);
    expect(await kind(bob.node.sealVouch(pond, deal, good))).toBe("not-found");
  });

  test("words of a vouch that are too long are named when they are written, not when they are opened", async () => {
    const { mei, pond, deal } = await handedOver();
    const before = await mei.db.records.count();
    for (const words of ["w".repeat(1000), "turn \u202E around"]) {
      expect(await mei.node.sealVouch(pond, deal, { ...good, words })).toEqual({
        ok: false,
        error: { kind: "invalid-input", field: "words" },
      });
    }
    expect(await mei.db.records.count()).toBe(before);
  });
});
