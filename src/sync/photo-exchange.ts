import type { BlobHash } from "../domain/ids.ts";
import { createPhotoPeer, type PhotoPeer, type PhotoPeerParts } from "./photo-peer.ts";
import {
  MAX_PHOTO_AGAIN_MS,
  MAX_PHOTO_PARTS,
  MAX_PHOTOS_AT_ONCE,
  MAX_PHOTOS_FROM_ONE,
  MAX_WANTED_PHOTOS,
  PHOTO_AGAIN_MS,
  PHOTO_CHUNK_BYTES,
} from "./limits.ts";
import { systemTimers, type Timers } from "./timers.ts";

/** What this device keeps of photos. */
export interface PhotoStore {
  /** Null where it is not here. */
  read(hash: BlobHash): Promise<Uint8Array | null>;
  /** `wrong`: the bytes do not have that hash, or are no picture that is shown. `full`: there is no room for them. */
  keep(hash: BlobHash, bytes: Uint8Array): Promise<"kept" | "wrong" | "full">;
}

/** A photo as its listing names it; `size` in bytes. */
export interface WantedPhoto {
  readonly hash: BlobHash;
  readonly size: number;
}

/** How far the photos have come that were wanted at once: how many are here of how many, and how many bytes. */
export interface PhotoProgress {
  readonly here: number;
  readonly all: number;
  readonly bytes: number;
  readonly allBytes: number;
  /** How many are being sent at this moment; 0 where nobody has them that one is connected with. */
  readonly underway: number;
}

const NO_PHOTOS: PhotoProgress = { here: 0, all: 0, bytes: 0, allBytes: 0, underway: 0 };

export interface PhotoExchange {
  progress(): PhotoProgress;
  /** Photos that somebody wants to see, the most wanted first; those no longer named are no longer asked for. */
  want(photos: readonly WantedPhoto[]): void;
  /** A peer that may ask. Once it is `ready` it is asked, too. Call `leave` when its connection is gone. */
  meet(peer: Omit<PhotoPeerParts, "store" | "timers">): { ready(): void; leave(): void };
  close(): void;
}

/** One wanted photo and how far it has come. */
interface Fetch {
  readonly hash: BlobHash;
  readonly size: number;
  /** Made when the first chunk is asked for. */
  bytes: Uint8Array<ArrayBuffer> | null;
  filled: number;
  /** Who is sending it. */
  from: PhotoPeer | null;
  /** Who sent parts of it. */
  readonly senders: Set<PhotoPeer>;
  /** Who said that it has none, or did not answer. */
  readonly askedInVain: Set<PhotoPeer>;
  /** True while its bytes are looked at, and where this device has no room for it. */
  isSettled: boolean;
}

interface PhotoExchangeParts {
  readonly store: PhotoStore;
  readonly timers?: Timers;
  /** Often: with each chunk. */
  readonly onProgress?: () => void;
}

/**
 * W7: gets photos from whoever has them: several at once, each from one peer at a time, going on at another where that one
 * goes away. A photo whose bytes have another hash is thrown away, and whoever sent all of it is sent away,
 * unless the listing may have lied about its size.
 */
