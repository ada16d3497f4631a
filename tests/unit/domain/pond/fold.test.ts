import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { viewKey } from "../../../../src/domain/ledger/projection.ts";
import type { AdmittedRecord } from "../../../../src/domain/pond/admitted.ts";
import { createPondFold } from "../../../../src/domain/pond/fold.ts";
import type { ViewRow } from "../../../../src/domain/pond/views.ts";
import type { FeedKey, Time } from "../../../../src/domain/ids.ts";
import { marketStory } from "../../../support/market-story.ts";
import { createStory, DAY, MINUTE, type Story } from "../../../support/teller.ts";

function rowsOf(story: Story, batches: readonly (readonly AdmittedRecord[])[]): ReadonlyMap<string, ViewRow> {
  const fold = createPondFold(story.pond);
  const rows = new Map<string, ViewRow>();
  for (const row of batches.flatMap((batch) => fold.absorb(batch))) {
    if (row.table === "gone") rows.delete(viewKey(row));
    else rows.set(viewKey(row), row);
  }
  return rows;
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]) => (a < b ? -1 : 1);

function foldOf(story: Story) {
  const fold = createPondFold(story.pond);
  fold.absorb(story.told);
  return fold;
}

/** Alice, Bob and Carol bargain over two things; with edits, counters, a double accept, handovers and vouches. */
function busyStory(): Story {
  const story = createStory();
  const alice = story.teller("alice");
  const bob = story.teller("bob", alice);
  const carol = story.teller("carol", bob);
  const lamp = bob.lists("lamp").id;
  const cooker = alice.lists("rice cooker");
  const listing = cooker.id;
  alice.say("listing.edit.1", {
    listing,
    kind: "thing",
    title: "Rice cooker",
    story: "Steams too.",
    condition: "good",
    wants: "a lamp",
    preview: null,
    photos: [],
  });
  bob.say("listing.edit.1", {
    listing,
    kind: "gift",
    title: "stolen",
    story: "",
    condition: null,
    wants: "",
    preview: null,
    photos: [],
  });
  const fromOwner = [{ listing }];
  const bobs = bob.say("offer.make.1", {
    listing,
    owner: alice.id,
    terms: [{ fromMaker: [{ listing: lamp }], fromOwner }],
  }).id;
  const carols = carol.say("offer.make.1", {
    listing,
    owner: alice.id,
    terms: [{ fromMaker: [{ text: "cake" }], fromOwner }],
  }).id;
  const counter = alice.say("offer.counter.1", {
    offer: bobs,
    after: bobs,
    terms: [{ fromMaker: [{ listing: lamp }, { text: "a bike repair" }], fromOwner }],
  }).id;
  bob.say("offer.accept.1", { offer: bobs, terms: counter, choice: 0 });
  // Alice, on another device that has not heard of it, accepts Carol's.
  alice.say("offer.accept.1", { offer: carols, terms: carols, choice: 0 });
  bob.say("deal.handover.1", { deal: bobs, met: { how: "words" } });
  alice.say("deal.handover.1", { deal: bobs, met: { how: "code", feed: bob.feed, word: new Uint8Array(64) } });
  story.vouch(bobs, bob, true);
  story.vouch(bobs, alice, true);
  carol.say("listing.withdraw.1", { listing, reason: "kept" });
  bob.say("vouch.change.1", {
    deal: bobs,
    good: false,
    keptTerms: true,
    showedUp: true,
    asDescribed: false,
    words: "!",
  });
  bob.say("vouch.change.1", { deal: bobs, good: true, keptTerms: true, showedUp: true, asDescribed: true, words: "" });
  bob.say("deal.hold.1", { deal: bobs, ways: [{ drops: 2, via: [carol.id, alice.id] }] });
  alice.say("deal.hold.1", { deal: bobs, ways: [{ drops: 1, via: [bob.id] }] });
  story.rule(carol, { invites: "everyone" });
  story.rule(alice, { invites: "swapped", newcomerListings: 2 });
  carol.lists("a mug");
  carol.lists("a second mug");
  carol.lists("a third mug");
  const question = carol.say("comment.say.1", { listing, answers: null, text: "Does it steam?" }).id;
  alice.say("comment.say.1", { listing, answers: question, text: "It does." });
  bob.say("comment.drop.1", { listing, comment: question });
  carol.say("comment.drop.1", { listing, comment: question });
  carol.say("listing.like.1", { listing, likes: true });
  bob.say("listing.like.1", { listing, likes: true });
  bob.say("listing.like.1", { listing, likes: false });
  const about = { listing: lamp, offer: bobs };
  const ask = carol.say("lend.ask.1", { ...about, from: 10, to: 12 }).id;
  const another = alice.say("lend.ask.1", { ...about, from: 12, to: 13 }).id;
  for (const id of [another, ask]) bob.say("lend.answer.1", { listing: lamp, ask: id, answer: "yes" });
  bob.say("lot.open.1", {
    listing: lamp,
    way: "open",
    closes: (cooker.time + 30 * MINUTE) as Time,
    least: 1,
    unit: "€",
    commitment: null,
  });
  const bids = [carol, alice].map((by) =>
    by.say("lot.enter.1", { listing: lamp, entry: { way: "open", offer: bobs, amount: 3 } }),
  );
  story.wait(31 * MINUTE);
  bob.say("lot.close.1", { listing: lamp, seen: bids.map(({ id }) => id), secret: null });
  const dave = story.teller("dave", carol);
  story.teller("erin", bob);
  story.vouch(story.swap(dave, carol, { how: "apart" }), carol, false);
  story.rule(alice, { invites: "founder", newcomerListings: 1 });
  dave.lists("a bag");
  const frank = story.teller("frank", dave);
  frank.lists("a kite");
  story.wait(31 * DAY);
  frank.lists("a ball");
  frank.lists("a bat");
  return story;
}

