import type { FeedKey, IdentityKey, PondId, Time } from "../domain/ids.ts";
import { parseBody } from "../domain/kinds/body.ts";
import { type LedgerRecord, parseRecord, pondOf } from "../domain/record/record.ts";
import { readPages } from "./bundle.ts";
import { clientOf } from "./client-id.ts";
import { readUpdate } from "./strict-reader.ts";

/** What the next pages of a file say, before anything of them is let in: claims, none of them verified. */
export interface PagesGlimpse {
  readonly records: number;
  /** Records that are beyond what is held here. */
  readonly fresh: number;
  readonly listings: number;
  readonly newest: Time | null;
  /** The feeds in them, and what they say of whose they are. */
  readonly feeds: readonly FeedKey[];
  readonly opened: readonly (readonly [FeedKey, IdentityKey])[];
  readonly named: readonly (readonly [FeedKey, string])[];
  /** By the genesis record, whose hash is the pond's id: nobody else can have written it. */
  readonly pondName: string | null;
  readonly next: number | null;
  readonly stopped: "cut" | "broken" | null;
}

/** M5: looks into the next pages of a hostile file. Nothing is stored, and no signature is looked at. */
export async function glimpsePages(
  pond: PondId,
  file: Blob,
  from: number,
  has: ReadonlyMap<number, number>,
): Promise<PagesGlimpse> {
  const { pages, next, stopped } = await readPages(file, from);
  const seen = createSeen(pond, has);
  for (const page of pages) {
    const update = readUpdate(page);
    if (!update.ok || update.value.length === 0) return { ...seen.result(), next: null, stopped: "broken" };
    for (const { records } of update.value) for (const bytes of records) seen.look(bytes);
  }
  return { ...seen.result(), next, stopped };
}

function createSeen(pond: PondId, has: ReadonlyMap<number, number>) {
  let [records, fresh, listings] = [0, 0, 0];
  let newest: Time | null = null;
  let pondName: string | null = null;
  const feeds = new Set<FeedKey>();
  const opened = new Map<FeedKey, IdentityKey>();
  const named = new Map<FeedKey, string>();

  function lookInside({ header, body }: LedgerRecord): void {
    if (body === null || !TELLING.has(header.kind)) return;
    const known = parseBody(header.kind, body);
    if (!known.ok || known.value === null) return;
    if (known.value.kind === "member.profile.1") named.set(header.feed, known.value.body.name);
    if (known.value.kind === "feed.open.1") opened.set(header.feed, known.value.body.identity);
    if (known.value.kind !== "pond.genesis.1") return;
    opened.set(header.feed, known.value.body.identity);
    pondName = known.value.body.name;
  }

  return {
    look: (bytes: Uint8Array) => {
      const record = parseRecord(bytes);
      // What is no record of this pond is refused when it is let in; it is not worth counting before.
      if (!record.ok || pondOf(record.value) !== pond) return;
      const { header } = record.value;
      records++;
      const isFresh = header.seq >= (has.get(clientOf(header.feed)) ?? 0);
      fresh += isFresh ? 1 : 0;
      listings += isFresh && header.kind.startsWith("listing.post.") ? 1 : 0;
      if (newest === null || header.time > newest) newest = header.time;
      feeds.add(header.feed);
      lookInside(record.value);
    },
    result: () => ({
      records,
      fresh,
      listings,
      newest,
      feeds: [...feeds],
      opened: [...opened],
      named: [...named],
      pondName,
    }),
  };
}

/** Kinds that say who somebody is, or which pond this is. */
const TELLING: ReadonlySet<string> = new Set(["member.profile.1", "feed.open.1", "pond.genesis.1"]);