export function createPhotoExchange(parts: PhotoExchangeParts): PhotoExchange {
  const { store, timers = systemTimers, onProgress = () => undefined } = parts;
  const peers = new Set<PhotoPeer>();
  let wanted = new Map<BlobHash, Fetch>();
  /** What has come since nothing was wanted last. */
  let done = { count: 0, bytes: 0 };
  let stopAgainTimer: (() => void) | null = null;
  let againMs = PHOTO_AGAIN_MS;

  /** Asks for as much as may be underway. */
  function fetchNext(): void {
    for (const fetch of wanted.values()) {
      if (underway() >= MAX_PHOTOS_AT_ONCE) break;
      if (fetch.from !== null || fetch.isSettled) continue;
      const peer = whoMayHave(fetch);
      if (peer !== null) start(fetch, peer);
    }
    const isStuck = [...wanted.values()].some(({ from, isSettled }) => from === null && !isSettled);
    if (isStuck && peers.size > 0) askAgainLater();
  }

  function underway(): number {
    return [...wanted.values()].filter(({ from }) => from !== null).length;
  }

  /** The least busy of those that have not been asked in vain. */
  function whoMayHave({ askedInVain }: Fetch): PhotoPeer | null {
    let best: PhotoPeer | null = null;
    for (const peer of peers) {
      if (askedInVain.has(peer) || peer.fetching() >= MAX_PHOTOS_FROM_ONE) continue;
      if (best === null || peer.fetching() < best.fetching()) best = peer;
    }
    return best;
  }

  function start(fetch: Fetch, peer: PhotoPeer): void {
    fetch.from = peer;
    fetch.bytes ??= new Uint8Array(fetch.size);
    peer.fetch({
      hash: fetch.hash,
      size: fetch.size,
      from: fetch.filled,
      onChunk: (offset, bytes) => {
        fetch.bytes?.set(bytes, offset);
        fetch.filled = offset + bytes.length;
        fetch.senders.add(peer);
        onProgress();
      },
      onEnd: (isWhole) => {
        fetch.from = null;
        if (isWhole) void settle(fetch);
        else {
          fetch.askedInVain.add(peer);
          forgetParts(fetch);
        }
        fetchNext();
      },
    });
  }

  async function settle(fetch: Fetch): Promise<void> {
    if (fetch.bytes === null) return;
    fetch.isSettled = true;
    const outcome = await store.keep(fetch.hash, fetch.bytes).catch((cause: unknown) => {
      console.error("photo", cause); // the store is gone; the screens tell the person
      return "full" as const;
    });
    fetch.bytes = null;
    fetch.filled = 0;
    if (outcome === "kept") done = { count: done.count + 1, bytes: done.bytes + fetch.size };
    if (outcome === "wrong") {
      const [first, ...others] = fetch.senders;
      // Of several senders nobody knows who lied: it is fetched anew, from one alone. Nor where whole chunks make up the size that
      // the listing gives: the photo may go on behind them, and its holder be honest.
      const mayGoOn = fetch.size % PHOTO_CHUNK_BYTES === 0;
      if (others.length === 0 && first !== undefined) {
        if (mayGoOn) fetch.askedInVain.add(first);
        else first.bar("photo-wrong");
      }
      fetch.senders.clear();
      fetch.isSettled = false;
    }
    fetchNext();
    onProgress();
  }

  /** Half a photo is kept for another peer to go on, but not of any number of photos. */
  function forgetParts(fetch: Fetch): void {
    const parted = [...wanted.values()].filter(({ from, filled }) => from === null && filled > 0);
    if (parted.length <= MAX_PHOTO_PARTS && fetch.filled > 0) return;
    fetch.bytes = null;
    fetch.filled = 0;
    fetch.senders.clear();
  }

  function askAgainLater(): void {
    if (stopAgainTimer !== null) return;
    stopAgainTimer = timers.after(againMs, () => {
      stopAgainTimer = null;
      againMs = Math.min(againMs * 2, MAX_PHOTO_AGAIN_MS);
      for (const { askedInVain } of wanted.values()) askedInVain.clear();
      fetchNext();
    });
  }

  return {
    progress: () => {
      const open = [...wanted.values()].filter(({ isSettled }) => !isSettled);
      if (open.length === 0) return NO_PHOTOS;
      const sum = (of: "filled" | "size") => open.reduce((total, fetch) => total + fetch[of], done.bytes);
      return {
        here: done.count,
        all: done.count + open.length,
        bytes: sum("filled"),
        allBytes: sum("size"),
        underway: underway(),
      };
    },
    want: (photos) => {
      const before = wanted;
      // A listing may name somebody else's photo with another size: what is wanted last counts.
      const fetchOf = ({ hash, size }: WantedPhoto) => {
        const known = before.get(hash);
        return known?.size === size ? known : newFetch(hash, size);
      };
      wanted = new Map(
        photos
          .slice(0, MAX_WANTED_PHOTOS)
          .filter(({ size }) => size > 0)
          .map((photo) => [photo.hash, fetchOf(photo)] as const),
      );
      const isMore = [...wanted].some(([hash, fetch]) => before.get(hash) !== fetch);
      for (const [hash, fetch] of before) if (wanted.get(hash) !== fetch) fetch.from?.stop(hash);
      if (isMore) againMs = PHOTO_AGAIN_MS;
      if (wanted.size === 0) done = { count: 0, bytes: 0 };
      fetchNext();
      onProgress();
    },
    meet: (given) => {
      const peer = createPhotoPeer({ ...given, store, timers });
      return {
        ready: () => {
          if (peers.has(peer)) return;
          peers.add(peer);
          againMs = PHOTO_AGAIN_MS;
          fetchNext();
        },
        leave: () => {
          peers.delete(peer);
          peer.leave();
          for (const { askedInVain } of wanted.values()) askedInVain.delete(peer);
        },
      };
    },
    close: () => {
      stopAgainTimer?.();
      wanted = new Map();
    },
  };
}

function newFetch(hash: BlobHash, size: number): Fetch {
  return {
    hash,
    size,
    bytes: null,
    filled: 0,
    from: null,
    senders: new Set(),
    askedInVain: new Set(),
    isSettled: false,
  };
}