/** Five vouch for Ana; she loses her phone. One claims to be her with their words, one with hers, one in vain. */
function familyStory(): Story {
  const story = createStory();
  const founder = story.teller("founder");
  const ana = story.teller("ana", founder);
  const friends = ["f1", "f2", "f3", "f4"].map((name) => story.teller(name, founder));
  for (const friend of friends) story.vouchBoth(story.swap(friend, ana), friend, ana);
  const [f1, f2, f3, f4] = friends;
  if (f1 === undefined || f2 === undefined || f3 === undefined || f4 === undefined) throw new Error("no friends");
  story.meet(f1, f2);
  story.scan(f3, f2);
  const [anew, eve, late] = ["anew", "eve", "late"].map((name) => story.teller(name, f1));
  if (anew === undefined || eve === undefined || late === undefined) throw new Error("nobody");
  for (const claimant of [anew, eve]) claimant.say("identity.take.1", { from: ana.id });
  for (const friend of [f1, f2]) friend.say("identity.attest.1", { from: ana.id, to: eve.id });
  for (const friend of [f2, f3, f4]) friend.say("identity.attest.1", { from: ana.id, to: anew.id });
  f4.say("identity.pass.1", { to: late.id });
  late.say("identity.take.1", { from: f4.id });
  story.wait(20 * DAY);
  founder.say("member.profile.1", { name: "founder", about: "later" });
  return story;
}

