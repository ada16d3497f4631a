import type { RecordId, Time } from "../../src/domain/ids.ts";
import { commitmentTo, sealOfBid } from "../../src/domain/kinds/lot-seal.ts";
import { silentDevice } from "./silent-device.ts";
import { createStory, MINUTE, type Story, type Teller } from "./teller.ts";

/**
 * All that the market knows, about the same few things: lots of each way, loans, a ring, plain deals, comments and likes; with
 * somebody who takes over another one, devices that were silent, and words that do not count.
 */
export function marketStory(): Story {
  const story = createStory();
  const [mei, li, zoe, ana] = (() => {
    const first = story.teller("mei");
    return [first, story.teller("li", first), story.teller("zoe", first), story.teller("ana", first)] as const;
  })();
  const start = story.told.at(-1)?.time ?? 0;
  const [cooker, chair, lamp] = [mei.lists("cooker").id, zoe.lists("chair").id, li.lists("lamp").id];
  const secret = new Uint8Array(32).fill(5);
  const salt = new Uint8Array(32).fill(6);
  const openLot = (by: Teller, listing: RecordId, way: "draw" | "open" | "sealed") =>
    by.say("lot.open.1", {
      listing,
      way,
      closes: (start + 30 * MINUTE) as Time,
      least: 0,
      unit: way === "draw" ? "" : "€",
      commitment: way === "draw" ? commitmentTo(secret) : null,
    });
  openLot(mei, cooker, "draw");
  openLot(zoe, chair, "open");
  openLot(zoe, chair, "sealed");
  openLot(li, lamp, "sealed");
  const offer = (by: Teller, owner: Teller, listing: RecordId, words: string | null) => {
    const fromMaker = words === null ? [] : [{ text: words }];
    return by.say("offer.make.1", { listing, owner: owner.id, terms: [{ fromMaker, fromOwner: [{ listing }] }] }).id;
  };
  const drawn = [li, zoe, ana].map((by) => {
    const behind = offer(by, mei, cooker, null);
    return by.say("lot.enter.1", { listing: cooker, entry: { way: "draw", offer: behind } }).id;
  });
  const bids = [li, mei, ana].map((by, i) => {
    const behind = offer(by, zoe, chair, `${i + 3} €`);
    const entry = by.say("lot.enter.1", { listing: chair, entry: { way: "open", offer: behind, amount: i + 3 } });
    by.say("offer.close.2", { offer: behind, how: "withdrawn", why: null });
    return { id: entry.id, behind };
  });
  for (const by of [mei, zoe])
    by.say("lot.enter.1", { listing: lamp, entry: { way: "sealed", seal: sealOfBid(lamp, by.id, 8, salt) } });
  const legs = [
    { member: mei.id, listing: cooker },
    { member: zoe.id, listing: chair },
    { member: li.id, listing: lamp },
  ];
  const proposal = zoe.say("ring.propose.1", { legs });
  const ring = proposal.id;
  const joined = [
    [mei, zoe, chair],
    [zoe, li, lamp],
    [li, mei, cooker],
  ] as const;
  const legOffers = joined.map(([by, owner, listing]) => {
    by.say("ring.join.1", { ring });
    return offer(by, owner, listing, null);
  });
  for (const by of [mei, ana]) by.say("ring.refuse.1", { ring });
  story.wait(31 * MINUTE);
  const shows = [mei, zoe].map((by) => {
    const behind = offer(by, li, lamp, "8 €");
    return by.say("lot.show.1", { listing: lamp, offer: behind, amount: 8, salt }).id;
  });
  mei.say("lot.close.1", { listing: cooker, seen: drawn, secret });
  zoe.say("lot.close.1", { listing: chair, seen: bids.map(({ id }) => id), secret: null });
  for (const { behind } of bids) zoe.say("offer.accept.1", { offer: behind, terms: behind, choice: 0 });
  li.say("lot.close.1", { listing: lamp, seen: shows.slice(0, 1), secret: null });
  li.say("lot.close.1", { listing: lamp, seen: shows, secret: null });
  for (const [i, deal] of legOffers.entries())
    for (const by of joined[i]?.slice(0, 2) ?? [])
      if (typeof by === "object") by.say("deal.handover.1", { deal, met: { how: "apart" } });
  const device = silentDevice(story, mei, "mei again");
  device.sayAt(proposal.time + 1, "ring.join.1", { ring });
  const terms = [{ fromMaker: [], fromOwner: [{ listing: chair }] }];
  const again = device.sayAt(proposal.time + 1, "offer.make.1", { listing: chair, owner: zoe.id, terms }).id;
  silentDevice(story, zoe, "zoe again").sayAt(start + 5, "offer.accept.1", { offer: again, terms: again, choice: 0 });
  silentDevice(story, ana, "ana again").sayAt(start + 6, "lot.enter.1", {
    listing: cooker,
    entry: { way: "draw", offer: again },
  });
  const drill = mei.lists("drill").id;
  const asks = [li, zoe, ana, li].map((by, i) => {
    const behind = offer(by, mei, drill, null);
    const days = { from: 10 + i, to: 11 + i };
    return { id: by.say("lend.ask.1", { listing: drill, offer: behind, ...days }).id, behind };
  });
  for (const { id, behind } of asks.toReversed()) {
    mei.say("offer.accept.1", { offer: behind, terms: behind, choice: 0 });
    mei.say("lend.answer.1", { listing: drill, ask: id, answer: "yes" });
  }
  for (const by of [li, ana, mei]) by.say("lend.answer.1", { listing: drill, ask: asks[1]?.id ?? ring, answer: "off" });
  zoe.say("lend.answer.1", { listing: drill, ask: asks[0]?.id ?? ring, answer: "off" });
  for (const listing of [cooker, drill]) {
    const said = li.say("comment.say.1", { listing, answers: null, text: "still there?" }).id;
    for (const by of [ana, li]) by.say("comment.drop.1", { listing, comment: said });
    for (const likes of [true, false, true]) ana.say("listing.like.1", { listing, likes });
  }
  const anew = story.teller("anew", zoe);
  ana.say("identity.pass.1", { to: anew.id });
  anew.say("identity.take.1", { from: ana.id });
  offer(anew, mei, drill, "cake");
  mei.say("listing.withdraw.1", { listing: cooker, reason: "kept" });
  return story;
}
