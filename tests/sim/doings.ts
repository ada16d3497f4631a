import type { IdentityKey, RecordId, Time } from "../../src/domain/ids.ts";
import { identityKeyOf } from "../../src/domain/invite/openings.ts";
import { BREAK_REASONS } from "../../src/domain/kinds/deal.ts";
import { LOT_WAYS } from "../../src/domain/kinds/lot.ts";
import { RETURNS } from "../../src/domain/kinds/listing.ts";
import { INVITERS } from "../../src/domain/kinds/pond-rules.ts";
import type { BodyOf, KnownBody } from "../../src/domain/kinds/registry.ts";
import { sealOfVouch } from "../../src/domain/kinds/vouch-seal.ts";
import { cardWord } from "../../src/domain/ledger/signed-words.ts";
import { dealActions } from "../../src/domain/pond/can.ts";
import type { DealView, ListingView, MarketView, MemberView } from "../../src/domain/pond/views.ts";
import type { Dice } from "./dice.ts";
import type { Peer } from "./peer.ts";
import { strangeTexts } from "./texts.ts";

/** One doing in so many is to scan somebody's card: only there another device has to sign something. */
const CARD_SHARE = 0.06;

/** Somebody does what people do: mostly something that fits what is seen, sometimes something that does not. */
export function doSomething(peer: Peer, dice: Dice, peers: readonly Peer[]): void {
  const ledger = peer.ledger();
  if (ledger === null) return;
  const other = dice.chance(CARD_SHARE) ? dice.any(peers) : undefined;
  if (other !== undefined) {
    const market = dice.chance(0.5) ? dice.any(seenBy(peer).markets) : undefined;
    void cardOf(other).then((card) =>
      market === undefined
        ? ledger.append("member.met.1", card)
        : ledger.append("market.here.1", { ...card, market: market.id }),
    );
    return;
  }
  const said = somethingToSay(seenBy(peer), dice);
  void ledger.append(said.kind, said.body);
}

/** What the screen of somebody's phone shows to whoever stands before it, perhaps himself. */
async function cardOf({ pond, identity, keys, clock }: Peer): Promise<BodyOf<"member.met.1">> {
  const member = identityKeyOf(identity);
  const shown = clock.now() as Time; // a clock's time, of any device
  const word = await keys.signer.sign("shoal/card/1", cardWord(pond, member, shown));
  return { member, feed: keys.feed, shown, word };
}

/** What there is to speak of. */
export interface Seen {
  readonly listings: readonly ListingView[];
  readonly deals: readonly DealView[];
  readonly members: readonly MemberView[];
  readonly comments: readonly RecordId[];
  readonly entries: readonly RecordId[];
  readonly asks: readonly RecordId[];
  readonly markets: readonly MarketView[];
  /** Who looks; null for who is nobody here. */
  readonly me: IdentityKey | null;
}

export const NOTHING_SEEN: Seen = {
  listings: [],
  deals: [],
  members: [],
  comments: [],
  entries: [],
  asks: [],
  markets: [],
  me: null,
};

export function seenBy(peer: Peer): Seen {
  const views = peer.disk.platter.views();
  return {
    listings: views.flatMap((view) => (view.table === "listings" ? view.row : [])),
    deals: views.flatMap((view) => (view.table === "deals" ? view.row : [])),
    members: views.flatMap((view) => (view.table === "members" ? view.row : [])),
    comments: views.flatMap((view) => (view.table === "talks" ? view.row.comments.map(({ id }) => id) : [])),
    entries: views.flatMap((view) => (view.table === "lots" ? view.row.entries.map(({ id }) => id) : [])),
    asks: views.flatMap((view) => (view.table === "bookings" ? view.row.bookings.map(({ id }) => id) : [])),
    markets: views.flatMap((view) => (view.table === "markets" ? view.row : [])),
    me: identityKeyOf(peer.identity),
  };
}

/** A body of any kind that people write, whether or not it makes sense where it is said. */
export function somethingToSay(seen: Seen, dice: Dice): KnownBody {
  const listing = dice.any(seen.listings);
  const mine = seen.deals.filter(({ maker, owner }) => maker === seen.me || owner === seen.me);
  const own = dice.any(mine);
  if (own !== undefined && seen.me !== null && dice.chance(0.5)) return nextStep(own, seen.me, seen, dice);
  const deal = dice.any(seen.deals);
  const about = dice.int(18);
  if (about >= 16) return aboutPond(seen, dice);
  if (about < 2) return { kind: "member.profile.1", body: { name: dice.pick(strangeTexts), about: "" } };
  if (listing === undefined || about < 5) return listed(dice);
  if (about === 5) return relisted(listing.id, dice);
  if (about === 6) return { kind: "listing.withdraw.1", body: { listing: listing.id, reason: "kept" } };
  if (about === 7 && dice.chance(0.5)) return aboutListing(listing, seen, dice);
  if (deal === undefined || about < 9) {
    return {
      kind: "offer.make.1",
      body: { listing: listing.id, owner: listing.owner, terms: terms(listing.id, seen, dice) },
    };
  }
  return aboutDeal(deal, seen, dice);
}

