import type { IdentityKey, RecordId, Time } from "../ids.ts";
import { isListingOpen } from "../pond/lapse.ts";
import type { DealView, ListingView, LotView, MemberView, PondView, RingView, TalkView } from "../pond/views.ts";
import { dealNews, type DealEvent } from "./deal-news.ts";

/** One thing that happened in a pond, as a line to read. Made from views alone. */
export interface NewsItem {
  /** Tells lines apart; the same for the same event. */
  readonly id: string;
  readonly what: NewsKind;
  /** True for what concerns this member, and not just everybody. */
  readonly forMe: boolean;
  readonly by: IdentityKey;
  /** His name here; empty where none is known. */
  readonly name: string;
  readonly time: Time;
  /** Place of its record in this device's order of arrival; 0 for what was here when this was last looked at. */
  readonly arrived: number;
  readonly listing: RecordId | null;
  readonly deal: RecordId | null;
  /** What was said, or the listing's title. A text of others. */
  readonly text: string;
  /** What of mine a match fits: the words of a saved search, or the title of a wanted post. */
  readonly fits: string;
}

export type NewsKind =
  | "listing"
  | "match"
  | "comment"
  | "mention"
  | "thanks"
  | "ring"
  | "lot"
  | "member"
  | "rules"
  | DealEvent;

export interface News {
  /** What is new at the top, the rest below; each the newest first, and no more than anybody reads. */
  readonly items: readonly NewsItem[];
  readonly counts: NewsCounts;
  /** Up to where the arrivals go that this was made from, and up to where somebody had looked. */
  readonly upTo: number;
  readonly looked: number;
}

/** Of a pond that this device is not in. */
export const NO_NEWS: News = { items: [], counts: { forMe: 0, others: 0 }, upTo: 0, looked: 0 };

export interface NewsCounts {
  readonly forMe: number;
  readonly others: number;
}

/** What a listing fits, and from when on it is news. */
export interface Match {
  readonly fits: string;
  /** What arrived up to here was there when the search was kept, or the wanted post written. */
  readonly since: number;
  readonly at: Time;
}

/** The pond as its fold shows it; and what only this device knows. */
export interface NewsSource {
  readonly me: IdentityKey;
  readonly now: number;
  readonly looked: number;
  readonly upTo: number;
  /** The latest arrival of a record of somebody with that time; 0 where it came before what is remembered. */
  arrivalOf(by: IdentityKey, time: number): number;
  matchesOf(listing: RecordId): readonly Match[];
  isMuted(member: IdentityKey): boolean;
  readonly fold: NewsViews;
}

export interface NewsViews {
  pond(): PondView | null;
  listing(id: RecordId): ListingView | undefined;
  listings(): Iterable<ListingView>;
  deal(id: RecordId): DealView | undefined;
  deals(): Iterable<DealView>;
  talks(): Iterable<TalkView>;
  lots(): Iterable<LotView>;
  rings(): Iterable<RingView>;
  member(id: IdentityKey): MemberView | undefined;
  members(): Iterable<MemberView>;
}

type Event = Omit<NewsItem, "arrived" | "name">;

/** New lines and older ones that are shown at most: nobody reads more, and each is drawn. */
const MAX_NEW_SHOWN = 200;
const MAX_OLD_SHOWN = 40;

/**
 * What happened here. New is what arrived after `looked`, however old it says to be: a phone that was away for a week
 * brings news of last week.
 */
export function newsOf(source: NewsSource): News {
  const { me, looked, upTo, isMuted } = source;
  const isTold = ({ by }: Event) => by !== me && !isMuted(by);
  const all = eventsOf(source)
    .filter(isTold)
    .map((event) => itemOf(event, source));
  all.sort((a, b) => b.time - a.time || (a.id < b.id ? -1 : 1));
  const fresh = all.filter(({ arrived }) => arrived > looked);
  const known = all.filter(({ arrived }) => arrived <= looked);
  const forMe = fresh.filter((item) => item.forMe).length;
  return {
    items: [...fresh.slice(0, MAX_NEW_SHOWN), ...known.slice(0, MAX_OLD_SHOWN)],
    counts: { forMe, others: fresh.length - forMe },
    upTo,
    looked,
  };
}

function itemOf(event: Event, { fold, arrivalOf }: NewsSource): NewsItem {
  const name = fold.member(event.by)?.name ?? "";
  return { ...event, name, arrived: arrivalOf(event.by, event.time) };
}

