import type { Observable } from "../lib/observable.ts";
import type { Result } from "../lib/result.ts";
import type { BlobHash, Drops, IdentityKey, PondId, RecordId, Time } from "../domain/ids.ts";
import type { ListingPost, PhotoRef, Returns, WithdrawReason } from "../domain/kinds/listing.ts";
import type { DealEnd } from "../domain/kinds/deal.ts";
import type { CloseReason, Terms } from "../domain/kinds/offer.ts";
import type { LendAnswer } from "../domain/kinds/lend.ts";
import type { LotWay } from "../domain/kinds/lot.ts";
import type {
  DealView,
  ListingView,
  BookingView,
  CommentView,
  LotView,
  MemberView,
  PondView,
  RingView,
  SuccessionView,
  TalkView,
} from "../domain/pond/views.ts";
import type { PondRules } from "../domain/kinds/pond-rules.ts";
import type { CodeRefusal, Pairing, PairingStep } from "../sync/pairing/pairing.ts";
import type { PlaygroundAnswer, TrustAnswer, TrustBrief, WalkShares } from "../domain/trust/answer.ts";

/** What can go wrong for a person, in kinds that the message files explain. Never contains text from others. */
export type AppError =
  | { readonly kind: "invite-unreadable" }
  | { readonly kind: "invite-expired" }
  | { readonly kind: "already-member"; readonly pond: PondId }
  | { readonly kind: "not-a-member" }
  | { readonly kind: "not-found" }
  | { readonly kind: "not-your-turn" }
  | { readonly kind: "invalid-input"; readonly field: string }
  | { readonly kind: "code-unreadable" }
  | { readonly kind: "code-of-another-deal" }
  | { readonly kind: "code-of-another-pond" }
  | { readonly kind: "words-wrong" }
  /** A code that was shown more than an hour ago, or by a clock that is that wrong. */
  | { readonly kind: "code-too-old" }
  /** The pond's rules do not let this member do that. */
  | { readonly kind: "against-the-rules" }
  | { readonly kind: "bundle-unreadable" }
  | { readonly kind: "bundle-of-another-pond" }
  /** A bug, or a part of the app that did not load. */
  | { readonly kind: "unexpected" }
  /** More than one feed may write in a day. */
  | { readonly kind: "too-much-today" }
  | { readonly kind: "quota" }
  /** A part of the app itself did not come over the network. */
  | { readonly kind: "not-loaded" }
  | { readonly kind: "storage-unavailable"; readonly why: "newer-version" | "blocked" | "other" };

export type Outcome<T> = Promise<Result<T, AppError>>;

/** One of my ponds, as the list of ponds shows it. */
export interface PondCard {
  readonly pond: PondId;
  readonly name: string;
  readonly me: IdentityKey;
  /** My name there. */
  readonly myName: string;
  /** Null until its genesis record has arrived (joined by link, nobody met yet). */
  readonly view: PondView | null;
  readonly joined: Time;
  readonly listings: number;
  readonly members: number;
  /** Deals in which it is my turn. */
  readonly waiting: number;
}

export interface InvitePreview {
  readonly pond: PondId;
  readonly pondName: string;
  readonly inviterName: string;
  readonly until: Time;
  /** True where this device is in that pond already. */
  readonly alreadyIn: boolean;
}

/** What a person typed and photographed so far; survives everything. */
export interface ListingDraft {
  readonly kind: ListingPost["kind"];
  readonly title: string;
  readonly story: string;
  readonly condition: ListingPost["condition"];
  readonly wants: string;
  readonly returns: Returns;
  readonly tags: readonly string[];
  readonly place: string;
  /** A draw or an auction that decides who gets it; null where the owner chooses. Only said when it is listed. */
  readonly lot: LotDraft | null;
  readonly preview: Uint8Array | null;
  readonly photos: readonly PhotoRef[];
}

export interface LotDraft {
  readonly way: LotWay;
  readonly hours: number;
  /** Least bid; 0 for a draw. */
  readonly least: number;
  /** What bids are counted in. */
  readonly unit: string;
}