/** What fits a deal of one's own. */
function nextStep(deal: DealView, me: IdentityKey, seen: Seen, dice: Dice): KnownBody {
  const { id } = deal;
  const may = dealActions(deal, me, deal.updated);
  if (may.has("accept")) {
    return { kind: "offer.accept.1", body: { offer: id, terms: deal.rounds.at(-1)?.id ?? id, choice: 0 } };
  }
  if (may.has("break") && dice.chance(0.1)) return { kind: "deal.end.1", body: { deal: id, end: anyEnd(dice) } };
  if (may.has("hand-over")) {
    if (dice.chance(0.3)) return holdIn(deal, me, seen, dice);
    return { kind: "deal.handover.1", body: { deal: id, met: { how: "apart" } } };
  }
  if (may.has("vouch")) return { kind: "vouch.seal.1", body: { deal: id, seal: usualSeal(id, me) } };
  if (may.has("thank") && dice.chance(0.2))
    return { kind: "deal.thank.1", body: { deal: id, text: dice.pick(strangeTexts) } };
  if (may.has("change-vouch")) return { kind: "vouch.change.1", body: anotherMind(id, dice) };
  const isSealed = deal.vouches.some(({ by }) => by === me);
  return isSealed ? { kind: "vouch.open.1", body: usualVouch(id) } : aboutDeal(deal, seen, dice);
}

/** What somebody says in public about a thing. */
function aboutListing({ id }: ListingView, seen: Seen, dice: Dice): KnownBody {
  const comment = dice.any(seen.comments) ?? null;
  const about = dice.int(6);
  if (about > 2) return aboutLot(id, seen, dice);
  if (about === 0) return { kind: "listing.like.1", body: { listing: id, likes: dice.chance(0.7) } };
  if (about === 1 && comment !== null) return { kind: "comment.drop.1", body: { listing: id, comment } };
  const said = { listing: id, answers: comment, text: dice.pick(strangeTexts) };
  const member = dice.chance(0.3) ? dice.any(seen.members)?.id : undefined;
  // Every text has a sign to stand for somebody.
  if (member === undefined) return { kind: "comment.say.1", body: said };
  return { kind: "comment.say.2", body: { ...said, mentions: [{ member, at: 0, length: 1 }] } };
}

/** What somebody says about who gets it. */
function aboutLot(listing: RecordId, seen: Seen, dice: Dice): KnownBody {
  const offer = dice.any(seen.deals)?.id ?? listing;
  const about = dice.int(5);
  if (about === 4) {
    const from = dice.int(20);
    return { kind: "lend.ask.1", body: { listing, offer, from, to: from + dice.int(4) } };
  }
  if (about === 3) {
    const ask = dice.any(seen.asks) ?? offer;
    return { kind: "lend.answer.1", body: { listing, ask, answer: dice.pick(["yes", "no", "off"] as const) } };
  }
  if (about === 0) {
    const closes = ((dice.any(seen.deals)?.updated ?? 0) + dice.int(10 * 60_000)) as Time; // some minutes ahead
    const lot = { way: dice.pick(LOT_WAYS), closes, least: dice.int(5), unit: "€", commitment: null };
    return { kind: "lot.open.1", body: { listing, ...lot } };
  }
  if (about === 1)
    return { kind: "lot.enter.1", body: { listing, entry: { way: "open", offer, amount: dice.int(9) } } };
  return { kind: "lot.close.1", body: { listing, seen: seen.entries.slice(0, dice.int(9)), secret: null } };
}

/** What somebody says about people and the pond itself. */
function aboutPond(seen: Seen, dice: Dice): KnownBody {
  const [one, other] = [dice.any(seen.members)?.id, dice.any(seen.members)?.id];
  const about = dice.int(7);
  if (about > 4) return aboutMarket(seen, dice);
  if (one === undefined || other === undefined || about < 2) {
    const newcomerListings = dice.chance(0.5) ? dice.between(1, 3) : null;
    return { kind: "pond.rules.1", body: { invites: dice.pick(INVITERS), newcomerListings, reason: "" } };
  }
  if (about === 2) return { kind: "identity.pass.1", body: { to: one } };
  if (about === 3) return { kind: "identity.take.1", body: { from: one } };
  return { kind: "identity.attest.1", body: { from: one, to: other } };
}

/** What somebody says about market days; who is there is said by scanning a card. */
function aboutMarket(seen: Seen, dice: Dice): KnownBody {
  const market = dice.any(seen.markets);
  const about = dice.int(4);
  if (market === undefined || about === 0) {
    const now = Math.max(0, ...seen.members.map(({ since }) => since), ...seen.deals.map(({ updated }) => updated));
    const from = (now + dice.int(60 * 60_000)) as Time; // mostly within the next hour
    const to = (from + dice.int(60 * 60_000)) as Time; // as long as that
    return { kind: "market.call.1", body: { title: "Swap day", place: "courtyard", from, to, note: "" } };
  }
  const { id } = market;
  if (about === 1 && dice.chance(0.3)) return { kind: "market.off.1", body: { market: id } };
  const brings = seen.listings.slice(0, dice.int(4)).map((listing) => listing.id);
  return {
    kind: "market.come.1",
    body: { market: id, comes: dice.chance(0.8), brings, wants: dice.chance(0.5) ? dice.pick(strangeTexts) : "" },
  };
}

