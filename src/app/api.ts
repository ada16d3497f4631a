import type { Result } from "../lib/result.ts";
import type { BlobHash, Drops, IdentityKey, PondId, RecordId, Time } from "../domain/ids.ts";
import type { ListingPost, PhotoRef, Returns, WithdrawReason } from "../domain/kinds/listing.ts";
import type { DealEnd } from "../domain/kinds/deal.ts";
import type { CloseReason, Terms } from "../domain/kinds/offer.ts";
import type { LendAnswer } from "../domain/kinds/lend.ts";
import type { LotWay } from "../domain/kinds/lot.ts";
import type { Mention } from "../domain/kinds/talk.ts";
import type { NewsCounts, NewsItem } from "../domain/news/news.ts";
import type { ListingView, CommentView, PondView } from "../domain/pond/views.ts";
import type { PondRules } from "../domain/kinds/pond-rules.ts";
import type { RefusalKind } from "../domain/ledger/refusal.ts";
import type { BundleStep } from "../sync/bundle.ts";
import type { GlimpseStep } from "./bundle-glimpse.ts";
import type { PlaygroundAnswer } from "../domain/trust/answer.ts";
import type { CardProof } from "./card-proof.ts";
import type { KeepCommands } from "./keep-api.ts";
import type { ConnectionWay, SyncDetail } from "./sync-api.ts";

/** What can go wrong for a person, in kinds that the message files explain. Never contains text from others. */
export type AppError =
  | { readonly kind: "invite-unreadable" }
  | { readonly kind: "invite-expired" }
  /** By this device's clock it is not written yet: what is written by that clock nobody would let in (L4a). */
  | { readonly kind: "clock-behind" }
  | { readonly kind: "already-member"; readonly pond: PondId }
  | { readonly kind: "not-a-member" }
  | { readonly kind: "not-found" }
  | { readonly kind: "not-your-turn" }
  /** The words that somebody asked for are not those of the listing any more, or never were. */
  | { readonly kind: "not-as-listed" }
  | { readonly kind: "invalid-input"; readonly field: string }
  | { readonly kind: "code-unreadable" }
  | { readonly kind: "code-of-another-deal" }
  | { readonly kind: "code-of-another-pond" }
  | { readonly kind: "words-wrong" }
  /** A card of somebody who neither is at that market day nor has said that he comes. */
  | { readonly kind: "not-at-market" }
  /** A code that was shown more than an hour ago, or by a clock that is that wrong. */
  | { readonly kind: "code-too-old" }
  /** The pond's rules do not let this member do that. */
  | { readonly kind: "against-the-rules" }
  /** Nothing of a sample leaves this device. */
  | { readonly kind: "only-a-sample" }
  | { readonly kind: "bundle-unreadable" }
  | { readonly kind: "bundle-of-another-pond" }
  | { readonly kind: "bundle-too-large" }
  /** More records than a run of codes on the screen brings. */
  | { readonly kind: "too-much-for-codes" }
  /** It is no backup at all; broken before anything of it could be read; of a newer app; larger than is opened. */
  | { readonly kind: "backup-unreadable" }
  | { readonly kind: "backup-damaged" }
  | { readonly kind: "backup-newer" }
  | { readonly kind: "backup-too-big" }
  | { readonly kind: "passphrase-wrong" }
  /** There have to be 24; these places (from 1) hold no word of the list; or one of them is another word, or in another place. */
  | { readonly kind: "phrase-length"; readonly words: number }
  | { readonly kind: "phrase-unknown"; readonly places: readonly number[] }
  | { readonly kind: "phrase-wrong" }
  /** This device is somebody already, and has a pond. */
  | { readonly kind: "another-identity" }
  | { readonly kind: "link-unreadable" }
  /** A device of mine has ended this device's feed. */
  | { readonly kind: "device-closed" }
  /** A bug, or a part of the app that did not load. */
  | { readonly kind: "unexpected" }
  /** More than one feed may write in a day. */
  | { readonly kind: "too-much-today" }
  | { readonly kind: "quota" }
  /** A part of the app itself did not come over the network. */
  | { readonly kind: "not-loaded" }
  | { readonly kind: "storage-unavailable"; readonly why: "newer-version" | "blocked" | "gone" | "other" };

export type Outcome<T> = Promise<Result<T, AppError>>;

