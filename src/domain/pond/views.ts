import type { BreakReason, DealHandover, DealHold } from "../kinds/deal.ts";
import type { Condition, ListingKind, PhotoRef, Returns, WithdrawReason } from "../kinds/listing.ts";
import type { CloseReason, Terms } from "../kinds/offer.ts";
import type { Mention } from "../kinds/talk.ts";
import type { LotWay } from "../kinds/lot.ts";
import type { Inviters } from "../kinds/pond-rules.ts";
import type { BlobHash, FeedKey, IdentityKey, PondId, RecordId, Time } from "../ids.ts";

/**
 * What people see of a pond: plain rows, each a pure function of the set of records (P4), kept in the store's view
 * tables and rebuilt whenever wanted. Whatever depends on the present moment (lapsed? late?) is derived by the reader.
 */
export interface PondView {
  readonly pond: PondId;
  readonly name: string;
  readonly place: string;
  readonly rules: string;
  readonly founder: IdentityKey;
  readonly since: Time;
  /** What the founder has last laid down; null while everyone may invite and list. */
  readonly ruling: RulingView | null;
}

export interface RulingView {
  readonly invites: Inviters;
  readonly newcomerListings: number | null;
  readonly reason: string;
  readonly time: Time;
}

export interface MemberView {
  readonly pond: PondId;
  readonly id: IdentityKey;
  /** Empty until a profile was seen. */
  readonly name: string;
  readonly about: string;
  readonly since: Time;
  readonly invitedBy: IdentityKey | null;
  readonly feeds: readonly FeedKey[];
  /** True once a feed of this identity was proven to be forked (L5). */
  readonly forked: boolean;
  readonly dealsDone: number;
  /** With how many different people. */
  readonly dealPartners: number;
  /** Opened vouches about this member. */
  readonly vouchesGood: number;
  readonly vouchesBad: number;
  /** Whom he met in person: each has scanned the other's code (T2). */
  readonly met: readonly IdentityKey[];
  /** Whom he scanned, and who has not scanned him yet. */
  readonly metOneWay: readonly IdentityKey[];
  /** Who has taken over this identity, and which ones this identity has taken over (decision 0013). */
  readonly successor: IdentityKey | null;
  readonly predecessors: readonly IdentityKey[];
  /** False where the pond's rules let the inviter bring nobody in: the invite is worth no drop (T4). */
  readonly invitedByRule: boolean;
}

/** A claim that a new identity is an old one's, and how far it has come (decision 0013). */
export interface SuccessionView {
  readonly pond: PondId;
  readonly from: IdentityKey;
  readonly to: IdentityKey;
  /** When the new identity said so. */
  readonly since: Time;
  /** Those whose word counts, and have given it. */
  readonly attesters: readonly IdentityKey[];
  /** Those whose word would count: who vouched for the old identity most. */
  readonly asked: readonly IdentityKey[];
  /** When it comes into force, in ms; null while words are missing. */
  readonly inForceAt: number | null;
  readonly state: "claimed" | "waiting" | "in-force" | "objected";
}

export interface ListingView {
  readonly pond: PondId;
  readonly id: RecordId;
  readonly owner: IdentityKey;
  readonly kind: ListingKind;
  readonly title: string;
  readonly story: string;
  readonly condition: Condition | null;
  readonly wants: string;
  readonly returns: Returns;
  readonly tags: readonly string[];
  /** Where it is, in the pond's words; empty where nothing is said. */
  readonly place: string;
  readonly preview: Uint8Array | null;
  readonly photos: readonly PhotoRef[];
  readonly posted: Time;
  /** Time of the newest post or edit; it lives LISTING_LIFE_MS from here. */
  readonly renewed: Time;
  /** `waiting`: more than the pond's rules let a newcomer list; it opens by itself once there is room. */
  readonly state: "open" | "promised" | "swapped" | "withdrawn" | "waiting";
  readonly withdrawn: WithdrawReason | null;
  /** The deal that has it, while promised or swapped. */
  readonly deal: RecordId | null;
  /** While promised: when that deal lets go of it if it is not handed over (D5), in ms. */
  readonly heldUntil: number | null;
}

export interface Round {
  readonly id: RecordId;
  readonly by: IdentityKey;
  readonly time: Time;
  readonly terms: Terms;
}

export interface SealedWords {
  readonly id: RecordId;
  readonly by: IdentityKey;
  readonly feed: FeedKey;
  readonly time: Time;
  readonly to: readonly { readonly feed: FeedKey; readonly sealed: Uint8Array }[];
}

