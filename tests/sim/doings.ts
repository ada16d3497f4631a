import type { RecordId } from "../../src/domain/ids.ts";
import type { BodyOf, KnownBody } from "../../src/domain/kinds/registry.ts";
import type { DealView, ListingView } from "../../src/domain/pond/views.ts";
import type { Dice } from "./dice.ts";
import type { Peer } from "./peer.ts";
import { strangeTexts } from "./texts.ts";

/** Somebody does what people do: mostly something that fits what is seen, sometimes something that does not. */
export function doSomething(peer: Peer, dice: Dice): void {
  const ledger = peer.ledger();
  if (ledger === null) return;
  const said = somethingToSay(seenBy(peer), dice);
  void ledger.append(said.kind, said.body);
}

/** What there is to speak of. */
export interface Seen {
  readonly listings: readonly ListingView[];
  readonly deals: readonly DealView[];
}

export function seenBy(peer: Peer): Seen {
  const views = peer.disk.platter.views();
  return {
    listings: views.flatMap((view) => (view.table === "listings" ? view.row : [])),
    deals: views.flatMap((view) => (view.table === "deals" ? view.row : [])),
  };
}

/** A body of any kind that people write, whether or not it makes sense where it is said. */
export function somethingToSay(seen: Seen, dice: Dice): KnownBody {
  const listing = dice.any(seen.listings);
  const deal = dice.any(seen.deals);
  const about = dice.int(14);
  if (about < 2) return { kind: "member.profile.1", body: { name: dice.pick(strangeTexts), about: "" } };
  if (listing === undefined || about < 5) return { kind: "listing.post.1", body: thing(dice) };
  if (about === 5) return { kind: "listing.edit.1", body: { listing: listing.id, ...thing(dice) } };
  if (about === 6) return { kind: "listing.withdraw.1", body: { listing: listing.id, reason: "kept" } };
  if (deal === undefined || about < 9) {
    return {
      kind: "offer.make.1",
      body: { listing: listing.id, owner: listing.owner, terms: terms(listing.id, seen, dice) },
    };
  }
  return aboutDeal(deal, seen, dice);
}

function aboutDeal(deal: DealView, seen: Seen, dice: Dice): KnownBody {
  const { id, listing } = deal;
  const onTable = deal.rounds.at(-1)?.id ?? id;
  const vouch = { deal: id, good: dice.chance(0.7), keptTerms: true, showedUp: true, asDescribed: true };
  switch (dice.int(7)) {
    case 0:
      return { kind: "offer.counter.1", body: { offer: id, after: onTable, terms: terms(listing, seen, dice) } };
    case 1:
      return { kind: "offer.close.1", body: { offer: id, how: dice.pick(["declined", "withdrawn"] as const) } };
    case 2:
      return { kind: "deal.handover.1", body: { deal: id, met: { how: dice.pick(["words", "apart"] as const) } } };
    case 3:
      return { kind: "vouch.seal.1", body: { deal: id, seal: dice.bytes(32) } };
    case 4:
      return { kind: "vouch.open.1", body: { ...vouch, words: dice.pick(strangeTexts), salt: dice.bytes(16) } };
    default:
      return { kind: "offer.accept.1", body: { offer: id, terms: onTable, choice: 0 } };
  }
}

function terms(listing: RecordId, seen: Seen, dice: Dice): BodyOf<"offer.make.1">["terms"] {
  const other = dice.any(seen.listings);
  const mine = other === undefined || dice.chance(0.5) ? { text: dice.pick(strangeTexts) } : { listing: other.id };
  return [{ fromMaker: [mine], fromOwner: [{ listing }] }];
}

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