/** One of my ponds, as the list of ponds shows it. */
export interface PondCard {
  readonly pond: PondId;
  readonly name: string;
  /** A pond made up on this device, to look around in (S7). */
  readonly isSample: boolean;
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
  /** What has come since I last looked at the news. */
  readonly news: NewsCounts;
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

/** A market day as it is called; from and to in ms. */
export interface MarketDraft {
  readonly title: string;
  readonly place: string;
  readonly note: string;
  readonly from: number;
  readonly to: number;
}

export interface MarketWord {
  readonly comes: boolean;
  readonly brings: readonly RecordId[];
  readonly wants: string;
}

/** Somebody has asked about a listing of mine and waits. */
export interface OpenQuestion {
  /** The comment's. */
  readonly id: RecordId;
  readonly listing: ListingView;
  readonly comment: CommentView;
}

/** What is searched for in a pond, by words and otherwise. */
export interface SearchChoice {
  readonly words: string;
  readonly kind: ListingPost["kind"] | "any";
  readonly returns: Returns | "any";
  readonly onlyTrusted: boolean;
}

/** A search that I keep, to hear of what comes in. */
export interface SavedSearch extends SearchChoice {
  /** The same for the same search. */
  readonly id: string;
  /** What had arrived, and when it was, when it was kept. */
  readonly since: number;
  readonly at: Time;
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
  /** The signed word that we meet for this deal, as a text (decision 0006). */
  readonly code: string;
  /** The same in six words, to be said aloud; none once the deal is done. */
  readonly words: readonly string[];
  /**
   * Texts for the codes on the screen, to be shown in turn: that word, how far I hold the other's records, and those of
   * mine that he lacks once I have confirmed (decision 0027).
   */
  readonly codes: readonly string[];
  /** Records of mine in them. */
  readonly brings: number;
  /** Records of mine that he lacks and that do not fit into codes. */
  readonly left: number;
  /** True where the other's codes have said that he has all of mine. */
  readonly hasAll: boolean;
}

/** What became of what another's codes brought. */
export interface HandoverSeen {
  readonly added: number;
  /** Records that could not be let in, by reason: earlier ones may have to come first, by file or network. */
  readonly refused: Readonly<Partial<Record<RefusalKind, number>>>;
}

/** The sync glance: am I connected, to whom, is it saved? */
export interface SyncGlance extends SyncDetail {
  /** `starting`: no tab has held the wire yet (W5). `offline`: the device says that it has no network. */
  readonly state: "starting" | "on" | "offline";
  readonly relays: readonly { readonly url: string; readonly up: boolean }[];
  readonly peers: readonly {
    readonly id: string;
    readonly since: Time;
    readonly name: string | null;
    readonly way?: ConnectionWay;
  }[];
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
  /** True on a device that wants to be its ponds' memory: it keeps all photos, and stays awake while the app is open. */
  readonly keepsAll: boolean;
  /** Whether this device speaks up, outside of the app, about what comes in. */
  readonly notify: boolean;
  /** The hint that Shoal can be installed was read; it comes once. */
  readonly toldOfInstall?: boolean;
  /** Single keys do nothing: whoever speaks to his device, or rests a hand on the keys, switches them off. */
  readonly keysOff?: boolean;
  /** Names of the hints that were read, with spaces between; each comes once. */
  readonly hintsRead?: string;
}

/** Use cases: everything that a person can do. Each ends in a signed record, or in a row that stays on this device. */
export interface ShoalCommands extends KeepCommands {
  startPond(pond: {
    readonly name: string;
    readonly place: string;
    readonly rules: string;
    readonly myName: string;
  }): Outcome<PondId>;
  previewInvite(link: string): Outcome<InvitePreview>;
  joinPond(invite: { readonly link: string; readonly myName: string }): Outcome<PondId>;
  createInvite(pond: PondId): Outcome<{ readonly link: string }>;
  /** The pond to look around in, made where there is none yet; whoever looks around is called `myName` there. */
  openSample(myName: string): Outcome<PondId>;
  /** Takes it away, with all that was tried in it. */
  removeSample(): Outcome<void>;
  rename(pond: PondId, name: string): Outcome<void>;

  /** Shrinks and re-encodes a picture from a camera or file; nothing of its metadata is kept. */
  addPhoto(picture: Blob): Outcome<{ readonly photo: PhotoRef; readonly preview: Uint8Array }>;
  /** The tiny picture of one of my photos: of whichever is shown first. */
  previewOf(photo: BlobHash): Outcome<Uint8Array>;
  /** W7: somebody looks at these photos: what is not here is fetched from whoever has it, the first first. */
  wantPhotos(pond: PondId, photos: readonly PhotoRef[]): Outcome<void>;
  /** Photos of the pond's listings: how many there are, and how many of them are on this device. */
  countPhotos(pond: PondId): Outcome<{ readonly here: number; readonly all: number }>;
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
    said: { readonly text: string; readonly answers: RecordId | null; readonly mentions?: readonly Mention[] },
  ): Outcome<void>;
  /** Takes one's own comment back: it is no longer shown. */
  dropComment(pond: PondId, listing: RecordId, comment: RecordId): Outcome<void>;
  like(pond: PondId, listing: RecordId, likes: boolean): Outcome<void>;