export interface HandoverWord {
  readonly id: RecordId;
  readonly by: IdentityKey;
  readonly time: Time;
  readonly how: DealHandover["met"]["how"];
}

export interface OpenedVouch {
  readonly good: boolean;
  readonly keptTerms: boolean;
  readonly showedUp: boolean;
  readonly asDescribed: boolean;
  readonly words: string;
  readonly time: Time;
}

/** T11: what one party has at stake in a deal, as it said when the deal was struck. */
export interface HoldView {
  readonly id: RecordId;
  readonly by: IdentityKey;
  readonly time: Time;
  readonly ways: DealHold["ways"];
}

export interface VouchView {
  readonly by: IdentityKey;
  readonly about: IdentityKey;
  readonly sealedAt: Time;
  /** Null while the envelope is closed, or was opened to something else than was sealed. */
  readonly opened: OpenedVouch | null;
  /** What was said before another mind, oldest first. */
  readonly earlier: readonly OpenedVouch[];
}

/** X9: what a party says in public to the other after a deal. */
export interface ThankView {
  readonly id: RecordId;
  readonly by: IdentityKey;
  readonly to: IdentityKey;
  readonly time: Time;
  readonly text: string;
}

/** D11: a deal that was ended before both had handed over. */
export type EndView =
  | { readonly how: "agreement"; readonly time: Time }
  /** As `by` says of the other. */
  | { readonly how: "broken"; readonly time: Time; readonly by: IdentityKey; readonly why: BreakReason };

/** One thread between two people: from offer to vouch. Its id is that of the `offer.make` record. */
export interface DealView {
  readonly pond: PondId;
  readonly id: RecordId;
  readonly listing: RecordId;
  /** Who made the first offer. */
  readonly maker: IdentityKey;
  /** Whose listing it is about. */
  readonly owner: IdentityKey;
  /** Oldest first; the last one is on the table. */
  readonly rounds: readonly Round[];
  /**
   * `lost`: something in it was promised in another deal that stands before it.
   * `agreed` → `handed` (one has confirmed) → `done` (both have); or `ended` by agreement, or `broken`.
   */
  readonly state: "offered" | "declined" | "withdrawn" | "agreed" | "handed" | "done" | "lost" | "ended" | "broken";
  /** What answers it instead of the owner: a ring, a draw or an auction; or his word about days (a loan). */
  readonly via: "ring" | "lot" | "loan" | null;
  /** Why it was declined or withdrawn, where that was said. */
  readonly closedWhy: CloseReason | null;
  /** How it was ended before both had handed over (D11). */
  readonly ended: EndView | null;
  /** Who would like to end it by agreement and waits for the other's word. */
  readonly endAskedBy: IdentityKey | null;
  /** Who has to answer; null where nobody has. */
  readonly turn: IdentityKey | null;
  readonly agreed: {
    readonly round: RecordId;
    readonly choice: number;
    readonly by: IdentityKey;
    readonly time: Time;
  } | null;
  readonly handovers: readonly HandoverWord[];
  readonly vouches: readonly VouchView[];
  readonly words: readonly SealedWords[];
  /** At most one of each party: its first. */
  readonly holds: readonly HoldView[];
  /** At most one of each party: its newest. Says nothing to trust. */
  readonly thanks: readonly ThankView[];
  /** Time of its newest record. */
  readonly updated: Time;
}

/** What is said in public about one listing. */
export interface TalkView {
  readonly pond: PondId;
  /** The listing's. */
  readonly id: RecordId;
  /** Oldest first. */
  readonly comments: readonly CommentView[];
  /** Who likes it, in the order of their keys. */
  readonly likes: readonly IdentityKey[];
}

export interface CommentView {
  readonly id: RecordId;
  readonly by: IdentityKey;
  readonly time: Time;
  /** Empty once its author has taken it back. */
  readonly text: string;
  /** Who is meant by which part of the text, in its order (X8). */
  readonly mentions: readonly Mention[];
  /** Which one it answers; null where it stands by itself. */
  readonly answers: RecordId | null;
  readonly takenBack: boolean;
}

/** A swap ring: if all say yes in time, each gets what the next one gives. */
export interface RingView {
  readonly pond: PondId;
  readonly id: RecordId;
  readonly by: IdentityKey;
  readonly time: Time;
  /** ms until which all have to say yes. */
  readonly until: number;
  /** In their order; the last one gets what the first one gives. */
  readonly legs: readonly RingLegView[];
  /** `proposed` also once nobody can join any more: that is for the reader to say. */
  readonly state: "proposed" | "refused" | "agreed";
}

