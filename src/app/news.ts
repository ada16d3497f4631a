import type { IdentityKey, RecordId } from "../domain/ids.ts";
import { type Match, type News, newsOf } from "../domain/news/news.ts";
import { isListingOpen } from "../domain/pond/lapse.ts";
import type { ListingView } from "../domain/pond/views.ts";
import type { SavedSearch } from "./api.ts";
import { createArrivals } from "./arrivals.ts";
import { MAX_SAVED_SEARCHES } from "./limits.ts";
import type { Ground, PondSession } from "./pond-session.ts";

/** The news of one pond, made from its fold and from what this device alone knows. */
export interface NewsReader {
  /** What is new since somebody last looked, or since `since` where that is longer ago. */
  read(since?: number | null): Promise<News>;
  /** Reads, and leaves the counts where every tab sees them. */
  count(): Promise<void>;
}

export function createNewsReader(ground: Ground, session: PondSession): NewsReader {
  const { pond, me } = session.mine;
  const arrivals = createArrivals({
    lastN: () => ground.store.lastN(pond),
    readSince: (after, limit) => ground.store.readSince(pond, after, limit),
    identityOf: (feed) => session.ledger.feed(feed)?.identity,
  });

  async function read(since: number | null = null): Promise<News> {
    const lookedAt = await lookedUpTo();
    const looked = Math.min(lookedAt, since ?? lookedAt);
    await arrivals.readOn(looked);
    const muted = new Set(await ground.local.muted(pond));
    const matches = await findMatches();
    return newsOf({
      me,
      now: ground.clock.now(),
      looked,
      upTo: arrivals.upTo(),
      arrivalOf: arrivals.of,
      matchesOf: (listing) => matches.get(listing) ?? [],
      isMuted: (member) => muted.has(member),
      fold: session.fold(),
    });
  }

  /** Who has never looked here begins now: what a new version of the app finds on an old device is no news. */
  async function lookedUpTo(): Promise<number> {
    const known = await ground.local.looked(pond);
    if (known !== null) return known.upTo;
    const upTo = await ground.store.lastN(pond);
    await ground.local.beginNews(pond, upTo);
    return upTo;
  }

  async function findMatches(): Promise<ReadonlyMap<RecordId, readonly Match[]>> {
    const found = new Map<RecordId, Match[]>();
    const put = (match: Match, listings: readonly ListingView[]) => {
      for (const { id, owner } of listings) {
        if (owner !== me) found.set(id, [...(found.get(id) ?? []), match]);
      }
    };
    for (const search of await ground.local.savedSearches(pond)) {
      put({ fits: search.words, since: search.since, at: search.at }, await foundBy(search));
    }
    for (const { title, posted } of myWishes()) {
      const offered = (await withWords(title)).filter(({ kind }) => kind !== "wanted");
      put({ fits: title, since: arrivals.of(me, posted), at: posted }, offered);
    }
    return found;
  }

  async function foundBy({ words, kind, returns, onlyTrusted }: SavedSearch): Promise<readonly ListingView[]> {
    const all = words === "" ? [...session.fold().listings()] : await withWords(words);
    return all.filter(
      (listing) =>
        (kind === "any" || listing.kind === kind) &&
        (returns === "any" || listing.returns === returns) &&
        (!onlyTrusted || isTrusted(listing.owner)),
    );
  }

  async function withWords(words: string): Promise<readonly ListingView[]> {
    const ids = await session.find(words, Number.POSITIVE_INFINITY);
    return ids.flatMap((id) => session.fold().listing(id) ?? []);
  }

  const isTrusted = (owner: IdentityKey) => (session.trust().brief(me, owner)?.limit ?? 0) > 0;

  /** The newest of my wanted posts. */
  function myWishes(): readonly ListingView[] {
    const now = ground.clock.now();
    return [...session.fold().listingsOf(me)]
      .filter((listing) => listing.kind === "wanted" && isListingOpen(listing, now))
      .sort((a, b) => b.posted - a.posted)
      .slice(0, MAX_SAVED_SEARCHES);
  }

  return {
    read,
    count: async () => ground.local.countNews(pond, (await read()).counts),
  };
}