  /** I have seen what had arrived up to here. */
  lookAtNews(pond: PondId, upTo: number): Outcome<void>;
  /** What concerns me and was not told outside of the app yet; it counts as told from now on. */
  takeUntold(pond: PondId): Outcome<readonly NewsItem[]>;
  /** Keeps a search; refused where there are MAX_SAVED_SEARCHES already. `as`: one that was let go of, as it was kept before. */
  saveSearch(pond: PondId, choice: SearchChoice, as?: Pick<SavedSearch, "since" | "at">): Outcome<void>;
  dropSearch(pond: PondId, id: string): Outcome<void>;

  makeOffer(pond: PondId, listing: RecordId, terms: Terms, note: string): Outcome<RecordId>;
  counterOffer(pond: PondId, deal: RecordId, terms: Terms, note: string): Outcome<void>;
  /** Accepts an alternative of the round that was read; refused where it no longer is the one on the table. */
  acceptOffer(pond: PondId, deal: RecordId, round: RecordId, choice: number, stake: Drops): Outcome<void>;
  /** Declines what was offered to me, withdraws what I offered; with a kind reason, where one is given. */
  closeOffer(pond: PondId, deal: RecordId, why: CloseReason | null): Outcome<void>;
  /** Ends an agreed deal: by agreement once the other has said so too; or says that the other broke it. */
  endDeal(pond: PondId, deal: RecordId, end: DealEnd["end"]): Outcome<void>;
  say(pond: PondId, deal: RecordId, text: string): Outcome<void>;

  /** What I show to the other: from the day it is agreed, and after it is done for as long as there is something to bring. */
  handoverCode(pond: PondId, deal: RecordId): Outcome<HandoverCode>;
  /** `run`: all codes that the other has shown; what they bring is let in, whether or not I had confirmed before. */
  confirmHandover(
    pond: PondId,
    deal: RecordId,
    seen: { readonly run: Uint8Array } | { readonly code: string } | { readonly words: readonly string[] } | "apart",
  ): Outcome<HandoverSeen>;
  /** Thanks the other in public; an empty text takes it back. */
  thank(pond: PondId, deal: RecordId, text: string): Outcome<void>;
  sealVouch(pond: PondId, deal: RecordId, vouch: VouchDraft): Outcome<void>;
  /** Another mind about a deal whose vouch is open already; the old word stays readable. */
  changeVouch(pond: PondId, deal: RecordId, vouch: VouchDraft): Outcome<void>;

  /** Text for the code of my card: whoever scans it stands before me (T2). Good for an hour. */
  cardCode(pond: PondId): Outcome<{ readonly code: string }>;
  /** I have scanned somebody's card. Says whose it was. */
  confirmMet(pond: PondId, code: string): Outcome<{ readonly member: IdentityKey }>;

  /** Calls a market day; refused where three of mine lie ahead, or where it does not. */
  callMarket(pond: PondId, day: MarketDraft): Outcome<RecordId>;
  callMarketOff(pond: PondId, market: RecordId): Outcome<void>;
  /** Whether I come, with which of my listings, and what I look for. */
  comeToMarket(pond: PondId, market: RecordId, come: MarketWord): Outcome<void>;
  /** I am there and have scanned the card of somebody there. Says whose it was. */
  checkIn(pond: PondId, market: RecordId, code: string): Outcome<{ readonly member: IdentityKey }>;

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

  /** All of a pond as a file; with what somebody's codes said that he has, only what he lacks. */
  exportBundle(pond: PondId, theirs?: Uint8Array | null): Outcome<Blob>;
  /** Looks into the next megabyte of a file, of whatever pond it is, and lets nothing in. Begins at `BUNDLE_START`. */
  glimpseBundle(bundle: Blob, from: number): Outcome<GlimpseStep>;
  /** Lets in the next megabyte of it, through the gate. */
  letIn(pond: PondId, bundle: Blob, from: number): Outcome<BundleStep>;
  /** Codes that say what I have, so that somebody can see what I lack. */
  codesOfMine(pond: PondId): Outcome<readonly string[]>;
  /**
   * What codes say that were scanned: records, as a bundle to be explained first; or what somebody has, and so what he
   * lacks, whose `codes` are null where it only fits into a file.
   */
  readRun(
    pond: PondId,
    run: Uint8Array,
  ): Outcome<{
    readonly bundle: Blob | null;
    readonly lacking: { readonly records: number; readonly codes: readonly string[] | null } | null;
  }>;
  saveSettings(settings: Settings): Outcome<void>;
}
