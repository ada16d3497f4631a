import type { Observable } from "../lib/observable.ts";
import { ok } from "../lib/result.ts";
import type { IdentityKey, PondId, RecordId } from "../domain/ids.ts";
import { type News, NO_NEWS } from "../domain/news/news.ts";
import type { TrustAnswer, TrustBrief, WalkShares } from "../domain/trust/answer.ts";
import type { Cost } from "../storage/backup/head.ts";
import { createGate, type GateService } from "../sync/gate.ts";
import { createGreeter, type Greeter } from "../sync/greeter.ts";
import type { PhotoStore } from "../sync/photo-exchange.ts";
import type { Circle, Outcome, ShoalCommands, SyncGlance, WordsView } from "./api.ts";
import { performDuties } from "./duties.ts";
import { createKeeper } from "./keeper.ts";
import { createNewsReader, type NewsReader } from "./news.ts";
import { paced } from "./paced.ts";
import { withStorageErrors } from "./storage-errors.ts";
import { readDealWords } from "./private-words.ts";
import { createSessions, type Ground, type PondSession } from "./pond-session.ts";
import { createReachReader, NO_REACH, type ReachReader } from "./reach.ts";
import type { Reach } from "./sync-api.ts";
import { createBackupCommands } from "./use-cases/backup.ts";
import { createBundleCommands } from "./use-cases/bundles.ts";
import { createCardCommands } from "./use-cases/card.ts";
import { createCarryCommands } from "./use-cases/carry.ts";
import { createDeviceCommands } from "./use-cases/devices.ts";
import { createHandoverCommands } from "./use-cases/handover.ts";
import { createIdentityCommands } from "./use-cases/identity.ts";
import { createListingCommands } from "./use-cases/listings.ts";
import { createLoanCommands } from "./use-cases/loans.ts";
import { createLotCommands } from "./use-cases/lots.ts";
import { createMarketCommands } from "./use-cases/markets.ts";
import { createNewsCommands } from "./use-cases/news.ts";
import { createMeetingCommands } from "./use-cases/meeting.ts";
import { createOfferCommands } from "./use-cases/offers.ts";
import { createPhotoCommands, createPhotoStore, photoRoom } from "./use-cases/photos.ts";
import { createPhraseCommands, type PhraseParts } from "./use-cases/phrase.ts";
import { createPlaygroundCommands } from "./use-cases/playground.ts";
import { createPondCommands } from "./use-cases/ponds.ts";
import { createRestoreCommands } from "./use-cases/restore.ts";
import { circlesIn, createRingCommands } from "./use-cases/rings.ts";
import { createSampleCommands, type DrawPicture, keptInside } from "./use-cases/sample.ts";
import { createTalkCommands } from "./use-cases/talk.ts";

/** Listings that a search finds: more than anybody looks through. */
const MAX_FOUND = 500;

/** What the worker offers to its tab: all use cases, the answers that need the whole pond, and the gate for the wire. */
export interface ShoalNode extends ShoalCommands {
  trust(pond: PondId, member: IdentityKey): Promise<TrustAnswer | null>;
  briefs(pond: PondId, members: readonly IdentityKey[]): Promise<ReadonlyMap<IdentityKey, TrustBrief>>;
  walk(pond: PondId): Promise<WalkShares>;
  news(pond: PondId, since: number | null): Promise<News>;
  search(pond: PondId, query: string): Promise<readonly RecordId[]>;
  /** With `market`, those among the people who are there. */
  circles(pond: PondId, market: RecordId | null): Promise<readonly Circle[]>;
  words(pond: PondId, deal: RecordId): Promise<readonly WordsView[]>;
  reach(pond: PondId, known: Pick<SyncGlance, "acknowledged" | "copies">): Promise<Reach>;
  gate(pond: PondId): Promise<GateService | null>;
  greeter(pond: PondId): Promise<Greeter | null>;
  photos(): Promise<PhotoStore>;
  /** What the tab that holds the wire says of it, for all tabs to read; `who` are peers' ids with their identities. */
  putGlance(pond: PondId, glance: SyncGlance, who: ReadonlyMap<string, IdentityKey>): Promise<void>;
}

