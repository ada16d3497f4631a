import type { Clock } from "../lib/clock.ts";
import type { Observable } from "../lib/observable.ts";
import type { BlobHash, IdentityKey, PondId, RecordId } from "../domain/ids.ts";
import { LISTING_LIFE_MS } from "../domain/limits.ts";
import { isListingOpen } from "../domain/pond/lapse.ts";
import type {
  Blob as PhotoBlob,
  BookingView,
  CommentView,
  DealView,
  ListingView,
  LotView,
  MarketView,
  MemberView,
  PondView,
  RingView,
  SuccessionView,
  TalkView,
} from "../domain/pond/views.ts";
import type { ShoalDatabase } from "./database.ts";
import { countSwaps, type MyFeed, readKeeping, readMyFeeds } from "./keep-store.ts";
import type { KeepingRow } from "./kept-rows.ts";
import { liveRows } from "./live-rows.ts";
import {
  readBlob,
  readDraft,
  readMuted,
  readMyPond,
  readMyPonds,
  readSamples,
  readSettings,
  readWantedPhotos,
  readWire,
} from "./local-rows.ts";
import { readLooked, readSavedSearches } from "./news-rows.ts";
import type { DraftRow, MyPondRow, SavedSearchRow, SettingsRow, WantedPhotoRow, WireRow } from "./rows.ts";

/** One of my ponds and what is in it. */
export interface PondSummary {
  readonly mine: MyPondRow;
  /** Null until its genesis record has arrived. */
  readonly view: PondView | null;
  /** Open ones. */
  readonly listings: number;
  readonly members: number;
  /** Deals in which it is my turn. Which of them have lapsed is for the reader to say. */
  readonly waiting: readonly DealView[];
  /** What has come since somebody last looked at the news. */
  readonly news: { readonly forMe: number; readonly others: number };
}

/** Somebody has asked and waits. */
export interface OpenQuestion {
  /** The comment's. */
  readonly id: RecordId;
  readonly listing: ListingView;
  readonly comment: CommentView;
}

/** Live read models. Each answers at once and again whenever its rows change, in this tab or another. */
export interface ViewQueries {
  /** My ponds, the one joined last first. */
  ponds(): Observable<readonly PondSummary[]>;
  /** The same rows without what is in them, in no particular order. */
  myPonds(): Observable<readonly MyPondRow[]>;
  /** S7: the sample, once it is whole. */
  sample(): Observable<PondId | null>;
  pond(pond: PondId): Observable<PondSummary | null>;
  pondView(pond: PondId): Observable<PondView | null>;
  members(pond: PondId): Observable<readonly MemberView[]>;
  member(pond: PondId, id: IdentityKey): Observable<MemberView | null>;
  /** Those that are open and have not lapsed, the one renewed last first; with those of `owner` that wait for room (H2). */
  openListings(pond: PondId, owner?: IdentityKey | null): Observable<readonly ListingView[]>;
  /** All, in no particular order. */
  listings(pond: PondId): Observable<readonly ListingView[]>;
  listing(pond: PondId, id: RecordId): Observable<ListingView | null>;
  /** Speak at once, and whenever a listing, or a deal, ring or market day, of any pond changes. */
  listingChanges(): Observable<unknown>;
  dealChanges(): Observable<unknown>;
  /** Speaks at once, and whenever something changes that news of any pond are made from. */
  newsChanges(): Observable<unknown>;
  /** Up to where somebody has looked at the news; null where nobody has. */
  lookedUpTo(pond: PondId): Observable<number | null>;
  savedSearches(pond: PondId): Observable<readonly SavedSearchRow[]>;
  /** Whom this device does not show. */
  muted(pond: PondId): Observable<readonly IdentityKey[]>;
  /** Comments by others on open listings of `owner` that he has not answered, the newest first. */
  openQuestions(pond: PondId, owner: IdentityKey): Observable<readonly OpenQuestion[]>;
  /** Rings with somebody in them, the newest first. */
  ringsOf(pond: PondId, member: IdentityKey): Observable<readonly RingView[]>;
  /** Market days that were called, the first to come first. */
  markets(pond: PondId): Observable<readonly MarketView[]>;
  market(pond: PondId, id: RecordId): Observable<MarketView | null>;
  bookings(pond: PondId, listing: RecordId): Observable<readonly BookingView[]>;
  lot(pond: PondId, listing: RecordId): Observable<LotView | null>;
  /** Empty where nothing is said about that listing. */
  talk(pond: PondId, listing: RecordId): Observable<TalkView>;
  deals(pond: PondId): Observable<readonly DealView[]>;
  /** Those of one person, the one that moved last first. */
  dealsOf(pond: PondId, person: IdentityKey): Observable<readonly DealView[]>;
  deal(pond: PondId, id: RecordId): Observable<DealView | null>;
  successions(pond: PondId): Observable<readonly SuccessionView[]>;
  draft(pond: PondId): Observable<DraftRow | null>;
  settings(): Observable<SettingsRow | null>;
  wire(pond: PondId): Observable<WireRow | null>;
  blob(hash: BlobHash): Observable<PhotoBlob | null>;
  /** W7: photos wanted in that pond and not here, the one asked for last first. */
  wantedPhotos(pond: PondId): Observable<readonly WantedPhotoRow[]>;
  /** Mine in all ponds, in the order in which they came in. */
  myFeeds(): Observable<readonly MyFeed[]>;
  /** What was last kept elsewhere, and swaps of mine that are finished by now. */
  keeping(): Observable<{ readonly row: KeepingRow; readonly swaps: number }>;
}

