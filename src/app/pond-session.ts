import type { Clock } from "../lib/clock.ts";
import type { Random } from "../lib/random.ts";
import type { Verifier } from "../domain/crypto.ts";
import type { PondId, RecordId } from "../domain/ids.ts";
import type { FeedKeys, KeyVault } from "../domain/keys.ts";
import { type Ledger, openLedger } from "../domain/ledger/ledger.ts";
import type { LedgerStore } from "../domain/ledger/store.ts";
import type { Projection } from "../domain/ledger/projection.ts";
import { createPondFold, type PondFold } from "../domain/pond/fold.ts";
import { createTrustEngine, type TrustEngine } from "../domain/trust/engine.ts";
import type { ViewRow } from "../domain/pond/views.ts";
import type { KeepStore } from "../storage/keep-store.ts";
import { createFinder, type Finder } from "./finder.ts";
import type { LocalRows, MyPond } from "./local-rows.ts";

/** Everything that a use case stands on; built once in the worker. */
export interface Ground {
  readonly store: LedgerStore;
  readonly local: LocalRows;
  readonly keep: KeepStore;
  readonly vault: KeyVault;
  readonly verifier: Verifier;
  readonly clock: Clock;
  readonly random: Random;
}

/** One of my ponds, opened. */
export interface PondSession {
  readonly mine: MyPond;
  readonly keys: FeedKeys;
  readonly ledger: Ledger;
  /** The newest state; a new object after a write that failed, so never keep it. */
  fold(): PondFold;
  /** What trust makes of that state; a new object whenever `fold` is one. */
  trust(): TrustEngine;
  /** Listings of that state by words; the best first. */
  find(query: string, most: number): Promise<readonly RecordId[]>;
}

export interface Sessions {
  /** Null where this device is not in that pond, or has lost its keys. Knows all that any tab of this device has stored. */
  open(pond: PondId): Promise<PondSession | null>;
  /** Those already opened. */
  opened(): readonly PondSession[];
  onOpen(listener: (session: PondSession) => void): void;
  /** Forgets one that was opened, whose pond is taken away from this device. */
  close(pond: PondId): void;
}

/** Opens each pond once and keeps it. */
export function createSessions(ground: Ground): Sessions {
  const opening = new Map<PondId, Promise<PondSession | null>>();
  let opened: readonly PondSession[] = [];
  const listeners: ((session: PondSession) => void)[] = [];

  return {
    open: (pond) => {
      const known = opening.get(pond);
      if (known !== undefined) return caughtUp(known);
      const session = openSession(ground, pond).then((ready) => {
        if (ready === null) opening.delete(pond); // it may be joined later
        else {
          opened = [...opened, ready];
          for (const listener of listeners) listener(ready);
        }
        return ready;
      });
      // A database that could not be read now may be readable at the next try.
      session.catch(() => opening.delete(pond));
      opening.set(pond, session);
      return session;
    },
    opened: () => opened,
    onOpen: (listener) => {
      listeners.push(listener);
    },
    close: (pond) => {
      opening.delete(pond);
      opened = opened.filter(({ mine }) => mine.pond !== pond);
    },
  };
}

/** W5: the screens read from the disk what another tab wrote; what is asked here next must not be older than that. */
async function caughtUp(opening: Promise<PondSession | null>): Promise<PondSession | null> {
  const session = await opening;
  await session?.ledger.catchUp();
  return session;
}

async function openSession(ground: Ground, pond: PondId): Promise<PondSession | null> {
  const mine = await ground.local.pond(pond);
  const keys = mine === null ? null : await ground.vault.feedKeys(mine.feed);
  if (mine === null || keys === null) return null;
  let fold = createPondFold(pond);
  let trust = createTrustEngine();
  let finder = createFinder();
  const ledger = await openLedger({
    pond,
    store: ground.store,
    verifier: ground.verifier,
    clock: ground.clock,
    keys,
    project: () => {
      fold = createPondFold(pond);
      trust = createTrustEngine();
      finder = createFinder();
      return followed(fold, trust, finder);
    },
  });
  // A crash between joining and the first append is made good here.
  if (ledger.feed(keys.feed) === undefined) await ledger.admitRun([mine.opening]);
  // Any name counts: the row kept here may be older than the newest profile, where the disk filled up between the two.
  const isNamed = (fold.member(mine.me)?.name ?? "") !== "";
  if (!isNamed) await ledger.append("member.profile.1", { name: mine.myName, about: "" });
  return {
    mine,
    keys,
    ledger,
    fold: () => fold,
    trust: () => trust,
    find: (query, most) => finder.find(query, most, fold),
  };
}

/** Whatever the fold shows anew, trust and search take in. */
function followed(fold: PondFold, trust: TrustEngine, finder: Finder): Projection {
  const take = (rows: readonly ViewRow[]) => {
    trust.take(rows, fold.newest());
    finder.take(rows, fold);
    return rows;
  };
  return {
    absorb: (records) => take(fold.absorb(records)),
    endFeed: (feed, endsAt) => take(fold.endFeed(feed, endsAt)),
  };
}
