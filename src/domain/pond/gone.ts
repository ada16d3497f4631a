import type { IdentityKey, PondId, RecordId } from "../ids.ts";
import type { Around } from "./around.ts";
import { goneSuccessions, type Successions } from "./successions.ts";
import type { ViewRow } from "./views.ts";

/** All that is shown of a pond, by id. */
interface Shown {
  readonly members: ReadonlyMap<IdentityKey, unknown>;
  readonly listings: ReadonlyMap<RecordId, unknown>;
  readonly deals: ReadonlyMap<RecordId, unknown>;
  readonly around: Around;
  readonly rings: { readonly views: ReadonlyMap<RecordId, unknown> };
  readonly markets: { readonly views: ReadonlyMap<RecordId, unknown> };
  readonly successions: Successions;
}

/** Rows for what was shown before and is no more: its feed was ended before it (L5, K3). */
export function goneRows(pond: PondId, before: Shown, after: Shown): readonly ViewRow[] {
  const shownAs = ({ around, rings, markets, members, listings, deals }: Shown) => ({
    members,
    listings,
    deals,
    talks: around.talks.views,
    lots: around.lots.views,
    bookings: around.bookings.views,
    rings: rings.views,
    markets: markets.views,
  });
  const tables = ["members", "listings", "deals", "talks", "lots", "bookings", "rings", "markets"] as const;
  const things = tables.flatMap((of) => {
    const ids: Iterable<IdentityKey | RecordId> = shownAs(before)[of].keys();
    const now: ReadonlyMap<string, unknown> = shownAs(after)[of];
    return [...ids].flatMap((id): ViewRow[] => (now.has(id) ? [] : [{ table: "gone", row: { pond, of, id } }]));
  });
  return [...things, ...goneSuccessions(before.successions.views, after.successions.views)];
}