/** Somebody has asked about a listing of mine and waits. */
export interface OpenQuestion {
  /** The comment's. */
  readonly id: RecordId;
  readonly listing: ListingView;
  readonly comment: CommentView;
}

/** Who would give what, in their order: each gets what the next one gives, the last one what the first one gives. */
export interface Circle {
  readonly legs: readonly { readonly member: IdentityKey; readonly listing: RecordId }[];
}

export interface WordsView {
  readonly id: RecordId;
  readonly by: IdentityKey;
  readonly time: Time;
  /** Null where it was not sealed to this device. */
  readonly text: string | null;
}

export interface VouchDraft {
  readonly good: boolean;
  readonly keptTerms: boolean;
  readonly showedUp: boolean;
  readonly asDescribed: boolean;
  readonly words: string;
}

export interface HandoverCode {
  /** Text for the code on the screen. */
  readonly code: string;
  /** The same in six words, to be said aloud. */
  readonly words: readonly string[];
}

/** A member's card read from a file: who it says he is, what of it was verified, and what can not be known from it. */
export interface CardProof {
  readonly member: IdentityKey;
  readonly name: string;
  readonly pondName: string;
  readonly since: Time;
  readonly dealsDone: number;
  readonly dealPartners: number;
  readonly vouchesGood: number;
  readonly vouchesBad: number;
  readonly met: number;
  readonly forked: boolean;
  /** Time of the newest record in it. */
  readonly upTo: Time;
  /** Names and identities of those who vouched for him, as that pond calls them; those known in this pond first. */
  readonly vouchers: readonly { readonly member: IdentityKey; readonly name: string; readonly knownHere: boolean }[];
  /** True where this identity is a member of the pond in which the file was opened. */
  readonly knownHere: boolean;
}

/** The sync glance: am I connected, to whom, is it saved? */
export interface SyncGlance {
  /** `starting`: no tab has held the wire yet (W5). `offline`: the device says that it has no network. */
  readonly state: "starting" | "on" | "offline";
  readonly relays: readonly { readonly url: string; readonly up: boolean }[];
  readonly peers: readonly { readonly id: string; readonly since: Time; readonly name: string | null }[];
  /** My records that no other device is known to have, and those that one is known to have had. */
  readonly onlyHere: number;
  readonly acknowledged: number;
  /** Devices known to have all of mine. */
  readonly savedOn: number;
  /** Records held and records known to exist somewhere in reach. */
  readonly have: number;
  readonly known: number;
  /** What the gate refused, by reason. */
  readonly refused: Readonly<Record<string, number>>;
}

export interface Settings {
  readonly language: "en" | "zh-CN";
  readonly theme: "system" | "light" | "dark";
}

/** Read models: live, from the database, the same in every tab. */
export interface ShoalQueries {
  ponds(): Observable<readonly PondCard[]>;
  pond(pond: PondId): Observable<PondCard | null>;
  /** Open listings, newest first; with mine that wait for room (`waiting`), which nobody else sees here. */
  listings(pond: PondId): Observable<readonly ListingView[]>;
  listing(pond: PondId, listing: RecordId): Observable<ListingView | null>;
  /** Listings by words as they are typed, the best first; those that are not open any more are among them. */
  search(pond: PondId, query: string): Observable<readonly RecordId[]>;
  /** Swap rings that were proposed and that I am in, the newest first. */
  rings(pond: PondId): Observable<readonly RingView[]>;
  /** Rings with me that would come of the offers that are on the table, and that nobody has proposed yet. */
  circles(pond: PondId): Observable<readonly Circle[]>;
  /** Whom I do not want to see on this device. */
  muted(pond: PondId): Observable<readonly IdentityKey[]>;
  /** Questions about my listings that I have not answered, the newest first. */
  openQuestions(pond: PondId): Observable<readonly OpenQuestion[]>;
  /** Who has asked for which days of something to lend, and which are lent. */
  bookings(pond: PondId, listing: RecordId): Observable<readonly BookingView[]>;
  /** The draw or auction of a listing; null where there is none. */
  lot(pond: PondId, listing: RecordId): Observable<LotView | null>;
  /** What is said about a listing; empty where nothing is. */
  talk(pond: PondId, listing: RecordId): Observable<TalkView>;
  members(pond: PondId): Observable<readonly MemberView[]>;
  /** Deals of mine, those that wait for me first. */
  deals(pond: PondId): Observable<readonly DealView[]>;
  deal(pond: PondId, deal: RecordId): Observable<DealView | null>;
  words(pond: PondId, deal: RecordId): Observable<readonly WordsView[]>;
  /** Answers anew whenever the pond changes. */
  trust(pond: PondId, member: IdentityKey): Observable<TrustAnswer | null>;
  /** The same in short for the members on a screen. */
  briefs(pond: PondId, members: readonly IdentityKey[]): Observable<ReadonlyMap<IdentityKey, TrustBrief>>;
  /** T10: what lists are ordered by. */
  walk(pond: PondId): Observable<WalkShares>;
  /** Deals of a member with anybody, newest first: the records behind the facts on the card. */
  dealsOf(pond: PondId, member: IdentityKey): Observable<readonly DealView[]>;
  /** Claims that concern me or a member: as the old identity, the new one, or as somebody whose word counts. */
  successions(pond: PondId): Observable<readonly SuccessionView[]>;
  sync(pond: PondId): Observable<SyncGlance>;
  draft(pond: PondId): Observable<ListingDraft | null>;
  settings(): Observable<Settings>;
  photo(hash: BlobHash): Observable<Blob | null>;
}