describe("the fold", () => {
  test.each([
    ["a busy week", busyStory, 200],
    ["a market with draws, loans and a ring", marketStory, 60],
    ["people who meet, and go on as others", familyStory, 200],
  ])("[P4] the same records give the same rows in any order, in any batches, told twice: %s", (_, tell, numRuns) => {
    const story = tell();
    const inOrder = rowsOf(story, [story.told]);
    expect(inOrder.size).toBeGreaterThan(8);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...story.told, ...story.told], { minLength: story.told.length * 2 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 60, maxLength: 60 }),
        (records, sizes) => {
          const batches: AdmittedRecord[][] = [];
          for (let at = 0, i = 0; at < records.length; at += sizes[i++ % sizes.length] ?? 1) {
            batches.push(records.slice(at, at + (sizes[i % sizes.length] ?? 1)));
          }
          batches.push(records);
          expect(new Map([...rowsOf(story, batches)].toSorted(byKey))).toEqual(new Map([...inOrder].toSorted(byKey)));
        },
      ),
      { numRuns },
    );
  });

  test("[X1] only the owner edits or withdraws a listing", () => {
    const fold = foldOf(busyStory());
    const deal = [...fold.deals()].find(({ rounds }) => rounds.length === 2);
    const listing = deal === undefined ? undefined : fold.listing(deal.listing);
    expect(listing?.title).toBe("Rice cooker");
    expect(listing?.withdrawn).toBeNull();
  });

  test("[D6] of two accepts for one thing the earlier stands, the other is lost, the same way for all", () => {
    const fold = foldOf(busyStory());
    const states = [...fold.deals()].map(({ state }) => state).sort();
    expect(states).toEqual(["done", "done", "lost"]);
    const kept = [...fold.deals()].find(({ state, rounds }) => state === "done" && rounds.length === 2);
    expect(kept === undefined ? null : fold.listing(kept.listing)).toMatchObject({ state: "swapped", deal: kept?.id });
  });

  test("[L5] [P4] what comes after a feed's end counts for nothing, and is said to be gone", () => {
    const story = busyStory();
    const carolsFeed = story.told.find(
      ({ body }) => body?.kind === "member.profile.1" && body.body.name === "carol",
    )?.feed;
    if (carolsFeed === undefined) throw new Error("no carol");
    const early = createPondFold(story.pond);
    early.endFeed(carolsFeed, 2);
    early.absorb(story.told);
    const late = createPondFold(story.pond);
    late.absorb(story.told);
    const rows = late.endFeed(carolsFeed, 2);
    expect(rows.some(({ table }) => table === "gone")).toBe(true);
    expect([...late.deals()]).toEqual([...early.deals()]);
    // K5: that a feed has ended says nothing of a fork: its own identity may have closed it.
    expect([...early.members()].filter(({ forked }) => forked)).toEqual([]);
    expect(new Set(late.members())).toEqual(new Set(early.members()));
    expect([...late.deals()].some(({ maker }) => late.member(maker)?.name === "carol")).toBe(false);
  });
});

test("[P4] [L5] feeds that end at any place, at any moment, in any order: the same rows as if it had been known before", () => {
  const story = marketStory();
  const feeds = [...new Set(story.told.map(({ feed }) => feed))];
  const lengthOf = (feed: FeedKey) => story.told.filter((record) => record.feed === feed).length;
  const ends = fc.uniqueArray(
    fc.record({
      feed: fc.constantFrom(...feeds),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      when: fc.nat({ max: 20 }),
    }),
    { minLength: 1, maxLength: 3, selector: ({ feed }) => feed },
  );
  const placesOf = (chosen: readonly { readonly feed: FeedKey; readonly share: number; readonly when: number }[]) =>
    chosen.map(({ feed, share, when }) => ({ feed, when, at: 1 + Math.floor(share * lengthOf(feed)) }));
  const told = (
    records: readonly AdmittedRecord[],
    chosen: ReturnType<typeof placesOf>,
    when: (end: { when: number }) => number,
  ) => {
    const fold = createPondFold(story.pond);
    const rows = new Map<string, ViewRow>();
    const put = (more: readonly ViewRow[]) => {
      for (const row of more) {
        if (row.table === "gone") rows.delete(viewKey(row));
        else rows.set(viewKey(row), row);
      }
    };
    const size = Math.ceil(records.length / 20);
    for (let step = 0; step <= 20; step++) {
      for (const end of chosen) if (when(end) === step) put(fold.endFeed(end.feed, end.at));
      put(fold.absorb(records.slice(step * size, (step + 1) * size)));
    }
    return new Map([...rows].toSorted(byKey));
  };
  fc.assert(
    fc.property(fc.shuffledSubarray(story.told, { minLength: story.told.length }), ends, (records, chosen) => {
      const places = placesOf(chosen);
      expect(told(records, places, ({ when }) => when)).toEqual(told(story.told, places, () => 0));
    }),
    { numRuns: 60 },
  );
});