/** Sorts after every text key. */
const LAST_TEXT = "\uffff";
const NEWS_TABLES = [
  "pondViews",
  "members",
  "listings",
  "deals",
  "talks",
  "lots",
  "rings",
  "looked",
  "savedSearches",
  "muted",
] as const;
const NO_END = Number.POSITIVE_INFINITY;

/** The queries on one database. Errors of storage come through the observers; `storageFailureOf` says what they mean. */
export function createViewQueries(db: ShoalDatabase, clock: Clock): ViewQueries {
  /** As `isListingOpen` has it, by the index: a listing lives LISTING_LIFE_MS from its renewal. */
  function renewedIn(pond: PondId, state: ListingView["state"]) {
    const lapsed = clock.now() - LISTING_LIFE_MS;
    return db.listings.where("[pond+state+renewed]").between([pond, state, lapsed], [pond, state, NO_END], false);
  }

  /** Those that a deal has let go of (D5): few, and no index knows the moment. */
  const freed = (pond: PondId) => renewedIn(pond, "promised").filter((listing) => isListingOpen(listing, clock.now()));

  async function openListings(pond: PondId, owner: IdentityKey | null): Promise<readonly ListingView[]> {
    const [open, again, waiting] = await Promise.all([
      renewedIn(pond, "open").reverse().toArray(),
      freed(pond).toArray(),
      renewedIn(pond, "waiting")
        .filter((listing) => listing.owner === owner)
        .toArray(),
    ]);
    const others = [...again, ...waiting];
    return others.length === 0 ? open : [...open, ...others].sort((a, b) => b.renewed - a.renewed);
  }

  async function openQuestions(pond: PondId, owner: IdentityKey): Promise<readonly OpenQuestion[]> {
    const mine = await renewedIn(pond, "open")
      .filter((listing) => listing.owner === owner)
      .toArray();
    const talks = await db.talks.bulkGet(mine.map(({ id }) => [pond, id]));
    const questions = mine.flatMap((listing, i) => {
      const said = talks[i]?.comments.filter(({ takenBack }) => !takenBack) ?? [];
      const answeredTo = said.findLastIndex(({ by }) => by === owner);
      return said.slice(answeredTo + 1).map((comment) => ({ id: comment.id, listing, comment }));
    });
    return questions.sort((a, b) => b.comment.time - a.comment.time);
  }

  async function summaryOf(mine: MyPondRow): Promise<PondSummary> {
    const { pond, me } = mine;
    const [view, open, again, members, waiting, looked] = await Promise.all([
      db.pondViews.get(pond),
      renewedIn(pond, "open").count(),
      freed(pond).count(),
      db.members.where("[pond+id]").between([pond, ""], [pond, LAST_TEXT]).count(),
      db.deals.where("[pond+turn]").equals([pond, me]).toArray(),
      readLooked(db, pond),
    ]);
    const news = { forMe: looked?.forMe ?? 0, others: looked?.others ?? 0 };
    return { mine, view: view ?? null, listings: open + again, members, waiting, news };
  }

  const pondTables = ["ponds", "pondViews", "listings", "members", "deals", "looked"] as const;

  return {
    ponds: () =>
      liveRows(db, pondTables, async () => {
        const mine = [...(await readMyPonds(db))].sort((a, b) => b.joined - a.joined);
        return Promise.all(mine.map(summaryOf));
      }),
    myPonds: () => liveRows(db, ["ponds"], () => readMyPonds(db)),
    sample: () =>
      liveRows(db, ["ponds"], async () => {
        const ready = (await readSamples(db)).find(({ sample }) => sample === "ready");
        return ready?.pond ?? null;
      }),
    pond: (pond) =>
      liveRows(db, pondTables, async () => {
        const mine = await readMyPond(db, pond);
        return mine === null ? null : summaryOf(mine);
      }),
    pondView: (pond) => liveRows(db, ["pondViews"], async () => (await db.pondViews.get(pond)) ?? null),
    members: (pond) =>
      liveRows(db, ["members"], async () =>
        db.members.where("[pond+id]").between([pond, ""], [pond, LAST_TEXT]).toArray(),
      ),
    member: (pond, id) => liveRows(db, ["members"], async () => (await db.members.get([pond, id])) ?? null),
    openListings: (pond, owner = null) => liveRows(db, ["listings"], () => openListings(pond, owner)),
    listings: (pond) =>
      liveRows(db, ["listings"], async () =>
        db.listings.where("[pond+id]").between([pond, ""], [pond, LAST_TEXT]).toArray(),
      ),
    listing: (pond, id) => liveRows(db, ["listings"], async () => (await db.listings.get([pond, id])) ?? null),
    listingChanges: () => liveRows(db, ["listings"], async () => undefined),
    dealChanges: () => liveRows(db, ["deals", "listings", "rings", "markets"], async () => undefined),
    newsChanges: () => liveRows(db, NEWS_TABLES, async () => undefined),
    lookedUpTo: (pond) => liveRows(db, ["looked"], async () => (await readLooked(db, pond))?.upTo ?? null),
    savedSearches: (pond) => liveRows(db, ["savedSearches"], () => readSavedSearches(db, pond)),
    muted: (pond) => liveRows(db, ["muted"], () => readMuted(db, pond)),
    openQuestions: (pond, owner) => liveRows(db, ["talks", "listings"], () => openQuestions(pond, owner)),
    ringsOf: (pond, member) =>
      liveRows(db, ["rings"], async () => {
        const all = await db.rings.where("[pond+id]").between([pond, ""], [pond, LAST_TEXT]).toArray();
        const mine = all.filter(({ legs }) => legs.some((leg) => leg.member === member));
        return mine.sort((a, b) => b.time - a.time);
      }),
    markets: (pond) =>
      liveRows(db, ["markets"], async () => {
        const all = await db.markets.where("[pond+id]").between([pond, ""], [pond, LAST_TEXT]).toArray();
        return all.filter(({ state }) => state !== "too-many").sort((a, b) => a.from - b.from);
      }),
    market: (pond, id) =>
      liveRows(db, ["markets"], async () => {
        const market = await db.markets.get([pond, id]);
        return market === undefined || market.state === "too-many" ? null : market;
      }),
    bookings: (pond, id) => liveRows(db, ["bookings"], async () => (await db.bookings.get([pond, id]))?.bookings ?? []),
    lot: (pond, id) => liveRows(db, ["lots"], async () => (await db.lots.get([pond, id])) ?? null),
    talk: (pond, id) =>
      liveRows(db, ["talks"], async () => (await db.talks.get([pond, id])) ?? { pond, id, comments: [], likes: [] }),
    deals: (pond) =>
      liveRows(db, ["deals"], async () => db.deals.where("[pond+id]").between([pond, ""], [pond, LAST_TEXT]).toArray()),
    dealsOf: (pond, person) =>
      liveRows(db, ["deals"], async () => {
        const made = db.deals.where("[pond+maker]").equals([pond, person]).toArray();
        const owned = db.deals.where("[pond+owner]").equals([pond, person]).toArray();
        const dealById = new Map([...(await made), ...(await owned)].map((deal) => [deal.id, deal] as const));
        return [...dealById.values()].sort((a, b) => b.updated - a.updated);
      }),
    deal: (pond, id) => liveRows(db, ["deals"], async () => (await db.deals.get([pond, id])) ?? null),
    successions: (pond) =>
      liveRows(db, ["successions"], async () =>
        db.successions.where("[pond+from+to]").between([pond, "", ""], [pond, LAST_TEXT, LAST_TEXT]).toArray(),
      ),
    draft: (pond) => liveRows(db, ["drafts"], () => readDraft(db, pond)),
    settings: () => liveRows(db, ["settings"], () => readSettings(db)),
    wire: (pond) => liveRows(db, ["wire"], () => readWire(db, pond)),
    blob: (hash) => liveRows(db, ["blobs"], () => readBlob(db, hash)),
    myFeeds: () => liveRows(db, ["feeds", "ponds", "pondViews", "deviceNames"], () => readMyFeeds(db)),
    keeping: () =>
      liveRows(db, ["keeping", "members", "ponds"], async () => {
        const [row, swaps] = await Promise.all([readKeeping(db), countSwaps(db)]);
        return { row, swaps };
      }),
    wantedPhotos: (pond) => liveRows(db, ["wantedPhotos"], () => readWantedPhotos(db, pond)),
  };
}