/** Use cases: everything that a person can do. Each ends in a signed record, or in a row that stays on this device. */
export interface ShoalCommands {
  startPond(pond: {
    readonly name: string;
    readonly place: string;
    readonly rules: string;
    readonly myName: string;
  }): Outcome<PondId>;
  previewInvite(link: string): Outcome<InvitePreview>;
  joinPond(invite: { readonly link: string; readonly myName: string }): Outcome<PondId>;
  createInvite(pond: PondId): Outcome<{ readonly link: string }>;
  rename(pond: PondId, name: string): Outcome<void>;

  /** Shrinks and re-encodes a picture from a camera or file; nothing of its metadata is kept. */
  addPhoto(picture: Blob): Outcome<{ readonly photo: PhotoRef; readonly preview: Uint8Array }>;
  /** The tiny picture of one of my photos: of whichever is shown first. */
  previewOf(photo: BlobHash): Outcome<Uint8Array>;
  /** W7: somebody looks at these photos: what is not here is fetched from whoever has it, the first first. */
  wantPhotos(pond: PondId, photos: readonly PhotoRef[]): Outcome<void>;
  saveDraft(pond: PondId, draft: ListingDraft | null): Outcome<void>;
  postListing(pond: PondId, draft: ListingDraft): Outcome<RecordId>;
  editListing(pond: PondId, listing: RecordId, draft: ListingDraft): Outcome<void>;
  withdrawListing(pond: PondId, listing: RecordId, reason: WithdrawReason): Outcome<void>;

  /** Proposes a ring and says yes to it. */
  proposeRing(pond: PondId, circle: Circle): Outcome<RecordId>;
  joinRing(pond: PondId, ring: RecordId): Outcome<void>;
  refuseRing(pond: PondId, ring: RecordId): Outcome<void>;

  /** Shows nothing of somebody any more, on this device alone; or shows it again. */
  mute(pond: PondId, member: IdentityKey, muted: boolean): Outcome<void>;

  /** Asks for days of something to lend, both included: days since 1970-01-01. */
  askToBorrow(pond: PondId, listing: RecordId, days: { readonly from: number; readonly to: number }): Outcome<void>;
  /** Yes and no are the owner's, and a yes accepts the deal; either calls it off. */
  answerBooking(pond: PondId, listing: RecordId, ask: RecordId, answer: LendAnswer["answer"]): Outcome<void>;

  /** Into the draw, or a bid; a sealed one where the lot is of sealed bids. */
  enterLot(pond: PondId, listing: RecordId, amount: number | null): Outcome<void>;
  /** Ends my draw or auction after its time, and accepts who won. */
  closeLot(pond: PondId, listing: RecordId): Outcome<void>;

