import type { Clock } from "../lib/clock.ts";
import { answered, distinct, mapped, type Observable, switched } from "../lib/observable.ts";
import type { IdentityKey, PondId } from "../domain/ids.ts";
import { DEAL_LIFE_MS } from "../domain/limits.ts";
import { dealActions } from "../domain/pond/can.ts";
import type { DealView } from "../domain/pond/views.ts";
import type { PondSummary, ViewQueries } from "../storage/view-queries.ts";
import { keepingOf } from "./keeping.ts";
import type { PondCard, Settings, SyncGlance } from "./api.ts";
import type { ShoalQueries } from "./queries-api.ts";
import type { ShoalNode } from "./node.ts";
import { NOTHING_KNOWN } from "./sync-api.ts";
import { MAX_PHOTO_PIXELS, shownPicture } from "./shown-picture.ts";

const NO_GLANCE: SyncGlance = {
  state: "starting",
  relays: [],
  peers: [],
  onlyHere: 0,
  acknowledged: 0,
  savedOn: 0,
  have: 0,
  known: 0,
  refused: {},
  ...NOTHING_KNOWN,
};

/** What the screens read: live rows from the database, and answers that only the worker can give. */
export function createQueries(
  views: ViewQueries,
  node: Pick<ShoalNode, "news" | "trust" | "briefs" | "walk" | "words" | "search" | "circles" | "reach">,
  clock: Clock,
  defaults: Settings,
): ShoalQueries {
  /** Who I am in a pond; null until I am in it. Changes only then. */
  function me(pond: PondId): Observable<IdentityKey | null> {
    const mine = mapped(views.pond(pond), (summary) => summary?.mine.me ?? null);
    return distinct(mine, (a, b) => a === b);
  }

  function cardOf(summary: PondSummary): PondCard {
    const { mine, view, listings, members, waiting, news } = summary;
    const isAlive = (deal: DealView) => dealActions(deal, mine.me, clock.now()).has("accept");
    return {
      pond: mine.pond,
      name: view?.name ?? mine.pondName,
      isSample: mine.sample !== undefined,
      me: mine.me,
      myName: mine.myName,
      view,
      joined: mine.joined,
      listings,
      members,
      waiting: waiting.filter(isAlive).length,
      news,
    };
  }

  return {
    devices: () =>
      mapped(views.myFeeds(), (all) =>
        all.map(({ row: { pond, feed, headTime, count, endsAt }, pondName, isThis, name }) => {
          return { pond, pondName, feed, isThis, name, lastWord: headTime, records: count, ended: endsAt !== null };
        }),
      ),
    keeping: () => mapped(views.keeping(), ({ row, swaps }) => keepingOf(row, swaps, clock.now())),
    ponds: () => mapped(views.ponds(), (all) => all.map(cardOf)),
    sample: views.sample,
    pond: (pond) => mapped(views.pond(pond), (summary) => (summary === null ? null : cardOf(summary))),
    listings: (pond) => switched(me(pond), (id) => views.openListings(pond, id)),
    listing: views.listing,
    search: (pond, query) => answered(views.listingChanges(), () => node.search(pond, query)),
    news: (pond, since) => answered(views.newsChanges(), () => node.news(pond, since)),
    lookedUpTo: views.lookedUpTo,
    savedSearches: views.savedSearches,
    bookings: views.bookings,
    muted: views.muted,
    rings: (pond) => switched(me(pond), (id) => (id === null ? just([]) : views.ringsOf(pond, id))),
    circles: (pond) => answered(views.dealChanges(), () => node.circles(pond, null)),
    circlesAt: (pond, market) => answered(views.dealChanges(), () => node.circles(pond, market)),
    markets: views.markets,
    market: views.market,
    openQuestions: (pond) => switched(me(pond), (id) => (id === null ? just([]) : views.openQuestions(pond, id))),
    lot: views.lot,
    talk: views.talk,
    members: (pond) => mapped(views.members(pond), (all) => [...all].sort((a, b) => a.since - b.since)),
    deals: (pond) =>
      switched(me(pond), (id) =>
        id === null ? just([]) : mapped(views.dealsOf(pond, id), (deals) => waitingFirst(deals, id)),
      ),
    deal: views.deal,
    words: (pond, deal) => {
      const count = distinct(views.deal(pond, deal), (a, b) => a?.words.length === b?.words.length);
      return answered(count, () => node.words(pond, deal));
    },
    trust: (pond, member) => answered(trustChanges(pond), () => node.trust(pond, member)),
    briefs: (pond, members) => answered(trustChanges(pond), () => node.briefs(pond, members)),
    walk: (pond) => answered(trustChanges(pond), () => node.walk(pond)),
    dealsOf: views.dealsOf,
    successions: views.successions,
    sync: (pond) => mapped(views.wire(pond), (row) => row ?? NO_GLANCE),
    reach: (pond) => {
      const glances = mapped(views.wire(pond), (row) => row ?? NO_GLANCE);
      const known = distinct(glances, (a, b) => a.acknowledged === b.acknowledged && sameCopies(a, b));
      return switched(known, ({ acknowledged, copies }) =>
        answered(views.dealChanges(), () => node.reach(pond, { acknowledged, copies })),
      );
    },
    draft: views.draft,
    settings: () => mapped(views.settings(), (row) => row ?? defaults),
    photo: (hash) =>
      mapped(views.blob(hash), (row) => (row === null ? null : shownPicture(row.bytes, MAX_PHOTO_PIXELS))),
  };

  /** Whenever something may have changed that trust is computed from. */
  function trustChanges(pond: PondId): Observable<unknown> {
    return switched(views.members(pond), () => views.deals(pond));
  }

  /** What waits for me on top, then what moves, then what is over; each by its newest record. */
  function waitingFirst(deals: readonly DealView[], id: IdentityKey): readonly DealView[] {
    const rank = (deal: DealView) => {
      const actions = dealActions(deal, id, clock.now());
      if (actions.has("accept") || actions.has("vouch")) return 0;
      if (actions.has("hand-over")) return 1;
      return actions.has("withdraw") || clock.now() - deal.updated < DEAL_LIFE_MS ? 2 : 3;
    };
    return [...deals].sort((a, b) => rank(a) - rank(b) || b.updated - a.updated);
  }
}

function sameCopies({ copies: a }: SyncGlance, { copies: b }: SyncGlance): boolean {
  return a.length === b.length && a.every(({ feed, upTo }, i) => feed === b[i]?.feed && upTo === b[i]?.upTo);
}

function just<T>(value: T): Observable<T> {
  return {
    subscribe: ({ next }) => {
      next(value);
      return { unsubscribe: () => undefined };
    },
  };
}