function eventsOf(source: NewsSource): readonly Event[] {
  return [
    ...listed(source),
    ...said(source),
    ...fromDeals(source),
    ...fromLots(source),
    ...fromRings(source),
    ...came(source),
  ];
}

function listed({ fold, me, now, arrivalOf, matchesOf }: NewsSource): readonly Event[] {
  const events: Event[] = [];
  for (const listing of fold.listings()) {
    const { id, owner: by, posted: time, title } = listing;
    if (by === me || !isListingOpen(listing, now)) continue;
    const n = arrivalOf(by, time);
    const match = matchesOf(id).find(({ since, at }) => (n === 0 ? time > at : n > since));
    const what = match === undefined ? "listing" : "match";
    const fits = match?.fits ?? "";
    events.push({
      id: `listing ${id}`,
      what,
      forMe: what === "match",
      by,
      time,
      listing: id,
      deal: null,
      text: title,
      fits,
    });
  }
  return events;
}

/** Comments on what is mine, or after a word of mine; and those that mention me. */
function said({ fold, me }: NewsSource): readonly Event[] {
  const events: Event[] = [];
  for (const { id: listing, comments } of fold.talks()) {
    let isMine = fold.listing(listing)?.owner === me;
    for (const { id, by, time, text, mentions, takenBack } of comments) {
      if (by === me) isMine = true;
      const isMention = mentions.some(({ member }) => member === me);
      if (takenBack || (!isMine && !isMention)) continue;
      const what = isMention ? "mention" : "comment";
      events.push({ id: `said ${id}`, what, forMe: true, by, time, listing, deal: null, text, fits: "" });
    }
  }
  return events;
}

function fromDeals({ fold, me }: NewsSource): readonly Event[] {
  const events: Event[] = [];
  for (const deal of fold.deals()) {
    const at = { listing: deal.listing, deal: deal.id, fits: "" };
    for (const { id, by, to, time, text } of deal.thanks) {
      events.push({ id: `thanks ${id}`, what: "thanks", forMe: to === me, by, time, text, ...at });
    }
    const happened = dealNews(deal, me, lostTo(fold, deal));
    const text = fold.listing(deal.listing)?.title ?? "";
    for (const { what, by, time } of happened) {
      events.push({ id: `${what} ${deal.id}`, what, forMe: true, by, time, text, ...at });
    }
  }
  return events;
}

/** The accept that took a thing away from a deal: what made it lost. */
function lostTo(fold: NewsViews, deal: DealView): DealView["agreed"] {
  if (deal.state !== "lost") return null;
  const winner = fold.listing(deal.listing)?.deal ?? null;
  return (winner === null ? null : fold.deal(winner)?.agreed) ?? null;
}

function fromLots({ fold, me }: NewsSource): readonly Event[] {
  const events: Event[] = [];
  for (const { id, closed, entries } of fold.lots()) {
    const listing = fold.listing(id);
    if (closed === null || listing === undefined) continue;
    const forMe = entries.some(({ by }) => by === me);
    const at = { listing: id, deal: null, text: listing.title, fits: "" };
    events.push({ id: `lot ${id}`, what: "lot", forMe, by: listing.owner, time: closed.time, ...at });
  }
  return events;
}

function fromRings({ fold, me }: NewsSource): readonly Event[] {
  return [...fold.rings()].flatMap(({ id, by, time, legs, state }): readonly Event[] => {
    const mine = legs.find(({ member }) => member === me);
    if (mine === undefined || state === "refused") return [];
    const text = fold.listing(mine.listing)?.title ?? "";
    return [
      { id: `ring ${id}`, what: "ring", forMe: true, by, time, listing: mine.listing, deal: null, text, fits: "" },
    ];
  });
}

/** Who came, and what was laid down. */
function came({ fold, me }: NewsSource): readonly Event[] {
  const nothing = { listing: null, deal: null, fits: "" } as const;
  const members: Event[] = [];
  for (const { id, name, since, invitedBy } of fold.members()) {
    const forMe = invitedBy === me;
    members.push({ id: `member ${id}`, what: "member", forMe, by: id, time: since, text: name, ...nothing });
  }
  const pond = fold.pond();
  if (pond?.ruling == null) return members;
  const { time, reason } = pond.ruling;
  const rules: Event = {
    id: `rules ${time}`,
    what: "rules",
    forMe: false,
    by: pond.founder,
    time,
    text: reason,
    ...nothing,
  };
  return [...members, rules];
}