  /** A question or remark about a listing, or the answer to one. */
  comment(
    pond: PondId,
    listing: RecordId,
    said: { readonly text: string; readonly answers: RecordId | null },
  ): Outcome<void>;
  /** Takes one's own comment back: it is no longer shown. */
  dropComment(pond: PondId, listing: RecordId, comment: RecordId): Outcome<void>;
  like(pond: PondId, listing: RecordId, likes: boolean): Outcome<void>;

  makeOffer(pond: PondId, listing: RecordId, terms: Terms, note: string): Outcome<RecordId>;
  counterOffer(pond: PondId, deal: RecordId, terms: Terms, note: string): Outcome<void>;
  /** Accepts an alternative of the round that was read; refused where it no longer is the one on the table. */
  acceptOffer(pond: PondId, deal: RecordId, round: RecordId, choice: number, stake: Drops): Outcome<void>;
  /** Declines what was offered to me, withdraws what I offered; with a kind reason, where one is given. */
  closeOffer(pond: PondId, deal: RecordId, why: CloseReason | null): Outcome<void>;
  /** Ends an agreed deal: by agreement once the other has said so too; or says that the other broke it. */
  endDeal(pond: PondId, deal: RecordId, end: DealEnd["end"]): Outcome<void>;
  say(pond: PondId, deal: RecordId, text: string): Outcome<void>;

  handoverCode(pond: PondId, deal: RecordId): Outcome<HandoverCode>;
  confirmHandover(
    pond: PondId,
    deal: RecordId,
    seen: { readonly code: string } | { readonly words: readonly string[] } | "apart",
  ): Outcome<void>;
  sealVouch(pond: PondId, deal: RecordId, vouch: VouchDraft): Outcome<void>;
  /** Another mind about a deal whose vouch is open already; the old word stays readable. */
  changeVouch(pond: PondId, deal: RecordId, vouch: VouchDraft): Outcome<void>;

  /** Text for the code of my card: whoever scans it stands before me (T2). Good for an hour. */
  cardCode(pond: PondId): Outcome<{ readonly code: string }>;
  /** I have scanned somebody's card. Says whose it was. */
  confirmMet(pond: PondId, code: string): Outcome<{ readonly member: IdentityKey }>;

  /** The old identity's word that it goes on as another one. */
  passIdentity(pond: PondId, to: IdentityKey): Outcome<void>;
  /** The new identity's word that it was another one. */
  takeIdentity(pond: PondId, from: IdentityKey): Outcome<void>;
  /** My word that two identities are the same person. */
  attestIdentity(pond: PondId, from: IdentityKey, to: IdentityKey): Outcome<void>;

  setPondRules(pond: PondId, rules: PondRules): Outcome<void>;

  /** A member's card as signed records that another pond's members can verify for themselves. */
  exportCard(pond: PondId, member: IdentityKey): Outcome<Blob>;
  /** Verifies such a file on this device alone; `pond` is the one in which it is shown. Stores nothing. */
  readCard(pond: PondId, card: Blob): Outcome<CardProof>;
  /** Adds so many sybils of `attacker` to a copy of my pond and measures what they gain. Stores nothing. */
  playground(pond: PondId, attacker: IdentityKey, sybils: number): Outcome<PlaygroundAnswer>;

  exportBundle(pond: PondId): Outcome<Blob>;
  importBundle(
    pond: PondId,
    bundle: Blob,
  ): Outcome<{ readonly added: number; readonly known: number; readonly refused: number }>;
  phrase(): Outcome<readonly string[]>;
  saveSettings(settings: Settings): Outcome<void>;
}

/** M2: how far two devices are that pair by codes; `nobody`: no tab of this device answers that could connect. */
export interface PairingView {
  readonly step: PairingStep | { readonly kind: "failed"; readonly why: "nobody" };
  readonly refused: CodeRefusal | null;
}

/** M2: pairing by codes on two screens, without any network but the one between them. */
export interface PairingDesk {
  /** Begins a try, which ends with `close`; what is connected by then stays so. */
  open(pond: PondId, onView: (view: PairingView) => void): Pairing;
}

export interface ShoalApp {
  readonly queries: ShoalQueries;
  readonly commands: ShoalCommands;
  /** Loaded when somebody pairs. */
  pairing(): Promise<PairingDesk>;
}
