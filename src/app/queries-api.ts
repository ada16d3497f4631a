import type { Observable } from "../lib/observable.ts";
import type { BlobHash, IdentityKey, PondId, RecordId } from "../domain/ids.ts";
import type { News } from "../domain/news/news.ts";
import type {
  BookingView,
  DealView,
  ListingView,
  LotView,
  MarketView,
  MemberView,
  RingView,
  SuccessionView,
  TalkView,
} from "../domain/pond/views.ts";
import type { TrustAnswer, TrustBrief, WalkShares } from "../domain/trust/answer.ts";
import type {
  Circle,
  ListingDraft,
  OpenQuestion,
  PondCard,
  SavedSearch,
  Settings,
  SyncGlance,
  WordsView,
} from "./api.ts";
import type { KeepQueries } from "./keep-api.ts";
import type { Reach } from "./sync-api.ts";

/** Read models: live, from the database, the same in every tab. */
export interface ShoalQueries extends KeepQueries {
  ponds(): Observable<readonly PondCard[]>;
  /** The pond to look around in, where there is one; it is not among `ponds`. */
  sample(): Observable<PondId | null>;
  pond(pond: PondId): Observable<PondCard | null>;
  /** Open listings, newest first; with mine that wait for room (`waiting`), which nobody else sees here. */
  listings(pond: PondId): Observable<readonly ListingView[]>;
  listing(pond: PondId, listing: RecordId): Observable<ListingView | null>;
  /** Listings by words as they are typed, the best first; those that are not open any more are among them. */
  search(pond: PondId, query: string): Observable<readonly RecordId[]>;
  /** What happened, and what of it has arrived since I last looked; or since `since`, where that is longer ago. */
  news(pond: PondId, since: number | null): Observable<News>;
  /** Up to where I have looked; null where I never did. */
  lookedUpTo(pond: PondId): Observable<number | null>;
  savedSearches(pond: PondId): Observable<readonly SavedSearch[]>;
  /** Swap rings that were proposed and that I am in, the newest first. */
  rings(pond: PondId): Observable<readonly RingView[]>;
  /** Rings with me that would come of the offers that are on the table, and that nobody has proposed yet. */
  circles(pond: PondId): Observable<readonly Circle[]>;
  /** The same, of the offers between those who are at that market day alone. */
  circlesAt(pond: PondId, market: RecordId): Observable<readonly Circle[]>;
  /** Market days that were called, the first to come first; those that are over or called off are among them. */
  markets(pond: PondId): Observable<readonly MarketView[]>;
  market(pond: PondId, market: RecordId): Observable<MarketView | null>;
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
  /** How far what I wrote has come: what is only here, and how many devices have my listings. */
  reach(pond: PondId): Observable<Reach>;
  draft(pond: PondId): Observable<ListingDraft | null>;
  settings(): Observable<Settings>;
  photo(hash: BlobHash): Observable<Blob | null>;
}