export interface RingLegView {
  readonly member: IdentityKey;
  /** What he gives. */
  readonly listing: RecordId;
  /** The deal in which he gets what the next one gives; null until he has said yes. */
  readonly offer: RecordId | null;
}

/** The days of something to lend. */
export interface BookingsView {
  readonly pond: PondId;
  /** The listing's. */
  readonly id: RecordId;
  readonly bookings: readonly BookingView[];
}

export interface BookingView {
  readonly id: RecordId;
  readonly by: IdentityKey;
  readonly time: Time;
  /** The deal in which it is handed over and given back. */
  readonly offer: RecordId;
  /** Days since 1970-01-01; both are days of the loan. */
  readonly from: number;
  readonly to: number;
  /** `taken`: the owner said yes, and had said yes to somebody else for one of these days before. */
  readonly state: "asked" | "booked" | "refused" | "taken" | "off";
}

/** A draw or an auction of one listing. */
export interface LotView {
  readonly pond: PondId;
  /** The listing's. */
  readonly id: RecordId;
  readonly way: LotWay;
  readonly opened: Time;
  readonly closes: Time;
  readonly least: number;
  readonly unit: string;
  /** Of a draw. */
  readonly commitment: Uint8Array | null;
  /** Oldest first. */
  readonly entries: readonly EntryView[];
  readonly closed: {
    readonly time: Time;
    /** The entry that won; null where none did. */
    readonly winner: RecordId | null;
    /** Entries in time that the owner does not say to have seen. */
    readonly leftOut: readonly RecordId[];
    /** False where a draw was not decided by the secret that the owner had committed himself to. */
    readonly isFair: boolean;
  } | null;
}

export interface EntryView {
  readonly id: RecordId;
  readonly by: IdentityKey;
  readonly time: Time;
  /** `sealed`: a bid that was not shown, or not as it was sealed. `unbacked`: no offer of his says what the entry says. */
  readonly standing: "in" | "late" | "too-low" | "sealed" | "unbacked";
  /** Of a sealed bid. */
  readonly seal: Uint8Array | null;
  /** The record that showed a sealed bid. */
  readonly shown: RecordId | null;
  readonly offer: RecordId | null;
  readonly amount: number | null;
}

/** A day on which people meet to swap: who comes with what, and who is there. */
export interface MarketView {
  readonly pond: PondId;
  readonly id: RecordId;
  /** Who has called it. */
  readonly by: IdentityKey;
  readonly called: Time;
  readonly title: string;
  readonly place: string;
  readonly note: string;
  readonly from: Time;
  readonly to: Time;
  /** `too-many`: its caller had as many ahead as one may; it is shown to nobody. */
  readonly state: "called" | "off" | "too-many";
  /** Who comes, in the order in which they first said something about it. */
  readonly comers: readonly ComerView[];
  /** Who has checked in, the first first. */
  readonly here: readonly HereView[];
}

export interface ComerView {
  readonly member: IdentityKey;
  readonly time: Time;
  /** Listings of his. */
  readonly brings: readonly RecordId[];
  readonly wants: string;
}

export interface HereView {
  readonly member: IdentityKey;
  /** When he checked in, or was first scanned. */
  readonly time: Time;
}

export type ViewRow =
  | { readonly table: "pondViews"; readonly row: PondView }
  | { readonly table: "members"; readonly row: MemberView }
  | { readonly table: "listings"; readonly row: ListingView }
  | { readonly table: "deals"; readonly row: DealView }
  | { readonly table: "successions"; readonly row: SuccessionView }
  | { readonly table: "talks"; readonly row: TalkView }
  | { readonly table: "lots"; readonly row: LotView }
  | { readonly table: "bookings"; readonly row: BookingsView }
  | { readonly table: "rings"; readonly row: RingView }
  | { readonly table: "markets"; readonly row: MarketView }
  /** What was shown and no longer counts: its feed was ended before it (L5, K3). */
  | { readonly table: "gone"; readonly row: GoneRow };

export type GoneRow =
  | {
      readonly pond: PondId;
      readonly of: "members" | "listings" | "deals" | "talks" | "lots" | "bookings" | "rings" | "markets";
      readonly id: IdentityKey | RecordId;
    }
  | { readonly pond: PondId; readonly of: "successions"; readonly from: IdentityKey; readonly to: IdentityKey };

/** A photo's bytes, content-addressed (W7). */
export interface Blob {
  readonly hash: BlobHash;
  readonly type: "image/jpeg" | "image/webp";
  readonly bytes: Uint8Array;
}