const anyEnd = (dice: Dice): BodyOf<"deal.end.1">["end"] =>
  dice.chance(0.6) ? { how: "agreement" } : { how: "broken", why: dice.pick(BREAK_REASONS) };

function aboutDeal(deal: DealView, seen: Seen, dice: Dice): KnownBody {
  const { id, listing, maker, owner } = deal;
  const onTable = deal.rounds.at(-1)?.id ?? id;
  const by = seen.me ?? dice.pick([maker, owner] as const);
  const vouch = { deal: id, good: dice.chance(0.7), keptTerms: true, showedUp: true, asDescribed: true };
  switch (dice.int(10)) {
    case 9:
      return { kind: "deal.end.1", body: { deal: id, end: anyEnd(dice) } };
    case 0:
      return { kind: "offer.counter.1", body: { offer: id, after: onTable, terms: terms(listing, seen, dice) } };
    case 1:
      return {
        kind: "offer.close.2",
        body: { offer: id, how: dice.pick(["declined", "withdrawn"] as const), why: null },
      };
    case 2:
      return { kind: "deal.handover.1", body: { deal: id, met: { how: dice.pick(["words", "apart"] as const) } } };
    case 3:
      return { kind: "vouch.seal.1", body: { deal: id, seal: dice.chance(0.8) ? usualSeal(id, by) : dice.bytes(32) } };
    case 4:
      return {
        kind: "vouch.open.1",
        body: dice.chance(0.8) ? usualVouch(id) : { ...vouch, words: "", salt: dice.bytes(16) },
      };
    case 5:
      return { kind: "vouch.change.1", body: anotherMind(id, dice) };
    case 6:
      return holdIn(deal, by, seen, dice);
    default:
      return { kind: "offer.accept.1", body: { offer: id, terms: onTable, choice: 0 } };
  }
}

/** What is said in an envelope that opens: the same in every one, so that whoever opens it need not remember. */
function usualVouch(deal: RecordId): BodyOf<"vouch.open.1"> {
  return { deal, good: true, keptTerms: true, showedUp: true, asDescribed: true, words: "", salt: new Uint8Array(16) };
}

function usualSeal(deal: RecordId, by: IdentityKey): Uint8Array<ArrayBuffer> {
  return sealOfVouch(by, usualVouch(deal));
}

function anotherMind(deal: RecordId, dice: Dice): BodyOf<"vouch.change.1"> {
  const good = dice.chance(0.5);
  return { deal, good, keptTerms: good, showedUp: true, asDescribed: good, words: dice.pick(strangeTexts) };
}

function holdIn({ id, maker, owner }: DealView, by: IdentityKey, seen: Seen, dice: Dice): KnownBody {
  return { kind: "deal.hold.1", body: { deal: id, ways: [wayTo(by === maker ? owner : maker, seen, dice)] } };
}

/** Mostly to the other party, past one other at most. */
function wayTo(other: IdentityKey, seen: Seen, dice: Dice): BodyOf<"deal.hold.1">["ways"][number] {
  const past = dice.any(seen.members)?.id ?? other;
  const via = [...(dice.chance(0.5) ? [past] : []), dice.chance(0.9) ? other : past];
  return { drops: dice.between(1, 8), via };
}

function terms(listing: RecordId, seen: Seen, dice: Dice): BodyOf<"offer.make.1">["terms"] {
  const other = dice.any(seen.listings);
  const mine = other === undefined || dice.chance(0.5) ? { text: dice.pick(strangeTexts) } : { listing: other.id };
  return [{ fromMaker: [mine], fromOwner: [{ listing }] }];
}

/** Both versions of a listing: old apps go on for a while. */
function listed(dice: Dice): KnownBody {
  const about = thing(dice);
  return dice.chance(0.3)
    ? { kind: "listing.post.1", body: about }
    : { kind: "listing.post.2", body: { ...about, ...anew(dice) } };
}

function relisted(listing: RecordId, dice: Dice): KnownBody {
  const about = { listing, ...thing(dice) };
  return dice.chance(0.3)
    ? { kind: "listing.edit.1", body: about }
    : { kind: "listing.edit.2", body: { ...about, ...anew(dice) } };
}

const anew = (dice: Dice) => ({ returns: dice.pick(RETURNS), tags: [], place: "" });

function thing(dice: Dice): BodyOf<"listing.post.1"> {
  return {
    kind: dice.pick(["thing", "service", "gift"] as const),
    title: dice.pick(strangeTexts),
    story: dice.pick(strangeTexts),
    condition: null,
    wants: "",
    preview: dice.chance(0.1) ? dice.bytes(dice.between(1, 4000)) : null,
    photos: [],
  };
}
