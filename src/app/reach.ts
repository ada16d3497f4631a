import type { FeedRow, RecordRow } from "../domain/ledger/store.ts";
import type { RecordId } from "../domain/ids.ts";
import { parseBody } from "../domain/kinds/body.ts";
import type { KnownBody } from "../domain/kinds/registry.ts";
import { parseRecord } from "../domain/record/record.ts";
import type { SyncGlance } from "./api.ts";
import type { PondSession } from "./pond-session.ts";
import type { MyThing, Reach } from "./sync-api.ts";

/** Records of one's own feed that are read at once. */
const ROWS_AT_ONCE = 256;
/** Things named on a screen; of more only the number is said. */
const MAX_NAMED = 12;

export interface ReachReader {
  read(known: Pick<SyncGlance, "acknowledged" | "copies">): Promise<Reach>;
}

export const NO_REACH: Reach = { onlyHere: [], others: 0, listings: [] };

type About = Pick<MyThing, "what" | "id"> & {
  /** True for what makes a listing what it is: its post and its edits. */
  readonly isListing: boolean;
};

/** Tells of each record of this device's feed what it is about. Each is read once. */
export function createReachReader({ ledger, fold, mine }: PondSession): ReachReader {
  const abouts: (About | null)[] = [];

  async function readOn(feed: FeedRow): Promise<void> {
    while (abouts.length < feed.count) {
      const rows = await ledger.readRun(feed.feed, abouts.length, ROWS_AT_ONCE);
      if (rows.length === 0) return; // the feed has ended, and no more of it counts
      // By place, as another question may be reading the same rows.
      for (const row of rows) abouts[row.seq] = aboutOf(row);
    }
  }

  function titleOf({ what, id }: About): string {
    const listing = what === "deal" ? fold().deal(id)?.listing : id;
    return listing === undefined ? "" : (fold().listing(listing)?.title ?? "");
  }

  return {
    read: async ({ acknowledged, copies }) => {
      const feed = ledger.feed(mine.feed);
      if (feed === undefined) return NO_REACH;
      await readOn(feed);
      const seqByListing = new Map<RecordId, number>();
      for (const [seq, about] of abouts.entries()) if (about?.isListing === true) seqByListing.set(about.id, seq);
      const listings = [...seqByListing].reverse().flatMap(([id, seq]) => {
        const listing = fold().listing(id);
        if (listing === undefined || listing.state === "withdrawn" || listing.state === "swapped") return [];
        const known = copies.filter(({ upTo }) => upTo > seq);
        const by = known
          .map((copy) => ledger.feed(copy.feed)?.identity)
          .find((who) => who !== undefined && who !== mine.me);
        // Somebody has it who has not proven who he is: one device, then, and nobody knows more.
        const devices = known.length === 0 && acknowledged > seq ? 1 : known.length;
        return { id, title: listing.title, devices, by: by ?? null };
      });
      const only = abouts.slice(acknowledged).reverse();
      const named = new Map(only.flatMap((about) => (about === null ? [] : [[`${about.what} ${about.id}`, about]])));
      const onlyHere = [...named.values()].slice(0, MAX_NAMED);
      const said = new Set(onlyHere.map(({ id }) => id));
      return {
        onlyHere: onlyHere.map((about) => ({ what: about.what, id: about.id, title: titleOf(about) })),
        others: only.filter((about) => about === null || !said.has(about.id)).length,
        listings,
      };
    },
  };
}

/** Null for what is about nothing that has a name. */
function aboutOf({ bytes }: RecordRow): About | null {
  const record = parseRecord(bytes);
  if (!record.ok || record.value.body === null) return null;
  const { id, header, body } = record.value;
  const known = parseBody(header.kind, body);
  return known.ok && known.value !== null ? thingOf(known.value, id) : null;
}

function thingOf({ kind, body }: KnownBody, id: RecordId): About | null {
  switch (kind) {
    case "listing.post.1":
    case "listing.post.2":
      return { what: "listing", id, isListing: true };
    case "listing.edit.1":
    case "listing.edit.2":
      return { what: "listing", id: body.listing, isListing: true };
    case "listing.withdraw.1":
    case "lot.open.1":
    case "lot.close.1":
      return { what: "listing", id: body.listing, isListing: false };
    case "offer.make.1":
      return { what: "deal", id, isListing: false };
    case "offer.counter.1":
    case "offer.accept.1":
    case "offer.close.1":
    case "offer.close.2":
      return { what: "deal", id: body.offer, isListing: false };
    case "deal.say.1":
    case "deal.handover.1":
    case "deal.hold.1":
    case "deal.end.1":
    case "deal.thank.1":
    case "vouch.seal.1":
    case "vouch.open.1":
    case "vouch.change.1":
      return { what: "deal", id: body.deal, isListing: false };
    case "comment.say.1":
    case "comment.say.2":
    case "comment.drop.1":
    case "listing.like.1":
    case "lend.ask.1":
    case "lend.answer.1":
    case "lot.enter.1":
    case "lot.show.1":
      return { what: "word", id: body.listing, isListing: false };
    default:
      return null;
  }
}