describe("a bargain", () => {
  function offerStory() {
    const story = createStory();
    const alice = story.teller("alice");
    const bob = story.teller("bob", alice);
    const eve = story.teller("eve", bob);
    const listing = alice.lists("bike").id;
    const terms = [{ fromMaker: [{ text: "lessons" }], fromOwner: [{ listing }] }];
    const offer = bob.say("offer.make.1", { listing, owner: alice.id, terms }).id;
    return { story, alice, bob, eve, offer, terms, listing };
  }

  test("[D1] nobody accepts his own terms, and no third person accepts at all", () => {
    const { story, bob, eve, offer } = offerStory();
    bob.say("offer.accept.1", { offer, terms: offer, choice: 0 });
    eve.say("offer.accept.1", { offer, terms: offer, choice: 0 });
    expect(foldOf(story).deal(offer)).toMatchObject({ state: "offered", turn: expect.any(String) });
  });

  test("[D2] after a counter only the counter can be accepted", () => {
    const { story, alice, bob, offer, terms } = offerStory();
    const counter = alice.say("offer.counter.1", { offer, after: offer, terms }).id;
    alice.say("offer.accept.1", { offer, terms: offer, choice: 0 });
    expect(foldOf(story).deal(offer)?.state).toBe("offered");
    bob.say("offer.accept.1", { offer, terms: counter, choice: 0 });
    expect(foldOf(story).deal(offer)?.agreed?.round).toBe(counter);
  });

  test("[D3] an answer from a phone whose clock is behind still answers", () => {
    const { story, alice, bob, offer, terms } = offerStory();
    const counter = alice.say("offer.counter.1", { offer, after: offer, terms }).id;
    story.wait(-5 * MINUTE);
    bob.say("offer.accept.1", { offer, terms: counter, choice: 0 });
    expect(foldOf(story).deal(offer)?.state).toBe("agreed");
  });

  test("[D4] an offer that lay for more than a week cannot be accepted", () => {
    const { story, alice, offer } = offerStory();
    story.wait(8 * DAY);
    alice.say("offer.accept.1", { offer, terms: offer, choice: 0 });
    expect(foldOf(story).deal(offer)?.state).toBe("offered");
  });

  test("[D5] a deal without a handover frees its things after a fortnight", () => {
    const { story, alice, eve, offer, terms, listing } = offerStory();
    alice.say("offer.accept.1", { offer, terms: offer, choice: 0 });
    const second = eve.say("offer.make.1", { listing, owner: alice.id, terms }).id;
    story.wait(15 * DAY);
    const third = eve.say("offer.make.1", { listing, owner: alice.id, terms }).id;
    alice.say("offer.accept.1", { offer: third, terms: third, choice: 0 });
    const fold = foldOf(story);
    expect(fold.deal(third)?.state).toBe("agreed");
    expect(fold.deal(second)?.state).toBe("offered");
    expect(fold.listing(listing)?.deal).toBe(third);
  });

  test("[D7] a handover by somebody else, or with somebody else's code, proves no meeting", () => {
    const { story, alice, bob, eve, offer } = offerStory();
    alice.say("offer.accept.1", { offer, terms: offer, choice: 0 });
    eve.say("deal.handover.1", { deal: offer, met: { how: "words" } });
    bob.say("deal.handover.1", { deal: offer, met: { how: "code", feed: eve.feed, word: new Uint8Array(64) } });
    expect(foldOf(story).deal(offer)?.handovers).toMatchObject([{ by: bob.id, how: "apart" }]);
  });

  test("[V1] [V2] a vouch shows only once both are sealed, and only what was sealed", () => {
    const { story, alice, bob, offer } = offerStory();
    alice.say("offer.accept.1", { offer, terms: offer, choice: 0 });
    for (const who of [alice, bob]) who.say("deal.handover.1", { deal: offer, met: { how: "words" } });
    story.vouch(offer, alice, false);
    expect(foldOf(story).deal(offer)?.vouches).toMatchObject([{ by: alice.id, opened: null }]);
    // Bob seals a good word and then tries to open it as a bad one.
    story.vouch(offer, bob, true);
    const vouches = foldOf(story).deal(offer)?.vouches;
    expect(vouches).toMatchObject([{ opened: { good: false } }, { opened: { good: true } }]);
    bob.say("vouch.open.1", {
      deal: offer,
      good: false,
      keptTerms: true,
      showedUp: true,
      asDescribed: true,
      words: "",
      salt: new Uint8Array(16),
    });
    expect(foldOf(story).deal(offer)?.vouches).toEqual(vouches);
  });

  test("[V3] without an answer an envelope opens after a fortnight", () => {
    const { story, alice, bob, offer } = offerStory();
    alice.say("offer.accept.1", { offer, terms: offer, choice: 0 });
    for (const who of [alice, bob]) who.say("deal.handover.1", { deal: offer, met: { how: "words" } });
    story.wait(15 * DAY);
    story.vouch(offer, alice, true);
    expect(foldOf(story).deal(offer)?.vouches).toMatchObject([{ by: alice.id, opened: { good: true } }]);
  });
});
