import type { Clock } from "../lib/clock.ts";
import type { BlobHash, PondId } from "../domain/ids.ts";
import type { PhotoRef } from "../domain/kinds/listing.ts";
import { systemTimers, type Timers } from "../sync/timers.ts";
import type { LocalRows } from "./local-rows.ts";
import type { PondSession } from "./pond-session.ts";

/** Photos that are fetched while nobody looks: half of what the wire waits for at most, so that whoever looks comes first. */
const QUIET_PHOTOS = 100;
/** ms between two looks at what lacks: each reads the names of all photos held. */
const LOOK_MS = 3000;
/** ms after which photos that nobody had make room for the next: their owners may be away for weeks. */
const TURN_MS = 60_000;

export interface Keeper {
  /** Something has changed: a pond has grown, a photo has come, the settings are others. Looks soon, and not too often. */
  wake(): void;
}

/** What is looked at of an opened pond. */
type KeptPond = { readonly mine: Pick<PondSession["mine"], "pond"> } & ListingsOf;
interface ListingsOf {
  fold(): Pick<ReturnType<PondSession["fold"]>, "listings">;
}

export interface KeeperParts {
  readonly local: Pick<LocalRows, "settings" | "heldPhotos" | "fetchedBytes" | "wantQuietly">;
  readonly clock: Clock;
  readonly sessions: () => readonly KeptPond[];
  /** Bytes of others' photos that a device which keeps all has room for. */
  readonly room: () => Promise<number>;
  /** Told what went wrong with the storage; the next change tries again. */
  readonly onFailure: (cause: unknown) => void;
  readonly timers?: Timers;
}

/**
 * W7: a device that wants to be its ponds' memory fetches every photo of every listing that can still be seen, newest
 * first, as long as it has room. It has no power over anyone: it only holds what others would otherwise have to wait for.
 */
export function createKeeper({ local, clock, sessions, room, onFailure, timers = systemTimers }: KeeperParts): Keeper {
  /** Where in the list of what lacks the pond's turn begins, and since when, by pond. */
  const turns = new Map<PondId, { readonly from: number; readonly since: number; readonly lacks: number }>();
  let isWaiting = false;

  async function look(): Promise<void> {
    const isOn = (await local.settings())?.keepsAll ?? false;
    if (!isOn && turns.size === 0) return;
    const held = isOn ? await local.heldPhotos() : new Set<BlobHash>();
    let free = isOn ? (await room()) - (await local.fetchedBytes()) : 0;
    for (const session of sessions()) {
      const lacking = isOn ? photosOf(session).filter(({ hash }) => !held.has(hash)) : [];
      const wanted = turnOf(session.mine.pond, lacking).filter(({ size }) => (free -= size) >= 0);
      await local.wantQuietly(session.mine.pond, wanted);
    }
    if (!isOn) turns.clear();
    // What nobody had yet may be with who comes next, though nothing here has changed.
    else if ([...turns.values()].some(({ lacks }) => lacks > QUIET_PHOTOS)) timers.after(TURN_MS, wake);
  }

  function turnOf(pond: PondId, lacking: readonly PhotoRef[]): readonly PhotoRef[] {
    const now = clock.now();
    const last = turns.get(pond) ?? { from: 0, since: now, lacks: -1 };
    const isStuck = last.lacks === lacking.length && now - last.since >= TURN_MS;
    const from = isStuck ? last.from + QUIET_PHOTOS : last.from;
    const start = from < lacking.length ? from : 0;
    const since = last.lacks === lacking.length && !isStuck ? last.since : now;
    turns.set(pond, { from: start, since, lacks: lacking.length });
    return lacking.slice(start, start + QUIET_PHOTOS);
  }

  function wake(): void {
    if (isWaiting) return;
    isWaiting = true;
    timers.after(LOOK_MS, () => {
      isWaiting = false;
      void look().catch(onFailure);
    });
  }

  return { wake };
}

/** Each photo once: of listings that somebody can still come upon, the newest first. */
export function photosOf({ fold }: ListingsOf): readonly PhotoRef[] {
  const shown = [...fold().listings()].filter(({ state }) => state !== "withdrawn");
  const photos = shown.toSorted((a, b) => b.renewed - a.renewed).flatMap((listing) => listing.photos);
  return [...new Map(photos.map((photo) => [photo.hash, photo])).values()];
}