export interface NodeParts extends PhraseParts {
  readonly ground: Ground;
  readonly config: { readonly appUrl: string; readonly relays: readonly string[] };
  /** Bytes that the browser allows this origin; null where it does not say. */
  readonly allowedBytes: () => Promise<number | null>;
  /** What a guess at a backup's passphrase costs; the usual where not given. */
  readonly backupCost?: Cost;
  /** Tells the other tabs' workers that a pond has grown, and hears it from them (W5). */
  readonly neighbours: Neighbours;
  /** Draws the sample's pictures; where not given, it is loaded when a sample is made. */
  readonly drawPicture?: DrawPicture;
}

export interface Neighbours {
  tell(pond: PondId): void;
  readonly heard: Observable<PondId>;
}

/** The worker's inside. Knows no browser API by itself: all of it is passed in. */
export function createNode(parts: NodeParts): ShoalNode {
  const { ground, config, neighbours } = parts;
  const sessions = createSessions(ground);
  const gates = new Map<PondId, GateService>();
  const newsReaders = new Map<PondId, NewsReader>();
  const reachReaders = new WeakMap<PondSession, ReachReader>();
  /** The glance that was stored last, as text. */
  const glances = new Map<PondId, string>();

  const room = () => photoRoom(ground, parts.allowedBytes);
  const keeper = createKeeper({
    local: ground.local,
    clock: ground.clock,
    // S7: the photos of a sample are all here.
    sessions: () => sessions.opened().filter(({ mine }) => mine.sample === undefined),
    room,
    onFailure: (cause) => console.error("keeper", cause),
  });

  sessions.onOpen((session) => {
    keeper.wake();
    const countNews = paced(() => attempt("news", () => newsIn(session).count()));
    countNews();
    session.ledger.onGrowth(() => {
      keeper.wake();
      neighbours.tell(session.mine.pond);
      countNews();
      void attempt("duties", () => performDuties(ground, session));
    });
    void attempt("duties", () => performDuties(ground, session));
  });
  void attempt("views", showAll);
  neighbours.heard.subscribe({
    next: (pond) => {
      const session = sessions.opened().find(({ mine }) => mine.pond === pond);
      if (session !== undefined) void attempt("catch up", () => session.ledger.catchUp());
    },
    error: (error) => {
      throw error;
    },
  });

  const commands: ShoalCommands = {
    ...createPondCommands(ground, sessions, config),
    ...createListingCommands(ground, sessions),
    ...createPhotoCommands(ground, sessions),
    ...createLoanCommands(ground, sessions),
    ...createRingCommands(ground, sessions),
    ...createLotCommands(ground, sessions),
    ...createTalkCommands(sessions),
    ...createNewsCommands(ground, sessions, newsIn),
    ...createOfferCommands(ground, sessions),
    ...createHandoverCommands(ground, sessions, parts.loadWordlist, gateOf),
    ...createBundleCommands(sessions, gateOf),
    ...createCarryCommands(sessions, gateOf),
    ...createMeetingCommands(ground, sessions),
    ...createMarketCommands(ground, sessions),
    ...createIdentityCommands(sessions),
    ...createCardCommands(ground, sessions),
    ...createPlaygroundCommands(sessions),
    ...createPhraseCommands(ground, sessions, parts),
    ...createBackupCommands(ground, sessions, gateOf, parts.loadWordlist, parts.backupCost),
    ...createRestoreCommands(ground, sessions, gateOf),
    ...createDeviceCommands(ground, sessions, parts.loadWordlist),
    ...createSampleCommands(ground, sessions, parts.drawPicture),
    mute: async (pond, id, muted) => {
      await ground.local.mute({ pond, id }, muted);
      const session = await sessions.open(pond);
      if (session !== null) await newsIn(session).count();
      return ok(undefined);
    },
    saveSettings: async (settings) => {
      await ground.local.putSettings(settings);
      keeper.wake();
      return ok(undefined);
    },
  };

  return {
    ...guarded(keptInside(commands, ground)),
    trust: async (pond, member) => {
      const session = await sessions.open(pond);
      return session === null ? null : session.trust().answer(session.mine.me, member);
    },
    briefs: async (pond, members) => {
      const session = await sessions.open(pond);
      if (session === null) return new Map();
      const briefs = members.map((member) => [member, session.trust().brief(session.mine.me, member)] as const);
      return new Map(briefs.flatMap(([member, brief]) => (brief === null ? [] : [[member, brief] as const])));
    },
    walk: async (pond) => {
      const session = await sessions.open(pond);
      return session === null ? new Map() : session.trust().walk(session.mine.me);
    },
    search: async (pond, query) => (await (await sessions.open(pond))?.find(query, MAX_FOUND)) ?? [],
    news: async (pond, since) => {
      const session = await sessions.open(pond);
      return session === null ? NO_NEWS : newsIn(session).read(since);
    },
    circles: async (pond, market) => {
      const session = await sessions.open(pond);
      if (session === null) return [];
      const fold = session.fold();
      const here = market === null ? null : (fold.market(market)?.here ?? []).map(({ member }) => member);
      return circlesIn(fold, session.mine.me, here);
    },
    words: async (pond, deal) => {
      const session = await sessions.open(pond);
      return session === null ? [] : readDealWords(ground, session, deal);
    },
    putGlance: async (pond, said, who) => {
      const fold = (await sessions.open(pond))?.fold();
      const nameOf = (id: string) => {
        const identity = who.get(id);
        return identity === undefined ? null : (fold?.member(identity)?.name ?? null);
      };
      const glance = { ...said, peers: said.peers.map((peer) => ({ ...peer, name: nameOf(peer.id) })) };
      const text = JSON.stringify(glance);
      // The wire looks at its relays every few seconds: what it sees again is no reason to write, and to wake every tab.
      if (glances.get(pond) === text) return;
      // Where it cannot be stored, the last one stays on the screens; the next use case tells the person why.
      const done = await withStorageErrors(async () => ok(await ground.local.putWire(pond, glance)));
      if (done.ok) glances.set(pond, text);
    },
    reach: async (pond, known) => {
      const session = await sessions.open(pond);
      if (session === null) return NO_REACH;
      const reader = reachReaders.get(session) ?? createReachReader(session);
      reachReaders.set(session, reader);
      return reader.read(known);
    },
    greeter: async (pond) => {
      const session = await sessions.open(pond);
      if (session === null || session.mine.sample !== undefined) return null;
      return createGreeter({ pond, keys: session.keys, verifier: ground.verifier, ledger: session.ledger });
    },
    photos: async () => createPhotoStore(ground, { room, onKept: keeper.wake }),
    gate: async (pond) => {
      const session = await sessions.open(pond);
      // S7: no wire is ever held for a sample.
      return session === null || session.mine.sample !== undefined ? null : gateOf(session);
    },
  };

  function gateOf(session: PondSession): GateService {
    const known = gates.get(session.mine.pond);
    if (known !== undefined) return known;
    const gate = createGate({ ledger: session.ledger });
    gates.set(session.mine.pond, gate);
    return gate;
  }

  function newsIn(session: PondSession): NewsReader {
    const known = newsReaders.get(session.mine.pond);
    if (known !== undefined) return known;
    const reader = createNewsReader(ground, session);
    newsReaders.set(session.mine.pond, reader);
    return reader;
  }

  /** S4: a new version of the database has no view rows: opening a pond writes them anew. */
  async function showAll(): Promise<void> {
    for (const { pond } of [...(await ground.local.ponds()), ...(await ground.local.samples())]) {
      if (await ground.store.viewsMissing(pond)) await sessions.open(pond);
    }
  }

  async function attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      // Storage went away while nobody was asking; the next use case will say so to the person.
      console.error(what, cause);
    }
  }
}

/** Every use case, with failures of storage turned into answers. */
function guarded(commands: ShoalCommands): ShoalCommands {
  const entries = Object.entries(commands).map(([name, run]: [string, (...args: never[]) => Outcome<unknown>]) => [
    name,
    (...args: never[]) => withStorageErrors(() => run(...args)),
  ]);
  // The same names with the same signatures; `Object.fromEntries` forgets both.
  return Object.fromEntries(entries) as ShoalCommands;
}
