import type * as z from "zod/mini";
import { DealEnd, DealHandover, DealHold, DealSay, DealThank } from "./deal.ts";
import { FeedClose } from "./feed-close.ts";
import { FeedFork } from "./feed-fork.ts";
import { FeedOpen } from "./feed-open.ts";
import { ListingEdit, ListingEdit2, ListingPost, ListingPost2, ListingWithdraw } from "./listing.ts";
import { LendAnswer, LendAsk } from "./lend.ts";
import { LotClose, LotEnter, LotOpen, LotShow } from "./lot.ts";
import { MarketCall, MarketCome, MarketHere, MarketOff } from "./market.ts";
import { MemberMet } from "./member-met.ts";
import { MemberProfile } from "./member-profile.ts";
import { OfferAccept, OfferClose, OfferClose2, OfferCounter, OfferMake } from "./offer.ts";
import { PondGenesis } from "./pond-genesis.ts";
import { PondRules } from "./pond-rules.ts";
import { RingJoin, RingPropose, RingRefuse } from "./ring.ts";
import { IdentityAttest, IdentityPass, IdentityTake } from "./succession.ts";
import { CommentDrop, CommentSay, CommentSay2, ListingLike } from "./talk.ts";
import { VouchChange, VouchOpen, VouchSeal } from "./vouch.ts";

/**
 * Every record kind that this version understands. The number is the schema's version: a shipped schema is never
 * edited, only followed by the next number (S4). Kinds from a later version are let in unread, and wait.
 */
export const schemaByKind = {
  "pond.genesis.1": PondGenesis,
  "feed.open.1": FeedOpen,
  "feed.close.1": FeedClose,
  "feed.fork.1": FeedFork,
  "member.profile.1": MemberProfile,
  "listing.post.1": ListingPost,
  "listing.edit.1": ListingEdit,
  "listing.post.2": ListingPost2,
  "listing.edit.2": ListingEdit2,
  "listing.withdraw.1": ListingWithdraw,
  "offer.make.1": OfferMake,
  "offer.counter.1": OfferCounter,
  "offer.accept.1": OfferAccept,
  "offer.close.1": OfferClose,
  "offer.close.2": OfferClose2,
  "deal.say.1": DealSay,
  "deal.handover.1": DealHandover,
  "vouch.seal.1": VouchSeal,
  "vouch.open.1": VouchOpen,
  "vouch.change.1": VouchChange,
  "deal.hold.1": DealHold,
  "deal.end.1": DealEnd,
  "deal.thank.1": DealThank,
  "member.met.1": MemberMet,
  "identity.pass.1": IdentityPass,
  "identity.take.1": IdentityTake,
  "identity.attest.1": IdentityAttest,
  "pond.rules.1": PondRules,
  "comment.say.1": CommentSay,
  "comment.say.2": CommentSay2,
  "comment.drop.1": CommentDrop,
  "listing.like.1": ListingLike,
  "ring.propose.1": RingPropose,
  "ring.join.1": RingJoin,
  "ring.refuse.1": RingRefuse,
  "lend.ask.1": LendAsk,
  "lend.answer.1": LendAnswer,
  "lot.open.1": LotOpen,
  "lot.enter.1": LotEnter,
  "lot.show.1": LotShow,
  "lot.close.1": LotClose,
  "market.call.1": MarketCall,
  "market.off.1": MarketOff,
  "market.come.1": MarketCome,
  "market.here.1": MarketHere,
} as const;

export type RecordKind = keyof typeof schemaByKind;

/** What a body is once read: keys and ids as branded text. */
export type BodyOf<K extends RecordKind> = z.infer<(typeof schemaByKind)[K]>;

/** A kind and its body, kept together so that a switch on `kind` knows the body's type. */
export type KnownBody = { [K in RecordKind]: { readonly kind: K; readonly body: BodyOf<K> } }[RecordKind];

export function isKnownKind(kind: string): kind is RecordKind {
  return Object.hasOwn(schemaByKind, kind);
}
