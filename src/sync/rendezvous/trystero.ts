import type { Room as TrysteroRoom } from "@trystero-p2p/nostr";
import { isNetwork, type Network, networkOf } from "../relay-address.ts";
import type { Room } from "../room.ts";

/** A room on networks that exist already, where devices of a pond can say a few words to each other. */
export interface Hall {
  say(to: string, words: Uint8Array<ArrayBuffer>): void;
  relays(): readonly { readonly url: string; readonly up: boolean }[];
  leave(): Promise<void>;
}

export interface HallParts {
  readonly room: Room;
  /** As the pond names them, each with its network in front. */
  readonly relays: readonly string[];
  /** Those of all ponds of this device: Trystero asks the same relays for all rooms, those that it heard of first. */
  readonly allRelays: readonly string[];
  readonly iceServers: readonly RTCIceServer[];
  readonly onCome: (who: string) => void;
  readonly onGone: (who: string) => void;
  /** Null where it was no bytes. */
  readonly onWords: (from: string, words: Uint8Array | null) => void;
}

export type EnterHall = (parts: HallParts) => Promise<Hall>;

/** What Trystero has for each network; loaded when a pond names one. */
const LIBRARIES = {
  nostr: () => import("@trystero-p2p/nostr"),
  torrent: () => import("@trystero-p2p/torrent"),
} as const satisfies Readonly<Record<Network, () => Promise<unknown>>>;

/** Says whose rooms these are, among all that use Trystero on the same relays. */
const APP_ID = "shoal";
/** Of an action's name Trystero takes 32 bytes. */
const ACTION = "hail";

/**
 * M4: the one file that knows Trystero. Its relays see the hash of a room's name, which is an HMAC of the pond's secret, and
 * offers that are encrypted with the room's password. Trystero's own connections carry our few words and nothing else: whoever
 * wants to be a neighbour makes a link of ours (decision 0029).
 */
export const enterHall: EnterHall = async ({ room, relays, allRelays, iceServers, onCome, onGone, onWords }) => {
  const rooms: TrysteroRoom[] = [];
  const sockets: (() => Readonly<Record<string, WebSocket>>)[] = [];
  /** In which of them somebody is. */
  const roomOf = new Map<string, { readonly say: (words: Uint8Array<ArrayBuffer>) => void }>();

  for (const network of Object.keys(LIBRARIES).filter(isNetwork)) {
    if (relays.every((relay) => networkOf(relay, network) === null)) continue;
    const urls = [...new Set(allRelays.flatMap((relay) => networkOf(relay, network) ?? []))];
    const { joinRoom, getRelaySockets } = await LIBRARIES[network]();
    const config = {
      appId: APP_ID,
      password: room.password,
      relayConfig: { urls, warnOnRelayFailure: false },
      // None is asked unless the host names one: without this Trystero asks Google's.
      rtcConfig: { iceServers: [...iceServers] },
    };
    const joined = joinRoom(config, room.topic);
    const action = joined.makeAction<ArrayBuffer>(ACTION, {
      onMessage: (data: unknown, { peerId }) => onWords(peerId, bytesIn(data)),
    });
    joined.onPeerJoin = (peer) => {
      const say = (words: Uint8Array<ArrayBuffer>) => {
        // Who has gone in this moment hears nothing; Trystero says so by a rejection.
        action.send(words.slice().buffer, { target: peer }).catch((cause: unknown) => console.info("hail", cause));
      };
      roomOf.set(peer, { say });
      onCome(peer);
    };
    joined.onPeerLeave = (peer) => {
      roomOf.delete(peer);
      onGone(peer);
    };
    rooms.push(joined);
    // Its type is not told.
    sockets.push(getRelaySockets as () => Readonly<Record<string, WebSocket>>);
  }

  return {
    say: (to, words) => roomOf.get(to)?.say(words),
    relays: () => {
      const open = new Set(
        sockets.flatMap((of) =>
          Object.entries(of()).flatMap(([url, { readyState }]) => (readyState === WebSocket.OPEN ? [plain(url)] : [])),
        ),
      );
      return relays.map((url) => ({ url, up: open.has(plain(url.slice(url.indexOf("+") + 1))) }));
    },
    leave: async () => {
      await Promise.all(rooms.map((joined) => joined.leave()));
    },
  };
};

function bytesIn(data: unknown): Uint8Array | null {
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  return data instanceof Uint8Array ? data : null;
}

/** A browser writes a slash behind a host. */
function plain(url: string): string {
  return url.replace(/\/$/, "");
}
