import type { Observable } from "../../lib/observable.ts";
import { connectsToItself, reachesRelay } from "../../sync/self-check.ts";
import type { SyncGlance } from "../api.ts";
import { clockSeems } from "../clock-hint.ts";
import type { ShoalDevice } from "../keep-api.ts";
import { knock } from "../knock.ts";
import type { PairingChannel } from "../pairing-desk.ts";
import type { Findings } from "./cause.ts";

export interface SelfTestParts {
  readonly sync: Observable<SyncGlance>;
  readonly device: Pick<ShoalDevice, "room">;
  /** On which the tab that holds the wire answers. */
  readonly channel: PairingChannel;
  readonly isOnline: () => boolean;
  readonly now: () => number;
  readonly newId: () => string;
  /** Told what is known so far. */
  readonly onFound: (found: Partial<Findings>) => void;
  /** The browser's own where not given. */
  readonly reachesRelay?: typeof reachesRelay;
  readonly connectsToItself?: typeof connectsToItself;
}

/** ms for a relay's answer, and for two ends in this browser to find each other. All is over after ROOM_MS and the relay's answer. */
const RELAY_MS = 4_000;
const LOOPBACK_MS = 8_000;
/** ms for somebody in the room to be met, from when the relay has answered: over a slow network a connection takes some seconds. */
const ROOM_MS = 7_000;
/** ms for a wire that has just been opened to say something. */
const GLANCE_MS = 2_000;
/** Bytes of room below which a record or a photo may find none. */
const LITTLE_ROOM_BYTES = 2 * 1024 * 1024;

/** Looks, in at most fifteen seconds, at everything that may keep this device from meeting others. */
export async function runSelfTest(parts: SelfTestParts): Promise<Findings> {
  const found: Partial<Findings>[] = [];
  const note = <T extends Partial<Findings>>(part: T): T => {
    found.push(part);
    parts.onFound(Object.assign({}, ...found));
    return part;
  };
  const { tryRelay, tryBrowser } = {
    tryRelay: parts.reachesRelay ?? reachesRelay,
    tryBrowser: parts.connectsToItself ?? connectsToItself,
  };
  const isOnline = parts.isOnline();
  const network = note({ online: isOnline });
  const follow = followed(parts.sync);
  const glance = await follow.until(({ state }) => state !== "starting", GLANCE_MS);
  const [browser, tab, room, storage] = await Promise.all([
    tryBrowser(LOOPBACK_MS).then((works) => note({ browser: works })),
    knock(parts.channel, parts.newId()).then((answer) => note({ tab: answer })),
    lookIntoRoom(),
    storageLeft(parts, glance).then((left) => note({ storage: left })),
  ]);
  const newest = follow.newest();
  const clock = note({ clock: newest === null ? ("right" as const) : clockSeems(newest, parts.now()) });
  follow.stop();
  return { ...network, ...browser, ...tab, ...room, ...clock, ...storage };

  async function lookIntoRoom(): Promise<Pick<Findings, "relays" | "met" | "unmet">> {
    const urls = (glance?.relays ?? []).map(({ url }) => url);
    const reached = isOnline ? await Promise.all(urls.map((url) => tryRelay(url, RELAY_MS))) : urls.map(() => false);
    const { relays } = note({ relays: urls.map((url, i) => ({ url, reached: reached[i] ?? false })) });
    // Without a relay nobody new can come; who is there already is known.
    const last = await follow.until(({ peers }) => peers.length > 0, reached.some(Boolean) ? ROOM_MS : 0);
    return { relays, ...note({ met: last?.peers.length ?? 0, unmet: last?.unmet ?? 0 }) };
  }
}

async function storageLeft({ device }: SelfTestParts, glance: SyncGlance | null): Promise<Findings["storage"]> {
  const { used, allowed } = await device.room();
  const isFull = used !== null && allowed !== null && allowed - used < LITTLE_ROOM_BYTES;
  const wasFull = (glance?.refused["quota"] ?? 0) > 0;
  return isFull || wasFull ? "full" : "room";
}

/** The newest value of a live query, and waiting for one that is as wanted. */
function followed(source: Observable<SyncGlance>) {
  let newest: SyncGlance | null = null;
  const listeners = new Set<() => void>();
  const subscription = source.subscribe({
    next: (value) => {
      newest = value;
      for (const listener of listeners) listener();
    },
    // The screen reads the same rows and shows the same failure.
    error: (cause) => console.error("self-test", cause),
  });
  const read = (): SyncGlance | null => newest;
  return {
    newest: read,
    until: (isWanted: (glance: SyncGlance) => boolean, ms: number): Promise<SyncGlance | null> =>
      new Promise((resolve) => {
        const look = () => {
          if (newest !== null && isWanted(newest)) end();
        };
        const end = () => {
          clearTimeout(timer);
          listeners.delete(look);
          resolve(newest);
        };
        const timer = setTimeout(end, ms);
        listeners.add(look);
        look();
      }),
    stop: () => subscription.unsubscribe(),
  };
}
